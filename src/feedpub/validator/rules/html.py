"""Check HTML in feeds for danger, for faults of syntax, and for addresses that lead nowhere."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.entities import html5
from typing import Final

from feedpub.validator._place import Fault, Kind, Place
from feedpub.validator.rules import html_tree, style
from feedpub.validator.rules.addresses import foreign_character
from feedpub.validator.rules.html_names import ACCEPTABLE, HTML
from feedpub.validator.rules.html_tokens import Tag, tags

_REFERENCE = re.compile(r"&(?![\s<&]|\Z)(?:#([xX]?)([0-9a-fA-F]*+)(;)?|([a-zA-Z0-9]*+)(;)?)")
_SCHEME = re.compile(r"\w+:")
_SCRIPTS = re.compile(
    r"[\x00-\x20]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE
)

# Those that the W3C validator looks at; the others are feedpub's.
_MAIN_ADDRESS: Final = {"a": "href", "img": "src"}
_MEDIA: Final = ("src", "poster", "srcset")
_LAZY: Final = ("data-src", "data-original", "data-lazy-src")
# In characters; what is kept of HTML has a bound.
_WORTH_KEEPING: Final = 50_000
_FORMS: Final = frozenset({"href", "src", "action", "formaction"})


def safe_html(place: Place) -> Iterator[Fault]:
    """HTML that readers show as it is, and whose addresses lead somewhere."""
    if "<" not in place.value and "&" not in place.value:
        return
    relative: str | None = "ContainsRelRef"
    if place.feed.kind is Kind.ATOM:
        relative = None if place.element.inherited("xml:base") else "relative-in-atom"
    if len(place.value) > _WORTH_KEEPING:
        yield from _faults(place.value, relative)
    else:
        yield from faults_of(place.value, relative)


# One entry stands in several feeds, in several formats, and most of the time goes into its HTML.
@lru_cache(maxsize=256)
def faults_of(html: str, relative: str | None) -> tuple[Fault, ...]:
    """Find what is wrong with `html`; `relative` is the code for relative addresses, if any."""
    return tuple(_faults(html, relative))


def _faults(html: str, relative: str | None) -> Iterator[Fault]:
    wrong = html_tree.fault(tags(html))
    reference = None if wrong else _wrong_reference(html)
    if wrong:
        yield Fault("NotHtml", wrong)
    elif reference:
        yield Fault("NotHtml", reference, cause="reference")
    if "<?import " in html.lower():
        yield Fault("SecurityRisk", "?import")
    for tag in tags(html):
        if tag.name and not tag.is_end:
            yield from _tag(tag.name, tag.attributes)
            if tag.attributes:
                yield from _addresses(tag, relative)


def of_xhtml(name: str, attributes: Mapping[str, str]) -> Iterator[Fault]:
    """Yield what is wrong with an element of XHTML."""
    yield from _tag(name, tuple(attributes.items()))


def _tag(name: str, attributes: tuple[tuple[str, str], ...]) -> Iterator[Fault]:
    if name not in ACCEPTABLE:
        if name in HTML:
            yield Fault("SecurityRisk", name)
        else:
            yield Fault("NotHtml", f"<{name}> is not an element of HTML")
        return
    for key, value in attributes:
        if key == "style":
            yield from (Fault("DangerousStyleAttr", part) for part in style.unsafe(value))
        elif key.startswith("on"):
            yield Fault("SecurityRiskAttr", key)
        elif key in _FORMS and _SCRIPTS.match(value):
            yield Fault("script-address", value)


def _addresses(tag: Tag, relative: str | None) -> Iterator[Fault]:
    main = _MAIN_ADDRESS.get(tag.name)
    for key, value in tag.attributes:
        if relative and (key == main or key in _MEDIA):
            address = value.strip()
            first = address.partition(" ")[0] if key == "srcset" else address
            if not first or _SCHEME.match(first):
                continue
            if key != main:
                yield Fault("relative-media", first)
            elif relative == "ContainsRelRef" and (foreign := foreign_character(address)):
                yield Fault("InvalidUriChar", address, shown=foreign)
            else:
                yield Fault(relative, address)
    if tag.name == "img":
        yield from _lazy(dict(tag.attributes))


def _lazy(attributes: Mapping[str, str]) -> Iterator[Fault]:
    if not attributes.get("src", "").strip():
        waiting = next(filter(None, map(attributes.get, _LAZY)), None)
        if waiting:
            yield Fault("lazy-image", waiting)


def _wrong_reference(html: str) -> str | None:
    position = 0
    while (position := html.find("&", position)) >= 0:
        found = _REFERENCE.match(html, position)
        wrong = found and (_wrong_name(found) if found[2] is None else _wrong_number(found))
        if wrong:
            return wrong
        position += 1
    return None


def _wrong_name(found: re.Match[str]) -> str | None:
    name = found[4]
    if not name and not found[5]:
        return "an & that begins nothing"
    if not found[5] and f"{name};" in html5:
        return f"&{name} without a semicolon"
    return None if f"{name};" in html5 else f"&{name}, which is not an entity"


def _wrong_number(found: re.Match[str]) -> str | None:
    try:
        number = int(found[2][:9], 16 if found[1] else 10)
    except ValueError:
        return "&# without a number"
    is_character = 0x20 <= number <= 0x7E or 0xA0 <= number <= 0x10FFFF or number in (9, 10)
    is_surrogate = 0xD800 <= number <= 0xDFFF
    if not found[3] or not is_character or is_surrogate:
        return f"&#{found[1]}{found[2][:9]}, which is not a character"
    return None
