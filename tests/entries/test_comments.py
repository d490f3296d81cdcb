"""What authors wrote for themselves reaches no subscriber: not in a body, not in a summary."""

from typing import Final

import pytest

from feedpub.entries import complete
from feedpub.model import Entry
from tests.entries.test_entries import SITE, document, nowhere, read
from tests.shapes.growing import seconds

LIQUID: Final = "{% comment %}secret{% endcomment %}"


def completed(body: str, *, path: str = "a.md", matter: str = "title: T") -> Entry:
    of = document(matter, path=path, body=body)
    found = read(of).entry
    assert found is not None
    return complete(found, of, SITE, nowhere, nowhere)[0]


@pytest.mark.parametrize(
    ("body", "content"),
    [
        pytest.param("one %%secret%% two", "<p>one  two</p>", id="in a line"),
        pytest.param("one %%**secret** `x`%% two", "<p>one  two</p>", id="with marks"),
        pytest.param("%%\nsecret\n\nsecret\n%%\n\ntwo", "<p>two</p>", id="paragraphs"),
        pytest.param("%%secret\n\nsecret%% two", "<p> two</p>", id="ends in a line"),
        pytest.param("%%\nsecret\n---\n%%\n\ntwo", "<p>two</p>", id="looks like a heading"),
        pytest.param("%%\n\n- secret\n- secret\n\n%%\n\ntwo", "<p>two</p>", id="list"),
        pytest.param("%%\n- secret\n- secret\n%%\n\ntwo", "<p>two</p>", id="list it ends in"),
        pytest.param("%%\n<div>secret</div>\n%%\n\ntwo", "<p>two</p>", id="HTML"),
        pytest.param("%%\n```\nsecret\n```\n%%\n\ntwo", "<p>two</p>", id="code"),
        pytest.param("%%\n| secret |\n|--|\n| x |\n\n%%\ntwo", "two", id="table"),
        pytest.param("> %%secret\n\nsecret%% two", "<p> two</p>", id="begins in a quotation"),
        pytest.param("%%![secret](/x.png)%%two", "<p>two</p>", id="picture"),
        pytest.param("x\n\n<div>%%secret%%two</div>", "<div>two</div>", id="in HTML of Markdown"),
        pytest.param("two\n\n%% secret\n\nsecret", "<p>two</p>", id="to the end"),
        pytest.param(f"one {LIQUID} two", "<p>one  two</p>", id="Liquid, in a line"),
        pytest.param(
            "{%- comment -%}\nsecret\n\n* secret\n{%- endcomment -%}\n\ntwo",
            "<p>two</p>",
            id="Liquid, lines",
        ),
        pytest.param("{% comment 'why' %}secret{% endcomment %}two", "<p>two</p>", id="why"),
        pytest.param("{% # secret %}two", "<p>two</p>", id="Liquid, one tag"),
        pytest.param("{# secret #}two", "<p>two</p>", id="Jinja"),
        pytest.param("{{< comment >}}secret{{< /comment >}}two", "<p>two</p>", id="Hugo <"),
        pytest.param("{{% comment %}}secret{{% /comment %}}two", "<p>two</p>", id="Hugo %"),
        pytest.param("{{/* secret */}}two", "<p>two</p>", id="Hugo's action"),
    ],
)
def test_a_comment_of_markdown_is_not_published(body: str, content: str) -> None:
    made = completed(body)
    assert "secret" not in made.content + made.summary
    assert content in made.content
    assert "%%" not in made.content
    assert len(made.content) < len(content) + 20


@pytest.mark.parametrize(
    ("body", "content"),
    [
        pytest.param(f"<p>one{LIQUID}</p>two", "<p>one</p>two", id="in a line"),
        pytest.param(
            "<p>{% comment %}</p><p title='secret'>secret</p><p>{% endcomment %}</p><p>two</p>",
            "<p>two</p>",
            id="paragraphs",
        ),
        pytest.param(
            "<b>one{% comment %}</b><i>secret</i><u>{% endcomment %}two</u>",
            "<b>one</b><u>two</u>",
            id="halves of elements outside",
        ),
        pytest.param("{% comment %}<!-- secret -->{% endcomment %}two", "two", id="a comment"),
        pytest.param("{{< comment >}}secret{{< /comment >}}two", "two", id="Hugo"),
    ],
)
def test_a_comment_of_html_is_not_published(body: str, content: str) -> None:
    assert completed(body, path="a.html").content == content


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        pytest.param("`%%text%%`", "%%text%%", id="in code"),
        pytest.param("```\n%%text%%\n```", "%%text%%", id="in a fence"),
        pytest.param("x\n\n    %%text%%", "%%text%%", id="in indented code"),
        pytest.param("<pre>%%text%%</pre>\n\nx", "%%text%%", id="in code of HTML"),
        pytest.param(r"\%\%text\%\%", "%%text%%", id="escaped"),
        pytest.param("&#37;%text%&#37;", "%%text%%", id="as references"),
        pytest.param("from 50%% to 60%%, say", "from 50%% to 60%%, say", id="per cent"),
        pytest.param("a %% never closed", "a %% never closed", id="never closed"),
        pytest.param("`{% comment %}text{% endcomment %}`", "text", id="Liquid in code"),
        pytest.param("{% raw %}{% comment %}text{% endcomment %}{% endraw %}", "text", id="raw"),
        pytest.param("{% comment %}text", "{% comment %}text", id="Liquid, never closed"),
        pytest.param("# Title {#id}\n\ntext #}", "text #}", id="name of a heading"),
    ],
)
def test_what_is_no_comment_stays(body: str, kept: str) -> None:
    assert kept in completed(body).content


def test_obsidian_is_known_in_files_of_markdown_alone() -> None:
    assert completed("<p>%%text%%</p>", path="a.html").content == "<p>%%text%%</p>"
    assert completed("<p>%%secret%%two</p>", path="a.md").content == "<p>two</p>"
    assert completed("<p>%% text</p>two", path="a.md").content == "<p>%% text</p>two"


def test_a_comment_of_kramdown_is_not_published() -> None:
    made = completed("one {::comment}secret{:/comment} two\n\n{::comment}\nsecret\n{:/}\n\nthree")
    assert made.content == "<p>one  two</p>\n\n<p>three</p>"


@pytest.mark.parametrize("body", ["a %%secret MARK x%% b", "{% comment %}secret MARK {% x"])
def test_a_comment_in_which_an_excerpt_ends_is_not_published(body: str) -> None:
    made = completed(f"first {body}", matter="title: T\nexcerpt_separator: MARK")
    assert "secret" not in made.summary


def test_a_comment_that_holds_the_excerpt_mark_ends_no_excerpt() -> None:
    made = completed("%%secret <!--more--> x%%\n\ntwo")
    assert (made.summary, made.content) == ("two", "<p>two</p>")


@pytest.mark.parametrize(
    "piece",
    ["%%", "{% comment %}", "{% raw %}", "<!--", "{# ", "{%", "{{< comment >}}", "%% <p>"],
)
@pytest.mark.parametrize("path", ["a.md", "a.html"])
def test_the_time_grows_with_the_length_alone(piece: str, path: str) -> None:
    def least(times: int) -> float:
        body = f"<p>{{% comment %}}%%x%%{{% endcomment %}}{piece * times}"
        return min(seconds(lambda html: completed(html, path=path), body) for _ in range(3))

    assert least(4000) < 8 * max(least(1000), 0.05)


def test_a_title_from_a_heading_shows_nothing_that_is_hidden() -> None:
    body = "# Title %%secret%%<span hidden>secret</span>\n\ntext"
    assert completed(body, matter="x: y").title == "Title"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("one<script>two three", "<script> is never closed, so what follows it is lost (words: 2)"),
        ("one<!-- two", "a comment is never closed, so what follows it is lost (words: 1)"),
        ("one<script>two</script> three", None),
        ("one<style>", None),
    ],
)
def test_what_an_element_takes_that_is_never_closed_is_told(body: str, message: str | None) -> None:
    of = document("title: T", path="a.html", body=body)
    found = read(of).entry
    assert found is not None
    problems = complete(found, of, SITE, nowhere, nowhere)[1]
    told = [problem.message for problem in problems if problem.code == "body-cut"]
    assert told == ([f"{message}; close it"] if message else [])
