"""feedgen, and the mending of what feedgen 1.0.0 gets wrong; nothing else knows it or lxml.

What is mended, through feedgen's own `register_extension`, and why:

- an Atom entry's links lose rel, type and length (its issues 135, 143), so that an
  enclosure turns into the entry's alternate link;
- the clock is in the output: `updated` and `lastBuildDate` are the moment of the run;
- `add_entry` puts each entry before the last;
- RSS authors without an e-mail address are dropped: `dc:creator` carries all of them;
- a title is written as it is, though ``<`` and ``&`` in it mean one thing in Atom's plain
  text and another to the RSS readers that take titles for HTML.

`tests/test_feedgen_faults.py` tells when feedgen no longer needs one of these.
"""

import html
import re
from typing import Any, Final

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feedpub.model import Entry, Feed, Target

GENERATOR: Final = "feedpub"
_MARKUP = re.compile("([&<])")
_LIKE_A_TAG = re.compile(r"<[!?/A-Za-z]")
_CHARACTER_REFERENCES: Final = {"&": "#x26", "<": "#x3C"}


def new_feed(feed: Feed, target: Target) -> FeedGenerator:
    """Return a feedgen feed with what both formats say of `feed`, and no entries."""
    made = FeedGenerator()
    made.load_extension("dc", atom=False)
    made.load_extension("media")
    made.register_extension("mended", _FeedMending, _EntryMending)
    made.id(feed.id)
    made.title(feed.title)
    made.subtitle(feed.subtitle)
    made.language(feed.language)
    made.generator(GENERATOR)
    made.updated(feed.updated)
    made.link(href=target.url, rel="self", type=target.format.media_type)
    # The channel link of RSS is the last link given.
    made.link(href=feed.link, rel="alternate", type="text/html")
    return made


def add_entry(made: FeedGenerator, entry: Entry) -> Any:
    """Add to `made` what both formats say of `entry`; return feedgen's entry."""
    added = made.add_entry(order="append")
    added.title(entry.title)
    added.guid(entry.id, permalink=entry.id == entry.permalink)
    added.published(entry.published)
    added.updated(entry.updated)
    for name in dict.fromkeys((*entry.categories, *entry.tags)):
        added.category(term=name)
    if entry.permalink:
        added.link(href=entry.permalink, rel="alternate", type="text/html")
    for enclosure in entry.enclosures:
        # The W3C validator's word for a length that is not known is 0 (UseZeroForUnknown).
        added.link(
            href=enclosure.url,
            rel="enclosure",
            type=enclosure.type,
            length=str(enclosure.length or 0),
        )
        known = {} if enclosure.type.endswith("/*") else {"type": enclosure.type}
        if enclosure.length:
            known["fileSize"] = str(enclosure.length)
        # No media:group: one that holds a single thing is invalid.
        added.media.content(url=enclosure.url, medium=enclosure.medium, group=None, **known)
        if enclosure.medium == "image":
            added.media.thumbnail(url=enclosure.url, group=None)
    added.mended.links = added.link() or []
    added.mended.updated = entry.updated.isoformat()
    return added


class _FeedMending(BaseExtension):  # type: ignore[misc]
    def extend_atom(self, feed: etree._Element) -> etree._Element:
        for name in ("title", "subtitle"):
            _declare_html(feed.find(name))
        _reference_markup(feed.find("author/name"))
        return feed

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        for name in ("title", "description"):
            _make_plain(rss[0].find(name))
        return rss


class _EntryMending(BaseEntryExtension):  # type: ignore[misc]
    def __init__(self) -> None:
        self.links: list[dict[str, str]] = []
        self.updated = ""

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        for element, link in zip(entry.findall("link"), self.links, strict=True):
            for key in ("rel", "type", "length"):
                if link.get(key):
                    element.set(key, link[key])
        for name in ("title", "summary"):
            _declare_html(entry.find(name))
        for person in entry.iterfind("author/name"):
            _reference_markup(person)
        content = entry.find("content")
        if content is not None:
            content.text = etree.CDATA(content.text or "")
        return entry

    def extend_rss(self, item: etree._Element) -> etree._Element:
        _make_plain(item.find("title"))
        for category in item.iterfind("category"):
            _make_plain(category)
        # RSS has no word of its own for when an item was changed.
        etree.SubElement(item, "{http://www.w3.org/2005/Atom}updated").text = self.updated
        return item


def _declare_html(element: etree._Element | None) -> None:
    """Make a plain text that could be read as markup the HTML that shows it (RFC 4287 §3.1.1)."""
    if element is not None and element.text and _MARKUP.search(element.text):
        element.text = html.escape(element.text, quote=False)
        element.set("type", "html")


def _make_plain(element: etree._Element | None) -> None:
    """Write a text of RSS, which says nowhere whether it is HTML, so that all read it alike.

    What a reader could take for a tag or an entity is written as the HTML that shows it.
    """
    text = element.text if element is not None else None
    if element is not None and text and (_LIKE_A_TAG.search(text) or html.unescape(text) != text):
        element.text = html.escape(text, quote=False)
    _reference_markup(element)


def _reference_markup(element: etree._Element | None) -> None:
    """Write ``&`` and ``<`` as hexadecimal references, as the RSS Best Practices Profile asks.

    Readers take those for the characters; ``&amp;`` and ``&lt;`` some take for markup.
    """
    if element is None or not element.text:
        return
    first, *rest = _MARKUP.split(element.text)
    element.text = first
    for character, following in zip(rest[::2], rest[1::2], strict=True):
        reference = etree.Entity(_CHARACTER_REFERENCES[character])
        reference.tail = following
        element.append(reference)
