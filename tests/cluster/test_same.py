"""Tasks make the same bytes and the same report as one process does."""

from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest

import feedpub
from feedpub import config
from feedpub.errors import ConfigError
from feedpub.model import BuildResult
from feedpub.pipeline.build import Options
from feedpub.pipeline.cluster.build import build_in_folder
from feedpub.pipeline.memory import unchanged
from feedpub.pipeline.ranges import Division
from tests.cluster.conftest import Inline, Site
from tests.conftest import NOW, SITE_URL, Project
from tests.pipeline.test_golden import CASES, GOLDEN
from tests.pipeline.test_incremental import PNG

EXAMPLE = Path(__file__).parents[2]
PLACES = {case: GOLDEN / case for case in CASES} | {"example": EXAMPLE}
DIVISIONS = [Division(1, 1), Division(1, 5), Division(2, 64), Division(7, 5), Division()]


def here_from(folder: Path, place: Path) -> Project:
    """Return a copy of a project."""
    for name in ("seeds", "feeds"):
        for path in (place / name).rglob("*"):
            if path.is_file():
                Project(folder).write(path.relative_to(place).as_posix(), path.read_bytes())
    return Project(folder)


def same(result: BuildResult) -> BuildResult:
    return replace(result, seconds=0)


def in_folder(project: Project, executor: Executor, options: Options = Options()) -> BuildResult:
    site, state = config.load(project.path), unchanged.look(project.path)
    progress = feedpub.model.show_nothing
    return build_in_folder(project.path, site, None, options, NOW, progress, None, state, executor)


@pytest.mark.parametrize("division", DIVISIONS, ids=str)
@pytest.mark.parametrize("case", PLACES)
def test_in_a_bucket(case: str, division: Division, site: Site, tmp_path: Path) -> None:
    project = here_from(tmp_path, PLACES[case])
    expected = project.build(site_url=None)
    site.upload(PLACES[case])
    result = site.build(Options(division=division))
    assert same(result) == same(expected)
    assert site.published() == project.published()
    manifest = site.store.get("out/.feedpub.json", 2**30)[0]
    assert manifest == (tmp_path / "out" / ".feedpub.json").read_bytes()


@pytest.mark.parametrize("division", DIVISIONS, ids=str)
@pytest.mark.parametrize("case", PLACES)
def test_in_a_folder(case: str, division: Division, here: None, tmp_path: Path) -> None:
    project = here_from(tmp_path / "one", PLACES[case])
    other = here_from(tmp_path / "other", PLACES[case])
    expected = project.build(site_url=None)
    result = in_folder(other, Inline(), Options(division=division))
    assert same(result) == same(expected)
    assert other.published() == project.published()


def test_names_of_files_and_authors_and_copies(site: Site, tmp_path: Path) -> None:
    """What is looked for around documents is found in a store too."""
    project = Project(tmp_path)
    settings = "[build]\nlimit = 3\nduplicates = 'merge'\narchive = true\n"
    project.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n{settings}")
    project.write("seeds/authors.yml", "jo: {name: Jo Doe, url: 'https://jo.example.org/'}\n")
    project.write("_data/authors.yml", "mo: {name: Mo Roe}\n")
    project.write("seeds/deep/er/pic.png", PNG)
    for number in range(7):
        name = f"{'ab'[number % 2]}/n{number}.md"
        links = f"[[n{(number + 3) % 7}]] ![[pic.png]] [x](../{'ba'[number % 2]}/n{number}.md)"
        project.seed(
            name, title=f"T{number}", date=f"2024-01-0{number + 1}", author="[jo, mo]", body=links
        )
    for folder in "xy":
        date = f"2024-02-0{'xy'.index(folder) + 1}"
        project.seed(f"{folder}/same.md", title="Same", date=date, categories=folder, body="Same.")
    for path in sorted(tmp_path.rglob("*")):
        if path.is_file():
            site.write(path.relative_to(tmp_path).as_posix(), path.read_bytes())
    for options in (Options(division=Division(2, 3)), Options()):
        expected = project.build(site_url=None)
        assert same(site.build(options)) == same(expected)
        assert site.published() == project.published()
        site.write("seeds/a/n8.md", "---\ntitle: T8\ndate: 2024-03-01\n---\n[[n1]]\n")
        project.write("seeds/a/n8.md", "---\ntitle: T8\ndate: 2024-03-01\n---\n[[n1]]\n")
    assert b"Jo Doe" in site.published()["all.atom"]


def test_dates_of_git_are_refused_for_a_bucket(site: Site) -> None:
    site.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[documents]\ndate_from = ['git']\n")
    with pytest.raises(ConfigError, match="git knows nothing of documents in a bucket"):
        site.build()
