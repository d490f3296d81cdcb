from collections.abc import Callable
from html import escape
from typing import Final
from xml.parsers import expat

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from feedpub.validator.rules.html_names import HTML
from feedpub.web import text

ACUTE: Final = "\N{COMBINING ACUTE ACCENT}"
ANY_TEXT: Final = st.one_of(
    st.text(st.characters(exclude_categories=())),  # with surrogates, which JSON can smuggle in
    st.text(ACUTE + "aÃ©Â£\u202e\x00\x0b\x85<>&;]。.！ \u200d\ufdd0\ufffe\ufffd"),
)
MARKUP: Final = st.lists(
    st.sampled_from("< > / & ; amp lt #123 b script rt <b> </b> <!-- --> Ã © é 文".split())
).map("".join)


@pytest.mark.parametrize(
    ("given_text", "printable"),
    [
        pytest.param("海岸 Coast 🌾", "海岸 Coast 🌾", id="text of any script stays"),
        pytest.param("a\tb\nc\rd", "a\tb\nc\rd", id="tab and line ends stay"),
        pytest.param("a\x0bb\x0cc", "a b c", id="vertical tab and form feed are spaces"),
        pytest.param("a\x00b\x08c\x1fd", "abcd", id="C0 controls go"),
        pytest.param("a\x7fb\x80c\x9fd", "abcd", id="DEL and C1 controls go"),
        pytest.param("a\ud800b\udfffc", "abc", id="lone surrogates go"),
        pytest.param("a\ufffdb", "ab", id="the replacement character goes"),
        pytest.param("a\ufdd0b\ufffec\uffffd", "abcd", id="noncharacters go"),
        pytest.param("a\U0001fffeb\U0010ffffc", "abc", id="noncharacters of other planes go"),
        pytest.param("cafÃ©", "café", id="UTF-8 encoded twice is decoded"),
        pytest.param("<b>cafÃ©</b> 文", "<b>café</b> 文", id="twice encoded beside other text"),
        pytest.param("SÃO PAULO", "SÃO PAULO", id="a capital with tilde is no double encoding"),
    ],
)
def test_printable_keeps_what_a_feed_can_carry(given_text: str, printable: str) -> None:
    assert text.printable(given_text) == printable


@given(ANY_TEXT)
@settings(deadline=None)
def test_lxml_reads_back_any_printable_text(given_text: str) -> None:
    printable = text.printable(given_text).replace("\r", "")  # XML reads a CR as a line feed
    assert etree.fromstring(f"<a>{escape(printable)}</a>").text == (printable or None)


@given(ANY_TEXT)
@settings(deadline=None)
def test_expat_accepts_any_printable_text(given_text: str) -> None:
    document = f"<a>{escape(text.printable(given_text))}</a>".encode()
    assert expat.ParserCreate("utf-8").Parse(document, True) == 1


@given(ANY_TEXT)
@settings(deadline=None)
def test_printable_text_stays_as_it_is(given_text: str) -> None:
    printable = text.printable(given_text)
    assert text.printable(printable) == printable


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        pytest.param("  a \n\t b  ", "a b", id="white space is folded"),
        pytest.param("新\u3000媒\u00a0体", "新 媒 体", id="wide and hard spaces too"),
        pytest.param("a\u2028b\u2029c", "a b c", id="line and paragraph separators too"),
        pytest.param(f"cafe{ACUTE}", "café", id="form C"),
        pytest.param("a\u202eb\u202cc\u2066d\u2069", "abcd", id="direction overrides go"),
        pytest.param("a\x00 \x01 b", "a b", id="no double space where a control went"),
        pytest.param(" \ufeff\u200b", "\ufeff\u200b", id="zero-width characters are no space"),
        pytest.param(" \n\x00", "", id="nothing is left of blanks"),
    ],
)
def test_fold_puts_text_on_one_line(given_text: str, folded: str) -> None:
    assert text.fold(given_text) == folded


@given(ANY_TEXT)
@settings(deadline=None)
def test_folded_text_stays_as_it_is(given_text: str) -> None:
    folded = text.fold(given_text)
    assert text.fold(folded) == folded


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        pytest.param("…&#123;上篇&#125;：水田", "…{上篇}：水田", id="a scraper's braces"),
        pytest.param("A &amp; B &lt;b&gt;", "A & B <b>", id="named entities"),
        pytest.param("&#x1F33E;&#128;", "🌾€", id="hexadecimal and Windows numbers"),
        pytest.param("&amp;#123;", "&#123;", id="decoded once, not twice"),
        pytest.param("AT&T, R&D, a&copy", "AT&T, R&D, a&copy", id="ampersands without semicolon"),
        pytest.param("&zzz; &;", "&zzz; &;", id="entities that do not exist"),
        pytest.param("a&nbsp;&nbsp;b", "a b", id="hard spaces"),
        pytest.param("a&#0;b&#8238;c&#xD800;", "abc", id="numbers of characters no feed carries"),
        pytest.param("<b>水田</b>熟<em class='x'>了</em>", "水田熟了", id="tags go"),
        pytest.param("<A HREF='x'>y</A><BR/>", "y", id="tags in capitals go"),
        pytest.param("Vec<String> and Vec<T>", "Vec<String> and Vec<T>", id="generics stay"),
        pytest.param("1 < 2 > 1, I <3 you", "1 < 2 > 1, I <3 you", id="comparisons stay"),
        pytest.param("<b", "<b", id="an unfinished tag is text"),
        pytest.param("a<!-- b -->c", "ac", id="comments go"),
        pytest.param("a<!-- b", "a", id="an unclosed comment goes to the end"),
        pytest.param("a<script>b</script>c<style>d</style>", "ac", id="scripts and styles go"),
        pytest.param("<ruby>漢<rp>(</rp><rt>かん</rt></ruby>", "漢", id="reading aids go"),
        pytest.param("<svg/onload=alert(1)>x", "x", id="tags with a slash go"),
        pytest.param(
            "Why I stopped using <table> for layout",
            "Why I stopped using <table> for layout",
            id="an element name is a word",
        ),
        pytest.param("<b>Use</b> <b>, not <i>", "Use <b>, not <i>", id="words beside tags"),
        pytest.param("Close with </div>!", "Close with </div>!", id="the name of an end tag"),
        pytest.param("a</b>b<b>c", "a</b>b<b>c", id="an end before its start"),
        pytest.param("<i>a <b>b</i> c</b>", "a b c", id="tags that cross"),
        pytest.param("a<br>b<hr/>c<wbr>d<img src=x>e", "a b cd e", id="elements without an end"),
        pytest.param('<span style="x">a', "a", id="a tag with attributes that was cut off"),
        pytest.param("<p>a</p><p>b</p>c", "a b c", id="blocks leave a space"),
        pytest.param("\u200b", "", id="nothing that can be seen"),
        pytest.param("\u2060\ufeff\u3164\u2800\ufe0f", "", id="fillers and blanks"),
        pytest.param("a\u200bb", "a\u200bb", id="what can't be seen in a word"),
        pytest.param("❤\ufe0f", "❤\ufe0f", id="an emoji with its selector"),
        pytest.param("2015", "2015", id="a number"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_plain_is_the_text_of_a_title(markup: str, plain: str) -> None:
    assert text.plain(markup) == plain


@pytest.mark.parametrize("name", sorted(HTML))
def test_every_element_that_the_w3c_validator_knows_is_markup(name: str) -> None:
    assert text.plain(f"<{name}>x</{name}>") == (
        "" if name in ("rp", "rt", "script", "style") else "x"
    )
    assert text.plain(f"<{name.upper()} id='a'>x</{name.upper()}>") != f"<{name}>x</{name}>"


@given(st.one_of(MARKUP, ANY_TEXT))
@settings(deadline=None)
def test_plain_leaves_its_own_text_alone(markup: str) -> None:
    plain = text.plain(markup)
    markup_left = "&" in plain or "<" in plain
    assert markup_left or text.plain(plain) == plain


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        pytest.param("<p>a</p><p>b</p>", "a b", id="a space between paragraphs"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", "a b", id="a space between list items"),
        pytest.param("a<br>b<br/>c", "a b c", id="a space for a line break"),
        pytest.param("田<b>野</b>周刊", "田野周刊", id="no space inside a line"),
        pytest.param("1 &lt; 2 &amp; 3 > 2", "1 < 2 & 3 > 2", id="entities are decoded"),
        pytest.param('<img src="a.png" alt="x"> b', "b", id="pictures have no text"),
        pytest.param("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字", id="no ruby"),
        pytest.param("<b>brb</b> <hrx>a</hrx>", "brb a", id="names that only begin like blocks"),
    ],
)
def test_text_of_html_has_spaces_where_blocks_meet(content: str, plain: str) -> None:
    assert text.from_html(content) == plain


@pytest.mark.parametrize(
    ("given_text", "limit", "cut"),
    [
        pytest.param("short", 9, "short", id="short text stays"),
        pytest.param("exactly 9", 9, "exactly 9", id="text of just the limit stays"),
        pytest.param("Hello world. More text", 14, "Hello world.", id="after a sentence"),
        pytest.param("One. Two. Three and four", 14, "One. Two.", id="after the last of them"),
        pytest.param("你好。世界很大很大", 5, "你好。", id="after a Chinese sentence"),
        pytest.param("他说：“好。”然后走了", 8, "他说：“好。”", id="with its closing quotes"),
        pytest.param("A. But this one is long", 14, "A. But this…", id="not after an early one"),
        pytest.param("version 3.1415926535", 12, "version…", id="a decimal point ends nothing"),
        pytest.param("one two three four", 10, "one two…", id="at a word"),
        pytest.param("one two, three four", 11, "one two…", id="without a comma before the dots"),
        pytest.param("屋顶上的三亩水田熟了", 5, "屋顶上的…", id="between Chinese characters"),
        pytest.param(f"e{ACUTE}" * 3, 4, f"e{ACUTE}…", id="not before an accent"),
        pytest.param("ab👍🏽cd", 4, "ab…", id="not before a skin tone"),
        pytest.param("a👨\u200d👩\u200d👧bcd", 5, "a…", id="not inside a family"),
    ],
)
def test_cut_makes_text_short_at_a_good_place(given_text: str, limit: int, cut: str) -> None:
    assert text.cut(given_text, limit) == cut


@given(ANY_TEXT, st.integers(1, 12))
@settings(deadline=None)
def test_what_is_cut_is_never_longer_than_the_limit(given_text: str, limit: int) -> None:
    assert len(text.cut(given_text, limit)) <= limit


@given(ANY_TEXT, st.integers(1, 12))
@example("a…b", 2)
@settings(deadline=None)
def test_what_is_cut_begins_as_the_text_does(given_text: str, limit: int) -> None:
    assert given_text.startswith(text.cut(given_text, limit).removesuffix("…"))


@pytest.mark.parametrize("work", [text.printable, text.fold])
def test_what_is_found_quickly_to_be_printable_is_so(
    work: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = [chr(number) for number in range(0x110000)]
    samples += ["\u00c3\u00a9", "a  b", " a", "a ", "e\u0301", "\u202ea", "a\u3000b"]
    quick = [work(sample) for sample in samples]
    monkeypatch.setattr(text, "_is_printable", lambda _: False)
    assert quick == [work(sample) for sample in samples]


def test_the_number_of_a_character_that_is_too_long_to_read_is_one_that_is_none() -> None:
    assert text.visible_text(f"a&#{'9' * 5000};b &#65; &amp; c") == "a\ufffdb A & c"


def test_elements_that_nobody_reads_go_and_those_that_do_not_end_stay() -> None:
    assert text.plain("a<rt>b</rt>c<RT>d</rt >e<rt>f") == "ace<rt>f"
    assert text.plain("a<script>b</script>c<rt>d") == "ac<rt>d"
    assert text.plain("a<rt b") == "a<rt b"
