"""The examples of README.md and docs/: Python is run, commands are held against their options."""

import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise, takewhile
from pathlib import Path

import click
import pytest
from lxml import etree

from feedpub.cli import main
from tests.conftest import Project

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
TIDE = "---\ntitle: Tide\ndate: 2022-01-01\ncategories: Field notes\n---\n<p>Text.</p>\n"


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text("utf-8"), re.M | re.S)


def scripts() -> list[tuple[str, str]]:
    return [(path.name, text) for path in PAGES for text in blocks(path, "python")]


def commands() -> list[tuple[str, str]]:
    """Return the lines of indented blocks and of sessions that call feedpub, by page."""
    line = re.compile(r"^(?:    |\$ |    - )(feedpub .*)$", re.M)
    found = [(path.name, text) for path in PAGES for text in line.findall(path.read_text("utf-8"))]
    # A line with a choice or with what can be left out is a synopsis.
    return [(name, text) for name, text in found if not re.search(r"[\[|…]|\b[A-Z]{3,}\b", text)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with a project in ~/blog."""
    (tmp_path / "blog" / "seeds").mkdir(parents=True)
    (tmp_path / "blog" / "seeds" / "tide.md").write_text(TIDE)
    return tmp_path


def environment(home: Path) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8"}


def test_there_are_examples() -> None:
    assert {name for name, _ in scripts()} == {"python.md"}
    assert len(commands()) > 5


@pytest.mark.parametrize(("page", "text"), scripts(), ids=[name for name, _ in scripts()])
def test_python_passes_the_strictest_type_checker(page: str, text: str, tmp_path: Path) -> None:
    script = tmp_path / "example.py"
    script.write_text(text)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("page", "text"), scripts(), ids=[name for name, _ in scripts()])
def test_python_runs_and_says_what_its_comments_say(page: str, text: str, home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", text],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    printed = re.findall(r"^# (.+)$", text, re.M)
    assert done.stdout.splitlines()[len(done.stdout.splitlines()) - len(printed) :] == printed


def test_the_first_commands_of_the_readme_work_in_a_new_home(home: Path) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    lines = re.findall(r"^    (feedpub (?:init|build) .*)$", text, re.M)
    assert len(lines) == 2
    for line in lines:
        subprocess.run(
            ["sh", "-ec", line],
            env=environment(home),
            check=True,
            cwd=home,
            stdin=subprocess.DEVNULL,
        )
    assert (home / "blog" / "out" / "category").is_dir()


@pytest.mark.parametrize(("page", "line"), commands())
def test_every_command_can_be_typed(
    page: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options and arguments are such as the command takes; folders are made for it."""
    monkeypatch.chdir(tmp_path)
    typed = shlex.split(line, comments=True)[1:]
    words = list(takewhile(lambda word: word not in ("|", "&&", "||", ">", ";"), typed))
    words = [word.replace("~", str(tmp_path)) for word in words]
    for option, value in pairwise(words):
        if option == "--project":
            Path(value).mkdir(parents=True, exist_ok=True)
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words.pop(0))
        assert found is not None, line
        command = found
    if not set(words) & {"--help", "--version"}:
        command.make_context("feedpub", words)


def test_the_podcast_of_the_documentation_is_built(project: Project) -> None:
    page = ROOT / "docs" / "feeds.md"
    [podcast] = [text for text in blocks(page, "toml") if "# feeds/podcast.toml" in text]
    [sound] = [text for text in blocks(page, "yaml") if text.startswith("audio:")]
    sound = sound.replace("photos: [one.jpg, two.jpg]", "episode: 3\nepisodeType: bonus")
    project.write("feeds/podcast.toml", podcast)
    project.write("seeds/a.md", f"---\ntitle: a\ndate: 2024-05-01\n{sound}---\nText.\n")
    assert project.build().problems == ()
    item = etree.fromstring(project.out()["podcast.rss"]).find("channel/item")
    assert item is not None
    said = {child.tag.rpartition("}")[2]: child.text for child in item if "itunes" in child.tag}
    assert said == {"duration": "00:31:40", "episode": "3", "episodeType": "bonus"}
