"""Reads feed files with feedparser, and with parsers from npm, into the same few words.

A feed is ``{"feed": {title, home, language}, "entries": [...]}``; an entry is a dict of id, title,
link, published, updated, summary, content, enclosures, categories, authors and language. Titles and
summaries are what a reader shows, moments are ``2022-06-10T14:01:35Z``, and None is what a
feed does not say. A parser that can't read something leaves out its key.
"""

import html
import json
import os
import re
import shutil
import subprocess
from calendar import timegm
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import feedparser
import pytest

HERE: Final = Path(__file__).parent
PACKAGES: Final = tuple(json.loads((HERE / "package.json").read_bytes())["dependencies"])
_TAG: Final = re.compile(r"<[!?/A-Za-z][^>]*>")


@dataclass(frozen=True)
class NpmParsers:
    """Node, and the folder of the packages that read.mjs needs."""

    node: str
    modules: Path

    def read(self, files: Sequence[Path]) -> dict[Path, dict[str, Any]]:
        """Return what each parser reads out of each file, by the name of the parser."""
        done = subprocess.run(
            [self.node, str(HERE / "read.mjs"), *map(str, files)],
            env={**os.environ, "FEEDPUB_NODE_MODULES": str(self.modules)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return {Path(file): read for file, read in json.loads(done.stdout).items()}


def npm_parsers() -> NpmParsers:
    """Return the parsers; without them, skip, but not where the tests have to run."""
    named = os.environ.get("FEEDPUB_NODE_MODULES")
    modules = (Path(named) if named else HERE / "node_modules").absolute()
    node = shutil.which("node")
    missing = [name for name in PACKAGES if not (modules / name / "package.json").is_file()]
    if node and not missing:
        return NpmParsers(node, modules)
    if node is None:
        message = "Node was not found: install nodejs and npm, then run `make test`"
    else:
        message = (
            f"{', '.join(missing)} not found in {modules}: install npm, then run `make test`,"
            " or name the folder in FEEDPUB_NODE_MODULES"
        )
    if os.environ.get("CI") or named:
        pytest.fail(message)
    pytest.skip(message)


def with_feedparser(path: Path) -> dict[str, Any]:
    """Return what feedparser reads out of a file."""
    read = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
    if read.bozo:
        return {"error": repr(read.bozo_exception)}
    feed = read.feed
    language = feed.get("language")
    return {
        "feed": {"title": _shown(feed.title_detail), "home": feed.link, "language": language},
        "entries": [_entry(entry, path.suffix, language) for entry in read.entries],
    }


def _entry(entry: Any, ending: str, language: str | None) -> Mapping[str, Any]:
    links = [it.href for it in entry.get("links", []) if it.rel == "alternate"]
    own = entry.get("language") if ending == ".rss" else entry.title_detail.language
    return {
        "id": entry.get("id"),
        "title": _shown(entry.title_detail),
        # Where there is no link, `entry.link` is the id of the entry.
        "link": links[0] if links else None,
        "published": _moment(entry.get("published_parsed")),
        "updated": _moment(entry.get("updated_parsed")),
        "summary": _shown(entry.summary_detail),
        "content": entry.content[0].value,
        "enclosures": [
            {"url": it.href, "type": it.type, "length": int(it.length) or None}
            for it in entry.get("enclosures", [])
        ],
        "categories": [tag.term for tag in entry.get("tags", [])],
        "authors": [author.name for author in entry.get("authors", [])],
        # The language of an Atom entry is that of the feed where it names none.
        "language": None if own == language else own,
    }


def _shown(detail: Any) -> str:
    if detail.type == "text/plain":
        return str(detail.value)
    return _shown_html(detail.value)


def _shown_html(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _moment(parsed: Any) -> str | None:
    if parsed is None:
        return None
    return datetime.fromtimestamp(timegm(parsed), UTC).isoformat().replace("+00:00", "Z")
