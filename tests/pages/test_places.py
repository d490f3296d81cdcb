"""Notes and tables of contents lead somewhere on feedpub's own pages, and can't harm them."""

import re

import pytest
from lxml import html

from feedpub import sanitizer
from feedpub.model import PLACES, entry_path
from tests.conftest import SITE_URL, Project

BASE = "https://example.org/a.html"


def places(document: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    rules = {"has_page": True, "referrer_policy": None}
    content = sanitizer.clean(document, BASE, **rules)  # type: ignore[arg-type]
    return content, sanitizer.places(document, content, BASE, **rules)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ("<p id=a>x</p><a href=#a>y</a>", [(0, "a")]),
        ("<p id=a>x</p>", []),
        ("<p>x<br>y</p><br><p ID='b'>x</p><a href='#b'>y</a>", [(1, "b")]),
        ("<a name=a></a><a href=#a>y</a>", [(0, "a")]),
        ("<font id=a><center>x<p>y</p></center></font><a href=#a>y</a>", [(0, "a")]),
        ("<p id=a>x</p><p id=a>y</p><a href=#a>y</a>", [(0, "a")]),
        (
            "<p>a</p><h2>Was nun, Löwe?</h2><a href='#was-nun-l%C3%B6we'>y</a>",
            [(1, "was-nun-löwe")],
        ),
        ("<h2 id=b>A</h2><h2>A</h2><a href=#a>y</a>", [(0, "a")]),
        ("<h2>A</h2><p id=a>b</p><a href=#a>y</a>", [(1, "a")]),
        ("<a href=#a>y</a>", []),
        ("<iframe src=/v></iframe><p id=a>x</p><a href=#a>y</a>", [(1, "a")]),
        ("<center>a</center>b<p id=a>x</p><a href=#a>y</a>", [(0, "a")]),
        ("<p id=a hidden>x</p><p>y</p><a href=#a>y</a>", [(0, "a")]),
        ("<!-- <p id=a> --><script>'<p id=a>'</script><a href=#a>y</a>", []),
    ],
)
def test_the_places_to_which_links_lead(document: str, found: list[tuple[int, str]]) -> None:
    content, noted = places(document)
    assert list(noted) == found
    assert not re.search(r"\b(?:id|name)=", content)


def page_of(project: Project, body: str) -> html.HtmlElement:
    """Return the article on the page of a document."""
    project.write("feeds/site.toml", f'[site]\nurl = "{SITE_URL}"\n')
    project.seed("a.md", title="a", date="2024-05-01", body=body)
    assert project.build().problems == ()
    [name] = [name for name in project.published() if name.startswith("entries/")]
    [article] = html.fromstring(project.published()[name].decode()).iter("article")
    return article


NOTE = "Text[^1].\n\n[^1]: A note.\n"


def test_a_note_leads_there_and_back(project: Project) -> None:
    article = page_of(project, NOTE)
    [there, back] = [a.get("href") for a in article.iter("a") if f"#{PLACES}" in str(a.get("href"))]
    assert (there, back) == (f"#{PLACES}fn1", f"#{PLACES}fnref1")
    assert article.get_element_by_id(there[1:]).tag == "li"
    assert article.get_element_by_id(back[1:]).tag == "a"


def test_a_table_of_contents_leads_to_headings(project: Project) -> None:
    article = page_of(project, "- [One](#one-two)\n- [None](#gone)\n\n## One two\n")
    [one, none] = [a for a in article.iter("a") if a.text in ("One", "None")]
    assert article.get_element_by_id(one.get("href")[1:]).text == "One two"
    assert none.get("href") is None


def test_in_a_feed_the_link_leads_to_the_page(project: Project) -> None:
    page_of(project, NOTE)
    feed = project.published()["all.rss"].decode()
    [name] = [name for name in project.published() if name.startswith("entries/")]
    assert f'href="{SITE_URL}{name}#{PLACES}fn1"' in feed
    assert ' id="' not in feed
    assert name == entry_path(re.findall("<guid[^>]*>([^<]*)", feed)[0])


def test_an_id_is_no_way_into_the_page(project: Project) -> None:
    names = ["content", "files", "filter", "constructor", 'x"><script>y</script>', "a b", "'\x01"]
    body = "".join(
        f'<p id="{name.replace(chr(34), "&quot;")}">x</p>'
        f'<a href="#{name.replace(chr(34), "&quot;")}">y</a>'
        for name in names
    )
    article = page_of(project, body)
    ids = [element.get("id") for element in article.iter() if element.get("id")]
    assert len(ids) == len(names)
    assert all(str(name).startswith(PLACES) for name in ids)
    assert not list(article.iter("script"))
    links = [a.get("href") for a in article.iter("a") if a.text == "y"]
    assert [link[1:] for link in links] == ids
