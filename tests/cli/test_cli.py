"""The command: what it prints, where, and with which exit status."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from feedpub import __version__
from feedpub.cli import main
from tests.conftest import SITE_URL, Project


def run(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "--project", str(project.path), *arguments])


@pytest.fixture
def built(project: Project) -> Project:
    project.write("feeds/site.toml", f'[site]\nurl = "{SITE_URL}"\n')
    project.seed("a.md", title="a", date="2022-01-01", categories="x")
    return project


def test_says_what_it_did_on_standard_error(built: Project) -> None:
    result = run(built)
    assert (result.exit_code, result.stdout) == (0, "")
    assert re.sub(r"[\d.]+ s", "N s", result.stderr).splitlines() == [
        "1 document read, 1 published",
        "4 feed files: 4 written, 0 unchanged, 1 page of entries written in N s",
    ]


def test_names_every_problem_with_path_and_line(built: Project) -> None:
    built.seed("b.md", title="b", date="03/04/2022")
    built.seed("c.md", title="c", date="2022-01-01", headimg="data:x")
    built.seed("d.md", title="d", date="2022-01-01", draft="true")
    built.seed("e.md", title="e", date="2999-01-01")
    result = run(built)
    assert result.exit_code == 0
    lines = re.sub(r"[\d.]+ s", "N s", result.stderr).splitlines()
    assert lines[0] == (
        f"refused {built.path}/seeds/b.md:3: date '03/04/2022' can be read in two ways,"
        " as 2022-03-04 or 2022-04-03; write it as YYYY-MM-DD"
    )
    assert lines[1].startswith(f"warning {built.path}/seeds/c.md:4: headimg 'data:x' is no address")
    assert lines[2:] == [
        "5 documents read, 2 published, 1 draft and 1 with a future date left out",
        "4 feed files: 4 written, 0 unchanged, 2 pages of entries written in N s",
        "1 document refused, 1 warning",
    ]


def test_strict(built: Project) -> None:
    built.seed("b.md", title="b")
    result = run(built, "--strict")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"refused {built.path}/seeds/b.md: has no date; give it one under 'date', 'published',"
        " or in its name: 2024-01-31-name.md",
        "2 documents read, none published",
        "1 document refused",
        "nothing was published: --strict was given, with 1 document refused",
    ]
    assert not (built.path / "out").exists()
    quiet = run(built, "--strict", "--quiet").stderr.splitlines()
    assert quiet == [result.stderr.splitlines()[0], result.stderr.splitlines()[-1]]


def test_quiet_and_verbose(built: Project) -> None:
    quiet = run(built, "-q")
    assert (quiet.stdout, quiet.stderr) == ("", "")
    built.seed("b.md", title="b", date="2022-01-02", categories="y")
    assert run(built, "-v").stdout.splitlines() == [
        f"{built.path}/out/{name}"
        for name in ("all.rss", "all.atom", "category/y.rss", "category/y.atom")
    ]


def test_quiet_prints_nothing_of_a_build_that_goes_on(built: Project) -> None:
    built.seed("b.md", title="b", date="x")
    built.seed("c.md", title="c", date="2022-01-01", headimg="data:x")
    quiet = run(built, "-q")
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (0, "", "")


@pytest.mark.parametrize("form", ["text", "github"])
def test_files_are_named_from_where_the_user_is(
    built: Project, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In problems, in errors of the configuration, in annotations."""
    built.seed("b.md", title="b", date="x")
    monkeypatch.chdir(built.path.parent)
    name = built.path.name
    command = ["build", "--project", name, "--format", form]
    assert f"{name}/seeds/b.md" in CliRunner().invoke(main, command).output
    built.write("feeds/site.toml", "titel = 1")
    done = CliRunner().invoke(main, command)
    assert done.stderr.startswith(f"{name}/feeds/site.toml:1: ")
    assert done.exit_code == 2


def test_problems_as_annotations(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    built.seed("b,1.md", title="b", date="50%")
    built.seed("c.md", title="c", date="2022-01-01", headimg="data:x")
    monkeypatch.chdir(built.path)
    done = CliRunner().invoke(main, ["build", "--format", "github"])
    refused, warned = done.stdout.splitlines()
    assert refused.startswith("::error file=seeds/b%2C1.md,line=3,title=date-invalid::date '50%25")
    assert warned.startswith("::warning file=seeds/c.md,line=4,title=image-address::headimg")
    assert "refused seeds" not in done.stderr
    strict = CliRunner().invoke(main, ["build", "--format", "github", "--strict", "-q"])
    assert (strict.exit_code, strict.stdout.splitlines()) == (1, [refused])


def test_the_report_on_standard_output(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    built.seed("b.md", title="b", date="x")
    monkeypatch.chdir(built.path)
    for more in ((), ("-v",), ("--dry-run",), ("--format", "github"), ("--strict",)):
        done = CliRunner().invoke(main, ["build", "--report", "-", *more])
        assert json.loads(done.stdout)["counts"]["refused"] == 1
        assert "seeds/b.md" in done.stderr
    assert not (built.path / "-").exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["biuld"], "there is no command 'biuld'; did you mean 'build'?"),
        (["ids", "imprt"], "there is no command 'imprt'; did you mean 'import'?"),
        (["xyz"], "there is no command 'xyz'; feedpub --help lists them"),
        (["build", "--strct"], "--strict"),
    ],
)
def test_what_is_nearly_a_command_is_told(typed: list[str], told: str) -> None:
    done = CliRunner().invoke(main, typed, prog_name="feedpub")
    assert done.exit_code == 2
    assert told in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_an_output_that_is_full_is_told(built: Project) -> None:
    command = [sys.executable, "-m", "feedpub", "schema", "site"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["can't go on: No space left on device"]


def test_report(built: Project) -> None:
    built.seed("b.md", title="b", date="x")
    path = built.path / "report.json"
    assert run(built, "--report", str(path)).exit_code == 0
    report = json.loads(path.read_bytes())
    assert report["version"] == 2
    assert report["counts"] == {
        "documents": 2,
        "published": 1,
        "drafts": 0,
        "future": 0,
        "hidden": 0,
        "refused": 1,
        "in_feeds": 1,
    }
    assert report["feeds"][0] == {
        "path": "all.rss",
        "url": "https://feeds.example.org/all.rss",
        "entries": 1,
        "left_out": 0,
        "bytes": (built.path / "out/all.rss").stat().st_size,
        "changed": True,
        "changes": None,
    }
    assert (report["pings"], report["dry_run"]) == ([], False)
    assert report["problems"] == [
        {
            "severity": "error",
            "code": "date-invalid",
            "path": "seeds/b.md",
            "line": 3,
            "message": "date 'x' is no date; write it as 2024-01-31 or 2024-01-31T18:00:00Z",
        }
    ]


def test_report_of_a_build_that_strict_ended(built: Project) -> None:
    built.seed("b.md", title="b", date="x")
    path = built.path / "report.json"
    assert run(built, "--strict", "--report", str(path)).exit_code == 1
    report = json.loads(path.read_bytes())
    assert (report["counts"]["refused"], report["feeds"]) == (1, [])
    assert report["problems"][0]["code"] == "date-invalid"


def test_report_for_people_is_markdown_in_which_documents_are_text(built: Project) -> None:
    built.write("seeds/b|<b>.md", "---\ntitle: b\ndate: '<img src=x> [a](b) | `c`'\n---\n")
    built.seed("c.md", title="c", date="2022-01-01", headimg="data:x")
    path = built.path / "report.md"
    run(built, "--report", str(path))
    summary = path.read_text("utf-8")
    assert "- 3 documents read, 2 published" in summary
    [refused] = re.findall(r"### Refused\n\n\| document .*\n\| --- \| --- \|\n(.*)\n", summary)
    assert refused.count("|") == 3
    assert refused.startswith("| <code>seeds/b&#124;&#60;b&#62;.md:3</code> | date ")
    assert not re.search(r"[\[\]`]|<(?!/?code>)", refused)
    assert "| <code>seeds/c.md:4</code> | headimg 'data:x' is no address" in summary
    assert re.search(r"\| <code>all\.rss</code> \| 2 \| \d\.\d kB \|", summary)


def test_report_for_people_does_not_list_without_end(built: Project) -> None:
    for number in range(250):
        built.seed(f"b{number}.md", title="b")
    path = built.path / "report.md"
    run(built, "--report", str(path))
    summary = path.read_text("utf-8")
    assert summary.count("has no date") == 200
    assert "And 50 more." in summary


def test_a_report_that_can_t_be_written_is_said_plainly(built: Project) -> None:
    result = run(built, "--report", str(built.path / "no" / "such" / "report.json"))
    assert result.exit_code == 2
    assert "report.json: can't be written: No such file or directory" in result.stderr


def test_the_address_can_come_from_the_command_or_the_environment(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01")
    assert run(project, "--site-url", "https://one.example.org").exit_code == 0
    assert b"https://one.example.org/all.rss" in project.out()["all.rss"]
    environment = {"FEEDPUB_SITE_URL": "https://two.example.org/feeds"}
    CliRunner(env=environment).invoke(main, ["build", "--project", str(project.path)])
    assert b"https://two.example.org/feeds/all.rss" in project.out()["all.rss"]


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        (
            "feeds/site.toml",
            "[site]\ntilte = 'x'",
            "feeds/site.toml:2: unknown key 'tilte' in [site]; did you mean 'title'?",
        ),
        ("feeds/site.toml", "[site", "feeds/site.toml:1: not valid TOML"),
        ("out/thesis.doc", "x", "thesis.doc', which feedpub did not make"),
    ],
)
def test_mistakes_end_with_status_2_and_one_plain_message(
    project: Project, file: str, content: str, message: str
) -> None:
    project.write(file, content)
    result = run(project)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_wrong_usage_ends_with_status_2() -> None:
    assert CliRunner().invoke(main, ["build", "--jobs", "0"]).exit_code == 2
    assert CliRunner().invoke(main, ["bulid"]).exit_code == 2
    assert CliRunner().invoke(main, ["build", "--project", "/no/such"]).exit_code == 2


def test_a_site_url_that_is_none_ends_with_status_2(project: Project) -> None:
    result = run(project, "--site-url", "example.org")
    assert result.exit_code == 2
    assert "is not the http(s) address of a folder; write it in full" in result.stderr


def commands(group: click.Group, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield names, group
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield (*names, name), command


COMMANDS = [names for names, _ in commands(main)]


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_help_reads_like_a_manual(names: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*names, "--help"])
    assert result.exit_code == 0
    assert "For example:" in result.output
    assert max(map(len, result.output.splitlines())) <= 96


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_example_of_a_help_can_be_typed(
    names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "blog").mkdir()
    output = CliRunner().invoke(main, [*names, "--help"]).output
    lines = output.split("For example:\n")[1].split("\n\n")[0].splitlines()
    assert lines
    for line in lines:
        called = re.sub(r'^\s*\$EDITOR "\$\((.+)\)"$', r"\1", line).partition(" > ")[0]
        program, *words = shlex.split(called)
        assert program == "feedpub"
        command: click.Command = main
        while isinstance(command, click.Group):
            found = command.get_command(click.Context(command), words.pop(0))
            assert found is not None, line
            command = found
        command.make_context("feedpub", words)  # raises what click has against it


def test_the_shell_completes_commands_and_options(tmp_path: Path) -> None:
    environment = {**os.environ, "_FEEDPUB_COMPLETE": "bash_source"}
    command = [str(Path(sys.executable).with_name("feedpub"))]
    script = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "complete -o nosort -F" in script.stdout
    asked = {"_FEEDPUB_COMPLETE": "bash_complete", "COMP_WORDS": "feedpub build --st"}
    asked["COMP_CWORD"] = "2"
    done = subprocess.run(
        command, env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "plain,--strict\n"


def test_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"feedpub, version {__version__}\n"


def test_runs_as_a_module(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "feedpub", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == f"feedpub, version {__version__}\n"


def test_no_bar_where_there_is_no_terminal(built: Project) -> None:
    assert "%" not in run(built).output


@pytest.mark.parametrize(
    ("number", "said"), [(13, "Permission denied"), (36, "File name too long"), (5, "Input/output")]
)
@pytest.mark.parametrize("command", ["inspect", "new"])
def test_what_the_system_says_of_a_file_is_no_traceback(
    project: Project, monkeypatch: pytest.MonkeyPatch, number: int, said: str, command: str
) -> None:
    project.seed("a.md", title="A", date="2024-05-01")

    def stat(path: Path, **_: object) -> object:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "stat", stat)
    done = CliRunner().invoke(main, [command, "x.md"], obj=None)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output
