"""One item of a feed, with all its parts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from feedpub.model._document import SEEDS, place_of

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
        """The first half of its type: ``image``, ``audio``, ``video``…"""
        return self.type.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Fact:
    """What the server of a media file said of it, on the day `asked`.

    `length` is in bytes and `type` a media type without parameters; both are None where the server
    did not say, or said something impossible. `failure` says why nothing is known of the file: the
    server did not answer, or has no such file.
    """

    url: str
    asked: date
    length: int | None = None
    type: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """A local file to copy: `source` is its path as `Places` has it, `path` that in ``out/``.

    One that stands in the text of the document at `source` has its bytes in `data`.
    """

    source: str
    path: str
    type: str
    length: int
    width: int | None = None
    height: int | None = None
    data: bytes = b""


class Unusable(NamedTuple):
    """A file that a document names and that can't be published; `why` follows its name in messages.

    A tuple, for msgspec can't read a value from the cache that is one of two dataclasses.
    """

    why: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that players of podcasts ask for: its address, and its media type."""

    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Episode:
    """What a podcast directory wants to know of an entry; None where the document does not say.

    `kind` is ``full``, ``trailer`` or ``bonus``. `transcripts` are the words of it in some forms,
    `chapters` a list of its parts.
    """

    number: int | None = None
    season: int | None = None
    explicit: bool | None = None
    kind: str | None = None
    transcripts: tuple[Attachment, ...] = ()
    chapters: Attachment | None = None


UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment in place of a date that nobody knows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as a feed reader knows it.

    `summary` is plain text, `content` sanitized HTML; both are empty until a feed that carries the
    entry has been chosen. `places` are those in the content to which links in it lead, each with
    the number of its start tag, counted without ``<br>``. `path`, `folder` and `digest` are those
    of its document, and empty where there is none. `permalink` is None for an entry that has no
    address of its own; `language` is empty where the document names none. `branches` are the
    categories as the tree that Hexo reads in them, `categories` the same names, flat. `words` are
    those that the definitions of feeds ask for and that the document holds. `own_id` tells that it
    names its id itself, and `own_link` that no configuration made its permalink. `same` is equal
    for entries with one title, language and text; it is empty where nobody asks for it, or there is
    no text. One that is not `dated` is `UNDATED` until the ledger says when it was first seen. It
    is not to be published before the moment `appears`, where that is another than `published`, nor
    from the moment `expires` on.
    """

    id: str
    title: str
    published: datetime
    updated: datetime
    path: str = ""
    permalink: str | None = None
    authors: tuple[Person, ...] = ()
    language: str = ""
    branches: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    summary: str = ""
    content: str = ""
    places: tuple[tuple[int, str], ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    assets: tuple[Asset, ...] = ()
    own_id: bool = False
    own_link: bool = True
    episode: Episode = Episode()
    digest: str = ""
    same: str = ""
    dated: bool = True
    appears: datetime | None = None
    expires: datetime | None = None
    folder: str = SEEDS

    @property
    def place(self) -> str:
        """The path of its document in the project."""
        return place_of(self.folder, self.path)

    @property
    def categories(self) -> tuple[str, ...]:
        """The names of all categories, each once."""
        return tuple(dict.fromkeys(name for branch in self.branches for name in branch))

    @property
    def cover(self) -> Enclosure | None:
        """The head image: the first image among the enclosures."""
        return next((item for item in self.enclosures if item.medium == "image"), None)
