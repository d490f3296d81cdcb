"""HTML is read as parsers read it: html5lib, in its strict mode, is asked for comparison."""

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.validator._place import Feed, Kind, Place
from feedpub.validator._tree import Element
from feedpub.validator.rules.html import safe_html
from feedpub.validator.rules.html_tokens import tags

ELEMENT = Element("description", "description", {}, None, 1, 1, 0)
FEED = Feed(Kind.RSS, "2.0", ELEMENT, b"")


def said(html: str) -> list[tuple[str, str | None]]:
    return [(fault.code, fault.value) for fault in safe_html(Place(FEED, ELEMENT, html))]


def is_valid(html: str) -> bool:
    try:
        html5lib.HTMLParser(strict=True).parseFragment(html)
    except html5lib.html5parser.ParseError:
        return False
    return True


PIECES = (
    "<p> </p> <div> </div> <b> </b> <a\u00a0href='x:'> </a> <ul> <li> </li> </ul> <table> <tr>"
    " <td> </td> </tr> </table> <tbody> </tbody> <br> <br/> <img\u00a0src='x:'> text &amp; &nbsp;"
    " &x &#8212; <h2> </h2> <h3> </h3> <span> </span> <pre> </pre> <!--c--> <blockquote>"
    " </blockquote> <dl> <dt> <dd> </dd> </dl> <hr> <em> </em> <p/> <figure> </figure>"
).split(" ")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5))
@settings(max_examples=400)
def test_what_html5lib_finds_wrong_is_found_and_nothing_else(pieces: list[str]) -> None:
    html = "".join(pieces).replace("\u00a0", " ")
    found = [code for code, _ in said(html) if code == "NotHtml"]
    assert bool(found) is not is_valid(html)


@pytest.mark.parametrize(
    ("html", "code", "value"),
    [
        ("<script>a()</script>", "SecurityRisk", "script"),
        ("<SCRIPT SRC=x:>", "SecurityRisk", "script"),
        ("<p title=x'><script>a('</script>", "SecurityRisk", "script"),
        ('<p title="<b>" onload=a()>a</p>', "SecurityRiskAttr", "onload"),
        ("<p/onclick=a()>a</p>", "SecurityRiskAttr", "onclick"),
        ("<iframe src=x:></iframe>", "SecurityRisk", "iframe"),
        ("<!--><script></script>-->", "SecurityRisk", "script"),
        ("<object></object>", "SecurityRisk", "object"),
        ("<svg></svg>", "NotHtml", "<svg> is not an element of HTML"),
        ("<a href=' java&#115;cript:a()'>a</a>", "script-address", " javascript:a()"),
        ("<a href='java\nscript:a()'>a</a>", "script-address", "java\nscript:a()"),
        ("<p style='background: url(x:)'>a</p>", "DangerousStyleAttr", "background: url(x:)"),
        ("<p style='position:fixed;color:red'>a</p>", "DangerousStyleAttr", "position"),
        ("<p style='margin: 9999px'>a</p>", "DangerousStyleAttr", "9999px"),
        ("<a href='a b'>a</a>", "InvalidUriChar", "a b"),
        ("<a href='#top'>a</a>", "ContainsRelRef", "#top"),
        ("<img src=//e.org/a.png>", "ContainsRelRef", "//e.org/a.png"),
        ("<img srcset='a.png 2x' src=x:>", "relative-media", "a.png"),
        ("<video poster=a.png></video>", "relative-media", "a.png"),
        ("<img data-src='https://e.org/a.png' src=''>", "lazy-image", "https://e.org/a.png"),
        ("<?import namespace='t'>", "SecurityRisk", "?import"),
        ("<p a=1 a=2>a</p>", "NotHtml", "the attribute a stands twice in <p>"),
        ("a & b &", "", ""),
        ("&bogus;", "NotHtml", "&bogus, which is not an entity"),
        ("&#x92;", "NotHtml", "&#x92, which is not a character"),
        ("<div>" * 600, "NotHtml", "more than 500 elements are open at once"),
    ],
)
def test_what_html_holds(html: str, code: str, value: str) -> None:
    if code:
        assert (code, value) in said(html)
    else:
        assert said(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>'</p><b onclick=a()>'</script>",
        "<!-- <b onclick=a()> -->",
        "<textarea><b onclick=a()></textarea>",
        "<p title='<b onclick=a()>'>a</p>",
    ],
)
def test_what_only_looks_like_a_tag_is_none(html: str) -> None:
    assert "SecurityRiskAttr" not in [code for code, _ in said(html)]


@given(st.text(alphabet="<>/=!-'\" abpscript\n&;", max_size=60))
def test_tags_are_read_to_the_end_whatever_they_are(html: str) -> None:
    names = [tag.name for tag in tags(html)]
    assert all(re.fullmatch(r"|[a-z][^\s/>]*", name) for name in names)


@pytest.mark.parametrize("number", ["9" * 5000, "0" * 5000 + "65"])
def test_numbers_that_are_too_long_to_read_end_nothing(number: str) -> None:
    assert said(f'<a title="&#{number};" href="http://a.b/">x</a>') in (
        [],
        [("NotHtml", said_of(number))],
    )


def said_of(number: str) -> str:
    return f"&#{number[:9]}, which is not a character"
