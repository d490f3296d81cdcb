"""The pipeline: the only room that knows the order of things.

documents.discover    seeds/            → paths                     sorted
  map: _outline       path              → Outline                   in workers
_one_each             Outlines          → entries, Problems         one of each id
_due                  entries           → entries                   not those of the future
feeds.assemble        entries           → Feeds
  map: _complete      entry in a feed   → entry with its content    in workers
OutputFolder          Feeds, assets     → out/                      whole files, changed ones
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from feedpub import documents, enclosures, entries, feeds
from feedpub.config import CONFIG_PATH, DEFAULT_URL, Site
from feedpub.errors import ConfigError, DocumentsRefused
from feedpub.model import (
    SEEDS,
    Asset,
    BuildResult,
    Counts,
    Entry,
    Feed,
    Output,
    Problem,
    Severity,
    WrittenFeed,
)
from feedpub.output import OutputFolder
from feedpub.render import render

Map: TypeAlias = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""The builtin `map`, or one that works in other processes; results in the order of the input."""

Progress: TypeAlias = Callable[[str, Iterable[Any], int], Iterable[Any]]
"""Takes what is being done, an iterable and its length; yields the same, and may show it."""

# Below this a pool of processes takes longer to start than the work takes.
_WORTH_A_POOL: Final = 300


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; what is built is the configuration's business.

    `jobs` is the number of processes, None for as many as there are processors.
    """

    strict: bool = False
    future: bool = False
    force: bool = False
    jobs: int | None = None


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
    without ``seeds/``, OutputError where ``out/`` can't be used, DocumentsRefused under
    ``options.strict``; then ``out/`` is as it was.
    """
    started = time.monotonic()
    seeds = project / SEEDS
    if not seeds.is_dir():
        raise ConfigError(
            f"{seeds}: no such folder; put the documents there, or name the project with --project"
        )
    folder = OutputFolder(project / "out", force=options.force)
    paths = list(documents.discover(seeds))
    with _mapping(options.jobs, len(paths)) as map_:
        outlines = list(
            progress("Reading", map_(partial(_outline, seeds, site), paths), len(paths))
        )
        problems = [*_about_the_site(project, site)]
        problems += [problem for outline in outlines for problem in outline.problems]
        unique, doubles = _one_each(outline.entry for outline in outlines if outline.entry)
        due, undue = (unique, []) if options.future else _due(unique, now)
        problems += doubles + undue
        assembled = feeds.assemble(due, site)
        carried = list({entry.id: entry for feed in assembled for entry in feed.entries}.values())
        completed: dict[str, Entry] = {}
        work = map_(partial(_complete, seeds, site), carried)
        for entry in progress("Sanitizing", work, len(carried)):
            if isinstance(entry, Problem):
                problems.append(entry)
            else:
                completed[entry.id] = entry
    problems.sort(key=lambda problem: (problem.path, problem.line or 0, problem.code))
    refused = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    if refused and options.strict:
        raise DocumentsRefused(_refusal(problems))
    written, removed = _publish(folder, seeds, _filled(assembled, completed), progress)
    drafts = sum(outline.draft for outline in outlines)
    counts = Counts(
        documents=len(paths),
        published=len(due) - (len(carried) - len(completed)),
        drafts=drafts,
        future=len(unique) - len(due),
        refused=len(refused),
    )
    return BuildResult(counts, written, removed, tuple(problems), time.monotonic() - started)


def _outline(seeds: Path, site: Site, path: str) -> entries.Outline:
    document = documents.read(seeds, path)
    if isinstance(document, Problem):
        return entries.Outline(None, (document,))
    return entries.outline(document, site, partial(enclosures.find_local, seeds))


def _complete(seeds: Path, site: Site, entry: Entry) -> Entry | Problem:
    document = documents.read(seeds, entry.path)
    if isinstance(document, Problem):
        return document
    return entries.complete(entry, document, site)


def _about_the_site(project: Path, site: Site) -> Iterator[Problem]:
    if site.url == DEFAULT_URL:
        where = CONFIG_PATH if (project / CONFIG_PATH).exists() else str(project)
        message = (
            f"the address where out/ will be served is not set, so the feeds name {DEFAULT_URL};"
            f" set url under [site] in {CONFIG_PATH}, or use --site-url"
        )
        yield Problem(Severity.WARNING, "site-url-missing", where, None, message)


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


def _filled(assembled: Iterable[Feed], completed: dict[str, Entry]) -> list[Feed]:
    """Put the completed entries into the feeds, without those that could not be completed."""
    return [
        replace(
            feed,
            entries=tuple(completed[entry.id] for entry in feed.entries if entry.id in completed),
        )
        for feed in assembled
    ]


def _publish(
    folder: OutputFolder, seeds: Path, filled: list[Feed], progress: Progress
) -> tuple[tuple[WrittenFeed, ...], tuple[str, ...]]:
    assets = {
        asset.path: asset for feed in filled for entry in feed.entries for asset in entry.assets
    }
    pairs = [(feed, target) for feed in filled for target in feed.targets]
    folder.begin([*assets, *(target.path for _, target in pairs)])
    for asset in assets.values():
        folder.write(_copied(seeds, asset))
    written = tuple(
        WrittenFeed(target.path, len(feed.entries), folder.write(render(feed, target)))
        for feed, target in progress("Writing", pairs, len(pairs))
    )
    return written, folder.finish()


def _copied(seeds: Path, asset: Asset) -> Output:
    return Output(asset.path, (seeds / asset.source).read_bytes())


def _refusal(problems: Iterable[Problem]) -> str:
    errors = [str(problem) for problem in problems if problem.severity is Severity.ERROR]
    return "\n".join([*errors, "nothing was written, for --strict was given"])


@contextmanager
def _mapping(jobs: int | None, length: int) -> Iterator[Map]:
    """Give the builtin `map`, or that of a pool where there is enough work for one."""
    processes = (
        jobs or len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else (jobs or os.cpu_count() or 1)
    )
    if processes == 1 or (jobs is None and length < _WORTH_A_POOL):
        yield map
        return
    with ProcessPoolExecutor(max_workers=processes) as pool:
        yield partial(pool.map, chunksize=max(1, min(100, length // (processes * 4))))
