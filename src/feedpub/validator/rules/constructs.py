"""Text and content of Atom (RFC 4287 §3.1, §4.1.3): text, HTML, XHTML, or something else."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from feedpub.validator._place import Fault, Kind, Place
from feedpub.validator._tree import Element
from feedpub.validator.rules import html_names
from feedpub.validator.rules.addresses import reference
from feedpub.validator.rules.characters import bad_characters
from feedpub.validator.rules.html import of_xhtml, safe_html
from feedpub.validator.rules.names import is_media_type
from feedpub.validator.rules.plain import plain

_TYPES: Final = frozenset({"text", "html", "xhtml"})
_UNDECLARED: Final = plain("ContainsUndeclaredHTML")
_NOT_INLINE: Final = plain("NotInline")
_CAUSES: Final = {"html": "in-html", "text/html": "in-html", "text": "in-text"}
_XHTML: Final = 'xmlns="http://www.w3.org/1999/xhtml"'
_SRC: Final = reference("InvalidURIAttribute")


def text_construct(place: Place) -> Iterator[Fault]:
    """A text construct: ``type`` is text, html or xhtml."""
    given = _type(place.element)
    if "/" in given:
        yield Fault("InvalidTextType", given)
    yield from _construct(place, given)


def content(place: Place) -> Iterator[Fault]:
    """The content of an entry, which can be anything that has a media type."""
    given = _type(place.element)
    if given == "multipart/alternative":
        yield Fault("InvalidMIMEType", given)
    yield from _construct(place, given)


def is_text(media_type: str) -> bool:
    """Tell whether what has this type stands in a feed as it is, and not as Base64."""
    return (
        "/" not in media_type
        or media_type.startswith("text/")
        or media_type.endswith(("+xml", "/xml"))
    )


def _type(element: Element) -> str:
    return element.attributes.get("type", "" if "src" in element.attributes else "text")


def _construct(place: Place, given: str) -> Iterator[Fault]:
    element = place.element
    has_src = "src" in element.attributes
    is_summary = element.name == "atom:summary"
    if not has_src and place.feed.kind is Kind.RSS and not is_summary:
        yield Fault("DuplicateDescriptionSemantics")
    if element.attributes.get("type") == "":
        yield Fault("AttrNotBlank", "", element)
    if has_src:
        yield from _with_src(place)
    elif given not in _TYPES and given and not is_media_type(given):
        yield Fault("InvalidMIMEType", given)
    yield from _children(place, given)
    yield from _value(place, given)
    if not place.value and not element.children and not has_src:
        yield Fault("NotBlank")


def _with_src(place: Place) -> Iterator[Fault]:
    source = place.element.attributes["src"]
    yield from _SRC(Place(place.feed, place.element, source, "src"))
    given = place.element.attributes.get("type")
    if given is None:
        yield Fault("MissingTypeAttr", "type")
    elif given and not is_media_type(given):
        yield Fault("InvalidMIMEType", given)
    if place.value.strip():
        yield Fault("UnexpectedText")


def _value(place: Place, given: str) -> Iterator[Fault]:
    if given == "text":
        yield from _UNDECLARED(place)
    elif given == "xhtml":
        inline = place.value + "".join(
            child.text
            for child in place.element.children
            if child.name == "xhtml:div" and not child.children
        )
        yield from _NOT_INLINE(Place(place.feed, place.element, inline))
    elif given == "html" or given.endswith("/html"):
        encoded = None if is_text(given) else _base64(place.value)
        value = place.value if encoded is None else encoded.decode("utf-8", "replace")
        yield from safe_html(Place(place.feed, place.element, value))
        if given != "html" and "<html" not in place.value and "src" not in place.element.attributes:
            yield Fault("HtmlFragment", given)
    elif is_text(given):
        yield from _UNDECLARED(place)
    elif _base64(place.value) is None:
        yield Fault("NotBase64", given)


def _base64(value: str) -> bytes | None:
    try:
        return base64.b64decode("".join(value.split()), validate=False)
    except (binascii.Error, ValueError):
        return None


def _children(place: Place, given: str) -> Iterator[Fault]:
    element = place.element
    may_hold = given == "xhtml" or given.endswith(("+xml", "/xml"))
    for child in element.children:
        if not may_hold:
            yield Fault("UndefinedElement", given, child, _CAUSES.get(given, "in-data"))
            if element.attributes.get("mode") == "escaped":
                yield Fault("NotEscaped")
        if given == "application/xhtml+xml":
            if child.name.rpartition(":")[2] != "html":
                yield Fault("HtmlFragment", given)
            elif child.name != "xhtml:html":
                yield Fault("NotHtml", "<html> is not in the namespace of XHTML", child)
    if given == "xhtml":
        yield from _xhtml(place)
    elif may_hold and element.children and place.value.strip():
        yield Fault("UnexpectedText")


def _xhtml(place: Place) -> Iterator[Fault]:
    element = place.element
    divs = [child for child in element.children if child.name == "xhtml:div"]
    others = [child for child in element.children if child.name != "xhtml:div"]
    if place.value.strip() or (others and not divs):
        yield Fault("MissingXhtmlDiv")
    for child in others:
        if not child.name.startswith("xhtml:"):
            yield Fault("NotHtml", f"{child} is not in the namespace of XHTML", child)
    for div in divs:
        yield from xhtml_inside(Place(place.feed, div))


def xhtml_inside(place: Place) -> Iterator[Fault]:
    """Elements of XHTML that readers show as they are, inside of the one here."""
    for inner in place.element.descendants():
        if inner is not place.element:
            yield from _inner(inner)
            inner_place = Place(place.feed, inner, inner.text)
            yield from (replace(fault, at=inner) for fault in bad_characters(inner_place))


def _inner(element: Element) -> Iterator[Fault]:
    prefix, _, local = element.name.partition(":")
    plain_attributes = {key: value for key, value in element.attributes.items() if ":" not in key}
    if prefix == "xhtml":
        faults: Iterator[Fault] = of_xhtml(local, plain_attributes)
    elif prefix == "svg":
        faults = _of(local, plain_attributes, html_names.SVG, html_names.SVG_ATTRIBUTES)
    elif prefix == "mathml":
        faults = _of(local, plain_attributes, html_names.MATHML, html_names.MATHML_ATTRIBUTES)
    elif not local:
        faults = iter([Fault("MissingNamespace", shown={"usual": _XHTML})])
    elif element.name.startswith("{"):
        faults = iter(())
    else:
        faults = iter([Fault("UndefinedElement")])
    for fault in faults:
        yield replace(fault, at=element)


def _of(
    name: str, attributes: dict[str, str], names: frozenset[str], known: frozenset[str]
) -> Iterator[Fault]:
    if name not in names:
        yield Fault("SecurityRisk", name)
    for attribute in attributes:
        if attribute not in known:
            yield Fault("SecurityRiskAttr", attribute)
