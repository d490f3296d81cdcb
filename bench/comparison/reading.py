"""Reading feeds back, RSS and Atom by feedparser, JSON Feed as JSON, into one shape."""

import html
import json
import re
from calendar import timegm
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import feedparser
from lxml import etree

from bench.comparison.documents import DOCUMENTS, Document

ENDINGS: Final = frozenset((".xml", ".rss", ".atom", ".json"))
TAG: Final = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Entry:
    """An entry, as a reader gets it."""

    document: str  # the name of the document it was made from
    identity: str
    title: str
    published: float | None
    updated: float | None
    author: str
    enclosures: tuple[tuple[str, str], ...]  # address and type
    media: tuple[str, ...]
    content: str
    based: bool  # an xml:base stands at the content


@dataclass(frozen=True)
class Feed:
    """A feed file; `fault` says why it is no well-formed XML or JSON."""

    path: str
    form: str  # RSS, Atom or JSON Feed
    fault: str
    entries: tuple[Entry, ...]

    @property
    def documents(self) -> frozenset[str]:
        """Return the names of the documents in it."""
        return frozenset(entry.document for entry in self.entries)


def read_all(out: Path) -> list[Feed]:
    """Return every feed below `out`, the most entries first."""
    files = sorted(file for file in out.rglob("*") if file.suffix in ENDINGS and file.is_file())
    feeds = [feed for file in files if (feed := _read(file, file.relative_to(out).as_posix()))]
    return sorted(feeds, key=lambda feed: (-len(feed.entries), len(feed.path), feed.path))


def mains(feeds: Iterable[Feed]) -> dict[str, Feed]:
    """Return the feed of everything in each format: the one with the most entries."""
    found: dict[str, Feed] = {}
    for feed in feeds:
        found.setdefault(feed.form, feed)
    return {form: found[form] for form in ("RSS", "Atom", "JSON Feed") if form in found}


def plain(markup: str) -> str:
    """Return the text of a title that is HTML."""
    return " ".join(html.unescape(TAG.sub("", markup)).split())


def _read(file: Path, path: str) -> Feed | None:
    data = file.read_bytes()
    if file.suffix == ".json":
        return _json(data, path)
    start = data[:4000]
    form = "RSS" if b"<rss" in start else "Atom" if b"<feed" in start else ""
    if not form:
        return None
    fault = ""
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        fault = str(error)
    read: Any = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    based = b"xml:base=" in data
    return Feed(path, form, fault, tuple(_entry(entry, based) for entry in read.entries))


def _entry(entry: Any, based: bool) -> Entry:
    contents = [one.get("value", "") for one in entry.get("content", [])]
    content = max([*contents, entry.get("summary", "")], key=len)
    title = entry.get("title", "")
    if entry.get("title_detail", {}).get("type") != "text/plain":
        title = plain(title)
    title = " ".join(title.split())
    identity = f"{entry.get('id', '')} {entry.get('link', '')}"
    media = [
        one.get("url", "")
        for key in ("media_content", "media_thumbnail")
        for one in entry.get(key, [])
    ]
    return Entry(
        document=_document(content, title, identity),
        identity=entry.get("id", ""),
        title=title,
        published=_seconds(entry.get("published_parsed")),
        updated=_seconds(entry["updated_parsed"]) if "updated_parsed" in entry else None,
        author=entry.get("author_detail", {}).get("name") or entry.get("author", ""),
        enclosures=tuple(
            (one.get("href", ""), one.get("type", ""))
            for one in entry.get("links", [])
            if one.get("rel") == "enclosure"
        ),
        media=tuple(media),
        content=content,
        based=based,
    )


def _json(data: bytes, path: str) -> Feed | None:
    """Return a JSON Feed; nothing where it is other JSON."""
    if b"jsonfeed.org/version" not in data:
        return None
    try:
        items = json.loads(data)["items"]
    except ValueError as error:
        return Feed(path, "JSON Feed", str(error), ())
    return Feed(path, "JSON Feed", "", tuple(_item(item) for item in items))


def _item(item: dict[str, Any]) -> Entry:
    content, title = item.get("content_html", ""), item.get("title", "")
    attached = [
        (one.get("url", ""), one.get("mime_type", "")) for one in item.get("attachments", [])
    ]
    authors = item.get("authors") or [{}]
    identity = str(item.get("id", ""))
    return Entry(
        document=_document(content, title, f"{identity} {item.get('url', '')}"),
        identity=identity,
        title=title,
        published=_moment(item.get("date_published")),
        updated=_moment(item.get("date_modified")),
        author=authors[0].get("name", ""),
        enclosures=tuple(attached),
        media=(item["image"],) if item.get("image") else (),
        content=content,
        based=False,
    )


def _document(content: str, title: str, identity: str) -> str:
    """Return the document that an entry was made from: by its text, its address, its title."""
    text = html.unescape(TAG.sub("", content))
    for document in DOCUMENTS:
        if document.opening in text:
            return document.name
    for document in DOCUMENTS:
        if document.name in identity:
            return document.name
    return next((one.name for one in DOCUMENTS if one.plain_title == title), f"? {title}")


def _seconds(moment: Any) -> float | None:
    return float(timegm(moment)) if moment else None


def _moment(text: str | None) -> float | None:
    return datetime.fromisoformat(text).timestamp() if text else None


def instant(text: str | None) -> float | None:
    """Return the moment of a date in a document."""
    return datetime.fromisoformat(text).timestamp() if text else None


def day(moment: float | None) -> str:
    """Return the day of a moment, in UTC."""
    return datetime.fromtimestamp(moment, UTC).date().isoformat() if moment is not None else ""


def by_name() -> dict[str, Document]:
    """Return the documents by their names."""
    return {document.name: document for document in DOCUMENTS}
