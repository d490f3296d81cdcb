"""What is in a tool's feeds, and what is not, counted."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from lxml import html as markup

from bench.comparison.documents import (
    CATEGORIES,
    DRAFT,
    EXPECTED,
    FUTURE,
    SCRIPT_TEXT,
    SITE,
    STYLE_TEXT,
    UNDATED,
    Document,
)
from bench.comparison.reading import Entry, Feed, by_name, day, instant, mains

SCHEMES: Final = ("http://", "https://", "data:", "mailto:", "#", "//")
MARKS: Final = ("## ", "**", "|---|")
NAMED: Final = by_name()


def facts(feeds: Sequence[Feed], log: str, left: Sequence[Document]) -> dict[str, str]:
    """Return the facts of a tool's feeds, made from the documents `left`, as cells of a table."""
    main = mains(feeds)
    given = [one for one in EXPECTED if one in left]
    cells = {
        "entries": _each(main, lambda feed: _of(feed, given, lambda _, __: True)),
        "titles": _each(main, lambda feed: _of(feed, given, _title)),
        "dates": _each(main, lambda feed: _of(feed, given, _date)),
        "updated": _each(
            main, lambda feed: _of(feed, [one for one in given if one.updated], _updated)
        ),
        "author": _each(main, lambda feed: _of(feed, given, _author)),
        "content": _each(main, lambda feed: _of(feed, given, _content)),
        "enclosure": _each(
            main, lambda feed: _of(feed, [one for one in given if one.headimg], _enclosure)
        ),
        "media": _each(main, lambda feed: _of(feed, [one for one in given if one.headimg], _media)),
        "relative": _each(main, _relative),
        "lazy": _each(main, _lazy),
        "markdown": _each(main, _unrendered),
        "active": _each(main, _active),
        "ids": _each(main, _identities),
        "draft": _each(main, lambda feed: _left_out(feed, DRAFT)),
        "future": _each(main, lambda feed: _left_out(feed, FUTURE)),
        "undated": _each(main, lambda feed: _undated(feed, log)),
    }
    for form in ("RSS", "Atom", "JSON Feed"):
        cells[form] = _formats(form, feeds, main)
    cells["categories"] = _categories(feeds, main)
    return cells


def _each(main: dict[str, Feed], count: Callable[[Feed], str]) -> str:
    """Return one cell for all formats: one text where they agree, else each with its name."""
    cells = {form: count(feed) for form, feed in main.items()}
    if len(set(cells.values())) <= 1:
        return next(iter(cells.values()), "no feed")
    return "; ".join(f"{form}: {cell}" for form, cell in cells.items())


def _of(feed: Feed, wanted: Sequence[Document], holds: Callable[[Entry, Document], bool]) -> str:
    """Return of how many wanted documents the feed has an entry for which `holds` is true."""
    entries = {entry.document: entry for entry in feed.entries}
    good = sum(1 for one in wanted if one.name in entries and holds(entries[one.name], one))
    return f"{good}/{len(wanted)}"


def _title(entry: Entry, document: Document) -> bool:
    return entry.title == document.plain_title


def _date(entry: Entry, document: Document) -> bool:
    given = instant(document.date)
    moment = entry.published if entry.published is not None else entry.updated
    return moment == given


def _updated(entry: Entry, document: Document) -> bool:
    return entry.updated == instant(document.updated)


def _author(entry: Entry, document: Document) -> bool:
    return entry.author == document.author


def _content(entry: Entry, document: Document) -> bool:
    return document.closing in entry.content


def _enclosure(entry: Entry, document: Document) -> bool:
    return any(
        _same(address, document) and kind.startswith("image/") for address, kind in entry.enclosures
    )


def _media(entry: Entry, document: Document) -> bool:
    return any(_same(address, document) for address in entry.media)


def _same(address: str, document: Document) -> bool:
    """Tell whether an address is that of the head image; a local one may have been copied."""
    if document.headimg and document.headimg.startswith("/"):
        return address.startswith(SITE.rstrip("/")) and address.endswith(".png")
    return address == document.headimg


def _elements(entry: Entry) -> list[markup.HtmlElement]:
    if not entry.content.strip():
        return []
    root = markup.fragment_fromstring(entry.content, create_parent="div")
    return [element for element in root.iter() if isinstance(element.tag, str)]


def _relative(feed: Feed) -> str:
    """Return how many addresses in the content are not absolute."""
    count = 0
    based = False
    for entry in feed.entries:
        for element in _elements(entry):
            for name in ("src", "href", "poster"):
                value = element.get(name)
                if value is not None and not value.startswith(SCHEMES):
                    count += 1
                    based = entry.based
    return f"{count}{' (with xml:base)' if count and based else ''}"


def _lazy(feed: Feed) -> str:
    """Return how many images have no address to show."""
    images = [one for entry in feed.entries for one in _elements(entry) if one.tag == "img"]
    return str(sum(1 for one in images if not one.get("src")))


def _unrendered(feed: Feed) -> str:
    """Return how many entries have Markdown's marks in their content."""
    return str(sum(1 for one in feed.entries if any(mark in one.content for mark in MARKS)))


def _active(feed: Feed) -> str:
    """Return what of script, style and iframe is left, as an element or as words to read."""
    found = set()
    for entry in feed.entries:
        tags = {str(element.tag) for element in _elements(entry)}
        found |= tags & {"script", "style", "iframe"}
        if SCRIPT_TEXT in entry.content and "script" not in tags:
            found.add("text of script")
        if STYLE_TEXT in entry.content and "style" not in tags:
            found.add("text of style")
    return ", ".join(sorted(found)) or "none"


def _identities(feed: Feed) -> str:
    """Tell whether each entry has an id of its own."""
    named = [entry.identity for entry in feed.entries]
    if not all(named):
        return "missing"
    return "one each" if len(set(named)) == len(named) else "not unique"


def _left_out(feed: Feed, name: str) -> str:
    return "published" if name in feed.documents else "left out"


def _undated(feed: Feed, log: str) -> str:
    """Return what became of the document without a date."""
    for entry in feed.entries:
        if entry.document == UNDATED:
            moment = entry.published if entry.published is not None else entry.updated
            shown = day(moment)
            if shown >= datetime.now(UTC).date().isoformat()[:7]:
                return "published, dated by the file or the build"
            return f"published, dated {shown}" if shown else "published without a date"
    return "left out, named in a message" if UNDATED in log else "left out, nothing said"


def _formats(form: str, feeds: Sequence[Feed], main: dict[str, Feed]) -> str:
    if form not in main:
        return "no"
    return f"yes ({sum(1 for feed in feeds if feed.form == form)} files)"


def _categories(feeds: Sequence[Feed], main: dict[str, Feed]) -> str:
    """Return how many categories have a feed of exactly their entries, in each format."""

    def count(feed: Feed) -> str:
        entries = feed.documents & NAMED.keys()
        others = [one.documents for one in feeds if one.form == feed.form and one != feed]
        wanted = [
            frozenset(name for name in entries if category in NAMED[name].categories)
            for category in CATEGORIES
        ]
        return f"{sum(1 for one in wanted if one in others)}/{len(CATEGORIES)}"

    return _each(main, count)
