"""Turn planned feeds into files, in workers, unless an earlier build has made the same."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, NoReturn

from feedpub import feeds
from feedpub.config import Site
from feedpub.errors import WorkerError
from feedpub.feeds import Plan
from feedpub.model import Asset, Entry, Feed, Headline, Listed, Output, Problem
from feedpub.pipeline._choose import Chosen, places_within_limits
from feedpub.pipeline._context import Context
from feedpub.pipeline._look import Look
from feedpub.pipeline._trouble import CannotRenderError, cannot_render, explain
from feedpub.pipeline.memory.feeds import Feeds
from feedpub.pipeline.memory.made import Made
from feedpub.pipeline.output import File
from feedpub.pipeline.workers import Trouble, Workers
from feedpub.writers import render

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
    outputs: tuple[File, ...]
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]
    page: File | None
    count: int
    headlines: tuple[Headline, ...]


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
    yield from with_files(jobs, context.progress("Rendering", outputs, len(new)))


def with_files(
    jobs: Iterable[Job], rendered: Iterable[Rendered]
) -> Iterator[tuple[Job, Rendered | Made]]:
    """Yield each job with the next of the files that were `rendered`, where it has none yet."""
    made = iter(rendered)
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
    found = _check(site, plan, packed, outputs) if site.check else ()
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
    site: Site, plan: Plan, packed: Iterable[Feed], outputs: Iterable[Output]
) -> tuple[Problem, ...]:
    """Validate the files of `plan`; return each problem once, at the document that caused it."""
    from feedpub.pipeline import _gate  # noqa: PLC0415 - takes long to import, and few builds need it

    files = iter(outputs)
    found: dict[Problem, None] = {}
    for feed in packed:
        documents = {entry.id: entry.place for entry in feed.entries}
        for target in feed.targets:
            found |= dict.fromkeys(_gate.problems(site, plan, documents, target, next(files).body))
    return tuple(found)


def failing_codes() -> frozenset[str]:
    """Return the codes of the findings that make a strict build fail."""
    from feedpub.pipeline._gate import FAILING  # noqa: PLC0415

    return FAILING
