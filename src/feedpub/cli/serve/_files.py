"""The files of ``out/`` that can be asked for: those that one walk has found, and no others.

An address is looked up among the names that were found and never made into a path, so nothing
else can be reached by it, however it is written.
"""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import unquote_to_bytes

# Neither follows a link nor waits for a pipe, should one have taken the place of a file.
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was found: size in bytes, time of change in nanoseconds, number."""

    path: Path
    size: int
    modified: int
    number: int

    @property
    def tag(self) -> str:
        """What tells this file from what it was and will be."""
        return f"{self.modified:x}-{self.size:x}-{self.number:x}"

    def opened(self) -> BinaryIO | None:
        """Open the file; return None where it is not what was found any more."""
        try:
            descriptor = os.open(self.path, _FLAGS)
        except PermissionError:
            raise
        except OSError:
            return None
        if _as_found(self.path, os.fstat(descriptor)) == self:
            return os.fdopen(descriptor, "rb")
        os.close(descriptor)
        return None


@dataclass(frozen=True, slots=True)
class Files:
    """All files that were found, by their names; `state` is the same as long as all of them are.

    A name is a path relative to ``out/``, with forward slashes, in the composed form (NFC).
    """

    named: Mapping[str, File] = field(default_factory=dict)
    state: str = ""


def look(folder: Path) -> Files:
    """Walk through `folder`.

    Left out are hidden files, symbolic links, wherever they lead, and names that are no text.
    """
    named = {}
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        parts = Path(here).relative_to(folder).parts
        for name in names:
            path = Path(here, name)
            found = None if name.startswith(".") else _looked_at(path)
            if found:
                with suppress(UnicodeEncodeError):
                    named[_composed(*parts, name)] = found
    return Files(named, _digest(named))


def name_of(address: bytes) -> str | None:
    """Return the name that the path of an address, percent-encoded, asks for; None for none."""
    try:
        path = unquote_to_bytes(address).decode()
    except UnicodeDecodeError:
        return None
    return _composed(path[1:]) if path.startswith("/") else None


def place(asked: str, names: Container[str]) -> str | None:
    """Return which of `names` answers to the name that is asked for; None if none does.

    As static hosts have it: ``index.html`` answers for its folder, and ``.html`` may be left
    out. For a folder without the slash, its name with the slash is returned.
    """
    if not asked or asked.endswith("/"):
        index = f"{asked}index.html"
        return index if index in names else None
    for name in (asked, f"{asked}.html"):
        if name in names:
            return name
    return f"{asked}/" if f"{asked}/index.html" in names else None


def _composed(*parts: str) -> str:
    name = unicodedata.normalize("NFC", "/".join(parts))
    name.encode()
    return name


def _looked_at(path: Path) -> File | None:
    try:
        found = path.lstat()
    except OSError:  # it went while we looked
        return None
    return _as_found(path, found) if stat.S_ISREG(found.st_mode) else None


def _as_found(path: Path, found: os.stat_result) -> File:
    return File(path, found.st_size, found.st_mtime_ns, found.st_ino)


def _digest(named: Mapping[str, File]) -> str:
    lines = "\n".join(f"{name}\0{named[name].tag}" for name in sorted(named))
    return hashlib.blake2b(lines.encode(), digest_size=12).hexdigest()
