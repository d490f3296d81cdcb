"""Feeds at the addresses that subscribers have already, whatever their endings."""

import json
import xml.etree.ElementTree as ET

import pytest

from feedpub.errors import ConfigError
from feedpub.validator import validate
from tests.conftest import SITE_URL, Project

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def blog(project: Project) -> Project:
    project.seed("a.md", title="One", date="2024-05-01", categories="x")
    return project


def self_link(body: bytes) -> str | None:
    root = ET.fromstring(body)
    found = root.iter(f"{ATOM}link")
    return next((link.get("href") for link in found if link.get("rel") == "self"), None)


def mistake(project: Project, source: str, name: str = "all") -> str:
    project.write(f"feeds/{name}.toml", source)
    with pytest.raises(ConfigError) as refused:
        project.build()
    return str(refused.value)


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ('path = "atom.xml"', {"atom.xml": "feed", "all.rss": "rss"}),
        ('path = "rss.xml"', {"rss.xml": "rss", "all.atom": "feed"}),
        ('path = "/rss2.xml"', {"rss2.xml": "rss", "all.atom": "feed"}),
        ('path = "feed.xml"\nformats = "atom"', {"feed.xml": "feed"}),
        ('path = "index.xml"\nformats = "rss"', {"index.xml": "rss"}),
        ('path = "blog/index.XML"\nformats = "rss"', {"blog/index.XML": "rss"}),
        ('path = "index.rdf"\nformats = "rss"', {"index.rdf": "rss"}),
        (
            'path = { atom = "feed.xml", rss = "rss/index.xml" }',
            {"feed.xml": "feed", "rss/index.xml": "rss"},
        ),
        ('path = { atom = "feed" }', {"feed": "feed", "all.rss": "rss"}),
        ('path = "news"', {"news.rss": "rss", "news.atom": "feed"}),
        ('path = "news.rss"', {"news.rss": "rss", "news.atom": "feed"}),
    ],
)
def test_a_whole_path_is_that_of_one_file(
    blog: Project, source: str, files: dict[str, str]
) -> None:
    blog.write("feeds/all.toml", source)
    blog.build()
    out = blog.out()
    assert {name for name in out if not name.startswith("category")} == {*files, "feeds.opml"}
    for name, root in files.items():
        assert ET.fromstring(out[name]).tag.rpartition("}")[2] == root
        assert self_link(out[name]) == f"{SITE_URL}{name}"
        assert not validate(out[name], name=name, addresses=(f"{SITE_URL}{name}",))


def test_a_whole_path_changes_neither_id_nor_page_of_the_feed(blog: Project) -> None:
    blog.build()
    before = blog.published()
    blog.write("feeds/all.toml", 'path = "atom.xml"')
    blog.build()
    after = blog.published()
    assert before.keys() - after.keys() == {"all.atom"}
    assert after.keys() - before.keys() == {"atom.xml"}
    ids = [
        ET.fromstring(body).findtext(f"{ATOM}id")
        for body in (before["all.atom"], after["atom.xml"])
    ]
    assert ids[0] == ids[1]
    page = after["all.html"].decode()
    assert "atom.xml" in page
    assert "all.atom" not in page


def test_a_whole_path_is_in_the_list_of_feeds_and_on_pages(blog: Project) -> None:
    blog.write("feeds/all.toml", 'path = { rss = "index.xml", atom = "atom.xml" }')
    blog.build()
    out = blog.published()
    assert f'xmlUrl="{SITE_URL}index.xml"' in out["feeds.opml"].decode()
    assert f"{SITE_URL}index.xml" in out["all.html"].decode()
    assert "all.rss" not in b"".join(out.values()).decode("utf-8", "ignore")


def test_a_json_feed_can_have_any_path(blog: Project) -> None:
    blog.write("feeds/all.toml", 'formats = ["json"]\npath = { json = "feed/json" }')
    blog.build()
    assert json.loads(blog.out()["feed/json"])["feed_url"] == f"{SITE_URL}feed/json"


@pytest.mark.parametrize(
    ("source", "copies"),
    [
        ('aliases = ["atom.xml", "rss.xml"]', {"atom.xml": "all.atom", "rss.xml": "all.rss"}),
        ('aliases = { atom = "feed.xml" }', {"feed.xml": "all.atom"}),
        (
            'aliases = [{ rss = "feed.xml" }, "old"]',
            {"feed.xml": "all.rss", "old.atom": "all.atom"},
        ),
        ('path = "atom.xml"\naliases = "feed.xml"\nformats = "atom"', {"feed.xml": "atom.xml"}),
        ('path = "atom.xml"\naliases = "all.atom"', {"all.atom": "atom.xml"}),
    ],
)
def test_a_whole_path_can_be_that_of_a_copy(
    blog: Project, source: str, copies: dict[str, str]
) -> None:
    blog.write("feeds/all.toml", source)
    blog.build()
    out = blog.out()
    for copy, of in copies.items():
        assert out[copy] == out[of]
        assert self_link(out[copy]) == f"{SITE_URL}{of}"


def test_parts_of_an_archive_stand_where_they_stood(blog: Project) -> None:
    for number in range(5):
        blog.seed(f"{number}.md", title="x", date=f"2024-04-0{number + 1}")
    blog.write("feeds/all.toml", 'path = "atom.xml"\narchive = true\nlimit = 2')
    blog.build()
    assert "archive/all/1.atom" in blog.out()


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ('path = "feed.xml"', "feeds/all.toml:1: path: 'feed.xml' could be rss or atom; write"),
        ('path = { rss = "a.xml", atom = "A.xml" }', "1: path: 'A.xml' would be two files"),
        ('path = { json = "a.json" }', "1: path: there is no json of this feed; add it to formats"),
        ('path = { xml = "a.json" }', "1: path: 'xml' is no format; write some of rss, atom, json"),
        ('path = { rss = "a.html" }', "1: path: 'a.html' has the ending of another kind of file"),
        ('path = "../a.xml"', "1: path: '../a.xml' is no path that every server can serve"),
        ('path = "media/a.xml"', "1: path: 'media/a.xml' is kept for feedpub's own files"),
        ('path = { rss = "" }', "1: path: is empty"),
        ("path = { rss = 3 }", "1: path: 3 is not text"),
        ('aliases = "feed.xml"', "1: aliases: 'feed.xml' could be rss or atom"),
    ],
)
def test_a_path_that_can_not_be_is_refused(blog: Project, source: str, what: str) -> None:
    assert what in mistake(blog, source)


def test_two_feeds_at_one_address_are_refused(blog: Project) -> None:
    blog.write("feeds/all.toml", 'path = "atom.xml"')
    assert "the path 'atom.xml' is also in" in mistake(blog, 'path = "atom.xml"', "b")


@pytest.mark.parametrize(
    "source", ['path = { atom = "category" }', 'aliases = { rss = "category/x" }\n[of]\ntag = "y"']
)
def test_a_file_where_a_folder_is_wanted_is_refused(blog: Project, source: str) -> None:
    name = "all" if "[of]" not in source else "y"
    blog.write("feeds/site.toml", "[category]\nread = 'path'")
    blog.seed("b.md", title="Two", date="2024-05-01", categories="[x, y]", tags="y")
    assert "would both be out/category" in mistake(blog, source, name)
