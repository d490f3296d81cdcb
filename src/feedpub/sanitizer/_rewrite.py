"""What readers need and the policy alone would lose: lazy images, relative addresses, embeds.

Each function edits the attributes of one element in place, or says what to put instead of
it. Nothing here decides what is safe; that is the policy's and the guard's work, later.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from feedpub.model import REFERRER_POLICIES
from feedpub.sanitizer._formulas import formula, has_tex, is_formula_again
from feedpub.sanitizer._furniture import is_furniture
from feedpub.sanitizer._hidden import HIDING_ATTRIBUTES, is_hidden
from feedpub.sanitizer._inside import NOTHING, Inside, elements
from feedpub.sanitizer._tokens import Token, characters, end_tag, start_tag
from feedpub.sanitizer.policy import allowed, harmless_css, language_class, sides
from feedpub.web import urls

# Where scripts that load images late keep the address of the real one.
LAZY_SOURCES: Final = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-original-src",
    "data-lazyload",
    "data-lazy",
    "data-echo",
    "data-real-src",
    "data-cfsrc",
    "data-orig-src",
    "data-hi-res-src",
    "lazy-src",
    "file",
    "zoomfile",
)
# These name other things as well, a page to share for one: only in place of a placeholder.
WEAK_SOURCES: Final = ("data-url", "original")
_PLACEHOLDER = re.compile(
    r"(?:blank|placeholder|loading|spacer|transparent|lazy|pixel|gr[ae]y|none|1x1)[^/]{0,40}"
    r"\.(?:gif|png|svg|jpe?g|webp)",
    re.IGNORECASE,
)
LAZY_SOURCE_SETS: Final = ("data-srcset", "data-lazy-srcset", "data-original-set")
EMBEDS: Final = {"iframe": "src", "embed": "src", "object": "data", "frame": "src"}
_EMBED_LAZY: Final = ("data-src", "data-lazy-src", "data-original")

# All that is looked at, beside what the policy lets pass.
SEEN_ATTRIBUTES: Final = frozenset(
    {
        *LAZY_SOURCES,
        *WEAK_SOURCES,
        *LAZY_SOURCE_SETS,
        *_EMBED_LAZY,
        *EMBEDS.values(),
        *HIDING_ATTRIBUTES,
        "data-tex",
    }
)

_SRCSET_GAP = re.compile(r"[\s,]*")
_SRCSET_ADDRESS = re.compile(r"\S+")
_SRCSET_DESCRIPTORS = re.compile(r"[^,]*")
_DESCRIPTOR = re.compile(r"(?:[0-9]{1,5}w(?: [0-9]{1,5}h)?|[0-9]{1,5}(?:\.[0-9]{1,5})?x)?")
_ONLY_DESCRIPTOR = re.compile(r"[0-9]{1,5}(?:w|(?:\.[0-9]{1,5})?x),*")
_WIDTH = re.compile(r" ([0-9]{1,5})w\b")
_MOST_CANDIDATES: Final = 30
_DIGITS = re.compile(r"[0-9]{1,5}%?")

Local: TypeAlias = Callable[[str], str | None]
"""Takes a reference; returns the address that it stands for, empty for one that is to be dropped,
None where it is to be resolved against the base."""


class Rewriter:
    """Rewrites elements against one base address; made for each document."""

    def __init__(
        self, base: str, has_page: bool, referrer_policy: str | None, local: Local
    ) -> None:
        """Take the address that relative ones are resolved against.

        `has_page` says whether it is the address of the document itself, so that a link to a
        place inside the document (``#note``) can be kept. `referrer_policy` is what an image
        without one gets. `local` is asked first for what a reference is.
        """
        self._local = local
        self._has_formulas = False
        self._base = base
        self._has_page = has_page
        self._referrer_policy = referrer_policy

    def __call__(
        self, name: str, attributes: dict[str, str], inside: Inside = NOTHING
    ) -> list[Token] | None:
        """Edit `attributes` in place and return None, or return what stands for the element.

        `inside` tells what stands in the element.
        """
        if (
            is_hidden(name, attributes)
            or is_furniture(name, attributes, inside)
            or (self._has_formulas and is_formula_again(attributes))
        ):
            return []
        if name == "math" or "data-tex" in attributes:
            return self._formula(attributes, inside)
        if name in EMBEDS:
            return self._embed(name, attributes, inside)
        if name in ("code", "pre") and "class" in attributes:
            _name_language(attributes)
        style = attributes.get("style")
        if style is not None:
            if name == "img":
                attributes.update({**sides(style), **attributes})
            attributes["style"] = harmless_css(style)
            if not attributes["style"]:
                del attributes["style"]
        rewrite = _BY_NAME.get(name)
        instead = rewrite(self, attributes) if rewrite else None
        if "cite" in attributes:
            self._resolve(attributes, "cite")
        for key in [key for key, value in attributes.items() if not allowed(name, key, value)]:
            del attributes[key]
        return instead

    def look_at(self, html: str) -> None:
        """Note of a document, before its elements, whether it has formulas of MathJax."""
        self._has_formulas = has_tex(html)

    def absolute(self, reference: str) -> str | None:
        """Return the address that `reference` stands for, None where there is none."""
        known = self._local(reference)
        return urls.absolute(reference, self._base) if known is None else known or None

    def _resolve(self, attributes: dict[str, str], key: str) -> None:
        value = attributes.pop(key, "").strip()
        address = self.absolute(value) if value else None
        if address:
            attributes[key] = address

    def _link(self, attributes: dict[str, str]) -> None:
        href = attributes.pop("href", "").strip()
        inside = href.startswith("#")
        address = None
        if href and (self._has_page or not inside):
            address = urls.email(href) or self.absolute(href)
        if address:
            attributes["href"] = address

    def _image(self, attributes: dict[str, str]) -> list[Token] | None:
        weak = ("src", *WEAK_SOURCES)
        if _PLACEHOLDER.search(attributes.get("src", "")):
            weak = (*WEAK_SOURCES, "src")
        source = self._first(attributes, (*LAZY_SOURCES, *weak))
        source_set = self._source_set(attributes)
        attributes.pop("src", None)
        if source is None and source_set:
            source = _largest(source_set)
        if source is None:
            return [characters(attributes.get("alt", ""))]
        attributes["src"] = source
        policy = attributes.get("referrerpolicy", "").strip().lower()
        attributes.pop("referrerpolicy", None)
        kept = policy if policy in REFERRER_POLICIES else self._referrer_policy
        if kept:
            attributes["referrerpolicy"] = kept
        if attributes.get("loading", "").lower() not in ("lazy", "eager"):
            attributes.pop("loading", None)
        for side in ("width", "height"):
            if not _DIGITS.fullmatch(attributes.get(side, "0")):
                del attributes[side]
        return None

    def _media(self, attributes: dict[str, str]) -> None:
        source = self._first(attributes, ("src", "data-src"))
        attributes.pop("src", None)
        if source:
            attributes["src"] = source
        self._resolve(attributes, "poster")
        # Nothing but images is fetched before the subscriber asks for it.
        attributes["controls"] = ""
        attributes["preload"] = "none"

    def _source(self, attributes: dict[str, str]) -> None:
        source = self._first(attributes, ("data-src", "src"))
        attributes.pop("src", None)
        if source:
            attributes["src"] = source
        self._source_set(attributes)

    def _first(self, attributes: dict[str, str], keys: tuple[str, ...]) -> str | None:
        for key in keys:
            value = attributes.get(key, "").strip()
            address = self.absolute(value) if value else None
            if address and (key == "src" or _looks_like_an_address(value)):
                return address
        return None

    def _source_set(self, attributes: dict[str, str]) -> str:
        """Put an absolute ``srcset`` into `attributes`, from a lazy one first; return it."""
        plain = attributes.pop("srcset", "")
        for value in (*(attributes.get(key, "") for key in LAZY_SOURCE_SETS), plain):
            candidates = ", ".join(self.candidates(value))
            if candidates:
                attributes["srcset"] = candidates
                return candidates
        return ""

    def candidates(self, source_set: str) -> Iterator[str]:
        """Yield the candidates of a ``srcset``, with absolute addresses."""
        for reference, descriptor in islice(_split_source_set(source_set), _MOST_CANDIDATES):
            address = self.absolute(reference)
            if address:
                # A comma at the end of an address would be read as the end of a candidate.
                address = re.sub(",$", "%2C", address)
                yield f"{address} {descriptor}" if descriptor else address

    def _embed(self, name: str, attributes: dict[str, str], inside: Inside) -> list[Token]:
        address = self._first(attributes, (*_EMBED_LAZY, EMBEDS[name]))
        if address is None:
            address = self._nested(elements(inside))
        if address is None:
            return []
        title = " ".join(attributes.get("title", "").split())
        text = characters(title or _readable(address))
        return [start_tag("a", {"href": address}), text, end_tag("a")]

    def _formula(self, attributes: dict[str, str], inside: Inside) -> list[Token] | None:
        tex = attributes.get("data-tex")
        if tex:
            return [start_tag("code", {}), characters(tex), end_tag("code")]
        pieces = inside.pieces()
        written = formula(pieces) if pieces else None
        if written is None:
            return None
        self._has_formulas = True
        return [characters(written)]

    def _nested(self, embeds: Iterable[tuple[str, dict[str, str]]]) -> str | None:
        """Return the address of the first embed inside an ``<object>`` that has none itself."""
        for name, attributes in embeds:
            value = attributes.get(EMBEDS.get(name, ""), "")
            address = self.absolute(value) if value else None
            if address:
                return address
        return None


def _split_source_set(source_set: str) -> Iterator[tuple[str, str]]:
    """Yield address and descriptor of each candidate (HTML, "parse a srcset attribute")."""
    position = 0
    while position < len(source_set):
        position = _end(_SRCSET_GAP, source_set, position)
        begin, position = position, _end(_SRCSET_ADDRESS, source_set, position)
        address, descriptor = source_set[begin:position], ""
        if not address.endswith(","):
            begin, position = position, _end(_SRCSET_DESCRIPTORS, source_set, position)
            descriptor = source_set[begin:position]
        descriptor = " ".join(descriptor.split())
        is_address = address and (descriptor or not _ONLY_DESCRIPTOR.fullmatch(address))
        if is_address and _DESCRIPTOR.fullmatch(descriptor):
            yield address.rstrip(","), descriptor


def _largest(source_set: str) -> str:
    """Return the widest candidate of an absolute ``srcset``, the first where none has a width."""

    def width(candidate: str) -> int:
        written = _WIDTH.search(candidate)
        return int(written[1]) if written else 0

    return max(source_set.split(", "), key=width).split(" ", 1)[0].rstrip(",")


def _name_language(attributes: dict[str, str]) -> None:
    """Leave of the classes of code the one that says its language, which ``lang`` does not."""
    language = language_class(attributes["class"])
    if language != attributes["class"] or allowed("code", "class", language):
        attributes["class"] = language
        if attributes.get("lang", "").lower() == language.partition("-")[2].lower():
            del attributes["lang"]


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _looks_like_an_address(value: str) -> bool:
    """Tell whether a ``data-…`` value is an address and not, say, ``true`` or a number."""
    return "/" in value or "." in value


def _readable(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.hostname or address}{parts.path.rstrip('/')}"


_BY_NAME: Final[dict[str, Callable[[Rewriter, dict[str, str]], list[Token] | None]]] = {
    "a": Rewriter._link,
    "img": Rewriter._image,
    "audio": Rewriter._media,
    "video": Rewriter._media,
    "source": Rewriter._source,
}
