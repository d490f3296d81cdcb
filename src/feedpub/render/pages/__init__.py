"""Make pages for people: a directory of the feeds, a page for each feed, one for an entry.

    Listed, Feed, Entry ── _viewer ─▶ _views ── templates ─▶ Output

The one room with templates. Links are relative, so that ``out/`` can be served below any
address, and by a preview; only canonical links and Open Graph name the address of the site.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from feedpub.model import Entry, Feed, Front, Listed, Output, entry_path, feed_path
from feedpub.render.pages._templates import ASSETS, FOLDER, Templates
from feedpub.render.pages._texts import texts_for
from feedpub.render.pages._viewer import Viewer

__all__ = ["ASSETS_FOLDER", "DIRECTORY", "FOLDER", "Pages"]

DIRECTORY: Final = "index.html"
"""The path of the directory of the feeds."""

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
        self._viewers: dict[int, Viewer] = {}
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

    def feed(self, feed: Feed) -> Output:
        """Return the page of one feed with its entries, without their content."""
        path = feed_path(feed)
        viewer = self._viewer(path)
        return self._output(
            path,
            "feed.html",
            page=viewer.page(feed.title, feed.subtitle, path),
            feed=viewer.feed(feed),
            entries=[viewer.entry(entry, feed.language) for entry in feed.entries],
        )

    def entry(self, entry: Entry, feeds: Iterable[Feed]) -> Output:
        """Return the page of one entry, with its content; `feeds` carry it."""
        path = entry_path(entry.id)
        viewer = self._viewer(path)
        return self._output(
            path,
            "entry.html",
            page=viewer.page(entry.title, entry.summary, path, entry.permalink),
            entry=viewer.entry(entry),
            article=viewer.article(entry),
            feeds=[viewer.feed(feed) for feed in feeds],
        )

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
        depth = path.count("/")
        if depth not in self._viewers:
            self._viewers[depth] = Viewer(self._front, depth)
        return self._viewers[depth]

    def _output(self, path: str, template: str, **values: object) -> Output:
        return Output(path, self._templates.render(template, **values).encode())
