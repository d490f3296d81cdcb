"""Divide the documents of a project into ranges, and its feeds into buckets.

Both divisions depend on names alone, so they do not move when others come and go: a new document
changes the range that it falls into, and no other. Documents of one folder are in one range, or in
neighbours, for what is new is often in one folder.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedpub.feeds import Key


@dataclass(frozen=True, slots=True)
class Division:
    """How many documents a range has on average, and how many buckets there are."""

    documents: int = 1_000
    buckets: int = 64


@dataclass(frozen=True, slots=True)
class Range:
    """Documents that follow each other in the order of their paths.

    `key` is the path with which the range begins, empty for the first one; `end` is the key of the
    next one, None for the last one.
    """

    key: str
    end: str | None
    paths: tuple[str, ...]


def divide(paths: Sequence[str], documents: int) -> Iterator[Range]:
    """Yield the ranges of the sorted `paths`, with so many `documents` in each on average.

    A range begins with each document whose path has a digest that is a multiple of `documents`.
    """
    key, begin = "", 0
    for number, path in enumerate(paths):
        if _begins_a_range(path, documents):
            if number > begin:
                yield Range(key, path, tuple(paths[begin:number]))
            key, begin = path, number
    if paths:
        yield Range(key, None, tuple(paths[begin:]))


def _begins_a_range(path: str, documents: int) -> bool:
    return (
        zlib.crc32(path.encode("utf-8", "surrogateescape")) % documents == 0 and path.isprintable()
    )


def bucket_of(key: Key, buckets: int) -> int:
    """Return the number of the bucket of a feed."""
    return zlib.crc32("/".join(key).encode("utf-8", "surrogatepass")) % buckets
