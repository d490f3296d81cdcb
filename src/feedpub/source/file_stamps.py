"""Notice changes of a file without opening it, and by its bytes where its stamp tells nothing.

Nothing here is heavy to import.
"""

import hashlib
import os
import stat
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from feedpub.contents import OPEN_FLAGS

Stamp: TypeAlias = bytes
"""Size, times of change in nanoseconds, and inode of a file: equal as long as it is unchanged.

One of a link is that of the link and of the file to which it leads, one after the other.
"""

StampAndDigest: TypeAlias = tuple[str, str]
"""The stamp of a file as text, and the digest of its bytes: they tell that it is unchanged."""

_STAMP: Final = struct.Struct("=Q2qQ")
# Of a file that went while we looked, or a link that leads nowhere.
NO_STAMP: Final = _STAMP.pack(0, 0, 0, 0)

# In nanoseconds. A file that changes twice within this time can have the same stamp both times: no
# file system keeps coarser times.
_COARSEST: Final = 2_000_000_000

# In bytes. Nothing that is larger is read for a feed: its stamp has to tell.
_LARGEST_FILE: Final = 256 * 1024 * 1024
_CHUNK: Final = 1 << 20


class Stamps(Mapping[str, Stamp]):
    """The stamps of files by their paths, which are sorted.

    All are packed in one piece, for a folder may hold a million files.
    """

    def __init__(
        self,
        paths: tuple[str, ...] = (),
        packed: bytes | bytearray = b"",
        links: Mapping[str, Stamp] = {},
    ) -> None:
        """Take sorted paths; `packed` are their stamps, but the whole ones of links in `links`."""
        self.paths = paths
        self._packed = packed
        self._links = links

    @classmethod
    def of(cls, known: Mapping[str, Stamp]) -> "Stamps":
        """Pack the stamps of files by their paths."""
        found = StampCollector()
        for path, one in known.items():
            found.add(path, one)
        return found.stamps()

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __getitem__(self, path: str) -> Stamp:
        number = bisect_left(self.paths, path)
        if number == len(self.paths) or self.paths[number] != path:
            raise KeyError(path)
        return self._links.get(path) or self._slice(number, number + 1)

    def digest(self, paths: Sequence[str]) -> str:
        """Hash `paths`, which follow each other here, and the stamp of each."""
        found = hashlib.blake2b("\0".join(paths).encode("utf-8", "surrogateescape"), digest_size=20)
        found.update(b"\0\0")
        found.update(self._of(paths))
        for path in sorted(self._links.keys() & set(paths)) if self._links else ():
            found.update(self._links[path])
        return found.hexdigest()

    def are_settled(self, paths: Sequence[str], now: datetime) -> bool:
        """Tell whether any change after `now` of files at `paths` will show in their stamps.

        The paths follow each other here.
        """
        links = (self._links[path] for path in paths if path in self._links) if self._links else ()
        return is_settled([self._of(paths), *links], now)

    def _of(self, paths: Sequence[str]) -> bytes:
        if not paths:
            return b""
        first = bisect_left(self.paths, paths[0])
        return self._slice(first, first + len(paths))

    def _slice(self, first: int, end: int) -> bytes:
        return bytes(self._packed[first * _STAMP.size : end * _STAMP.size])


class StampCollector:
    """Collects the stamps of files in any order, each file once."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._packed = bytearray()
        self._links: dict[str, Stamp] = {}

    def add(self, path: str, known: Stamp) -> None:
        """Add the stamp of a file."""
        self._paths.append(path)
        self._packed += known[: _STAMP.size]
        if is_link(known):
            self._links[path] = known

    def stamps(self) -> Stamps:
        """Return all that were added."""
        paths, size = self._paths, _STAMP.size
        order = sorted(range(len(paths)), key=paths.__getitem__)
        packed, sorted_ones = memoryview(self._packed), bytearray()
        for number in order:
            sorted_ones += packed[number * size : (number + 1) * size]
        return Stamps(tuple(map(paths.__getitem__, order)), sorted_ones, self._links)


def stamp(path: Path | str) -> Stamp | None:
    """Return the stamp of one file: size, times, inode; None where there is no file."""
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 - a path for each of many thousands
    except OSError:
        return None


def stamp_as_text(found: Stamp | None) -> str:
    """Return a stamp in the form in which it is kept between builds."""
    return found.hex() if found else ""


def stamp_and_digest(path: Path, digest: str) -> StampAndDigest:
    """Return the stamp of a file that was just written, together with its `digest`."""
    return stamp_as_text(stamp(path)), digest


def has_stayed(path: Path | str, known: Sequence[str]) -> bool:
    """Tell whether the file at `path` has a `known` stamp or, if not, the digest after it."""
    return stamp_as_text(stamp(path)) == known[0] or digest_of_file(path) == known[1]


def is_link(found: Stamp) -> bool:
    """Tell whether a stamp was taken of a link, together with the file to which it leads."""
    return len(found) > _STAMP.size


def digest_of_file(path: str | Path) -> str | None:
    """Hash the bytes of the file at `path`.

    Returns None where no file can be read, or where it is too large for any feed.
    """
    digest = _new_digest()
    try:
        file = os.open(path, OPEN_FLAGS)
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST_FILE:
                return None
            length = 0
            while part := os.read(file, _CHUNK):
                digest.update(part)
                length += len(part)
                if length == found.st_size:
                    break
        finally:
            os.close(file)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def digest_of_bytes(data: bytes) -> str:
    """Hash the bytes of a file."""
    return _new_digest(data).hexdigest()


def _new_digest(data: bytes = b"") -> "hashlib.blake2b":
    return hashlib.blake2b(data, digest_size=16)


def is_settled(stamps: Iterable[Stamp | None], now: datetime) -> bool:
    """Tell whether the `stamps` are so old that any change after `now` will show in them."""
    known = list(stamps)
    latest = int(now.timestamp() * 1e9) - _COARSEST
    return None not in known and last_change(found for found in known if found) < latest


def last_change(stamps: Iterable[Stamp]) -> int:
    """Return when the last change of all files was, in nanoseconds; 0 where there is no file."""
    numbers = array("q", b"".join(stamps))
    return max((*numbers[1::4], *numbers[2::4]), default=0)


def stamp_without_times(size: int, number: int) -> Stamp:
    """Return a stamp of what is another file exactly where size or `number` is another one."""
    return _STAMP.pack(size, 0, 0, number)


def stamp_of(found: os.stat_result) -> Stamp:
    """Return the stamp of a file of which the system has told this."""
    times = found.st_mtime_ns, found.st_ctime_ns
    try:
        return _STAMP.pack(found.st_size, *times, found.st_ino)
    except struct.error:  # a time beyond the year 2262
        low = ((time + 2**63) % 2**64 - 2**63 for time in times)
        return _STAMP.pack(found.st_size, *low, found.st_ino)
