"""Find the places in sanitized HTML to which links in it lead: notes, headings.

Ids go, for two articles on one page would share them. On a page of its own an article can have
them: so they are noted beside it, each with the number of its tag.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final
from urllib.parse import unquote

from feedpub.sanitizer._inside import attributes_of
from feedpub.sanitizer._rewrite import Rewriter
from feedpub.sanitizer._tags import Element, Writer

_LINK: Final = re.compile(
    r"""\bhref\s*=\s*(?:"\s*#([^"]*)|'\s*#([^']*)|#([^\s>"']*))""", re.IGNORECASE
)
_MAY_LEAD: Final = re.compile(r"""=\s*["']?\s*#""")
# Breaks are put in later, and so are not counted.
_TAG: Final = re.compile(r"<(?!br>)[a-z]")
_HEADING: Final = re.compile(r"<h[1-6][ >]")
# In characters.
_LONGEST: Final = 200


def wanted_places(html: str) -> frozenset[str]:
    """Return the names of the places to which links in `html` lead, as ids are written."""
    if not _MAY_LEAD.search(html):
        return frozenset()
    names = (unquote(unescape("".join(found))).strip() for found in _LINK.findall(html))
    return frozenset(name for name in names if name and len(name) <= _LONGEST)


class PlacesWriter(Writer):
    """A writer that notes where the ids of elements would stand in what it writes."""

    def __init__(
        self, html: str, rewriter: Rewriter, never_closed: frozenset[str], most: int
    ) -> None:
        super().__init__(html, rewriter, never_closed, most)
        self._waiting: list[str] = []
        self._places: dict[str, int] = {}  # the numbers of pieces of what is written

    def places(self, wanted: frozenset[str]) -> tuple[tuple[int, str], ...]:
        """Return those that are `wanted`: the number of each tag, and the name of the place.

        A heading without an id is called as most tools call it, by its words.
        """
        found = {name: place for name, place in self._places.items() if name in wanted}
        if len(found) < len(wanted):
            found = {**dict(self._headings(wanted)), **found}
        numbers: dict[int, int] = {}
        count, needed = 0, set(found.values())
        for place, piece in enumerate(self._out):
            if place in needed:
                numbers[place] = count
            if piece.startswith("<"):
                count += len(_TAG.findall(piece))
        first: dict[int, str] = {}
        for name, place in sorted(found.items()):
            first.setdefault(numbers[place], name)
        return tuple(sorted(first.items()))

    def _start(self, element: Element, at: int) -> int:
        before = len(self._out)
        attributes = attributes_of(self.pieces[at])
        self._waiting += filter(None, (attributes.get("id"), attributes.get("name")))
        after = super()._start(element, at)
        if self._waiting:
            for place in range(before, len(self._out)):
                if _TAG.match(self._out[place]):
                    for name in self._waiting:
                        self._places.setdefault(name, place)
                    self._waiting.clear()
                    break
        return after

    def _headings(self, wanted: frozenset[str]) -> Iterator[tuple[str, int]]:
        """Yield names and places of headings, the last first, so that the first one counts."""
        begin, words = -1, ""
        found = []
        for place, piece in enumerate(self._out):
            if _HEADING.match(piece):
                begin, words = place, ""
            elif begin >= 0 and piece.startswith("</h"):
                found.append((slug(unescape(words)), begin))
                begin = -1
            elif not piece.startswith("<"):
                words += piece
        return ((name, place) for name, place in reversed(found) if name in wanted)


def slug(words: str) -> str:
    """Return the name of a heading as GitHub and those who follow it make it."""
    kept = re.sub(r"[^\w\- ]", "", words.strip().lower())
    return kept.replace(" ", "-")
