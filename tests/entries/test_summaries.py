"""What stands in a summary, and the heading that repeats the title."""

import pytest

from tests.conftest import Project
from tests.entries.test_comments import completed


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        pytest.param("One.\n\n```\ncode()\n```\n\nTwo.", "One. Two.", id="code"),
        pytest.param("```\ncode()\n```\n\nOne.", "One.", id="code first"),
        pytest.param("One.\n\n|a|b|\n|-|-|\n|c|d|\n\nTwo.", "One. Two.", id="a table"),
        pytest.param("One[^1] and two.\n\n[^1]: A note.", "One and two.", id="a footnote"),
        pytest.param(
            "<video src='a.mp4'>Your browser does not support it</video>\n\nOne.", "One.", id="film"
        ),
        pytest.param("# T\n\nOne.", "One.", id="the title"),
        pytest.param("# Other\n\nOne.", "Other One.", id="another heading"),
        pytest.param("```\ncode()\n```", "code()", id="nothing but code"),
        pytest.param("One `code` two.", "One code two.", id="code in a line"),
        pytest.param("One.\n\n<!-- more -->\n\nTwo.", "One.", id="Hexo's mark"),
        pytest.param("One.\n\n<!-- truncate -->\n\nTwo.", "One.", id="Docusaurus' mark"),
        pytest.param("One.\n\n{/* truncate */}\n\nTwo.", "One.", id="the mark of MDX"),
        pytest.param("One.\n\n<!-- TEASER_END -->\n\nTwo.", "One.", id="Nikola's mark"),
        pytest.param("`{/* truncate */}` one.\n\nTwo.", "{/* truncate */} one. Two.", id="in code"),
        pytest.param("One.\n\n```\n<!-- more -->\n```\n\nTwo.", "One. Two.", id="a mark in code"),
        pytest.param("# T\n\n```\na\n```\n\nOne.\n\n<!--more-->\n\nTwo.", "One.", id="all of it"),
    ],
)
def test_a_summary_is_prose(body: str, summary: str) -> None:
    assert completed(body).summary == summary


def test_the_site_can_name_the_mark_of_excerpts(project: Project) -> None:
    project.write("feeds/site.toml", '[documents]\nexcerpt_separator = "<!-- cut -->"\n')
    project.seed("a.md", title="A", date="2024-01-01", body="One.\n\n<!-- cut -->\n\nTwo.")
    project.seed("b.md", title="B", date="2024-01-01", body="Three.\n\n<!--more-->\n\nFour.")
    matter = {"title": "C", "date": "2024-01-01", "excerpt_separator": "'@@'"}
    project.seed("c.md", body="Five.\n\n@@\n\nSix.\n\n<!-- cut -->", **matter)
    project.build()
    feed = project.out()["all.atom"].decode()
    for summary in ("One.", "Three.", "Five."):
        assert f"<summary>{summary}</summary>" in feed


@pytest.mark.parametrize(
    ("body", "content"),
    [
        pytest.param("# T\n\nOne.", "<p>One.</p>", id="a heading"),
        pytest.param("## T\n\nOne.", "<p>One.</p>", id="of the second level"),
        pytest.param("T\n=\n\nOne.", "<p>One.</p>", id="underlined"),
        pytest.param("# *t*\n\nOne.", "<p>One.</p>", id="emphasis and another case"),
        pytest.param("![](a.png)\n\n# T\n\nOne.", "One.</p>", id="after a picture"),
        pytest.param("# T\n\n# T\n\nOne.", "<h1>T</h1>\n<p>One.</p>", id="the first of two"),
        pytest.param("# T and more\n\nOne.", "<h1>T and more</h1>", id="another"),
        pytest.param("One.\n\n# T", "<h1>T</h1>", id="not first"),
        pytest.param("# T", "<h1>T</h1>", id="nothing else"),
        pytest.param("# T ![](a.png)\n\nOne.", "<h1>T <img", id="with a picture in it"),
    ],
)
def test_a_first_heading_that_repeats_the_title_leaves_the_body(body: str, content: str) -> None:
    made = completed(body).content
    assert content in made
    assert made.count("<h") == content.count("<h")


def test_the_heading_can_be_kept(project: Project) -> None:
    project.write("feeds/site.toml", '[documents]\ntitle_in_body = "keep"\n')
    project.seed("a.md", title="A", date="2024-01-01", body="# A\n\nOne.")
    project.build()
    feed = project.out()["all.atom"].decode()
    assert "<h1>A</h1>" in feed
    assert "<summary>One.</summary>" in feed
