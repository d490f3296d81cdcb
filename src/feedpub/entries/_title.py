"""Find the title of a document, also without one in its front matter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from feedpub.config import Site
from feedpub.entries import templates
from feedpub.entries._format import is_markdown, to_html
from feedpub.entries._matter import Matter
from feedpub.entries._values import scalar
from feedpub.sanitizer import TooComplexError, clean
from feedpub.web import text

# In characters. A title is seldom longer than a line; a longer one is a mistake, and is cut.
TITLE_LENGTH: Final = 300
# The same, for the first words of a body in place of a title.
_WORDS_LENGTH: Final = 60
# How much of a body is read to find them.
_BEGINNING: Final = 20_000

# Tags before the first text; sanitized HTML has every "<" and ">" outside of tags escaped.
_UP_TO_THE_TEXT = re.compile(r"(?:\s+|<[^>]*>)*")
_HEADING_TAG = re.compile(r"<(/?)(h[1-6])[ >]")
# In a heading: a link to itself, as generators of sites put there ("¶", "#"), or to a footnote.
# A link to a place in its own page leads nowhere in a feed.
_MARK_OF_HEADING = re.compile(r"<a(?![^>]* href=)[^>]*>(?:[^\w<]*|\[\d+\])</a>")
# "000_fde02ecddfc3460e", "2024-01-31": names that a script gives tell people nothing.
_NUMBERED = re.compile(r"(?=.*\d)[0-9a-f _.-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A title, and where it is from; that is empty for a title from the front matter."""

    text: str
    source: str = ""


def title_of(matter: Matter, site: Site, name: str) -> Title:
    """Return the title of a document; `name` is its file's name, without date and ending.

    Without a title in the front matter, it is the heading at the beginning of the body, the name
    of the file, or the first words of the body. The words come before the name where the front
    matter has an empty title, or the name is only a number.
    """
    for _, value in matter.values_of(site.fields.title):
        title = text.plain(scalar(value))
        if title:
            return Title(text.cut(title, TITLE_LENGTH))
    return next(made for made in _candidates(matter, site, text.fold(name) or name) if made.text)


def _candidates(matter: Matter, site: Site, name: str) -> Iterator[Title]:
    """Yield the possible titles, the best first; the last one is never empty."""
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
    """Return the beginning of the body as feeds would carry it, empty where no feed can."""
    body = matter.document.body
    html = to_html(
        body[:_BEGINNING],
        is_markdown=is_markdown(matter, site)[0],
        name=matter.document.path,
        is_cut=len(body) > _BEGINNING,
        around=templates.Around(dict(site.templates), site=site.title),
    ).html
    try:
        return clean(html, site.url, has_page=False, referrer_policy=None)
    except TooComplexError:
        return ""


def without_title(content: str, title: str) -> str:
    """Return sanitized HTML without the heading at its beginning that repeats `title`."""
    place = repeated_title(content, title)
    return content[: place[0]] + content[place[1] :] if place else content


def repeated_title(content: str, title: str) -> tuple[int, int] | None:
    """Return where the heading begins and ends that is the first text and repeats `title`.

    Readers and pages show the title above the content. None without such a heading, or where there
    is nothing else.
    """
    place = _first_heading(content)
    if place is None:
        return None
    begin, end = place
    heading = content[begin:end]
    if "<img" in heading or text.fold_name(_text_of(heading)) != text.fold_name(title):
        return None
    end = content.find(">", end) + 1
    end += len(content[end:]) - len(content[end:].lstrip("\n"))
    left = content[:begin] + content[end:]
    return (begin, end) if text.from_html(left) or "<img" in left else None


def _heading(content: str) -> str:
    """Return the text of the heading with which sanitized HTML begins, else an empty text."""
    place = _first_heading(content)
    return _text_of(content[slice(*place)]) if place else ""


def _first_heading(content: str) -> tuple[int, int] | None:
    """Return where the heading begins, and where its end tag does, that holds the first text."""
    before = _UP_TO_THE_TEXT.match(content)
    start = before.end() if before else 0
    opened, begin = "", 0
    for tag in _HEADING_TAG.finditer(content, 0, start):
        opened, begin = "" if tag[1] else tag[2], tag.start()
    end = content.find(f"</{opened}>", start) if opened else -1
    return (begin, end) if end >= 0 else None


def _text_of(heading: str) -> str:
    return text.cut(text.from_html(_MARK_OF_HEADING.sub("", heading)), TITLE_LENGTH)
