"""RSS 1.0 (https://web.resource.org/rss/1.0/spec), as far as its readers need it.

Its elements are in a namespace of their own, items stand beside the channel, and RDF names things
by ``rdf:about``.
"""

from collections.abc import Iterator
from typing import Final

from feedpub.validator._place import Fault, Place
from feedpub.validator._shape import EXTENSION, Shape, elements, text
from feedpub.validator.formats import modules
from feedpub.validator.formats.common import has
from feedpub.validator.rules import addresses
from feedpub.validator.rules.html import safe_html
from feedpub.validator.rules.plain import not_blank, plain

_ABOUT: Final = {"rdf:about": (addresses.reference(),)}
_PART: Final = elements({}, attributes={"rdf:resource": (addresses.reference(),)})
_ADDRESS: Final = elements(
    {}, attributes={"rdf:resource": (addresses.whole(),)}, needs=("rdf:resource",)
)
_TITLE: Final = text(plain(), not_blank)
_WHOLE: Final = text(addresses.whole())


def _are_about_different_things(place: Place) -> Iterator[Fault]:
    seen = set()
    for item in place.element.all("rss1:item"):
        about = item.attributes.get("rdf:about")
        if about and about in seen:
            yield Fault("DuplicateValue", about, item)
        seen.add(about)


CHANNEL: Final = elements(
    {
        **modules.OF_FEEDS,
        "rss1:title": _TITLE,
        "rss1:link": _WHOLE,
        "rss1:description": text(plain()),
        "rss1:image": _PART,
        "rss1:items": elements({"rdf:Seq": EXTENSION}, attributes={"rdf:parseType": ()}),
        "rss1:textinput": _PART,
    },
    has("rss1:title", code="MissingTitle"),
    has("rss1:link", code="MissingLink"),
    has("rss1:description", code="MissingDescription"),
    has("rss1:items"),
    attributes=_ABOUT,
    needs=("rdf:about",),
)
ITEM: Final = elements(
    {
        **modules.OF_ITEMS,
        "content:encoded": text(safe_html),
        "content:items": EXTENSION,
        "rss1:title": _TITLE,
        "rss1:link": _WHOLE,
        "rss1:description": text(safe_html),
        "thr:children": EXTENSION,
        "trackback:about": _ADDRESS.many(),
        "trackback:ping": _ADDRESS,
    },
    has("rss1:title", "rss1:link"),
    attributes=_ABOUT,
    needs=("rdf:about",),
).many()
IMAGE: Final = elements(
    {**modules.EVERYWHERE, "rss1:title": _TITLE, "rss1:link": _WHOLE, "rss1:url": _WHOLE},
    has("rss1:title", code="MissingTitle"),
    has("rss1:link", code="MissingLink"),
    has("rss1:url"),
    attributes=_ABOUT,
    needs=("rdf:about",),
)
TEXT_INPUT: Final = elements(
    {
        **modules.EVERYWHERE,
        "rss1:title": _TITLE,
        "rss1:description": text(),
        "rss1:name": text(),
        "rss1:link": _WHOLE,
    },
    has("rss1:title", code="MissingTitle"),
    has("rss1:link", code="MissingLink"),
    has("rss1:description", code="MissingDescription"),
    has("rss1:name"),
    attributes=_ABOUT,
    needs=("rdf:about",),
)
RDF: Final[Shape] = elements(
    {
        "rss1:channel": CHANNEL,
        "rss1:image": IMAGE,
        "rss1:item": ITEM,
        "rss1:textinput": TEXT_INPUT,
    },
    has("rss1:channel"),
    _are_about_different_things,
)
