"""Choose the entries that are published, one for each id, and plan the feeds."""

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from feedpub.feeds import Key, Place, Plan, plan_feeds
from feedpub.model import Entry, Problem, Severity, Tombstone, Withheld
from feedpub.pipeline._copies import Copies, find_copies
from feedpub.pipeline._pages import Pages
from feedpub.pipeline._survey import Survey
from feedpub.pipeline.memory.bodies import Bodies, Notes
from feedpub.pipeline.memory.digests import number_of
from feedpub.pipeline.memory.feeds import Feeds
from feedpub.pipeline.surveyed import Surveyed


@dataclass(frozen=True, slots=True)
class Chosen:
    """The planned feeds, and what goes into them.

    `places` holds the entries of each feed that may have changed, of which it may hold the first
    ones, and `notes` what is known of the bodies of these and of those that have pages, by path.
    `withheld` are copies of others; `problems` are of documents.
    """

    plans: tuple[Plan, ...]
    places: Mapping[Key, tuple[Place, ...]]
    notes: Mapping[str, Notes]
    withheld: tuple[Withheld, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """The copies among some entries, and those of the others that lose their ids (`one_each`)."""

    copies: Copies
    losers: Mapping[str, Problem]

    @property
    def left_out(self) -> set[str]:
        """The paths of the entries that are not published."""
        return {*self.losers, *self.copies.left_out}


def choose(
    survey: Survey,
    bodies: Bodies,
    feeds: Feeds,
    pages: Pages | None,
    tombstones: tuple[Tombstone, ...],
    alike: Sequence[Entry],
    picked: Picked,
) -> Chosen:
    """Plan the feeds, and make the bodies that a feed or a page shows.

    `alike` are from `entries_alike`, and `picked` is what was picked from all of them. An entry
    whose body can't be made gives its place to the next one, and to another one of its id or text.
    """
    notes: dict[str, Notes] = {}
    failed: set[str] = set()
    while True:
        left = len(failed)
        if failed:
            picked = pick(entry for entry in alike if entry.path not in failed)
            survey.choose(picked.left_out | failed, picked.copies.shown)
        plans = plan_feeds(survey.parts.totals(), survey.site, tombstones)
        wanted = feeds.to_look_at(plans, survey.parts.touched())
        places = {key: tuple(found) for key, found in survey.parts.places(wanted)}
        carried = (
            place.path
            for plan in plans
            for place in places_within_limits(plan, places.get(plan.key, ()))
        )
        paths = dict.fromkeys(carried)
        paths |= dict.fromkeys(pages.to_look_at(survey) if pages else ())
        for path, known in bodies.notes(path for path in paths if path not in notes):
            notes[path] = known
            if known.failed:
                failed.add(path)
        if len(failed) == left:
            break
    told = (problem for path in failed for problem in notes[path].problems)
    links = problems_of_links(survey)
    problems = (*told, *picked.losers.values(), *links)
    return Chosen(plans, places, notes, picked.copies.withheld, problems)


def entries_alike(survey: Survey) -> list[Entry]:
    """Return the entries that have an id or a text in common with another one."""
    found: dict[str, Entry] = {}
    for digits, trait in _TO_CHOOSE_FROM:
        found |= {entry.path: entry for entry in _alike(survey, digits, trait)}
    return [found[path] for path in sorted(found)]


def pick(alike: Iterable[Entry]) -> Picked:
    """Pick from entries that have an id or a text in common with others."""
    given = list(alike)
    copies = find_copies(given)
    others = (entry for entry in given if entry.path not in copies.left_out)
    return Picked(copies, one_each(others))


def problems_of_links(survey: Survey) -> Iterator[Problem]:
    """Yield the problems of entries that have a link in common with another one."""
    linked = _alike(survey, lambda surveyed: surveyed.links, lambda entry: entry.permalink)
    return _of_one_link(entry for entry in linked if not survey.is_excluded(entry.path))


def places_within_limits(plan: Plan, places: Sequence[Place]) -> Sequence[Place]:
    """Return the first of the `places` of a feed: as many as it and its archive may hold."""
    return places if plan.settings.archive else places[: plan.settings.limit]


def _alike(
    survey: Survey, digits: Callable[[Surveyed], str], trait: Callable[[Entry], str | None]
) -> Iterator[Entry]:
    """Yield the entries that have a trait in common with another one, and perhaps a few more.

    `digits` gives the traits of a range, as eight bytes each.
    """
    numbers: array[int] = array("Q")
    for surveyed in survey.parts.surveyed.values():
        numbers.frombytes(bytes.fromhex(digits(surveyed)))
    if len(set(numbers)) == len(numbers):
        return
    twice = {
        one.to_bytes(8, sys.byteorder) for one, other in pairwise(sorted(numbers)) if one == other
    }
    for part in survey.ranges:
        own = bytes.fromhex(digits(survey.parts.surveyed[part.key]))
        if any(own[at : at + 8] in twice for at in range(0, len(own), 8)):
            for entry in survey.entries(part):
                given = trait(entry)
                if given and number_of(given) in twice:
                    yield entry


def one_each(found: Iterable[Entry]) -> dict[str, Problem]:
    """Return the entries, by path, that lose their id to another entry, each with its problem.

    The one with the newest `updated` keeps the id, else the first by path.
    """
    kept: dict[str, Entry] = {}
    problems = {}
    for entry in found:
        other = kept.setdefault(entry.id, entry)
        if other is entry:
            continue
        winner, loser = (entry, other) if entry.updated > other.updated else (other, entry)
        kept[entry.id] = winner
        message = (
            f"has the id of {winner.place}, which is newer or comes first: {entry.id};"
            " give it an id of its own, or delete one of the two"
        )
        path = loser.place
        problems[loser.path] = Problem(Severity.ERROR, "id-duplicate", path, None, message)
    return problems


def _of_one_link(found: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a warning for each entry that shares its link, where a pattern made one of these."""
    first: dict[str, Entry] = {}
    for entry in sorted(found, key=lambda entry: entry.path):
        if entry.permalink is None:
            continue
        other = first.setdefault(entry.permalink, entry)
        if other is not entry and not (entry.own_link and other.own_link):
            message = (
                f"has the link of {other.place}: {entry.permalink}; give one of the two a"
                " permalink of its own"
            )
            path = entry.place
            yield Problem(Severity.WARNING, "link-duplicate", path, None, message)


_TO_CHOOSE_FROM: Final[tuple[tuple[Callable[[Surveyed], str], Callable[[Entry], str]], ...]] = (
    (lambda surveyed: surveyed.ids, lambda entry: entry.id),
    (lambda surveyed: surveyed.texts, lambda entry: entry.same),
)
