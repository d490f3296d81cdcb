"""Texts of documents stay texts in all that is written, and nothing of the machine is in it."""

import json
import platform
import re
import socket
from collections import Counter
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from feedpub import __version__
from tests.conftest import SITE_URL, Project

SITE = f"""
[site]
url = "{SITE_URL}"
title = "Notes"
[build]
formats = ["rss", "atom", "json"]
ledger = true
archive = true
limit = 2
[category]
[tag]
feeds = true
[author]
feeds = true
"""

# Each begins in text, in an attribute, in CDATA, in a script, in JSON, and ends it.
ATTACKS = (
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script><x y=\"",
    "' onload='alert(1)' x='",
    "]]><item><title>owned</title></item><![CDATA[",
    "</title></channel><channel><title>owned",
    "<!--", "-->", "<?xml-stylesheet href='https://evil.example/x.xsl'?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&xxe;", '<!ENTITY xxe SYSTEM "file:///etc/passwd">',
    '", "evil": "owned', "\\u003cscript\\u003e", "\\", "\\\"",
    "{{ 7 * 7 }}", "{% include 'x' %}", "${7*7}",
    "<title>owned</title>", "<outline text='owned' xmlUrl='https://evil.example/'/>",
    "\u2028alert(1)//", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
)  # fmt: skip


def built(folder: Path, text: str) -> Project:
    project = Project(folder)
    project.write("feeds/site.toml", SITE)
    quoted = json.dumps(text)
    for day in (1, 2, 3):
        project.seed(
            f"{day}.md",
            title=json.dumps(f"a{text}"),
            date=f"2024-01-0{day}",
            categories=f"[{json.dumps(f'c{text}')}]",
            tags=f"[{json.dumps(f't{text}')}]",
            author=json.dumps(f"n{text}"),
            summary=json.dumps(f"s{text}"),
            language=quoted,
            link=quoted,
            guid=json.dumps(f"{day}{text}"),
        )
    project.build()
    return project


class Shape(HTMLParser):
    """The elements of a page, with their attributes' names; what runs or is fetched, whole."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()
        self.texts: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found[(tag, *sorted(given))] += 1
        if tag == "meta" and given.get("property"):
            self.texts[str(given["property"])] = str(given["content"])
        assert not any(name.startswith("on") for name in given)
        for name in ("href", "src"):
            assert not str(given.get(name)).lower().startswith(("javascript:", "data:"))

    def handle_decl(self, decl: str) -> None:
        assert decl.lower() == "doctype html"


def elements(body: bytes) -> set[str]:
    """Return the names of elements, with their attributes'.

    But for ``type``: it says how a text is written.
    """
    tree = etree.fromstring(body)
    assert tree.getroottree().docinfo.internalDTD is None
    assert not tree.xpath("//processing-instruction() | //comment()")
    return {f"{one.tag} {sorted({*one.attrib} - {'type'})}" for one in tree.iter()}


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {*value, *(key for one in value.values() for key in keys(one))}
    return {key for one in value for key in keys(one)} if isinstance(value, list) else set()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return built(tmp_path_factory.mktemp("plain"), " plain text")


def pages_below(folder: str, files: dict[str, bytes]) -> list[Shape]:
    return [
        Shape(body.decode()) for name, body in files.items() if name.rpartition("/")[0] == folder
    ]


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_is_a_text_everywhere(plain: Project, tmp_path: Path, text: str) -> None:
    usual, found = plain.published(), built(tmp_path, text).published()
    for name in ("all.rss", "all.atom", "feeds.opml"):
        assert elements(found[name]) <= elements(usual[name]), name
    for name in ("all.rss", "all.atom"):
        path = "{*}channel/{*}item/{*}title" if name == "all.rss" else "{*}entry/{*}title"
        assert len(etree.fromstring(found[name]).findall(path)) == 2
    assert keys(json.loads(found["all.json"])) <= keys(json.loads(usual["all.json"]))
    assert len(json.loads(found["all.json"])["items"]) == 2
    shapes = set(Shape(usual["index.html"].decode()).found) | set(
        Shape(usual["all.html"].decode()).found
    )
    for name in ("index.html", "all.html"):
        assert set(Shape(found[name].decode()).found) <= shapes, name
    entries, usual_entries = pages_below("entries", found), pages_below("entries", usual)
    assert len(entries) == 3
    for page in entries:
        assert set(page.found) <= set(usual_entries[0].found)
        assert page.texts["og:title"].startswith("a")
    [older], [usual_older] = pages_below("entries/all", found), pages_below("entries/all", usual)
    assert set(older.found) <= set(usual_older.found)
    for name in found:
        assert ".." not in name and "<" not in name and "script>" not in name


def test_nothing_of_the_machine_is_published(plain: Project) -> None:
    secrets = [str(plain.path), plain.path.name, socket.gethostname(), platform.release()]
    secrets += [__version__, platform.python_version()]
    secrets += [version(name) for name in ("lxml", "nh3", "bleach", "markdown-it-py")]
    folder = plain.path / "out"
    for path in folder.rglob("*"):
        assert str(plain.path) not in path.name
        if path.is_file():
            body = path.read_text("utf-8")
            words = [rf"(?<![\w.-]){re.escape(secret)}(?![\w.-])" for secret in secrets]
            assert [word for word in words if re.search(word, body)] == [], path
