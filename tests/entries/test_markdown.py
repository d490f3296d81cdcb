import unicodedata
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from feedpub.entries import looks, markdown
from feedpub.entries._format import to_html

ANY_TEXT: Final = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(
        st.sampled_from(
            [
                *"*_~`[]()!<>&|#-+=:^\\{}%/ \t\n\r\0a文“”。",
                *("\n\n", "```", "~~~", "**", "[^1]", "[^1]: ", "[a]: /b", "<!--", "-->", "<div>"),
                *("<!--more-->", "<img>", "{: .a}", "{% highlight a %}", "{% endhighlight %}"),
                *("    ", "\n> ", "\n- ", "1. ", "|-|-|", "\ud800", "](", "<pre>", "http://文.文/"),
            ]
        ),
        max_size=60,
    ).map("".join),
)

# Paragraphs of scripts that have spaces, and of emojis: runs of marks between all kinds of letters.
BESIDE: Final = st.one_of(
    st.sampled_from(["a", "é", "Ж", "“", "”", "(", ".", "😀", "🈚", "❤\ufe0f", "①", " ", "\n"]),
    st.sampled_from(["", "[", "](/b)", "`", "<b>", "&quot;", "\\", "\u2003", "a\u0301", "_", "א"]),
    st.characters(min_codepoint=0x21, max_codepoint=0x10FF),
)
WITHOUT_CJK: Final = (
    st.lists(
        st.tuples(BESIDE, st.sampled_from(["*", "**", "**", "***", "~~"]), BESIDE), max_size=12
    )
    .map(lambda runs: "a" + "".join(map("".join, runs)))
    .map(lambda text: text.replace("\n", "\na"))
)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>a</div>", id="a block first"),
        pytest.param("\n\n   <div>a</div>", id="blank lines and indentation before it"),
        pytest.param("\n\t\t\t<section><p>a</p>\n\n\n\t\t\t\t<p>b</p>", id="deep indentation"),
        pytest.param("\ufeff<p>a</p>", id="a byte order mark before it"),
        pytest.param("<!-- a --> <!---->\n<p>b</p>", id="comments before it"),
        pytest.param("<!-- <p> -->\n\n<ARTICLE\nid='a'>b", id="capitals, attributes on a new line"),
        pytest.param("<style>\n# a {}\n</style>\n<p>b</p>", id="a style first"),
        pytest.param("<div>\n<p>a</p>\n\n<p>- b</p>\n\nc\n</div>", id="blank lines in an element"),
        pytest.param("<p>a</p>\n- b\n# c", id="signs in the block, which no blank line ends"),
        pytest.param("<p>a</p>\n\n© b", id="a line of text after it"),
        pytest.param(
            "<div>\n\n    <p>a</p>\n\n    <p>b</p>\n</div>\n\nc\n\nd", id="HTML that would be code"
        ),
        pytest.param("<p>a\n\n<p># b", id="paragraphs that are not closed"),
        pytest.param("<h1>a</h1>", id="a heading"),
        pytest.param("<pre>", id="an opening tag and nothing else"),
        pytest.param("<table", id="half a tag"),
        pytest.param("</div><p>a", id="an end tag, of a page cut in the wrong place"),
        pytest.param("<!DOCTYPE html>\n<html>", id="a whole page"),
        pytest.param("<?xml version='1.0'?><html>", id="a whole page in XHTML"),
        pytest.param("<img src=a><br>文字<br>\n\n更多", id="a picture, then lines of text"),
        pytest.param("<span>a</span>\n\n    <span>b</span>", id="spans and indentation"),
        pytest.param("<strong>1. a</strong><br>- b<br># c", id="signs that begin no line"),
        pytest.param("<a\n- b='**c**'>d</a>", id="signs in a tag"),
        pytest.param("<img>\n<pre>\n# a\n- b\n</pre>", id="signs in code"),
        pytest.param("<img>\n<!--\n# a\n-->", id="signs in a comment"),
        pytest.param("<img>\n<script>\n* a", id="signs in a script without an end"),
        pytest.param("<my-card>a</my-card>", id="an element of one's own"),
        pytest.param("<video src=a></video> 2 * 3 ** 4 ** 5 #b", id="arithmetic"),
        pytest.param("<b>a</b>\n\n---\n\nb", id="a line of hyphens under nothing"),
    ],
)
def test_html_under_a_markdown_name_is_told(body: str) -> None:
    assert not looks.is_markdown(body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\ufeff", id="blanks"),
        pytest.param("a", id="text"),
        pytest.param("屋顶上的三亩水田熟了。\n\n<div>b</div>", id="Chinese text, then a block"),
        pytest.param("# a\n\n<p>b</p>", id="a heading"),
        pytest.param("<!-- a -->\n\nb <b>c</b>", id="a comment, then text"),
        pytest.param("<!-- a", id="a comment that does not end"),
        pytest.param("<!--more-->\n<div>a</div>", id="an excerpt mark, which no page has"),
        pytest.param("<https://a.example/>", id="an address in angle brackets"),
        pytest.param("<me@a.example>", id="a mail address in angle brackets"),
        pytest.param("< div>", id="a less-than sign"),
        pytest.param("<3 you", id="a heart"),
        pytest.param("<pa>\n# a", id="a name that only begins like a block's"),
        pytest.param("<img src=a>\n\n# a\n\nb", id="a README: a heading"),
        pytest.param("<img src=a>\n\na\n===\n", id="an underlined heading"),
        pytest.param("<img src=a>\r\na\r\n===\r\n", id="line ends of Windows"),
        pytest.param("<img src=a> a\n--- \nb", id="an underline of hyphens"),
        pytest.param("<br>\n```\na\n```", id="a fence"),
        pytest.param("<br>\n~~~\na", id="a fence of tildes"),
        pytest.param("<br>\n- a", id="a list"),
        pytest.param("<br>\n  * a", id="an indented list"),
        pytest.param("<br>\n+ a", id="a list of plus signs"),
        pytest.param("<br>\n12. a", id="a numbered list"),
        pytest.param("<br>\n> a", id="a quote"),
        pytest.param("<a name=b></a>[c](d)", id="a link"),
        pytest.param("<font color=red>a</font> **“文字”**后", id="bold text"),
        pytest.param("<iframe src=a></iframe>\n\n## b", id="a player, then a heading"),
        pytest.param("<p>a</p>\n\n# b\n\n- c", id="a block, then a heading"),
        pytest.param("<p align=center><img src=a></p>\n\n[b](c)", id="a block, then a link"),
        pytest.param("<p align=center>\n<img src=a>\n\n## b", id="a block that is not closed"),
        pytest.param("<figure><img></figure>\n\n- b", id="a figure, then a list"),
        pytest.param("<style>\nb {}\n</style>\n\n```css\n<style>\n```", id="a style, then a fence"),
        pytest.param("<div class=note>\n\n**b** c\n\n</div>", id="Markdown in a block"),
        pytest.param('<div markdown="1">\nb\n</div>', id="a block that says so"),
        pytest.param("<div>a</div>\n\nb\n\nc", id="a block, then paragraphs"),
        pytest.param("<p>a</p>\n\n|b|c|\n|-|-|", id="a block, then a table"),
    ],
)
def test_markdown_is_told(body: str) -> None:
    assert looks.is_markdown(body)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("# 标题\n\na\nb", "<h1>标题</h1>\n<p>a\nb</p>\n", id="heading and paragraph"),
        pytest.param("a  \nb\\\nc", "<p>a<br>\nb<br>\nc</p>\n", id="line breaks"),
        pytest.param(
            "*a* **b** `c<`",
            "<p><em>a</em> <strong>b</strong> <code>c&lt;</code></p>\n",
            id="emphasis and code",
        ),
        pytest.param(
            '[a](/b "c") ![d](e)',
            '<p><a href="/b" title="c">a</a> <img src="e" alt="d"></p>\n',
            id="link and picture",
        ),
        pytest.param("[a]\n\n[A]: /b", '<p><a href="/b">a</a></p>\n', id="link definition"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", id="list"),
        pytest.param(
            "> a\n\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n", id="quote and line"
        ),
        pytest.param("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>\n", id="signs are escaped"),
        pytest.param("~~a~~", "<p><s>a</s></p>\n", id="strikethrough"),
        pytest.param("a ==b *c*== d", "<p>a <mark>b <em>c</em></mark> d</p>\n", id="marked"),
        pytest.param("这是==重点==的", "<p>这是<mark>重点</mark>的</p>\n", id="marked in Chinese"),
        pytest.param("a==b or c==d", "<p>a==b or c==d</p>\n", id="comparisons"),
        pytest.param("a == b, c == d", "<p>a == b, c == d</p>\n", id="comparisons with spaces"),
        pytest.param(
            "[==a==](b)", '<p><a href="b"><mark>a</mark></a></p>\n', id="marked in a link"
        ),
        pytest.param(
            "|a|b|\n|-|:-:|\n|c|d|",
            '<table>\n<thead>\n<tr>\n<th>a</th>\n<th style="text-align:center">b</th>\n</tr>\n'
            '</thead>\n<tbody>\n<tr>\n<td>c</td>\n<td style="text-align:center">d</td>\n</tr>\n'
            "</tbody>\n</table>\n",
            id="table",
        ),
        pytest.param(
            "<div>\n*a*\n\n*b*\n</div>",
            "<div>\n*a*\n<p><em>b</em></p>\n</div>",
            id="HTML stands as it is, and Markdown in it after a blank line",
        ),
        pytest.param(
            "a<script>b</script>", "<p>a<script>b</script></p>\n", id="nothing is made safe"
        ),
        pytest.param("x^[1]^", "<p>x^[1]^</p>\n", id="a raised figure is no footnote"),
        pytest.param("a[^1]", "<p>a[^1]</p>\n", id="a footnote that is not there"),
        pytest.param("[^a b](c)", '<p><a href="c">^a b</a></p>\n', id="a caret in a link"),
    ],
)
def test_markdown_becomes_html(source: str, html: str) -> None:
    assert markdown.to_html(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("**“文字”**后", "<strong>“文字”</strong>后", id="Chinese quotes, then text"),
        pytest.param("他说**“好”**。", "他说<strong>“好”</strong>。", id="text before the quotes"),
        pytest.param("**文字。**后", "<strong>文字。</strong>后", id="a Chinese full stop"),
        pytest.param("**注意：**后", "<strong>注意：</strong>后", id="a Chinese colon"),
        pytest.param("前**《书》**后", "前<strong>《书》</strong>后", id="the title of a book"),
        pytest.param("达到**10%**的", "达到<strong>10%</strong>的", id="a percent sign"),
        pytest.param(
            "前**“甲”**、**“乙”**后",
            "前<strong>“甲”</strong>、<strong>“乙”</strong>后",
            id="two that only a comma parts",
        ),
        pytest.param("*“文”*后", "<em>“文”</em>后", id="one asterisk"),
        pytest.param("***“文”***后", "<em><strong>“文”</strong></em>后", id="three asterisks"),
        pytest.param(
            "**甲*“乙”***丙", "<strong>甲<em>“乙”</em></strong>丙", id="emphasis in emphasis"
        ),
        pytest.param("前~~（旧）~~新", "前<s>（旧）</s>新", id="what is struck through"),
        pytest.param(
            "看**[链接](/a)**吧", '看<strong><a href="/a">链接</a></strong>吧', id="a link in it"
        ),
        pytest.param(
            "[前**“文”**](/a)后", '<a href="/a">前<strong>“文”</strong></a>后', id="within a link"
        ),
        pytest.param(
            "用**`代码`**吧", "用<strong><code>代码</code></strong>吧", id="code in it"
        ),
        pytest.param("前**&ldquo;文&rdquo;**后", "前<strong>“文”</strong>后", id="entities"),
        pytest.param(
            "**強調できますか？**はい", "<strong>強調できますか？</strong>はい", id="Japanese"
        ),
        pytest.param(
            "これは**「名詞」**です", "これは<strong>「名詞」</strong>です", id="Japanese brackets"
        ),
        pytest.param(
            "これは**(code)**です", "これは<strong>(code)</strong>です", id="ASCII brackets"
        ),
        pytest.param("~~名詞。~~です", "<s>名詞。</s>です", id="a Japanese full stop"),
        pytest.param("**ﾃｽﾄ｡**ﾃﾞｽ", "<strong>ﾃｽﾄ｡</strong>ﾃﾞｽ", id="halfwidth kana"),
        pytest.param("𠮷**“野”**家", "𠮷<strong>“野”</strong>家", id="beyond the basic plane"),
        pytest.param(
            "葛\U000e0100**(葛)**城", "葛\U000e0100<strong>(葛)</strong>城", id="a selected variant"
        ),
        pytest.param(
            "神\ufe00**(神)**社", "神\ufe00<strong>(神)</strong>社", id="a standardized variant"
        ),
        pytest.param(
            "**용어(This term)**를 강조", "<strong>용어(This term)</strong>를 강조", id="Korean"
        ),
        pytest.param(
            "그는**“한글”**이라고", "그는<strong>“한글”</strong>이라고", id="Korean quotes"
        ),
        pytest.param("~~(가)~~나", "<s>(가)</s>나", id="Korean struck through"),
        pytest.param(
            "\u1112\u1161**(a)**\u1112",
            "\u1112\u1161<strong>(a)</strong>\u1112",
            id="Korean in letters instead of syllables",
        ),
    ],
)  # fmt: skip
def test_punctuation_beside_cjk_does_not_stop_emphasis(source: str, html: str) -> None:
    assert markdown.to_html(source) == f"<p>{html}</p>\n"


@given(
    st.characters(categories=("Lo", "Lm", "P"), min_codepoint=0x1100, max_codepoint=0x3FFFF).filter(
        lambda letter: unicodedata.east_asian_width(letter) in ("W", "F", "H")
    )
)
def test_any_wide_letter_is_cjk(letter: str) -> None:
    assert "<strong>“a”</strong>" in markdown.to_html(f"a{letter}**“a”**{letter}a")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("a**“b”**c", id="no CJK"),
        pytest.param("a**“文”**c", id="CJK only inside the quotes"),
        pytest.param("文**“b”**c", id="CJK on one side only"),
        pytest.param("前** “文” **后", id="spaces inside"),
        pytest.param("前**\u3000“文”\u3000**后", id="ideographic spaces inside"),
        pytest.param("前**“文”后", id="no end"),
        pytest.param("前_“文”_后", id="underscores, which never part a word"),
        pytest.param("前__“文”__后", id="two underscores"),
        pytest.param("前~（旧）~新", id="one tilde"),
        pytest.param("a**🈚**a", id="an emoji, even of a Chinese character"),
    ],
)
def test_what_is_no_emphasis_beside_cjk_stays(source: str) -> None:
    assert markdown.to_html(source) == f"<p>{source}</p>\n"


@given(WITHOUT_CJK)
@settings(deadline=None)
def test_text_without_cjk_is_what_it_is_in_commonmark(text: str) -> None:
    plain = MarkdownIt("commonmark", {"xhtmlOut": False}).enable(["table", "strikethrough"])
    assert markdown.to_html(text) == plain.render(text)


def test_footnotes_stand_at_the_end_with_ways_there_and_back() -> None:
    html = markdown.to_html("a[^n] b[^n]\n\n[^n]: c\n\nd")
    assert html == (
        '<p>a<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>'
        ' b<sup class="footnote-ref"><a href="#fn1" id="fnref1:1">[1:1]</a></sup></p>\n'
        '<p>d</p>\n<hr class="footnotes-sep">\n<section class="footnotes">\n'
        '<ol class="footnotes-list">\n<li id="fn1" class="footnote-item"><p>c'
        ' <a href="#fnref1" class="footnote-backref">\u21a9\ufe0e</a>'
        ' <a href="#fnref1:1" class="footnote-backref">\u21a9\ufe0e</a></p>\n</li>\n</ol>\n'
        "</section>\n"
    )


@pytest.mark.parametrize(
    ("info", "language"),
    [
        pytest.param("python", "python", id="a word"),
        pytest.param(" python ", "python", id="spaces around it"),
        pytest.param("c++", "c++", id="with signs"),
        pytest.param("C#", "C#", id="with a number sign"),
        pytest.param("asp.net", "asp.net", id="with a full stop"),
        pytest.param("js {linenos=true}", "js", id="Hugo's options"),
        pytest.param("go{1,3}", "go", id="options without a space"),
        pytest.param("js a title https://a.example link", "js", id="Hexo's title and link"),
        pytest.param("python:file.py", "python", id="a file's name"),
        pytest.param("rust,ignore", "rust", id="rustdoc's options"),
        pytest.param("{.python}", "python", id="Pandoc's class"),
        pytest.param("{ #a .python .numberLines }", "python", id="Pandoc's id and classes"),
        pytest.param("{r, fig.width=3}", "r", id="R's options"),
        pytest.param('a"><b>', "a", id="what would end the attribute"),
    ],
)
def test_the_language_of_a_fence_is_its_class(info: str, language: str) -> None:
    code = f'<pre><code class="language-{language}">a &lt; b\n</code></pre>\n'
    assert markdown.to_html(f"```{info}\na < b\n```") == code
    assert markdown.to_html(f"~~~{info}\na < b\n~~~") == code


@pytest.mark.parametrize("info", ["", " ", "{}", "{linenos=true}", "{#a}", "=", '"'])
def test_a_fence_without_a_language_has_no_class(info: str) -> None:
    assert markdown.to_html(f"```{info}\na\n```") == "<pre><code>a\n</code></pre>\n"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param(
            "a\n{% highlight ruby %}\nb < c\n\n  d\n{% endhighlight %}\ne",
            '<p>a</p>\n<pre><code class="language-ruby">b &lt; c\n\n  d\n</code></pre>\n<p>e</p>\n',
            id="between paragraphs",
        ),
        pytest.param(
            "{%- highlight c++ linenos -%}\na\n{%- endhighlight -%}",
            '<pre><code class="language-c++">a\n</code></pre>\n',
            id="options and hyphens",
        ),
        pytest.param(
            "- a\n\n  {% highlight js %}\n  b\n  {% endhighlight %}\n\nc",
            '<ul>\n<li>\n<p>a</p>\n<pre><code class="language-js">b\n</code></pre>\n</li>\n</ul>\n'
            "<p>c</p>\n",
            id="in a list",
        ),
        pytest.param(
            "{% highlight js %}\n\na",
            '<pre><code class="language-js">a\n</code></pre>\n',
            id="to the end where it is not closed",
        ),
        pytest.param(
            "```liquid\n{% highlight js %}\n```",
            '<pre><code class="language-liquid">{% highlight js %}\n</code></pre>\n',
            id="not in a fence",
        ),
        pytest.param(
            "    {% highlight js %}",
            "<pre><code>{% highlight js %}\n</code></pre>\n",
            id="not in indented code",
        ),
        pytest.param(
            "a {% highlight js %}b{% endhighlight %}",
            '<p>a <pre><code class="language-js">b\n</code></pre></p>\n',
            id="within a line",
        ),
    ],
)
def test_the_highlights_of_jekyll_are_code(source: str, html: str) -> None:
    assert to_html(source, is_markdown=True).html == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param(
            '<div class="note" markdown="1">\n**Note**: *em*\n- a\n</div>\nafter *x*',
            '<div class="note" markdown="1"><p><strong>Note</strong>: <em>em</em></p>\n<ul>\n'
            "<li>a</li>\n</ul>\n</div>\n<p>after <em>x</em></p>\n",
            id="a block",
        ),
        pytest.param(
            "<p markdown=span>*em* and `<p>`</p>",
            "<p markdown=span><em>em</em> and <code>&lt;p&gt;</code></p>\n",
            id="a line",
        ),
        pytest.param(
            "<div markdown='block'>\n<div markdown='1'>\n*a*\n</div>\n*b*\n</DIV>\n*c*",
            "<div markdown='block'><div markdown='1'><p><em>a</em></p>\n</div>\n"
            "<p><em>b</em></p>\n</DIV>\n<p><em>c</em></p>\n",
            id="one in another",
        ),
        pytest.param(
            '<div markdown="1">\n```\n</div>\n```\n*z*\n</div>',
            '<div markdown="1"><pre><code>&lt;/div&gt;\n</code></pre>\n<p><em>z</em></p>\n</div>\n',
            id="an end tag in code",
        ),
        pytest.param(
            '<div markdown="0">\n*a*\n</div>', '<div markdown="0">\n*a*\n</div>', id="not asked for"
        ),
        pytest.param("<div>\n*a*\n</div>\n*b*", "<div>\n*a*\n</div>\n*b*", id="of others"),
    ],
)
def test_an_element_that_says_so_holds_markdown(source: str, html: str) -> None:
    assert markdown.to_html(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("## a {#b}", "<h2>a</h2>\n", id="an id"),
        pytest.param("## a{#b .c d=e}", "<h2>a</h2>\n", id="all kinds"),
        pytest.param("## a {: .b}", "<h2>a</h2>\n", id="kramdown's colon"),
        pytest.param("## a {-}", "<h2>a</h2>\n", id="Pandoc's hyphen"),
        pytest.param("## a {id=b} ##", "<h2>a</h2>\n", id="before closing signs"),
        pytest.param("a {#b}\n===", "<h1>a</h1>\n", id="an underlined heading"),
        pytest.param("## the set {a, b}", "<h2>the set {a, b}</h2>\n", id="a set stays"),
        pytest.param("## a {#b} c", "<h2>a {#b} c</h2>\n", id="not in the middle"),
        pytest.param("## `{#a}`", "<h2><code>{#a}</code></h2>\n", id="not in code"),
        pytest.param("a {#b}", "<p>a {#b}</p>\n", id="not in a paragraph"),
        pytest.param("a\n{: .b}", "<p>a</p>\n", id="kramdown's line under a paragraph"),
        pytest.param(
            "> a\n{: .b #c}\n\nd", "<blockquote>\n<p>a</p>\n</blockquote>\n<p>d</p>\n",
            id="under a quote",
        ),
        pytest.param("- a\n{:.b}", "<ul>\n<li>a</li>\n</ul>\n", id="under a list"),
        pytest.param("a {: .b}", "<p>a</p>\n", id="at the end of a line"),
        pytest.param("*a*{: .b} c", "<p><em>a</em> c</p>\n", id="within a line"),
        pytest.param('[a](b){: .c d="e"}', '<p><a href="b">a</a></p>\n', id="after a link"),
        pytest.param("[a](b){.c}", '<p><a href="b">a</a></p>\n', id="Pandoc's after a link"),
        pytest.param("[a](b){target=_blank}", '<p><a href="b">a</a></p>\n', id="MkDocs'"),
        pytest.param("f(x){y}", "<p>f(x){y}</p>\n", id="braces after a bracket"),
        pytest.param("{::options a='b' /}\nc", "<p>c</p>\n", id="kramdown's options"),
        pytest.param("`a {: .b}`", "<p><code>a {: .b}</code></p>\n", id="not in code"),
        pytest.param(
            "```\n{: .b}\n```", "<pre><code>{: .b}\n</code></pre>\n", id="not in a fence"
        ),
    ],
)  # fmt: skip
def test_attributes_of_headings_and_blocks_are_dropped(source: str, html: str) -> None:
    assert markdown.to_html(source) == html


@pytest.mark.parametrize("source", ["> " * 50 + "deep", "- " * 50 + "deep", "1. > " * 50 + "deep"])
def test_what_is_too_deep_is_text(source: str) -> None:
    html = markdown.to_html(f"{source}\n\nafter")
    assert "deep" in html
    assert "<p>after</p>" in html
    assert html.count("<blockquote>") + html.count("<ul>") <= markdown.DEEPEST


def test_a_row_of_tables_does_not_fill_the_memory() -> None:
    table = "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + "|b\n" * 330 + "\n"
    html = markdown.to_html(table * 5)
    assert html.count("<td>") < 100_000
    assert html.count("<td>b</td>") < html.count("|b")


def test_one_long_address_under_many_links_does_not_fill_the_memory() -> None:
    source = "[a]: /" + "b" * 50_000 + "\n\n" + "[a] " * 500
    assert len(markdown.to_html(source)) < 2_000_000


def test_a_thicket_of_marks_is_shown_as_it_stands() -> None:
    source = "<b>[*" * 200_000
    assert markdown.to_html(source) == "<pre>" + "&lt;b&gt;[*" * 200_000 + "</pre>\n"


@pytest.mark.parametrize(
    ("body", "before"),
    [
        pytest.param("a\n<!--more-->\nb", "a\n", id="Hexo and Hugo"),
        pytest.param("a<!-- more -->b", "a", id="with spaces, within a line"),
        pytest.param("a\n\n<!--MORE-->", "a\n\n", id="in capitals, at the end"),
        pytest.param("a<!--more Read on…-->b", "a", id="WordPress, with words"),
        pytest.param("a<!--more-->b<!--more-->c", "a", id="the first of two"),
        pytest.param("<!--more-->a", "", id="at the beginning"),
        pytest.param("<p>a</p><!--more--><p>b</p>", "<p>a</p>", id="in HTML"),
        pytest.param("```\n<!--more-->\n```\na<!--more-->", "```\n<!--more-->\n```\na", id="code"),
        pytest.param(
            "```\r\na\r\n```\r\n<!--more-->", "```\r\na\r\n```\r\n", id="line ends of Windows"
        ),
        pytest.param("~~~\n```\n~~~\na<!--more-->", "~~~\n```\n~~~\na", id="a fence in a fence"),
        pytest.param("````\n```\n<!--more-->", None, id="a longer fence that is not closed"),
        pytest.param("```a```\n<!--more-->", "```a```\n", id="code in a line is no fence"),
        pytest.param("<p>\n```\n<!--more-->", "<p>\n```\n", id="HTML has no fences"),
        pytest.param("a<!--moreover-->b", None, id="another word"),
        pytest.param("a<!--more", None, id="half a mark"),
        pytest.param("a more b", None, id="no mark"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_excerpt_is_what_stands_before_the_mark(body: str, before: str | None) -> None:
    assert looks.excerpt(body, is_markdown=looks.is_markdown(body)) == before


@pytest.mark.parametrize(
    ("body", "mark", "before"),
    [
        pytest.param("a\n\nb", "\n\n", "a", id="a blank line"),
        pytest.param("a.*b[cut]c", "[cut]", "a.*b", id="a mark with signs"),
        pytest.param("a<!--more-->b", "<!--cut-->", None, id="only the mark that is named"),
        pytest.param("```\ncut\n```", "cut", None, id="not in code"),
        pytest.param("a<!--more-->b", "", None, id="an empty mark: no excerpt"),
    ],
)
def test_a_document_can_name_its_own_mark(body: str, mark: str, before: str | None) -> None:
    assert looks.excerpt(body, mark, is_markdown=looks.is_markdown(body)) == before


@given(ANY_TEXT)
@settings(deadline=None)
def test_any_text_becomes_html_and_always_the_same(text: str) -> None:
    assert markdown.to_html(text) == markdown.to_html(text)


@given(ANY_TEXT)
@settings(deadline=None)
def test_any_text_is_markdown_or_html(text: str) -> None:
    assert looks.is_markdown(text) in (True, False)


@given(ANY_TEXT)
@settings(deadline=None)
def test_any_excerpt_is_the_beginning_of_its_body(text: str) -> None:
    before = looks.excerpt(text, is_markdown=looks.is_markdown(text))
    assert before is None or text.startswith(before)
