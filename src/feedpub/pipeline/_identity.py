"""Give entries the ids under which they were published before, and note the present ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from feedpub.config import Duplicates, Site
from feedpub.model import Entry, Places, Problem, Reason, Withheld
from feedpub.pipeline._context import Context
from feedpub.pipeline._copies import articles
from feedpub.pipeline._due import withdrawn_paths
from feedpub.pipeline._survey import Survey
from feedpub.pipeline.records import ledger
from feedpub.pipeline.surveyed import Given


class Identity:
    """The ledger of a project, before this build and after it; empty in a project without one."""

    def __init__(self, context: Context) -> None:
        """Read the ledger; raise ConfigError where that can't be."""
        listing = context.state.listing
        self._context = context
        self._records = ledger.read(context.project) if context.site.ledger else []
        self._listed: set[str] = set()
        if context.site.ledger:
            self._listed = ledger.all_paths(self._records, listing.paths, listing.unread)

    def recall_ids(self, survey: Survey) -> tuple[Given, list[Problem]]:
        """Return the ids from the ledger that replace the entries' own; and the problems."""
        if not self._context.site.ledger:
            return Given(), []
        entries = [
            _slim(o.entry) for part in survey.ranges for o in survey.outlines(part) if o.entry
        ]
        own = {entry.path: entry for entry in entries}
        kept, told = as_published_before(
            entries, self._records, self._listed, self._context.site, self._context.now
        )
        ids = {entry.path: entry.id for entry in kept if entry.id != own[entry.path].id}
        dates = {
            entry.path: _dates(entry) for entry in kept if _dates(entry) != _dates(own[entry.path])
        }
        return Given(ids, frozenset(own) - {entry.path for entry in kept}, dates), told

    def records(
        self, published: Iterable[Entry], withheld: Iterable[Withheld]
    ) -> list[ledger.Record]:
        """Return the ledger after a build that publishes the entries."""
        if not self._context.site.ledger:
            return []
        gone = withdrawn_paths(self._context.places, withheld)
        return ledger.update(self._records, published, self._listed, gone, self._context.now)


def as_published_before(
    entries: Sequence[Entry],
    records: Iterable[ledger.Record],
    listed: Collection[str],
    site: Site,
    now: datetime,
) -> tuple[list[Entry], list[Problem]]:
    """Return `entries` as the ledger knows them, and the problems; see `ledger.keep`."""
    day = now.astimezone(ZoneInfo(site.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return ledger.keep(
        *(entries, records, listed, site.id_space, day.astimezone(UTC)),
        articles(entries) if site.duplicates is Duplicates.MERGE else (),
        dates=site.keep_published,
    )


def ids_of_others(
    places: Places, given: Mapping[str, str], withheld: Iterable[Withheld]
) -> dict[str, str]:
    """Return the ids that documents have in place of their own, by path, as links ask for them.

    A document that is not published now has an empty one: nothing links to it.
    """
    by_date = (Reason.FUTURE, Reason.EXPIRED)
    nowhere = (one.path for one in withheld if one.reason in by_date)
    return {**given, **dict.fromkeys(map(places.path_of, nowhere), "")}


def _dates(entry: Entry) -> tuple[datetime, datetime]:
    return entry.published, entry.updated


def _slim(entry: Entry) -> Entry:
    """Return an entry with what the ledger asks for, and little else: there are many of them."""
    return replace(entry, authors=(), branches=(), tags=(), words=(), enclosures=(), assets=())
