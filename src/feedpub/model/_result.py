"""The result of a build."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from feedpub.model._places import OUTPUT
from feedpub.model._problem import Problem
from feedpub.model._withheld import Reason, Withheld


@dataclass(frozen=True, slots=True)
class Ping:
    """A message to a WebSub hub: the feed at the address `topic` has changed."""

    hub: str
    topic: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The titles of entries that a new version of a feed adds, changes or removes.

    Readers would show those in `again`, which are also in `added`, once more as new: they were in
    the feed under another id.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenFeed:
    """What became of one feed file.

    Its path in ``out/`` and address; how many entries it holds, and how many of its entries are
    left out, or left to the archive, for its ``limit`` or ``max_bytes``; its bytes; whether it
    changed. `changes` is known in a dry run only.
    """

    path: str
    url: str
    entries: int
    left_out: int
    bytes: int
    changed: bool
    changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents there are, and what became of them: the next five add up to `documents`.

    `hidden` counts those that are left out for any other reason than `drafts` and `future`;
    `in_feeds` counts those of the `published` that some feed holds.
    """

    documents: int
    published: int
    drafts: int
    future: int
    hidden: int
    refused: int
    in_feeds: int = 0


@dataclass(frozen=True, slots=True)
class BuildResult:
    """All that a build did, or with `dry_run` would do.

    `pings` are for hubs. `pages` is the number of pages of entries that were written. `reasons`
    counts the documents that were left out, by reason, and `withheld` names them; files that are
    passed over for their names are only counted. `stopped` says why nothing was published; then the
    counts are what would have been. `output` is the folder of the project that holds the feeds.
    """

    counts: Counts
    feeds: tuple[WrittenFeed, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    seconds: float
    pings: tuple[Ping, ...] = ()
    dry_run: bool = False
    pages: int = 0
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()
    stopped: str = ""
    output: str = OUTPUT
