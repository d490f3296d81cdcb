"""What is said of a body that was sanitized is true, and all of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.model import Change
from feedpub.sanitizer import policy
from feedpub.sanitizer.explain import _reasons as reasons
from feedpub.sanitizer.explain import explain
from feedpub.sanitizer.explain._parse import BoundedParser
from feedpub.web import text
from tests.sanitizer.test_sanitize_properties import (
    BASE,
    clean,
    documents,
    elements_of,
    few,
    shapes,
)

# What is clean already, and little of what is not.
FAIR: Final = (
    "<p>",
    "</p>",
    "text 中",
    "<b>b</b>",
    "<br>",
    "<p title='x'>",
    "<ul><li>",
    "<i>",
    "\x01",
)


def explained(document: str, *, has_page: bool = True) -> tuple[str, tuple[Change, ...]]:
    return explain(
        document, BASE, has_page=has_page, referrer_policy="no-referrer", local=lambda _: None
    )


def changes(document: str, *, has_page: bool = True) -> list[Change]:
    return list(explained(document, has_page=has_page)[1])


def name_of(element: Element) -> str:
    return element.tag.rpartition("}")[2].removeprefix("foreign-")


def given_elements(document: str) -> list[Element]:
    """Return the elements of `document` as the sanitizer reads it."""
    root = BoundedParser().parseFragment(document)
    return [e for e in root.iter() if e is not root and isinstance(e.tag, str)]


def element_names(found: Iterable[Change]) -> tuple[Counter[str], Counter[str]]:
    """Return how many elements of each name went, and how many came, by what is said."""
    went, came = Counter[str](), Counter[str]()
    for change in found:
        if change.attribute or change.element.startswith("#") or change.code == "ignored":
            continue
        if change.code in ("removed", "unwrapped", "replaced"):
            went.update([change.element, *change.holds])
        if change.code in ("added", "replaced") and change.becomes != "#text":
            came[change.becomes or change.element] += 1
    del went["#comment"]
    return went, came


@few
@given(documents | shapes, st.booleans())
def test_the_result_is_that_of_clean(document: str, has_page: bool) -> None:
    assert explained(document, has_page=has_page)[0] == clean(document, has_page=has_page)


@few
@given(documents | shapes)
def test_every_element_that_goes_is_told_and_no_other(document: str) -> None:
    content, found = explained(document)
    went, came = element_names(found)
    before = Counter(map(name_of, given_elements(document)))
    after = Counter(element.tag for element in elements_of(content))
    assert all(before[name] >= number for name, number in (went - came).items())
    assert Counter({n: before[n] - went[n] + came[n] for n in before | went | came}) == after


def values(elements: Iterable[Element]) -> Iterator[tuple[str, str, str]]:
    for element in elements:
        for key, value in element.attrib.items():
            yield name_of(element), str(key), value


@few
@given(documents)
def test_every_attribute_that_goes_or_comes_is_told_and_no_other(document: str) -> None:
    content, found = explained(document)
    gone, new = element_names(found)
    went, came = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for change in found:
        if change.attribute and change.code != "ignored":
            if change.code != "added":
                went[change.element, change.attribute, change.before] += 1
            if change.code != "removed":
                came[change.element, change.becomes, change.after] += 1
    before, after = Counter(values(given_elements(document))), Counter(values(elements_of(content)))
    assert not went - before
    for key in before | after | came:
        left = before[key] - went[key] + came[key] - after[key]
        # What an element had that went, or came, is said by saying that it did.
        assert -new[key[0]] <= left <= gone[key[0]], key


@few
@given(st.lists(st.sampled_from(FAIR), max_size=6).map("".join) | documents)
def test_where_nothing_is_told_nothing_was_changed(document: str) -> None:
    content, found = explained(document)
    before, after = (BoundedParser().parseFragment(html) for html in (document, content))
    if not found:
        assert "".join("".join(before.itertext()).split()) == "".join(
            "".join(after.itertext()).split()
        )
        assert sorted(values(before.iter())) == sorted(values(after.iter()))


def told(document: str, *, has_page: bool = True) -> list[str]:
    """Return the changes of a document, a line each."""
    lines = []
    for change in changes(document, has_page=has_page):
        what = f"{change.code} {change.element}"
        what += f" {change.attribute}" if change.attribute else ""
        what += f" -> {change.becomes}" if change.becomes not in ("", change.attribute) else ""
        lines.append(f"{change.line or '-'} {what}: {change.reason}")
    return lines


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("<p>text</p>", []),
        (
            "<div><style>p { color: red }</style></div>",
            ["1 removed style: is CSS for a whole page, which no reader applies; its text would be"
             " shown"],
        ),
        ("\n<p onclick='x()'>", ["2 removed p onclick: runs a script"]),
        (
            "<a\nhref='javascript:x()'>a</a>",
            ["1 removed a href: javascript: runs a script"],
        ),
        ("<a href='b.html'>a</a>", [f"1 changed a href: relative to {BASE}"]),
        (
            "<img src='/blank.gif' data-src='https://e.org/a.png' referrerpolicy='origin'>",
            [
                "1 moved img data-src -> src: is what a script would have put in place of the"
                " placeholder",
                "1 removed img src: is in place of the real one only until a script has loaded"
                " that",
            ],
        ),
        (
            "<p>a</p>\n<iframe src='https://e.org/film'></iframe>",
            ["2 replaced iframe -> a: readers show no page inside of an article; a link leads to"
             " it"],
        ),
        (
            "<iframe src='about:blank'></iframe>",
            ["1 removed iframe: shows no http(s) page that a link could name"],
        ),
        (
            "<img src='data:image/png;base64,AA==' alt='A boat'>",
            ["1 replaced img -> #text: is no image that can be fetched by http(s); its alt text"
             " stays"],
        ),
        ("<p>cafÃ©</p>", ["- changed #text: is UTF-8 that was encoded twice, and was decoded"]),
        ("<p>a\x01b</p>", ["- changed #text: has characters that no valid feed can carry"]),
        ("a<!-- note -->", ["- removed #comment: comments are for whoever writes the page"]),
        (
            "<center>a</center>",
            ["1 unwrapped center: is not an element that readers show; what is in it stays"],
        ),
        ("<body class='x'>a", ["1 ignored body: belongs around a whole page"]),
        ("</p>", []),
        (
            "<p style='color: red; position: fixed'>a</p>",
            ["1 changed p style: of a style, readers may apply colours, weight and alignment, with"
             " plain values"],
        ),
        (
            "<p title='a' TITLE='b'>x</p>",
            ["1 ignored p title: the tag has this attribute already, or it is no name of one; HTML"
             " takes the first"],
        ),
    ],
)  # fmt: skip
def test_what_is_told(document: str, expected: list[str]) -> None:
    assert told(document) == expected


def test_what_went_with_an_element_is_told() -> None:
    [change] = changes("<svg><g><path d='M0'/></g></svg>")
    assert (change.element, change.holds) == ("svg", ("g", "path"))


def test_what_stood_there_and_what_stands_there_now() -> None:
    [moved, removed, _] = changes("<img src='/blank.gif' data-src='a.png'>")
    assert (moved.before, moved.after) == ("a.png", "https://example.org/news/2022/a.png")
    assert removed.before == "/blank.gif"
    [framed] = changes("<iframe src='https://e.org/film'></iframe>")
    assert (framed.before, framed.becomes) == ("https://e.org/film", "a")
    assert framed.after == '<a href="https://e.org/film">→&nbsp;e.org</a>'


def test_a_place_in_a_document_without_a_page() -> None:
    assert told("<a href='#n'>n</a>", has_page=False) == [
        "1 removed a href: is a place in the document, which has no address of its own"
    ]


# A paragraph that holds a block, which in MathML can be, and in HTML not: there it ends before it.
@pytest.mark.parametrize(
    "document",
    [
        "<p>a<math><mi><div>b</div></mi></math>c</p>",
        "<a><p title=x></p><dd title=x><table>x<a>x<desc><nobr>",
    ],
)
def test_what_only_the_second_reading_changes_is_told(document: str) -> None:
    content, found = explained(document)
    again = [change for change in found if change.reason == reasons.READ_AGAIN]
    assert [change.code for change in again] == ["added"]
    went, came = element_names(found)
    before = Counter(map(name_of, given_elements(document)))
    assert before - went + came == Counter(element.tag for element in elements_of(content))


@pytest.mark.parametrize("name", sorted(policy.REMOVED_WITH_CONTENT))
def test_every_element_that_goes_with_its_content_has_a_reason(name: str) -> None:
    assert all(text.plain(change.reason) for change in changes(f"<div><{name}>x</{name}></div>"))
