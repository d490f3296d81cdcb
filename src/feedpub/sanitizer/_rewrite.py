"""Rewrite what the policy alone would lose: lazy images, relative addresses, embeds.

Each function edits the attributes of one element in place, or says what to put instead of
it. Nothing here decides what is safe; that is the policy's and the guard's work, later.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from feedpub.model import REFERRER_POLICIES
from feedpub.sanitizer import _images as images
from feedpub.sanitizer._addresses import Addresses, Local, Unfound
from feedpub.sanitizer._formulas import formula, has_tex, is_formula_again
from feedpub.sanitizer._furniture import is_furniture
from feedpub.sanitizer._hidden import HIDING_ATTRIBUTES, is_hidden
from feedpub.sanitizer._images import ANY_LAZY, LAZY_SOURCE_SETS, LAZY_SOURCES, WEAK_SOURCES
from feedpub.sanitizer._inside import NOTHING, Inside, elements
from feedpub.sanitizer._languages import name_language
from feedpub.sanitizer._players import EMBED_LAZY, EMBEDS, INSTEAD_OF, PAGES, TITLES, label, page_of
from feedpub.sanitizer._srcset import largest
from feedpub.sanitizer._tokens import Token, characters, end_tag, start_tag
from feedpub.sanitizer.policy import allowed, harmless_css, sides
from feedpub.web import urls

# All that is looked at, beside what the policy lets pass.
SEEN_ATTRIBUTES: Final = frozenset(
    {
        *LAZY_SOURCES,
        *WEAK_SOURCES,
        *LAZY_SOURCE_SETS,
        *EMBED_LAZY,
        *EMBEDS.values(),
        *(key for key, _ in PAGES.values()),
        *TITLES,
        *HIDING_ATTRIBUTES,
        "data-tex",
    }
)

_SOURCE_SETS: Final = frozenset({"srcset", *LAZY_SOURCE_SETS})
_DIGITS = re.compile(r"[0-9]{1,5}%?")
# As high as a line of text, nearly.
_SIZE_OF_EMOJI: Final = "20"


class Rewriter:
    """Rewrites elements against one base address; made for each document."""

    def __init__(
        self,
        base: str,
        has_page: bool,
        referrer_policy: str | None,
        local: Local,
        cover: str | None = None,
        unfound: Unfound | None = None,
    ) -> None:
        """Take the address that relative ones are resolved against.

        `has_page` says whether it is the address of the document itself, so that a link to a
        place inside the document (``#note``) can be kept. `referrer_policy` is what an image
        without one gets. `local` is asked first for what a reference is. `cover` is the address of
        the document's head image. `unfound` is given where `base` is not the document's own.
        """
        self.addresses = Addresses(base, local, unfound)
        self._has_formulas = False
        self._has_page = has_page
        self._referrer_policy = referrer_policy
        self._cover = cover

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
        stand_in = _STAND_INS.get(name)
        if stand_in:
            return stand_in(self, name, attributes, inside)
        if "data-tex" in attributes:
            return self._formula(name, attributes, inside)
        if name in ("code", "pre") and ("class" in attributes or "lang" in attributes):
            name_language(attributes)
        if "style" in attributes:
            _reduce_style(name, attributes)
        rewrite = _BY_NAME.get(name)
        instead = rewrite(self, attributes) if rewrite else None
        if "cite" in attributes:
            self._resolve(attributes, "cite")
        for key in [key for key, value in attributes.items() if not allowed(name, key, value)]:
            del attributes[key]
        return instead

    def look_at(self, html: str) -> None:
        """Look, before the first element, for the document's ``<base>`` and for formulas."""
        self._has_formulas = has_tex(html)
        self.addresses.look_at(html)

    def _resolve(self, attributes: dict[str, str], key: str) -> None:
        value = attributes.pop(key, "").strip()
        address = self.addresses.absolute(value) if value else None
        if address:
            attributes[key] = address

    def _link(self, attributes: dict[str, str]) -> None:
        href = attributes.pop("href", "").strip()
        inside = href.startswith("#")
        address = None
        if href and (self._has_page or not inside):
            address = urls.email(href)
            if not address:
                address = self.addresses.absolute(href)
                if href[0] not in "#?/":  # what begins with a slash may be on the site
                    self.addresses.tell_unfound(href, is_link=True)
        if address:
            attributes["href"] = address

    def _image(self, attributes: dict[str, str]) -> list[Token] | None:
        if images.is_dot(attributes):
            return []
        key, source = self._source_of(attributes)
        is_emoji = images.is_emoji(attributes)
        source_set = self._source_set(attributes, has_source=source is not None)
        written = attributes.get(key, "").strip()
        attributes.pop("src", None)
        if source_set and (source is None or self.addresses.is_unfound(written)):
            source = largest(source_set)
        elif source:
            self.addresses.tell_unfound(written)
        if source is None:
            return [characters(attributes.get("alt", ""))]
        attributes["src"] = source
        self._set_how_it_is_shown(attributes)
        if is_emoji and not ("width" in attributes or "height" in attributes):
            if attributes.get("alt", "").strip():
                return [characters(attributes["alt"])]
            attributes["height"] = _SIZE_OF_EMOJI
        return None

    def _set_how_it_is_shown(self, attributes: dict[str, str]) -> None:
        policy = attributes.pop("referrerpolicy", "").strip().lower()
        kept = policy if policy in REFERRER_POLICIES else self._referrer_policy
        if kept:
            attributes["referrerpolicy"] = kept
        if attributes.get("loading", "").lower() not in ("lazy", "eager"):
            attributes.pop("loading", None)
        for side in ("width", "height"):
            if not _DIGITS.fullmatch(attributes.get(side, "0")):
                del attributes[side]

    def _source_of(self, attributes: dict[str, str]) -> tuple[str, str | None]:
        """Return the address of the picture that an image shows, and the attribute it stands in."""
        shown = attributes.get("src", "").strip()
        if not ANY_LAZY.isdisjoint(attributes) and not self._is_cover(shown, attributes):
            for key in LAZY_SOURCES:
                if address := self._lazy(attributes, key):
                    return key, address
        if not images.is_placeholder(shown) and (address := self.addresses.absolute(shown)):
            return "src", address
        for key in (*WEAK_SOURCES, *images.other_sources(attributes)):
            if address := self._lazy(attributes, key):
                return key, address
        if self._source_set(dict(attributes), has_source=False):
            return "", None
        if shown and not (images.is_data(shown) and images.stands_in(attributes)):
            return "src", self.addresses.image(shown)
        return "src", None

    def _lazy(self, attributes: dict[str, str], key: str) -> str | None:
        value = attributes.get(key, "").strip()
        return self.addresses.absolute(value) if images.looks_like_an_address(value) else None

    def _is_cover(self, shown: str, attributes: dict[str, str]) -> bool:
        """Tell whether an image shows the head image, and no placeholder of it."""
        if not self._cover or not shown or images.is_placeholder(shown):
            return False
        return self.addresses.absolute(shown) == self._cover and any(
            images.is_same_picture(attributes.get(key, ""), shown) for key in LAZY_SOURCES
        )

    def _media(self, attributes: dict[str, str]) -> None:
        source = self._first(attributes, ("src", "data-src"))
        attributes.pop("src", None)
        if source:
            attributes["src"] = source
        poster = attributes.pop("poster", "").strip()
        self.addresses.tell_unfound(poster)
        if poster and not self.addresses.is_unfound(poster):
            address = self.addresses.image(poster)
            if address:
                attributes["poster"] = address
        # Nothing but images is fetched before the subscriber asks for it.
        attributes["controls"] = ""
        attributes["preload"] = "none"

    def _source(self, attributes: dict[str, str]) -> list[Token] | None:
        source = self._first(attributes, ("data-src", "src"))
        attributes.pop("src", None)
        if source:
            attributes["src"] = source
        written = "srcset" in attributes
        is_lost = not self._source_set(attributes, has_source=True) and written and not source
        return [] if is_lost and self.addresses.knows_no_base else None

    def _first(self, attributes: dict[str, str], keys: tuple[str, ...]) -> str | None:
        for key in keys:
            value = attributes.get(key, "").strip()
            address = self.addresses.absolute(value) if value else None
            if address and (key == "src" or images.looks_like_an_address(value)):
                self.addresses.tell_unfound(value)
                return address
        return None

    def _source_set(self, attributes: dict[str, str], *, has_source: bool) -> str:
        """Put an absolute ``srcset`` into `attributes`, from a lazy one first; return it."""
        if _SOURCE_SETS.isdisjoint(attributes):
            return ""
        plain = attributes.pop("srcset", "")
        for value in (*(attributes.get(key, "") for key in LAZY_SOURCE_SETS), plain):
            if not value:
                continue
            candidates = ", ".join(self.addresses.candidates(value))
            if not candidates and not has_source:
                candidates = ", ".join(self.addresses.candidates(value, with_unfound=True))
            if candidates:
                attributes["srcset"] = candidates
                return candidates
        return ""

    def _html_of(self, name: str, attributes: dict[str, str], inside: Inside) -> list[Token]:
        """Return the HTML element in whose place a custom element stands."""
        name = INSTEAD_OF[name]
        if name != "img" and not attributes.get("src"):
            sources = (held.get("src", "") for child, held in elements(inside) if child == "source")
            attributes["src"] = next(filter(None, sources), "")
        instead = self(name, attributes)
        if instead is not None:
            return instead
        return [start_tag(name, attributes), *([] if name == "img" else [end_tag(name)])]

    def _page(self, name: str, attributes: dict[str, str], _: Inside) -> list[Token] | None:
        written = page_of(name, attributes)
        address = self.addresses.absolute(written) if written else None
        return _link_to(address, attributes) if address else None

    def _embed(self, name: str, attributes: dict[str, str], inside: Inside) -> list[Token]:
        address = self._first(attributes, (*EMBED_LAZY, EMBEDS[name]))
        if address is None:
            address = self._find_embed(elements(inside))
        return [] if address is None else _link_to(address, attributes)

    def _formula(self, _: str, attributes: dict[str, str], inside: Inside) -> list[Token] | None:
        tex = attributes.get("data-tex")
        if tex:
            return [start_tag("code", {}), characters(tex), end_tag("code")]
        pieces = inside.pieces()
        written = formula(pieces) if pieces else None
        if written is None:
            return None
        self._has_formulas = True
        return [characters(written)]

    def _find_embed(self, embeds: Iterable[tuple[str, dict[str, str]]]) -> str | None:
        """Return the address of the first embed inside an ``<object>`` that has none itself."""
        for name, attributes in embeds:
            value = attributes.get(EMBEDS.get(name, ""), "")
            address = self.addresses.absolute(value) if value else None
            if address:
                return address
        return None


def _link_to(address: str, attributes: dict[str, str]) -> list[Token]:
    words = characters(label(attributes, address))
    return [start_tag("a", {"href": address}), words, end_tag("a")]


def _reduce_style(name: str, attributes: dict[str, str]) -> None:
    """Keep only the harmless part of a style; move the size of an image from it to attributes."""
    style = attributes["style"]
    if name == "img":
        attributes.update({**sides(style), **attributes})
    attributes["style"] = harmless_css(style)
    if not attributes["style"]:
        del attributes["style"]


_StandIn: TypeAlias = Callable[[Rewriter, str, dict[str, str], Inside], "list[Token] | None"]
_STAND_INS: Final[dict[str, _StandIn]] = {
    "math": Rewriter._formula,
    **dict.fromkeys(EMBEDS, Rewriter._embed),
    **dict.fromkeys(PAGES, Rewriter._page),
    **dict.fromkeys(INSTEAD_OF, Rewriter._html_of),
}

_BY_NAME: Final[dict[str, Callable[[Rewriter, dict[str, str]], list[Token] | None]]] = {
    "a": Rewriter._link,
    "img": Rewriter._image,
    "audio": Rewriter._media,
    "video": Rewriter._media,
    "source": Rewriter._source,
}
