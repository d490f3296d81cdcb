"""The files of whole small projects, byte for byte; run with --update-golden after a change."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from feedpub.pipeline.build import Options
from feedpub.pipeline.ranges import Division
from tests.conftest import Project

GOLDEN = Path(__file__).parents[1] / "golden"


CASES = sorted(path.name for path in GOLDEN.iterdir())


def copy(case: str, folder: Path) -> None:
    for name in ("seeds", "feeds"):
        shutil.copytree(GOLDEN / case / name, folder / name)


@pytest.mark.parametrize("case", CASES)
def test_builds_the_files_that_were_read_and_agreed_to(
    case: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    project = Project(tmp_path)
    copy(case, tmp_path)
    result = project.build(site_url=None)
    actual = project.published()
    actual["problems.txt"] = "".join(f"{problem}\n" for problem in result.problems).encode()
    expected = GOLDEN / case / "expected"
    if request.config.getoption("--update-golden"):
        shutil.rmtree(expected, ignore_errors=True)
        Project(expected).write(".keep", "")
        for name, body in actual.items():
            Project(expected).write(name, body)
        (expected / ".keep").unlink()
    assert sorted(actual) == sorted(
        path.relative_to(expected).as_posix() for path in expected.rglob("*") if path.is_file()
    )
    for name, body in actual.items():
        assert body.decode() == (expected / name).read_text("utf-8"), name


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    ("documents", "buckets", "jobs"), [(1, 1, 1), (1, 5, 2), (7, 5, 1), (7, 1, 2), (1_000, 5, 1)]
)
def test_how_the_work_is_divided_changes_nothing(
    case: str, documents: int, buckets: int, jobs: int, tmp_path: Path
) -> None:
    copy(case, tmp_path / "one")
    copy(case, tmp_path / "other")
    one, other = Project(tmp_path / "one"), Project(tmp_path / "other")
    expected = one.build(site_url=None)
    options = Options(division=Division(documents, buckets), jobs=jobs)
    result = other.build(options, site_url=None)
    assert replace(result, seconds=0) == replace(expected, seconds=0)
    assert other.published() == one.published()
