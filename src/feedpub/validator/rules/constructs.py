"""Text and content of Atom (RFC 4287 §3.1, §4.1.3): text, HTML, XHTML, or something else."""

import base64
import binascii
from collections.abc import Iterator
from typing import Final

from feedpub.validator._spot import Hit, Kind, Spot
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
_SRC: Final = reference("InvalidURIAttribute")


def text_construct(spot: Spot) -> Iterator[Hit]:
    """A text construct: ``type`` is text, html or xhtml."""
    given = _type(spot.element)
    if "/" in given:
        yield Hit("InvalidTextType", given)
    yield from _construct(spot, given)


def content(spot: Spot) -> Iterator[Hit]:
    """The content of an entry, which can be anything that has a media type."""
    given = _type(spot.element)
    if given == "multipart/alternative":
        yield Hit("InvalidMIMEType", given)
    yield from _construct(spot, given)


def is_text(media_type: str) -> bool:
    """Tell whether what has this type stands in a feed as it is, and not as Base64."""
    return (
        "/" not in media_type
        or media_type.startswith("text/")
        or media_type.endswith(("+xml", "/xml"))
    )


def _type(element: Element) -> str:
    return element.attributes.get("type", "" if "src" in element.attributes else "text")


def _construct(spot: Spot, given: str) -> Iterator[Hit]:
    element = spot.element
    has_src = "src" in element.attributes
    is_summary = element.name == "atom:summary"
    if not has_src and spot.feed.kind is Kind.RSS and not is_summary:
        yield Hit("DuplicateDescriptionSemantics")
    if element.attributes.get("type") == "":
        yield Hit("AttrNotBlank", "", element)
    if has_src:
        yield from _with_src(spot)
    elif given not in _TYPES and given and not is_media_type(given):
        yield Hit("InvalidMIMEType", given)
    yield from _children(spot, given)
    yield from _value(spot, given)
    if not spot.value and not element.children and not has_src:
        yield Hit("NotBlank")


def _with_src(spot: Spot) -> Iterator[Hit]:
    source = spot.element.attributes["src"]
    yield from _SRC(Spot(spot.feed, spot.element, source, "src"))
    given = spot.element.attributes.get("type")
    if given is None:
        yield Hit("MissingTypeAttr", "type")
    elif given and not is_media_type(given):
        yield Hit("InvalidMIMEType", given)
    if spot.value.strip():
        yield Hit("UnexpectedText")


def _value(spot: Spot, given: str) -> Iterator[Hit]:
    if given == "text":
        yield from _UNDECLARED(spot)
    elif given == "xhtml":
        inline = spot.value + "".join(
            child.text
            for child in spot.element.children
            if child.name == "xhtml:div" and not child.children
        )
        yield from _NOT_INLINE(Spot(spot.feed, spot.element, inline))
    elif given == "html" or given.endswith("/html"):
        encoded = None if is_text(given) else _base64(spot.value)
        value = spot.value if encoded is None else encoded.decode("utf-8", "replace")
        yield from safe_html(Spot(spot.feed, spot.element, value))
        if given != "html" and "<html" not in spot.value and "src" not in spot.element.attributes:
            yield Hit("HtmlFragment", given)
    elif is_text(given):
        yield from _UNDECLARED(spot)
    elif _base64(spot.value) is None:
        yield Hit("NotBase64")


def _base64(value: str) -> bytes | None:
    try:
        return base64.b64decode("".join(value.split()), validate=False)
    except (binascii.Error, ValueError):
        return None


def _children(spot: Spot, given: str) -> Iterator[Hit]:
    element = spot.element
    may_hold = given == "xhtml" or given.endswith(("+xml", "/xml"))
    for child in element.children:
        if not may_hold:
            yield Hit("UndefinedElement", at=child)
            if element.attributes.get("mode") == "escaped":
                yield Hit("NotEscaped")
        if given == "application/xhtml+xml":
            if child.name.rpartition(":")[2] != "html":
                yield Hit("HtmlFragment", given)
            elif child.name != "xhtml:html":
                yield Hit("NotHtml", "html in a namespace that is not XHTML's", child)
    if given == "xhtml":
        yield from _xhtml(spot)
    elif may_hold and element.children and spot.value.strip():
        yield Hit("UnexpectedText")


def _xhtml(spot: Spot) -> Iterator[Hit]:
    element = spot.element
    divs = [child for child in element.children if child.name == "xhtml:div"]
    others = [child for child in element.children if child.name != "xhtml:div"]
    if spot.value.strip() or (others and not divs):
        yield Hit("MissingXhtmlDiv")
    for child in others:
        if not child.name.startswith("xhtml:"):
            yield Hit("NotHtml", f"{child.written} in a namespace that is not XHTML's", child)
    for div in divs:
        yield from xhtml_inside(Spot(spot.feed, div))


def xhtml_inside(spot: Spot) -> Iterator[Hit]:
    """Elements of XHTML that readers show as they are, inside of the one here."""
    for inner in spot.element.descendants():
        if inner is not spot.element:
            yield from _inner(inner)
            inner_spot = Spot(spot.feed, inner, inner.text)
            yield from (Hit(hit.code, at=inner) for hit in bad_characters(inner_spot))


def _inner(element: Element) -> Iterator[Hit]:
    prefix, _, local = element.name.partition(":")
    plain_attributes = {key: value for key, value in element.attributes.items() if ":" not in key}
    if prefix == "xhtml":
        hits: Iterator[Hit] = of_xhtml(local, plain_attributes)
    elif prefix == "svg":
        hits = _of(local, plain_attributes, html_names.SVG, html_names.SVG_ATTRIBUTES)
    elif prefix == "mathml":
        hits = _of(local, plain_attributes, html_names.MATHML, html_names.MATHML_ATTRIBUTES)
    elif not local:
        hits = iter([Hit("MissingNamespace")])
    elif element.name.startswith("{"):
        hits = iter(())
    else:
        hits = iter([Hit("UndefinedElement")])
    for hit in hits:
        yield Hit(hit.code, hit.value, element)


def _of(
    name: str, attributes: dict[str, str], names: frozenset[str], known: frozenset[str]
) -> Iterator[Hit]:
    if name not in names:
        yield Hit("SecurityRisk", name)
    for attribute in attributes:
        if attribute not in known:
            yield Hit("SecurityRiskAttr", attribute)
