"""JSON Feed 1.1 (jsonfeed.org)."""

import json
from collections.abc import Mapping

from feedpub.model import Enclosure, Entry, Feed, Person, Target

VERSION = "https://jsonfeed.org/version/1.1"


def render(feed: Feed, target: Target) -> bytes:
    """Return `feed` as a JSON Feed document; what is not known is left out."""
    older = next((link.url for link in target.links if link.rel == "prev-archive"), None)
    document = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.link,
        "feed_url": target.url,
        "description": feed.subtitle,
        "next_url": older,
        "icon": feed.image,
        "favicon": feed.icon,
        "authors": [_author(feed.author)],
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
        "items": [_item(entry) for entry in feed.entries],
    }
    known = {key: value for key, value in document.items() if key == "items" or value}
    return json.dumps(known, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: Entry) -> Mapping[str, object]:
    updated = entry.updated.isoformat() if entry.updated != entry.published else None
    item = {
        "id": entry.id,
        "url": entry.permalink,
        "title": entry.title,
        "content_html": entry.content,
        "summary": entry.summary,
        "image": entry.cover.url if entry.cover else None,
        "date_published": entry.published.isoformat(),
        "date_modified": updated,
        "authors": [_author(author) for author in entry.authors],
        "tags": list(dict.fromkeys((*entry.categories, *entry.tags))),
        "language": entry.language,
        "attachments": [_attachment(enclosure) for enclosure in entry.enclosures],
    }
    return {key: value for key, value in item.items() if value}


def _author(person: Person) -> Mapping[str, str]:
    address = person.uri or (f"mailto:{person.email}" if person.email else "")
    return {"name": person.name} | ({"url": address} if address else {})


def _attachment(enclosure: Enclosure) -> Mapping[str, object]:
    attachment = {
        "url": enclosure.url,
        "mime_type": enclosure.type,
        "size_in_bytes": enclosure.length,
        "duration_in_seconds": enclosure.duration,
    }
    return {key: value for key, value in attachment.items() if value}
