"""Divide the documents of a project into ranges, and its feeds into buckets.

Both divisions depend on names alone, so they do not move when others come and go: a new document
changes the range that it falls into, and no other. Documents of one folder are in one range, or in
neighbours, for what is new is often in one folder.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise


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
    begins = [
        number
        for number, path in enumerate(paths)
        if zlib.crc32(path.encode("utf-8", "surrogateescape")) % documents == 0
        and path.isprintable()
    ]
    if paths and begins[:1] != [0]:
        yield Range("", *_up_to(paths, 0, begins[0] if begins else None))
    for begin, end in pairwise(chain(begins, (None,))):
        if begin is not None:
            yield Range(paths[begin], *_up_to(paths, begin, end))


def _up_to(paths: Sequence[str], begin: int, end: int | None) -> tuple[str | None, tuple[str, ...]]:
    return None if end is None else paths[end], tuple(paths[begin:end])


def bucket_of(key: tuple[str, ...], buckets: int) -> int:
    """Return the number of the bucket of a feed."""
    return zlib.crc32("/".join(key).encode("utf-8", "surrogatepass")) % buckets
