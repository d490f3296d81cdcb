"""Collect the problems of one file, and put them into words."""

from collections.abc import Mapping
from typing import Final

from feedpub.model import Problem
from feedpub.validator._place import Fault, Place
from feedpub.validator._tree import Element
from feedpub.validator.codes import CODES

# A cap: in a file full of mistakes, more of them add nothing.
_MOST: Final = 1000
_LONGEST: Final = 80
_LONGEST_ADDRESS: Final = 300
_LONGEST_ID: Final = 10_000

# The elements that are entries, and where their ids stand.
_IDS: Final = {
    "item": ("guid", "atom:id"),
    "atom:entry": ("atom:id",),
    "items[]": ("id",),
    "rss1:item": (),
}


class Enough(Exception):
    """The cap is reached; nothing more needs to be looked for."""


class Report:
    """The problems of the file `name`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._problems: list[Problem] = []

    def fault(self, fault: Fault, place: Place) -> None:
        """Add what a rule has found at `place`."""
        element = fault.at or place.element
        what = str(element)
        if place.attribute and element is place.element:
            what = f"{place.attribute} of {what}"
        value = place.value if fault.value is None else fault.value
        parent = str(element.parent) if element.parent else "the file"
        self.at(
            fault.code,
            element,
            fault.cause,
            **{"what": what, "parent": parent, "value": value, **fault.shown},
        )

    def at(self, code: str, element: Element, cause: str = "", /, **shown: str) -> None:
        """Add a problem at `element`, and note which entry it is in."""
        named = str(element) if element.type else element.written[:_LONGEST]
        shown = {"what": str(element), **shown}
        self._add(code, cause, shown, element.line, element.column, named, _id_around(element))

    def add(
        self, code: str, line: int = 1, column: int = 1, cause: str = "", /, **shown: str
    ) -> None:
        """Add a problem; `shown` is what the message of `code` for this `cause` shows."""
        self._add(code, cause, shown, line, column)

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the file, each once."""
        different = dict.fromkeys(self._problems)
        return tuple(sorted(different, key=lambda one: (one.line or 1, one.column or 1)))

    def _add(
        self,
        code: str,
        cause: str,
        shown: Mapping[str, str],
        line: int,
        column: int,
        element: str = "",
        entry: str | None = None,
    ) -> None:
        is_full = len(self._problems) == _MOST
        code, cause = ("too-many-findings", "") if is_full else (code, cause)
        about = CODES[code]
        parts = {name: shorten(text, _longest(name)) for name, text in shown.items()}
        message = about.messages[cause].format_map(parts)
        self._problems.append(
            Problem(about.severity, code, self._name, line, message, column, element, entry)
        )
        if is_full:
            raise Enough


def _longest(name: str) -> int:
    # What people are to open has to be whole.
    return _LONGEST_ADDRESS if name == "address" else _LONGEST


def shorten(value: str, longest: int = _LONGEST) -> str:
    """Shorten `value` to one line of at most `longest` characters, all of which can be seen."""
    line = " ".join(value[: 4 * longest].split())
    seen = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in line)
    return seen if len(seen) <= longest else f"{seen[: longest - 1]}…"


def _id_around(element: Element) -> str | None:
    entry = next((around for around in element.and_around() if around.name in _IDS), None)
    found = (entry.first(name) for name in _IDS[entry.name]) if entry else ()
    ids = (one.text[:_LONGEST_ID].strip() for one in found if one)
    return next(filter(None, ids), entry.attributes.get("rdf:about") if entry else None)
