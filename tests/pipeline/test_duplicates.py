"""Documents of one article are one entry: `[build] duplicates = "merge"`, through real builds."""

import json
import re
from datetime import timedelta

import pytest
from lxml import etree

from feedpub import config
from feedpub.model import BuildResult, Entry
from feedpub.pipeline.build import Options
from feedpub.pipeline.ranges import Division
from feedpub.pipeline.survey import survey
from tests.conftest import NOW, SITE_URL, Project

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = timedelta(days=1)
BODY = "<p>The harbour froze in the night, and the ferry stayed where it was.</p>"


def configure(project: Project, more: str = "", *, ledger: bool = False) -> None:
    kept = "ledger = true\ntombstones = true\n" if ledger else ""
    project.write(
        "feeds/site.toml",
        f"[site]\nurl = '{SITE_URL}'\n[build]\nduplicates = 'merge'\n{kept}{more}",
    )


@pytest.fixture
def merged(project: Project) -> Project:
    configure(project)
    return project


@pytest.fixture
def kept(project: Project) -> Project:
    configure(project, ledger=True)
    return project


def copy(project: Project, path: str, body: str = BODY, **matter: str) -> None:
    given = {"title": "Frost", "date": "2024-05-01", "categories": "x", **matter}
    project.seed(path, body=body, **given)


def entries(project: Project, name: str = "all.atom") -> list[dict[str, object]]:
    feed = etree.fromstring(project.out()[name])
    return [
        {
            "id": entry.findtext(f"{ATOM}id"),
            "title": entry.findtext(f"{ATOM}title"),
            "published": (entry.findtext(f"{ATOM}published") or "")[:10],
            "updated": (entry.findtext(f"{ATOM}updated") or "")[:10],
            "categories": [one.get("term") for one in entry.iterfind(f"{ATOM}category")],
            "link": next(one.get("href") for one in entry.iterfind(f"{ATOM}link")),
        }
        for entry in feed.iterfind(f"{ATOM}entry")
    ]


def ids(project: Project, day: int = 0) -> list[object]:
    project.build(site_url=None, now=NOW + day * DAY)
    return [entry["id"] for entry in entries(project)]


def left_out(result: BuildResult) -> dict[str, str]:
    return {one.path: one.how for one in result.withheld if one.reason == "duplicate"}


class TestCopiesAreOneEntry:
    def test_with_the_categories_of_all_and_the_first_date(self, merged: Project) -> None:
        copy(merged, "post/site/route/a.md", date="2024-05-03", categories="[News, Site, Route]")
        copy(merged, "post/a.md", date="2024-05-01", categories="[News, Site]")
        copy(merged, "source/_posts/a.html", date="2024-05-02", categories="Mirror", tags="ice")
        result = merged.build()
        [entry] = entries(merged)
        assert entry["published"] == entry["updated"] == "2024-05-01"
        assert entry["categories"] == ["News", "Site", "Mirror", "Route", "ice"]
        assert result.counts.published == 1
        assert {name for name in merged.out() if name.startswith("category/")} == {
            f"category/{name}.{ending}"
            for name in ("news", "site", "route", "mirror")
            for ending in ("rss", "atom")
        }

    def test_and_the_others_are_told(self, merged: Project) -> None:
        copy(merged, "a.md")
        copy(merged, "b.md")
        result = merged.build()
        how = "it has the title and text of seeds/a.md, which has its categories"
        assert left_out(result) == {"seeds/b.md": how}
        assert (result.reasons, result.counts.hidden) == ({"duplicate": 1}, 1)
        assert result.problems == ()
        assert merged.build(Options(strict=True)).counts.published == 1

    def test_in_a_dry_run_too(self, merged: Project) -> None:
        copy(merged, "a.md")
        copy(merged, "b.md")
        result = merged.build(Options(dry_run=True))
        assert list(left_out(result)) == ["seeds/b.md"]
        assert not (merged.path / "out").exists()

    def test_whatever_differs_in_markup_and_space(self, merged: Project) -> None:
        copy(merged, "a.html", "<div><p>One  two</p>\n<img src='https://e.org/a.png'></div>")
        copy(merged, "b.html", '<p>One two</p><img width="9" src="https://e.org/a.png">')
        merged.build()
        assert len(entries(merged)) == 1

    def test_on_one_page(self, merged: Project) -> None:
        copy(merged, "a.md")
        copy(merged, "b.md")
        merged.build()
        assert sum(name.startswith("entries/") for name in merged.published()) == 1

    def test_to_which_links_to_any_of_them_lead(self, merged: Project) -> None:
        copy(merged, "a.md")
        copy(merged, "b.md")
        merged.seed("c.md", title="C", date="2024-06-01", body="[one](a.md) [other](b.md)")
        merged.build()
        [_, shown] = entries(merged)
        feed = etree.fromstring(merged.out()["all.atom"])
        content = feed.findtext(f"{ATOM}entry/{ATOM}content") or ""
        assert re.findall('href="([^"]*)"', content) == [shown["link"]] * 2

    def test_with_the_link_that_one_of_them_has(self, merged: Project) -> None:
        copy(merged, "a.md")
        copy(merged, "b.md", date="2024-05-02", link="https://e.org/frost")
        merged.build()
        [entry] = entries(merged)
        assert (entry["link"], entry["published"]) == ("https://e.org/frost", "2024-05-01")

    @pytest.mark.parametrize("jobs", [1, 2])
    @pytest.mark.parametrize("documents", [1, 2, 1_000])
    def test_wherever_they_are(self, merged: Project, documents: int, jobs: int) -> None:
        for number in range(7):
            copy(merged, f"{number}/a.md", categories=f"c{number}")
            copy(merged, f"{number}/b.md", title="Thaw", categories=f"d{number}")
        merged.build(Options(division=Division(documents, 3), jobs=jobs))
        assert [len(entry["categories"]) for entry in entries(merged)] == [7, 7]  # type: ignore[arg-type]


class TestWhatIsNoCopy:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({"title": "A"}, {"title": "B"}),
            ({"body": "<p>One.</p>"}, {"body": "<p>Two.</p>"}),
            ({"body": ""}, {"body": ""}),
            ({"body": "<p> </p>&nbsp;"}, {"body": "<p> </p>&nbsp;"}),
            ({"body": "<script>a</script>"}, {"body": "<script>a</script>"}),
            ({"body": "<img src=https://e.org/a.png>"}, {"body": "<img src=https://e.org/b.png>"}),
            ({"body": "![](https://e.org/a.png)"}, {"body": "![](https://e.org/b.png)"}),
            (
                {"body": "<a href=https://e.org/a>more</a>"},
                {"body": "<a href=https://e.org/b>more</a>"},
            ),
            ({"audio": "https://e.org/1.mp3"}, {"audio": "https://e.org/2.mp3"}),
            ({"lang": "en"}, {"lang": "zh"}),
            ({"guid": "tag:e.org,2024:a"}, {"guid": "tag:e.org,2024:b"}),
            ({"link": "https://e.org/a"}, {"link": "https://e.org/b"}),
        ],
    )
    def test_is_another_entry(
        self, merged: Project, one: dict[str, str], other: dict[str, str]
    ) -> None:
        copy(merged, "a.md", **one)
        copy(merged, "b.md", **other)
        result = merged.build()
        assert (result.counts.published, left_out(result)) == (2, {})

    def test_nor_is_anything_where_nobody_asks(self, project: Project) -> None:
        copy(project, "a.md")
        copy(project, "b.md")
        assert project.build().counts.published == 2

    def test_a_copy_without_link_joins_the_first_of_two_with_links(self, merged: Project) -> None:
        copy(merged, "a.md", link="https://e.org/a")
        copy(merged, "b.md", link="https://e.org/b")
        copy(merged, "c.md")
        copy(merged, "d.md", link="http://www.e.org/b/")
        result = merged.build()
        assert {path: how.split(",")[0] for path, how in left_out(result).items()} == {
            "seeds/c.md": "it has the title and text of seeds/a.md",
            "seeds/d.md": "it has the title and text of seeds/b.md",
        }


class TestACopyThatIsNotPublished:
    @pytest.mark.parametrize(
        "matter", [{"draft": "true"}, {"date": "2030-01-01"}, {"expires": "2024-06-01"}]
    )
    def test_takes_nothing_away_and_adds_nothing(
        self, merged: Project, matter: dict[str, str]
    ) -> None:
        copy(merged, "b.md")
        merged.build()
        before = merged.out()
        copy(merged, "a.md", categories="Secret", **matter)
        merged.build()
        assert merged.out() == before

    def test_is_merged_when_it_is_due(self, merged: Project) -> None:
        copy(merged, "b.md")
        copy(merged, "a.md", categories="y", date="2026-12-01")
        merged.build()
        assert entries(merged)[0]["categories"] == ["x"]
        merged.build(now=NOW + 60 * DAY)
        [entry] = entries(merged)
        assert (entry["categories"], entry["published"]) == (["x", "y"], "2024-05-01")

    def test_whose_body_fails_gives_its_place_to_the_next(self, merged: Project) -> None:
        copy(merged, "a.html", "<div>" * 600 + "Text")
        copy(merged, "b.html", "Text")
        result = merged.build()
        assert [one.path for one in result.problems] == ["seeds/a.html"]
        assert result.counts.published == 1 == len(entries(merged))
        assert left_out(result) == {}


class TestAnEditedCopy:
    def test_with_the_same_link_is_shown_as_it_is_now(self, merged: Project) -> None:
        link = "https://e.org/frost"
        copy(merged, "a.md", link=link)
        copy(
            merged, "b.md", f"{BODY}<p>It thawed.</p>", link=link, date="2024-05-02", categories="y"
        )
        result = merged.build()
        assert (result.problems, list(left_out(result))) == ((), ["seeds/a.md"])
        [entry] = entries(merged)
        assert (entry["published"], entry["updated"]) == ("2024-05-01", "2024-05-02")
        assert entry["categories"] == ["y", "x"]
        assert b"It thawed." in merged.out()["all.atom"]


class TestTheId:
    def test_is_the_one_that_is_oldest_in_the_ledger(self, kept: Project) -> None:
        copy(kept, "m.md", date="2024-05-02")
        [before] = ids(kept)
        copy(kept, "a.md", date="2024-05-02")
        copy(kept, "z.md", date="2024-05-01")
        assert ids(kept, 1) == [before]

    def test_stays_when_the_copy_that_had_it_is_deleted(self, kept: Project) -> None:
        copy(kept, "a.md")
        [before] = ids(kept)
        copy(kept, "b.md", date="2024-05-02", categories="y")
        copy(kept, "c.md", date="2024-05-03", categories="z")
        assert ids(kept, 1) == [before]
        (kept.path / "seeds/a.md").unlink()
        assert ids(kept, 2) == [before]
        (kept.path / "seeds/b.md").unlink()
        assert ids(kept, 3) == [before]
        copy(kept, "a.md")
        assert ids(kept, 4) == [before]

    @pytest.mark.parametrize(
        "matter", [{"draft": "true"}, {"date": "2030-01-01"}, {"title": "[", "date": ""}]
    )
    def test_stays_when_that_copy_is_not_published_for_a_while(
        self, kept: Project, matter: dict[str, str]
    ) -> None:
        copy(kept, "a.md")
        copy(kept, "b.md")
        before = ids(kept)
        copy(kept, "a.md", **matter)
        assert ids(kept, 1) == before
        copy(kept, "a.md")
        assert ids(kept, 2) == before

    def test_is_the_older_one_of_two_that_were_published_apart(self, kept: Project) -> None:
        configure(kept, "", ledger=True)
        kept.write(
            "feeds/site.toml",
            (kept.path / "feeds/site.toml").read_text("utf-8").replace("merge", "keep"),
        )
        copy(kept, "b.md", date="2024-05-01")
        copy(kept, "a.md", date="2024-05-02")
        newer, older = ids(kept)
        configure(kept, ledger=True)
        assert ids(kept, 1) == [older]
        stones = b'ref="%s"' % str(newer).encode()
        assert stones in kept.out()["all.atom"]
        first = kept.out()
        assert ids(kept, 2) == [older]
        assert kept.out() == first
        (kept.path / "seeds/b.md").unlink()
        assert ids(kept, 3) == [older]

    def test_has_one_line_in_the_ledger(self, kept: Project) -> None:
        for name in "abc":
            copy(kept, f"{name}.md")
        ids(kept)
        lines = (kept.path / "feeds/ids.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["path"] for line in lines] == ["a.md"]

    def test_stays_with_a_document_that_is_edited(self, kept: Project) -> None:
        copy(kept, "a.md")
        copy(kept, "b.md")
        [before] = ids(kept)
        copy(kept, "a.md", f"{BODY}<p>It thawed.</p>")
        copy(kept, "b.md", f"{BODY}<p>It thawed.</p>")
        assert ids(kept, 1) == [before]


def test_inspect_says_where_a_copy_went_and_what_the_other_has(merged: Project) -> None:
    copy(merged, "a.md")
    copy(merged, "b.md", categories="y")
    site = config.load(merged.path)

    def inspect(path: str) -> tuple[str, Entry | None, str]:
        found = survey(merged.path, site, path, Options(), NOW)
        how = found.withheld.how if found.withheld else ""
        return found.outcome, found.trace.entry if found.trace else None, how

    outcome, entry, how = inspect("b.md")
    assert (outcome, how) == (
        "duplicate",
        "it has the title and text of seeds/a.md, which has its categories",
    )
    outcome, entry, how = inspect("a.md")
    assert (outcome, how) == ("published", "")
    assert entry and entry.categories == ("x", "y")
