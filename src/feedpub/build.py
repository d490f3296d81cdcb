"""The pipeline: the only room that knows the order of things.

documents.discover    seeds/            → paths                     sorted
  map: _outline       path              → Outline                   in workers
_due                  entries           → entries                   not those of the future
_one_each             entries           → entries                   one of each id
feeds.assemble        entries           → Feeds
  map: _complete      entry in a feed   → entry with its content    in workers
OutputFolder          Feeds, assets     → out/                      whole files, changed ones
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from feedpub import documents, enclosures, entries, feeds, workers
from feedpub.config import CONFIG_PATH, DEFAULT_URL, Site
from feedpub.errors import ConfigError, DocumentsRefused
from feedpub.model import (
    SEEDS,
    BuildResult,
    Counts,
    Entry,
    Feed,
    Output,
    Problem,
    Severity,
    WrittenFeed,
)
from feedpub.output import OutputFolder, one_at_a_time
from feedpub.render import render
from feedpub.sanitize import TooComplexError

Progress: TypeAlias = Callable[[str, Iterable[Any], int], Iterable[Any]]
"""Takes what is being done, an iterable and its length; yields the same, and may show it."""

# A body of so many characters gets a process of its own, which can be ended: the bounds of the
# sanitizer keep the time for a shorter one to some seconds at the worst.
_LONG_BODY: Final = 200_000


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; what is built is the configuration's business.

    `jobs` is the number of processes, None for as many as there are processors;
    `time_limit` is in seconds, for one long document.
    """

    strict: bool = False
    future: bool = False
    force: bool = False
    jobs: int | None = None
    time_limit: float = 60


def _silent(_what: str, items: Iterable[Any], _length: int) -> Iterable[Any]:
    return items


def build(
    project: Path,
    site: Site,
    options: Options,
    now: datetime,
    progress: Progress = _silent,
) -> BuildResult:
    """Build ``out/`` of `project` from its ``seeds/``.

    `now` decides which documents are of the future, and nothing else. Raises ConfigError
    without ``seeds/``, OutputError where ``out/`` can't be used or another build is at
    work, DocumentsRefused under ``options.strict``; then ``out/`` is as it was.
    """
    if not (project / SEEDS).is_dir():
        raise ConfigError(
            f"{project / SEEDS}: no such folder; put the documents there, or name the project"
            " with --project"
        )
    with one_at_a_time(project):
        return _build(project, site, options, now, progress)


def _build(
    project: Path, site: Site, options: Options, now: datetime, progress: Progress
) -> BuildResult:
    started = time.monotonic()
    seeds = project / SEEDS
    folder = OutputFolder(project / "out", force=options.force)
    listing = documents.discover(seeds)
    problems = [*_about_the_site(site), *listing.problems]
    with workers.mapping(options.jobs, len(listing.paths)) as map_:
        read = map_(partial(_outline, seeds, site), listing.paths)
        outlines = list(progress("Reading", read, len(listing.paths)))
        problems += [problem for outline in outlines for problem in outline.problems]
        entries_read = [outline.entry for outline in outlines if outline.entry]
        due, early = (entries_read, []) if options.future else _due(entries_read, now)
        complete = partial(_complete, seeds, site, options.time_limit)
        filled, published, failed = _filled(due, site, partial(map_, complete), progress)
        problems += [*early, *failed]
    problems.sort(key=lambda problem: (problem.path, problem.line or 0, problem.code))
    refused = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    counts = Counts(
        documents=len(listing.paths) + listing.hidden,
        published=published,
        drafts=sum(outline.draft for outline in outlines),
        future=len(entries_read) - len(due),
        hidden=listing.hidden + sum(outline.hidden for outline in outlines),
        refused=len(refused - {problem.path for problem in listing.problems}),
    )
    if refused and options.strict:
        raise DocumentsRefused(
            _refusal(problems),
            BuildResult(counts, (), (), tuple(problems), time.monotonic() - started),
        )
    written, removed = _publish(folder, seeds, filled, progress)
    return BuildResult(counts, written, removed, tuple(problems), time.monotonic() - started)


def _outline(seeds: Path, site: Site, path: str) -> entries.Outline:
    document, problems = documents.read(seeds, path)
    if document is None:
        return entries.Outline(None, problems)
    outline = entries.outline(document, site, partial(enclosures.find_local, seeds))
    return replace(outline, problems=(*problems, *outline.problems))


def _complete(seeds: Path, site: Site, time_limit: float, entry: Entry) -> Entry | Problem:
    document, problems = documents.read(seeds, entry.path)
    path = f"{SEEDS}/{entry.path}"
    if document is None:
        return problems[0]
    if document.digest != entry.digest:
        message = "changed while it was built; build again"
        return Problem(Severity.ERROR, "changed", path, None, message)
    try:
        if len(document.body) < _LONG_BODY:
            return entries.complete(entry, document, site)
        return workers.within(time_limit, entries.complete, entry, document, site)
    except TooComplexError as error:
        return Problem(Severity.ERROR, "body-too-complex", path, None, f"body: {error}")
    except (MemoryError, RecursionError):
        message = "body takes more memory than there is; shorten or simplify it"
        return Problem(Severity.ERROR, "body-too-complex", path, None, message)
    except TimeoutError:
        message = f"body could not be sanitized in {time_limit:g} s; shorten or simplify it"
        return Problem(Severity.ERROR, "body-too-slow", path, None, message)


def _about_the_site(site: Site) -> Iterator[Problem]:
    if site.url == DEFAULT_URL:
        message = (
            f"the address where out/ will be served is not set, so the feeds name {DEFAULT_URL};"
            " set url under [site], or use --site-url"
        )
        yield Problem(Severity.WARNING, "site-url-missing", CONFIG_PATH, None, message)


def _due(found: Iterable[Entry], now: datetime) -> tuple[list[Entry], list[Problem]]:
    """Leave out the entries published after `now`; a change after `now` has not happened yet."""
    due, problems = [], []
    for entry in found:
        if entry.published > now:
            continue
        if entry.updated > now:
            message = "was changed in the future; its date of publication is used instead"
            path = f"{SEEDS}/{entry.path}"
            problems.append(Problem(Severity.WARNING, "updated-in-future", path, None, message))
            due.append(replace(entry, updated=entry.published))
        else:
            due.append(entry)
    return due, problems


def _one_each(found: Iterable[Entry]) -> tuple[list[Entry], list[Problem]]:
    """Keep one entry of each id: the one with the newest `updated`, else the first by path."""
    kept: dict[str, Entry] = {}
    problems = []
    for entry in found:
        other = kept.setdefault(entry.id, entry)
        if other is entry:
            continue
        winner, loser = (entry, other) if entry.updated > other.updated else (other, entry)
        kept[entry.id] = winner
        message = (
            f"has the id of {SEEDS}/{winner.path}, which is newer or comes first: {entry.id};"
            " give it an id of its own, or delete one of the two"
        )
        path = f"{SEEDS}/{loser.path}"
        problems.append(Problem(Severity.ERROR, "id-duplicate", path, None, message))
    return list(kept.values()), problems


def _filled(
    due: list[Entry],
    site: Site,
    complete: Callable[[Iterable[Entry]], Iterable[Entry | Problem]],
    progress: Progress,
) -> tuple[list[Feed], int, list[Problem]]:
    """Assemble the feeds of completed entries; return also how many entries can be published.

    One that can't be completed makes room for the next, and for an older one of its id.
    """
    completed: dict[str, Entry] = {}
    failed: dict[str, Problem] = {}
    while True:
        found, doubles = _one_each(entry for entry in due if entry.path not in failed)
        assembled = feeds.assemble(found, site)
        carried = {entry.path: entry for feed in assembled for entry in feed.entries}
        wanted = [entry for path, entry in carried.items() if path not in completed]
        if not wanted:
            break
        for entry, result in zip(
            wanted, progress("Sanitizing", complete(wanted), len(wanted)), strict=True
        ):
            if isinstance(result, Problem):
                failed[entry.path] = result
            else:
                completed[entry.path] = result
    filled = [
        replace(feed, entries=tuple(completed[entry.path] for entry in feed.entries))
        for feed in assembled
    ]
    return filled, len(found), [*failed.values(), *doubles]


def _publish(
    folder: OutputFolder, seeds: Path, filled: list[Feed], progress: Progress
) -> tuple[tuple[WrittenFeed, ...], tuple[str, ...]]:
    assets = {
        asset.path: asset for feed in filled for entry in feed.entries for asset in entry.assets
    }
    pairs = [(feed, target) for feed in filled for target in feed.targets]
    folder.begin([*assets, *(target.path for _, target in pairs)])
    for path, asset in assets.items():
        folder.write(Output(path, enclosures.copied(seeds, asset)))
    written = tuple(
        WrittenFeed(target.path, len(feed.entries), folder.write(render(feed, target)))
        for feed, target in progress("Writing", pairs, len(pairs))
    )
    return written, folder.finish()


def _refusal(problems: Iterable[Problem]) -> str:
    errors = [str(problem) for problem in problems if problem.severity is Severity.ERROR]
    return "\n".join([*errors, "nothing was written, for --strict was given"])
