"""Feeds and their files."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from feedpub.model._entry import Entry, Person


class Format(StrEnum):
    """A feed format; the value is also the ending of its files."""

    RSS = "rss"
    ATOM = "atom"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """The media type of the format."""
        return "application/feed+json" if self is Format.JSON else f"application/{self.value}+xml"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a feed, such as to another of its files (RFC 5005): relation, address, type."""

    rel: str
    url: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One file of a feed: its path in ``out/`` and the address where it will be served.

    `aliases` are the paths of copies, in which the address is `url` too.
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

    `link` is the address of its site, or of its page. `targets` are its files in ``out/``, of which
    one that is made by hand has none. `archive` tells that it is not the feed itself, but an older
    part of it (RFC 5005 §4). `page` is the path of its page in ``out/``, empty for the one beside
    its first file.
    """

    id: str
    title: str
    link: str
    author: Person
    updated: datetime
    entries: tuple[Entry, ...]
    subtitle: str = ""
    language: str = ""
    targets: tuple[Target, ...] = ()
    image: str = ""
    icon: str = ""
    rights: str = ""
    hubs: tuple[str, ...] = ()
    schedule: Schedule = Schedule()
    podcast: Podcast | None = None
    tombstones: tuple[Tombstone, ...] = ()
    archive: bool = False
    page: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """The bytes of one file of ``out/``; `path` is relative to it."""

    path: str
    body: bytes
