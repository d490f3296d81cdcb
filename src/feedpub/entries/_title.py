"""The title of a document, also of one whose front matter gives none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from feedpub.config import Site
from feedpub.entries._format import is_markdown, to_html
from feedpub.entries._matter import Matter
from feedpub.entries._values import scalar
from feedpub.sanitizer import TooComplexError, clean
from feedpub.web import text

# In characters. A title is seldom longer than a line; what is longer is a slip, and is cut.
TITLE_LENGTH: Final = 300
# Of the first words of a body that stand for a title.
_WORDS_LENGTH: Final = 60
# How much of a body is read for them.
_BEGINNING: Final = 20_000

# Before the first text; sanitized HTML has every "<" and ">" that is no tag escaped.
_UP_TO_THE_TEXT = re.compile(r"(?:\s+|<[^>]*>)*")
_HEADING_TAG = re.compile(r"<(/?)(h[1-6])[ >]")
# In a heading: a link to itself, as generators of sites put there ("¶", "#"), or to a footnote.
# What leads to a place in its own page leads nowhere here.
_MARK_OF_HEADING = re.compile(r"<a(?![^>]* href=)[^>]*>(?:[^\w<]*|\[\d+\])</a>")
# "000_fde02ecddfc3460e", "2024-01-31": the name of a file that a script made tells people nothing.
_NUMBERED = re.compile(r"(?=.*\d)[0-9a-f _.-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A title, and what it is from; empty where a key of the front matter gives it."""

    text: str
    source: str = ""


def title_of(matter: Matter, site: Site, name: str) -> Title:
    """Return the title of a document; `name` is that of its file, without date and ending.

    Without a title of its own, it is the heading that begins the body, the name of the file, or
    the first words of the body: these before the name where the front matter has an empty title
    or the name is but a number.
    """
    for _, value in matter.given(site.fields.title):
        title = text.plain(scalar(value))
        if title:
            return Title(text.cut(title, TITLE_LENGTH))
    return next(made for made in _made(matter, site, text.fold(name) or name) if made.text)


def _made(matter: Matter, site: Site, name: str) -> Iterator[Title]:
    """Yield what a title can be made of, the best first; the last is never empty."""
    content = _beginning(matter, site)
    yield Title(_heading(content), "the first heading of the body")
    words = text.cut(text.from_html(content), _WORDS_LENGTH)
    says_nothing = _NUMBERED.fullmatch(name) is not None
    if words and not says_nothing and not matter.has(site.fields.title):
        yield Title(name, "the name of the file")
    yield Title(words, "the first words of the body")
    matter.warn(
        "title-missing",
        site.fields.title[0] if site.fields.title else "",
        f"has no title and no text, and is published as {name!r}; give it a title",
    )
    yield Title(name, "the name of the file")


def _beginning(matter: Matter, site: Site) -> str:
    """Return the beginning of the body as feeds would carry it; nothing where none can."""
    body = matter.document.body
    html = to_html(
        body[:_BEGINNING],
        is_markdown=is_markdown(matter, site)[0],
        is_cut=len(body) > _BEGINNING,
    )
    try:
        return clean(html, site.url, has_page=False, referrer_policy=None)
    except TooComplexError:
        return ""


def _heading(content: str) -> str:
    """Return the text of the heading in which the text of sanitized HTML begins, else nothing."""
    before = _UP_TO_THE_TEXT.match(content)
    start = before.end() if before else 0
    opened, begin = "", 0
    for tag in _HEADING_TAG.finditer(content, 0, start):
        opened, begin = "" if tag[1] else tag[2], tag.start()
    end = content.find(f"</{opened}>", start) if opened else -1
    title = _MARK_OF_HEADING.sub("", content[begin:end]) if end >= 0 else ""
    return text.cut(text.from_html(title), TITLE_LENGTH)
