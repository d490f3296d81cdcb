"""What the pages for people show, where it is not in a feed or an entry already."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from feedpub.model._feed import Feed

_MOST_HEADLINES: Final = 3


@dataclass(frozen=True, slots=True)
class Front:
    """What all pages share.

    `url` is where ``out/`` is served, with a slash at its end; `opml` the path of the list of
    all feeds in it; `timezone` the IANA name of the zone that dates are shown in; `icon` an
    address or empty; `referrer_policy` that of images which no document has put there.
    """

    title: str
    description: str
    language: str
    url: str
    opml: str
    timezone: str = "UTC"
    icon: str = ""
    referrer_policy: str | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the newest entries of a feed, where it is named only; `url` can be empty."""

    title: str
    url: str
    published: datetime
    language: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed as the directory lists it: `feed` without entries, how many it has, the newest."""

    feed: Feed
    count: int
    headlines: tuple[Headline, ...] = ()

    @classmethod
    def of(cls, feed: Feed, bare: Feed, count: int) -> Self:
        """Return what the directory shows of `feed`; `bare` is the same without entries."""
        newest = feed.entries[:_MOST_HEADLINES]
        headlines = (
            Headline(entry.title, entry.permalink or "", entry.published, entry.language)
            for entry in newest
        )
        return cls(bare, count, tuple(headlines))
