"""The page of an entry leads to the entries that were published before and after it."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from feedpub.model import entry_path
from feedpub.pipeline.ranges import Division
from tests.conftest import Project
from tests.pipeline.test_incremental import from_nothing, run, soon, stats

NUMBER = 12


def write(project: Project, number: float, **fields: str) -> Path:
    day = datetime(2022, 1, 1) + timedelta(hours=24 * number)
    given = {"title": f"Entry {number}", "date": day.isoformat(sep=" "), "id": url(number)}
    return project.seed(f"{number:05.1f}.md", **given | fields)


def url(number: float) -> str:
    return f"https://example.org/id/{number}"


def page(number: float) -> str:
    return entry_path(url(number))


def around(project: Project, number: float) -> dict[str, str]:
    """Return the addresses of the entries around one, by their relation."""
    text = (project.path / "out" / page(number)).read_text("utf-8")
    return dict(re.findall(r'<a rel="(prev|next)" href="([^"]+)"', text))


@pytest.fixture(params=[1_000, 3], ids=["one range", "many ranges"])
def division(request: pytest.FixtureRequest) -> Division:
    return Division(request.param)


@pytest.fixture
def mirror(project: Project, division: Division) -> Project:
    for number in range(NUMBER):
        write(project, number)
    run(project, division=division)
    return project


def pages_written(project: Project, division: Division) -> set[str]:
    """Build again; return the pages of entries that were written, which must be right."""
    out = project.path / "out"
    before, now = stats(out / "entries"), soon()
    run(project, now, division=division)
    after = stats(out / "entries")
    made = {path for path, stat in after.items() if before.get(path) != stat}
    assert project.published() == from_nothing(project, now, project.path.parent / f"{now:%f}")
    return {Path(path).relative_to(out).as_posix() for path in made if path.endswith(".html")}


def test_pages_lead_from_the_newest_entry_to_the_oldest_and_back(mirror: Project) -> None:
    assert around(mirror, 0) == {"next": f"../{page(1)}"}
    assert around(mirror, 5) == {"prev": f"../{page(4)}", "next": f"../{page(6)}"}
    assert around(mirror, NUMBER - 1) == {"prev": f"../{page(NUMBER - 2)}"}


def test_an_entry_with_an_address_of_its_own_is_led_to_there(
    mirror: Project, division: Division
) -> None:
    write(mirror, 4, link="https://blog.example.org/four/")
    run(mirror, division=division)
    assert around(mirror, 5)["prev"] == "https://blog.example.org/four/"
    assert around(mirror, 3)["next"] == "https://blog.example.org/four/"


def test_a_new_document_changes_the_pages_of_its_neighbours_only(
    mirror: Project, division: Division
) -> None:
    write(mirror, 5.5)
    assert pages_written(mirror, division) == {page(5), page(5.5), page(6)}
    assert around(mirror, 5.5) == {"prev": f"../{page(5)}", "next": f"../{page(6)}"}


def test_a_document_that_goes_changes_the_pages_of_its_neighbours_only(
    mirror: Project, division: Division
) -> None:
    (mirror.path / "seeds" / "005.0.md").unlink()
    assert pages_written(mirror, division) == {page(4), page(6)}
    assert around(mirror, 4)["next"] == f"../{page(6)}"


def test_a_new_title_is_on_the_pages_around(mirror: Project, division: Division) -> None:
    write(mirror, 5, title="A name")
    assert pages_written(mirror, division) == {page(4), page(5), page(6)}


def test_a_new_date_changes_the_pages_where_it_was_and_where_it_is(
    mirror: Project, division: Division
) -> None:
    write(mirror, 2, date="2022-01-08 12:00:00")  # between 7 and 8
    assert pages_written(mirror, division) == {page(n) for n in (1, 2, 3, 7, 8)}


def test_another_text_changes_no_other_page(mirror: Project, division: Division) -> None:
    document = mirror.path / "seeds" / "005.0.md"
    document.write_text(document.read_text() + "More.\n")
    assert pages_written(mirror, division) == {page(5)}


def test_a_page_that_has_gone_is_made_again_with_its_neighbours(
    mirror: Project, division: Division
) -> None:
    (mirror.path / "out" / page(5)).unlink()
    assert pages_written(mirror, division) == {page(5)}
    assert around(mirror, 5) == {"prev": f"../{page(4)}", "next": f"../{page(6)}"}


def test_an_entry_that_the_feed_of_everything_does_not_hold_leads_nowhere(
    mirror: Project, division: Division
) -> None:
    mirror.write("feeds/all.toml", "[select]\nsince = 2022-01-04\n")
    run(mirror, division=division)
    assert around(mirror, 1) == {}
    assert around(mirror, 3) == {"next": f"../{page(4)}"}
