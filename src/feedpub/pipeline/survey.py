"""Find out what a build would do with one document, and why.

All documents are read, for which feeds carry an entry depends on the others. Bodies are sanitized
only for entries before it in its feeds. Nothing is written, and no cache is used.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from html import escape
from itertools import islice
from pathlib import Path

from feedpub import entries, feeds
from feedpub.config import Settings, Site
from feedpub.entries import trace as tracing
from feedpub.model import (
    SEEDS,
    Document,
    Entry,
    Fact,
    Problem,
    Progress,
    Reason,
    Withheld,
    show_nothing,
)
from feedpub.pipeline._choose import of_one_link, one_each
from feedpub.pipeline._due import due
from feedpub.pipeline._read import Body, addresses, bodies, find_page, no_document
from feedpub.pipeline.build import Options, entries_of
from feedpub.pipeline.records import enclosure_facts, ledger
from feedpub.pipeline.workers import Workers
from feedpub.source import documents, media_files, tree


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


@dataclass(frozen=True, slots=True)
class Survey:
    """What becomes of one document.

    `outcome` is ``published``, ``refused``, or the Reason for which it is left out; `withheld`
    says which key or setting is the cause, None where only the date is. `trace` is None where
    there is no entry; a draft is traced as if it were published. `facts` holds what servers said
    of its enclosures.
    """

    path: str
    outcome: str
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
    """Return what a build of `project` would make of the document at `path`, below ``seeds/``.

    Raises ConfigError for a ledger that can't be read, and for feeds that would be one file.
    """
    seeds = project / SEEDS
    document, problems = documents.read(seeds, path)
    withheld = entries.withheld_by_path(path, site)
    if document is None:
        outlined = no_document(path, problems)
        withheld = withheld or outlined.withheld
        outcome = withheld.reason if withheld else "refused"
        return Survey(path, outcome, withheld, problems=outlined.problems)
    find_local = partial(media_files.find_local, seeds, {})
    outlined = entries.outline(document, site, find_local, as_if_published=True)
    withheld = withheld or outlined.withheld
    problems += outlined.problems
    if outlined.entry is None:
        return Survey(path, "refused", withheld, problems=problems)
    others = entries_of(project, site, options, progress)
    known = [other for other in others if other.path != path]
    known = sorted([*known, outlined.entry], key=lambda entry: entry.path)
    with options.start_workers() as at_work:
        surveyor = _Surveyor(project, site, at_work, future=options.future)
        found = surveyor.survey(document, outlined.entry, known, now)
    outcome = found.outcome
    if withheld and outcome != "refused":
        outcome = withheld.reason
    told = sorted(
        (*problems, *found.problems), key=lambda problem: (problem.line or 0, problem.code)
    )
    return replace(
        found, outcome=outcome, withheld=withheld or found.withheld, problems=tuple(told)
    )


class _Surveyor:
    """The feeds of one project, as a survey asks for them."""

    def __init__(self, project: Path, site: Site, at_work: Workers, *, future: bool) -> None:
        self._workers = at_work
        self._seeds = project / SEEDS
        self._site = site
        self._future = future
        self._records = ledger.read(project) if site.ledger else []
        self._facts = enclosure_facts.read(project)
        self._bodies: dict[str, Body] = {}
        self._ids: dict[str, str] = {}

    def survey(self, document: Document, own: Entry, known: list[Entry], now: datetime) -> Survey:
        """Return what becomes of `document`, whose entry `own` is among all that are `known`."""
        path = document.path
        # A document of the future is surveyed as on the day of its publication, and one that has
        # expired as if it had not.
        begin = max(own.published, own.appears or own.published)
        lasting = [replace(other, expires=None) if other is own else other for other in known]
        candidates, told = self._due(lasting, max(now, begin))
        losers = one_each(candidates)
        published = [entry for entry in candidates if entry.path not in losers]
        plans = self._plans(published, path)
        body = self._body(own)
        problems = [
            problem
            for problem in (*told, *losers.values(), *of_one_link(published), *body.problems)
            if problem.path == f"{SEEDS}/{path}"
        ]
        entry = next((entry for entry in published if entry.path == path), None)
        if entry is None or body.failed:
            return Survey(path, "refused", problems=tuple(problems))
        trace = tracing.trace(
            entry,
            document,
            self._site,
            partial(media_files.find_local, self._seeds, {}),
            partial(find_page, self._seeds, addresses(self._seeds, self._site, self._ids)),
        )
        asked = [enclosure.url for enclosure in entry.enclosures]
        early = next(iter(due([own], now, future=self._future).withheld), None)
        return Survey(
            path,
            early.reason if early else "published",
            early if early and early.reason is Reason.EXPIRED else None,
            trace=trace,
            places=tuple(self._place(plan, trace.entry) for plan in plans),
            facts={url: self._facts[url] for url in asked if url in self._facts},
            problems=tuple(problems),
        )

    def _due(self, known: list[Entry], now: datetime) -> tuple[list[Entry], list[Problem]]:
        told: list[Problem] = []
        if self._site.ledger:
            listing = tree.discover(self._seeds)
            listed = ledger.all_paths(self._records, listing.paths, listing.unread)
            alone = {entry.path: entry.id for entry in known}
            known, told = ledger.keep(known, self._records, listed, self._site.id_space)
            self._ids = {e.path: e.id for e in known if e.id != alone[e.path]}
        found = due(known, now, future=self._future)
        self._ids |= found.nowhere
        entries_due = [enclosure_facts.with_facts(entry, self._facts) for entry in found.entries]
        return entries_due, [*told, *found.problems]

    def _plans(self, published: list[Entry], path: str) -> list[feeds.Plan]:
        """Return the plans that hold the document at `path`, with all their members."""
        plans = feeds.assemble(published, _uncut(self._site))
        return [plan for plan in plans if any(entry.path == path for entry in plan.entries)]

    def _place(self, plan: feeds.Plan, entry: Entry) -> Place:
        settings = self._settings(plan)
        paths = [member.path for member in plan.entries]
        kept = list(islice(self._publishable(plan, entry), settings.limit))
        carried = None
        if kept[-1].path == entry.path:
            full = (*map(self._complete, kept[:-1]), entry)
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

    def _publishable(self, plan: feeds.Plan, entry: Entry) -> Iterator[Entry]:
        """Yield the members of a feed from the newest down to `entry`, without those that fail."""
        for member in plan.entries:
            if member.path == entry.path:
                yield member
                return
            if not self._body(member).failed:
                yield member

    def _settings(self, plan: feeds.Plan) -> Settings:
        defined = {definition.file: definition.settings for definition in self._site.definitions}
        return defined.get(plan.file, self._site.settings)

    def _complete(self, entry: Entry) -> Entry:
        return replace(self._body(entry).of(entry), permalink=self._site.link_of(entry))

    def _body(self, entry: Entry) -> Body:
        if entry.path not in self._bodies:
            [body] = bodies(self._workers, self._seeds, self._site, self._ids, [entry], 1)
            self._bodies[entry.path] = body
        return self._bodies[entry.path]


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
    if settings.content == "summary":
        return "its summary"
    if entry.summary and carried.content == f"<p>{escape(entry.summary, quote=False)}</p>":
        return "its summary, for all of it is larger than the feed may be"
    added = settings.cover_in_body == "add"
    return "all of it, with the head image" if added else "all of it, without the head image"
