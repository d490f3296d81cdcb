"""OPML 1.0 and 2.0 (http://opml.org/spec2.opml)."""

from collections.abc import Iterator
from typing import Final

from feedpub.validator._place import Fault, Place
from feedpub.validator._shape import Shape, elements, text
from feedpub.validator.formats import modules
from feedpub.validator.formats.common import has
from feedpub.validator.rules import addresses, dates, names, numbers
from feedpub.validator.rules.html import safe_html
from feedpub.validator.rules.people import person
from feedpub.validator.rules.plain import not_blank

_OF_FEEDS: Final = ("description", "htmlUrl", "language", "title", "version", "xmlUrl")


def _version(place: Place) -> Iterator[Fault]:
    if place.value not in ("1.0", "1.1", "2.0"):
        yield Fault("InvalidOPMLVersion")


def _outline(place: Place) -> Iterator[Fault]:
    given = place.element.attributes
    kind = given.get("type", "").lower()
    if kind == "rss":
        if "xmlUrl" not in given:
            yield Fault("MissingXmlURL")
        if "title" not in given:
            yield Fault("MissingTitleAttr")
    elif kind == "link":
        if "url" not in given:
            yield Fault("MissingUrlAttr")
    elif "type" in given and place.feed.version.startswith("1."):
        yield Fault("InvalidOutlineType", given["type"])
    if len(given) > 1 and "type" not in given and any(name in given for name in _OF_FEEDS):
        yield Fault("MissingOutlineType")


_NUMBER: Final = text(numbers.positive, not_blank)
_INSIDE: Final[dict[str, Shape]] = {**modules.EVERYWHERE}
OUTLINE: Final = elements(
    _INSIDE,
    _outline,
    attributes={
        "category": (),
        "created": (dates.rfc822,),
        "description": (safe_html,),
        "htmlUrl": (addresses.whole(),),
        "isBreakpoint": (names.true_or_false,),
        "isComment": (names.true_or_false,),
        "language": (names.language,),
        "text": (safe_html,),
        "title": (safe_html,),
        "type": (),
        "url": (addresses.whole(),),
        "version": (names.one_of("InvalidOutlineVersion", "RSS", "RSS1", "RSS2", "scriptingNews"),),
        "xmlUrl": (),
    },
    needs=("text",),
).many()
_INSIDE["outline"] = OUTLINE


def _old_name(place: Place) -> Iterator[Fault]:
    if place.element.name == "outlineDocument":
        yield Fault("ObsoleteVersion")
    elif "version" not in place.element.attributes:
        yield Fault("MissingAttribute", "version")


OPML: Final = elements(
    {
        "head": elements(
            {
                **modules.EVERYWHERE,
                "title": text(safe_html),
                "dateCreated": text(dates.rfc822),
                "dateModified": text(dates.rfc822),
                "ownerName": text(safe_html),
                "ownerEmail": text(person),
                "ownerId": text(addresses.http),
                "docs": text(addresses.whole()),
                "expansionState": text(
                    numbers.list_of_numbers("InvalidExpansionState", may_be_empty=True)
                ),
                "vertScrollState": _NUMBER,
                "windowTop": _NUMBER,
                "windowLeft": _NUMBER,
                "windowBottom": _NUMBER,
                "windowRight": _NUMBER,
            }
        ).many(),
        "body": elements({**modules.EVERYWHERE, "outline": OUTLINE}, has("outline")).many(),
    },
    _old_name,
    has("head", "body"),
    attributes={"version": (_version,)},
)
