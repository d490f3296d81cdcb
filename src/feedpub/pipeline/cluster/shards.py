"""Keep what tasks leave for each other in the store, as objects that are named by their digests."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

import msgspec

from feedpub.source.file_stamps import digest_of_bytes
from feedpub.stores import MissingError, Store, open_store

WORK: Final = ".feedpub/work"
"""The folder of these objects; what the last build does not need any more is deleted."""

_LARGEST: Final = 2**40
_INDEX_DIGITS: Final = 16

Value = TypeVar("Value")


class At(NamedTuple):
    """Where some bytes are in an object, and their digest."""

    begin: int
    end: int
    digest: str


class SpoiltShardError(Exception):
    """An object is not there any more, or is not what its name says."""


@dataclass(frozen=True, slots=True)
class Row:
    """One of the values in an object, with names by which it is known."""

    names: tuple[str, ...]
    value: bytes


class Shards:
    """The objects of one project."""

    def __init__(self, address: str) -> None:
        self.address = address

    @property
    def store(self) -> Store:
        """The store that they are in."""
        return open_store(self.address)

    def put(self, data: bytes) -> str:
        """Write an object; return its name."""
        name = hashlib.blake2b(data, digest_size=20).hexdigest()
        self.store.put(_key(name), data)
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes of an object; raise SpoiltShardError where that can't be."""
        try:
            data, _ = self.store.get(_key(name), _LARGEST)
        except MissingError:
            raise SpoiltShardError(name) from None
        if hashlib.blake2b(data, digest_size=20).hexdigest() != name:
            raise SpoiltShardError(name)
        return data

    def get_parts(self, name: str, wanted: Sequence[At]) -> list[bytes]:
        """Return parts of an object; raise SpoiltShardError where that can't be."""
        try:
            found = self.store.get_ranges(_key(name), [(one.begin, one.end) for one in wanted])
        except MissingError:
            raise SpoiltShardError(name) from None
        if any(digest_of(part) != one.digest for part, one in zip(found, wanted, strict=True)):
            raise SpoiltShardError(name)
        return found

    def put_value(self, value: object) -> str:
        """Write a value as JSON; return the name of its object."""
        return self.put(msgspec.json.encode(value))

    def get_value(self, name: str, kind: type[Value]) -> Value:
        """Return a value that was written as JSON."""
        return msgspec.json.decode(self.get(name), type=kind)

    def put_rows(self, rows: Iterable[Row]) -> tuple[str, list[At]]:
        """Write rows; return the name of their object, and where the value of each is in it."""
        values, index, at, end = [], [], [], 0
        for row in rows:
            begin, end = end, end + len(row.value)
            values.append(row.value)
            at.append(At(begin, end, digest_of(row.value)))
            index.append((row.names, begin, end))
        listed = msgspec.json.encode(index)
        return self.put(b"".join([*values, listed, b"%016d" % len(listed)])), at

    def get_rows(self, name: str) -> list[Row]:
        """Return all rows of an object; none where it is spoilt, or `name` is empty."""
        try:
            data = self.get(name) if name else b""
        except SpoiltShardError:
            return []
        if not data:
            return []
        end = len(data) - _INDEX_DIGITS
        index = data[end - int(data[end:]) : end]
        listed = msgspec.json.decode(index, type=list[tuple[tuple[str, ...], int, int]])
        return [Row(names, data[begin:until]) for names, begin, until in listed]

    def delete_others(self, wanted: Iterable[str]) -> None:
        """Delete all objects but those that are `wanted`."""
        kept = set(map(_key, wanted))
        for page in self.store.pages(WORK):
            self.store.delete([item.key for item in page if item.key not in kept])


def digest_of(part: bytes) -> str:
    """Hash a part of an object, as the bytes of a file."""
    return digest_of_bytes(part)


def _key(name: str) -> str:
    return f"{WORK}/{name}"
