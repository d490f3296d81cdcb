"""Define what the next build remembers of a feed that this one writes."""

from dataclasses import dataclass

from feedpub.model import Feed, Headline, Problem, WrittenFeed
from feedpub.source.file_stamps import StampAndDigest


@dataclass(frozen=True, slots=True)
class Made:
    """One feed as it was written, with its archive.

    `feeds` are without entries. `on_disk` holds stamp and digest of its files in ``out/``, and of
    the files that go with its entries. `count` and `headlines` are for the directory of feeds.
    `paths` name the documents that it may hold, newest first; `refers` tells that the body
    of one names a local file or another document.
    """

    feeds: tuple[Feed, ...]
    files: tuple[WrittenFeed, ...]
    on_disk: dict[str, StampAndDigest]
    count: int
    headlines: tuple[Headline, ...]
    problems: tuple[Problem, ...] = ()
    paths: tuple[str, ...] = ()
    refers: bool = False
