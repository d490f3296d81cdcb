"""Values for pages, made by hand."""

from datetime import UTC, datetime
from typing import Any

from feedpub.model import Entry, Feed, Format, Front, Person, Target, entry_path
from feedpub.writers.pages import Pages

SITE = "https://feeds.example.org/notes/"
FRONT = Front(
    title="Coast & Field",
    description="Harbours and paddies",
    language="en",
    url=SITE,
    opml="feeds.opml",
    timezone="Asia/Shanghai",
    referrer_policy="no-referrer",
    readers=(
        "Feedly https://feedly.com/i/subscription/feed/{address}",
        "The Old Reader https://theoldreader.com/feeds/subscribe?url={address}",
        "Folo follow://add?url={address}",
    ),
    about_readers="https://aboutfeeds.com/",
)
PAGES = Pages(FRONT)
WHEN = datetime(2024, 3, 31, 20, 0, tzinfo=UTC)  # the first of April in Shanghai


def entry(**fields: Any) -> Entry:
    """Return an entry that has no address but its page."""
    id_ = fields.get("id", "urn:uuid:e271468a-689d-5e52-9dc5-935706ba2545")
    given: dict[str, Any] = {
        "id": id_,
        "path": "a.md",
        "title": "The harbour at night",
        "published": WHEN,
        "updated": WHEN,
        "permalink": SITE + entry_path(id_),
        "summary": "The lamps go on at six.",
        "content": "<p>The lamps of the harbour go on at six.</p>",
    }
    return Entry(**(given | fields))


def feed(*entries: Entry, path: str = "category/news", url_path: str = "", **fields: Any) -> Feed:
    """Return a feed in RSS and Atom."""
    formats = fields.pop("formats", (Format.RSS, Format.ATOM))
    given: dict[str, Any] = {
        "id": SITE + (url_path or path),
        "title": "News · Coast & Field",
        "subtitle": "What is new",
        "link": SITE,
        "language": "en",
        "updated": WHEN,
        "author": Person("Coast & Field"),
        "entries": entries,
        "targets": tuple(
            Target(form, f"{path}.{form}", f"{SITE}{url_path or path}.{form}") for form in formats
        ),
    }
    return Feed(**(given | fields))
