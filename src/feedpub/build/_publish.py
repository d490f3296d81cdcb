"""Feeds to files: all of them written, or what would be written told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from feedpub import enclosures
from feedpub.build._memory import Made, Memory
from feedpub.feeds import Plan
from feedpub.model import Asset, Changes, Feed, Output, Problem, Target, WrittenFeed
from feedpub.output import OutputFolder
from feedpub.render import changes, opml, render
from feedpub.workers import Progress


@dataclass(frozen=True, slots=True)
class Job:
    """One plan, as feeds that are to be written, or as they were made by an earlier build."""

    plan: Plan
    made_of: str
    feeds: tuple[Feed, ...]
    problems: tuple[Problem, ...] = ()
    made: Made | None = None


def publish(
    folder: OutputFolder,
    seeds: Path,
    jobs: Sequence[Job],
    title: str,
    memory: Memory,
    progress: Progress,
) -> tuple[tuple[WrittenFeed, ...], tuple[str, ...]]:
    """Write the feeds, the files that go with them, and the list of feeds; remove what is stale.

    Returns what became of each feed file, and the paths that were removed.
    """
    folder.begin([*(path for job in jobs for path in _paths(job)), opml.PATH])
    copied: set[str] = set()
    written: list[WrittenFeed] = []
    for job in progress("Writing", jobs, len(jobs)):
        if job.made:
            written += job.made.files
            continue
        assets = _assets(job.feeds)
        for path, asset in assets.items():
            if path not in copied:
                folder.write(Output(path, enclosures.copied(seeds, asset)))
                copied.add(path)
        files = tuple(_write(folder, job.feeds))
        written += files
        bare = tuple(replace(feed, entries=()) for feed in job.feeds)
        made = Made(bare, files, memory.stamps(_paths(job)), job.problems)
        memory.note_made(job.plan, job.made_of, made)
    folder.write(opml.render(title, _listed(jobs)))
    return tuple(written), folder.finish()


def preview(
    folder: OutputFolder, jobs: Sequence[Job], progress: Progress
) -> tuple[tuple[WrittenFeed, ...], tuple[str, ...]]:
    """Return what `publish` would, and what each feed's readers would see; write nothing."""
    folder.expect([*(path for job in jobs for path in _paths(job)), opml.PATH])
    written = []
    for job in progress("Comparing", jobs, len(jobs)):
        for feed, target in _files(job.feeds):
            before, output = folder.read(target.path), render(feed, target)
            changed = before != output.body
            seen = changes.changes(before, output.body, target.format) if changed else None
            written.append(_written(feed, target, output, changed=changed, seen=seen))
    return tuple(written), folder.stale()


def _write(folder: OutputFolder, feeds: Iterable[Feed]) -> Iterator[WrittenFeed]:
    for feed, target in _files(feeds):
        output = render(feed, target)
        changed = folder.write(output)
        for alias in target.aliases:
            folder.write(Output(alias, output.body))
        yield _written(feed, target, output, changed=changed)


def _assets(feeds: Iterable[Feed]) -> dict[str, Asset]:
    return {asset.path: asset for feed in feeds for entry in feed.entries for asset in entry.assets}


def _files(feeds: Iterable[Feed]) -> list[tuple[Feed, Target]]:
    return [(feed, target) for feed in feeds for target in feed.targets]


def _paths(job: Job) -> list[str]:
    """Return the paths of all files of a job, those that go with its entries too."""
    if job.made:
        return list(job.made.stamps)
    own = [path for _, target in _files(job.feeds) for path in (target.path, *target.aliases)]
    return [*own, *_assets(job.feeds)]


def _listed(jobs: Iterable[Job]) -> list[Feed]:
    return [feed for job in jobs for feed in job.feeds if not feed.archive]


def _written(
    feed: Feed, target: Target, output: Output, *, changed: bool, seen: Changes | None = None
) -> WrittenFeed:
    return WrittenFeed(
        target.path,
        target.url,
        len(feed.entries),
        feed.left_out,
        len(output.body),
        changed,
        seen,
    )
