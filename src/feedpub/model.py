"""The frozen values that pass between the rooms of feedpub.

They speak Atom (RFC 4287): entry, feed, id, published, updated. Everything here is
frozen, slotted and picklable; sequences are tuples; moments are aware datetimes in UTC.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

SEEDS: Final = "seeds"
"""The folder of a project that holds its documents."""


REFERRER_POLICIES: Final = (
    "no-referrer",
    "no-referrer-when-downgrade",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
)
"""The values that ``referrerpolicy`` can have (W3C Referrer Policy §3)."""


class Format(StrEnum):
    """A feed format; the value is also the ending of its files."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """The media type of the format."""
        return "application/feed+json" if self is Format.JSON else f"application/{self.value}+xml"


class Severity(StrEnum):
    """``error``: the document is not published. ``warning``: it is, with the thing mended."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about one document.

    `path` is relative to the project folder; `line` counts from 1 and is None where no line
    is to blame; `code` is stable and short, for scripts; `message` says what is wrong and,
    after a semicolon, what to do.
    """

    severity: Severity
    code: str
    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read.

    `path` is relative to ``seeds/`` with forward slashes; `metadata` is the front matter;
    `matter` its raw text, which begins on line `matter_line` of the file; `body` is all
    that follows it; `digest` is that of the file's bytes.
    """

    path: str
    metadata: Mapping[str, object]
    matter: str
    matter_line: int
    body: str
    digest: str

    def line_of(self, key: str) -> int | None:
        """Return the line of the file on which the front matter key `key` stands."""
        pattern = rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*[:=]"""
        found = re.search(pattern, self.matter, re.MULTILINE | re.IGNORECASE)
        return self.matter_line + self.matter.count("\n", 0, found.start()) if found else None


@dataclass(frozen=True, slots=True)
class Person:
    """An author (RFC 4287 §3.2); only the name is required."""

    name: str
    email: str | None = None
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with an entry (RFC 4287 §4.2.7.2, RSS 2.0 ``<enclosure>``).

    `type` is a media type, or a range such as ``image/*`` where no more is known; `length`
    is in bytes, `width` and `height` in pixels, `duration` in seconds; None where not known.
    """

    url: str
    type: str
    length: int | None = None
    width: int | None = None
    height: int | None = None
    duration: int | None = None

    @property
    def medium(self) -> str:
        """What kind of thing it is: ``image``, ``audio``, ``video``…"""
        return self.type.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Fact:
    """What the server of a media file said of it, on the day `asked`.

    `length` is in bytes and `type` a media type without parameters; both are None where the
    server did not say, or said something that can't be so. `failure` says why nothing is known
    of the file: the server did not answer, or answered that there is no such file.
    """

    url: str
    asked: date
    length: int | None = None
    type: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Ping:
    """What a WebSub hub is to be told: the feed at the address `topic` has changed."""

    hub: str
    topic: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A local file to copy into ``out/``: `source` relative to ``seeds/``, `path` to ``out/``."""

    source: str
    path: str
    type: str
    length: int
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """What a podcast directory wants to know of an entry; None where nothing was said."""

    number: int | None = None
    season: int | None = None
    explicit: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as a feed reader knows it.

    `summary` is plain text, `content` sanitized HTML; both are empty until a feed that
    carries the entry has been chosen. `path` and `digest` are those of its document.
    `permalink` is None for an entry that has no address of its own; `language` is empty
    where the document names none. `branches` are the categories as the tree that Hexo
    reads in them, `categories` the same names, flat. `words` are those that the definitions
    of feeds ask for and that the document holds. `own_id` tells that it names its id itself.
    """

    id: str
    path: str
    title: str
    published: datetime
    updated: datetime
    permalink: str | None = None
    authors: tuple[Person, ...] = ()
    language: str = ""
    branches: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    assets: tuple[Asset, ...] = ()
    own_id: bool = False
    episode: Episode = Episode()
    digest: str = ""

    @property
    def categories(self) -> tuple[str, ...]:
        """The names of all categories, each once."""
        return tuple(dict.fromkeys(name for branch in self.branches for name in branch))


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a feed, to another of its files (RFC 5005) for one: relation, address, type."""

    rel: str
    url: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One file of a feed: its path in ``out/`` and the address where it will be served.

    `aliases` are the paths of copies, which say that they are served at `url` too.
    """

    format: Format
    path: str
    url: str
    links: tuple[Link, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often a reader should ask for a feed, in the words of RSS 2.0 and its modules.

    `ttl` is in minutes; `skip_hours` are hours of GMT; `period` is ``hourly``, ``daily``,
    ``weekly``, ``monthly`` or ``yearly``, and `frequency` how often in one.
    """

    ttl: int | None = None
    period: str = ""
    frequency: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Podcast:
    """What podcast directories want to know of a feed."""

    author: str
    category: tuple[str, ...]
    image: str
    owner_email: str
    owner_name: str
    explicit: bool = False
    type: str = "episodic"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An entry that was removed (RFC 6721): its id, and when it was seen to be gone."""

    id: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed to write; `entries` are newest first, `updated` is the newest of them.

    `archive` tells that it is not the feed itself, but an older part of it (RFC 5005 §4).
    """

    id: str
    title: str
    subtitle: str
    link: str
    language: str
    updated: datetime
    author: Person
    entries: tuple[Entry, ...]
    targets: tuple[Target, ...]
    image: str = ""
    icon: str = ""
    rights: str = ""
    hubs: tuple[str, ...] = ()
    schedule: Schedule = Schedule()
    podcast: Podcast | None = None
    tombstones: tuple[Tombstone, ...] = ()
    archive: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """The bytes of one file of ``out/``; `path` is relative to it."""

    path: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new version of a feed changes for its readers: the titles of entries.

    `again` are those among `added` that readers would show once more as new: they were in
    the feed under another id.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenFeed:
    """What became of one feed file: its path in ``out/``, address, entries, bytes; if it changed.

    `changes` says for a dry run what is in it that was not, and the other way round.
    """

    path: str
    url: str
    entries: int
    bytes: int
    changed: bool
    changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How every document that was looked at ended: the other five add up to `documents`."""

    documents: int
    published: int
    drafts: int
    future: int
    hidden: int
    refused: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """All that a build did, or with `dry_run` would do. `pings` are what hubs are to be told."""

    counts: Counts
    feeds: tuple[WrittenFeed, ...]
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    seconds: float
    pings: tuple[Ping, ...] = ()
    dry_run: bool = False
