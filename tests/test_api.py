"""feedpub as a library: the functions, their types, and what importing them costs."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import feedpub
from feedpub import api
from feedpub.errors import ConfigError, DocumentsRefused
from feedpub.model import Severity
from tests.conftest import SITE_URL, Project


def test_build_makes_what_the_command_makes(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01", categories="x")
    result = api.build(project.path, site_url=SITE_URL)
    assert (result.counts.published, len(result.feeds)) == (1, 4)
    made = project.published()
    again = api.build(str(project.path), site_url=SITE_URL)
    assert not any(feed.changed for feed in again.feeds)
    command = ["build", "--project", str(project.path), "--site-url", SITE_URL]
    subprocess.run([sys.executable, "-m", "feedpub", *command], check=True)
    assert project.published() == made


def test_build_takes_the_clock_as_a_value(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-02")
    early = api.build(project.path, now=datetime(2022, 1, 1, tzinfo=UTC))
    late = api.build(project.path, now=datetime(2022, 1, 3, tzinfo=UTC))
    assert (early.counts.future, late.counts.published) == (1, 1)


def test_build_under_strict_raises_with_the_result(project: Project) -> None:
    project.seed("a.md", title="a")
    with pytest.raises(DocumentsRefused) as raised:
        api.build(project.path, strict=True)
    assert raised.value.result.counts.refused == 1
    assert not (project.path / "out").exists()


def test_build_without_documents_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="seeds: no such folder"):
        api.build(tmp_path)


def test_read_gives_the_entry_with_its_content(project: Project) -> None:
    project.write("feeds/site.toml", '[site]\nurl = "https://x.example/"\nauthor = "Wang"\n')
    body = '<p onclick="x()">Tide <a href="/b">table</a></p>'
    path = project.seed("news/a.html", title="a", date="2022-01-01", body=body)
    result = api.read(path)
    assert result.problems == ()
    assert result.entry is not None
    assert result.entry.content == '<p>Tide <a href="https://x.example/b">table</a></p>'
    assert (result.entry.path, result.entry.authors[0].name) == ("news/a.html", "Wang")
    api.build(project.path)
    assert result.entry.id.encode() in project.out()["all.atom"]


def test_read_says_why_there_is_no_entry(project: Project) -> None:
    result = api.read(project.seed("a.md", title="a", date="03/04/2022"))
    assert result.entry is None
    assert [(one.severity, one.code, one.line) for one in result.problems] == [
        (Severity.ERROR, "date-invalid", 3)
    ]


def test_read_needs_no_project(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: a\ndate: 2022-01-01\n---\n**b**\n")
    entry = api.read(path).entry
    assert entry is not None
    assert entry.content == "<p><strong>b</strong></p>"


def test_read_tells_each_problem_once(project: Project) -> None:
    result = api.read(project.seed("a.md", title="a", date="2022-01-01", headimg="data:x"))
    assert [problem.code for problem in result.problems] == ["image-address"]


def test_read_of_nothing_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.md: no such file"):
        api.read(tmp_path / "none.md")


def test_sanitize_resolves_against_the_base_or_drops() -> None:
    html = '<p onclick="x()"><a href="b">c</a><script>d</script></p>'
    assert api.sanitize(html, base="https://x.example/a/") == (
        '<p><a href="https://x.example/a/b">c</a></p>'
    )
    assert api.sanitize(html) == "<p><a>c</a></p>"


@pytest.mark.parametrize(
    ("call", "kind", "told"),
    [
        (lambda: api.build(jobs=-1), ValueError, "jobs=-1: is no number of processes"),
        (lambda: api.build(jobs=0), ValueError, "jobs=0"),
        (lambda: api.build(jobs=True), TypeError, "jobs: is of the type bool"),
        (lambda: api.build(jobs="2"), TypeError, "jobs: is of the type str; give a number"),  # type: ignore[arg-type]
        (lambda: api.build(now=datetime(2022, 1, 1)), ValueError, "now: has no time zone"),
        (lambda: api.build(now="2022"), TypeError, "now: is of the type str"),  # type: ignore[arg-type]
        (lambda: api.build(b"x"), TypeError, "project: is of the type bytes"),  # type: ignore[arg-type]
        (lambda: api.build(__file__), ValueError, "is a file; give the folder"),
        (lambda: api.build(replace="index.html"), TypeError, "give a list of paths"),
        (lambda: api.build(site_url=b"x"), TypeError, "site_url: is of the type bytes"),  # type: ignore[arg-type]
        (lambda: api.read(1), TypeError, "path: is of the type int"),  # type: ignore[arg-type]
        (lambda: api.read(__file__, project=__file__), ValueError, "is a file"),
        (lambda: api.sanitize(b"x"), TypeError, "html: is of the type bytes; give a text"),  # type: ignore[arg-type]
        (lambda: api.sanitize("x", base=1), TypeError, "base: "),  # type: ignore[arg-type]
        (lambda: api.sanitize("x", referrer_policy="no"), ValueError, "known are no-referrer,"),
        (lambda: api.validate("<rss/>"), TypeError, "data: is of the type str; give bytes"),  # type: ignore[arg-type]
        (lambda: api.validate(b"", addresses="x"), TypeError, "give a tuple of"),  # type: ignore[arg-type]
        (lambda: api.validate(b"", now=datetime(2022, 1, 1)), ValueError, "time zone"),
    ],
)
def test_a_wrong_argument_is_told_at_the_door(
    call: Callable[[], object], kind: type[Exception], told: str
) -> None:
    """By an error of feedpub that is one of Python's, too."""
    with pytest.raises(kind, match=re.escape(told)) as raised:
        call()
    assert isinstance(raised.value, feedpub.ArgumentError)


def test_validate_names_what_is_wrong_and_where() -> None:
    findings = api.validate(b'<rss version="2.0"><channel></rss>', name="a.rss")
    assert findings[0].severity is Severity.ERROR
    assert (findings[0].file, findings[0].line) == ("a.rss", 1)


def test_validate_has_nothing_against_a_feed_of_build(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01")
    api.build(project.path, site_url=SITE_URL)
    for path, body in project.out().items():
        assert api.validate(body, name=path) == ()


@pytest.mark.parametrize("name", [name for name in feedpub.__all__ if name != "__version__"])
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(feedpub, name).__name__ == name


def test_a_room_never_takes_the_place_of_a_function() -> None:
    """A package that is imported becomes an attribute: none may have the name of a function."""
    rooms = {path.stem for path in Path(feedpub.__file__).parent.iterdir()}
    assert not rooms & set(feedpub.__all__)


def test_no_other_name_is_there() -> None:
    assert dir(feedpub) == sorted(feedpub.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = feedpub.nothing  # type: ignore[attr-defined]


LIGHT = {"click", "feedpub"}


@pytest.mark.parametrize(
    "code",
    ["import feedpub", "import feedpub.api", "from feedpub.cli import main; main(['--version'])"],
)
def test_starting_imports_nothing_heavy(code: str) -> None:
    """Of what is installed, only click and ourselves."""
    script = (
        "import sys, importlib.metadata as m\n"
        "owners = m.packages_distributions()\n"
        "before = set(sys.modules)\n"
        f"try:\n    exec({code!r})\nexcept SystemExit:\n    pass\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(*sorted(name for name in new if name in owners), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert set(done.stderr.split()) <= LIGHT


def test_types_are_there_for_users(tmp_path: Path) -> None:
    script = tmp_path / "user.py"
    script.write_text(
        "import feedpub\n"
        "entry = feedpub.read('a.md').entry\n"
        "reveal_type(entry)\n"
        "reveal_type(feedpub.validate(b''))\n"
        "reveal_type(feedpub.build('.'))\n"
        "feedpub.read(1)\n"
        "feedpub.biuld('.')\n"
        "try:\n    feedpub.build('.')\n"
        "except feedpub.DocumentsRefused as error:\n    reveal_type(error.result)\n"
        "except feedpub.ConfigError as error:\n    reveal_type((error.path, error.line))\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    said = done.stdout.replace("builtins.", "")
    assert "feedpub.model._entry.Entry | None" in said
    assert "tuple[feedpub.model._problem.Problem, ...]" in said
    assert "feedpub.model._result.BuildResult" in said
    assert 'Argument 1 to "read" has incompatible type "int"' in said
    assert 'Module has no attribute "biuld"; maybe "build"?' in said
    assert "tuple[str | None, int | None]" in said
    assert "Found 2 errors" in said
