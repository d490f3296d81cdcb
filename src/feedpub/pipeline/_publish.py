"""Turn planned feeds into files: write them aside, or report what would be written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, NoReturn

from feedpub import feeds
from feedpub.config import Site
from feedpub.errors import WorkerError
from feedpub.feeds import Plan
from feedpub.model import (
    Asset,
    Entry,
    Feed,
    Headline,
    Listed,
    Output,
    Problem,
    Target,
    WrittenFeed,
)
from feedpub.pipeline._again import SeenAgain
from feedpub.pipeline._choose import Chosen, places_within_limits
from feedpub.pipeline._context import Context
from feedpub.pipeline._look import Look
from feedpub.pipeline._pages import front_pages
from feedpub.pipeline._trouble import CannotRenderError, cannot_render, explain
from feedpub.pipeline.memory.feeds import Feeds
from feedpub.pipeline.memory.made import Made
from feedpub.pipeline.output import OutputFolder
from feedpub.pipeline.workers import Trouble, Workers
from feedpub.source import file_stamps, media_files
from feedpub.writers import changes, opml, render

# One feed takes about as long as reading and sanitizing so many documents.
_DOCUMENTS: Final = 5
# So many entries of a feed may take the time of one document.
_ENTRIES: Final = 200
# Feeds that go to a process at a time: one is too little work for a turn, many are many megabytes.
_AT_ONCE: Final = 4


@dataclass(frozen=True, slots=True)
class Job:
    """One plan, the paths of the entries that it may hold, and what its files are made from.

    `refers` tells that one of their bodies names a local file or another document. `made` is what
    an earlier build wrote from the same, if it did.
    """

    plan: Plan
    paths: tuple[str, ...]
    made_of: str
    refers: bool
    made: Made | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """One plan as files: its feeds without entries, their files, and what goes with them.

    `outputs` are in the order of the feeds and of their targets; `entries` tells how many each
    feed holds. `page` is the feed's page; `count` and `headlines` are for the directory.
    """

    feeds: tuple[Feed, ...]
    entries: tuple[int, ...]
    outputs: tuple[Output, ...]
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]
    page: Output | None
    count: int
    headlines: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """All that ``out/`` will hold.

    `files` tells what becomes of each feed file; `feeds` are the feeds in the list of feeds,
    without entries; `made` is what is new, with the job that asked for it; `digests` holds the
    digest of each file by its path; `in_feeds` is the number of documents that some feed holds.
    """

    files: tuple[WrittenFeed, ...]
    feeds: tuple[Feed, ...]
    problems: tuple[Problem, ...]
    made: tuple[tuple[Job, Made], ...]
    digests: dict[str, str]
    again: SeenAgain
    in_feeds: int


def jobs(chosen: Chosen, known: Feeds) -> Iterator[Job]:
    """Yield a job for each feed that is planned."""
    for plan in chosen.plans:
        if known.is_untouched(plan):
            made = known.find(plan, "")
            yield Job(plan, made.paths if made else (), "", made.refers if made else False, made)
            continue
        places = places_within_limits(plan, chosen.places.get(plan.key, ()))
        notes = [chosen.notes[place.path] for place in places]
        digests = (f"{place.digest} {n.digest}" for place, n in zip(places, notes, strict=True))
        made_of = known.made_of(plan, digests)
        paths = tuple(place.path for place in places)
        refers = any(one.refers for one in notes)
        yield Job(plan, paths, made_of, refers, known.find(plan, made_of))


def render_feeds(
    jobs: Sequence[Job],
    load: Callable[[Iterable[str]], Iterator[Entry]],
    context: Context,
) -> Iterator[tuple[Job, Rendered | Made]]:
    """Yield each job with its files, or with what an earlier build wrote for it.

    `load` gives the entries at some paths with their content. Raises CannotRenderError where an
    entry keeps a feed from being made.
    """
    new = [job for job in jobs if not job.made]
    render = partial(_render, context.site, context.look)
    workers = context.workers
    outputs = workers.map(
        render,
        (replace(job.plan, entries=tuple(load(job.paths))) for job in new),
        len(new),
        instead=lambda plan, trouble: _blame(workers, render, plan, trouble),
        size=lambda plan: max((len(entry.content) for entry in plan.entries), default=0),
        times=lambda plan: 1 + len(plan.entries) // _ENTRIES,
        documents=_DOCUMENTS,
        largest=_AT_ONCE,
    )
    made = iter(context.progress("Rendering", outputs, len(new)))
    for job in jobs:
        yield job, job.made or replace(next(made), count=job.plan.number)


def _blame(
    workers: Workers, render: Callable[[Plan], Rendered], plan: Plan, trouble: Trouble
) -> NoReturn:
    """Try the entries of `plan` one by one; raise CannotRenderError for those that fail."""
    alone = [replace(plan, entries=(entry,)) for entry in plan.entries]

    def refusal_of(one: Plan, why: Trouble) -> Problem:
        return cannot_render(one.entries[0], why)

    found: Iterator[Rendered | Problem] = workers.map(render, alone, len(alone), instead=refusal_of)
    pairs = zip(plan.entries, found, strict=True)
    guilty = {entry.path: problem for entry, problem in pairs if isinstance(problem, Problem)}
    if guilty:
        raise CannotRenderError(guilty)
    _, message = explain(trouble)
    raise WorkerError(f"the feed {plan.feed.title!r} {message}; set a lower limit for it")


def _render(site: Site, look: Look | None, plan: Plan) -> Rendered:
    packed, problems = feeds.pack(plan, site)
    *_, current = packed
    outputs = tuple(render(feed, target) for feed in packed for target in feed.targets)
    found = _check(site.output, plan, packed, outputs) if site.check else ()
    return Rendered(
        feeds=tuple(replace(feed, entries=()) for feed in packed),
        entries=tuple(len(feed.entries) for feed in packed),
        outputs=outputs,
        assets=tuple(dict.fromkeys(a for f in packed for entry in f.entries for a in entry.assets)),
        problems=(*problems, *found),
        page=look.pages.feed(current, plan.number - len(current.entries)) if look else None,
        count=0,
        headlines=Listed.of(current, current, 0).headlines,
    )


def _check(
    output: str, plan: Plan, packed: Iterable[Feed], outputs: Iterable[Output]
) -> tuple[Problem, ...]:
    """Validate the files of `plan`; return each problem once, at the document that caused it."""
    from feedpub.pipeline import _gate  # noqa: PLC0415 - takes long to import, and few builds need it

    files = iter(outputs)
    found: dict[Problem, None] = {}
    for feed in packed:
        documents = {entry.id: entry.place for entry in feed.entries}
        for target in feed.targets:
            told = _gate.problems(output, plan, documents, target, next(files).body)
            found |= dict.fromkeys(told)
    return tuple(found)


def failing_codes() -> frozenset[str]:
    """Return the codes of the findings that make a strict build fail."""
    from feedpub.pipeline import _gate  # noqa: PLC0415

    return _gate.FAILING


def stage(
    folder: OutputFolder, made: Iterable[tuple[Job, Rendered | Made]], context: Context
) -> Staged:
    """Put aside all that is new: the feeds, the files that go with them, the lists of feeds.

    A strict build compares each feed with the file in its place, to find ids that change. That
    takes as long as rendering, so any other build compares only the feed of everything.
    """
    look = context.look
    files: list[WrittenFeed] = []
    listed: list[Listed] = []
    problems: dict[Problem, None] = {}
    digests: dict[str, str] = {}
    carried: set[str] = set()
    new: list[tuple[Job, Made]] = []
    again = SeenAgain()
    for number, (job, found) in enumerate(made):
        if isinstance(found, Rendered):
            for asset in found.assets:
                if asset.path not in digests:
                    body = media_files.read_asset(context.places, asset)
                    digests[asset.path] = _put_aside(folder, Output(asset.path, body))[1]
            if context.options.strict or number == 0:
                _look_again(folder, found, again)
            kept = _put_feed_aside(folder, job, found, digests)
            new.append((job, kept))
        else:
            kept = found
            folder.keep(kept.on_disk)
            digests |= {path: digest for path, (_, digest) in kept.on_disk.items()}
        *_, current = kept.feeds
        told = _with_left_out(job.plan, current, kept.files)
        files += told
        carried.update(_paths_in(job, told))
        listed.append(Listed(current, kept.count, kept.headlines))
        problems |= dict.fromkeys(kept.problems)
    current_feeds = tuple(one.feed for one in listed)
    lists = [
        opml.render(context.site.title, current_feeds),
        *(front_pages(look, listed) if look else ()),
    ]
    digests |= {output.path: _put_aside(folder, output)[1] for output in lists}
    return Staged(
        tuple(files), current_feeds, tuple(problems), tuple(new), digests, again, len(carried)
    )


def preview(
    folder: OutputFolder, name: str, made: Iterable[tuple[Job, Rendered | Made]]
) -> tuple[tuple[WrittenFeed, ...], tuple[Problem, ...], int]:
    """Report what would become of each feed, and what its readers would see; write nothing.

    `name` is that of `folder` in the project. Returns the files, the problems, and the number of
    documents that some feed holds.
    """
    folder.expect([opml.PATH])
    files: list[WrittenFeed] = []
    problems: dict[Problem, None] = {}
    again = SeenAgain()
    carried: set[str] = set()
    for job, one in made:
        if not isinstance(one, Rendered):
            continue
        told: list[WrittenFeed] = []
        problems |= dict.fromkeys(one.problems)
        folder.expect(asset.path for asset in one.assets)
        if one.page:
            folder.would_change(one.page)
        for _, entries, target, output in _targets(one):
            for alias in target.aliases:
                folder.would_change(replace(output, path=alias))
            changed = folder.would_change(output)
            before = folder.read(target.path) if changed else b""
            seen = changes.changes(before, output.body, target.format) if changed else None
            if seen:
                again.note(seen, target.path)
            file = _file(entries, target, output, changed=changed)
            told.append(replace(file, changes=seen))
        current = _with_left_out(job.plan, one.feeds[-1], told)
        files += current
        carried.update(_paths_in(job, current))
    return tuple(files), (*problems, *again.problems(name, published=False)), len(carried)


def _with_left_out(
    plan: Plan, current: Feed, files: Iterable[WrittenFeed]
) -> tuple[WrittenFeed, ...]:
    """Note in the files of a feed how many of its entries it leaves to the archive, or out."""
    newest = {target.path for target in current.targets}
    # Almost always it is as before, and there may be thousands.
    return tuple(
        replace(file, left_out=plan.number - file.entries)
        if file.path in newest and file.left_out != plan.number - file.entries
        else file
        for file in files
    )


def _paths_in(job: Job, files: Iterable[WrittenFeed]) -> tuple[str, ...]:
    """Return the paths of the documents that stand in the files of a feed."""
    if job.plan.settings.archive:
        return job.paths
    return job.paths[: max((file.entries for file in files), default=0)]


def _put_feed_aside(
    folder: OutputFolder, job: Job, found: Rendered, digests: dict[str, str]
) -> Made:
    """Put the files of `found` aside; their stamps are noted once they are in their places."""
    files = []
    for _, entries, target, output in _targets(found):
        changed, digest = _put_aside(folder, output)
        files.append(_file(entries, target, output, changed=changed))
        digests[target.path] = digest
        for alias in target.aliases:
            _, digests[alias] = _put_aside(folder, replace(output, path=alias))
    own = [asset.path for asset in found.assets]
    own += [path for feed in found.feeds for t in feed.targets for path in (t.path, *t.aliases)]
    if found.page:
        _, digests[found.page.path] = _put_aside(folder, found.page)
        own.append(found.page.path)
    marks = {path: ("", digests[path]) for path in own}
    return Made(
        found.feeds,
        tuple(files),
        marks,
        found.count,
        found.headlines,
        found.problems,
        job.paths,
        job.refers,
    )


def _put_aside(folder: OutputFolder, output: Output) -> tuple[bool, str]:
    """Write a file aside; return whether it differs from the one in its place, and its digest."""
    return folder.write(output), file_stamps.digest_of_bytes(output.body)


def _targets(found: Rendered) -> Iterator[tuple[Feed, int, Target, Output]]:
    outputs = iter(found.outputs)
    for feed, entries in zip(found.feeds, found.entries, strict=True):
        for target in feed.targets:
            yield feed, entries, target, next(outputs)


def _file(entries: int, target: Target, output: Output, *, changed: bool) -> WrittenFeed:
    return WrittenFeed(target.path, target.url, entries, 0, len(output.body), changed)


def _look_again(folder: OutputFolder, found: Rendered, again: SeenAgain) -> None:
    """Note which entries readers will see again: compare each feed with the file in its place."""
    for feed, _, target, output in _targets(found):
        if target == feed.targets[0]:
            before = folder.read(target.path)
            if before and before != output.body:
                again.note(changes.changes(before, output.body, target.format), target.path)
