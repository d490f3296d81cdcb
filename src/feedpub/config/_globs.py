"""Match paths against globs."""

import re
import unicodedata
from functools import lru_cache


def matches_glob(pattern: str, path: str) -> bool:
    """Tell whether `path` matches `pattern`.

    ``*`` is anything within one name, ``?`` one character of it, ``**`` any number of
    folders; the pattern of a folder (``blog/``) names all that is in it.
    """
    return _glob_pattern(pattern).fullmatch(unicodedata.normalize("NFC", path)) is not None


@lru_cache(maxsize=512)
def _glob_pattern(pattern: str) -> re.Pattern[str]:
    pattern = f"{pattern}**" if pattern.endswith("/") else pattern
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    written = "".join(
        parts.get(part) or re.escape(part) for part in re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    )
    return re.compile(written, re.DOTALL)
