"""Rewrite well-formed HTML tag by tag, and apply bleach's policy to each.

Text stays as nh3 wrote it. What becomes of a tag is remembered where its attributes say nothing of
the document: no address, no title, no words.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, Final, NamedTuple

from bleach.sanitizer import BleachSanitizerFilter

from feedpub.sanitizer import policy
from feedpub.sanitizer._bounds import DEEPEST, too_deep, too_long
from feedpub.sanitizer._furniture import may_be_furniture
from feedpub.sanitizer._inside import attributes_of, name_of
from feedpub.sanitizer._players import EMBEDS, INSTEAD_OF, PAGES
from feedpub.sanitizer._rewrite import Rewriter
from feedpub.sanitizer._tokens import Token, start_tag
from feedpub.sanitizer._write import write
from feedpub.sanitizer.policy import ELEMENTS, IN_LINES, IN_MEDIA, MEDIA, UNWRAPPED_BLOCKS

_TAG: Final = re.compile(r"(<[a-z/][^>]*>)")
# The elements of which nh3 writes no end.
_VOID: Final = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track"
    " wbr".split()
)

# A tag without words and addresses, which one document has in common with thousands.
_COMMON: Final = re.compile(
    r'<[a-z][a-z0-9]*(?: (?:align|class|dir|style|valign)="[^"/\\]{0,200}")*>'
)
_MOST_KNOWN: Final = 4096
_known: dict[str, "Element"] = {}

# The parser keeps no more than three of a kind that are open one in the other (HTML, "Noah's Ark
# clause"), and takes the end of a fourth for an error. More than one is nothing to look at anyway.
_FORMATTING: Final = frozenset("a b big code em i s small strike strong tt u".split())
_MOST_ALIKE: Final = 3

# html5lib, and so the W3C validator, lets an item inside of these close one around them; browsers
# and nh3 do not.
_READ_APART: Final = frozenset({"figcaption", "main", "summary"})
_ITEMS: Final = {"li": 1, "dd": 2, "dt": 2}
_LET_PASS: Final = _READ_APART | IN_LINES | {"address", "div", "p"}


class Element(NamedTuple):
    """The fate of an element: its tags, both empty where only its content stays.

    `instead` replaces the element and its content; None where it stays.
    """

    name: str
    start: str
    end: str
    instead: str | None = None


class _CheckedCss:
    """bleach asks for an object that sanitizes CSS; the rewriting has done it by then."""

    def sanitize_css(self, style: str) -> str:
        return policy.harmless_css(style)


class _PolicyFilter(BleachSanitizerFilter):
    """bleach's policy over text whose entities have been decoded, as browsers do."""

    def sanitize_characters(self, token: Token) -> Token:
        r"""Leave text alone: `write` escapes it, and `&lt;` that was decoded stays text."""
        return token


_POLICY: Final = _PolicyFilter(
    source=(),  # type: ignore[arg-type] # it is asked for one token after the other
    allowed_tags=ELEMENTS,
    attributes=policy.allowed,
    allowed_protocols=frozenset({"http", "https", "mailto"}),
    strip_disallowed_tags=True,
    strip_html_comments=True,
    css_sanitizer=_CheckedCss(),  # type: ignore[arg-type] # any object with this method
)


def rewrite_tags(html: str, rewriter: Rewriter, never_closed: frozenset[str], most: int) -> str:
    """Return well-formed `html` with each of its tags rewritten, or gone, as the policy says.

    Of the elements in `never_closed`, what they hold stays. Raises TooComplexError where elements
    are nested too deep, or tags would be longer than `most` characters together.
    """
    return Writer(html, rewriter, never_closed, most).written()


class Writer:
    """Writes one document tag by tag."""

    def __init__(
        self, html: str, rewriter: Rewriter, never_closed: frozenset[str], most: int
    ) -> None:
        self.pieces = _TAG.split(html)  # text, tag, text, tag, text
        self._rewriter = rewriter
        self.never_closed = never_closed
        self._most = self._left = most
        # How often tags may be looked at again, for what stands in an element.
        self.looks = 1000 + 5 * len(self.pieces)
        self._out: list[str] = [self.pieces[0]]
        self._open: list[Element] = []
        self._alike: dict[str, int] = {}
        # Of the elements that stay and are open: their names, and which items html5lib would close
        # for another one inside of them.
        self._names: list[str] = []
        self._items: list[int] = [0]
        self._apart = 0
        self._has_breaks = False
        self._has_pre = "<pre" in html

    def written(self) -> str:
        """Return the whole document, rewritten."""
        pieces, out, opened, known = self.pieces, self._out, self._open, _known
        has_pre = self._has_pre
        at = 1
        while at < len(pieces):
            tag = pieces[at]
            if tag[1] == "/":
                self._close(opened.pop())
            else:
                at = self._start(known.get(tag) or self._element(tag, at), at)
            text = pieces[at + 1]
            if text:
                # The first line break after <pre> is not content: one is put there to be dropped.
                if text[0] == "\n" and has_pre and self._in_beginning_of_pre():
                    out.append("\n")
                out.append(text)
            at += 2
        return "".join(_with_breaks(out) if self._has_breaks else out)

    def _start(self, element: Element, at: int) -> int:
        """Write the start of an element whose tag stands at `at`; return where it goes on."""
        if element.instead is not None:
            if element.instead:
                self._out.append(element.instead)
            if element.name not in self.never_closed:
                return self.end(at, element.name)
            self._open.append(Element("", "", ""))
        elif element.name in _VOID:
            if element.start:
                self._out.append(element.start)
        elif element.name in MEDIA:
            return self._play(element, at)
        else:
            self._open.append(self._write_start(element))
            if len(self._open) > DEEPEST:
                raise too_deep()
        return at

    def _play(self, element: Element, at: int) -> int:
        """Write a sound or film with its sources and links; return where it goes on."""
        self._out.append(element.start)
        if element.name in self.never_closed:
            self._open.append(Element("", "", ""))
            end = at + 2  # of what follows, only sources are its own
            while not self.pieces[end - 1].strip() and self._name_at(end) == "source":
                end += 2
        else:
            end = self.end(at, element.name)
        link = ""  # the end tag of one that is open
        for place in range(at + 2, end, 2):
            tag = self.pieces[place]
            name = name_of(tag)
            if tag[1] == "/" and name == "a":
                self._out.append(link)
                link = ""
            elif tag[1] != "/" and name in IN_MEDIA:
                inner = self._element(tag, place)
                self._out.append(inner.start)
                link = link if name == "source" else inner.end
            if link:
                self._out.append(self.pieces[place + 1])
        self._out.append(element.end)
        return end - 2 if element.name in self.never_closed else end

    def _name_at(self, at: int) -> str:
        return name_of(self.pieces[at]) if at < len(self.pieces) else ""

    def _in_beginning_of_pre(self) -> bool:
        before = next((piece for piece in reversed(self._out) if piece != _BREAK), "")
        return before.startswith("<pre") and before[4] in " >"

    def _element(self, tag: str, at: int) -> Element:
        """Return what becomes of the element with the start tag `tag`, which stands at `at`."""
        name, attributes = name_of(tag), attributes_of(tag)
        instead = self._rewriter(name, attributes, _Inside(self, at, name))
        if instead is not None:
            return Element(name, "", "", self._within_bound(_apply_policy(*instead)))
        start = self._within_bound(_apply_policy(start_tag(name, attributes)))
        element = Element(name, start, f"</{name}>" if start else "")
        if _COMMON.fullmatch(tag) and not _depends_on_content(tag, name):
            if len(_known) >= _MOST_KNOWN:
                _known.clear()
            _known[tag] = element
        return element

    def _within_bound(self, written: str) -> str:
        """Return `written`, unless all that was written is too long with it."""
        self._left -= len(written)
        if self._left < 0:
            raise too_long(self._most)
        return written

    def end(self, at: int, name: str) -> int:
        """Return where the end tag stands of the element whose start tag stands at `at`."""
        if name in _VOID:
            return at
        depth = 1
        for place in count(at + 2, 2):
            tag = self.pieces[place]
            if tag[1] == "/":
                depth -= 1
                if not depth:
                    return place
            elif name_of(tag) not in _VOID:
                depth += 1
        raise AssertionError

    def _write_start(self, element: Element) -> Element:
        """Write a start tag; return the element as it is closed again."""
        name, start = element.name, element.start
        if name in ("rt", "rp") and not self._in_ruby():
            name, start = "span", f"<span{start[3:]}"  # a parse error anywhere else
            element = Element(name, start, "</span>")
        if name in _FORMATTING:
            alike = self._alike.get(start, 0)
            if alike >= _MOST_ALIKE:
                return element._replace(end="")
            self._alike[start] = alike + 1
        elif name in UNWRAPPED_BLOCKS:
            self._has_breaks = True
            self._out.append(_BREAK)
            return element
        elif self._apart and name in _ITEMS:
            self._close_item(_ITEMS[name])
        if start:
            if name == "code" and self._out[-1] == "</code>" and self._names[-1:] == ["pre"]:
                self._out.append("\n")  # each is a line, as style sheets show it
            self._out.append(start)
            self._names.append(name)
            passed = self._items[-1] if name in _LET_PASS else 0
            self._items.append(_ITEMS.get(name, passed))
            self._apart += name in _READ_APART
        return element

    def _close(self, element: Element) -> None:
        if element.end:
            self._out.append(element.end)
            self._names.pop()
            self._items.pop()
            self._apart -= element.name in _READ_APART
            if element.name in _FORMATTING:
                self._alike[element.start] -= 1
        elif element.name in UNWRAPPED_BLOCKS:
            self._out.append(_BREAK)

    def _in_ruby(self) -> bool:
        """Tell whether the nearest element that stays is a ruby."""
        return bool(self._names) and self._names[-1] == "ruby"

    def _close_item(self, kind: int) -> None:
        """Close the item around an item of the same kind, where html5lib would."""
        place = len(self._open)
        while self._items[-1] == kind:
            place -= 1
            element = self._open[place]
            if element.end:
                self._close(element)
                self._open[place] = element._replace(start="", end="")


class _Inside:
    """The content of the element whose start tag is the piece number `at`."""

    def __init__(self, writer: Writer, at: int, name: str) -> None:
        self._writer, self._at, self._name = writer, at, name

    def pieces(self) -> list[str] | None:
        """Return text, tag, text…; None where tags were looked at too often."""
        writer = self._writer
        if self._name in writer.never_closed:
            return [""]  # what stands in it is looked at, one by one
        if writer.looks <= 0:
            return None
        end = writer.end(self._at, self._name)
        writer.looks -= end - self._at
        return writer.pieces[self._at + 1 : end]


def _depends_on_content(tag: str, name: str) -> bool:
    return (
        name == "math"
        or name in EMBEDS
        or name in INSTEAD_OF
        or name in PAGES
        or may_be_furniture(name, attributes_of(tag))
    )


def _apply_policy(*tokens: Token) -> str:
    """Apply bleach's policy to `tokens`, and return the HTML."""
    found: Any = map(_POLICY.sanitize_token, tokens)
    return write(filter(None, found))


_BREAK: Final = "<"  # stands where an element that stands on a line of its own begins or ends


def _with_breaks(pieces: Iterable[str]) -> Iterator[str]:
    """Yield `pieces`, and a ``<br>`` wherever a block that goes stood between two texts."""
    in_line = ended = False  # whether the line has something in it, and has to be ended first
    for piece in pieces:
        if piece == _BREAK:
            ended = ended or in_line
            continue
        name = name_of(piece) if piece.startswith("<") else ""
        if name and name not in IN_LINES:
            in_line = ended = False
        elif piece[1:2] != "/" if name else piece.strip(" \t\n\f\r"):
            if ended:
                yield "<br>"
            in_line, ended = True, False
        yield piece
