"""Put entries that are all at hand into feeds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from feedpub.config import Site
from feedpub.feeds._members import Members
from feedpub.feeds._plan import Plan, Total, plan_feeds
from feedpub.model import Entry, Tombstone


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Sort entries by date of publication, newest first; where that is equal, by path."""
    return sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.path))


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
