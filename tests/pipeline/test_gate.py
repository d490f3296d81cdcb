"""``build --check``: the rules for feeds, before a file takes the place of the old one."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from feedpub.cli import main
from feedpub.model import Problem, Severity
from feedpub.pipeline import _gate
from tests.conftest import SITE_URL, Project

BAD = "tag:e.org,2022:b"
SITE = f"[site]\nurl = '{SITE_URL}'\n[build]\n"


def run(project: Project, *options: str) -> Result:
    return CliRunner().invoke(main, ["build", "--project", str(project.path), *options])


@pytest.fixture
def faulty(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project, one entry of which comes out of feedpub with a fault, as it never should."""
    project.write("feeds/site.toml", SITE)
    project.seed("a.md", title="good", date="2022-01-01", guid="tag:e.org,2022:a", categories="x")
    project.seed("b.md", title="bad", date="2022-01-02", guid=BAD, categories="x")

    def told(body: bytes, *, name: str, **about: Any) -> tuple[Problem, ...]:
        lines = body.decode().splitlines()
        return tuple(
            Problem(
                Severity.ERROR,
                "InvalidRFC2822Date",
                name,
                number,
                "is bad",
                1,
                "title",
                "tag:e.org,2022:b",
            )
            for number, line in enumerate(lines, 1)
            if "bad<" in line
        )

    monkeypatch.setattr(_gate, "validate", told)
    return project


def test_a_finding_names_the_document_and_the_field_once(faulty: Project) -> None:
    result = run(faulty, "--check", "--jobs", "1")
    assert result.exit_code == 0
    assert result.stderr.count("seeds/b.md: title: is bad") == 1
    assert "all.rss" in faulty.out()


def test_a_strict_build_then_leaves_everything_as_it_was(faulty: Project) -> None:
    faulty.write("feeds/site.toml", SITE + "ledger = true\n")
    run(faulty, "--jobs", "1")
    before, ids = faulty.published(), (faulty.path / "feeds/ids.jsonl").read_bytes()
    faulty.seed("c.md", title="new", date="2022-01-03")
    result = run(faulty, "--check", "--strict", "--jobs", "1")
    assert result.exit_code == 1, result.stderr
    assert "seeds/b.md: title: is bad" in result.stderr
    assert "nothing was published: --strict was given, with 1 warning" in result.stderr
    assert faulty.published() == before
    assert (faulty.path / "feeds/ids.jsonl").read_bytes() == ids
    assert not (faulty.path / "out/.feedpub-writing").exists()
    assert run(faulty, "--check", "--strict", "--jobs", "1").exit_code == 1


def test_what_was_written_unchecked_is_checked_when_that_is_wanted(faulty: Project) -> None:
    assert "is bad" not in run(faulty, "--jobs", "1").stderr
    faulty.write("feeds/site.toml", SITE + "check = true\n")
    assert "is bad" in run(faulty, "--jobs", "1").stderr
    assert "is bad" in run(faulty, "--jobs", "1").stderr


def test_a_finding_of_the_feed_itself_names_its_file(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = Problem(Severity.WARNING, "SelfDoesntMatchLocation", "", 7, "is wrong", 1, "link")
    monkeypatch.setattr(_gate, "validate", lambda _, name, **__: (replace(finding, path=name),))
    project.seed("a.md", title="a", date="2022-01-01")
    project.write("feeds/own.toml", "formats = 'atom'\n")
    result = run(project, "--check", "--jobs", "1", "--site-url", SITE_URL)
    assert "feeds/own.toml: out/own.atom:7: is wrong" in result.stderr
    assert "feeds/site.toml: out/all.rss:7: is wrong" in result.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_feedpub_writes_passes(jobs: str, tmp_path: Path) -> None:
    example = Path(__file__).parents[2]
    project = Project(tmp_path)
    for folder in ("seeds", "feeds"):
        for path in (example / folder).rglob("*"):
            if path.is_file():
                name = path.relative_to(example).as_posix()
                project.write(name, path.read_bytes())
    assert run(project, "--check", "--strict", "--jobs", jobs).exit_code == 0
