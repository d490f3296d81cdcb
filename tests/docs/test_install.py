"""How feedpub is installed stands in one place, docs/install.md, and nowhere in other words."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "install.md").read_text("utf-8")

INSTALLS = re.compile(
    r"(?:\b(?:pipx|pip3?|uv tool) (?:install|run|inject|upgrade)|\buvx)\b"
    r"(?: -[\w-]+)* ['\"]?(?:(?:--from|--editable|-e) )?['\"]?(?:feedpub|\.|\S*/feedpub)[^`#\n]*"
)
"""A command that installs feedpub or runs it at once: by name, from a folder or an address."""
NAMED = re.compile(r"feedpub(?:\[\w+\])? @ [^\s'\"]+")
"""Feedpub as pip takes it, with the address that it is from."""


def texts() -> dict[str, str]:
    """Return what people and machines read, by path, but for this page and the changelog."""
    folders = {"docs": "*.md", "src": "*", ".github": "*.yml"}
    files = [
        *ROOT.glob("*.md"),
        *(ROOT / name for name in ("action.yml", "Dockerfile", "mkdocs.yml")),
        *(file for folder, name in folders.items() for file in (ROOT / folder).rglob(name)),
    ]
    passed_over = {ROOT / "docs" / "install.md", ROOT / "CHANGELOG.md"}
    return {
        file.relative_to(ROOT).as_posix(): file.read_text("utf-8")
        for file in files
        if file.is_file()
        and file not in passed_over
        and file.suffix in ("", ".md", ".yml", ".py", ".toml")
    }


def commands(text: str) -> list[str]:
    return [found.strip(" )\"'") for found in INSTALLS.findall(text) + NAMED.findall(text)]


@pytest.mark.parametrize(
    "line",
    [
        "pip install feedpub",
        "pip install --quiet feedpub",
        'pip install "feedpub[serve]"',
        "pipx install '.[serve]'",
        "pip install .",
        "pip install --editable '.[dev]'",
        "pip install -e '.[dev]'",
        "uvx feedpub build",
        "uvx --from . feedpub",
        "uv tool install feedpub",
        "pip install git+https://github.com/OWNER/feedpub",
        'FEEDPUB: "feedpub @ https://example.org/feedpub.zip"',
    ],
)
def test_a_command_that_installs_is_seen(line: str) -> None:
    assert commands(line)


@pytest.mark.parametrize("line", ["pip install lxml html5lib", "pipx ensurepath", "uvx is uv's"])
def test_what_installs_something_else_is_not_meant(line: str) -> None:
    assert not commands(line)


@pytest.mark.parametrize("path", texts())
def test_no_other_place_says_how_to_install(path: str) -> None:
    """Each command stands in docs/install.md, too, and so is true when that page is."""
    assert [command for command in commands(texts()[path]) if command not in PAGE] == []


def test_only_that_page_asks_the_package_index() -> None:
    """The index may not have feedpub yet: no command but those of one section needs it to."""
    by_name = re.compile(
        r"(?:\bpipx?|\buv tool|\buvx)(?: install)?(?: -[\w-]+)* ['\"]?"
        r"feedpub(?:\[\w+\])?(?! @|\[)['\"]?(?=\s|$|`)"
    )
    before, section, after = re.split(r"^(?=## From the package index|## For CI)", PAGE, flags=re.M)
    assert by_name.search(section)
    for text in (before, after, *texts().values()):
        assert not by_name.search(text)


def test_the_first_page_says_how_and_where_there_is_more() -> None:
    readme = texts()["README.md"]
    assert commands(readme)
    assert "(docs/install.md)" in readme


def test_the_page_names_what_there_is() -> None:
    """The extras and the oldest Python are those of pyproject.toml."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    for extra in re.findall(r"\.\[(\w+)\]", PAGE):
        assert re.search(rf"^{extra} = \[", project, re.M)
    [oldest] = re.findall(r'requires-python = ">=(.+)"', project)
    assert f"Python {oldest} or newer" in PAGE


def test_every_command_of_the_page_is_one_for_a_shell() -> None:
    block = "\n".join(re.findall(r"^    (.+)$", PAGE, re.M))
    subprocess.run(["sh", "-n"], input=block, text=True, check=True)
