"""What the documentation says is so, and what is so it says."""

import html
import re
from pathlib import Path

import click
import click.testing
import pytest

from feedpub.cli import main
from feedpub.config import DEFINITION_KEYS, KEYS, Fields, Key
from feedpub.sanitizer import policy
from feedpub.validator import CODES
from tests.conftest import Project

ROOT = Path(__file__).parents[1]
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


def options(command: str) -> list[str]:
    parameters = command_named(command).params
    return [name for option in parameters for name in option.opts if name != "--help"]


@pytest.mark.parametrize("option", options("build"))
def test_every_option_of_build_is_in_the_readme(option: str) -> None:
    assert f"`{option}" in README


@pytest.mark.parametrize("command", main.list_commands(CONTEXT))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"feedpub {command}" in README


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


@pytest.mark.parametrize("command", ["init", "new", "inspect"])
def test_every_option_of_the_other_commands_is_in_the_readme(command: str) -> None:
    for option in command_named(command).params:
        if isinstance(option, click.Option) and "--help" not in option.opts:
            assert any(re.search(rf"(?<!\w){name}\b", README) for name in option.opts), option.opts


def test_every_exit_status_is_in_the_readme() -> None:
    assert re.search(r"Exit status: 0 .*; 1 .*; 2 .*\n.*; 3 .*; 4 ", README)


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
    others = {"utf-8", "utf-8-sig", "prev-archive", "next-archive"}
    used = set(re.findall(codes, sources)) - others | {"encoding", "changed", "cache"}
    report = (ROOT / "docs" / "report.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \| (?:error|warning)", report, re.M)) == used


def test_every_code_of_a_finding_is_in_the_documentation_with_its_severity() -> None:
    table = re.findall(r"^\| `([A-Za-z0-9-]+)` \| (error|warning) \| (.*) \|$", VALIDATING, re.M)
    listed = {code: (severity, message) for code, severity, message in table}
    assert len(listed) == len(table)
    assert {code: severity for code, (severity, _) in listed.items()} == {
        code: str(kind.severity) for code, kind in CODES.items()
    }
    for code, (_, message) in listed.items():
        written = html.unescape(message).replace("\\", "")
        assert written == re.sub(r"\{[a-z]+\}", "…", CODES[code].message)


@pytest.mark.parametrize("option", options("validate"))
def test_every_option_of_validate_is_in_its_page(option: str) -> None:
    assert f"`{option}" in VALIDATING or option == "feeds"


def test_every_element_of_the_policy_is_in_the_documentation() -> None:
    text = (ROOT / "docs" / "sanitizing.md").read_text("utf-8")
    listed = set(re.findall(r"[a-z][a-z0-9]*", text.partition("Attributes:")[0]))
    assert set(policy.ELEMENTS) - {"h2", "h3", "h4", "h5"} <= listed


def test_the_session_of_the_readme_is_what_happens(project: Project) -> None:
    session, inspection = re.findall(r"```console\n(.*?)```", README, re.S)
    steps = dict(re.findall(r"^\$ (.+?)\n(.*?)(?=^\$ |\Z)", session, re.M | re.S))
    project.write("seeds/harbour.txt", steps["cat seeds/harbour.txt"])
    project.write("feeds/site.toml", steps["cat feeds/site.toml"])
    project.seed("undated.md", title="When was this?", date="03/04/2022")
    result = click.testing.CliRunner().invoke(main, ["build", "--project", str(project.path)])
    assert re.sub(r"\d\.\d s", "0.0 s", result.stderr) == steps["feedpub build"]
    atom = project.out()["category/新媒体.atom"].decode()
    assert atom[atom.index("  <entry>") :].strip("\n") == steps[
        "sed -n '/<entry>/,$p' out/category/新媒体.atom"
    ].strip("\n")
    document = str(project.path / "seeds" / "harbour.txt")
    shown = click.testing.CliRunner().invoke(
        main, ["inspect", document, "--project", str(project.path)]
    )
    parts = inspection.partition("\n")[2].split("…\n")
    assert re.fullmatch(r"(?s:.*?)".join(map(re.escape, parts)), shown.stdout)


def test_every_page_is_in_the_site_of_the_documentation() -> None:
    named = re.findall(r": ([a-z]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M)
    assert sorted(named) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## (.*)$", changelog, re.M)[0] == "Unreleased"
