"""Put the files of feeds aside, or report what would become of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from feedpub.feeds import Plan
from feedpub.model import Feed, Listed, Output, Problem, Target, WrittenFeed
from feedpub.pipeline._again import SeenAgain
from feedpub.pipeline._context import Context
from feedpub.pipeline._pages import front_pages
from feedpub.pipeline._render import Job, Rendered
from feedpub.pipeline.memory.made import Made
from feedpub.pipeline.output import File, OutputFolder, digest_of, size_of
from feedpub.source import media_files
from feedpub.writers import changes, opml


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
    plan: Plan, current: Feed, files: Sequence[WrittenFeed]
) -> tuple[WrittenFeed, ...]:
    """Note in the files of a feed how many of its entries it leaves to the archive, or out."""
    newest = {target.path for target in current.targets}
    # Almost always that is known already, and there may be thousands.
    new = (file.path in newest and file.entries + file.left_out != plan.number for file in files)
    return tuple(
        replace(file, left_out=plan.number - file.entries) if is_new else file
        for file, is_new in zip(files, new, strict=True)
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


def _put_aside(folder: OutputFolder, output: File) -> tuple[bool, str]:
    """Write a file aside; return whether it differs from the one in its place, and its digest."""
    return folder.write(output), digest_of(output)


def _targets(found: Rendered) -> Iterator[tuple[Feed, int, Target, File]]:
    outputs = iter(found.outputs)
    for feed, entries in zip(found.feeds, found.entries, strict=True):
        for target in feed.targets:
            yield feed, entries, target, next(outputs)


def _file(entries: int, target: Target, output: File, *, changed: bool) -> WrittenFeed:
    return WrittenFeed(target.path, target.url, entries, 0, size_of(output), changed)


def _look_again(folder: OutputFolder, found: Rendered, again: SeenAgain) -> None:
    """Note which entries readers will see again: compare each feed with the file in its place."""
    for feed, _, target, output in _targets(found):
        if target == feed.targets[0]:
            before = folder.read(target.path)
            if before and before != output.body:
                again.note(changes.changes(before, output.body, target.format), target.path)
