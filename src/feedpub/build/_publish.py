"""Feeds to files: all of them written, or what would be written told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from feedpub import enclosures, feeds, tree
from feedpub.build._memory import Made, Memory
from feedpub.config import Site
from feedpub.feeds import Plan
from feedpub.model import Asset, Feed, Output, Problem, Target, WrittenFeed
from feedpub.output import OutputFolder
from feedpub.render import changes, opml, render
from feedpub.workers import Progress, Workers

# The work on one feed is about that of reading and sanitizing so many documents.
_DOCUMENTS: Final = 5


@dataclass(frozen=True, slots=True)
class Job:
    """One plan, and what an earlier build made of the same, if it did."""

    plan: Plan
    made_of: str
    made: Made | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """One plan as files: its feeds without entries, their files, and what goes with them.

    `outputs` are in the order of the feeds and of their targets; `entries` tells how many each
    feed holds.
    """

    feeds: tuple[Feed, ...]
    entries: tuple[int, ...]
    outputs: tuple[Output, ...]
    assets: tuple[Asset, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """All that ``out/`` will hold.

    `files` tells what becomes of each feed file; `feeds` are those that the list of feeds names,
    without entries; `made` what is new, with the job that asked for it; `digests` are those of
    all files, by path.
    """

    files: tuple[WrittenFeed, ...]
    feeds: tuple[Feed, ...]
    problems: tuple[Problem, ...]
    made: tuple[tuple[Job, Made], ...]
    digests: dict[str, str]


def rendered(
    jobs: Sequence[Job],
    memory: Memory,
    site: Site,
    time_limit: float,
    workers: Workers,
    progress: Progress,
) -> Iterator[tuple[Job, Rendered | Made]]:
    """Yield each job with its files, or with what an earlier build made of the same."""
    new = [job.plan for job in jobs if not job.made]
    completed = (memory.completed(plan, time_limit) for plan in new)
    outputs = workers.map(partial(_render, site), completed, len(new), _DOCUMENTS)
    made = iter(progress("Rendering", outputs, len(new)))
    for job in jobs:
        yield job, job.made or next(made)


def _render(site: Site, plan: Plan) -> Rendered:
    packed, problems = feeds.pack(plan, site)
    return Rendered(
        feeds=tuple(replace(feed, entries=()) for feed in packed),
        entries=tuple(len(feed.entries) for feed in packed),
        outputs=tuple(render(feed, target) for feed in packed for target in feed.targets),
        assets=tuple(dict.fromkeys(a for f in packed for entry in f.entries for a in entry.assets)),
        problems=problems,
    )


def stage(
    folder: OutputFolder, seeds: Path, title: str, made: Iterable[tuple[Job, Rendered | Made]]
) -> Staged:
    """Put aside all that is new: the feeds, the files that go with them, the list of feeds."""
    files: list[WrittenFeed] = []
    listed: list[Feed] = []
    problems: dict[Problem, None] = {}
    digests: dict[str, str] = {}
    new: list[tuple[Job, Made]] = []
    for job, found in made:
        if isinstance(found, Rendered):
            for asset in found.assets:
                if asset.path not in digests:
                    body = enclosures.copied(seeds, asset)
                    digests[asset.path] = _put_aside(folder, Output(asset.path, body))[1]
            kept = _written(folder, found, digests)
            new.append((job, kept))
        else:
            kept = found
            folder.keep(kept.marks)
            digests |= {path: digest for path, (_, digest) in kept.marks.items()}
        files += kept.files
        listed += [feed for feed in kept.feeds if not feed.archive]
        problems |= dict.fromkeys(kept.problems)
    digests[opml.PATH] = _put_aside(folder, opml.render(title, listed))[1]
    return Staged(tuple(files), tuple(listed), tuple(problems), tuple(new), digests)


def preview(
    folder: OutputFolder, found: Iterable[Rendered]
) -> tuple[tuple[WrittenFeed, ...], tuple[Problem, ...]]:
    """Return what would become of each feed, and what its readers would see; write nothing."""
    folder.keep([opml.PATH])
    files = []
    problems: dict[Problem, None] = {}
    for one in found:
        problems |= dict.fromkeys(one.problems)
        folder.keep(asset.path for asset in one.assets)
        for feed, entries, target, output in _targets(one):
            folder.keep((target.path, *target.aliases))
            before = folder.read(target.path)
            changed = before != output.body
            seen = changes.changes(before, output.body, target.format) if changed else None
            file = _file(feed, entries, target, output, changed=changed)
            files.append(replace(file, changes=seen))
    folder.refuse_to_overwrite()
    return tuple(files), tuple(problems)


def _written(folder: OutputFolder, found: Rendered, digests: dict[str, str]) -> Made:
    """Put the files of `found` aside; their stamps are known when they are in their places."""
    files = []
    for feed, entries, target, output in _targets(found):
        changed, digest = _put_aside(folder, output)
        files.append(_file(feed, entries, target, output, changed=changed))
        digests[target.path] = digest
        for alias in target.aliases:
            _, digests[alias] = _put_aside(folder, replace(output, path=alias))
    own = [asset.path for asset in found.assets]
    own += [path for feed in found.feeds for t in feed.targets for path in (t.path, *t.aliases)]
    return Made(
        found.feeds, tuple(files), {path: ("", digests[path]) for path in own}, found.problems
    )


def _put_aside(folder: OutputFolder, output: Output) -> tuple[bool, str]:
    """Return whether `output` is another than the file that is there, and its digest."""
    return folder.write(output), tree.digest_of(output.body)


def _targets(found: Rendered) -> Iterator[tuple[Feed, int, Target, Output]]:
    outputs = iter(found.outputs)
    for feed, entries in zip(found.feeds, found.entries, strict=True):
        for target in feed.targets:
            yield feed, entries, target, next(outputs)


def _file(
    feed: Feed, entries: int, target: Target, output: Output, *, changed: bool
) -> WrittenFeed:
    return WrittenFeed(target.path, target.url, entries, feed.left_out, len(output.body), changed)
