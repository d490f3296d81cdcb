"""Whole builds of small projects."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedpub.cli import report
from feedpub.errors import ConfigError, DocumentsRefused, OutputError
from feedpub.model import Counts
from feedpub.pipeline.build import Options
from tests.conftest import Project

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"


def test_every_document_ends_published_left_out_or_refused(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01")
    project.seed("b.md", title="b", date="2022-01-01", draft="true")
    project.seed("c.md", title="c", date="2099-01-01")
    project.seed("d.md", title="d")
    project.write("seeds/e.txt", "no front matter")
    project.write("seeds/.hidden.md", "passed over")
    project.write("seeds/f.md~", "passed over")
    project.seed("g.md", title="g", date="2022-01-01", hidden="true")
    result = project.build()
    assert result.counts == Counts(
        8, published=1, drafts=1, future=1, hidden=3, refused=2, in_feeds=1
    )
    assert [(problem.path, problem.code) for problem in result.problems] == [
        ("seeds/d.md", "date-missing"),
        ("seeds/e.txt", "front-matter-missing"),
    ]


def test_future_documents_are_published_when_asked_or_when_the_day_has_come(
    project: Project,
) -> None:
    project.seed("a.md", title="a", date="2099-01-01")
    assert project.build().counts.future == 1
    assert project.build(Options(future=True)).counts.published == 1
    assert project.build(now=datetime(2099, 1, 2, tzinfo=UTC)).counts.published == 1


def test_a_change_that_has_not_happened_yet_is_no_change(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01", updated="2099-01-01")
    result = project.build()
    assert [problem.code for problem in result.problems] == ["updated-in-future"]
    assert b"<updated>2022-01-01T00:00:00+00:00</updated>" in project.out()["all.atom"]


def test_of_two_documents_with_one_id_the_newer_is_published(project: Project) -> None:
    project.seed("a.md", title="old", date="2022-01-01", id="urn:x:1")
    project.seed("b.md", title="new", date="2022-01-01", id="urn:x:1", updated="2022-02-01")
    project.seed("c.md", title="older", date="2021-01-01", id="urn:x:1")
    result = project.build()
    assert [(problem.path, problem.code) for problem in result.problems] == [
        ("seeds/a.md", "id-duplicate"),
        ("seeds/c.md", "id-duplicate"),
    ]
    assert "seeds/b.md" in result.problems[0].message
    assert b"<title>new</title>" in project.out()["all.rss"]
    assert result.counts.published == 1


def test_the_same_article_has_the_same_id_in_every_feed(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01", categories="[x, y]")
    project.build()
    files = project.out()
    ids = {
        line.strip()
        for body in files.values()
        for line in body.decode().splitlines()
        if "urn:uuid" in line
    }
    assert len(files) == 7
    assert (
        len({line.replace("guid", "id").replace(' isPermaLink="false"', "") for line in ids}) == 1
    )


def test_nothing_depends_on_clock_zone_order_or_jobs(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["b", "a", "d", "c"]
    for name in names:
        project.seed(f"{name}.md", title=name, date="2022-06-10 12:00:00", categories="[x, y]")
    project.build()
    first = project.out()
    other = Project(tmp_path / "other")
    for name in reversed(names):
        other.seed(f"{name}.md", title=name, date="2022-06-10 12:00:00", categories="[x, y]")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    other.build(Options(jobs=3), now=datetime(2030, 1, 1, tzinfo=UTC))
    assert other.out() == first


def test_a_second_build_touches_nothing(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01", categories="x")
    project.build()
    for path in (project.path / "out").rglob("*"):
        os.utime(path, (1, 1))
    result = project.build()
    assert not any(feed.changed for feed in result.feeds)
    assert {path.stat().st_mtime for path in (project.path / "out").rglob("*")} == {1}


def test_feeds_of_categories_that_are_gone_are_removed(project: Project) -> None:
    document = project.seed("a.md", title="a", date="2022-01-01", categories="old")
    project.build()
    document.write_text(document.read_text().replace("old", "new"))
    result = project.build()
    assert result.removed == ("category/old.atom", "category/old.html", "category/old.rss")
    assert sorted(project.out()) == [
        "all.atom",
        "all.rss",
        "category/new.atom",
        "category/new.rss",
        "feeds.opml",
    ]


def test_a_project_without_documents_has_an_empty_feed(project: Project) -> None:
    result = project.build()
    assert [(feed.path, feed.entries) for feed in result.feeds] == [("all.rss", 0), ("all.atom", 0)]


def test_strict_refuses_before_anything_is_written(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01")
    project.build()
    before = project.out()
    project.seed("b.md", title="b", date="2022-01-02")
    project.seed("c.md", title="c")
    with pytest.raises(DocumentsRefused, match=r"seeds/c\.md: has no date"):
        project.build(Options(strict=True))
    assert project.out() == before


def test_a_strict_build_that_stops_says_so_and_why(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01")
    project.seed("b.md", title="b")
    project.seed("c.md", title="c", date="2021-02-31")
    with pytest.raises(DocumentsRefused) as refused:
        project.build(Options(strict=True))
    message, result, blamed = refused.value.args
    why = "--strict was given, with 2 documents refused"
    assert (result.stopped, result.feeds) == (why, ())
    assert [problem.path for problem in blamed] == ["seeds/b.md", "seeds/c.md"]
    assert message.splitlines()[-1] == f"nothing was published: {why}"
    assert list(report.lines(result)) == [
        "3 documents read, none published",
        "2 documents refused",
        f"nothing was published: {why}",
    ]
    summary = report.as_markdown(result).decode()
    assert "none published" in summary
    assert "nothing was published: --strict was given, with 2 documents refused" in summary
    assert "1 published" not in summary
    assert json.loads(report.as_json(result))["stopped"] == why


def test_what_no_feed_holds_is_counted(project: Project) -> None:
    project.write("feeds/site.toml", "[build]\nlimit = 2\nformats = ['atom']\npages = false")
    for day in range(1, 6):
        project.seed(f"{day}.md", title=f"day {day}", date=f"2022-01-0{day}")
    project.seed("old.md", title="old", date="2020-01-01", categories="x")
    for result in (project.build(Options(dry_run=True)), project.build(), project.build()):
        assert (result.counts.published, result.counts.in_feeds) == (6, 3)
        assert {feed.path: feed.left_out for feed in result.feeds} == {
            "all.atom": 4,
            "category/x.atom": 0,
        }
        [said, *_] = report.lines(result)
        assert said == "6 documents read, 3 of 6 published in feeds"
        assert "3 of 6 published" in report.as_markdown(result).decode()
    # An older one changes no feed, but is one more that the feed does not hold.
    project.seed("older.md", title="older", date="2019-01-01")
    result = project.build()
    assert not any(feed.changed for feed in result.feeds)
    assert (result.counts.published, result.counts.in_feeds) == (7, 3)
    assert [feed.left_out for feed in result.feeds] == [5, 0]


def test_an_archive_holds_what_its_feed_leaves_out(project: Project) -> None:
    project.write("feeds/site.toml", "[build]\nlimit = 2\nformats = ['atom']\narchive = true")
    for day in range(1, 6):
        project.seed(f"{day}.md", title=f"day {day}", date=f"2022-01-0{day}")
    result = project.build()
    assert (result.counts.published, result.counts.in_feeds) == (5, 5)
    assert {feed.path: feed.left_out for feed in result.feeds} == {
        "archive/all/1.atom": 0,
        "archive/all/2.atom": 0,
        "all.atom": 3,
    }


def test_warnings_are_not_refusals(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01", headimg="data:x")
    assert project.build(Options(strict=True)).counts.published == 1


def test_only_the_newest_of_each_feed_are_carried(project: Project) -> None:
    project.write("feeds/site.toml", "[build]\nlimit = 2\nformats = ['atom']")
    for day in range(1, 6):
        project.seed(f"{day}.md", title=f"day {day}", date=f"2022-01-0{day}")
    result = project.build()
    assert [(feed.path, feed.entries) for feed in result.feeds] == [("all.atom", 2)]
    assert result.counts.published == 5
    assert b"day 5" in project.out()["all.atom"]
    assert b"day 3" not in project.out()["all.atom"]


def test_local_images_are_copied_once_with_their_true_length(project: Project) -> None:
    project.write("seeds/news/pic.png", PNG)
    project.seed("news/a.md", title="a", date="2022-01-01", headimg="./pic.png")
    project.seed("b.md", title="b", date="2022-01-01", headimg="/news/pic.png")
    project.build()
    [copy] = [name for name in project.out() if name.startswith("media/")]
    assert project.out()[copy] == PNG
    enclosure = (
        f'<enclosure url="https://feeds.example.org/{copy}" length="{len(PNG)}" type="image/png"/>'
    )
    assert project.out()["all.rss"].decode().count(enclosure) == 2


def test_a_site_without_an_address_gets_one_warning(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01")
    result = project.build(site_url=None)
    assert [problem.code for problem in result.problems] == ["site-url-missing"]
    assert b'href="http://127.0.0.1:8000/all.rss"' in project.out()["all.rss"]


def test_a_project_without_seeds_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="seeds: no such folder"):
        Project(tmp_path).build()


def test_a_strange_out_is_refused_before_the_work(project: Project) -> None:
    project.write("out/thesis.doc", "precious")
    with pytest.raises(OutputError, match=r"thesis\.doc"):
        project.build()


def test_awkward_file_names(project: Project) -> None:
    names = [
        'it\'s "quoted".md',
        "emoji 😀 & spaces.txt",
        "ümläut/文章.html",
        "a#b?c%20.md",
        "x;y=z.htm",
    ]
    for name in names:
        project.seed(name, date="2022-01-01")
    result = project.build()
    assert result.counts.published == len(names)
    assert "<title>emoji 😀 &#x26; spaces</title>" in project.out()["all.rss"].decode()


def test_many_documents_are_built_by_many_processes(project: Project) -> None:
    for number in range(320):
        project.seed(
            f"{number}.md", title=str(number), date="2022-01-01", categories=f"c{number % 7}"
        )
    result = project.build()
    assert result.counts.published == 320
    assert len(result.feeds) == 16


def test_documents_in_formats_that_are_not_read_are_told_in_one_line(project: Project) -> None:
    for path in ("b.adoc", "c/d.ADOC", "e.rst", "f.org", ".hidden/g.org", ".h.rst"):
        project.write(f"seeds/{path}", "---\ntitle: x\ndate: 2024-01-01\n---\nText.")
    result = project.build()
    assert result.counts.documents == 0
    [problem] = result.problems
    assert str(problem) == (
        "seeds: holds documents in formats that are not read: 2 .adoc, 1 .org, 1 .rst; write them"
        " as Markdown or HTML, or name them in leave_out under [documents] in feeds/site.toml"
    )
    assert project.build().problems == (problem,)
    project.write("feeds/site.toml", "[documents]\nleave_out = ['**/*.adoc', 'e.rst', 'f.org']\n")
    assert "format-not-read" not in {found.code for found in project.build().problems}
