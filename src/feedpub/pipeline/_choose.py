"""Which entries are published: not those of the future, one of each id, those that can be had."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feedpub.feeds import Plan
from feedpub.model import SEEDS, Entry, Problem, Severity
from feedpub.pipeline._read import Body


@dataclass(frozen=True, slots=True)
class Chosen:
    """The feeds as planned, and all entries that are published."""

    plans: tuple[Plan, ...]
    published: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def due(found: Iterable[Entry], now: datetime) -> tuple[list[Entry], list[Problem]]:
    """Leave out the entries published after `now`; a change after `now` has not happened yet."""
    kept, problems = [], []
    for entry in found:
        if entry.published > now:
            continue
        if entry.updated > now:
            message = "was changed in the future; its date of publication is used instead"
            path = f"{SEEDS}/{entry.path}"
            problems.append(Problem(Severity.WARNING, "updated-in-future", path, None, message))
            kept.append(replace(entry, updated=entry.published))
        else:
            kept.append(entry)
    return kept, problems


def choose(
    candidates: Sequence[Entry],
    assemble: Callable[[Iterable[Entry]], tuple[Plan, ...]],
    complete: Callable[[Sequence[Entry]], Iterable[Body]],
    has_page: Callable[[Entry], bool],
) -> Chosen:
    """Plan the feeds and complete the entries that they hold, or that have a page.

    One that can't be completed makes room for the next, and for an older one of its id.
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
            return Chosen(plans, tuple(found), (*problems, *doubles))


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
