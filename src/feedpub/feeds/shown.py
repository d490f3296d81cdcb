"""What a feed shows of an entry: all of it or its summary, with the head image in it or without."""

import re
from dataclasses import replace
from html import escape
from typing import Final

from feedpub.config import Settings
from feedpub.model import Entry
from feedpub.web import text

_SEEN: Final = re.compile(r"<(?:img|audio|video|hr)[ >]")
_OPENED: Final = re.compile(r"<(a|div|figure|p|picture|span)(?: [^>]*)?>\s*")


def shown(entry: Entry, settings: Settings, referrer_policy: str | None) -> Entry:
    """Return `entry` as a feed with `settings` carries it.

    An image that is added has the `referrer_policy` that images in bodies have.
    """
    content = entry.content
    if settings.content == "summary":
        # RFC 4287 §4.1.2: an entry without content needs a link; this one may have none.
        content = f"<p>{escape(entry.summary, quote=False)}</p>"
    cover = entry.cover.url if entry.cover else None
    if cover and settings.cover_in_body == "add":
        content = _with_image(content, cover, referrer_policy)
    elif cover and settings.cover_in_body == "remove":
        content = _without_image(content, cover, entry.summary)
    return entry if content == entry.content else replace(entry, content=content)


def _with_image(content: str, cover: str, referrer_policy: str | None) -> str:
    """Put the image `cover` before `content`, unless it is in it somewhere."""
    if text.has_image(content, cover):
        return content
    policy = f' referrerpolicy="{referrer_policy}"' if referrer_policy else ""
    address = escape(cover, quote=False)
    return f'<p><img alt=""{policy} src="{address}"></p>\n{content}'


def _without_image(content: str, cover: str, summary: str) -> str:
    """Take the first image out of `content` if it is `cover`, and what holds nothing else."""
    first = next(text.images(content), None)
    if first is None or not text.is_address(first[1], cover):
        return content
    start, end = first.span()
    # The sources of a picture are of no use without its image.
    opened, closed = content.rfind("<picture", 0, start), content.find("</picture>", end)
    if opened >= 0 and closed >= 0 and "</picture>" not in content[opened:start]:
        start, end = opened, closed + len("</picture>")
    left = _joined(content[:start], content[end:]).strip()
    seen = text.from_html(left) or _SEEN.search(left)
    return left if seen else f"<p>{escape(summary, quote=False)}</p>"


def _joined(before: str, after: str) -> str:
    """Join what stood around an image, without the elements that held nothing else."""
    while True:
        start = before.rfind("<")
        opened = _OPENED.fullmatch(before, start) if start >= 0 else None
        closed = re.match(rf"\s*</{opened[1]}>", after) if opened else None
        if closed is None:
            return before + after
        before, after = before[:start], after[closed.end() :]
