"""Three parsers, of two languages, read the same entries out of every format.

feedparser is Python's; rss-parser and feedsmith are JavaScript's, with an XML parser each. What
they read is compared with what the front matter says, and the content with that of other formats.
"""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from tests.conftest import Project
from tests.parsers.reading import NpmParsers, with_feedparser

SITE: Final = """
[site]
url = "https://feeds.example.org/"
title = "镜像 & Mirror"
description = "What <the> mirror holds"
language = "zh-CN"
timezone = "Asia/Shanghai"
author = "Site author"
[build]
formats = ["rss", "atom", "json"]
pages = false
"""

ARCHIVED: Final = """
title = "Archived"
archive = true
limit = 2
[select]
categories = "新媒体"
"""

RADIO: Final = """
title = "Radio <b>📻</b> & more"
podcast = true
image = "radio.png"
[select]
categories = "Radio"
[itunes]
author = "Radio & Co"
category = ["Arts", "Books"]
image = "https://img.example.org/radio.jpg"
owner_email = "radio@example.org"
owner_name = "Radio & Co"
"""

HTML: Final = """
<h2>正文 &amp; <em>text</em></h2>
<p><a href="/x?a=1&b=2">link</a> <img src="p.png" alt="a">
]]&gt; ]]> &amp;lt;b&amp;gt; 👩‍👩‍👧</p>
<table><tr><th>列</th><td>1 &lt; 2</td></tr></table>
<pre><code>if (a &lt; b &amp;&amp; c[d[0]]&gt;1) {}</code></pre>
"""

AUDIO: Final = {
    "url": "https://cdn.example.org/1.mp3?a=1&b=2",
    "type": "audio/mpeg",
    "length": 1234567,
}
IMAGE: Final = {
    "url": "https://img.example.org/a.png?x=1&y=2",
    "type": "image/png",
    "length": None,
}
SECOND_AUDIO: Final = {
    "url": "https://cdn.example.org/2.m4a",
    "type": "audio/mp4",
    "length": 42,
}

# What the front matter of `write_documents` says, newest first.
ENTRIES: Final[tuple[dict[str, Any], ...]] = (
    {
        "id": "https://example.org/%E6%96%87%E7%AB%A0?a=1&b=2",
        "title": "大括号 { } & 粗 5 < 6",
        "link": "https://example.org/%E6%96%87%E7%AB%A0?a=1&b=2",
        "published": "2022-06-10T14:01:35Z",
        "updated": "2022-06-10T16:00:00Z",
        "summary": "A summary & more, of <b> and &amp;",
        "enclosures": [AUDIO, IMAGE],
        "categories": ["新媒体", "R&D", "Radio", "a < b", "Vec<T>", "tag one"],
        "authors": ["张三"],
        "language": None,
    },
    {
        "id": "urn:uuid:12345678-1234-5678-1234-567812345678",
        "title": "Vec<String> 😀 AT&T &amp; <b>",
        "link": None,
        "published": "2021-10-10T03:06:15Z",
        "updated": "2021-10-10T03:06:15Z",
        "summary": "Text of the second.",
        "enclosures": [],
        "categories": ["新媒体"],
        "authors": ["A One", "B Two & Sons"],
        "language": "en",
    },
    {
        "id": "urn:example:episode:2",
        "title": "]]> “第二集” 👩‍👩‍👧",
        "link": None,
        "published": "2021-01-01T00:00:00Z",
        "updated": "2021-02-03T04:05:06Z",
        "summary": "An episode.",
        "enclosures": [SECOND_AUDIO],
        "categories": ["Radio"],
        "authors": ["Site author"],
        "language": None,
    },
    {
        "id": "https://example.org/own/7",
        "title": "2015",
        "link": "https://example.org/d",
        "published": "2020-01-01T16:00:00Z",
        "updated": "2020-01-01T16:00:00Z",
        "summary": "2015",
        "enclosures": [],
        "categories": ["新媒体"],
        "authors": ["Site author"],
        "language": None,
    },
    *(
        {
            "id": f"https://example.org/{year}",
            "title": f"Of {year}",
            "link": f"https://example.org/{year}",
            "published": f"{year}-12-31T16:00:00Z",
            "updated": f"{year}-12-31T16:00:00Z",
            "summary": "x",
            "enclosures": [],
            "categories": ["新媒体"],
            "authors": ["Site author"],
            "language": None,
        }
        for year in (2017, 2016)
    ),
)
FIELDS: Final = {*ENTRIES[0], "content"}


def write_documents(project: Project) -> None:
    project.seed(
        "blog/full.txt",
        title="'大括号 &#123; &#125; & <b>粗</b> 5 < 6'",
        date="Fri, 10 Jun 2022 14:01:35 GMT",
        updated="2022-06-11T00:00:00+08:00",
        author="张三 <zhang@example.org>",
        categories="\n - 新媒体\n - R&D\n - Radio\n - a < b\n - Vec<T>",
        tags="[tag one]",
        link="https://example.org/文章?a=1&b=2",
        headimg="'https://img.example.org/a.png?x=1&y=2'",
        audio="\n  url: https://cdn.example.org/1.mp3?a=1&b=2\n  length: 1234567"
        "\n  type: audio/mpeg\n  duration: '1:02:03'",
        description="'A summary & more, of &lt;b&gt; and &amp;amp;'",
        body=HTML,
    )
    project.seed(
        "blog/two.md",
        title="'Vec<String> 😀 AT&amp;T &amp;amp; &lt;b&gt;'",
        date="2021-10-10 11:06:15",
        guid="urn:uuid:12345678-1234-5678-1234-567812345678",
        lang="en",
        authors="[A One, 'B Two & Sons <b@example.org>']",
        categories="新媒体",
        body="Text of *the* second.",
    )
    project.seed(
        "episode.html",
        title="']]> “第二集” 👩‍👩‍👧'",
        date="2021-01-01T08:00:00+08:00",
        updated="2021-02-03T04:05:06Z",
        guid="urn:example:episode:2",
        categories="Radio",
        audio="{url: 'https://cdn.example.org/2.m4a', length: 42, type: audio/mp4, duration: 61}",
        description="An episode.",
    )
    project.seed(
        "own.html",
        title="2015",
        date="2020-01-02",
        guid="https://example.org/own/7",
        link="https://example.org/d",
        categories="新媒体",
        body="",
    )
    for year in (2017, 2016):
        link = f"https://example.org/{year}"
        project.seed(
            f"old/{year}.html",
            title=f"Of {year}",
            date=f"{year + 1}-01-01",
            link=link,
            categories="新媒体",
            body="<p>x</p>",
        )


def holding(category: str) -> list[str]:
    return [entry["id"] for entry in ENTRIES if category in entry["categories"]]


# The ids in every feed file, without its ending.
FEEDS: Final[Mapping[str, list[str]]] = {
    "all": [entry["id"] for entry in ENTRIES],
    "category/新媒体": holding("新媒体"),
    "archived": holding("新媒体")[:2],
    "archive/archived/2": holding("新媒体")[2:3],
    "archive/archived/1": holding("新媒体")[3:],
    "radio": holding("Radio"),
}

# Which parser reads which format. feedparser and rss-parser know no JSON Feed: the first calls it
# no well-formed XML, the second fails.
READS: Final = (
    ("feedparser", "rss"),
    ("feedparser", "atom"),
    ("feedsmith", "rss"),
    ("feedsmith", "atom"),
    ("feedsmith", "json"),
    ("rss-parser", "rss"),
    ("rss-parser", "atom"),
)

# What a parser gives nobody, of the feed or of an entry: rss-parser reads no attribute of the
# elements <feed> and <entry>, so no xml:lang. By itself it reads neither the categories, the
# enclosures and `updated` of Atom, nor the second author of any format; read.mjs has it do so by
# its `customFields`.
UNREAD: Final[Mapping[tuple[str, str], set[str]]] = {("rss-parser", "atom"): {"language"}}

Readings = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def readings(parsers: NpmParsers, tmp_path_factory: pytest.TempPathFactory) -> Readings:
    """Return what each parser reads out of each file of ``out/``: by path, then by parser."""
    project = Project(tmp_path_factory.mktemp("project"))
    project.write("feeds/site.toml", SITE)
    project.write("feeds/archived.toml", ARCHIVED)
    project.write("feeds/radio.toml", RADIO)
    write_documents(project)
    result = project.build()
    assert result.problems == ()
    out = project.path / "out"
    files = [out / name for name in project.out() if name.endswith((".rss", ".atom", ".json"))]
    read = parsers.read([*files, out / "feeds.opml"])
    for file in files:
        if file.suffix != ".json":
            read[file]["feedparser"] = with_feedparser(file)
    return {file.relative_to(out).as_posix(): by_parser for file, by_parser in read.items()}


def expected(entry: Mapping[str, Any], parser: str, form: str) -> dict[str, Any]:
    """Return what `parser` is to read of `entry` out of a format, but for its content."""
    wanted = {key: value for key, value in entry.items() if key not in unread(parser, form)}
    if form == "rss":
        # Readers take one enclosure of an item, and the W3C validator warns of a second.
        wanted["enclosures"] = wanted["enclosures"][:1]
    if (parser, form) == ("rss-parser", "atom") and wanted["link"] is None:
        # Where no link is the alternate one, rss-parser takes the first, whatever it is.
        wanted["link"] = next((it["url"] for it in wanted["enclosures"]), None)
    return wanted


def unread(parser: str, form: str) -> set[str]:
    return UNREAD.get((parser, form), set())


def contents(reading: Mapping[str, Any]) -> dict[str, str]:
    return {entry["id"]: entry["content"] for entry in reading["entries"]}


def test_every_parser_reads_every_file_that_it_can(readings: Readings) -> None:
    assert {name for name in readings if name.endswith(".json")} > {
        f"{name}.json" for name in FEEDS
    }
    for name, by_parser in readings.items():
        form = name.rpartition(".")[2]
        able = [parser for parser, known in READS if known == form] or ["feedsmith"]
        assert sorted(by_parser) == sorted(able), name
        assert {parser: read.get("error") for parser, read in by_parser.items()} == dict.fromkeys(
            able
        ), name


@pytest.mark.parametrize(("parser", "form"), READS)
@pytest.mark.parametrize("name", FEEDS)
def test_entries_are_those_of_the_front_matter(
    readings: Readings, name: str, parser: str, form: str
) -> None:
    entries = readings[f"{name}.{form}"][parser]["entries"]
    assert [entry["id"] for entry in entries] == FEEDS[name]
    told = {entry["id"]: entry for entry in ENTRIES}
    for entry in entries:
        assert set(entry) == FIELDS - unread(parser, form)
        without_content = {key: value for key, value in entry.items() if key != "content"}
        assert without_content == expected(told[entry["id"]], parser, form)


@pytest.mark.parametrize(("parser", "form"), READS)
@pytest.mark.parametrize("name", FEEDS)
def test_the_content_is_the_same_in_every_format(
    readings: Readings, name: str, parser: str, form: str
) -> None:
    read = contents(readings[f"{name}.{form}"][parser])
    assert all(read.values())
    assert read == contents(readings[f"{name}.json"]["feedsmith"])


def test_html_reaches_every_parser_unharmed(readings: Readings) -> None:
    for parser, form in READS:
        content = contents(readings[f"all.{form}"][parser])[ENTRIES[0]["id"]]
        for part in (
            "<h2>正文 &amp; <em>text</em></h2>",
            'href="https://example.org/x?a=1&amp;b=2"',
            'src="https://example.org/p.png"',
            "]]&gt; ]]&gt; &amp;lt;b&amp;gt; 👩‍👩‍👧</p>",
            "<th>列</th><td>1 &lt; 2</td>",
            "<code>if (a &lt; b &amp;&amp; c[d[0]]&gt;1) {}</code>",
        ):
            assert part in content, (parser, form)


@pytest.mark.parametrize(("parser", "form"), READS)
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("all", "镜像 & Mirror"),
        ("category/新媒体", "新媒体 · 镜像 & Mirror"),
        ("archive/archived/1", "Archived"),
        ("radio", "Radio 📻 & more"),
    ],
)
def test_feeds_have_their_title_page_and_language(
    readings: Readings, name: str, title: str, parser: str, form: str
) -> None:
    told = {"title": title, "home": "https://feeds.example.org/", "language": "zh-CN"}
    wanted = {key: value for key, value in told.items() if key not in unread(parser, form)}
    assert readings[f"{name}.{form}"][parser]["feed"] == wanted


def test_the_archive_holds_every_entry_once(readings: Readings) -> None:
    for form in ("rss", "atom", "json"):
        read = [
            entry["id"]
            for name in ("archived", "archive/archived/2", "archive/archived/1")
            for entry in readings[f"{name}.{form}"]["feedsmith"]["entries"]
        ]
        whole = readings[f"category/新媒体.{form}"]["feedsmith"]["entries"]
        assert read == [entry["id"] for entry in whole]


def test_the_list_of_feeds_names_all_of_them(readings: Readings) -> None:
    read = readings["feeds.opml"]["feedsmith"]
    assert read["title"] == "镜像 & Mirror"
    home = {"home": "https://feeds.example.org/", "type": "rss"}
    by_url = {feed["url"]: feed for feed in read["feeds"]}
    assert len(by_url) == len(read["feeds"])
    root = "https://feeds.example.org"
    for url, title, folder in (
        (f"{root}/all.rss", "镜像 & Mirror", None),
        (f"{root}/category/%E6%96%B0%E5%AA%92%E4%BD%93.rss", "新媒体 · 镜像 & Mirror", "category"),
        (f"{root}/archived.rss", "Archived", None),
        (f"{root}/radio.rss", "Radio 📻 & more", None),
    ):
        assert by_url[url] == {"url": url, "title": title, "folder": folder, **home}
    files = {name for name in readings if name.endswith(".rss") and not name.startswith("archive/")}
    assert len(by_url) == len(files)
