"""Choose what a feed shows of an entry: content or summary, with or without the head image."""

import re
from dataclasses import replace
from html import escape
from typing import Final

from feedpub.config import Content, CoverInBody, Settings
from feedpub.model import Entry
from feedpub.web import text

_SEEN: Final = re.compile(r"<(?:img|audio|video|hr)[ >]")
_OPENED: Final = re.compile(r"<(a|div|figure|p|picture|span)(?: [^>]*)?>\s*")


def entry_for_feed(entry: Entry, settings: Settings, referrer_policy: str | None) -> Entry:
    """Return `entry` as a feed with these `settings` shows it.

    An image that is added gets the same `referrer_policy` as images in bodies.
    """
    content = entry.content
    if settings.content is Content.SUMMARY:
        # RFC 4287 §4.1.2: an entry without content needs a link, which this one may not have.
        content = f"<p>{escape(entry.summary, quote=False)}</p>"
    cover = entry.cover.url if entry.cover else None
    if cover and settings.cover_in_body is CoverInBody.ADD:
        content = _with_image(content, cover, referrer_policy)
    elif cover and settings.cover_in_body is CoverInBody.REMOVE:
        content = _without_image(content, cover, entry.summary)
    return entry if content == entry.content else replace(entry, content=content)


def _with_image(content: str, cover: str, referrer_policy: str | None) -> str:
    """Put the image `cover` before `content`, unless `content` shows it already."""
    if text.has_image(content, cover):
        return content
    policy = f' referrerpolicy="{referrer_policy}"' if referrer_policy else ""
    address = escape(cover, quote=False)
    return f'<p><img alt=""{policy} src="{address}"></p>\n{content}'


def _without_image(content: str, cover: str, summary: str) -> str:
    """Take the first image out of `content` if it is `cover`, with elements that hold only it."""
    first = next(text.images(content), None)
    if first is None or not text.is_address(first[1], cover):
        return content
    start, end = first.span()
    # The sources of a picture are of no use without its image.
    opened, closed = content.rfind("<picture", 0, start), content.find("</picture>", end)
    if opened >= 0 and closed >= 0 and "</picture>" not in content[opened:start]:
        start, end = opened, closed + len("</picture>")
    left = _join(content[:start], content[end:]).strip()
    seen = text.from_html(left) or _SEEN.search(left)
    return left if seen else f"<p>{escape(summary, quote=False)}</p>"


def _join(before: str, after: str) -> str:
    """Join the HTML before and after an image, without elements that are empty now."""
    while True:
        start = before.rfind("<")
        opened = _OPENED.fullmatch(before, start) if start >= 0 else None
        closed = re.match(rf"\s*</{opened[1]}>", after) if opened else None
        if closed is None:
            return before + after
        before, after = before[:start], after[closed.end() :]
