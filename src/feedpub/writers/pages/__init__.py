"""Make pages for people: a directory of the feeds, a page for each feed, one for an entry.

    Listed, Feed, Entry ── _viewer ─▶ _views ── templates ─▶ Output

The one room with templates. Links are relative, so that ``out/`` can be served below any
address, and by a preview; only canonical links and Open Graph name the address of the site. The
page for what is missing is shown at any address, so its links begin at the root of the host.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from feedpub.model import (
    Entry,
    Feed,
    Front,
    Headline,
    Listed,
    Output,
    entry_path,
    feed_path,
    older_path,
)
from feedpub.writers.pages._templates import ASSETS, FOLDER, Templates
from feedpub.writers.pages._texts import texts_for
from feedpub.writers.pages._viewer import Viewer

__all__ = ["ASSETS_FOLDER", "DIRECTORY", "FOLDER", "MISSING", "Pages"]

DIRECTORY: Final = "index.html"
"""The path of the directory of the feeds."""

MISSING: Final = "404.html"
"""The path of the page that hosts show for what is not there."""

ASSETS_FOLDER: Final = "assets/"


class Pages:
    """All pages of one site."""

    def __init__(self, front: Front, overrides: Path | None = None) -> None:
        """Read the templates, the project's own in the folder `overrides` among them.

        Raises ConfigError for a template that can't be used; so does each method, for one that
        uses an undefined name.
        """
        texts, language = texts_for(front.language)
        self._front = front
        self._viewers: dict[str, Viewer] = {}
        words = {"site": self._viewer("").site(), "t": texts, "language": language}
        self._templates = Templates(overrides, words)

    @property
    def digest(self) -> str:
        """The digest of everything on a page besides its feed or entry."""
        inputs = f"{self._templates.digest}\0{self._front!r}"
        return hashlib.blake2b(inputs.encode(), digest_size=20).hexdigest()

    def directory(self, feeds: Sequence[Listed]) -> Output:
        """Return the page that lists `feeds`, in their order."""
        viewer = self._viewer(DIRECTORY)
        return self._output(
            DIRECTORY,
            "index.html",
            page=viewer.page(self._front.title, self._front.description, ""),
            groups=viewer.groups(feeds),
            number=len(feeds),
        )

    def feed(self, feed: Feed, left_out: int = 0) -> Output:
        """Return the page of one feed with its entries, without their content.

        It has `left_out` as many older ones.
        """
        path = feed_path(feed)
        viewer = self._viewer(path)
        shown = viewer.feed(feed)
        return self._output(
            path,
            "feed.html",
            page=viewer.page(feed.title, feed.subtitle, path),
            feed=shown,
            subscription=viewer.subscription(shown, with_code=True),
            entries=[viewer.entry(entry, feed.language) for entry in feed.entries],
            count=left_out + len(feed.entries),
            left_out=left_out,
            older=viewer.older_path(feed, left_out),
        )

    def older(
        self, feed: Feed, headlines: Sequence[Headline], number: int, has_newer: bool
    ) -> Output:
        """Return the page with this `number` of older entries of `feed`, those in `headlines`.

        `has_newer` tells whether there is one with the next number.
        """
        path = older_path(feed, number)
        viewer = self._viewer(path)
        return self._output(
            path,
            "older.html",
            page=viewer.page(feed.title, feed.subtitle, path),
            feed=viewer.feed(feed),
            headlines=[viewer.headline(headline, feed.language) for headline in headlines],
            newer=f"{number + 1}.html" if has_newer else "",
            older=f"{number - 1}.html" if number > 1 else "",
        )

    def entry(
        self,
        entry: Entry,
        feeds: Iterable[Feed],
        older: Headline | None = None,
        newer: Headline | None = None,
    ) -> Output:
        """Return the page of one entry, with its content; `feeds` carry it.

        `older` and `newer` are the entries that were published before and after it.
        """
        path = entry_path(entry.id)
        viewer = self._viewer(path)
        carriers = [viewer.feed(feed) for feed in feeds]
        return self._output(
            path,
            "entry.html",
            page=viewer.page(entry.title, entry.summary, path, entry.permalink),
            entry=viewer.entry(entry),
            article=viewer.article(entry),
            feeds=carriers,
            subscription=viewer.subscription(carriers[0]) if carriers else None,
            older=viewer.neighbour(older) if older else None,
            newer=viewer.neighbour(newer) if newer else None,
        )

    def missing(self) -> Output:
        """Return the page that hosts show for what is not there."""
        root = urlsplit(self._front.url).path
        viewer = Viewer(self._front, root)
        page = viewer.page(self._front.title, self._front.description, MISSING)
        return self._output(MISSING, "404.html", page=page)

    def assets(self) -> tuple[Output, ...]:
        """Return the files that all pages use.

        Their names stay when their content changes. So a change of the style sheet changes one
        file and not every page, and a page in some cache still finds it.
        """
        asset = self._templates.asset
        texts = {name: asset(name) for name in ASSETS if name != "custom.css"}
        texts["style.css"] += asset("custom.css")
        return tuple(Output(ASSETS_FOLDER + name, text.encode()) for name, text in texts.items())

    def _viewer(self, path: str) -> Viewer:
        # Never empty, so that nothing after it can be taken for a scheme.
        root = "../" * path.count("/") or "./"
        if root not in self._viewers:
            self._viewers[root] = Viewer(self._front, root)
        return self._viewers[root]

    def _output(self, path: str, template: str, **values: object) -> Output:
        return Output(path, self._templates.render(template, **values).encode())
