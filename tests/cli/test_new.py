"""`feedpub new`: a document that can be built at once, whatever its title holds."""

import subprocess
import sys
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub import config
from feedpub.cli import main, scaffold
from feedpub.entries import outline
from feedpub.source import front_matter
from feedpub.web import text
from tests.conftest import Project

NOON = datetime(2026, 11, 1, 12, 30, tzinfo=timezone(timedelta(hours=8)))
TITLES = st.text(max_size=80) | st.text(
    "<b>&lt;amp'\"\\{}[]:#-|%@`!,?*\n\t ÃÂ©中文🌾e\u0301", max_size=40
)


def new(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", "--project", str(project.path), *arguments])


def read(written: str) -> "front_matter.Result":
    return front_matter.parse("a.md", written.encode(), "")


@settings(deadline=None)
@given(TITLES, TITLES, TITLES)
def test_what_was_typed_is_what_the_entry_has(title: str, category: str, author: str) -> None:
    written = scaffold.document(title, NOON, categories=[category], tags=[category], author=author)
    document, problems = read(written)
    assert document is not None
    assert problems == ()
    entry = outline(document, config.Site(), lambda *_: None).entry
    assert entry is not None
    assert entry.published == NOON
    # What can't be seen is none.
    assert entry.title == text.cut(text.fold(title), 300) or not text.plain(escape(title))
    seen = text.fold(category) if text.plain(escape(category)) else ""
    kept = tuple(filter(None, [text.cut(seen, 200)]))
    assert (entry.categories, entry.tags) == (kept, kept)


@given(TITLES)
def test_a_name_is_safe_on_every_file_system(title: str) -> None:
    name = scaffold.file_name(title, NOON)
    assert name.startswith("2026-11-01-")
    assert len(name.encode()) <= 140
    assert name == Path(name).name
    assert name.isprintable()
    assert not set(name) & set('<>:"/\\|?*. ~#$')
    assert not name.endswith("-")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("First frost", "first-frost"),
        ("港口夜班：凌晨三点", "港口夜班-凌晨三点"),
        ("Čeština & Ελληνικά", "čeština-ελληνικά"),
        ("C++ / C#", "c-c"),
        ("?!", "untitled"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "con"),
        ("中" * 100, "中" * 40),
    ],
)
def test_a_name_keeps_the_letters_of_any_script(title: str, name: str) -> None:
    assert scaffold.file_name(title, NOON) == f"2026-11-01-{name}"


def test_writes_a_document_that_is_published_at_once(project: Project) -> None:
    project.write("feeds/site.toml", '[site]\nurl = "https://e.org/"\ntimezone = "Asia/Shanghai"\n')
    before = datetime.now(UTC).replace(microsecond=0)
    result = new(project, 'He said "it\'s" & <b>', "-c", "新媒体", "-c", "a: b", "-t", "#x")
    assert (result.exit_code, result.stderr) == (0, "")
    path = Path(result.stdout.rstrip("\n"))
    assert path.parent == project.path / "seeds"
    document, problems = front_matter.parse(path.name, path.read_bytes(), "")
    assert document is not None and problems == ()
    date = datetime.fromisoformat(str(document.metadata["date"]))
    assert date.utcoffset() == timedelta(hours=8)
    assert before <= date <= datetime.now(UTC)
    assert path.name.startswith(f"{date:%Y-%m-%d}-he-said-it-s-b")
    built = CliRunner().invoke(main, ["build", "--strict", "--project", str(project.path)])
    assert (built.exit_code, built.stdout) == (0, "")
    assert built.stderr.startswith("1 document read, 1 published\n")
    assert "category/新媒体.atom" in project.out()
    shown = CliRunner().invoke(main, ["inspect", str(path), "--project", str(project.path)])
    assert "Published, in 3 feeds." in shown.stdout


def test_never_writes_over_a_file(project: Project) -> None:
    paths = [new(project, "A", "-c", str(number)).stdout.strip() for number in range(3)]
    stems = [Path(path).stem.removeprefix(Path(paths[0]).stem) for path in paths]
    assert stems == ["", "-2", "-3"]
    assert [f'- "{number}"' in Path(path).read_text() for number, path in enumerate(paths)] == [
        True
    ] * 3


def test_prints_a_path_from_the_current_folder(project: Project) -> None:
    command = [sys.executable, "-m", "feedpub", "new", "A"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=project.path, check=True)
    assert Path(done.stdout.strip()).parent == Path("seeds")
    assert (project.path / done.stdout.strip()).is_file()


def test_an_author(project: Project) -> None:
    path = Path(new(project, "A", "--author", "海岸日报").stdout.strip())
    assert 'author: "海岸日报"' in path.read_text("utf-8")


@pytest.mark.parametrize("title", ["", " \n", "\x07"])
def test_a_title_without_text(project: Project, title: str) -> None:
    result = new(project, title)
    assert result.exit_code == 2
    assert result.stderr.endswith("is no title; write a text\n")
    assert list((project.path / "seeds").iterdir()) == []


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["new", "A", "--project", str(tmp_path)])
    assert result.exit_code == 2
    assert "no such folder; name the project with --project" in result.stderr
    assert not (tmp_path / "seeds").exists()


def test_a_broken_configuration(project: Project) -> None:
    project.write("feeds/site.toml", "[site]\ntimezone = 'Nowhere'\n")
    result = new(project, "A")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        f"{project.path}/feeds/site.toml:2: [site] timezone: 'Nowhere' is no time zone"
    )


def test_a_folder_that_can_not_be_written(project: Project) -> None:
    (project.path / "seeds").rmdir()
    (project.path / "seeds").symlink_to("/proc")  # where nobody can make a file
    result = new(project, "A")
    assert result.exit_code == 2
    assert "can't be written: " in result.stderr


def test_the_title_of_the_site_is_what_was_typed_too() -> None:
    written = scaffold.site_toml({"title": scaffold.setting("title", 'A <i> "b"\\ &amp;')})
    assert tomllib.loads(written)["site"]["title"] == 'A &lt;i&gt; "b"\\ &amp;amp;'
