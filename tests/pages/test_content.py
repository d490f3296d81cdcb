"""Sanitized content on the page of its entry: edited, not parsed."""

import re
import time

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.sanitizer import TooComplexError, clean
from feedpub.sanitizer.policy import ATTRIBUTES, ELEMENTS
from feedpub.writers.pages import _content
from tests.browser.attacks import ATTACKS, Attack
from tests.pages.reading import text_of
from tests.pages.values import PAGES, entry


def cleaned(html: str) -> str:
    return clean(html, "https://example.org/", has_page=True, referrer_policy="no-referrer")


def shown(content: str) -> str:
    """Return the content as it stands in the page of an entry."""
    page = PAGES.entry(entry(title="x", content=content), []).body.decode()
    return page.partition('<div class="content" dir="ltr">\n')[2].partition("\n</div>\n</art")[0]


def test_images_are_lazy_and_keep_their_referrer_policy() -> None:
    content = cleaned('<img src="a.png" loading="eager"><img src="b.png" referrerpolicy="origin">')
    assert shown(content) == (
        '<img decoding="async" loading="lazy" referrerpolicy="no-referrer"'
        ' src="https://example.org/a.png">'
        '<img decoding="async" loading="lazy" referrerpolicy="origin"'
        ' src="https://example.org/b.png">'
    )


def test_tables_and_code_scroll_in_boxes_that_keys_reach() -> None:
    content = cleaned("<table><tr><td><table><tr><td>x</table></table><pre>\n\na</pre>")
    box = '<div class="wide" role="group" aria-label="Table" tabindex="0">'
    assert shown(content).count(box) == shown(content).count("</table></div>") == 2
    assert '<pre dir="ltr" tabindex="0">\n\na</pre>' in shown(content)


def test_code_runs_from_the_left_in_any_text_unless_it_says_otherwise() -> None:
    content = cleaned(
        '<p>في <code>a</code><kbd>b</kbd><code dir="rtl">c</code></p><pre dir="rtl">d</pre>'
    )
    assert shown(content) == (
        '<p>في <code dir="ltr">a</code><kbd dir="ltr">b</kbd><code dir="rtl">c</code></p>'
        '<pre tabindex="0" dir="rtl">d</pre>'
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("color:#bbb", "--ink-of-it:#bbb"),
        ("background-color:navy;color:white", "--paper-of-it:navy;--ink-of-it:white"),
        ("text-align:left;color:red", "text-align:left;--ink-of-it:red"),
        ("font-weight:bold", "font-weight:bold"),
    ],
)
def test_colours_are_left_to_the_style_sheet(written: str, expected: str) -> None:
    html = f'<p style="{written}">color: a <b style="{written}">style="color:red"</b></p>'
    assert shown(cleaned(html)) == html.replace(f'"{written}"', f'"{expected}"')


@pytest.mark.parametrize(
    ("content", "is_shown"),
    [
        ("<p>The harbour at night</p>", False),
        ("<h1>The  harbour<br>at NIGHT</h1>", False),
        ("<p>The harbour at night.</p>", True),
        ('<p>The harbour at night<img alt="" src="https://example.org/a.png"></p>', True),
        ('<p><a href="https://example.org/">The harbour at night</a></p>', True),
        ("", False),
    ],
)
def test_a_title_is_not_said_again_as_the_content(content: str, is_shown: bool) -> None:
    page = PAGES.entry(entry(content=content), []).body.decode()
    assert ('<div class="content"' in page) == is_shown


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<h1>a</h1><h2>b</h2>", "<h2>a</h2><h3>b</h3>"),
        ("<h3>a</h3><h4>b</h4>", "<h2>a</h2><h3>b</h3>"),
        ("<h2>a</h2><h6>b</h6>", "<h2>a</h2><h6>b</h6>"),
        ("<h1>a</h1><h6>b</h6>", "<h2>a</h2><h6>b</h6>"),
        ('<h1 align="center">a</h1>', '<h2 align="center">a</h2>'),
        ("<hr>", "<hr>"),
    ],
)
def test_headings_begin_below_the_title(written: str, expected: str) -> None:
    assert shown(cleaned(written)) == expected


def test_text_that_looks_like_markup_is_left_alone() -> None:
    content = cleaned(
        '<p title="<h1>&quot; <img ">&lt;h1&gt; &lt;img src="x" loading="eager"&gt;</p>'
    )
    assert shown(content) == content


OURS = {"decoding", "dir", "loading", "tabindex", "role", "aria-label", "class"}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_nothing_comes_into_the_content_of_an_attack_but_what_is_ours(attack: Attack) -> None:
    try:
        content = cleaned(attack.html)
    except TooComplexError:
        return  # then there is no page
    tree = html5lib.parseFragment(shown(content), namespaceHTMLElements=False)
    for element in tree.iter():
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(element.tag, frozenset()) | OURS
        assert element.tag in ELEMENTS | {"DOCUMENT_FRAGMENT"}
        assert set(element.attrib) <= allowed


PIECES = """<p>|</p>|<h1>|</h2>|<h4>|</h4>|<table>|<tr>|<td>|</table>|<pre>|</pre>|<img src=x>|</a>
<a href=y>|<div>|</div>|<ul>|<li>|<b style=color:red>|</b>|<img title='<h1>' src=z loading=lazy>
&lt;h1&gt;|<video src=v>|</video>|text|<caption>|<ruby>|<summary>"""
MARKUP = st.lists(st.sampled_from(re.split(r"[|\n]", PIECES)), max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_the_edited_content_is_read_as_the_same_text_and_images(markup: str) -> None:
    content = cleaned(markup)
    before = html5lib.parseFragment(content, namespaceHTMLElements=False)
    after = html5lib.parseFragment(shown(content), namespaceHTMLElements=False)
    assert text_of(after) == text_of(before)
    for name in ("img", "table", "pre", "a", "video"):
        assert len(list(after.iter(name))) == len(list(before.iter(name)))
    assert all(image.get("loading") == "lazy" for image in after.iter("img"))
    assert not list(after.iter("h1"))


def test_a_page_of_many_pictures_takes_its_time_for_each_once() -> None:
    near = {f"https://example.org/media/{n}.png": f"../media/{n}.png" for n in range(3000)}
    far = cleaned("".join(f'<img src="{address}">' for address in near))
    start = time.process_time()
    content = _content.edit_for_page(far, near, "Table")
    assert time.process_time() - start < 1  # some milliseconds; every one in every tag: minutes
    assert content.count('src="../media/') == 3000


def test_what_begins_as_a_file_of_ours_does_is_another() -> None:
    near = {"https://example.org/a.png": "../a.png", "https://example.org/entries/": "../entries/"}
    content = cleaned(
        '<img src="a.png"><img src="a.pngx"><a href="entries/b.html#c">x</a>'
        '<img src="a.png" srcset="a.png 1x, a.png 2x">'
    )
    assert re.findall(
        '(?:src|href|srcset)="([^"]*)"', _content.edit_for_page(content, near, "")
    ) == [
        "../a.png",
        "https://example.org/a.pngx",
        "../entries/b.html#c",
        "../a.png",
        "../a.png 1x, https://example.org/a.png 2x",
    ]
