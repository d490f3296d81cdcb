"""Bodies in HTML: each element nested, in sequence and left open, attributes, entities, addresses."""

# ruff: noqa: E501 - one shape, one line

from contextlib import suppress

import pytest

from feedpub.sanitizer import TooComplexError, clean, places, real_source
from feedpub.sanitizer.drawings import NoDrawingError, clean_drawing
from feedpub.sanitizer.explain import explain
from feedpub.validator import validate
from feedpub.validator.rules import html as rules
from feedpub.validator.rules.html_names import HTML, VOID
from feedpub.web import text
from feedpub.writers.pages._content import with_places
from tests.shapes.growing import Shape, check_growth, of

BASE = "https://blog.example.org/posts/a/"
ELEMENTS = sorted(HTML | {"math", "svg", "noembed", "param", "x-y"})

ATTRIBUTES = {
    "different attributes": of(' a{}="b"', "<p", ">x</p>"),
    "one attribute again": of(' a="b"', "<p", ">x</p>"),
    "attributes without a value": of(" a{}", "<p", ">x</p>"),
    "spaces in a tag": of(" ", "<p ", ">x</p>"),
    "slashes in a tag": of("/", "<p ", ">x</p>"),
    "an attribute that does not end": of("a", '<p title="'),
    "a long value": of("a", '<p title="', '">x</p>'),
    "tags in a value": of("<b>", '<p title="', '">x</p>'),
    "entities in a value": of("&amp;", '<p title="', '">x</p>'),
    "quotes": of('"', "<p title=", ">x</p>"),
    "different elements": of("<a{}>x</a{}>"),
    "different titles": of('<b title="{}">'),
    "the same title": of('<i title="x">'),
    "style: declarations": of("color:red;", '<p style="', '">x</p>'),
    "style: unknown ones": of("a{}:b;", '<p style="', '">x</p>'),
    "style: brackets": of("(", '<p style="', '">x</p>'),
    "style: braces": of("{ }", '<p style="', '">x</p>'),
    "style: comments": of("/*", '<p style="', '">x</p>'),
    "style: comments that end": of("/**/", '<p style="', '">x</p>'),
    "style: backslashes": of("\\", '<p style="', '">x</p>'),
    "style: strings": of("'a'", '<p style="color:', '">x</p>'),
    "style: one quote": of("'", '<p style="color:', '">x</p>'),
    "style: functions": of("url(", '<p style="color:', '">x</p>'),
    "style: spaces": of(" ", '<p style="color:', 'x">x</p>'),
    "style: commas": of(" , ", '<p style="color:', '">x</p>'),
    "style: semicolons": of(";", '<p style="', '">x</p>'),
    "style: at": of("@a ", '<p style="', '">x</p>'),
    "style: one number": of("9", '<p style="width:', 'px">x</p>'),
    "style: digits, few": of("1 ", '<p style="width:', '">x</p>'),
    "styles": of('<p style="color:#{}">x</p>'),
    "srcset: candidates": of("a{}.png {}w, ", '<img src="a.png" srcset="', '">'),
    "srcset: commas": of(",", '<img src="a.png" srcset="', '">'),
    "srcset: spaces": of(" ", '<img src="a.png" srcset="a', '">'),
    "srcset: descriptors": of(" 1x", '<img src="a.png" srcset="a', '">'),
    "srcset: brackets": of("(", '<img src="a.png" srcset="a ', '">'),
    "srcsets": of('<img src="a.png" srcset="a{}.png 1x, b.png 2x">'),
    "addresses": of('<a href="b{}">x</a>'),
    "one address": of('<a href="b">x</a>'),
    "a long address": of("a", '<a href="', '">x</a>'),
    "escapes in an address": of("%41", '<a href="', '">x</a>'),
    "percent signs in an address": of("%", '<a href="', '">x</a>'),
    "spaces in an address": of(" ", '<a href="a', 'b">x</a>'),
    "dots in an address": of("../", '<a href="', '">x</a>'),
    "slashes in an address": of("/", '<a href="', '">x</a>'),
    "characters in an address": of("é", '<a href="', '">x</a>'),
    "Punycode": of("a", '<a href="http://xn--', '.org">x</a>'),
    "labels of a host": of("a.", '<a href="http://', 'org">x</a>'),
    "e-mail": of("a", '<a href="mailto:', '@b.c">x</a>'),
    "data": of("A", '<img src="data:image/png;base64,', '">'),
    "addresses in the query of one": of("http://", '<a href="http://a.b/?', '">x</a>'),
    "lazy images": of('<img data-src="a{}.png" src="/blank.gif">'),
    "placeholders": of("blank", '<img src="', '.gif">'),
    "images in noscript": of("<img src=data:,><noscript><img src=/a{}.png></noscript>"),
    "noscript that does not end": of("<img src=data:,><noscript>"),
    "tags between an image and a noscript": of(
        "<span>", "<img src=data:,>", "<noscript><img src=/a>"
    ),
    "spaces after an image": of(" ", "<img src=data:,>", "<noscript>"),
    "attributes with addresses": of(" a{}=/b.png", "<img src=data:,", ">"),
    "images with attributes of any name": of("<img src=data:, x{}='/a.png'>"),
    "bases": of("<base target=x>"),
    "images without an address": of('<img alt="x">'),
    "films": of("<video><source src=/a>words<a href=/b>c</a></video>"),
    "films one in the other": of("<video>", "", "x", "</video>"),
    "elements of scripts": of("<amp-video><source src=/a></amp-video>"),
    "elements of scripts, one in the other": of("<amp-img src=a>", "", "x", "</amp-img>"),
    "places": of("<p id=a{}>x</p><a href=#a{}>y</a>"),
    "headings": of("<h2>a{}</h2><a href=#a{}>y</a>"),
    "the same place": of("<p id=a>x</p><a href=#a>y</a>"),
    "objects one in the other": of("<object>", "", "x", "</object>"),
}
TEXTS = {
    "characters": of("a"),
    "<": of("<"),
    ">": of(">"),
    "&": of("&"),
    "spaces": of(" "),
    "lines": of("\n"),
    "carriage returns": of("\r\n"),
    "entities": of("&amp;"),
    "entities without an end": of("&amp"),
    "entities of two characters": of("&NotEqualTilde;"),
    "long names of entities": of("&CounterClockwiseContourIntegral"),
    "numbers of characters": of("&#65;"),
    "one number": of("9", "&#", ";"),
    "numbers without an end": of("&#"),
    "hexadecimal ones": of("&#x"),
    "no-break spaces": of("&nbsp;"),
    "comments": of("<!--a-->"),
    "comments that do not end": of("<!--"),
    "dashes in a comment": of("-", "<!--"),
    "half a comment": of("<!-"),
    "end of a comment": of("-->"),
    "document types": of("<!DOCTYPE html>"),
    "a document type that does not end": of("a", "<!DOCTYPE "),
    "instructions": of("<?a?>"),
    "instructions that do not end": of("<?"),
    "CDATA": of("<![CDATA[a]]>"),
    "CDATA that does not end": of("<![CDATA["),
    "CDATA in SVG": of("<svg><![CDATA["),
    "end tags without a name": of("</"),
    "end tags": of("</b>"),
    "end tags of a paragraph": of("</p>"),
    "line breaks that are end tags": of("</br>"),
    "tags that do not end": of("<a "),
    "twice encoded": of("Ã©"),
    "encoded four times": of("ÃÂ\xa0"),
    "half an encoding": of("Â"),
    "combining characters": of("\u0301", "a"),
    "controls": of("\x01"),
    "directions": of("\u202e"),
    "characters beyond the first plane": of("👍"),
    "Chinese": of("中文。"),
    "paragraphs": of("<p>Some text, <b>bold</b> and <a href='x'>linked</a>.</p>\n"),
    "text of tables": of("x", "<table>"),
    "text in each cell and outside of it": of("<table>x<tr>y<td>z</table>"),
    "rows without a table": of("<tr><td>"),
    "tables in a table": of("<table>"),
    "paragraphs in open formatting": of("<p>x", "<b><i><u>"),
    "links in a link": of("<a href='{}'>"),
    "formatting that overlaps": of("<b><p></b>"),
    "formatting that closes others": of("<b><i></b></i>"),
    "lists": of("<li>x"),
    "definitions": of("<dt>x<dd>y"),
    "ruby": of("<ruby>a<rt>b"),
    "readings": of("<rt>x"),
    "readings that end": of("<rt>x</rt>"),
    "options": of("<select><option>x"),
    "code": of("<pre>\n\n"),
    "SVG and HTML in turn": of("<svg><foreignObject>"),
    "MathML and HTML in turn": of("<math><mi>"),
}


@pytest.mark.parametrize("name", ELEMENTS)
@pytest.mark.parametrize("form", ["in sequence", "left open", "one in the other"])
def test_elements(name: str, form: str) -> None:
    end = "" if name in VOID else f"</{name}>"
    shape = {
        "in sequence": of(f"<{name}>x{end}"),
        "left open": of(f"<{name}>x"),
        "one in the other": of(f"<{name}>", "", "x", end),
    }[form]
    check_growth(sanitized, shape, 2_000)
    check_growth(validated, shape, 8_000)


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_attributes(name: str) -> None:
    check_growth(sanitized, ATTRIBUTES[name], 2_000)
    check_growth(validated, ATTRIBUTES[name], 8_000)


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    check_growth(sanitized, TEXTS[name], 2_000)
    check_growth(validated, TEXTS[name], 8_000)
    check_growth(text.visible_text, TEXTS[name])


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_places_and_head_images(name: str) -> None:
    check_growth(placed, ATTRIBUTES[name], 2_000)
    check_growth(lambda html: real_source(html, "/blank.gif"), ATTRIBUTES[name])


@pytest.mark.parametrize(
    "shape",
    [
        of("<g id='a{}'>"),
        of("<g>", "", "x", "</g>"),
        of("<use href='#a{}'/>"),
        of("<rect style='fill:url(#a{})'/>"),
        of("a{b:c}", "<style>", "</style>"),
        of("a{", "<style>", "</style>"),
        of("(", "<style>a{b:", "</style>"),
        of(" ", "<rect style='fill:url", "'/>"),
        of("&lt;", "<text>", "</text>"),
        of("<style>"),
        of("<!--"),
    ],
)
def test_drawings(shape: Shape) -> None:
    def drawn(inner: str) -> None:
        with suppress(NoDrawingError):
            clean_drawing(f"<svg><path d='m'/>{inner}</svg>".encode())

    check_growth(drawn, shape, 4_000)


@pytest.mark.parametrize("name", [*ATTRIBUTES, *TEXTS])
def test_what_the_sanitizer_did_is_told(name: str) -> None:
    shape: Shape = {**ATTRIBUTES, **TEXTS}[name]

    def explained(html: str) -> None:
        with suppress(TooComplexError):
            explain(html, BASE, has_page=True, referrer_policy=None, local=lambda _: None)

    check_growth(explained, shape, 1_000)


def placed(html: str) -> None:
    with suppress(TooComplexError):
        content = clean(html, BASE, has_page=True, referrer_policy=None)
        found = places(html, content, BASE, has_page=True, referrer_policy=None)
        with_places(content, found, BASE)


def sanitized(html: str) -> None:
    """Sanitize `html`; what is written has to be in proportion, or is refused."""
    with suppress(TooComplexError):
        content = clean(html, BASE, has_page=True, referrer_policy="no-referrer")
        assert len(content) <= 20 * len(html) + 500_000
        text.from_html(content)


def validated(html: str) -> None:
    rules.faults_of.cache_clear()
    escaped = html.replace("&", "&amp;").replace("<", "&lt;").replace("\x01", "?")
    feed = f"<rss version='2.0'><channel><item><description>{escaped}</description></item></channel></rss>"
    validate(feed.encode(), name="feed")
