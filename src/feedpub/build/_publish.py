"""Feeds to files: all of them written, or what would be written told."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from feedpub import enclosures
from feedpub.model import Asset, Changes, Feed, Output, Target, WrittenFeed
from feedpub.output import OutputFolder
from feedpub.render import changes, opml, render
from feedpub.workers import Progress


def publish(
    folder: OutputFolder, seeds: Path, feeds: Sequence[Feed], title: str, progress: Progress
) -> tuple[tuple[WrittenFeed, ...], tuple[str, ...]]:
    """Write the feeds, the files that go with them, and the list of feeds; remove what is stale.

    Returns what became of each feed file, and the paths that were removed.
    """
    assets = _assets(feeds)
    files = _files(feeds)
    folder.begin([*assets, *_paths(files), opml.PATH])
    for path, asset in assets.items():
        folder.write(Output(path, enclosures.copied(seeds, asset)))
    written = []
    for feed, target in progress("Writing", files, len(files)):
        output = render(feed, target)
        changed = folder.write(output)
        for alias in target.aliases:
            folder.write(Output(alias, output.body))
        written.append(_written(feed, target, output, changed=changed))
    folder.write(opml.render(title, _listed(feeds)))
    return tuple(written), folder.finish()


def preview(
    folder: OutputFolder, feeds: Sequence[Feed], progress: Progress
) -> tuple[tuple[WrittenFeed, ...], tuple[str, ...]]:
    """Return what `publish` would, and what each feed's readers would see; write nothing."""
    files = _files(feeds)
    written = []
    for feed, target in progress("Comparing", files, len(files)):
        before, output = folder.read(target.path), render(feed, target)
        changed = before != output.body
        seen = changes.changes(before, output.body, target.format) if changed else None
        written.append(_written(feed, target, output, changed=changed, seen=seen))
    return tuple(written), folder.stale([*_assets(feeds), *_paths(files), opml.PATH])


def _assets(feeds: Iterable[Feed]) -> dict[str, Asset]:
    return {asset.path: asset for feed in feeds for entry in feed.entries for asset in entry.assets}


def _files(feeds: Iterable[Feed]) -> list[tuple[Feed, Target]]:
    return [(feed, target) for feed in feeds for target in feed.targets]


def _paths(files: Iterable[tuple[Feed, Target]]) -> list[str]:
    return [path for _, target in files for path in (target.path, *target.aliases)]


def _listed(feeds: Iterable[Feed]) -> list[Feed]:
    return [feed for feed in feeds if not feed.archive]


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
