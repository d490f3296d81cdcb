"""SVG files, cleaned, and pictures in the text of a document: both are copied to media/."""

import base64
import hashlib
import re
import shutil
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedpub.sanitizer.drawings import LARGEST, NoDrawingError, clean_drawing
from feedpub.source import assets
from tests.conftest import SITE_URL, Project
from tests.entries.test_local_links import body, build, codes, media, served
from tests.entries.test_media import png

BEGIN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PATH = '<path d="M0 0L1 1"></path>'


def cleaned(inner: str) -> str:
    """Return what is left of what stands in a drawing, beside a path."""
    written = clean_drawing(f"<svg>{inner}{PATH}</svg>".encode()).decode()
    assert written.startswith(f"{BEGIN}>")
    assert written.endswith(f"{PATH}</svg>\n")
    return written[len(BEGIN) + 1 : -len(f"{PATH}</svg>\n")]


@pytest.mark.parametrize(
    ("inner", "left"),
    [
        ("<script>alert(1)</script>", ""),
        ("<script href='https://e.org/x.js'/>", ""),
        ("<g onload='x()' onclick='y()' id='a'></g>", '<g id="a"></g>'),
        ("<a href='javascript:x()'><text>t</text></a>", "<text>t</text>"),
        ("<use href='https://e.org/x.svg#a'/>", "<use></use>"),
        ("<use xlink:href='#a'/>", '<use xlink:href="#a"></use>'),
        ("<set attributeName='href' to='javascript:x()'/><animate attributeName='d'/>", ""),
        ("<handler>x</handler><iframe src='https://e.org'></iframe><object>x</object>", ""),
        ("<rect fill='url(https://e.org/x)' stroke='url(#b)'/>", '<rect stroke="url(#b)"></rect>'),
        ("<rect style='fill:url(//e.org)'/>", "<rect></rect>"),
        ("<rect style='fill:red'/>", '<rect style="fill:red"></rect>'),
        ("<rect style='fill:\\75rl(//e.org)'/>", "<rect></rect>"),
        ("<style>@import 'https://e.org/x.css'; a{fill:red}</style>", "<style>a{fill:red}</style>"),
        (
            "<style>@font-face{src:url(https://e.org/f)} .b>c{x:url(#d)}</style>",
            "<style>.b&gt;c{x:url(#d)}</style>",
        ),
        ("<style>a{background:image-set('https://e.org')}</style>", "<style></style>"),
        ("<style><![CDATA[.a{fill:blue}]]></style>", "<style>.a{fill:blue}</style>"),
        ("<title><img src=x onerror='x()'></title>", "<title></title>"),
        (
            "<image href='data:image/png;base64,AAAA'/>",
            '<image href="data:image/png;base64,AAAA"></image>',
        ),
        (
            "<linearGradient id='image1' gradientUnits='x'><stop offset='0'/></linearGradient>",
            '<linearGradient gradientUnits="x" id="image1"><stop offset="0"></stop>'
            "</linearGradient>",
        ),
        (
            "<switch><foreignObject><p>a</p></foreignObject><text>b</text></switch>",
            "<switch><text>b</text></switch>",
        ),
        ("<text>a &lt;b&gt; &amp;&#160;c</text>", "<text>a &lt;b&gt; &amp;\xa0c</text>"),
    ],
)
def test_a_drawing_keeps_what_it_shows(inner: str, left: str) -> None:
    assert cleaned(inner) == left


def test_what_stands_around_a_drawing_goes() -> None:
    written = (
        '\ufeff<?xml version="1.0"?>\n<?xml-stylesheet href="https://e.org/x.css"?>\n<!-- by -->'
        '<!DOCTYPE svg PUBLIC "a" "https://e.org/x.dtd" [<!ENTITY x "y">]>'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="x()">{PATH}</svg>'
    )
    assert clean_drawing(written.encode()).decode() == f'{BEGIN} viewBox="0 0 1 1">{PATH}</svg>\n'


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("<svg></svg>", "shows nothing"),
        ("<svg><script>x</script><metadata>y</metadata></svg>", "shows nothing"),
        (f"<svg>{PATH}</svg><svg>{PATH}</svg>", "one drawing"),
        ("<svg><foreignObject><p>a</p></foreignObject></svg>", "foreignObject"),
        ("<svg><image href='https://e.org/a.png'/></svg>", "picture from elsewhere"),
        ("<svg><image href='data:image/svg+xml;base64,AAAA'/></svg>", "picture from elsewhere"),
        ("<svg><g id='a'><use href='#b'/></g><use href='#a'/></svg>", "copies of copies"),
        ("<p>no drawing</p>", "no SVG"),
        (f"<svg>{'<g>' * 6000}{PATH}", "too complex"),
        (f"<svg>{PATH}<text>{'x' * LARGEST}</text></svg>", "more than"),
    ],
)
def test_what_would_not_be_the_drawing_is_none(written: str, why: str) -> None:
    with pytest.raises(NoDrawingError, match=why):
        clean_drawing(written.encode())


PIECES = st.lists(
    st.sampled_from(
        (
            "<svg>|</svg>|<g id=a>|</g>|<path d=m>|<script>x</script>|<style>|</style>|a{b:url(x)}"
            "|<foreignObject>|<p>|</p>|<title>|</title>|<use href=#a>|<use href=//e.org>|<math>"
            "|<image href=x>|<a href=javascript:x>|&lt;|&amp;nbsp;|<![CDATA[|]]>|<!--|-->|<switch>"
            "|onload=x|\x0b|中|<desc>|</desc>|<text style='a:b(c'>|<rect x:href=y|>"
        ).split("|")
    )
).map("".join)
ALLOWED = {"xmlns", "d", "id", "href", "style"}


@given(PIECES)
def test_nothing_but_the_drawing_is_in_any(inner: str) -> None:
    try:
        written = clean_drawing(f"<svg>{PATH}{inner}</svg>".encode())
    except NoDrawingError:
        return
    assert clean_drawing(written) == written
    for element in etree.fromstring(written).iter():
        assert etree.QName(element).namespace == "http://www.w3.org/2000/svg"
        assert set(element.attrib) <= ALLOWED
        assert str(element.get("href", "#")).startswith("#")
        assert etree.QName(element).localname not in {"script", "foreignObject", "a", "math", "p"}


DRAWING = f"<svg onload='x()'>{PATH}</svg>".encode()
PUBLISHED = f"{BEGIN}>{PATH}</svg>\n".encode()


class TestFiles:
    def test_a_drawing_is_copied_cleaned(self, project: Project) -> None:
        project.write("seeds/posts/x.svg", DRAWING)
        assert build(project, "![x](x.svg)").problems == ()
        assert re.findall(r'src="([^"]*)"', body(project)) == [served(PUBLISHED, "svg")]
        assert project.out()[served(PUBLISHED, "svg").removeprefix(SITE_URL)] == PUBLISHED

    def test_a_drawing_can_be_the_head_image(self, project: Project) -> None:
        project.write("seeds/posts/x.svg", DRAWING)
        assert build(project, "text", cover="x.svg").problems == ()
        assert served(PUBLISHED, "svg").encode() in project.out()["all.rss"]
        assert b'type="image/svg+xml"' in project.out()["all.rss"]

    def test_one_that_is_not_safe_leaves_its_text(self, project: Project) -> None:
        project.write("seeds/posts/x.svg", b"<svg><foreignObject><p>x</p></foreignObject></svg>")
        result = build(project, "![a boat](x.svg)", link="")
        assert codes(result) == ["file-not-copied"]
        assert "(foreignObject)" in result.problems[0].message
        assert body(project).strip() == "<p>a boat</p>"
        assert media(project) == []

    def test_a_page_that_holds_a_drawing_is_none(self, project: Project) -> None:
        project.write("seeds/posts/x.html", b"<!-- a --><html>" + DRAWING + b"</html>")
        assert media(project) == []
        assert codes(build(project, "<a href=x.html>x</a>", "posts/b.md"))[-1:] != []
        assert media(project) == []


PNG = png(40, 30)
URI = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
SHOWN = f"media/{hashlib.sha256(PNG).hexdigest()[:24]}.png"


class TestPicturesInTheText:
    @pytest.mark.parametrize(
        "written",
        [
            f'<p><img alt="x" src="{URI}"></p>',
            f"![x]({URI})\n",
            f"<IMG alt=x src='{URI.upper()[:22] + URI[22:]}'>",
            f"<img alt=x src='{URI[:60]}\n  {URI[60:]}'>",
            f"<img alt=x src='{URI[:22]}{quote(URI[22:].rstrip('='), safe='')}'>",
        ],
    )
    def test_are_copied(self, project: Project, written: str) -> None:
        assert build(project, written, link="").problems == ()
        assert f'src="{SITE_URL}{SHOWN}"' in body(project)
        assert project.out()[SHOWN] == PNG

    def test_are_the_same_with_and_without_what_is_remembered(self, project: Project) -> None:
        build(project, f"<img src='{URI}'>")
        first = project.out()
        project.seed("b.md", title="b", date="2024-05-02", body="text")
        project.build()
        remembered = project.out()
        assert remembered[SHOWN] == first[SHOWN]
        shutil.rmtree(project.path / ".feedpub")
        project.build()
        assert project.out() == remembered

    def test_that_are_gone_are_removed(self, project: Project) -> None:
        build(project, f"<img src='{URI}'>")
        build(project, "no picture")
        assert media(project) == []

    def test_drawings_are_cleaned(self, project: Project) -> None:
        packed = base64.b64encode(DRAWING).decode()
        build(project, f"<img src='data:image/svg+xml;base64,{packed}'>")
        assert project.out()[served(PUBLISHED, "svg").removeprefix(SITE_URL)] == PUBLISHED
        written = DRAWING.decode().replace("'", "%27").replace("<", "&lt;").replace('"', "%22")
        build(project, f"<img src='data:image/svg+xml;utf8,{written}'>")
        assert media(project) == [served(PUBLISHED, "svg").removeprefix(SITE_URL)]

    @pytest.mark.parametrize(
        "reference",
        [
            "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
            f"data:image/png;base64,{base64.b64encode(png(2, 3)).decode()}",
            "data:image/svg+xml,%3Csvg width='3' height='2'%3E%3C/svg%3E",
            "data:,",
        ],
    )
    def test_that_only_keep_the_place_of_another_leave_their_text(
        self, project: Project, reference: str
    ) -> None:
        assert build(project, f'<p><img alt="boat" src="{reference}"></p>').problems == ()
        assert body(project) == "<p>boat</p>"
        assert media(project) == []

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"text" * 100, "is not copied"),
            (b"%PDF-1.4\n" + b"x" * 300, "is no picture"),
            (PNG + bytes(assets.LARGEST_EMBEDDED), "has more than"),
        ],
    )
    def test_that_are_none_are_told(self, project: Project, data: bytes, why: str) -> None:
        reference = f"data:image/png;base64,{base64.b64encode(data).decode()}"
        [problem] = build(project, f'<img alt="boat" src="{reference}">').problems
        assert (problem.code, len(problem.message) < 300) == ("file-not-copied", True)
        assert why in problem.message
        assert body(project) == "boat"
        assert media(project) == []

    def test_are_no_links(self, project: Project) -> None:
        build(project, f"<a href='{URI}'>x</a><iframe src='{URI}'></iframe>")
        assert body(project) == "<a>x</a>"
        assert media(project) == []
