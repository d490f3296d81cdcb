"""The files of whole small projects, byte for byte; run with --update-golden after a change."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Project

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("case", sorted(path.name for path in GOLDEN.iterdir()))
def test_builds_the_files_that_were_read_and_agreed_to(
    case: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    project = Project(tmp_path)
    for folder in ("seeds", "feeds"):
        shutil.copytree(GOLDEN / case / folder, tmp_path / folder)
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
