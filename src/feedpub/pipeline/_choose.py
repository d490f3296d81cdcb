"""Choose which entries are published: those that are due, one of each id, those without errors."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feedpub.feeds import Plan
from feedpub.model import SEEDS, Entry, Problem, Reason, Severity, Withheld
from feedpub.pipeline._read import Body


@dataclass(frozen=True, slots=True)
class Chosen:
    """The feeds as planned, and all entries that are published."""

    plans: tuple[Plan, ...]
    published: tuple[Entry, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """The entries that are due, the others each with the reason, and what was odd."""

    entries: list[Entry]
    withheld: list[Withheld]
    problems: list[Problem]

    @property
    def nowhere(self) -> dict[str, str]:
        """An empty id for each document that is left out, by path: nothing links to it."""
        return {one.path.removeprefix(f"{SEEDS}/"): "" for one in self.withheld}


def due(found: Iterable[Entry], now: datetime, *, future: bool = False) -> Due:
    """Leave out the entries that are not yet, or no longer, to be published at `now`.

    With `future`, entries of the future are published. A date of change after `now` is replaced.
    """
    sorted_out = Due([], [], [])
    for entry in found:
        path = f"{SEEDS}/{entry.path}"
        begin = max(entry.published, entry.appears or entry.published)
        if entry.expires and entry.expires <= now:
            how = f"it expired at {entry.expires.isoformat()}"
            sorted_out.withheld.append(Withheld(path, Reason.EXPIRED, how=how))
        elif future:
            sorted_out.entries.append(entry)
        elif begin > now:
            how = f"it is to be published at {begin.isoformat()}"
            sorted_out.withheld.append(Withheld(path, Reason.FUTURE, how=how))
        elif entry.updated > now:
            message = "was changed in the future; its date of publication is used instead"
            problem = Problem(Severity.WARNING, "updated-in-future", path, None, message)
            sorted_out.problems.append(problem)
            sorted_out.entries.append(replace(entry, updated=entry.published))
        else:
            sorted_out.entries.append(entry)
    return sorted_out


def withdrawn_paths(withheld: Iterable[Withheld]) -> set[str]:
    """Return the paths below ``seeds/`` of documents that their authors have taken back.

    A document that is unclear or of the future is not among them: that says nothing about an
    earlier publication.
    """
    silent = (Reason.UNCLEAR, Reason.FUTURE)
    return {one.path.removeprefix(f"{SEEDS}/") for one in withheld if one.reason not in silent}


def next_change(found: Sequence[Entry], now: datetime, *, future: bool = False) -> datetime | None:
    """Return the first moment after `now` at which `due` would give another answer."""
    moments = [entry.expires for entry in found]
    if not future:
        moments += [
            moment for entry in found for moment in (entry.published, entry.updated, entry.appears)
        ]
    return min((moment for moment in moments if moment and moment > now), default=None)


def choose(
    candidates: Sequence[Entry],
    assemble: Callable[[Iterable[Entry]], tuple[Plan, ...]],
    complete: Callable[[Sequence[Entry]], Iterable[Body]],
    has_page: Callable[[Entry], bool],
) -> Chosen:
    """Plan the feeds, and complete the entries that a feed holds or that have a page.

    An entry that can't be completed makes room for the next one, and for an older one of its id.
    """
    completed: set[str] = set()
    failed: set[str] = set()
    problems: list[Problem] = []
    while True:
        left = len(failed)
        found, doubles = _one_each(entry for entry in candidates if entry.path not in failed)
        plans = assemble(found)
        carried = {entry.path: entry for plan in plans for entry in plan.entries}
        carried |= {entry.path: entry for entry in found if has_page(entry)}
        wanted = [entry for path, entry in carried.items() if path not in completed]
        for entry, body in zip(wanted, complete(wanted), strict=True):
            problems += body.problems
            (failed if body.failed else completed).add(entry.path)
        if len(failed) == left:
            return Chosen(plans, tuple(found), (*problems, *doubles, *_of_one_link(found)))


def _one_each(found: Iterable[Entry]) -> tuple[list[Entry], list[Problem]]:
    """Keep one entry of each id: the one with the newest `updated`, else the first by path."""
    kept: dict[str, Entry] = {}
    problems = []
    for entry in found:
        other = kept.setdefault(entry.id, entry)
        if other is entry:
            continue
        winner, loser = (entry, other) if entry.updated > other.updated else (other, entry)
        kept[entry.id] = winner
        message = (
            f"has the id of {SEEDS}/{winner.path}, which is newer or comes first: {entry.id};"
            " give it an id of its own, or delete one of the two"
        )
        path = f"{SEEDS}/{loser.path}"
        problems.append(Problem(Severity.ERROR, "id-duplicate", path, None, message))
    return list(kept.values()), problems


def _of_one_link(found: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a warning for each entry with the link of another, where a pattern made one of them."""
    first: dict[str, Entry] = {}
    for entry in sorted(found, key=lambda entry: entry.path):
        if entry.permalink is None:
            continue
        other = first.setdefault(entry.permalink, entry)
        if other is not entry and not (entry.own_link and other.own_link):
            message = (
                f"has the link of {SEEDS}/{other.path}: {entry.permalink}; give one of the two a"
                " permalink of its own"
            )
            path = f"{SEEDS}/{entry.path}"
            yield Problem(Severity.WARNING, "link-duplicate", path, None, message)
