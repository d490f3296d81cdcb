"""Decide which entries are to be published now, and when that will change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feedpub.model import Entry, Places, Problem, Reason, Severity, Withheld


@dataclass(frozen=True, slots=True)
class Due:
    """The entries that are due, the others each with the reason, and what was odd.

    `left_out` are the paths of those that are not due.
    """

    entries: list[Entry]
    withheld: list[Withheld]
    problems: list[Problem]
    left_out: list[str]

    @property
    def nowhere(self) -> dict[str, str]:
        """An empty id for each document that is left out, by path: nothing links to it."""
        return dict.fromkeys(self.left_out, "")

    def leave_out(self, entry: Entry, why: Withheld) -> None:
        """Note that an entry is not due."""
        self.withheld.append(why)
        self.left_out.append(entry.path)


def due(found: Iterable[Entry], now: datetime, *, future: bool = False) -> Due:
    """Leave out the entries that are not yet, or no longer, to be published at `now`.

    With `future`, entries of the future are published. A date of change after `now` is replaced.
    """
    sorted_out = Due([], [], [], [])
    for entry in found:
        path = entry.place
        begin = max(entry.published, entry.appears or entry.published)
        if entry.expires and entry.expires <= now:
            how = f"it expired at {entry.expires.isoformat()}"
            sorted_out.leave_out(entry, Withheld(path, Reason.EXPIRED, how=how))
        elif future:
            sorted_out.entries.append(entry)
        elif begin > now:
            how = f"it is to be published at {begin.isoformat()}"
            sorted_out.leave_out(entry, Withheld(path, Reason.FUTURE, how=how))
        elif entry.updated > now:
            message = "was changed in the future; its date of publication is used instead"
            problem = Problem(Severity.WARNING, "updated-in-future", path, None, message)
            sorted_out.problems.append(problem)
            sorted_out.entries.append(replace(entry, updated=entry.published))
        else:
            sorted_out.entries.append(entry)
    return sorted_out


def withdrawn_paths(places: Places, withheld: Iterable[Withheld]) -> set[str]:
    """Return the paths of documents that their authors have taken back.

    A document that is unclear or of the future is not among them: that says nothing about an
    earlier publication.
    """
    silent = (Reason.UNCLEAR, Reason.FUTURE)
    return {places.path_of(one.path) for one in withheld if one.reason not in silent}


def next_change(found: Sequence[Entry], now: datetime, *, future: bool = False) -> datetime | None:
    """Return the first moment after `now` at which `due` would give another answer."""
    moments = [entry.expires for entry in found]
    if not future:
        moments += [
            moment for entry in found for moment in (entry.published, entry.updated, entry.appears)
        ]
    return min((moment for moment in moments if moment and moment > now), default=None)
