"""Front matter in the shapes that tools write it in."""

import pytest

from feedpub.model import Document
from feedpub.source.front_matter import parse
from tests.conftest import Project


def read(source: str) -> Document:
    found, problems = parse("a.md", source.encode(), "")
    assert found is not None, problems
    assert problems == ()
    return found


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("title: T\ndate: 2024-01-31\n---\nBody\n---\nmore", 1, id="Hexo"),
        pytest.param(
            "\ntags:\n- a\n\ndate: 2024-01-31\ntitle: T\n----\nBody\n---\nmore", 6, id="blanks"
        ),
        pytest.param("---\ntitle: T\n...\nBody\n---\nmore", 2, id="dots at the end"),
        pytest.param("---yaml\ntitle: T\n---\nBody\n---\nmore", 2, id="yaml"),
        pytest.param("--- yml \ntitle: T\n---\nBody\n---\nmore", 2, id="yml"),
        pytest.param('---json\n{"title": "T"}\n---\nBody\n---\nmore', 2, id="json"),
        pytest.param('---toml\ntitle = "T"\n---\nBody\n---\nmore', 2, id="toml"),
        pytest.param(';;;\n"title": "T"\n;;;\nBody\n---\nmore', 2, id="Hexo's JSON"),
        pytest.param(';;;\n{"title": "T"}\n;;;\nBody\n---\nmore', 2, id="Hexo's JSON in braces"),
        pytest.param("Date: 2024-01-31\nTitle: T\n\nBody\n---\nmore", 2, id="Pelican"),
        pytest.param(".. title: T\n.. date: 2024-01-31\n\nBody\n---\nmore", 1, id="Nikola"),
        pytest.param("<!--\n.. title: T\n-->\nBody\n---\nmore", 2, id="Nikola in a comment"),
    ],
)
def test_front_matter_is_read_as_tools_write_it(source: str, line: int) -> None:
    found = read(source)
    metadata = {key.lower(): value for key, value in found.metadata.items()}
    assert (metadata["title"], found.body) == ("T", "Body\n---\nmore")
    assert found.body.split("\n")[0] == source.split("\n")[found.body_line - 1]
    if "json" not in source and ";;;" not in source and ".." not in source[:9]:
        assert found.line_of("title") == line


def test_headers_hold_texts_as_they_stand() -> None:
    header = (
        "Title: A # b: 'c'\nTags: x, y z\nKeywords: a; b, c\nSummary: one\n  two\nSlug:\n\n- Body"
    )
    found = read(header)
    assert found.metadata == {
        "Title": "A # b: 'c'",
        "Tags": ["x", "y z"],
        "Keywords": ["a", "b, c"],
        "Summary": "one two",
        "Slug": "",
    }
    assert found.body == "- Body"


def test_a_tab_after_a_dash_is_a_space() -> None:
    found, problems = parse("a.md", b"---\ntags:\n-\ta\n-\tb\n---\n", "")
    assert found is not None
    assert found.metadata["tags"] == ["a", "b"]
    assert [(p.line, "indent with spaces" in p.message) for p in problems] == [(3, True), (4, True)]


@pytest.mark.parametrize(
    ("source", "tool"),
    [
        ("#+TITLE: T\n", "Org mode"),
        ("= Title\n:date: x\n", "AsciiDoc"),
        ("Title\n=====\n\n:date: x\n", "reStructuredText"),
        ("% Title\n", "Pandoc"),
        ("---js\n{}\n---\n", "JavaScript"),
        ("export const metadata = {}\n", "JavaScript"),
        ('{"title": "T"}\n', "JSON"),
        ("———\ntitle: T\n———\n", "dashes"),
        ("```yaml\ntitle: T\n```\n", "block of code"),
    ],
)
def test_what_another_tool_reads_is_named(source: str, tool: str) -> None:
    found, [problem] = parse("a.md", source.encode(), "")
    assert found is None
    assert (problem.code, problem.line) == ("front-matter-missing", 1)
    assert tool in problem.message
    assert "looks like" in problem.message


@pytest.mark.parametrize(
    "source",
    [
        "Note: text\n---\nmore",
        "Note: text\n\nmore",
        "# title: T\n\nBody",
        "Words.\ntitle: T\n---\n",
    ],
)
def test_text_with_a_colon_is_no_front_matter(source: str) -> None:
    found, [problem] = parse("a.md", source.encode(), "")
    assert found is None
    assert "looks like" not in problem.message


@pytest.mark.parametrize("title", ["\u200b", "\u2060\ufeff", "\u3164", '"\\u200b"', "''"])
def test_a_title_of_nothing_that_is_seen_is_no_title(project: Project, title: str) -> None:
    project.seed("name.md", title=title, date="2022-01-01", body="<h1>Seen</h1>")
    project.build()
    assert b"<title>Seen</title>" in project.out()["all.rss"]
