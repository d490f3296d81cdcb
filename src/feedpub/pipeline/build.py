"""Build ``out/``: the one file that knows the order of the stages.

unchanged.look        seeds/, feeds/    → State                     without opening a document
  map: outline        path              → Outline                   in workers, or from memory
ledger.keep           entries           → entries                   with the ids they had
due                   entries           → entries                   whose time has come
feeds.assemble        entries           → Plans                     one entry of each id
facts                 entries           → entries                   with what servers said
  map: complete       entry in a plan   → its body                  in workers, or from memory
  map: render         Plan with bodies  → the files of its feeds    cut to size; or from memory
stage                 files             → put aside                 where they are new or changed
OutputFolder.finish   files put aside   → out/                      all of them, or nothing

`memory` knows what earlier builds learned.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from feedpub import feeds
from feedpub.config import Site
from feedpub.entries import Outline
from feedpub.errors import ConfigError
from feedpub.model import (
    SEEDS,
    BuildResult,
    Counts,
    Entry,
    Ping,
    Problem,
    Progress,
    Severity,
    Tombstone,
    WrittenFeed,
    show_nothing,
)
from feedpub.pipeline import _loss as loss
from feedpub.pipeline import signals
from feedpub.pipeline._choose import Chosen, choose, due, next_change, withdrawn_paths
from feedpub.pipeline._options import Ask, Options
from feedpub.pipeline._pages import Look, StagedPages, has_page, paths, stage_entries
from feedpub.pipeline._publish import Job, Staged, preview, render_feeds, stage
from feedpub.pipeline._read import Body, outlines
from feedpub.pipeline._summary import (
    about_other_formats,
    about_the_folder,
    about_the_site,
    count_documents,
    failing,
    in_order,
    passed_over,
    pings,
    reasons,
    refusal,
    with_passing,
)
from feedpub.pipeline._trouble import CannotRenderError
from feedpub.pipeline.memory import unchanged, versions
from feedpub.pipeline.memory.answers import Memory
from feedpub.pipeline.memory.cache import Cache
from feedpub.pipeline.output import MANIFEST, OutputFolder, one_at_a_time
from feedpub.pipeline.records import enclosure_facts as facts
from feedpub.pipeline.records import jsonl, ledger
from feedpub.pipeline.workers import Workers
from feedpub.source import tree

__all__ = ["Ask", "Options", "build", "entries_of"]


def build(
    project: Path,
    site: Site,
    options: Options,
    now: datetime,
    progress: Progress = show_nothing,
    ask: Ask | None = None,
    state: unchanged.State | None = None,
) -> BuildResult:
    """Build ``out/`` of `project` from its ``seeds/``.

    `now` decides which documents are of the future, and dates the notes in committed files;
    nothing else. `ask` asks servers for enclosures of which nothing is known. `state` is the
    project as it was found, where somebody has looked at it already. Raises ConfigError without
    ``seeds/``, OutputError where ``out/`` can't be used or another build is at work, and
    DocumentsRefused under ``options.strict``; then ``out/`` stays as it was.
    """
    _look_for_seeds(project)
    asked = time.monotonic()
    with one_at_a_time(project):
        # Another build, for which this one has waited, may have changed the project.
        waited = time.monotonic() - asked > 1
        if state is None or waited:
            late = unchanged.look(project, *(state.options if state else ()))
            # The inputs stay those of the configuration in hand, which was read before.
            state = replace(late, inputs=state.inputs) if state else late
        refused: dict[str, Problem] = {}
        while True:
            cache = None if options.dry_run else Cache(project, versions.digest_of_code())
            try:
                one = _Build(project, site, options, now, progress, ask, state, cache, refused)
                return one.run()
            except CannotRenderError as error:
                refused |= error.refused  # the next round leaves these documents out
            finally:
                if cache:
                    cache.close()


def entries_of(
    project: Path, site: Site, options: Options, progress: Progress = show_nothing
) -> list[Entry]:
    """Return all entries of `project`, without content, in the order of their paths."""
    _look_for_seeds(project)
    listing = tree.discover(project / SEEDS)
    with options.start_workers() as at_work:
        read = outlines(at_work, project / SEEDS, site, listing.paths)
        found = list(progress("Reading", read, len(listing.paths)))
    return [read.outline.entry for read in found if read.outline.entry]


def _look_for_seeds(project: Path) -> None:
    if not (project / SEEDS).is_dir():
        raise ConfigError(
            f"{project / SEEDS}: no such folder; put the documents there, or name the project"
            " with --project"
        )


class _Build:
    """One run of a build: what it was given, and what it has found out so far."""

    def __init__(
        self,
        project: Path,
        site: Site,
        options: Options,
        now: datetime,
        progress: Progress,
        ask: Ask | None,
        state: unchanged.State,
        cache: Cache | None,
        refused: Mapping[str, Problem],
    ) -> None:
        self._state = state
        self._cache = cache
        self._memory = Memory(project, site, state, now, cache, refused)
        self._until: datetime | None = None
        self._project = project
        self._seeds = project / SEEDS
        self._site = site
        self._options = options
        self._now = now
        self._progress = progress
        self._ask = ask
        self._started = time.monotonic()
        self._look = Look.of(project, site)
        self._folder = OutputFolder(project / "out", force=options.force, allowed=options.replace)
        if not options.dry_run:
            self._folder.clean_up()
        self._records = ledger.read(project) if site.ledger else []
        self._facts = facts.read(project)
        listing = state.listing
        self._listed = ledger.all_paths(self._records, listing.paths, listing.unread)
        self._problems = [*about_the_site(site), *about_other_formats(listing, site)]
        self._withheld = list(passed_over(state.listing, site))

    def run(self) -> BuildResult:
        """Read, choose, write; where that fails, ``out/`` is as it was."""
        try:
            with self._options.start_workers() as at_work:
                return self._run(at_work)
        except CannotRenderError:
            self._memory.save()
            self._folder.discard()
            raise
        except BaseException:
            self._folder.discard()
            raise
        finally:
            self._memory.free()

    def _run(self, at_work: Workers) -> BuildResult:
        listing = self._state.listing
        self._problems += listing.problems
        outlines = [read.outline for read in self._memory.outlines(at_work, self._progress)]
        known = self._entries(outlines)
        ids = self._new_records(known) if self._site.ledger else []
        gone = ledger.tombstones(ids)
        chosen = self._choose(known, gone, at_work)
        counts = count_documents(listing, chosen.published, self._withheld, self._problems)
        self._fail_if_strict(counts)
        jobs = self._jobs(chosen)
        made = render_feeds(jobs, self._memory, self._site, self._look, at_work, self._progress)
        if self._options.dry_run:
            if self._look:
                self._folder.expect(paths(self._look, self._site, chosen.published))
            files, problems, in_feeds = preview(self._folder, made)
            self._problems += problems
            self._fail_if_strict(counts)
            self._folder.check(self._against(counts))
            self._problems += about_the_folder(self._folder, would="would be")
            counts = replace(counts, in_feeds=in_feeds)
            return self._result(counts, files, self._folder.stale())
        strict = self._options.strict
        staged = stage(self._folder, self._seeds, self._site.title, self._look, made, strict)
        self._problems += staged.problems
        counts = replace(counts, in_feeds=staged.in_feeds)
        self._fail_if_strict(counts, staged.again.problems(published=False))
        pages = self._pages(chosen, at_work)
        ids = self._new_records(chosen.published) if self._site.ledger else []
        with signals.hold_back():
            numbers = counts.published, loss.withheld(counts)
            also = partial(self._write_records, ids)
            removed = self._folder.finish(*numbers, self._against(counts), also)
            result = self._result(counts, staged.files, removed, pings(staged))
            result = replace(result, pages=pages.written)
            self._remember(staged, pages, result)
        trouble = self._cache.trouble if self._cache else ""
        return with_passing(result, staged, self._folder, trouble)

    def _against(self, counts: Counts) -> list[str]:
        """Return the objections to a build that would remove too much of what is published."""
        return loss.objections(self._folder, counts, self._problems, force=self._options.force)

    def _write_records(self, ids: Iterable[ledger.Record]) -> None:
        if self._ask:
            jsonl.write(self._project, facts.FACTS_PATH, facts.lines(self._facts))
        if self._site.ledger:
            jsonl.write(self._project, ledger.LEDGER_PATH, ledger.lines(ids))

    def _pages(self, chosen: Chosen, at_work: Workers) -> StagedPages:
        if not self._look:
            return StagedPages((), {}, 0)
        return stage_entries(
            self._folder,
            self._look,
            self._site,
            chosen.published,
            chosen.plans,
            self._memory,
            at_work,
            self._progress,
        )

    def _remember(self, staged: Staged, pages: StagedPages, result: BuildResult) -> None:
        self._memory.note_pages(pages.new)
        for job, made in staged.made:
            self._memory.note_made(job.plan, job.input_digest, made)
        digests = {
            **staged.digests,
            **pages.digests,
            MANIFEST: tree.digest_of_file(self._project / "out" / MANIFEST) or "",
        }
        self._memory.save(
            unchanged.note(self._project, self._state, result, digests, self._now, self._until)
        )

    def _entries(self, outlines: Sequence[Outline]) -> list[Entry]:
        """Return the entries that are due; note those that are withheld, and all problems."""
        found = []
        for outlined in outlines:
            self._problems += outlined.problems
            if outlined.entry:
                found.append(outlined.entry)
            elif outlined.withheld:
                self._withheld.append(outlined.withheld)
        if self._site.ledger:
            found, told = ledger.keep(found, self._records, self._listed, self._site.id_space)
            self._problems += told
        alone = {o.entry.path: o.entry.id for o in outlines if o.entry} if self._records else {}
        kept = {e.path: e.id for e in found if alone.get(e.path, e.id) != e.id}
        future = self._options.future
        self._until = next_change(found, self._now, future=future)
        sorted_out = due(found, self._now, future=future)
        self._memory.keep_ids(kept | sorted_out.nowhere)
        self._problems += sorted_out.problems
        self._withheld = sorted((*self._withheld, *sorted_out.withheld), key=lambda one: one.path)
        return sorted_out.entries

    def _choose(self, known: list[Entry], gone: tuple[Tombstone, ...], at_work: Workers) -> Chosen:
        def assemble(found: Iterable[Entry]) -> tuple[feeds.Plan, ...]:
            return feeds.assemble(found, self._site, gone)

        def complete(wanted: Sequence[Entry]) -> Iterable[Body]:
            return self._memory.bodies(wanted, at_work, self._progress)

        if self._ask:
            self._ask_servers(self._ask, known, assemble(known))
        if self._facts:
            known = [facts.with_facts(entry, self._facts) for entry in known]
        chosen = choose(known, assemble, complete, partial(has_page, self._site))
        self._problems += chosen.problems
        return chosen

    def _ask_servers(self, ask: Ask, known: list[Entry], plans: Iterable[feeds.Plan]) -> None:
        """Ask servers for the enclosures in feeds of which nothing is known yet.

        Facts of enclosures that no document names any more are forgotten, unless some document
        can't be read just now: it may name any of them.
        """
        carried = {entry.path: entry for plan in plans for entry in plan.entries}
        age = self._site.probe.max_age
        asked = facts.to_ask(carried.values(), self._facts, self._site.url, self._now.date(), age)
        self._facts = facts.add_answers(self._facts, ask(asked))
        if not any(problem.severity is Severity.ERROR for problem in self._problems):
            named = {enclosure.url for entry in known for enclosure in entry.enclosures}
            self._facts = {url: fact for url, fact in self._facts.items() if url in named}
        self._problems += facts.failures(carried.values(), self._facts)

    def _jobs(self, chosen: Chosen) -> list[Job]:
        pages = self._look.pages.digest if self._look else ""
        digests = [(plan, self._memory.digest_of_plan(plan, pages)) for plan in chosen.plans]
        return [Job(plan, digest, self._memory.find_made(plan, digest)) for plan, digest in digests]

    def _fail_if_strict(self, counts: Counts, passing: Iterable[Problem] = ()) -> None:
        self._problems += passing if self._options.strict else ()
        if self._options.strict and (failed := failing(self._problems, self._site)):
            self._memory.save()
            raise refusal(self._result(counts, (), ()), failed)

    def _new_records(self, published: Iterable[Entry]) -> list[ledger.Record]:
        gone = withdrawn_paths(self._withheld)
        return ledger.update(self._records, published, self._listed, gone, self._now)

    def _result(
        self,
        counts: Counts,
        written: tuple[WrittenFeed, ...],
        removed: tuple[str, ...],
        hubs: tuple[Ping, ...] = (),
    ) -> BuildResult:
        seconds = time.monotonic() - self._started
        return BuildResult(
            counts,
            written,
            removed,
            in_order(self._problems),
            seconds,
            hubs,
            dry_run=self._options.dry_run,
            reasons=reasons(self._state.listing, self._withheld),
            withheld=tuple(self._withheld),
        )
