"""What pages for people show besides feeds and entries."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self, TypeVar

from feedpub.model._entry import Entry
from feedpub.model._feed import Feed

ENTRIES: Final = "entries/"
"""Where the pages of entries are in ``out/``."""

PLACES: Final = "user-content-"
"""What ids begin with that documents give to places in them: no id of a page does."""

# 120 bits, 24 letters: no two ids get the same name, by chance or on purpose.
_NAME_BYTES: Final = 15

_MOST_HEADLINES: Final = 3
_ENTRIES_A_PAGE: Final = 100


One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Front:
    """What all pages share.

    `url` is where ``out/`` is served, with a slash at its end; `opml` is the path of the list of
    all feeds in it; `timezone` is the IANA name of the zone in which dates are shown; `icon` is an
    address or empty; `referrer_policy` is for images that are not part of a document. Each of
    `readers` is the name of a feed reader, a space, and an address with ``{address}`` where that of
    a feed is to stand; `about_readers` is the address of a page about them, or empty.
    """

    title: str
    description: str
    language: str
    url: str
    opml: str
    timezone: str = "UTC"
    icon: str = ""
    referrer_policy: str | None = None
    readers: tuple[str, ...] = ()
    about_readers: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the newest entries of a feed, which is only named; `url` can be empty."""

    title: str
    url: str
    published: datetime
    language: str = ""

    @classmethod
    def of(cls, entry: Entry, url: str | None = None) -> Self:
        """Name `entry`, whose address is `url` where it has none of its own."""
        return cls(entry.title, entry.permalink or url or "", entry.published, entry.language)


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed as the directory lists it: without entries, with their number and the newest ones."""

    feed: Feed
    count: int
    headlines: tuple[Headline, ...] = ()

    @classmethod
    def of(cls, feed: Feed, bare: Feed, count: int) -> Self:
        """List `feed`, which has `count` entries, in the directory; `bare` is without entries."""
        return cls(bare, count, tuple(map(Headline.of, feed.entries[:_MOST_HEADLINES])))


def feed_path(feed: Feed) -> str:
    """Return the path of the page of `feed`, in ``out/``."""
    first = feed.targets[0]
    return feed.page or page_beside(first.path.removesuffix(f".{first.format}"))


def page_beside(path: str) -> str:
    """Return the path of the page of the feed whose files are called `path`, with their endings."""
    return f"{path}.html"


def number_of_pages(count: int) -> int:
    """Return how many pages there are of `count` older entries of a feed."""
    return -(-count // _ENTRIES_A_PAGE)


def older_pages(entries: Sequence[One]) -> Iterator[Sequence[One]]:
    """Yield what is on each page of the older entries of a feed, the oldest page first.

    Pages are filled from the oldest entry on, so that what is full stays as it is.
    """
    for end in range(len(entries), 0, -_ENTRIES_A_PAGE):
        yield entries[max(0, end - _ENTRIES_A_PAGE) : end]


def older_path(feed: Feed, number: int) -> str:
    """Return the path of a page of the older entries of `feed`, which are numbered from the oldest.

    No feed has files in the folder of the pages of entries, and these have names of 24 letters.
    """
    return f"{ENTRIES}{feed_path(feed).removesuffix('.html')}/{number}.html"


def entry_path(id: str) -> str:  # noqa: A002 - it is one
    """Return the path of the page of the entry with `id`, in ``out/``.

    It depends on nothing else, so it stays while the id does; no two ids share one.
    """
    digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).digest()
    return f"{ENTRIES}{base64.b32encode(digest[:_NAME_BYTES]).decode().lower()}.html"
