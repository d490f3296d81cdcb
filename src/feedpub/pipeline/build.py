"""Build ``out/``: the one file that knows the order of the stages.

unchanged.look        seeds/, feeds/     → State              without opening a document
Survey.read           ranges             → outlines           in workers, of what has changed
Identity.recall_ids   entries            → their ids          as they were published before
Survey.survey         ranges, outlines   → parts of feeds     what is due, and where it belongs
pick                  entries alike      → copies             one entry of each article and id
choose                parts of feeds     → plans, bodies      made in workers, where they can be
render_feeds          plans, bodies      → files of feeds     cut to size; in workers, or remembered
stage, Pages.stage    files              → put aside          where they are new or changed
OlderPages.stage      parts of feeds     → put aside          pages of what a feed leaves out
OutputFolder.finish   files put aside    → out/               all of them, or nothing

Everything is done range by range and feed by feed: nothing holds all entries. What one stage leaves
for the next lies in `memory`, which knows from earlier builds what need not be done again.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from feedpub.config import Site
from feedpub.errors import DocumentsRefused, OutputError, WorkerError
from feedpub.feeds import Members, Plan
from feedpub.model import (
    BuildResult,
    Counts,
    Entry,
    Fact,
    Problem,
    Progress,
    show_nothing,
)
from feedpub.pipeline import _loss as loss
from feedpub.pipeline import signals
from feedpub.pipeline._around import look_around
from feedpub.pipeline._ask import ask_servers
from feedpub.pipeline._choose import choose, entries_alike, pick
from feedpub.pipeline._context import Context
from feedpub.pipeline._identity import Identity, ids_of_others
from feedpub.pipeline._look import Look
from feedpub.pipeline._means import Means
from feedpub.pipeline._older import OlderPages, paths_of_older
from feedpub.pipeline._options import Ask, Options
from feedpub.pipeline._pages import Pages, StagedPages, paths
from feedpub.pipeline._publish import Staged, preview, stage
from feedpub.pipeline._read import Others, outlines
from feedpub.pipeline._render import Job, Rendered, jobs
from feedpub.pipeline._summary import Report, about_tags, about_the_folder, pings, with_passing
from feedpub.pipeline._survey import Survey
from feedpub.pipeline._trouble import CannotRenderError
from feedpub.pipeline.memory import unchanged, versions
from feedpub.pipeline.memory.bodies import Bodies
from feedpub.pipeline.memory.cache import Cache, CacheError, describe
from feedpub.pipeline.memory.digests import digest_of_value
from feedpub.pipeline.memory.feeds import Feeds
from feedpub.pipeline.memory.made import Made
from feedpub.pipeline.memory.parts import Parts, SpoiltError
from feedpub.pipeline.memory.world import World
from feedpub.pipeline.output import MANIFEST, OutputFolder, one_at_a_time
from feedpub.pipeline.records import enclosure_facts as facts
from feedpub.pipeline.records import jsonl, ledger
from feedpub.pipeline.surveyed import Given, has_page
from feedpub.source import file_stamps, tree
from feedpub.source.places import check_folders

# How often what is remembered may be found not to fit together, before a build gives up.
_MOST_SPOILT: Final = 2

__all__ = ["Ask", "Options", "build", "entries_of"]


def build(
    project: Path,
    site: Site,
    options: Options,
    now: datetime,
    progress: Progress = show_nothing,
    ask: Ask | None = None,
    state: unchanged.State | None = None,
    means: Means | None = None,
) -> BuildResult:
    """Build ``out/`` of `project` from its ``seeds/``.

    `now` decides which documents are of the future, and dates the notes in committed files;
    nothing else. `ask` asks servers for enclosures of which nothing is known. `state` is the
    project as it was found, where somebody has looked at it already. `means` do the work in place
    of this process. Raises ConfigError without
    ``seeds/``, OutputError where ``out/`` can't be used or another build is at work, and
    DocumentsRefused under ``options.strict``; then ``out/`` stays as it was.
    """
    means = means or Means()
    stored = state.places.stored if state else None
    places = replace(site.places(project), stored=stored)
    check_folders(places)
    asked = time.monotonic()
    with one_at_a_time(project):
        # Another build, for which this one has waited, may have changed the project.
        waited = time.monotonic() - asked > 1 and not stored
        if state is None or waited or (state.places, state.division) != (places, options.division):
            also = state.options if state else ()
            late = unchanged.look(project, *also, division=options.division)
            # The inputs stay those of the configuration in hand, which was read before.
            state = replace(late, inputs=state.inputs) if state else late
        seen = digest_of_value(sorted(state.stamps.items()))
        state = state.settle(now)
        site, places = look_around(site, state.places)
        places = replace(places, names_digest=seen)
        state = replace(state, places=places)
        refused: dict[str, Problem] = {}
        kept, trouble, spoilt = None if options.dry_run else project, "", 0
        while True:
            cache = Cache(kept, versions.digest_of_code() + means.memory, trouble)
            try:
                with options.start_workers() as workers:
                    look = Look.of(project, site)
                    context = Context(
                        *(project, site, options, now, progress),
                        *(state, cache, workers, look, refused),
                        means.marks(state.places),
                    )
                    return _build(context, ask, means)
            except CannotRenderError as error:
                _save(cache)
                refused |= error.refused  # the next round leaves these documents out
            except DocumentsRefused:
                _save(cache)
                raise
            except SpoiltError:
                spoilt += 1
                _begin_anew(cache, spoilt)
                kept = kept if spoilt == 1 else None
            except CacheError as error:
                if kept is None:
                    what = f"the folder for temporary files can't be used: {error}"
                    raise OutputError(f"{what}; make room there, or set TMPDIR") from None
                kept, trouble = None, describe(error)
            finally:
                cache.close()


def _build(context: Context, ask: Ask | None, means: Means) -> BuildResult:
    """Read, choose, write; where that fails, ``out/`` is as it was."""
    site, options, cache = context.site, context.options, context.cache
    folder = means.output(context)
    if not options.dry_run:
        folder.clean_up()
    report = Report(context)
    members = Members(site)
    survey = means.survey(context, members)
    identity = Identity(context)
    world = World(cache, context.state.stamps[unchanged.OTHERS])
    known_facts = facts.read(context.project)

    if site.ledger or ask:
        survey.read(files_changed=world.files_changed)
        given, told = identity.recall_ids(survey)
        report.add(told)
        if ask:
            survey.survey(given)
            known_facts, told = ask_servers(ask, known_facts, survey, context)
            report.add(told)
        survey.survey(replace(given, facts=known_facts))
    else:
        given = Given(facts=known_facts)
        survey.read(files_changed=world.files_changed, given=given)
        survey.survey(given)
    report.add_ranges(survey.parts.surveyed.values())

    alike = entries_alike(survey)
    picked = pick(alike)
    copies = picked.copies
    survey.choose(picked.left_out, copies.shown)
    others = Others(ids_of_others(context.places, given.ids, report.withheld), copies.left_out)
    changed = world.has_changed(survey.parts.surveyed, copies.left_out)
    bodies = means.bodies(context, survey, others, world_changed=changed)
    feeds = Feeds(context, survey.documents.settings_digest, world_changed=changed)
    look = context.look
    pages = means.pages(context, look, members, world_changed=changed) if look else None
    older = OlderPages(context, look) if look else None
    withheld = (*report.withheld, *copies.withheld)
    gone = ledger.tombstones(identity.records(survey.published(), withheld))
    chosen = choose(survey, bodies, feeds, pages, gone, alike, picked)
    work = list(jobs(chosen, feeds))
    report.add((*chosen.problems, *about_tags(chosen.plans, site)))
    report.withhold(chosen.withheld)
    report.add(_of_bodies(bodies, work, survey))
    counts = report.count(sum(one.published for one in survey.parts.surveyed.values()))
    report.fail_if_strict(counts)

    made = means.render(work, bodies, context)
    try:
        if options.dry_run:
            return _show(context, folder, report, counts, made, survey, chosen.plans)
        staged = stage(folder, made, context)
        report.add(staged.problems)
        counts = replace(counts, in_feeds=staged.in_feeds)
        report.fail_if_strict(counts, staged.again.problems(context.places.output, published=False))
        written = StagedPages()
        if pages:
            written = pages.stage(folder, survey, chosen.plans, chosen.places, bodies)
        if older:
            digests = older.stage(folder, survey, chosen.plans, chosen.places, staged.files)
            written = replace(written, digests=written.digests | digests)
        records = identity.records(survey.published(), report.withheld)
        with signals.hold_back():
            numbers = counts.published, loss.withheld(counts)
            against = loss.objections(context, folder, counts, report.problems, chosen.plans)
            also = partial(_write_records, context, records, known_facts if ask else None)
            removed = folder.finish(*numbers, against, also)
            result = report.result(counts, staged.files, removed, pings(staged), written.written)
            _remember(context, result, staged, written, (survey, world, feeds, pages, older))
        return with_passing(result, staged, folder, context.places, cache.trouble)
    except BaseException:
        folder.discard()
        raise


def _of_bodies(bodies: Bodies, work: Sequence[Job], survey: Survey) -> Iterator[Problem]:
    """Yield the problems of all bodies that a feed or a page shows."""
    warned = bodies.warnings()
    carried = {path for job in work for path in job.paths if path in warned}
    others = [path for path in warned if path not in carried] if survey.site.pages else []
    paged = {e.path for e in survey.find(others) if has_page(survey.site, e)}
    for path in sorted(carried | paged):
        yield from warned[path]


def _show(
    context: Context,
    folder: OutputFolder,
    report: Report,
    counts: Counts,
    made: Iterator[tuple[Job, Rendered | Made]],
    survey: Survey,
    plans: Sequence[Plan],
) -> BuildResult:
    """Return what a build would do."""
    if context.look:
        folder.expect(paths(context.look, context.site, survey.published()))
    files, problems, in_feeds = preview(folder, context.places.output, made)
    if context.look:
        folder.expect(paths_of_older(plans, files))
    report.add(problems)
    report.fail_if_strict(counts)
    folder.check(loss.objections(context, folder, counts, report.problems, plans))
    report.add(about_the_folder(folder, context.places, would="would be"))
    return report.result(replace(counts, in_feeds=in_feeds), files, folder.stale())


def _write_records(
    context: Context, records: Iterable[ledger.Record], known: Mapping[str, Fact] | None
) -> None:
    """Write the files of what is known of enclosures, if they were asked for, and of ids."""
    if known is not None:
        jsonl.write(context.project, facts.FACTS_PATH, facts.lines(known))
    if context.site.ledger:
        jsonl.write(context.project, ledger.LEDGER_PATH, ledger.lines(records))


def _remember(
    context: Context,
    result: BuildResult,
    staged: Staged,
    pages: StagedPages,
    kept: tuple[Survey, World, Feeds, Pages | None, OlderPages | None],
) -> None:
    """Keep what this build has learned for the next one."""
    survey, _, feeds, *_ = kept
    digests = {
        **staged.digests,
        **pages.digests,
        MANIFEST: file_stamps.digest_of_file(context.out / MANIFEST) or "",
    }
    cache = context.cache
    try:
        for job, made in staged.made:
            feeds.note(job.plan, job.made_of, made)
        for memory in kept:
            if memory:
                memory.keep()
        if cache.is_kept and not context.places.stored:
            note = unchanged.note
            cache.keep(*note(context.state, result, digests, context.now, survey.until))
        cache.commit()
    except CacheError as error:
        cache.fail(error)


def _begin_anew(cache: Cache, spoilt: int) -> None:
    """Forget what is remembered of the ranges; give up where that has not helped before."""
    if spoilt > _MOST_SPOILT:
        raise WorkerError(
            "documents change while they are read, or end the process that reads them, each time;"
            " build again when nothing else is at work on them"
        )
    Parts.forget(cache)
    _save(cache)


def _save(cache: Cache) -> None:
    """Keep what was read and sanitized, for the next build or the next round.

    The next build has something to do then: what is known of the documents is not what the last
    one that ended well has published.
    """
    with suppress(CacheError):
        Parts.drop(cache)
        cache.forget_kept()
        cache.commit()


def entries_of(
    project: Path, site: Site, options: Options, progress: Progress = show_nothing
) -> list[Entry]:
    """Return all entries of `project`, without content, in the order of their paths."""
    check_folders(site.places(project))
    site, places = look_around(site, site.places(project))
    listing = tree.discover(places)
    with options.start_workers() as at_work:
        read = outlines(at_work, places, site, listing.paths, len(listing.paths))
        found = list(progress("Reading", read, len(listing.paths)))
    return [read.outline.entry for read in found if read.outline.entry]
