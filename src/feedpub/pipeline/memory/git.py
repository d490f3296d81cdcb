"""Find out from git's index whether a file is committed.

git itself is not run: it may not be installed, and the configuration of a repository can make it
run anything. Nothing here is heavy to import.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

from feedpub.source import repository

# In bytes of an entry before its name, with digests by SHA-1 and by SHA-256.
_HEADS: Final = (62, 74)
_COUNT_AT: Final = 8
_ENTRIES_AT: Final = 12
_COMPRESSED: Final = 4  # the version in which a name tells only how it differs from the one before
_LENGTH: Final = 0xFFF
_EXTENDED: Final = 0x4000


def tracks(folder: Path, *names: str) -> bool:
    """Tell whether one of the files `names` in `folder` is in a repository, in capitals or not."""
    folder = folder.resolve()
    top = repository.top_of(folder)
    if top is None:
        return False
    below = [(folder / name).relative_to(top).as_posix().lower() for name in names]
    paths = tuple(name.encode("utf-8", "surrogateescape") for name in below)
    with suppress(OSError, ValueError):
        home = repository.home_of(top)
        for index in (home / "index", *home.glob("sharedindex.*")):
            with suppress(FileNotFoundError):
                about = index.stat()
                if _holds(index, about.st_mtime_ns, about.st_size, paths):
                    return True
    return False


@lru_cache(maxsize=4)
def _holds(index: Path, _modified: int, _size: int, paths: tuple[bytes, ...]) -> bool:
    data = index.read_bytes()
    if data[4:8] == _COMPRESSED.to_bytes(4, "big"):
        return any(
            name.lower() in paths for head in _HEADS for name in _names_of_version_4(data, head)
        )
    lowered = data.lower()
    return any(_is_name(data, at, len(path)) for path in paths for at in _places(lowered, path))


def _places(data: bytes, path: bytes) -> Iterator[int]:
    # Not a regular expression: with a hundred thousand files it takes ten times as long.
    at = data.find(path)
    while at >= 0:
        yield at
        at = data.find(path, at + 1)


def _is_name(data: bytes, start: int, length: int) -> bool:
    """Tell whether a whole name begins at `start`: its length stands before it."""
    return any(
        int.from_bytes(data[start - back : start - back + 2], "big") & _LENGTH == length
        for back in (2, 4)
    )


def _names_of_version_4(data: bytes, head: int) -> Iterator[bytes]:
    """Yield the names in an index of version 4; a wrong `head` gives few names, or none."""
    at, name = _ENTRIES_AT, b""
    for _ in range(int.from_bytes(data[_COUNT_AT:_ENTRIES_AT], "big")):
        flags = int.from_bytes(data[at + head - 2 : at + head], "big")
        at += head + (2 if flags & _EXTENDED else 0)
        if at >= len(data):
            return
        dropped, more = data[at] & 127, data[at] & 128
        while more:
            at += 1
            if at >= len(data):
                return
            dropped = ((dropped + 1) << 7) | (data[at] & 127)
            more = data[at] & 128
        end = data.find(b"\0", at + 1)
        if end < 0 or dropped > len(name):
            return
        name = name[: len(name) - dropped] + data[at + 1 : end]
        yield name
        at = end + 1
