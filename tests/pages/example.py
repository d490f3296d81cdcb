"""The documents of ``seeds/`` and of ``tests/pages/project``, read and made feeds of."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from feedpub import config, entries
from feedpub.config import Site
from feedpub.model import (
    Document,
    Entry,
    Feed,
    Front,
    Headline,
    Listed,
    Output,
    Places,
    entry_path,
)
from feedpub.source import documents, media_files
from feedpub.writers import opml, render
from feedpub.writers.pages import Pages
from tests.feeds.assembling import assemble

ROOT = Path(__file__).parents[2]
PROJECT = Path(__file__).parent / "project"


@dataclass(frozen=True)
class Example:
    """What a build knows when it comes to the pages."""

    front: Front
    feeds: tuple[Feed, ...]
    entries: tuple[Entry, ...]
    seeds: Places

    def entry(self, name: str) -> Entry:
        """Return the entry of the document that is called `name`."""
        return next(entry for entry in self.entries if Path(entry.path).name == name)

    def feed(self, path: str) -> Feed:
        """Return the feed whose files are called `path`."""
        return next(feed for feed in self.feeds if feed.targets[0].path == f"{path}.rss")

    def listed(self) -> list[Listed]:
        """Return the feeds as the directory has them."""
        return [Listed.of(feed, bare(feed), len(feed.entries)) for feed in self.feeds]

    def carriers(self, entry: Entry) -> list[Feed]:
        """Return the feeds that carry `entry`."""
        return [bare(feed) for feed in self.feeds if entry in feed.entries]

    def own(self) -> list[Entry]:
        """Return the entries that have no address but that of their page."""
        return [
            entry
            for entry in self.entries
            if entry.permalink == self.front.url + entry_path(entry.id)
        ]

    def around(self, entry: Entry) -> tuple[Headline | None, Headline | None]:
        """Return the entries before and after `entry`."""
        place = self.entries.index(entry)
        older, newer = self.entries[place + 1 : place + 2], self.entries[max(place - 1, 0) : place]
        return (
            Headline.of(older[0]) if older else None,
            Headline.of(newer[0]) if newer else None,
        )

    def pages(self, pages: Pages) -> list[Output]:
        """Return all pages, and the files that they use."""
        return [
            pages.directory(self.listed()),
            *(pages.feed(feed) for feed in self.feeds),
            *(
                pages.entry(entry, self.carriers(entry), *self.around(entry))
                for entry in self.own()
            ),
            pages.older(self.feed("all"), list(map(Headline.of, self.own())), 1, False),
            pages.missing(),
            *pages.assets(),
        ]

    def write(self, folder: Path, pages: Pages) -> None:
        """Write the whole of ``out/``: pages, feeds, pictures."""
        raw = [render(feed, target) for feed in self.feeds for target in feed.targets]
        listed = opml.render(self.front.title, map(bare, self.feeds))
        assets = {asset.path: asset for entry in self.entries for asset in entry.assets}
        copied = [
            Output(path, media_files.read_asset(self.seeds, it)) for path, it in assets.items()
        ]
        for output in (*self.pages(pages), *raw, *copied, listed):
            file = folder / output.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(output.body)


def bare(feed: Feed) -> Feed:
    """Return a feed without its entries."""
    return replace(feed, entries=())


def read(folder: Path) -> Example:
    """Read all documents, in the empty `folder`."""
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "seeds", folder / "seeds", dirs_exist_ok=True)
    site = config.load(folder, None)
    seeds = Places(folder)
    files = sorted(file for file in seeds.top.rglob("*") if file.suffix in (".md", ".html", ".txt"))
    outlines = [_outline(seeds, site, file.relative_to(seeds.top).as_posix()) for file in files]
    addresses = {entry.path: entry.permalink for _, entry in outlines if entry}
    known = tuple(
        _complete(seeds, site, document, entry, addresses)
        for document, entry in outlines
        if entry is not None
    )
    made = []
    for plan in assemble(known, site):
        updated = max((entry.updated for entry in plan.entries), default=plan.feed.updated)
        made.append(replace(plan.feed, entries=plan.entries, updated=updated))
    front = Front(
        title=site.title,
        description=site.description,
        language=site.settings.language,
        url=site.url,
        opml=opml.PATH,
        timezone=site.timezone,
        referrer_policy=site.referrer_policy,
        readers=site.subscribe.readers,
        about_readers=site.subscribe.about,
    )
    return Example(front, tuple(made), known, seeds)


def _outline(seeds: Places, site: Site, path: str) -> tuple[Document, Entry | None]:
    document, _ = documents.read(seeds, path)
    assert document, path
    entry = entries.outline(document, site, partial(media_files.find_local, seeds, {})).entry
    if entry is None:
        return document, None
    own = site.url + entry_path(entry.id)
    return document, replace(entry, permalink=entry.permalink or own)


def _complete(
    seeds: Places,
    site: Site,
    document: Document,
    entry: Entry,
    addresses: Mapping[str, str | None],
) -> Entry:
    def page(path: str, reference: str) -> str | None:
        found = documents.find(seeds, path, reference)
        return addresses.get(found) if found else None

    local = partial(media_files.find_local, seeds, {})
    return entries.complete(entry, document, site, local, page)[0]
