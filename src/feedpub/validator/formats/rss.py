"""RSS 2.0 (https://www.rssboard.org/rss-specification), with 0.91 and 0.92."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from feedpub.validator._place import Fault, Place
from feedpub.validator._shape import EXTENSION, Shape, elements, extension, text
from feedpub.validator.formats import modules, podcast
from feedpub.validator.formats.common import has, no_two_alike, says_it_once
from feedpub.validator.rules import addresses, dates, names, numbers, readers
from feedpub.validator.rules.constructs import xhtml_inside
from feedpub.validator.rules.html import safe_html
from feedpub.validator.rules.links import history, relation
from feedpub.validator.rules.people import person_of_rss
from feedpub.validator.rules.plain import not_blank, plain

_VERSIONS: Final = ("0.91", "0.92", "2.0")
_DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_IMAGES: Final = frozenset({"jpg", "jpeg", "gif", "png"})
_WORD = re.compile(r"\w+")
_SHORT: Final = 9  # digits


def _is_2(place: Place) -> bool:
    return place.feed.version.startswith("2.")


def _version(place: Place) -> Iterator[Fault]:
    if place.value not in _VERSIONS:
        yield Fault("InvalidRSSVersion")


# The channel


def _channel_says_what_it_is(place: Place) -> Iterator[Fault]:
    for name, code in (
        ("title", "MissingTitle"),
        ("link", "MissingLink"),
        ("description", "MissingDescription"),
    ):
        if not place.element.has(name):
            yield Fault(code)


def _self_link(place: Place) -> Iterator[Fault]:
    links = place.element.all("atom:link")
    if place.feed.version == "2.0" and not any(relation(link) == "self" for link in links):
        yield Fault("MissingAtomSelfLink")


def _items_come_last(place: Place) -> Iterator[Fault]:
    item = None
    for child in place.element.children:
        if child.name == "item":
            item = child
        elif item and (":" not in child.name or child.name == "atom:link"):
            yield Fault("MisplacedItem", f"<{child.written}>", item)
            return


def _guids_differ(place: Place) -> Iterator[Fault]:
    seen = set()
    for item in place.element.all("item"):
        guid = item.first("guid")
        value = guid.text.strip() if guid else ""
        if value and value in seen:
            yield Fault("DuplicateValue", value, guid)
        seen.add(value)


def _text_input(place: Place) -> Iterator[Fault]:
    yield Fault("AvoidTextInput")
    for name, code in (
        ("title", "MissingTitle"),
        ("link", "MissingLink"),
        ("description", "MissingDescription"),
        ("name", "MissingElement"),
    ):
        if not place.element.has(name):
            yield Fault(code, name)


def _image(place: Place) -> Iterator[Fault]:
    image, channel = place.element, place.element.parent
    for name, code in (
        ("title", "MissingTitle"),
        ("url", "MissingElement"),
        ("link", "MissingLink"),
    ):
        if not image.has(name):
            yield Fault(code, name)
    for name, code in (("link", "ImageLinkDoesntMatch"), ("title", "ImageTitleDoesntMatch")):
        own, whole = image.first(name), channel.text_of(name) if channel else ""
        if own and whole and own.text.strip() != whole:
            yield Fault(code, own.text.strip(), own)


def _picture(place: Place) -> Iterator[Fault]:
    ending = place.value.rpartition(".")[2].lower()
    if _WORD.fullmatch(ending) and ending not in _IMAGES:
        yield Fault("ImageUrlFormat")


def _hour(place: Place) -> Iterator[Fault]:
    number = numbers.integer(place.value)
    if number is None or not 0 <= number <= 23:
        yield Fault("UseZeroForMidnight" if place.value == "24" else "InvalidHour")


def _hours(place: Place) -> Iterator[Fault]:
    seen = set()
    for hour in place.element.all("hour"):
        number = numbers.integer(hour.text)
        number = 0 if number == 24 else number
        if number is not None and number in seen:
            yield Fault("DuplicateValue", hour.text.strip(), hour)
        seen.add(number)
    if len(place.element.children) > 24:
        yield Fault("NotEnoughHoursInTheDay")


def _blink(_: Place) -> Iterator[Fault]:
    yield Fault("NoBlink")


def _days(place: Place) -> Iterator[Fault]:
    if len(place.element.children) > 7:
        yield Fault("EightDaysAWeek")


# Items


def _item_says_something(place: Place) -> Iterator[Fault]:
    item = place.element
    if not item.has("title") and not item.has("description"):
        yield Fault("ItemMustContainTitleOrDescription")
    if not item.has("guid") and _is_2(place):
        yield Fault("MissingGuid")
    comments = item.first("slash:comments")
    if comments and item.parent and not item.parent.has("lastBuildDate"):
        yield Fault("SlashDate", at=comments)


def _description_comes_first(place: Place) -> Iterator[Fault]:
    for child in place.element.children:
        if child.name == "description":
            return
        if child.name == "content:encoded":
            yield Fault("NeedDescriptionBeforeContent", at=child)
            return


def _description(place: Place) -> Iterator[Fault]:
    yield from (plain() if place.feed.version == "0.91" else safe_html)(place)


def _xhtml_body(place: Place) -> Iterator[Fault]:
    yield Fault("DuplicateDescriptionSemantics")
    yield from xhtml_inside(place)


def _guid(place: Place) -> Iterator[Fault]:
    value = place.value
    if not value:
        yield Fault("NotBlank")
    if place.element.attributes.get("isPermaLink", "true") == "true":
        faults = list(addresses.whole("InvalidHttpGUID")(place))
        yield from faults
        if not faults and value.lower().startswith(("tag:", "urn:uuid:")):
            yield Fault("InvalidPermalink")
    elif len(value) < _SHORT and value.isdigit():
        yield Fault("NotSufficientlyUnique")


_WHOLE: Final = text(addresses.whole())
_CATEGORY: Final = text(plain(), attributes={"domain": ()})

ITEM: Final = elements(
    {
        **modules.OF_ITEMS,
        **modules.ATOM_IN_ITEMS,
        **podcast.OF_ITEMS,
        "dc:date": text(dates.w3cdtf).many(),
        "title": text(plain(), not_blank),
        "link": _WHOLE,
        "description": text(_description),
        "content:encoded": text(safe_html),
        "content:items": EXTENSION,
        "xhtml:body": extension(_xhtml_body),
        "author": text(person_of_rss),
        "category": text(plain(), not_blank, attributes={"domain": ()}).many(),
        "comments": _WHOLE,
        "enclosure": replace(
            elements(
                {},
                attributes={
                    "url": (addresses.http,),
                    "length": (numbers.byte_length,),
                    "type": (names.media_type("InvalidMIMEAttribute"),),
                },
                needs=("url", "length", "type"),
            ),
            repeated="DuplicateEnclosure",
        ),
        "guid": text(
            _guid,
            attributes={"isPermaLink": (names.one_of("InvalidBooleanAttribute", "true", "false"),)},
        ),
        "pubDate": text(dates.rfc822),
        "source": text(plain(), attributes={"url": (addresses.whole(),)}, needs=("url",)),
    },
    _item_says_something,
    _description_comes_first,
    podcast.episode,
    *readers.RULES,
    says_it_once(
        "DuplicateItemSemantics",
        ("author", "dc:creator"),
        ("category", "dc:subject"),
        ("pubDate", "dc:date"),
        ("pubDate", "atom:published"),
        ("source", "dc:source"),
        ("guid", "atom:id"),
        ("creativeCommons:license", "cc:license"),
    ),
).many()

_OWN: Final[Mapping[str, Shape]] = {
    "title": text(plain(), not_blank),
    "link": _WHOLE,
    "description": text(plain()),
    "category": _CATEGORY.many(),
    "cloud": elements(
        {},
        attributes={
            "domain": (),
            "path": (),
            "registerProcedure": (),
            "protocol": (),
            "port": (numbers.port,),
        },
        needs=("domain", "port", "path", "registerProcedure", "protocol"),
    ),
    "copyright": text(plain()),
    "docs": _WHOLE,
    "generator": text(),
    "image": elements(
        {
            **modules.EVERYWHERE,
            "title": text(plain(), not_blank),
            "link": _WHOLE,
            "url": text(addresses.whole(), _picture),
            "width": text(numbers.from_one_to(144, "InvalidWidth")),
            "height": text(numbers.from_one_to(400, "InvalidHeight")),
            "description": text(plain()),
        },
        _image,
    ),
    "item": ITEM,
    "language": text(names.language),
    "lastBuildDate": text(dates.rfc822),
    "managingEditor": text(person_of_rss),
    "pubDate": text(dates.rfc822),
    "rating": text().many(),
    "skipDays": elements(
        {"day": text(names.one_of("InvalidDay", *_DAYS)).many()},
        has("day"),
        _days,
        no_two_alike("day", "DuplicateValue"),
    ),
    "skipHours": elements({"hour": text(_hour).many()}, has("hour"), _hours),
    "textInput": elements(
        {
            **modules.EVERYWHERE,
            "title": text(plain()),
            "description": text(),
            "name": text(names.form_field),
            "link": _WHOLE,
        },
        _text_input,
    ),
    "ttl": text(numbers.positive, not_blank),
    "webMaster": text(person_of_rss),
}


CHANNEL: Final = elements(
    {
        **modules.OF_FEEDS,
        **modules.ATOM_IN_CHANNELS,
        **podcast.OF_FEEDS,
        **_OWN,
        "blink": text(_blink).many(),
    },
    _channel_says_what_it_is,
    _self_link,
    _items_come_last,
    history,
    podcast.podcast,
    _guids_differ,
    says_it_once(
        "DuplicateSemantics",
        ("managingEditor", "dc:creator"),
        ("webMaster", "dc:publisher"),
        ("category", "dc:subject"),
        ("pubDate", "dc:date"),
        ("language", "dc:language"),
        ("copyright", "dc:rights"),
        ("lastBuildDate", "dcterms:modified"),
        ("generator", "admin:generatorAgent"),
        ("creativeCommons:license", "cc:license"),
    ),
    attributes={"indexing:index": (names.yes_or_no,)},
)


RSS: Final = elements(
    {"channel": CHANNEL},
    has("channel"),
    attributes={"version": (_version,)},
    needs=("version",),
)
