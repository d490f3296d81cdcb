"""Hash everything that makes ``out/``: our own code, the libraries and Python."""

import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

# The libraries whose version can change a byte of the output.
_LIBRARIES: Final = (
    "ada_url",
    "bleach",
    "charset_normalizer",
    "feedgen",
    "imagesize",
    "jinja2",
    "lxml",
    "markdown_it_py",
    "markupsafe",
    "mdit_py_plugins",
    "nh3",
    "puremagic",
    "python_frontmatter",
    "pyyaml",
    "segno",
    "tinycss2",
    "tzdata",
)


_SOURCES: Final = frozenset({".py", ".html", ".css", ".js", ".svg"})


@lru_cache(maxsize=1)
def digest_of_code() -> str:
    """Hash feedpub's sources, the versions of its libraries, and Python's version.

    The version of a library is read from the name of its folder: `importlib.metadata` takes longer
    than a whole build in which nothing has changed.
    """
    found = hashlib.blake2b(sys.version.encode(), digest_size=20)
    own = Path(__file__).parents[2]
    for path in sorted(path for path in own.rglob("*") if path.suffix in _SOURCES):
        found.update(path.relative_to(own).as_posix().encode())
        found.update(path.read_bytes())
    for folder in sys.path:
        try:
            names = sorted(os.listdir(folder or "."))  # noqa: PTH208 - names are all that is wanted
        except OSError:
            continue
        for name in names:
            if name.lower().replace("-", "_").startswith(_LIBRARIES) and name.endswith("-info"):
                found.update(name.encode("utf-8", "surrogateescape"))
    return found.hexdigest()
