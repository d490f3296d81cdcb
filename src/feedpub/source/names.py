"""Find the file that a name means, in whatever case and Unicode form it is written.

A blog that is written on one system and built on another names its pictures in both ways.
"""

import os
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from feedpub.source.file_stamps import Stamp, stamp


def find_spelling(folder: str, path: str) -> str | None:
    """Return `path`, in `folder`, as the file system spells it; None without such a file.

    Of several names that differ in case alone, the first is taken.
    """
    found: list[str] = []
    parts = path.split("/")
    for part in parts:
        if found and os.path.islink(folder):  # noqa: PTH114
            # What is behind a link is nobody's concern.
            return "/".join((*found, *parts[len(found) :]))
        # A folder is listed once and not asked for each name in it: most names that are looked for
        # are nowhere.
        known = stamp(folder)
        alike = _names(folder, known).get(_fold(part)) if known else None
        if not alike:
            return None
        composed = unicodedata.normalize("NFC", part)
        same = [name for name in alike if unicodedata.normalize("NFC", name) == composed]
        found.append(part if part in alike else (same or alike)[0])
        folder = f"{folder}/{found[-1]}"
    return "/".join(found)


@lru_cache(maxsize=1_000)
def _names(folder: str, _stamp: Stamp) -> Mapping[str, tuple[str, ...]]:
    """Return the names in a folder, grouped by their folded form; cached under its stamp."""
    found: dict[str, list[str]] = {}
    try:
        for name in sorted(os.listdir(folder)):  # noqa: PTH208 - there may be many
            found.setdefault(_fold(name), []).append(name)
    except OSError:
        pass
    return {folded: tuple(names) for folded, names in found.items()}


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
