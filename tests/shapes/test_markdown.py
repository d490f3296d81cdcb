"""Bodies in Markdown: every marker again and again, in pairs, one around the other; our extensions."""

# ruff: noqa: E501 - one shape, one line

from itertools import combinations, permutations

import pytest

from feedpub.entries import looks
from feedpub.entries._format import to_html
from tests.shapes.growing import check_growth, of

MARKS = {
    "*": "*", "**": "**", "_": "_", "__": "__", "~~": "~~", "`": "`", "``": "``", "[": "[", "]": "]",
    "![": "![", "](": "](", ")": ")", "[]": "[]", "<": "<", ">": ">", "&": "&", "!": "!", "|": "|",
    "backslash": "\\", "#": "#", "-": "-", "+": "+", "=": "=", ":": ":", "{": "{", "}": "}", "^": "^",
    '"': '"', "letter": "a", "space": " ", "tab": "\t", "line": "\n", "paragraph": "\n\n",
    "Chinese": "中", "combining": "\u0301",
}  # fmt: skip

# Those that change how others are read.
STRONG = ("* ** _ ~~ ` [ ] ![ ]( ) < > & ! | backslash # - { space line Chinese").split()

BLOCKS = {
    "headings": of("# a\n"),
    "headings with attributes": of("# a {#b}\n"),
    "braces in a heading": of("{", "# a ", "}"),
    "headings that are underlined": of("a\n=\n"),
    "rules": of("---\n"),
    "quotes": of("> a\n"),
    "quotes in quotes": of("> "),
    "quotes that go on": of("> a\nb\n"),
    "lists": of("- a\n"),
    "loose lists": of("- a\n\n"),
    "lists in lists": of("- "),
    "lists with numbers": of("1. a\n"),
    "lists with numbers in lists": of("1. "),
    "lists, each deeper": lambda size: "".join(f"{' ' * i}- a\n" for i in range(int(size**0.5))),
    "items of a list and lines": of("- a\n  b\n"),
    "tasks": of("- [ ] a\n"),
    "indented code": of("    a\n"),
    "fences": of("```\na\n```\n"),
    "fences that do not end": of("```\n"),
    "fences of two kinds": of("```\n~~~\n"),
    "longer and longer fences": lambda n: "".join(f"{'`' * i}\n" for i in range(3, int(n**0.5))),
    "a long fence": of("`", "", "\na\n"),
    "fences with attributes": of("{", "```", "\na\n```\n"),
    "spaces after a fence": of(" ", "``` {", "=\na\n```\n"),
    "highlighted code": of("{% highlight a %}\nb\n{% endhighlight %}\n"),
    "highlighted code that does not end": of("{% highlight a %}\n"),
    "highlighted code in lists": of("- {% highlight a %}\n"),
    "spaces in a highlight": of(" ", "{% highlight a ", "%\n"),
    "elements of Markdown": of('<p markdown="1">\n'),
    "elements of Markdown that end": of('<p markdown="1">\na\n</p>\n'),
    "attributes of Markdown": of(' markdown="1"', "<p", "\n"),
    "a line in an element of Markdown": of("</p", '<p markdown="1">', ">\n"),
    "lines of attributes": of("{: .a}\n"),
    "a long line of attributes": of("a", "{: ", "\n"),
    "tables": of("|a|b|\n|-|-|\n|c|d|\n\n"),
    "rows": of("|a|b|\n", "|a|b|\n|-|-|\n"),
    "rows of one cell": of("a\n", "|a" * 100 + "\n" + "|-" * 100 + "\n"),
    "columns": lambda size: "|a" * (size // 4) + "\n" + "|-" * (size // 4) + "\n",
    "columns and rows": lambda size: (
        "|a" * int(size**0.5) + "\n" + "|-" * int(size**0.5) + "\n" + "|\n" * int(size**0.5)
    ),
    "lines that could be tables": of("a|b\n"),
    "lines under tables": of("|-|-|\n"),
    "definitions of links": of("[a{}]: /b\n"),
    "one definition again": of("[a]: /b\n"),
    "definitions that do not end": of("[a]: "),
    "titles that do not end": of('[a]: /b "\n'),
    "references": of("[a]", "", "\n\n[a]: /b\n"),
    "references to nothing": of("[a{}]"),
    "a long label": of("a", "[", "]: /b\n"),
    "nested labels": of("[", "", "a", "]"),
    "footnotes": of("[^{}]\n\n[^{}]: a\n\n"),
    "one footnote again": of("[^1]", "", "\n\n[^1]: a\n"),
    "footnotes that nobody names": of("[^{}]: a\n"),
    "footnotes in footnotes": of("[^{}]: [^{}]\n"),
    "footnotes without an end": of("[^"),
    "notes in brackets": of("^["),
    "footnotes, each deeper": of("[^1]: "),
    "links": of("[a](b)"),
    "links in links": of("[a](", "", "", ")"),
    "links that do not end": of("[a]("),
    "links with a title": of('[a](b "c")'),
    "a long address": of("a", "[a](", ")"),
    "brackets in an address": of("(", "[a](", ")"),
    "brackets around an address": of("<", "[a](<", ">)"),
    "pictures": of("![a](b)"),
    "pictures in pictures": of("![", "", "a", "](b)"),
    "addresses in brackets": of("<http://a.b/{}>"),
    "addresses that do not end": of("<http://a.b"),
    "e-mail": of("<a@b.c>"),
    "e-mail that does not end": of("<a@"),
    "code": of("`a`"),
    "code of different lengths": lambda n: "".join(f"{'`' * i}a" for i in range(1, int(n**0.5))),
    "emphasis": of("*a*"),
    "emphasis in emphasis": of("*a ", "", "", "b*"),
    "emphasis of two kinds": of("*a_ "),
    "emphasis that does not end": of("*a "),
    "emphasis that does not begin": of("a* "),
    "three stars": of("***a** "),
    "stars and lines": of("*a **b "),
    "struck out": of("~~a "),
    "emphasis beside Chinese": of("**“中”**字"),
    "Chinese and half a mark": of("中**“"),
    "entities": of("&amp;"),
    "numbers of characters": of("&#65;"),
    "half an entity": of("&amp"),
    "escapes": of("\\*"),
    "line breaks": of("a  \n"),
    "spaces before a line": of(" ", "a", "\nb"),
    "elements": of("<b>a</b>"),
    "elements that do not end": of("<b "),
    "attributes": of(" a='b'", "<b", ">"),
    "blocks of HTML": of("<div>a</div>\n\n"),
    "blocks of HTML that do not end": of("<div>\n"),
    "comments": of("<!-- a -->"),
    "comments that do not end": of("<!--"),
    "comments that do not end in a line": of("a <!-- "),
    "comments that do not end in lines": of("a <!--\n"),
    "instructions": of("a <?"),
    "declarations": of("a <!A "),
    "CDATA": of("a <![CDATA["),
    "scripts": of("<script>\n"),
    "text areas": of("a <textarea>"),
    "marked": of("==a== "),
    "marked that does not end": of("==a "),
    "comparisons": of("a==b "),
    "signs of equality": of("=", "a "),
    "tags without a name": of("{% %}{{< >}}"),
    "tags": of("{% a b %}\n"),
    "tags in a line": of("{% a %} "),
    "tags that do not end": of("{% a "),
    "half a tag": of("{%"),
    "a long tag": of("a ", "{% a ", "%}"),
    "an argument after the other": of('a="b" ', "{% img ", "%}"),
    "quotes in a tag": of('"', "{% img ", "%}"),
    "pairs": of("{% note %}a{% endnote %}\n"),
    "pairs in pairs": of("{% note %}", "", "", "{% endnote %}"),
    "pairs that do not end": of("{% note %}\n"),
    "ends without a beginning": of("{% endnote %}\n"),
    "ends of Zola": of("{% a() %}b{% end %}\n"),
    "many pairs, then ends": of("{% a() %}", "", "", "{% end %}"),
    "conditions": of("{% if a %}b{% endif %}\n"),
    "conditions in conditions": of("{% if a %}", "", "", "{% endif %}"),
    "code in tags": of("{% codeblock %}\na\n{% endcodeblock %}\n"),
    "code in tags that does not end": of("{% codeblock %}\n"),
    "code in tags in a line": of("a {% codeblock %} "),
    "code of Hugo": of("{{< highlight a >}}b{{< /highlight >}}\n"),
    "code of Hugo that does not end": of("a {{< highlight a >}}\n"),
    "quotations in tags": of("{% quote a %}b{% endquote %}\n"),
    "shortcodes": of("{{< a >}}\n"),
    "shortcodes that do not end": of("{{< a "),
    "shortcodes to be shown": of("{{</* a */>}}"),
    "shortcodes to be shown that do not end": of("{{</* a "),
    "values": of("{{ a }} "),
    "values that do not end": of("{{ a "),
    "values that are texts": of("{{ 'a' | url }} "),
    "values that are texts without an end": of("{{ 'a "),
    "braces": of("{"),
    "braces and ends": of("{", "", "", "}"),
    "calls": of("{{ a(b='c') }} "),
    "calls without an end": of("{{ a(", "", " }}"),
    "values in links": of("[a]({{ site.url }}/b) "),
    "values in attributes": of('<a href="{{ site.url }}">b</a> '),
    "filters": of("| url ", "{{ 'a' ", "}}"),
    "links of wikis": of("[[a|b]] "),
    "links of wikis that do not end": of("[[a|"),
    "pictures of wikis": of("![[a.png|30]]"),
    "shortcodes of WordPress": of("[caption a='b']c[/caption] "),
    "shortcodes of WordPress that do not end": of("[caption "),
    "embeds of WordPress": of("[embed]https://a.b/[/embed]"),
    "half an embed": of("[embed]https://a.b/ "),
    "formulas": of("$a$ "),
    "formulas that do not end": of("$a "),
    "formulas of two lines": of("$$a\nb$$\n\n"),
    "formulas of two lines that do not end": of("$$a\n"),
    "formulas in brackets": of("\\(a^2\\) \\[b^2\\] "),
    "formulas in brackets that do not end": of("\\(a \\[b "),
    "money": of("$1 and "),
    "imports": of("import a from 'b'\n"),
    "imports that do not end": of("import a\n"),
    "imports and braces": of("import {\n"),
    "exports": of("export a\n\n"),
    "exports that do not end": of("export {\n\n"),
    "components": of("<Tabs a='b'>\nc\n</Tabs>\n"),
    "components that do not end": of("<Tabs a={\n"),
    "attributes of JavaScript": of("<b c={{d: 1}}>e</b>"),
    "attributes of JavaScript that do not end": of("<b c={{d "),
    "braces in an attribute": of("{a}", "<b c={", "}>"),
    "open braces in an attribute": of("{", "<b c=", ">"),
    "expressions": of("{a}"),
    "expressions that do not end": of("{a {b "),
    "notes in braces": of("{/* a */} "),
    "notes in braces that do not end": of("{/* a "),
    "tables of contents": of("[TOC]\n\n"),
    "tables of contents of kramdown": of("* a\n{:toc}\n\n"),
    "lists that could be tables of contents": of("* a\n{:to}\n"),
    "attributes in a line": of("*a*{: .b} "),
    "attributes in a line that do not end": of("*a*{: .b "),
    "attributes after a link": of("[a](b){.c #d e=f}"),
    "a long line of attributes after a link": of(".a ", "[a](b){", "}"),
    "comments of kramdown": of("{::comment}a{:/comment} "),
    "comments of kramdown that do not end": of("{::comment} a "),
    "alerts": of("> [!NOTE]\n> a\n\n"),
    "an alert with a long title": of("a ", "> [!NOTE] ", "\n"),
    "boxes": of(":::tip\na\n:::\n"),
    "boxes in boxes": of(":::tip\n"),
    "directives": of("::a{b='c'}\n"),
    "boxes of MkDocs": of("!!! note\n    a\n\n"),
    "boxes of MkDocs in each other": lambda n: "".join(
        f"{' ' * 4 * i}!!! note\n" for i in range(int((n / 2) ** 0.5))
    ),
    "boxes of MkDocs without content": of("!!! note\n"),
    "blank lines after a box": of("\n", "!!! note\n"),
    "many boxes and blank lines": of("!!! note\n\n\n"),
    "definitions": of("a\n: b\n\n"),
    "definitions of one term": of(": b\n", "a\n"),
    "definitions in definitions": of(": ", "a\n", "b"),
    "addresses": of("https://a.b/c "),
    "addresses in a row": of("https://a.b/"),
    "a long address in the text": of("a", "https://a.b/"),
    "brackets after an address": of(")", "https://a.b/"),
    "dots in an address": of("a.", "https://"),
    "mail": of("a@b.c "),
    "mail in a row": of("a@b.c."),
    "a long name of mail": of("a.", "", "@b.c"),
    "signs of mail": of("@"),
    "Markdown after blocks": of("<p>a</p>\n\nb\n\n"),
    "paragraphs that do not end": of("<p>a\n\n"),
    "elements in elements that do not end": of("<div>\n\na"),
    "comments of Obsidian": of("%% a %%\n"),
    "comments of Obsidian that do not end": of("a %% b %%% "),
    "comments of Liquid": of("{% comment %}a{% endcomment %}\n"),
    "comments of Liquid that do not end": of("{% comment %}\n"),
    "comments of Liquid in a line": of("{% # a %}\n"),
    "spaces in a comment of Liquid": of(" ", "{% comment %}a{%", "x"),
    "comments of Jinja": of("{# a #}\n"),
    "comments of Jinja that do not end": of("{# "),
    "comments of Hugo": of("{{< comment >}}a{{< /comment >}}\n"),
    "comments of Hugo that do not end": of("{{</* a "),
    "comments around tags": of("%% <b> %%\n"),
    "code and comments": of("`%%` %% a %% "),
    "raw": of("{% raw %}%%{% endraw %} %% a %%\n"),
    "raw that does not end": of("{% raw %}%% a %%\n"),
    "paragraphs of nothing but a comment": of("%% a %%\n\n"),
    "items of nothing but a comment": of("- %% a %%\n"),
    "marks of an excerpt": of("<!-- more -->\n"),
    "half a mark of an excerpt": of("<!-- more "),
    "characters": of("a"),
    "words": of("word "),
    "lines": of("line\n"),
    "paragraphs": of("line\n\n"),
    "spaces": of(" ", "", "a"),
    "tabs": of("\t", "", "a"),
    "controls": of("\x01"),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks(name: str) -> None:
    check_growth(read, BLOCKS[name], 3_000)


@pytest.mark.parametrize("name", MARKS)
def test_one_mark(name: str) -> None:
    mark = MARKS[name]
    for before in ("", "a ", "- ", "[a]: "):
        check_growth(read, of(mark, before, "\x01x"), 1_000)
    check_growth(read, of(f"{mark}a "), 1_000)


@pytest.mark.parametrize("pair", list(combinations(STRONG, 2)), ids="{0[0]} and {0[1]}".format)
def test_two_marks_in_turn(pair: tuple[str, str]) -> None:
    one, other = (MARKS[name] for name in pair)
    check_growth(read, of(one + other), 800)
    check_growth(read, of(f"{one}a{other} "), 800)


@pytest.mark.parametrize("pair", list(permutations(STRONG, 2)), ids="{0[0]} then {0[1]}".format)
def test_many_of_one_then_of_the_other(pair: tuple[str, str]) -> None:
    one, other = (MARKS[name] for name in pair)
    check_growth(read, of(one, "", "", other), 800)


def read(source: str) -> None:
    for name in ("a.md", "a.mdx"):
        html = to_html(source, is_markdown=True, name=name).html
        assert len(html) <= 40 * len(source) + 2_000_000
    to_html(source, is_markdown=False)
    looks.is_markdown(source)
    looks.excerpt(source)
    looks.excerpt(source + "<!--more-->")
