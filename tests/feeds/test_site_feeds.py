"""Whole sites: the feeds that are made by themselves, those defined, and the list of them."""

import json
from dataclasses import replace
from typing import TypeAlias

import pytest
from lxml import etree

from feedpub.errors import ConfigError, OutputError
from feedpub.model import BuildResult
from feedpub.pipeline.build import Options
from feedpub.pipeline.ranges import Division
from tests.conftest import SITE_URL, Project
from tests.pipeline.test_ledger import everything

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "{http://purl.org/dc/elements/1.1/}"


def configure(project: Project, more: str = "", formats: str = "['atom']") -> None:
    project.write(
        "feeds/site.toml",
        f"[site]\nurl = '{SITE_URL}'\ntitle = 'Site'\n[build]\nformats = {formats}\n{more}",
    )


@pytest.fixture
def blog(project: Project) -> Project:
    configure(project)
    project.seed("a.md", title="a", date="2023-12-31", categories="x", tags="[t, u]", author="Ann")
    project.seed(
        "b.md", title="b", date="2024-05-02", categories="[x, y]", tags="t", authors="[Ann, Bo]"
    )
    return project


def feeds(project: Project) -> dict[str, list[str]]:
    """Return the titles of all Atom feeds by path."""
    found = {}
    for name, body in project.out().items():
        if name.endswith(".atom"):
            entries = etree.fromstring(body).iterfind("{*}entry")
            found[name.removesuffix(".atom")] = [
                entry.findtext("{*}title", "") for entry in entries
            ]
    return found


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param("", {"category/x": ["b", "a"], "category/y": ["b"]}, id="categories"),
        pytest.param("[category]\nfeeds = false", {}, id="nothing"),
        pytest.param(
            "[category]\nfeeds = false\n[tag]\nfeeds = true",
            {"tag/t": ["b", "a"], "tag/u": ["a"]},
            id="tags",
        ),
        pytest.param(
            "[category]\nfeeds = false\n[year]\nfeeds = true",
            {"year/2023": ["a"], "year/2024": ["b"]},
            id="years",
        ),
        pytest.param("[category]\nleast = 2", {"category/x": ["b", "a"]}, id="of some size"),
        pytest.param("[category]\nleave_out = 'x'", {"category/y": ["b"]}, id="but one"),
        pytest.param(
            "[category]\nread = 'path'",
            {"category/x": ["b", "a"], "category/x/y": ["b"]},
            id="in branches",
        ),
        pytest.param(
            "[category]\nread = 'path'\nleave_out = 'x/y'",
            {"category/x": ["b", "a"]},
            id="a branch",
        ),
    ],
)
def test_feeds_are_made_of(blog: Project, more: str, expected: dict[str, list[str]]) -> None:
    configure(blog, more)
    assert blog.build(site_url=None).problems == ()
    assert feeds(blog) == {"all": ["b", "a"], **expected}


def test_feeds_of_authors_have_safe_names(blog: Project) -> None:
    configure(blog, "[category]\nfeeds = false\n[author]\nfeeds = true\ntitle = 'By {author}'\n")
    blog.build(site_url=None)
    found = feeds(blog)
    assert found == {"all": ["b", "a"], "author/ann": ["b", "a"], "author/bo": ["b"]}
    titles = {etree.fromstring(body).findtext("{*}title") for body in blog.out().values()}
    assert {"By Ann", "By Bo"} <= titles


def test_a_change_of_the_settings_removes_what_is_no_more(blog: Project) -> None:
    configure(blog, "[tag]\nfeeds = true\n[year]\nfeeds = true\n")
    blog.build(site_url=None)
    assert (blog.path / "out/year").is_dir()
    configure(blog)
    removed = blog.build(site_url=None).removed
    assert [path for path in removed if path.endswith(".atom")] == [
        "tag/t.atom",
        "tag/u.atom",
        "year/2023.atom",
        "year/2024.atom",
    ]
    assert not (blog.path / "out/year").exists()


class TestDefinitions:
    def test_make_feeds_of_their_own(self, blog: Project) -> None:
        blog.write("feeds/own.toml", "title = 'Mine'\nlimit = 1\n[select]\ntags = 't'")
        blog.build(site_url=None)
        assert feeds(blog)["own"] == ["b"]
        assert etree.fromstring(blog.out()["own.atom"]).findtext("{*}title") == "Mine"

    def test_that_are_removed_take_their_files_with_them(self, blog: Project) -> None:
        path = blog.write("feeds/own.toml", "path = 'news/own'\naliases = 'older/own'")
        blog.build(site_url=None)
        assert {"news/own.atom", "older/own.atom"} <= set(blog.out())
        path.unlink()
        assert blog.build(site_url=None).removed == (
            "news/own.atom",
            "news/own.html",
            "older/own.atom",
        )
        assert not (blog.path / "out/news").exists()

    def test_serve_the_same_at_their_aliases(self, blog: Project) -> None:
        configure(blog, formats="['rss', 'atom', 'json']")
        blog.write("feeds/own.toml", "path = 'new'\naliases = ['old', 'older/own']")
        blog.build(site_url=None)
        out = blog.out()
        for form in ("rss", "atom", "json"):
            assert out[f"old.{form}"] == out[f"older/own.{form}"] == out[f"new.{form}"]
            assert f"{SITE_URL}new.{form}".encode() in out[f"old.{form}"]
            assert f"{SITE_URL}old.{form}".encode() not in out[f"old.{form}"]

    def test_rename_a_feed_that_there_is(self, blog: Project) -> None:
        blog.write("feeds/x.toml", "path = 'ex'\naliases = 'category/x'\n[of]\ncategory = 'x'")
        blog.build(site_url=None)
        out = blog.out()
        assert out["ex.atom"] == out["category/x.atom"]
        assert etree.fromstring(out["ex.atom"]).findtext("{*}id") == f"{SITE_URL}ex"

    def test_change_the_feed_of_everything(self, blog: Project) -> None:
        blog.write(
            "feeds/all.toml",
            "title = 'All of {site}'\nlimit = 1\nformats = ['json']\npath = 'feed'",
        )
        blog.build(site_url=None)
        assert "all.atom" not in blog.out() and "feed.atom" not in blog.out()
        document = json.loads(blog.out()["feed.json"])
        assert document["title"] == "All of Site"
        assert [item["title"] for item in document["items"]] == ["b"]

    def test_with_an_id_of_their_own_keep_it(self, blog: Project) -> None:
        blog.write("feeds/own.toml", "id = 'https://old.example.org/feed'")
        blog.build(site_url=None)
        feed = etree.fromstring(blog.out()["own.atom"])
        assert feed.findtext("{*}id") == "https://old.example.org/feed"

    @pytest.mark.parametrize(
        "definition",
        [
            "path = 'category/x'",
            "path = 'category/X'",
            "aliases = 'category/x'",
            "path = 'all'",
            "path = 'ALL.rss'",
        ],
    )
    def test_may_not_take_the_path_of_another_feed(self, blog: Project, definition: str) -> None:
        configure(blog, "ledger = true\n")
        blog.build(site_url=None)
        blog.write("feeds/own.toml", definition)
        blog.seed("c.md", title="c", date="2024-05-03")
        before = everything(blog.path)
        with pytest.raises(ConfigError, match="would both be out/"):
            blog.build(site_url=None)
        assert everything(blog.path) == before


Outline: TypeAlias = tuple[str, str, str]


class TestOpml:
    def read(self, project: Project) -> dict[str, list[Outline]]:
        """Return the feeds of each group: text, address and type."""
        opml = etree.fromstring(project.out()["feeds.opml"])
        assert (opml.tag, opml.get("version")) == ("opml", "2.0")
        body = opml.find("body")
        assert body is not None
        found: dict[str, list[Outline]] = {}
        for outline in body:
            group = "" if outline.get("xmlUrl") else outline.get("text", "")
            for feed in [outline] if not group else outline:
                known = (feed.get("text", ""), feed.get("xmlUrl", ""), feed.get("type", ""))
                found.setdefault(group, []).append(known)
        return found

    def test_lists_every_feed_once_in_groups(self, blog: Project) -> None:
        configure(blog, "archive = true\nlimit = 1\n[tag]\nfeeds = true\n", "['rss', 'atom']")
        blog.write("feeds/own.toml", "title = 'A & B'\naliases = 'old'")
        blog.build(site_url=None)
        assert any(name.startswith("archive/") for name in blog.out())
        assert self.read(blog) == {
            "": [
                ("Site", f"{SITE_URL}all.rss", "rss"),
                ("A & B", f"{SITE_URL}own.rss", "rss"),
            ],
            "category": [
                ("x · Site", f"{SITE_URL}category/x.rss", "rss"),
                ("y · Site", f"{SITE_URL}category/y.rss", "rss"),
            ],
            "tag": [
                ("t · Site", f"{SITE_URL}tag/t.rss", "rss"),
                ("u · Site", f"{SITE_URL}tag/u.rss", "rss"),
            ],
        }

    def test_names_files_that_there_are(self, blog: Project) -> None:
        configure(blog, formats="['atom', 'json']")
        blog.write("feeds/own.toml", "formats = ['json']")
        blog.seed("c.md", title="c", date="2024-05-02", categories="新媒体 & Co")
        blog.build(site_url=None)
        listed = {url for group in self.read(blog).values() for _, url, _ in group}
        addresses = {feed.url for feed in blog.build(site_url=None).feeds}
        assert listed <= addresses
        assert f"{SITE_URL}own.json" in listed and f"{SITE_URL}all.atom" in listed
        assert len(listed) == len(feeds(blog)) + 1

    def test_changes_with_its_feeds_only(self, blog: Project) -> None:
        blog.build(site_url=None)
        before = blog.out()["feeds.opml"]
        blog.build(site_url=None)
        assert blog.out()["feeds.opml"] == before
        blog.seed("c.md", title="c", date="2024-05-02", categories="z")
        blog.build(site_url=None)
        assert f"{SITE_URL}category/z.atom".encode() in blog.out()["feeds.opml"]


class TestLanguages:
    @pytest.mark.parametrize(
        ("written", "tag"), [("zh-CN", "zh-CN"), ("pt_BR", "pt-BR"), ("de", "de"), ("haw", "haw")]
    )
    @pytest.mark.parametrize("key", ["lang", "language", "locale"])
    def test_of_documents_stand_in_every_format(
        self, project: Project, key: str, written: str, tag: str
    ) -> None:
        configure(project, formats="['rss', 'atom', 'json']")
        project.seed("a.md", title="a", date="2024-05-01", **{key: written})
        assert project.build(site_url=None).problems == ()
        out = project.out()
        entry = etree.fromstring(out["all.atom"]).find("{*}entry")
        assert entry is not None and entry.get(XML_LANG) == tag
        item = etree.fromstring(out["all.rss"]).find("channel/item")
        assert item is not None and item.findtext(f"{DC}language") == tag
        assert json.loads(out["all.json"])["items"][0]["language"] == tag

    def test_that_nobody_named_are_not_named(self, project: Project) -> None:
        configure(project, formats="['rss', 'atom', 'json']")
        project.seed("a.md", title="a", date="2024-05-01")
        project.build(site_url=None)
        out = project.out()
        entry = etree.fromstring(out["all.atom"]).find("{*}entry")
        assert entry is not None and XML_LANG not in entry.attrib
        assert b"dc:language" not in out["all.rss"]
        assert "language" not in json.loads(out["all.json"])["items"][0]

    @pytest.mark.parametrize("written", ["Chinese", "xx", "'zh CN'", "e", "'<b>'"])
    def test_that_are_none_are_told_and_left_out(self, project: Project, written: str) -> None:
        configure(project)
        project.seed("a.md", title="a", date="2024-05-01", lang=written)
        [problem] = project.build(site_url=None).problems
        assert (problem.code, problem.path, problem.line) == ("language-invalid", "seeds/a.md", 4)
        entry = etree.fromstring(project.out()["all.atom"]).find("{*}entry")
        assert entry is not None and XML_LANG not in entry.attrib

    def test_choose_the_entries_of_a_feed(self, project: Project) -> None:
        configure(project, "[category]\nfeeds = false\n")
        project.write("feeds/zh.toml", "language = 'zh-CN'\n[select]\nlanguages = 'zh'")
        project.seed("a.md", title="a", date="2024-05-01", lang="zh-TW")
        project.seed("b.md", title="b", date="2024-05-01")
        project.build(site_url=None)
        assert feeds(project)["zh"] == ["a"]
        assert etree.fromstring(project.out()["zh.atom"]).get(XML_LANG) == "zh-CN"


class TestFeedsOfSectionsAndLanguages:
    """One line of configuration for all of them."""

    def test_of_sections_are_by_the_first_folder(self, project: Project) -> None:
        project.write("feeds/site.toml", "[section]\nfeeds = true\nleave_out = 'drawings'\n")
        for name in (
            "top.md",
            "notes/a.md",
            "notes/2024/b.md",
            "Field Notes/c.md",
            "drawings/d.md",
        ):
            project.seed(f"{name.removesuffix('.md')}.md", title=name, date="2024-05-01")
        project.build()
        out = project.out()
        found = {path for path in out if path.startswith("section/") and path.endswith(".rss")}
        assert found == {"section/notes.rss", "section/field-notes.rss"}
        assert out["section/notes.rss"].count(b"<item>") == 2
        assert "<title>notes · Feeds</title>" in out["section/notes.rss"].decode()

    def test_of_languages_are_by_the_document_else_the_site(self, project: Project) -> None:
        site = '[site]\nlanguage = "de"\n[language]\nfeeds = true\ntitle = "{language}"\n'
        project.write("feeds/site.toml", site)
        project.write("feeds/zh.toml", 'path = "chinese"\n[of]\nlanguage = "zh-CN"\n')
        project.seed("a.md", title="a", date="2024-05-01")
        project.seed("b.md", title="b", date="2024-05-01", lang="zh-CN")
        project.seed("c.fr.md", title="c", date="2024-05-01")
        project.build()
        out = project.out()
        rss = {path for path in out if path.endswith(".rss")}
        assert rss == {"all.rss", "chinese.rss", "language/de.rss", "language/fr.rss"}
        assert all(out[path].count(b"<item>") == 1 for path in rss - {"all.rss"})

    def test_are_there_where_they_are_asked_for(self, project: Project) -> None:
        project.seed("notes/a.md", title="a", date="2024-05-01", lang="fr")
        project.build()
        assert not [path for path in project.out() if path.startswith(("section", "language"))]


@pytest.fixture
def tagged(project: Project) -> Project:
    configure(project)
    project.seed("a.md", title="a", date="2023-12-31", tags="[t, u]")
    project.seed("b.md", title="b", date="2024-05-02", tags="t")
    return project


def about_tags(result: BuildResult) -> list[str]:
    return [problem.message for problem in result.problems if problem.code == "tags-have-feeds"]


def test_tags_have_feeds_where_no_document_has_a_category_and_one_line_says_so(
    tagged: Project,
) -> None:
    (told,) = about_tags(tagged.build())
    assert "made of their tags: 2;" in told
    assert feeds(tagged) == {"all": ["b", "a"], "tag/t": ["b", "a"], "tag/u": ["a"]}


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("[tag]\nfeeds = false", id="no feeds of tags"),
        pytest.param("[category]\nfeeds = false", id="no feeds of categories"),
    ],
)
def test_tags_have_no_feeds_unasked_where_somebody_has_said_no(tagged: Project, more: str) -> None:
    configure(tagged, more)
    assert not about_tags(tagged.build())
    assert feeds(tagged) == {"all": ["b", "a"]}


def test_tags_that_have_feeds_as_somebody_asked_are_no_news(tagged: Project) -> None:
    configure(tagged, "[tag]\nfeeds = true")
    assert not about_tags(tagged.build())
    assert set(feeds(tagged)) == {"all", "tag/t", "tag/u"}


@pytest.mark.parametrize("documents", [1, 1_000])
def test_the_first_category_takes_no_feed_of_a_tag_away_unasked(
    tagged: Project, documents: int
) -> None:
    options = replace(Options(jobs=1), division=Division(documents, 5))
    tagged.build(options=options)
    before = tagged.out()
    tagged.seed("c.md", title="c", date="2024-06-01", categories="x", tags="u")
    with pytest.raises(OutputError, match=r"out/tag/t\.atom, out/tag/u\.atom; set feeds = true"):
        tagged.build(options=options)
    assert tagged.out() == before
    configure(tagged, "[tag]\nfeeds = true")
    tagged.build(options=options)
    assert set(feeds(tagged)) == {"all", "category/x", "tag/t", "tag/u"}
    configure(tagged, "[tag]\nfeeds = false")
    tagged.build(options=options)
    assert set(feeds(tagged)) == {"all", "category/x"}


@pytest.mark.parametrize("documents", [1, 1_000])
def test_tags_have_feeds_when_the_last_category_is_gone(tagged: Project, documents: int) -> None:
    options = replace(Options(jobs=1), division=Division(documents, 5))
    last = tagged.seed("c.md", title="c", date="2024-06-01", categories="x", tags="u")
    assert not about_tags(tagged.build(options=options))
    assert set(feeds(tagged)) == {"all", "category/x"}
    last.unlink()
    assert about_tags(tagged.build(options=options))
    assert feeds(tagged) == {"all": ["b", "a"], "tag/t": ["b", "a"], "tag/u": ["a"]}


def test_a_feed_defined_for_a_tag_is_made_beside_categories(tagged: Project) -> None:
    tagged.seed("c.md", title="c", date="2024-06-01", categories="x", tags="u")
    tagged.write("feeds/u.toml", "title = 'U'\n[of]\ntag = 'u'\n")
    tagged.build()
    assert feeds(tagged) == {"all": ["c", "b", "a"], "category/x": ["c"], "tag/u": ["c", "a"]}
