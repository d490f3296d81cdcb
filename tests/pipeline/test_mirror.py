"""What the keeper of a mirror asks for: dates, links and head images, through real builds."""

import json
from datetime import timedelta
from typing import Any

import pytest
from lxml import etree

from feedpub import config
from feedpub.errors import ConfigError
from feedpub.pipeline.build import Options
from feedpub.pipeline.survey import survey
from tests.conftest import NOW, SITE_URL, Project

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = timedelta(days=1)


def configure(
    project: Project, documents: str = "", build: str = "ledger = true\n", zone: str = "UTC"
) -> None:
    project.write(
        "feeds/site.toml",
        f"[site]\nurl = '{SITE_URL}'\ntimezone = '{zone}'\n[build]\n{build}"
        f"[documents]\n{documents}",
    )


def entries(project: Project, day: int = 0) -> dict[str, dict[str, Any]]:
    project.build(site_url=None, now=NOW + day * DAY)
    feed = etree.fromstring(project.out()["all.atom"])
    return {
        entry.findtext(f"{ATOM}title") or "": {
            "published": entry.findtext(f"{ATOM}published"),
            "updated": entry.findtext(f"{ATOM}updated"),
            "content": entry.findtext(f"{ATOM}content") or "",
            **{one.get("rel") or "alternate": one.get("href") for one in entry.iter(f"{ATOM}link")},
        }
        for entry in feed.iterfind(f"{ATOM}entry")
    }


def dates(project: Project, day: int = 0) -> dict[str, tuple[str, str]]:
    return {
        title: (one["published"][:10], one["updated"][:10])
        for title, one in entries(project, day).items()
    }


class TestAnArticleThatIsTheSameButForItsDates:
    @pytest.fixture
    def project(self, project: Project) -> Project:
        configure(project, build="ledger = true\nkeep_published = true\n")
        project.seed("a.md", title="A", date="2024-05-01", categories="x")
        assert dates(project) == {"A": ("2024-05-01", "2024-05-01")}
        return project

    @pytest.mark.parametrize(
        "matter",
        [
            {"date": "2024-06-01"},
            {"date": "2024-06-01", "updated": "2024-06-02"},
            {"date": "2024-05-01", "updated": "2024-06-02"},
            {"date": "2024-06-01", "categories": "y"},
            {"date": "Invalid Date", "updated": "2024-06-02"},
        ],
    )
    def test_keeps_the_first_ones(self, project: Project, matter: dict[str, str]) -> None:
        configure(
            project, "undated = 'first-seen'\n", build="ledger = true\nkeep_published = true\n"
        )
        project.seed("a.md", title="A", **matter)
        for day in (1, 2):
            assert dates(project, day) == {"A": ("2024-05-01", "2024-05-01")}

    def test_keeps_its_place_in_the_feed(self, project: Project) -> None:
        project.seed("b.md", title="B", date="2024-05-02")
        dates(project)
        before = project.out()
        project.seed("a.md", title="A", date="2024-06-01", categories="x")
        dates(project, 1)
        assert project.out() == before

    def test_elsewhere_too_where_it_is_known_again(self, project: Project) -> None:
        project.seed("a.md", title="A", date="2024-05-01", link="https://e.org/a")
        dates(project)
        (project.path / "seeds/a.md").unlink()
        project.seed("b.md", title="A", date="2024-06-01", link="https://e.org/a")
        assert dates(project, 1) == {"A": ("2024-05-01", "2024-05-01")}

    @pytest.mark.parametrize("matter", [{"body": "New."}, {"title": "B"}])
    def test_takes_the_new_ones_when_it_says_something_else(
        self, project: Project, matter: dict[str, str]
    ) -> None:
        project.seed("a.md", **{"title": "A", "date": "2024-06-01", **matter})
        assert list(dates(project, 1).values()) == [("2024-06-01", "2024-06-01")]

    def test_takes_an_earlier_one(self, project: Project) -> None:
        project.seed("a.md", title="A", date="2024-04-01")
        assert dates(project, 1) == {"A": ("2024-04-01", "2024-04-01")}

    def test_takes_the_new_ones_where_nobody_asks(self, project: Project) -> None:
        configure(project)
        project.seed("a.md", title="A", date="2024-06-01")
        assert dates(project, 1) == {"A": ("2024-06-01", "2024-06-01")}

    def test_is_shown_with_where_its_dates_are_from(self, project: Project) -> None:
        project.seed("a.md", title="A", date="2024-06-01")
        found = survey(project.path, config.load(project.path), "a.md", Options(), NOW)
        assert found.trace
        assert found.trace.sources["published"].how == (
            "that of its first publication (feeds/ids.jsonl)"
        )


class TestADocumentWithoutADate:
    @pytest.fixture
    def project(self, project: Project) -> Project:
        configure(project, "undated = 'first-seen'\n", zone="Asia/Shanghai")
        return project

    @pytest.mark.parametrize("matter", [{"date": "Invalid Date"}, {"date": ""}, {}])
    def test_is_of_the_day_on_which_it_was_seen_first(
        self, project: Project, matter: dict[str, str]
    ) -> None:
        project.seed("a.md", title="A", **matter)
        # The day begins in the time zone of the site.
        first = "2026-10-31T16:00:00+00:00"
        for day in (0, 1, 40):
            found = entries(project, day)["A"]
            assert (found["published"], found["updated"]) == (first, first)

    def test_is_of_its_own_date_once_it_has_one(self, project: Project) -> None:
        project.seed("a.md", title="A", date="Invalid Date")
        entries(project)
        project.seed("a.md", title="A", date="2024-05-01")
        assert dates(project, 1)["A"] == ("2024-04-30", "2024-04-30")
        project.seed("a.md", title="A", date="Invalid Date")
        assert dates(project, 2)["A"] == ("2024-04-30", "2024-04-30")

    def test_is_refused_for_a_date_that_nobody_can_read(self, project: Project) -> None:
        project.seed("a.md", title="A", date="soon")
        assert [one.code for one in project.build(site_url=None).problems] == ["date-invalid"]

    def test_is_refused_where_nobody_asks(self, project: Project) -> None:
        configure(project)
        project.seed("a.md", title="A", date="Invalid Date")
        assert [one.code for one in project.build(site_url=None).problems] == ["date-missing"]

    def test_has_no_link_that_a_pattern_makes_of_the_date(self, project: Project) -> None:
        configure(project, "undated = 'first-seen'\npermalink = ':year/:title/'\n")
        text = (project.path / "feeds/site.toml").read_text("utf-8")
        project.write(
            "feeds/site.toml", text.replace("[build]", "blog = 'https://e.org/'\n[build]")
        )
        project.seed("a.md", title="A")
        assert entries(project)["A"]["alternate"].startswith(f"{SITE_URL}entries/")

    def test_is_of_the_same_day_for_a_library(self, project: Project) -> None:
        from feedpub import read  # noqa: PLC0415

        path = project.seed("a.md", title="A", date="Invalid Date")
        entries(project)
        entry = read(path, project=project.path).entry
        assert entry and entry.published.isoformat() == "2026-10-31T16:00:00+00:00"


@pytest.mark.parametrize(
    ("build", "documents", "named"),
    [
        ("keep_published = true\n", "", r"\[build\] keep_published: the ledger knows the first"),
        ("", "undated = 'first-seen'\n", r"\[documents\] undated: the ledger knows when"),
        ("", "base = 'https://e.org/'\n", r"base: 'https://e.org/' is no table"),
        ("", "base = {'post/**' = 'e.org'}\n", r"base: 'e\.org' is not the http"),
        ("", "base = {'../post/**' = 'https://e.org/'}\n", "base: .* leads out of the documents"),
        ("", "link_after = ''\n", "link_after: is empty"),
        ("", "no_cover = [1]\n", "no_cover: 1 is not text"),
        ("duplicates = 'drop'\n", "", "duplicates: 'drop' is not known; write one of keep, merge"),
    ],
)
def test_a_wrong_configuration_is_named(
    project: Project, build: str, documents: str, named: str
) -> None:
    configure(project, documents, build)
    with pytest.raises(ConfigError, match=named):
        project.build(site_url=None)


class TestTheAddressThatDocumentsAreFrom:
    @pytest.fixture
    def project(self, project: Project) -> Project:
        configure(project, "[documents.base]\n'post/SITE/**' = 'https://site.example/news/'\n")
        return project

    BODY = "<a href='1.html'>a</a> <a href='/2'>b</a> <img src='p.png'> <img src='/q.png'>"

    def test_is_what_relative_addresses_are_below(self, project: Project) -> None:
        project.seed(
            "post/SITE/a.md", title="A", date="2024-05-01", headimg="h.png", body=self.BODY
        )
        result = project.build(site_url=None)
        assert result.problems == ()
        entry = entries(project)["A"]
        for address in ("news/1.html", "2", "news/p.png", "q.png"):
            assert f'="https://site.example/{address}"' in entry["content"]
        assert entry["enclosure"] == "https://site.example/news/h.png"
        assert entry["alternate"].startswith(f"{SITE_URL}entries/")

    def test_is_of_no_other_document(self, project: Project) -> None:
        project.seed("post/other.md", title="A", date="2024-05-01", body=self.BODY)
        assert "site.example" not in entries(project)["A"]["content"]

    def test_gives_way_to_a_link(self, project: Project) -> None:
        link = "https://else.example/x/1"
        project.seed("post/SITE/a.md", title="A", date="2024-05-01", link=link, body=self.BODY)
        assert '"https://else.example/x/p.png"' in entries(project)["A"]["content"]

    def test_makes_a_path_in_front_matter_a_link(self, project: Project) -> None:
        project.seed("post/SITE/a.md", title="A", date="2024-05-01", link="/2024/1.html")
        project.seed("post/b.md", title="B", date="2024-05-01", link="/2024/1.html")
        found = entries(project)
        assert found["A"]["alternate"] == "https://site.example/2024/1.html"
        assert found["B"]["alternate"].startswith(SITE_URL)

    def test_that_changes_changes_the_feeds_and_no_id(self, project: Project) -> None:
        project.seed("post/SITE/a.md", title="A", date="2024-05-01", link="/a", body=self.BODY)
        entries(project)
        [line] = (project.path / "feeds/ids.jsonl").read_text("utf-8").splitlines()
        configure(project, "[documents.base]\n'post/**' = 'https://new.example/'\n")
        entry = entries(project, 1)["A"]
        assert entry["alternate"] == "https://new.example/a"
        assert '"https://new.example/p.png"' in entry["content"]
        [after] = (project.path / "feeds/ids.jsonl").read_text("utf-8").splitlines()
        assert json.loads(after)["id"] == json.loads(line)["id"]

    def test_beside_a_file_that_is_here_the_file_counts(self, project: Project) -> None:
        project.write("seeds/post/SITE/p.png", b"\x89PNG\r\n\x1a\n" + bytes(30))
        project.seed("post/SITE/a.md", title="A", date="2024-05-01", body="<img src='p.png'>")
        assert f'src="{SITE_URL}media/' in entries(project)["A"]["content"]


LINK = "https://site.example/a?b=1&c=2"


@pytest.mark.parametrize(
    ("body", "link"),
    [
        pytest.param(
            "<p>x</p>原文链接：https://site.example/1。完", "https://site.example/1", id="bare"
        ),
        pytest.param(
            "x <p>原文链接：<a href='https://site.example/2'>here</a></p>",
            "https://site.example/2",
            id="after",
        ),
        pytest.param(
            'x <a class=b href="https://site.example/3?a&amp;b">原文链接</a>',
            "https://site.example/3?a&b",
            id="around",
        ),
        pytest.param(
            "x <a href=https://site.example/4 title=z><b>原文链接</b></a>",
            "https://site.example/4",
            id="around, deep",
        ),
        pytest.param(
            "x [原文链接](https://site.example/5)", "https://site.example/5", id="markdown"
        ),
        pytest.param(
            "原文链接 <img src='https://site.example/i.png'> <a href='https://site.example/6'>x</a>",
            "https://site.example/6",
            id="no picture",
        ),
        pytest.param(
            "原文链接 https://site.example/7 then 原文链接 https://site.example/8",
            "https://site.example/8",
            id="the last",
        ),
        pytest.param(
            "<a href='https://e.org/no'>x</a> Source: <a href='https://site.example/9'>y</a>",
            "https://site.example/9",
            id="another text",
        ),
        pytest.param("原文链接 https://site.example/", None, id="a home page"),
        pytest.param("原文链接 javascript:alert(1)", None, id="no address"),
        pytest.param("<a href='javascript:alert(1)'>原文链接</a>", None, id="a script"),
        pytest.param(f"原文链接 {'x' * 400} https://site.example/far", None, id="too far"),
        pytest.param("https://site.example/10", None, id="no text"),
        pytest.param("<a href='https://site.example/x'>y</a> 原文链接", None, id="before it"),
    ],
)
def test_the_address_at_a_known_text_is_the_link(
    project: Project, body: str, link: str | None
) -> None:
    configure(project, "link_after = ['原文链接', 'Source:']\n")
    project.seed("a.html", title="A", date="2024-05-01", body=body)
    found = entries(project)["A"]["alternate"]
    assert found == (link or found)
    assert link or found.startswith(SITE_URL)


def test_a_link_of_the_front_matter_comes_before_one_of_the_body(project: Project) -> None:
    configure(project, "link_after = 'Source:'\n")
    matter = {"title": "A", "date": "2024-05-01", "link": "https://e.org/a"}
    project.seed("a.md", body="Source: https://e.org/b", **matter)
    assert entries(project)["A"]["alternate"] == "https://e.org/a"


def test_an_id_does_not_hang_on_the_link_of_the_body(project: Project) -> None:
    configure(project, build="")
    path = project.seed("a.md", title="A", date="2024-05-01", body="Source: https://e.org/b")
    entries(project)
    before = etree.fromstring(project.out()["all.atom"]).findtext(f"{ATOM}entry/{ATOM}id")
    configure(project, "link_after = 'Source:'\n", build="")
    assert entries(project)["A"]["alternate"] == "https://e.org/b"
    assert path.exists()
    assert etree.fromstring(project.out()["all.atom"]).findtext(f"{ATOM}entry/{ATOM}id") == before


@pytest.mark.parametrize(
    ("matter", "cover"),
    [
        ({"headimg": "https://e.org/Avatar/1.png"}, None),
        ({"headimg": "https://e.org/icons/ad-1.gif?x=1"}, None),
        ({"headimg": "https://e.org/1.png"}, "https://e.org/1.png"),
        (
            {"headimg": "https://e.org/avatar/1.png", "cover": "https://e.org/2.png"},
            "https://e.org/2.png",
        ),
        ({"photos": "[https://e.org/avatar/1.png, https://e.org/3.png]"}, "https://e.org/3.png"),
        ({"headimg": "{src: https://e.org/avatar/1.png}"}, None),
    ],
)
def test_pictures_that_are_never_a_head_image_are_none(
    project: Project, matter: dict[str, str], cover: str | None
) -> None:
    configure(project, "no_cover = ['/avatar/', 'icons/*.gif']\n")
    project.seed("a.md", title="A", date="2024-05-01", **matter)
    assert entries(project)["A"].get("enclosure") == cover
