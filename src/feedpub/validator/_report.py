"""Collect findings, and put them into words."""

from typing import Final

from feedpub import messages
from feedpub.model import Finding
from feedpub.validator._spot import Hit, Spot
from feedpub.validator._tree import Element
from feedpub.validator.codes import CODES

# A cap: in a file full of mistakes, more findings add nothing.
MOST: Final = 1000
"""Findings of one file."""
_LONGEST: Final = 80
_LONGEST_ID: Final = 10_000

_ENTRIES: Final = frozenset({"item", "atom:entry"})
_IDS: Final = ("guid", "atom:id")


class Enough(Exception):
    """The cap is reached; no more findings are wanted."""


class Report:
    """The findings of the file `name`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._findings: list[Finding] = []

    def hit(self, hit: Hit, spot: Spot) -> None:
        """Add the finding of a rule at `spot`."""
        element = hit.at or spot.element
        what = f"<{element.written[:_LONGEST]}>"
        if spot.attribute and element is spot.element:
            what = f"{spot.attribute} of {what}"
        value = spot.value if hit.value is None else hit.value
        parent = f"<{element.parent.written[:_LONGEST]}>" if element.parent else "the file"
        self.add(
            hit.code,
            element.line,
            element.column,
            element.written[:_LONGEST],
            _id_around(element),
            what=what,
            parent=parent,
            value=value,
            **hit.fields,
        )

    def add(
        self,
        code: str,
        line: int = 1,
        column: int = 1,
        element: str = "",
        entry: str | None = None,
        **fields: str,
    ) -> None:
        """Add a finding; `fields` are shown in the message of `code`."""
        if len(self._findings) == MOST:
            self._add("too-many-findings", line, column, "", None, {})
            raise Enough
        self._add(code, line, column, element, entry, fields)

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings in the order of the file, each once."""
        different = dict.fromkeys(self._findings)
        return tuple(sorted(different, key=lambda finding: (finding.line, finding.column)))

    def _add(
        self,
        code: str,
        line: int,
        column: int,
        element: str,
        entry: str | None,
        fields: dict[str, str],
    ) -> None:
        kind = CODES[code]
        shown = {name: shorten(value) for name, value in fields.items()}
        message = kind.message.format(**shown)
        self._findings.append(
            Finding(kind.severity, code, self._name, line, column, message, element, entry)
        )


def shorten(value: str, longest: int = _LONGEST) -> str:
    """Shorten `value` to one line without control characters."""
    seen = messages.defuse(" ".join(value[: 4 * longest].split()))
    return seen if len(seen) <= longest else f"{seen[: longest - 1]}…"


def _id_around(element: Element) -> str | None:
    around: Element | None = element
    while around and around.name not in _ENTRIES:
        around = around.parent
    found = (around.first(name) for name in _IDS) if around else ()
    ids = (element.text[:_LONGEST_ID].strip() for element in found if element)
    return next(filter(None, ids), None)
