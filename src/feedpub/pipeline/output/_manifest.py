"""Read and write ``out/.feedpub.json``, the list of the files that feedpub made there."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from feedpub import contents
from feedpub.errors import OutputError

MANIFEST: Final = ".feedpub.json"

# In bytes. The names of a million feeds are less.
LARGEST_LIST: Final = 256 * 1024 * 1024

# What no name has that feedpub gives: controls, and halves of characters.
_NO_NAME: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

_ABOUT: Final = "files made by feedpub; it removes those under files, and no others"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The list of the files that feedpub made in ``out/``.

    `files` are its own. `replaced` were there before it: it writes over them, but never removes
    them. `published` is the number of documents that were published with them, None where an
    earlier version wrote the list; `withheld` is the number of those left out on purpose.
    """

    files: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()
    published: int | None = None
    withheld: int = 0

    @property
    def own_files(self) -> frozenset[str]:
        """The files that feedpub may write over."""
        return self.files | self.replaced

    def as_json(self) -> bytes:
        """Return the bytes of the list in ``out/``."""
        listed: dict[str, object] = {"about": _ABOUT, "files": sorted(self.files)}
        if self.replaced:
            listed["replaced"] = sorted(self.replaced)
        if self.published is not None:
            listed["published"] = self.published
        if self.withheld:
            listed["withheld"] = self.withheld
        return json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"


def read_manifest(folder: Path) -> Manifest | None:
    """Read the list in `folder`; return None where feedpub never wrote there.

    A broken list counts as empty: then no file is feedpub's.
    """
    path = folder / MANIFEST
    try:
        return manifest_from(contents.read(path, LARGEST_LIST), str(path), str(folder))
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return Manifest() if path.is_file() else None
    except OSError as error:
        raise OutputError(f"{path}: can't be read: {error.strerror}; remove it") from None


def manifest_from(data: bytes, path: str, folder: str) -> Manifest:
    """Read the list with the bytes `data`, at `path` in `folder`; a broken one counts as empty."""
    try:
        known = json.loads(data.decode("utf-8"))
        listed = Manifest(
            frozenset(map(str, known["files"])),
            frozenset(map(str, known.get("replaced", ()))),
            _number(known.get("published")),
            _number(known.get("withheld")) or 0,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()
    for name in sorted(listed.own_files):
        if not _can_be_ours(name):
            raise OutputError(
                f"{path}: names {name!a}, which lies outside of {folder} or is no name of a"
                " file; take it out of the list"
            )
    return listed


def _can_be_ours(name: str) -> bool:
    # Not pathlib: there may be many of them.
    is_below = name.strip("./") and name[0] != "/" and ".." not in name.split("/")
    return bool(is_below) and not _NO_NAME.search(name)


def _number(known: object) -> int | None:
    return known if isinstance(known, int) and known >= 0 else None
