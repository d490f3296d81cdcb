"""Find the file that a name means, in whatever case and Unicode form it is written.

A blog that is written on one system and built on another names its pictures in both ways.
"""

import os
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from feedpub.model import Stored
from feedpub.source.file_stamps import Stamp, stamp


def find_spelling(folder: str, path: str, stored: Stored | None = None) -> str | None:
    """Return `path`, in `folder`, as the file system spells it; None without such a file.

    Of several names that differ in case alone, the first is taken. With `stored`, the folder is one
    of the files there.
    """
    found: list[str] = []
    parts = path.split("/")
    for part in parts:
        if found and not stored and os.path.islink(folder):  # noqa: PTH114
            # What is behind a link is nobody's concern.
            return "/".join((*found, *parts[len(found) :]))
        alike = _names_in(folder, stored).get(fold(part))
        if not alike:
            return None
        composed = unicodedata.normalize("NFC", part)
        same = [name for name in alike if unicodedata.normalize("NFC", name) == composed]
        found.append(part if part in alike else (same or alike)[0])
        folder = f"{folder}/{found[-1]}"
    return "/".join(found)


def _names_in(folder: str, stored: Stored | None) -> Mapping[str, tuple[str, ...]]:
    """Return the names in a folder, grouped by their folded form.

    A folder is listed once and not asked for each name in it: most names that are looked for are
    nowhere.
    """
    if stored:
        return _stored_names(stored, folder)
    known = stamp(folder)
    return _names(folder, known) if known else {}


@lru_cache(maxsize=1_000)
def _names(folder: str, _stamp: Stamp) -> Mapping[str, tuple[str, ...]]:
    """Return the names in a folder, cached under its stamp."""
    try:
        return _grouped(sorted(os.listdir(folder)))  # noqa: PTH208 - there may be many
    except OSError:
        return {}


@lru_cache(maxsize=1_000)
def _stored_names(stored: Stored, folder: str) -> Mapping[str, tuple[str, ...]]:
    return _grouped(stored.names(folder))


def _grouped(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(fold(name), []).append(name)
    return {folded: tuple(names) for folded, names in found.items()}


def fold(name: str) -> str:
    """Return a name in the form in which names that may mean the same are equal."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
