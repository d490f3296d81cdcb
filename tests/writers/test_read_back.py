"""What a feed reader reads out of both formats is what the front matter says.

The real command builds; feedparser, which half of the world's readers are made with, reads.
"""

import html
import subprocess
import sys
from pathlib import Path
from typing import Any

import feedparser
import pytest

from feedpub.model import entry_path
from tests.conftest import Project

SITE = """
[site]
url = "https://feeds.example.org/"
title = "镜像 & Mirror"
description = "What <the> mirror holds"
language = "zh-CN"
timezone = "Asia/Shanghai"
author = "Site author"
"""


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    project = Project(tmp_path_factory.mktemp("project"))
    project.write("feeds/site.toml", SITE)
    project.seed(
        "full.txt",
        title="'大括号 &#123; &#125; & <b>粗</b> 5 < 6'",
        date="Fri, 10 Jun 2022 14:01:35 GMT",
        updated="2022-06-11T00:00:00+08:00",
        author="{name: 张三, email: zhang@example.org, uri: 'https://example.org/zhang'}",
        categories="\n - 新媒体\n - R&D",
        tags="[tag one]",
        link="https://example.org/文章?a=1&b=2",
        headimg="'https://img.example.org/a.png?x=1&y=2'",
        description="A summary & more",
        body='<p>正文 &amp; <a href="/x?a=1&b=2">link</a> <img src="p.png"> ]]&gt; &amp;lt;</p>',
    )
    project.seed(
        "two.md",
        title="Two authors",
        date="2021-10-10 11:06:15",
        authors="[A One, 'B Two <b@example.org>']",
        categories="新媒体",
        body="<p>Text of the second.</p>",
    )
    project.seed("bare.html", title="2015", date="2020-01-02", body="")
    command = [sys.executable, "-m", "feedpub", "build", "--project", str(project.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    return {
        name: feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
        for name, body in project.out().items()
        if not name.endswith(".opml")
    }


def shown(detail: Any) -> str:
    """Return what a reader shows of a text that feedparser says is plain or HTML."""
    return html.unescape(detail.value) if detail.type == "text/html" else str(detail.value)


def test_feedparser_has_nothing_to_complain_of(feeds: dict[str, Any]) -> None:
    assert len(feeds) == 6
    assert [name for name, feed in feeds.items() if feed.bozo] == []


@pytest.mark.parametrize("name", ["all.rss", "all.atom"])
def test_feed(feeds: dict[str, Any], name: str) -> None:
    feed = feeds[name].feed
    assert shown(feed.title_detail) == "镜像 & Mirror"
    assert shown(feed.subtitle_detail) == "What <the> mirror holds"
    assert feed.link == "https://feeds.example.org/all.html"
    assert feed.language == "zh-CN"
    assert feed.generator == "feedpub"
    assert feed.updated_parsed[:6] == (2022, 6, 10, 16, 0, 0)
    [self_link] = [link for link in feed.links if link.rel == "self"]
    assert self_link.href == f"https://feeds.example.org/{name}"


@pytest.mark.parametrize("name", ["all.rss", "all.atom"])
class TestEntries:
    def test_ids(self, feeds: dict[str, Any], name: str) -> None:
        found = [entry.id for entry in feeds[name].entries]
        assert found[0] == "https://example.org/%E6%96%87%E7%AB%A0?a=1&b=2"
        assert all(urn.startswith("urn:uuid:") for urn in found[1:])
        assert found == [entry.id for entry in feeds["all.atom"].entries]

    def test_titles(self, feeds: dict[str, Any], name: str) -> None:
        titles = [shown(entry.title_detail) for entry in feeds[name].entries]
        assert titles == ["大括号 { } & 粗 5 < 6", "Two authors", "2015"]

    def test_dates(self, feeds: dict[str, Any], name: str) -> None:
        assert [tuple(entry.published_parsed)[:6] for entry in feeds[name].entries] == [
            (2022, 6, 10, 14, 1, 35),
            (2021, 10, 10, 3, 6, 15),
            (2020, 1, 1, 16, 0, 0),
        ]

    def test_authors(self, feeds: dict[str, Any], name: str) -> None:
        entries = feeds[name].entries
        names = [[author.name for author in entry.authors] for entry in entries]
        assert names == [["张三"], ["A One", "B Two"], ["Site author"]]

    def test_categories(self, feeds: dict[str, Any], name: str) -> None:
        terms = [[tag.term for tag in entry.get("tags", [])] for entry in feeds[name].entries]
        assert terms == [["新媒体", "R&D", "tag one"], ["新媒体"], []]

    def test_links(self, feeds: dict[str, Any], name: str) -> None:
        links = [
            [link.href for link in entry.get("links", []) if link.rel == "alternate"]
            for entry in feeds[name].entries
        ]
        own, *pages = [address for [address] in links]
        assert own == "https://example.org/%E6%96%87%E7%AB%A0?a=1&b=2"
        assert pages == [
            f"https://feeds.example.org/{entry_path(entry.id)}" for entry in feeds[name].entries[1:]
        ]

    def test_enclosures(self, feeds: dict[str, Any], name: str) -> None:
        found = [
            [(it.href, it.type, it.length) for it in entry.get("enclosures", [])]
            for entry in feeds[name].entries
        ]
        assert found == [[("https://img.example.org/a.png?x=1&y=2", "image/png", "0")], [], []]

    def test_media(self, feeds: dict[str, Any], name: str) -> None:
        entry = feeds[name].entries[0]
        assert [(it["url"], it["medium"]) for it in entry.media_content] == [
            ("https://img.example.org/a.png?x=1&y=2", "image")
        ]
        assert entry.media_thumbnail == [{"url": "https://img.example.org/a.png?x=1&y=2"}]

    def test_summaries(self, feeds: dict[str, Any], name: str) -> None:
        # RSS descriptions are HTML, Atom's summary says that it is text.
        first = "A summary & more" if name.endswith(".atom") else "A summary &amp; more"
        assert [entry.get("summary") for entry in feeds[name].entries] == [
            first,
            "Text of the second.",
            "2015",
        ]

    def test_content(self, feeds: dict[str, Any], name: str) -> None:
        content = [entry.content[0].value for entry in feeds[name].entries]
        assert content == [
            '<p>正文 &amp; <a href="https://example.org/x?a=1&amp;b=2">link</a> '
            '<img referrerpolicy="no-referrer" src="https://example.org/p.png">'
            " ]]&gt; &amp;lt;</p>",
            "<p>Text of the second.</p>",
            "<p>2015</p>",
        ]


@pytest.mark.parametrize("name", ["all.rss", "all.atom"])
def test_updated_of_entries(feeds: dict[str, Any], name: str) -> None:
    assert tuple(feeds[name].entries[0].updated_parsed)[:6] == (2022, 6, 10, 16, 0, 0)


def test_people_of_atom_have_addresses(feeds: dict[str, Any]) -> None:
    [person] = feeds["all.atom"].entries[0].authors
    assert (person.email, person.href) == ("zhang@example.org", "https://example.org/zhang")


def test_category_feeds_are_the_filter_of_everything(feeds: dict[str, Any]) -> None:
    for ending in ("rss", "atom"):
        expected = [
            entry.id
            for entry in feeds[f"all.{ending}"].entries
            if "新媒体" in [tag.term for tag in entry.get("tags", [])]
        ]
        assert [entry.id for entry in feeds[f"category/新媒体.{ending}"].entries] == expected


def test_permalinks_are_marked(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.seed("a.md", title="a", date="2022-01-01", link="https://example.org/a")
    project.seed("b.md", title="b", date="2022-01-01", link="https://example.org/b", id="x-1")
    project.build()
    rss = project.out()["all.rss"].decode()
    assert '<guid isPermaLink="true">https://example.org/a</guid>' in rss
    assert '<guid isPermaLink="false">urn:uuid:' in rss
