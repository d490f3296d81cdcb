"""Atom 1.0 (RFC 4287), with the draft element of RFC 5023."""

from collections.abc import Iterator, Mapping
from typing import Final

from feedpub.validator._place import Fault, Place
from feedpub.validator._shape import Shape, elements, text
from feedpub.validator.formats import modules, podcast
from feedpub.validator.rules import addresses, dates, names, readers
from feedpub.validator.rules.constructs import is_text
from feedpub.validator.rules.links import history, one_alternate, relation
from feedpub.validator.rules.plain import not_blank, without_space

_NEEDED: Final = ("title", "id", "updated")
_ENOUGH_TO_TELL: Final = 9  # entries; one id for more of them is no accident


def _feed_has_what_it_needs(place: Place) -> Iterator[Fault]:
    is_source = place.element.name == "atom:source"
    for name in _NEEDED:
        if not place.element.has(f"atom:{name}"):
            yield Fault("MissingSourceElement" if is_source else "MissingElement", name)


def _self_link(place: Place) -> Iterator[Fault]:
    if not any(relation(link) == "self" for link in place.element.all("atom:link")):
        yield Fault("MissingSelf")


def _entries_come_last(place: Place) -> Iterator[Fault]:
    seen_entry = False
    for child in place.element.children:
        if child.name == "atom:entry":
            seen_entry = True
        elif seen_entry and child.name in _METADATA:
            yield Fault("MisplacedMetadata", at=child)


def _ids_differ(place: Place) -> Iterator[Fault]:
    faults = list(_alike("atom:id", "DuplicateEntries", place))
    entries = len(place.element.all("atom:entry"))
    if entries > _ENOUGH_TO_TELL and len(faults) == entries - 1:
        yield Fault("DuplicateIds")
    else:
        yield from faults


def _updates_differ(place: Place) -> Iterator[Fault]:
    yield from _alike("atom:updated", "DuplicateUpdated", place)


def _alike(name: str, code: str, place: Place) -> Iterator[Fault]:
    """Yield each entry whose element `name` holds what that of an earlier entry does."""
    seen = set()
    for entry in place.element.all("atom:entry"):
        element = entry.first(name)
        value = element.text.strip() if element else ""
        if value and value in seen:
            yield Fault(code, value, element)
        seen.add(value)


def _entry_has_what_it_needs(place: Place) -> Iterator[Fault]:
    entry = place.element
    source = entry.first("atom:source")
    places = [place for place in (entry, source, entry.parent) if place]
    needed = [f"atom:{name}" for name in _NEEDED]
    for name in needed:
        if not entry.has(name):
            yield Fault("MissingElement", name.removeprefix("atom:"))
    if not any(place.has("atom:author") for place in places):
        yield Fault("MissingElement", "author")


def _entry_says_something(place: Place) -> Iterator[Fault]:
    entry = place.element
    content, has_summary = entry.first("atom:content"), entry.has("atom:summary")
    if content:
        kind = content.attributes.get("type", "text")
        if not has_summary and ("src" in content.attributes or not is_text(kind)):
            yield Fault("MissingSummary")
        return
    if not has_summary:
        yield Fault("MissingTextualContent")
    if not any(relation(link) == "alternate" for link in entry.all("atom:link")):
        yield Fault("MissingContentOrAlternate")


_DATE: Final = text(dates.rfc3339, without_space)
_ADDRESS: Final = text(not_blank, without_space, addresses.reference())
_METADATA: Final[Mapping[str, Shape]] = {
    "atom:author": modules.PERSON,
    "atom:category": modules.CATEGORY,
    "atom:contributor": modules.PERSON,
    "atom:generator": modules.GENERATOR,
    "atom:icon": _ADDRESS,
    "atom:id": text(addresses.canonical, without_space),
    "atom:link": modules.LINK,
    "atom:logo": _ADDRESS,
    "atom:rights": modules.TEXT_CONSTRUCT,
    "atom:subtitle": modules.TEXT_CONSTRUCT,
    "atom:title": modules.TEXT_CONSTRUCT,
    "atom:updated": _DATE,
}

SOURCE: Final = elements(
    {**modules.OF_FEEDS, **_METADATA}, _feed_has_what_it_needs, one_alternate, history
)
ENTRY: Final = elements(
    {
        **modules.OF_ITEMS,
        **podcast.OF_ITEMS,
        "atom:author": modules.PERSON,
        "atom:category": modules.CATEGORY,
        "atom:content": modules.CONTENT,
        "atom:contributor": modules.PERSON,
        "atom:id": text(addresses.canonical, without_space, not_blank),
        "atom:link": modules.LINK,
        "atom:published": _DATE,
        "atom:rights": modules.TEXT_CONSTRUCT,
        "atom:source": SOURCE,
        "atom:summary": modules.TEXT_CONSTRUCT,
        "atom:title": modules.TEXT_CONSTRUCT,
        "atom:updated": _DATE,
        "app:edited": _DATE,
        "app:control": elements({"app:draft": text(names.yes_or_no, spaced=True)}),
    },
    _entry_has_what_it_needs,
    _entry_says_something,
    one_alternate,
    podcast.episode,
    *readers.RULES,
    attributes={"rdf:parseType": ()},
).many()
# RFC 6721, which the W3C validator does not know.
TOMBSTONE: Final = elements(
    {
        "at:by": modules.PERSON,
        "at:comment": modules.TEXT_CONSTRUCT,
        "atom:link": modules.LINK,
        "atom:source": SOURCE,
    },
    attributes={"ref": (addresses.canonical,), "when": (dates.rfc3339,)},
    needs=("ref", "when"),
).many()
FEED: Final = elements(
    {
        **modules.OF_FEEDS,
        **podcast.OF_FEEDS,
        **_METADATA,
        "atom:entry": ENTRY,
        "at:deleted-entry": TOMBSTONE,
    },
    _feed_has_what_it_needs,
    _self_link,
    _entries_come_last,
    _ids_differ,
    _updates_differ,
    one_alternate,
    history,
    podcast.podcast,
    attributes={"indexing:index": (names.yes_or_no,)},
)
