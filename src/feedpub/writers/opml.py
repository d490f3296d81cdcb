"""OPML 2.0: the list of all feeds, which readers import to subscribe to them at once."""

import re
from collections.abc import Iterable
from email.utils import format_datetime
from html import escape
from typing import Final

from lxml import etree

from feedpub.model import Feed, Format, Output
from feedpub.writers._feedgen import as_html

_MARKUP: Final = re.compile("<|&(?=[^ ])")

PATH: Final = "feeds.opml"


def render(title: str, feeds: Iterable[Feed]) -> Output:
    """Return the list of `feeds`, each by its first file, with a group for each folder."""
    given = list(feeds)
    opml = etree.Element("opml", version="2.0")
    head = etree.SubElement(opml, "head")
    etree.SubElement(head, "title").text = _html(title)
    newest = max((feed.updated for feed in given), default=None)
    if newest:
        etree.SubElement(head, "dateModified").text = format_datetime(newest, usegmt=True)
    body = etree.SubElement(opml, "body")
    groups: dict[str, etree._Element] = {"": body}
    for feed in given:
        folder = _folder(feed)
        if folder not in groups:
            groups[folder] = etree.SubElement(body, "outline", text=folder)
        _add(groups[folder], feed)
    data = etree.tostring(opml, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Output(PATH, data)


def _folder(feed: Feed) -> str:
    folder, slash, _ = feed.targets[0].path.partition("/")
    return folder if slash else ""


def _add(parent: etree._Element, feed: Feed) -> None:
    target = feed.targets[0]
    title = _html(feed.title)
    outline = etree.SubElement(parent, "outline", type="rss", text=title, title=title)
    if target.format is Format.RSS:
        outline.set("version", "RSS2")
    outline.set("xmlUrl", target.url)
    outline.set("htmlUrl", feed.link)
    outline.set("description", _html(feed.subtitle))
    outline.set("language", feed.language)


def _html(text: str) -> str:
    """Escape a text for OPML, which may hold HTML, only where that makes a difference."""
    return escape(text, quote=False) if _MARKUP.search(text) else as_html(text)
