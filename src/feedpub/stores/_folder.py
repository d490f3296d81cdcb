"""Use a folder as a store."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

from feedpub import contents
from feedpub.errors import OutputError
from feedpub.stores._store import ABSENT, ANY, ChangedError, Item, MissingError, TooLargeError

_PAGE: Final = 1_000


class FolderStore:
    """The files below a folder.

    Files appear whole or not at all. A file system has no requests with conditions: whoever writes
    with the tag of a file as the condition holds a lock.
    """

    def __init__(self, folder: Path) -> None:
        self.address = str(folder)
        self._folder = folder

    def pages(self, folder: str) -> Iterator[list[Item]]:
        """Yield the files below a folder; links are passed over."""
        page: list[Item] = []
        for here, folders, names in os.walk(self._folder / folder):
            folders.sort()
            for name in sorted(names):
                path = Path(here) / name
                with suppress(OSError):
                    found = path.lstat()
                    if stat.S_ISREG(found.st_mode):
                        key = path.relative_to(self._folder).as_posix()
                        page.append(Item(key, found.st_size, _tag(found)))
                if len(page) == _PAGE:
                    yield page
                    page = []
        if page:
            yield page

    def get(self, key: str, most: int, tag: str = "") -> tuple[bytes, str]:
        """Return bytes and tag of a file."""
        path = self._folder / key
        try:
            found = path.stat()
            if found.st_size > most:
                raise TooLargeError(found.st_size)
            if tag and tag != _tag(found):
                raise ChangedError(key)
            # It makes room for as many bytes as may come.
            return contents.read(path, min(most, found.st_size)), _tag(found)
        except (FileNotFoundError, NotADirectoryError):
            raise MissingError(key) from None
        except OSError as error:
            raise OutputError(f"{path}: can't be read: {error.strerror}") from None

    def get_ranges(self, key: str, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """Return some ranges of the bytes of a file."""
        path = self._folder / key
        try:
            with path.open("rb") as file:
                return [self._range(file.fileno(), *one) for one in ranges]
        except FileNotFoundError:
            raise MissingError(key) from None
        except OSError as error:
            raise OutputError(f"{path}: can't be read: {error.strerror}") from None

    @staticmethod
    def _range(file: int, begin: int, end: int) -> bytes:
        os.lseek(file, begin, os.SEEK_SET)
        parts = []
        while begin < end and (part := os.read(file, end - begin)):
            parts.append(part)
            begin += len(part)
        return b"".join(parts)

    def put(
        self,
        key: str,
        body: bytes,
        *,
        condition: str = ANY,
        content_type: str = "",  # noqa: ARG002 - files have none
        cache_control: str = "",  # noqa: ARG002
    ) -> str:
        """Write a file whole, or not at all."""
        path = self._folder / key
        aside = path.with_name(f".{path.name[:50]}.{uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                aside.write_bytes(body)
                if condition == ABSENT:
                    os.link(aside, path)
                else:
                    if condition != ANY and self._tag_at(path) != condition:
                        raise ChangedError(key)
                    aside.replace(path)
            finally:
                aside.unlink(missing_ok=True)
            return _tag(path.stat())
        except FileExistsError:
            raise ChangedError(key) from None
        except OSError as error:
            raise OutputError(f"{path}: can't be written: {error.strerror}") from None

    @staticmethod
    def _tag_at(path: Path) -> str:
        try:
            return _tag(path.stat())
        except OSError:
            return ""

    def delete(self, keys: Iterable[str]) -> None:
        """Delete files."""
        for key in keys:
            path = self._folder / key
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise OutputError(f"{path}: can't be removed: {error.strerror}") from None


def _tag(found: os.stat_result) -> str:
    return f"{found.st_size:x}-{found.st_mtime_ns:x}-{found.st_ino:x}"
