"""Put entries that are all at hand into feeds, by the same functions as a build does."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from feedpub.config import Site
from feedpub.feeds import Members, Place, Plan, Total, newest, plan_feeds
from feedpub.model import Entry, Tombstone


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Sort entries in the order of a feed."""
    by_path = {entry.path: entry for entry in entries}
    places = (Place(one.published.timestamp(), one.path, "") for one in by_path.values())
    return [by_path[place.path] for place in newest(places, None)]


def assemble(
    entries: Iterable[Entry], site: Site, tombstones: tuple[Tombstone, ...] = ()
) -> tuple[Plan, ...]:
    """Plan all feeds of a few entries: of everything, of categories and the like, those defined.

    A feed without an archive may hold only the newest ``limit`` of its entries.
    """
    by_path = {entry.path: entry for entry in entries}
    parts = {part.key: part for part in Members(site).parts((e, "") for e in by_path.values())}
    totals = {key: Total(dict(part.names), part.number) for key, part in parts.items()}

    def held(plan: Plan) -> Iterator[Entry]:
        for place in parts[plan.key].best if plan.key in parts else ():
            yield by_path[place.path]

    return tuple(replace(p, entries=tuple(held(p))) for p in plan_feeds(totals, site, tombstones))
