"""Find the files of ``out/`` that can be served: those that one walk has found, and no others.

An address is looked up among the names that were found and never made into a path. So no other
file can be reached, however an address is written.
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

# They neither follow a link nor wait for a pipe that may have taken the place of a file.
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was found: size in bytes, time of change in nanoseconds, inode."""

    path: Path
    size: int
    modified: int
    number: int

    @property
    def tag(self) -> str:
        """An entity tag for this version of the file, made of its stamp."""
        return f"{self.modified:x}-{self.size:x}-{self.number:x}"

    def open(self) -> BinaryIO | None:
        """Open the file; return None where it has changed since it was found."""
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
    """All files that were found, by their names, and the digest of their stamps.

    A name is a path relative to ``out/``, with forward slashes, in the composed form (NFC).
    """

    named: Mapping[str, File] = field(default_factory=dict)
    digest: str = ""


def look(folder: Path) -> Files:
    """Walk through `folder`.

    Hidden files, symbolic links, and names that are not text are left out.
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
                    named[_compose(*parts, name)] = found
    return Files(named, _digest(named))


def name_of(address: bytes) -> str | None:
    """Decode the path of an address into a name; return None where it is not a name."""
    try:
        path = unquote_to_bytes(address).decode()
    except UnicodeDecodeError:
        return None
    return _compose(path[1:]) if path.startswith("/") else None


def place(asked: str, names: Container[str]) -> str | None:
    """Find the file among `names` for the name that is asked for; return None without one.

    As on static hosts, ``index.html`` answers for its folder, and ``.html`` may be left out. For a
    folder without the slash, its name with the slash is returned.
    """
    if not asked or asked.endswith("/"):
        index = f"{asked}index.html"
        return index if index in names else None
    for name in (asked, f"{asked}.html"):
        if name in names:
            return name
    return f"{asked}/" if f"{asked}/index.html" in names else None


def _compose(*parts: str) -> str:
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
