"""Find out what a build would do with one document, and why.

The stages of a build are asked, with nothing remembered and nothing written. All documents are
read, for which feeds carry an entry depends on the others. Bodies are sanitized only for entries
before it in its feeds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from html import escape
from itertools import islice
from pathlib import Path
from typing import Final

from feedpub import entries, feeds
from feedpub.config import Content, CoverInBody, Settings, Site
from feedpub.entries import Outline
from feedpub.entries import trace as tracing
from feedpub.model import (
    Document,
    Entry,
    Fact,
    Problem,
    Progress,
    Reason,
    Source,
    Withheld,
    show_nothing,
)
from feedpub.pipeline._around import look_around
from feedpub.pipeline._choose import entries_alike, pick, problems_of_links
from feedpub.pipeline._context import Context
from feedpub.pipeline._copies import Copies
from feedpub.pipeline._due import due
from feedpub.pipeline._identity import Identity, ids_of_others
from feedpub.pipeline._read import Others, Read, addresses, find_page, no_document
from feedpub.pipeline._survey import Survey as Ranges
from feedpub.pipeline.build import Options
from feedpub.pipeline.memory import unchanged
from feedpub.pipeline.memory.bodies import Bodies
from feedpub.pipeline.memory.cache import Cache
from feedpub.pipeline.memory.documents import Documents
from feedpub.pipeline.output import FolderMarks
from feedpub.pipeline.records import enclosure_facts
from feedpub.source import documents, media_files

_MOST_NAMED: Final = 5  # copies


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in one feed, or would stand if it were published.

    `files` are paths in ``out/``; `rank` counts from 1, the newest of `members`. `carried` tells
    whether it is in the feed itself, and `archived` whether it is in its archive. `limit` and
    `max_bytes` are the bounds of the feed; `shows` says how much of the entry it has.
    """

    title: str
    files: tuple[str, ...]
    rank: int
    members: int
    limit: int
    max_bytes: int
    carried: bool
    archived: bool
    shows: str


class Outcome(StrEnum):
    """What becomes of a document that nothing withholds."""

    PUBLISHED = "published"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Survey:
    """What becomes of the document at `path` in the project.

    `outcome` is the Reason for which it is left out, where there is one; `withheld` says which key
    or setting is the cause, None where only the date is. `trace` is None where there is no entry; a
    draft is traced as if it were published. `facts` holds what servers said of its enclosures.
    """

    path: str
    outcome: Outcome | Reason
    withheld: Withheld | None = None
    trace: tracing.Trace | None = None
    places: tuple[Place, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def survey(
    project: Path,
    site: Site,
    path: str,
    options: Options,
    now: datetime,
    progress: Progress = show_nothing,
) -> Survey:
    """Return what a build of `project` would make of the document at `path`.

    Raises ConfigError for a ledger that can't be read, and for feeds that would be one file.
    """
    (site, places), place = look_around(site, site.places(project)), site.place_of(path)
    document, problems = documents.read(places, path)
    withheld = entries.withheld_by_path(path, site)
    if document is None:
        outlined = no_document(site, path, problems)
        withheld = withheld or outlined.withheld
        outcome = withheld.reason if withheld else Outcome.REFUSED
        return Survey(place, outcome, withheld, problems=outlined.problems)
    find_local = partial(media_files.find_local, places, {})
    outlined = entries.outline(document, site, find_local, as_if_published=True)
    withheld = withheld or outlined.withheld
    problems += outlined.problems
    if outlined.entry is None:
        return Survey(place, Outcome.REFUSED, withheld, problems=problems)
    own = outlined.entry
    begin = max(own.published, own.appears or own.published)
    with options.start_workers() as workers:
        state = replace(unchanged.look(project), places=places)
        context = Context(
            *(project, _uncut(site), options, max(now, begin), progress),
            *(state, Cache(None, ""), workers, None, {}),
            FolderMarks(places.out),
        )
        found = _Surveyor(context, site, document, own).survey(now)
        context.cache.close()
    outcome = found.outcome
    if withheld and outcome is not Outcome.REFUSED:
        outcome = withheld.reason
    told = sorted(
        (*problems, *found.problems), key=lambda problem: (problem.line or 0, problem.code)
    )
    return replace(
        found, outcome=outcome, withheld=withheld or found.withheld, problems=tuple(told)
    )


class _Surveyor:
    """The stages of a build, as they are asked about one document.

    `site` is the configuration; the site of `context` has no limit for any feed. A document of the
    future is surveyed as on the day of its publication, and one that has expired as if it had not.
    """

    def __init__(self, context: Context, site: Site, document: Document, own: Entry) -> None:
        self._context = context
        self._site = site
        self._document = document
        self._own = own
        self._facts = enclosure_facts.read(context.project)
        self._documents = Documents(context)
        self._members = feeds.Members(context.site)
        self._ranges = Ranges(context, self._documents, self._members)
        self._problems: list[Problem] = []
        self._others = Others()
        self._copies = Copies()
        self._has_known_dates = False

    def survey(self, now: datetime) -> Survey:
        """Return what becomes of the document."""
        path = self._own.path
        self._survey_ranges()
        if path in self._copies.left_out:
            [told] = (one for one in self._copies.withheld if one.path == self._own.place)
            return Survey(self._own.place, told.reason, told, problems=self._own_problems())
        entry = next(self._ranges.find([path]), None)
        bodies = Bodies(self._context, self._documents, self._others, self._ranges.load)
        if entry is None or self._fails(bodies, path):
            return Survey(self._own.place, Outcome.REFUSED, problems=self._own_problems())
        places = self._context.places
        trace = tracing.trace(
            entry,
            self._document,
            self._site,
            partial(media_files.find_local, places, {}),
            partial(find_page, places, addresses(places, self._site, self._others)),
        )
        asked = [enclosure.url for enclosure in entry.enclosures]
        early = next(
            iter(due([self._own], now, future=self._context.options.future).withheld), None
        )
        return Survey(
            self._own.place,
            early.reason if early else Outcome.PUBLISHED,
            early if early and early.reason is Reason.EXPIRED else None,
            trace=replace(trace, sources={**trace.sources, **dict(self._other_sources(entry))}),
            places=tuple(self._places(trace.entry, bodies)),
            facts={url: self._facts[url] for url in asked if url in self._facts},
            problems=self._own_problems(),
        )

    def _other_sources(self, entry: Entry) -> Iterator[tuple[str, Source]]:
        """Yield the sources of what an entry does not have from its own document."""
        if self._has_known_dates:
            for name in ("published", "updated"):
                yield name, Source(how="that of its first publication (feeds/ids.jsonl)")
        copies = sorted(p for p, shown in self._copies.left_out.items() if shown == entry.path)
        named = ", ".join(map(self._site.place_of, copies[:_MOST_NAMED]))
        more = f" and {len(copies) - _MOST_NAMED} more" if len(copies) > _MOST_NAMED else ""
        for name in ("published", "updated", "categories", "tags") if copies else ():
            if getattr(entry, name) != getattr(self._own, name):
                yield name, Source(how=f"also from copies: {named}{more}")

    def _survey_ranges(self) -> None:
        """Ask the stages up to the one that makes bodies."""
        ranges, own = self._ranges, self._own
        ranges.read(files_changed=True)
        as_if_published = Outline(replace(own, expires=None))
        self._documents.note(own.path, Read(as_if_published, own.digest))
        self._documents.flush()
        identity = Identity(self._context)
        given, told = identity.recall_ids(ranges)
        self._has_known_dates = own.path in given.dates
        ranges.survey(replace(given, facts=self._facts))
        surveyed = ranges.parts.surveyed.values()
        picked = pick(entries_alike(ranges))
        self._copies = picked.copies
        ranges.choose(picked.left_out, self._copies.shown)
        withheld = [one for each in surveyed for one in each.withheld]
        ids = ids_of_others(self._context.places, given.ids, withheld)
        self._others = Others(ids, self._copies.left_out)
        told += [problem for each in surveyed for problem in each.problems]
        self._problems = [*told, *picked.losers.values(), *problems_of_links(ranges)]

    def _own_problems(self) -> tuple[Problem, ...]:
        place = self._own.place
        return tuple(problem for problem in self._problems if problem.path == place)

    def _fails(self, bodies: Bodies, path: str) -> bool:
        [(_, notes)] = bodies.notes([path])
        if path == self._own.path:
            self._problems += notes.problems
        return notes.failed

    def _places(self, entry: Entry, bodies: Bodies) -> Iterator[Place]:
        plans = {
            plan.key: plan
            for plan in feeds.plan_feeds(self._ranges.parts.totals(), self._context.site)
        }
        named = {key for key, _, is_in in self._members.feeds_of(entry) if is_in and key in plans}
        members = dict(self._ranges.parts.places(named))
        for key, plan in plans.items():
            if key in named:
                paths = [place.path for place in members[key]]
                yield self._place(plan, paths, entry, bodies)

    def _place(self, plan: feeds.Plan, paths: Sequence[str], entry: Entry, bodies: Bodies) -> Place:
        settings = self._settings(plan)
        kept = list(islice(self._publishable(paths, entry, bodies), settings.limit))
        carried = None
        if kept[-1] == entry.path:
            full = (*bodies.entries(kept[:-1]), entry)
            cut = replace(plan, entries=full, settings=replace(settings, archive=False))
            [feed], _ = feeds.pack(cut, self._site)
            carried = next((item for item in feed.entries if item.path == entry.path), None)
        return Place(
            plan.feed.title,
            tuple(target.path for target in plan.feed.targets),
            paths.index(entry.path) + 1,
            len(paths),
            settings.limit,
            settings.max_bytes,
            carried=carried is not None,
            archived=carried is None and settings.archive,
            shows=_shows(carried, entry, settings) if carried else "",
        )

    def _publishable(self, paths: Sequence[str], entry: Entry, bodies: Bodies) -> Iterator[str]:
        """Yield the members of a feed from the newest down to `entry`, without those that fail."""
        for path in paths:
            if path == entry.path:
                yield path
                return
            if not self._fails(bodies, path):
                yield path

    def _settings(self, plan: feeds.Plan) -> Settings:
        defined = {definition.file: definition.settings for definition in self._site.definitions}
        return defined.get(plan.file, self._site.settings)


def _uncut(site: Site) -> Site:
    """Return `site` with an archive for every feed, so that each feed holds all its members."""
    return replace(
        site,
        settings=replace(site.settings, archive=True),
        definitions=tuple(
            replace(definition, settings=replace(definition.settings, archive=True))
            for definition in site.definitions
        ),
    )


def _shows(carried: Entry, entry: Entry, settings: Settings) -> str:
    if carried.content == entry.content:
        return "all of it"
    if settings.content is Content.SUMMARY:
        return "its summary"
    if entry.summary and carried.content == f"<p>{escape(entry.summary, quote=False)}</p>":
        return "its summary, for all of it is larger than the feed may be"
    added = settings.cover_in_body is CoverInBody.ADD
    return "all of it, with the head image" if added else "all of it, without the head image"
