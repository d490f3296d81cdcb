"""What the documentation says is so, and what is so it says."""

import html
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import click.testing
import pytest

from feedpub.cli import main
from feedpub.config import DEFINITION_KEYS, KEYS, Fields, Key
from feedpub.errors import FeedpubError
from feedpub.sanitizer import policy
from feedpub.validator import CODES
from tests.conftest import SLOW, Project

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text("utf-8")
DOCUMENTS = (ROOT / "docs" / "documents.md").read_text("utf-8")
VALIDATING = (ROOT / "docs" / "validating.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


CONTEXT = click.Context(main)


def command_named(name: str) -> click.Command:
    command = main.get_command(CONTEXT, name)
    assert command is not None
    return command


def command_names(group: click.Group, before: str = "") -> Iterator[str]:
    """Yield the names of all commands, those of groups with the group's name before them."""
    for name in group.list_commands(CONTEXT):
        yield before + name
        command = group.get_command(CONTEXT, name)
        if isinstance(command, click.Group):
            yield from command_names(command, f"{before}{name} ")


def exit_statuses(error: type[FeedpubError]) -> set[int]:
    """Return the exit statuses of an error and of all kinds of it."""
    return {error.exit_status}.union(*map(exit_statuses, error.__subclasses__()))


def options(command: str) -> list[str]:
    parameters = command_named(command).params
    return [name for option in parameters for name in option.opts if name != "--help"]


def test_every_command_is_in_its_page_as_its_help_prints_it(pytestconfig: pytest.Config) -> None:
    """Blocks of help are those of the commands; --update-golden writes them anew."""
    path = ROOT / "docs" / "commands.md"
    page = path.read_text("utf-8")
    sections = re.findall(r"^## `feedpub (.+)`$", page, re.M)
    assert sections == [*command_names(main)]
    for name in sections:
        printed = click.testing.CliRunner().invoke(
            main, [*name.split(), "--help"], prog_name="feedpub", env={"COLUMNS": "80"}
        )
        before, heading, rest = page.partition(f"## `feedpub {name}`\n\n```text\n")
        assert heading
        _, end, after = f"\n{rest}".partition("\n```\n")
        page = f"{before}{heading}{printed.stdout}{end[1:]}{after}"
    if pytestconfig.getoption("--update-golden"):
        path.write_text(page, "utf-8")
    assert path.read_text("utf-8") == page


def test_every_exit_status_is_in_the_page_of_commands() -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    numbers = re.findall(r"\d+", " ".join(re.findall(r"^\| ([\d, ]+) \|", page, re.M)))
    ended = (128 + number for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM))
    assert {int(number) for number in numbers} == {0, *exit_statuses(FeedpubError), *ended}


def test_the_first_page_is_short_and_names_what_there_is() -> None:
    assert len(README.splitlines()) <= 150
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "index.md" or f"(docs/{page.name})" in README


@pytest.mark.parametrize(
    "key", [*KEYS, *DEFINITION_KEYS], ids=lambda key: f"{key.table}.{key.name}"
)
def test_every_configuration_key_is_in_its_page(key: Key) -> None:
    half = CONFIGURATION.split("## `feeds/NAME.toml`")[key in DEFINITION_KEYS]
    if key.table == "fields":
        assert f"`{key.name}`" in half
    else:
        heading = f"### `[{key.table}]`" if key.table else "### Above the tables"
        table = half.split(heading)[1].split("\n### ")[0]
        assert re.search(rf"^\| `{key.name}` \| .* \| {re.escape(key.about)} \|$", table, re.M)


@pytest.mark.parametrize("field", Fields.__dataclass_fields__)
def test_every_front_matter_key_is_in_the_documentation(field: str) -> None:
    assert f"`{' '.join(getattr(Fields(), field))}`" in DOCUMENTS


def test_every_problem_code_is_in_the_documentation_and_none_else() -> None:
    sources = "\n".join(
        path.read_text("utf-8")
        for name in (
            "source/**/*.py",
            "entries/*.py",
            "pipeline/**/*.py",
            "feeds/*.py",
        )
        for path in (ROOT / "src" / "feedpub").glob(name)
    )
    codes = r'"((?:unreadable|[a-z]+(?:-[a-z]+)+))"'
    others = {"utf-8", "utf-8-sig", "prev-archive", "next-archive", "packed-refs"}
    used = set(re.findall(codes, sources)) - others | {"encoding", "changed", "cache"}
    report = (ROOT / "docs" / "report.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \| (?:error|warning)", report, re.M)) == used


def test_every_message_of_the_validator_is_in_the_documentation_with_its_severity() -> None:
    table = re.findall(r"^\| `([A-Za-z0-9-]+)` \| (error|warning) \| (.*) \|$", VALIDATING, re.M)
    listed = [
        (code, severity, html.unescape(said).replace("\\|", "|")) for code, severity, said in table
    ]
    assert sorted(listed) == sorted(
        (code, str(kind.severity), re.sub(r"\{[a-z]+\}", "…", message))
        for code, kind in CODES.items()
        for message in dict.fromkeys(kind.messages.values())
    )


@pytest.mark.parametrize("option", options("validate"))
def test_every_option_of_validate_is_in_its_page(option: str) -> None:
    assert f"`{option}" in VALIDATING or option == "feeds"


def test_every_element_of_the_policy_is_in_the_documentation() -> None:
    text = (ROOT / "docs" / "sanitizing.md").read_text("utf-8")
    listed = set(re.findall(r"[a-z][a-z0-9]*", text.partition("Attributes:")[0]))
    assert set(policy.ELEMENTS) - {"h2", "h3", "h4", "h5"} <= listed


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_sessions_are_what_happens(page: str, tmp_path: Path) -> None:
    """Each part of a page begins in an empty folder; a file that it shows first is written."""
    parts = re.split(r"^## ", (ROOT / page).read_text("utf-8"), flags=re.M)
    typed = 0
    for number, steps in enumerate(map(steps_of, parts)):
        folder = tmp_path / str(number)
        (folder / "seeds").mkdir(parents=True)
        if any("undated.md" in shown for _, shown in steps):
            Project(folder).seed("undated.md", title="When was this?", date="03/04/2022")
        for command, shown in steps:
            tool, *words = shlex.split(command)
            if tool == "cd":
                folder /= words[0]
            elif tool == "cat" and "…" not in shown:
                folder.joinpath(words[0]).parent.mkdir(exist_ok=True)
                folder.joinpath(words[0]).write_text(shown, "utf-8")
            else:
                assert re.fullmatch(pattern(shown), output(command, folder)), command
                typed += 1
    assert typed > 2


def steps_of(page: str) -> list[tuple[str, str]]:
    """Return the commands of the sessions of `page`, each with what it prints."""
    blocks = re.findall(r"^```console\n(.*?)^```", page, re.M | re.S)
    step = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.M)
    return [found for block in blocks for found in step.findall(block)]


DAY = "2026-01-31"
"""Stands in sessions for the day on which they are typed."""


def pattern(shown: str) -> str:
    """Return a pattern for what may be printed: … is anything, days and seconds are any."""
    exact = re.escape(shown).replace("…", "(?s:.*?)")
    return exact.replace(re.escape(DAY), r"\d{4}-\d\d-\d\d").replace(r"0\.0\ s", r"\d+\.\d\ s")


def output(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", command.replace(DAY, "????-??-??")],
        cwd=folder,
        env={"PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    ).stdout


def test_every_page_is_in_the_site_of_the_documentation() -> None:
    named = re.findall(r": ([a-z/]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M)
    pages = ROOT / "docs"
    assert sorted(named) == sorted(
        p.relative_to(pages).as_posix() for p in (*pages.glob("*.md"), *pages.glob("tools/*.md"))
    )


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## (.*)$", changelog, re.M)[0] == "Unreleased"


def test_all_that_contributors_are_sent_to_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = re.findall(r"(?<=`)[\w./*-]*(?:/|\.(?:py|md|toml|json))(?=`)", text)
    assert len(named) > 30
    for path in (path for path in named if path not in ("feeds/NAME.toml", ".feedpub/", "out/")):
        assert [*ROOT.glob(path), *(ROOT / "src" / "feedpub").glob(path)], path
    security = (ROOT / "SECURITY.md").read_text("utf-8")
    for path in re.findall(r"`((?:tests|docs|src)/[\w./]+)`", text + security):
        assert (ROOT / path).exists(), path
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^    make (\S+)", text, re.M):
        assert re.search(rf"^{target}:", makefile, re.M)


def test_each_file_of_slow_tests_is_there() -> None:
    for path in SLOW:
        assert (ROOT / "tests" / path).exists()
