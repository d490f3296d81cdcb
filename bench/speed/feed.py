"""A feed of fifty entries in RSS and Atom, against feedgen alone with the same values.

    python -m bench.speed.feed ROUNDS

Prints the seconds of both, a line for each round.
"""

import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from feedgen.feed import FeedGenerator

from bench.sanitizer import PARAGRAPH, cleaned, seconds
from feedpub.model import Enclosure, Entry, Feed, Format, Person, Target
from feedpub.writers import render

_ENTRIES: Final = 50
_LENGTH: Final = 2_000  # characters of each
_TIMES: Final = 20
_URL: Final = "https://example.org"
_BEGIN: Final = datetime(2024, 1, 1, tzinfo=UTC)


def main() -> None:
    """Print the seconds of each round."""
    cleaned(PARAGRAPH)
    feed = _feed()
    _write(feed)
    _write_with_feedgen(feed)
    for _ in range(int(sys.argv[1])):
        own = sum(seconds(partial(_write, feed)) for _ in range(_TIMES))
        other = sum(seconds(partial(_write_with_feedgen, feed)) for _ in range(_TIMES))
        sys.stdout.write(f"{own / _TIMES} {other / _TIMES}\n")


def _feed() -> Feed:
    entries = tuple(map(_entry, range(_ENTRIES)))
    targets = tuple(
        Target(form, f"news.{form}", f"{_URL}/news.{form}") for form in (Format.RSS, Format.ATOM)
    )
    author = Person("The editors")
    updated = entries[0].updated
    return Feed(_URL, "News", _URL, author, updated, entries, "News", "zh-CN", targets)


def _entry(number: int) -> Entry:
    address = f"{_URL}/{number}"
    at = _BEGIN - timedelta(hours=number)
    return Entry(
        *(address, f"港口的灯 {number}", at, at),
        permalink=address,
        authors=(Person("Ann", "ann@example.org"),),
        branches=(("News",), ("Harbour",)),
        summary="港口的灯在傍晚六点一齐亮起。",
        content=(PARAGRAPH * 20)[:_LENGTH],
        enclosures=(Enclosure(f"{address}.jpg", "image/jpeg", 12_345),),
    )


def _write(feed: Feed) -> None:
    for target in feed.targets:
        render(feed, target)


def _write_with_feedgen(feed: Feed) -> None:
    made = FeedGenerator()
    made.id(feed.id)
    made.title(feed.title)
    made.link(href=feed.link)
    made.description(feed.subtitle)
    made.language(feed.language)
    for entry in feed.entries:
        added = made.add_entry(order="append")
        added.id(entry.id)
        added.title(entry.title)
        added.link(href=entry.permalink)
        added.published(entry.published)
        added.updated(entry.updated)
        for author in entry.authors:
            added.author(name=author.name, email=author.email)
        added.category([{"term": name} for name in entry.categories])
        added.description(entry.summary, isSummary=True)
        added.content(entry.content, type="html")
        for one in entry.enclosures:
            added.enclosure(one.url, str(one.length), one.type)
    made.rss_str(pretty=True)
    made.atom_str(pretty=True)


if __name__ == "__main__":
    main()
