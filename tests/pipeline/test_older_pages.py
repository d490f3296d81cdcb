"""Each page of an entry can be reached: from a feed, or from the pages of older entries."""

import re
from datetime import date, timedelta
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

import pytest

from feedpub.pipeline.build import Options
from tests.conftest import Project

SITE = '[site]\nurl = "https://feeds.example.org/"\n[build]\nlimit = 20\n'


def write(project: Project, number: int, **front_matter: str) -> None:
    when = date(2020, 1, 1) + timedelta(days=number)
    given = {"title": f"Entry {number}", "date": str(when), "categories": "[News]"}
    project.seed(f"{number:03}.md", **(given | front_matter))


@pytest.fixture
def many(project: Project) -> Project:
    """A project of 250 entries, whose feeds hold twenty."""
    project.write("feeds/site.toml", SITE)
    for number in range(250):
        write(project, number)
    return project


def links(path: str, body: bytes) -> set[str]:
    """Return the files of ``out/`` to which a page leads."""
    found = re.findall(r'<a [^>]*href="([^":#]+)', body.decode())
    return {normpath(str(PurePosixPath(path).parent / unquote(link))) for link in found}


def test_every_page_of_an_entry_is_linked_from_the_pages_of_a_feed(many: Project) -> None:
    many.build()
    pages = {path: body for path, body in many.published().items() if path.endswith(".html")}
    lists = [path for path in pages if not re.fullmatch(r"entries/\w{24}\.html", path)]
    reached, wanted = set(), {"index.html"}
    while wanted:
        reached |= wanted
        found = {link for path in wanted for link in links(path, pages[path])}
        wanted = (found & set(lists)) - reached
    named = {link for path in reached for link in links(path, pages[path])}
    assert len(set(pages) - set(lists)) == 250
    assert set(pages) - named <= {"404.html"}
    assert sorted(path for path in lists if path.startswith("entries/")) == [
        *(f"entries/all/{number}.html" for number in (1, 2, 3)),
        *(f"entries/category/news/{number}.html" for number in (1, 2, 3)),
    ]


def test_the_oldest_entries_are_on_the_first_page_which_stays_as_it_is(many: Project) -> None:
    many.build()
    before = many.published()
    write(many, 250)
    many.build()
    after = many.published()
    assert "Entry 0<" in before["entries/all/1.html"].decode()
    changed = {path for path in before if before[path] != after[path]}
    assert {path for path in changed if path.startswith("entries/all/")} == {"entries/all/3.html"}


def test_pages_of_older_entries_are_the_same_with_and_without_memory(many: Project) -> None:
    many.build()
    write(many, 3, title="Another title")
    (many.path / "seeds" / "007.md").unlink()
    many.build()
    remembered = many.published()
    (many.path / ".feedpub" / "cache.sqlite").unlink()
    many.build()
    assert many.published() == remembered
    assert "Another title<" in remembered["entries/all/1.html"].decode()


def test_pages_that_nothing_is_left_for_are_removed(many: Project) -> None:
    many.build()
    many.write("feeds/site.toml", SITE.replace("20", "150"))
    result = many.build()
    assert set(result.removed) == {
        f"entries/{feed}/{number}.html" for feed in ("all", "category/news") for number in (2, 3)
    }


def test_a_dry_run_knows_all_pages(many: Project) -> None:
    many.build()
    result = many.build(Options(dry_run=True))
    assert result.removed == ()
    assert not [file for file in result.feeds if file.changed]


def test_a_page_says_how_many_entries_its_feed_has_left_out(many: Project) -> None:
    result = many.build()
    page = many.published()["all.html"].decode()
    [left_out] = {file.left_out for file in result.feeds if file.path == "all.rss"}
    assert left_out == 230
    assert "250 entries · the feed holds the newest 20" in page
    assert '<a href="./entries/all/3.html">230 older entries</a>' in page


def test_older_entries_with_a_link_of_their_own_are_named_with_it(many: Project) -> None:
    write(many, 5, link="https://blog.example.org/five")
    many.build()
    assert 'href="https://blog.example.org/five"' in many.published()["entries/all/1.html"].decode()
