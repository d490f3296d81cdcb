"""Write feeds with feedgen, and mend what feedgen 1.0.0 gets wrong.

No other module uses feedgen. What is mended, through its own `register_extension`, and why:

- an Atom entry's links lose rel, type and length (its issues 135, 143), so that an
  enclosure turns into the entry's alternate link;
- the clock is in the output: `updated` and `lastBuildDate` are the moment of the run;
- `add_entry` puts each entry before the last;
- the syndication module is written as ``sy:UpdatePeriod``, which nobody knows;
- a year before 1000 is written with three digits in RSS, which no date of RFC 822 has;
- ``itunes:explicit`` is yes or no, where directories want true or false;
- RSS keeps the last enclosure only, and no link but ``self`` (its issue 122: ``hub`` is lost);
- RSS authors without an e-mail address are dropped: `dc:creator` carries all of them;
- a title is written as it is, though ``<`` and ``&`` in it mean one thing in Atom's plain
  text and another to the RSS readers that take titles for HTML.

`tests/writers/test_feedgen_faults.py` tells when feedgen no longer needs one of these.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Final

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feedpub.model import Enclosure, Entry, Feed, Link, Schedule, Target

GENERATOR: Final = "feedpub"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_HISTORY: Final = "http://purl.org/syndication/history/1.0"
_PODCAST: Final = "https://podcastindex.org/namespace/1.0"
_ITUNES: Final = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
_EXPLICIT: Final = f"{_ITUNES}explicit"
_SYNDICATION: Final = "http://purl.org/rss/1.0/modules/syndication/"
_TOMBSTONES: Final = "http://purl.org/atompub/tombstones/1.0"
# Media RSS has words for these only.
_MEDIA: Final = {
    "image": "image",
    "audio": "audio",
    "video": "video",
    "application": "document",
    "text": "document",
}
_MARKUP = re.compile("([&<])")
_END_TAG = re.compile(r"</(?=\w+>)")
_LIKE_A_TAG = re.compile(r"<[!?/A-Za-z]")
_CHARACTER_REFERENCES: Final = {"&": "#x26", "<": "#x3C"}


def new_feed(feed: Feed, target: Target) -> FeedGenerator:
    """Make a feedgen feed with the elements that both formats have, and no entries."""
    made = FeedGenerator()
    made.load_extension("dc", atom=False)
    made.load_extension("media")
    _say_period(made, feed.schedule)
    if feed.podcast:
        made.load_extension("podcast", atom=False)
    # The last extension, for it mends what the others write.
    made.register_extension("mended", _FeedMending, _EntryMending)
    made.mended.feed = feed
    made.mended.links = [
        *(Link("hub", hub) for hub in feed.hubs),
        *(replace(link, type=target.format.media_type) for link in target.links),
    ]
    made.id(feed.id)
    made.title(feed.title)
    made.subtitle(feed.subtitle)
    made.language(feed.language)
    made.generator(GENERATOR)
    made.updated(feed.updated)
    if feed.rights:
        made.rights(feed.rights)
    made.link(href=target.url, rel="self", type=target.format.media_type)
    # feedgen takes the last link for the channel's link of RSS.
    made.link(href=feed.link, rel="alternate", type="text/html")
    return made


def add_entry(made: FeedGenerator, entry: Entry, linked: Iterable[Enclosure]) -> Any:
    """Add `entry` to `made` with the elements that both formats have; return feedgen's entry.

    `linked` are the enclosures that become links: of several, feedgen's RSS keeps only the last.
    """
    added = made.add_entry(order="append")
    added.title(entry.title)
    added.guid(entry.id, permalink=entry.id == entry.permalink)
    added.published(entry.published)
    added.updated(entry.updated)
    for name in dict.fromkeys((*entry.categories, *entry.tags)):
        added.category(term=name)
    if entry.permalink:
        added.link(href=entry.permalink, rel="alternate", type="text/html")
    for enclosure in linked:
        # The W3C validator's word for a length that is not known is 0 (UseZeroForUnknown).
        added.link(
            href=enclosure.url,
            rel="enclosure",
            type=enclosure.type,
            length=str(enclosure.length or 0),
        )
    _add_media(added, entry)
    added.mended.links = added.link() or []
    added.mended.entry = entry
    return added


def _add_media(added: Any, entry: Entry) -> None:
    """Describe every enclosure in Media RSS, without media:group: with one member it is invalid."""
    for enclosure in entry.enclosures:
        facts = {
            "type": None if enclosure.type.endswith("/*") else enclosure.type,
            "medium": _MEDIA.get(enclosure.medium),
            "fileSize": enclosure.length,
            "width": enclosure.width,
            "height": enclosure.height,
            "duration": enclosure.duration,
        }
        known = {name: str(value) for name, value in facts.items() if value}
        added.media.content(url=enclosure.url, group=None, **known)
    cover = entry.cover
    if cover:
        size = {"width": cover.width, "height": cover.height}
        known = {name: str(value) for name, value in size.items() if value}
        added.media.thumbnail(url=cover.url, group=None, **known)


def _say_period(made: FeedGenerator, schedule: Schedule) -> None:
    if schedule.period or schedule.frequency:
        made.load_extension("syndication", atom=False)
    if schedule.period:
        made.syndication.update_period(schedule.period)
    if schedule.frequency:
        made.syndication.update_frequency(schedule.frequency)


class _FeedMending(BaseExtension):  # type: ignore[misc]
    def __init__(self) -> None:
        self.feed: Feed
        self.links: list[Link] = []

    def extend_ns(self) -> dict[str, str]:
        names = {"fh": _HISTORY} if self.feed.archive else {}
        episodes = (entry.episode for entry in self.feed.entries if self.feed.podcast)
        if any(episode.transcripts or episode.chapters for episode in episodes):
            names["podcast"] = _PODCAST
        return names | ({"at": _TOMBSTONES} if self.feed.tombstones else {})

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        for name in ("title", "subtitle", "rights"):
            _declare_html(feed.find(name))
        _make_no_markup(feed.find("author/name"))
        for link in self.links:
            _set_link(etree.SubElement(feed, "link"), link)
        self._say_archive(feed)
        for stone in self.feed.tombstones:
            deleted = etree.SubElement(feed, f"{{{_TOMBSTONES}}}deleted-entry")
            deleted.set("ref", stone.id)
            deleted.set("when", stone.when.isoformat())
        return feed

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        channel = rss[0]
        _say_moment(channel.find("lastBuildDate"), self.feed.updated)
        for name in ("title", "description", "copyright", "image/title"):
            _make_plain(channel.find(name))
        for link in self.links:
            _set_link(etree.SubElement(channel, f"{{{_ATOM}}}link"), link)
        for name in ("Period", "Frequency"):
            element = channel.find(f"{{{_SYNDICATION}}}Update{name}")
            if element is not None:
                element.tag = f"{{{_SYNDICATION}}}update{name}"
        _say_true(channel.find(_EXPLICIT))
        for name in ("author", "summary", f"owner/{_ITUNES}name"):
            _make_no_markup(channel.find(f"{_ITUNES}{name}"))
        self._say_archive(channel)
        return rss

    def _say_archive(self, parent: etree._Element) -> None:
        # The W3C validator wants an archive to have a neighbour (ArchiveIncomplete).
        if any(link.rel in ("prev-archive", "next-archive") for link in self.links) and (
            self.feed.archive
        ):
            etree.SubElement(parent, f"{{{_HISTORY}}}archive")


class _EntryMending(BaseEntryExtension):  # type: ignore[misc]
    def __init__(self) -> None:
        self.links: list[dict[str, str]] = []
        self.entry: Entry
        self.is_episode = False

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        for element, link in zip(entry.findall("link"), self.links, strict=True):
            for key in ("rel", "type", "length"):
                if link.get(key):
                    element.set(key, link[key])
        if self.entry.language:
            entry.set("{http://www.w3.org/XML/1998/namespace}lang", self.entry.language)
        for name in ("title", "summary"):
            _declare_html(entry.find(name))
        for person in entry.iterfind("author/name"):
            _make_no_markup(person)
        content = entry.find("content")
        if content is not None:
            content.text = etree.CDATA(content.text or "")
        return entry

    def extend_rss(self, item: etree._Element) -> etree._Element:
        _make_plain(item.find("title"))
        for category in item.iterfind("category"):
            _make_no_markup(category)
        _say_true(item.find(_EXPLICIT))
        _say_moment(item.find("pubDate"), self.entry.published)
        # RSS has no word of its own for when an item was changed.
        etree.SubElement(item, f"{{{_ATOM}}}updated").text = self.entry.updated.isoformat()
        if self.is_episode:
            _add_attachments(item, self.entry)
        return item


def _add_attachments(item: etree._Element, entry: Entry) -> None:
    """Add what the podcast namespace has for an episode, and no directory minds."""
    episode = entry.episode
    named = [("transcript", one) for one in episode.transcripts]
    named += [("chapters", episode.chapters)] if episode.chapters else []
    for name, one in named:
        etree.SubElement(item, f"{{{_PODCAST}}}{name}", url=one.url, type=one.type)


def _set_link(element: etree._Element, link: Link) -> None:
    element.set("href", link.url)
    element.set("rel", link.rel)
    if link.type:
        element.set("type", link.type)


def _say_moment(element: etree._Element | None, moment: datetime) -> None:
    if element is not None:
        element.text = format_datetime(moment)


def _say_true(element: etree._Element | None) -> None:
    if element is not None:
        element.text = "true" if element.text == "yes" else "false"


def _declare_html(element: etree._Element | None) -> None:
    """Declare a text that looks like markup as HTML that shows it (RFC 4287 §3.1.1).

    Any other text stays plain: some readers show the ``&amp;`` of HTML as it stands.
    """
    if element is not None and element.text and (written := as_html(element.text)) != element.text:
        element.text = written
        element.set("type", "html")


def as_html(text: str) -> str:
    """Escape a text as HTML where a reader could see a tag or an entity in it.

    A ``>`` by itself is left as it is, for readers that know no HTML.
    """
    likely = _LIKE_A_TAG.search(text) or html.unescape(text) != text
    return text.replace("&", "&amp;").replace("<", "&lt;") if likely else text


def _make_plain(element: etree._Element | None) -> None:
    """Write a text of RSS so that all readers show the same, whether they take it for HTML or not.

    A text that looks like a tag or an entity is written as the HTML that shows it.
    """
    if element is not None and element.text:
        element.text = as_html(element.text)
    _reference_markup(element)


def _make_no_markup(element: etree._Element | None) -> None:
    """Write a text that no reader takes for HTML; the W3C validator takes an end tag for some."""
    if element is not None:
        element.text = _END_TAG.sub("< /", element.text or "")
        _reference_markup(element)


def _reference_markup(element: etree._Element | None) -> None:
    """Write ``&`` and ``<`` as hexadecimal references, as the RSS Best Practices Profile asks.

    All readers take those for the characters, but some take ``&amp;`` and ``&lt;`` for markup.
    """
    if element is None or not element.text:
        return
    first, *rest = _MARKUP.split(element.text)
    element.text = first
    for character, following in zip(rest[::2], rest[1::2], strict=True):
        reference = etree.Entity(_CHARACTER_REFERENCES[character])
        reference.tail = following
        element.append(reference)
