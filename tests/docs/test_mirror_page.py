"""What docs/mirror.md says of a mirror, done with one."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from feedpub.cli import main
from tests.conftest import Project

PAGE = Path(__file__).parents[2] / "docs" / "mirror.md"
TEXT = PAGE.read_text("utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
[SITE] = [body for kind, body in BLOCKS if kind == "toml"]
[TREE] = [body for kind, body in BLOCKS if kind == ""]
[SESSION] = [body for kind, body in BLOCKS if kind == "console"]

FROST = "<p>Frost.</p><p><a href='https://coast.example/frost'>原文链接</a></p><img src='/1.png'>"
THAW = "<p>Thaw.</p><img src='/2.png'>"


@pytest.fixture
def mirror(project: Project) -> Project:
    project.write("feeds/site.toml", SITE)
    for number, path in enumerate(TREE.split("\n")[:-1]):
        text = FROST if "frost" in path else THAW
        matter = {
            "title": path.rpartition("/")[2],
            "date": f"2024-05-0{number + 1} 10:00:00" if text == FROST else "Invalid Date",
            "categories": "[News, Coast, Front page]" if "/Coast/" in path else "[News]",
            "author": "Ann",
            "headimg": "https://coast.example/avatar/ann.png",
        }
        project.seed(path.removeprefix("seeds/"), body=text, **matter)
    return project


def run(project: Project, *arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "--project", str(project.path)])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_session_is_what_is_printed(mirror: Project) -> None:
    first, *others = re.split(r"^\$ feedpub ", SESSION, flags=re.MULTILINE)
    assert first == "" and len(others) == 2
    for one in others:
        command, _, printed = one.partition("\n")
        said = " ".join(run(mirror, *shlex.split(command)).split())
        assert " ".join(printed.split()) in said, said


def test_the_feeds_are_those_of_the_tree_and_of_the_author(mirror: Project) -> None:
    run(mirror, "build")
    made = {name for name in mirror.out() if name.endswith(".rss")}
    assert made == {
        "all.rss",
        "author/ann.rss",
        *re.findall(r"`(category/news[a-z/-]*\.rss)`", TEXT),
    }
    feed = mirror.out()["all.rss"].decode()
    assert feed.count("<item>") == 2
    assert "<link>https://coast.example/frost</link>" in feed
    assert 'src="https://coast.example/2.png"' in feed
    assert "avatar" not in feed


def test_nothing_moves_when_the_script_runs_again(mirror: Project) -> None:
    run(mirror, "build")
    before = mirror.out()
    for path in (mirror.path / "seeds").rglob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"date: 2024-05-.*", "date: 2024-06-01 10:00:00", text), "utf-8")
    run(mirror, "build")
    assert mirror.out() == before


def test_nothing_moves_when_a_copy_is_gone(mirror: Project) -> None:
    run(mirror, "build")
    [line] = [
        known
        for known in map(json.loads, (mirror.path / "feeds/ids.jsonl").read_text().splitlines())
        if "frost" in known["path"]
    ]
    (mirror.path / "seeds" / line["path"]).unlink()
    run(mirror, "build")
    feed = mirror.out()["all.atom"].decode()
    assert f"<id>{line['id']}</id>" in feed
    assert f"<published>{line['published']}</published>" in feed
    assert feed.count("<entry>") == 2
