"""Read the ids of entries from a feed that another program wrote.

It is read in a process of its own, which can be ended: feedparser takes more than linear time for
some feeds, and lets any exception through for others.
"""

import json
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from feedpub.errors import ConfigError
from feedpub.pipeline import workers
from feedpub.pipeline.records.ledger import PublishedItem
from feedpub.web import text

_SECONDS: Final = 120  # more than a whole blog takes on a slow machine
MOST_BYTES: Final = 20_000_000


def items(name: str, body: bytes) -> list[PublishedItem]:
    """Return the entries of the feed `body` (RSS, Atom or JSON Feed), with their ids.

    `name` is the name of the feed in messages. Raises ConfigError where it has no entry, or can't
    be read.
    """
    if len(body) > MOST_BYTES:
        raise ConfigError(f"{name}: has more than {MOST_BYTES} bytes; give a shorter feed")
    try:
        found = workers.run_within(_SECONDS, _items, body)
    except TimeoutError:
        what = f"takes more than {_SECONDS} s to read, or too much memory"
        raise ConfigError(f"{name}: {what}; give a shorter or simpler feed") from None
    if found is None:
        what = "is broken so that it can't be read"
        raise ConfigError(f"{name}: {what}; feedpub validate says where")
    if not found:
        raise ConfigError(f"{name}: no feed, or one without entries; give RSS, Atom or JSON Feed")
    return found


def _items(body: bytes) -> list[PublishedItem] | None:
    """Return the entries of a feed, None where its parser fails."""
    try:
        return list(_of_json(body) if body.lstrip()[:1] == b"{" else _of_xml(body))
    except Exception:  # noqa: BLE001 - it is not known what feedparser can raise
        return None


def _of_json(body: bytes) -> Iterator[PublishedItem]:
    try:
        listed = json.loads(body)["items"]
        for item in listed:
            yield PublishedItem(
                id=str(item["id"]),
                title=text.fold(str(item.get("title") or "")),
                link=str(item["url"]) if item.get("url") else None,
                published=_iso(item.get("date_published")),
            )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return


def _of_xml(body: bytes) -> Iterator[PublishedItem]:
    for entry in _parse_without_authors(body).entries:
        given = entry.get("id") or entry.get("link")
        if given:
            yield PublishedItem(
                id=str(given),
                title=text.plain(str(entry.get("title", ""))),
                link=str(entry["link"]) if entry.get("link") else None,
                published=_moment(entry.get("published_parsed") or entry.get("updated_parsed")),
            )


def _parse_without_authors(body: bytes) -> Any:
    """Return what feedparser reads, but for authors: its search for their e-mail is quadratic.

    The search is taken out for this one call: others in this process may use feedparser too.
    """
    # Takes long to import, and nothing else needs it.
    import feedparser  # noqa: PLC0415

    mixin = feedparser.mixin._FeedParserMixin
    search = mixin._sync_author_detail
    mixin._sync_author_detail = lambda *_: None
    try:
        # A plain bytes value might be taken for the name of a file. Texts are not shown as HTML.
        return feedparser.parse(BytesIO(body), sanitize_html=False)
    finally:
        mixin._sync_author_detail = search


def _moment(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _iso(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
