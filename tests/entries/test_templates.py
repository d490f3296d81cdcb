"""Template tags in bodies, as each tool writes them: which are read, which are taken out."""

# ruff: noqa: E501 - one tag, one line

# ruff: noqa: E501 - one tag, one line

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.config import TAG_MEANINGS
from feedpub.entries import templates
from feedpub.entries._format import to_html
from feedpub.entries.templates import MEANINGS
from tests.conftest import Project

PAGES: Final = {
    "2024-01-01-a": "https://blog.example/a/",
    "other.md": "https://blog.example/other/",
    "Note": "https://blog.example/note/",
}
AROUND: Final = templates.Around(
    {}, blog="https://blog.example", site="Site", title="Title", resolve=PAGES.get
)


def made(source: str, name: str = "a.md", around: templates.Around = AROUND) -> str:
    return to_html(source, is_markdown=True, name=name, around=around).html.strip()


def unread(source: str, name: str = "a.md") -> dict[str, int]:
    return dict(to_html(source, is_markdown=True, name=name, around=AROUND).unread)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("[a]({{ site.baseurl }}/x)", '<a href="/x">a</a>', id="Jekyll's base"),
        pytest.param("![a]({{ site.url }}/x.png)", '<img src="/x.png" alt="a">', id="its address"),
        pytest.param(
            "[a]({{ site.url }}{{ site.baseurl }}/x)", '<a href="/x">a</a>', id="both together"
        ),
        pytest.param(
            "[a]({{ site.url }})", '<a href="https://blog.example">a</a>', id="the address alone"
        ),
        pytest.param("at {{ site.url }}", "at https://blog.example", id="the address as text"),
        pytest.param(
            "[a]({{ '/x y' | relative_url }})", '<a href="/x y">a</a>', id="a filter of Jekyll"
        ),
        pytest.param('![]({{ "/x.png" | url }})', '<img src="/x.png" alt="">', id="Eleventy's"),
        pytest.param(
            '<a href="{{ "/x" | prepend: site.baseurl }}">a</a>', '<a href="/x">a</a>', id="prepend"
        ),
        pytest.param("{{ page.title }}, {{ site.title }}", "Title, Site", id="titles"),
        pytest.param('{{ "{{ x }}" }}', "{{ x }}", id="a text that shows a tag"),
        pytest.param("[a]({{< ref \"other.md\" >}})", '<a href="https://blog.example/other/">a</a>', id="ref"),
        pytest.param("[a]({{% relref other.md %}})", '<a href="https://blog.example/other/">a</a>', id="relref"),
        pytest.param("[a]({% link other.md %})", '<a href="https://blog.example/other/">a</a>', id="Jekyll's link"),
        pytest.param(
            "[a]({{ site.baseurl }}{% post_url 2024-01-01-a %})",
            '<a href="https://blog.example/a/">a</a>',
            id="post_url",
        ),
        pytest.param(
            "{% post_link Note 'My note' %}",
            '<a href="https://blog.example/note/">My note</a>',
            id="post_link",
        ),
        pytest.param("{% post_link gone Gone now %}", "Gone now", id="a post that is not there"),
        pytest.param(
            "{% link Text here https://e.org/ %}",
            '<a href="https://e.org/">Text here</a>',
            id="Hexo's link",
        ),
        pytest.param("{% asset_img a.png %}", '<img src="a.png" alt="">', id="asset_img"),
        pytest.param(
            "{% img left /a.png 300 200 \"A title 'and alt'\" %}",
            '<img src="/a.png" alt="and alt" width="300" height="200">',
            id="img",
        ),
        pytest.param("{% asset_img a.png 一张 图 %}", '<img src="a.png" alt="一张 图">', id="words"),
        pytest.param("![]({% asset_path a.png %})", '<img src="a.png" alt="">', id="asset_path"),
        pytest.param(
            "{% btn https://e.org, Text, home %}", '<a href="https://e.org">Text</a>', id="button"
        ),
        pytest.param("a {% btn #, Text, home %}", "a Text", id="a button to nowhere"),
        pytest.param("{% label primary @text here %}", "text here", id="label"),
        pytest.param("{% kbd Ctrl %}", "Ctrl", id="key"),
        pytest.param("{% checkbox green checked, do it %}", "do it", id="a task"),
        pytest.param(
            "{% link Title, of a site, /x/ %}", '<a href="/x/">Title</a>', id="Butterfly's link"
        ),
        pytest.param("{% hideInline shown,click,#fff %}", "shown", id="hideInline"),
        pytest.param("[a]({filename}other.md)", '<a href="other.md">a</a>', id="Pelican's file"),
        pytest.param("![]({static}/a.png)", '<img src="/a.png" alt="">', id="Pelican's picture"),
        pytest.param("a {# b #} c {::comment}d{:/comment} e", "a <!-- b  --> c  e", id="comments"),
        pytest.param("{% assign x = 1 %}a", "a", id="what prints nothing"),
        pytest.param("{% seo %}a", "a", id="a plugin of Jekyll's for heads"),
        pytest.param("{{</* figure src=x */>}}", "{{&lt; figure src=x &gt;}}", id="a tag to be shown"),
        pytest.param("{% raw %}{{ x }}{% endraw %}", "{{ x }}", id="raw"),
        pytest.param("[[Note|the note]]", '<a href="https://blog.example/note/">the note</a>', id="wiki"),
        pytest.param("[[Note#part]]", '<a href="https://blog.example/note/">Note &gt; part</a>', id="a part"),
        pytest.param("[[nowhere]]", "nowhere", id="a link to nothing"),
        pytest.param("![[a b.png|300]]", '<img src="a b.png" alt="" width="300">', id="a picture"),
        pytest.param("![[a.png|30x20]]", '<img src="a.png" alt="" width="30" height="20">', id="its size"),
        pytest.param("[[1]](#note) [[2]]", '<a href="#note">[1]</a> [[2]]', id="numbers in brackets"),
        pytest.param("[[ -f x ]]", "[[ -f x ]]", id="a test of a shell"),
        pytest.param("${{ secrets.X }}", "${{ secrets.X }}", id="a value of GitHub's"),
        pytest.param(
            '[caption width="3"]<img src="a.png"> Words[/caption]',
            '<img src="a.png"> Words',
            id="a caption of WordPress",
        ),
    ],
)  # fmt: skip
def test_what_has_one_meaning_is_read(source: str, html: str) -> None:
    assert made(source) == f"<p>{html}</p>"
    assert unread(source) == {}


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("{% youtube abc %}", "https://www.youtube.com/watch?v=abc"),
        ("{{< youtube abc >}}", "https://www.youtube.com/watch?v=abc"),
        ('{{< youtube id="abc" autoplay="true" >}}', "https://www.youtube.com/watch?v=abc"),
        ('{{ youtube(id="abc") }}', "https://www.youtube.com/watch?v=abc"),
        ('<YouTube id="abc" />', "https://www.youtube.com/watch?v=abc"),
        ('{% include youtube.html id="abc" %}', "https://www.youtube.com/watch?v=abc"),
        ('{% include video id="abc" provider="youtube" %}', "https://www.youtube.com/watch?v=abc"),
        ("{% vimeo 1 %}", "https://vimeo.com/1"),
        ("{{< bilibili BV1x >}}", "https://www.bilibili.com/video/BV1x"),
        ("{% bilibili aid:12 %}", "https://www.bilibili.com/video/av12"),
        ("{% gist ann/b1 %}", "https://gist.github.com/ann/b1"),
        ("{{< gist ann b1 >}}", "https://gist.github.com/ann/b1"),
        ("{% codepen ann b1 %}", "https://codepen.io/ann/pen/b1"),
        ('{% dplayer "url=https://e.org/x" %}', "https://e.org/x"),
        ("{% gist b1 file.py %}", "https://gist.github.com/b1"),
        ('{{< tweet user="ann" id="12" >}}', "https://x.com/i/status/12"),
        ('::github{repo="ann/b"}', "https://github.com/ann/b"),
        ("{% iframe https://e.org/x 300 200 %}", "https://e.org/x"),
        ("[embed]https://e.org/x[/embed]", "https://e.org/x"),
        ("{% pdf https://e.org/x.pdf %}", "https://e.org/x.pdf"),
    ],
)
def test_what_is_embedded_is_linked(project: Project, source: str, address: str) -> None:
    assert unread(source) == {}
    project.seed("a.md", title="T", date="2024-01-01", body=f"text\n\n{source}\n")
    assert f'href="{address}"' in _content(project)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param(
            "{% codeblock lang:js %}\na = `{{ b }}`\n```\n{% endcodeblock %}",
            '<pre><code class="language-js">a = `{{ b }}`\n```\n</code></pre>',
            id="Hexo",
        ),
        pytest.param(
            "{% highlight ruby linenos %}\na < {% b %}\n{% endhighlight %}",
            '<pre><code class="language-ruby">a &lt; {% b %}\n</code></pre>',
            id="Jekyll",
        ),
        pytest.param(
            '{{< highlight go "linenos=table" >}}\n{{ .A }}\n{{< /highlight >}}',
            '<pre><code class="language-go">{{ .A }}\n</code></pre>',
            id="Hugo",
        ),
        pytest.param(
            '[sourcecode language="python"]\na\n[/sourcecode]',
            '<pre><code class="language-python">a\n</code></pre>',
            id="WordPress",
        ),
        pytest.param(
            "```\n{% a %} {{ b }} {{< c >}} [[d]] $e$ [toc]\n```",
            "<pre><code>{% a %} {{ b }} {{&lt; c &gt;}} [[d]] $e$ [toc]\n</code></pre>",
            id="a fence",
        ),
        pytest.param(
            "- a\n\n  ~~~\n  {% b %}\n  ~~~",
            "<ul>\n<li>\n<p>a</p>\n<pre><code>{% b %}\n</code></pre>\n</li>\n</ul>",
            id="a fence in a list",
        ),
        pytest.param("    {% a %} $b_c$", "<pre><code>{% a %} $b_c$\n</code></pre>", id="indented"),
        pytest.param("`{% a %}` ``{{ b }} ` ``", "<p><code>{% a %}</code> <code>{{ b }} ` </code></p>", id="in a line"),
        pytest.param("<pre>{% a %}</pre>", "<pre>{% a %}</pre>", id="HTML"),
        pytest.param("a <code>{{ b }}</code>", "<p>a <code>{{ b }}</code></p>", id="HTML in a line"),
    ],
)  # fmt: skip
def test_code_is_untouched(source: str, html: str) -> None:
    assert made(source) == html
    assert unread(source) == {}


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("{% note info %}\n**a**\n{% endnote %}", "<p><strong>a</strong></p>", id="note"),
        pytest.param(
            '{{< admonition tip "Ti" >}}\na\n{{< /admonition >}}',
            "<p><strong>Ti</strong></p>\n<p>a</p>",
            id="with a title",
        ),
        pytest.param("{% note info 注意 %}a{% endnote %}", "<p><strong>注意</strong></p>a", id="one word"),
        pytest.param("{% note simple %}a{% endnote %}", "a", id="what it looks like"),
        pytest.param("{% timeline 2022,pink %}a{% endtimeline %}", "<p><strong>2022</strong></p>a", id="a colour"),
        pytest.param("{% folding cyan open, A b %}a{% endfolding %}", "<p><strong>A b</strong></p>a", id="a colour first"),
        pytest.param("{% tabs Unique name, 1 %}a{% endtabs %}", "a", id="an anchor"),
        pytest.param("{{% notice %}}\n- a\n{{% /notice %}}", "<ul>\n<li>a</li>\n</ul>", id="list"),
        pytest.param(
            "{% tabs x %}\n<!-- tab One -->\na\n<!-- endtab -->\n{% endtabs %}",
            "<p><strong>One</strong></p>\n<p>a</p>\n<!-- endtab -->",
            id="tabs",
        ),
        pytest.param(
            '{{< tab "One" >}}\n```\nb\n```\n{{< /tab >}}',
            "<p><strong>One</strong></p>\n<pre><code>b\n</code></pre>",
            id="a fence in a tab",
        ),
        pytest.param(
            "{% blockquote Ann %}\na\n{% endblockquote %}",
            "<blockquote>\n<p>a</p>\n<p>— Ann</p>\n</blockquote>",
            id="a quotation",
        ),
        pytest.param(
            "{% tabs x %}\n<!-- tab {% label success@One %} -->\na\n{% endtabs %}",
            "<p><strong>One</strong></p>\n<p>a</p>",
            id="a tab with a label",
        ),
        pytest.param("{% alert() %}\na\n{% end %}", "<p>a</p>", id="Zola"),
        pytest.param("a\n{% note %}\n# b\n{% endnote %}\n---", "<p>a</p>\n<h1>b</h1>\n<hr>", id="beside blocks"),
        pytest.param(
            '{{< figure src="/a.png" title="Cap" alt="x" >}}',
            '<figure><img src="/a.png" alt="x"><figcaption>Cap</figcaption></figure>',
            id="a figure",
        ),
    ],
)  # fmt: skip
def test_what_stands_around_leaves_its_content(source: str, html: str) -> None:
    found = made(source).replace("\n\n", "\n")
    assert found in (html, f"<p>{html}</p>")
    assert unread(source) == {}


@pytest.mark.parametrize(
    ("source", "html", "names"),
    [
        ("a {% foo b %} c", "<p>a  c</p>", {"foo": 1}),
        ("{% foo %}\n\na\n\n{% foo %}", "<p>a</p>", {"foo": 2}),
        ("{% foo %}a{% endfoo %}", "<p>a</p>", {"foo": 1}),
        ("{{< foo >}}a{{< /foo >}}", "<p>a</p>", {"foo": 1}),
        ("a {{ b.c }}", "<p>a </p>", {"{{ b.c }}": 1}),
        ("a {{{ b }}}", "<p>a </p>", {"{{ b }}": 1}),
        ("a {%= b %}", "<p>a </p>", {"b": 1}),
        ("a {% %} {{< >}}", "<p>a  </p>", {"{% %}": 1, "{{< >}}": 1}),
        ("a {{ 'b' | upcase }}", "<p>a </p>", {"{{ 'b' | upcase }}": 1}),
        ("{% include foo.html %}a", "<p>a</p>", {"include foo.html": 1}),
        ("{% if x %}secret{% endif %}a", "<p>a</p>", {"if": 1}),
        ("{% if x %}{% if y %}s{% endif %}t{% else %}u{% endif %}a", "<p>a</p>", {"if": 1}),
        ("{% for p in x %}{{ p }}{% endfor %}a", "<p>a</p>", {"for": 1}),
        ("{{< private >}}secret{{< /private >}}a", "<p>a</p>", {"private": 1}),
    ],
)
def test_what_has_no_meaning_is_taken_out_and_named(
    source: str, html: str, names: dict[str, int]
) -> None:
    assert made(source) == html
    assert unread(source) == names


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("$a_1 * b * c_2$", "$a_1 * b * c_2$"),
        (r"$$\sum_{i}^{n} [a](b) <c>$$", r"$$\sum_{i}^{n} [a](b) &lt;c&gt;$$"),
        ("$$\n\\frac{{a}}{b} \\\\\n= c\n$$", "$$\n\\frac{{a}}{b} \\\\\n= c\n$$"),
        (r"\(a_b\) and \[c^2\]", r"\(a_b\) and \[c^2\]"),
        ("$5 *and* $6", "$5 <em>and</em> $6"),
        ("from $5 to $6, *a* $7", "from $5 to $6, <em>a</em> $7"),
        (r"\[1\] and \(see *a*\)", "[1] and (see <em>a</em>)"),
        (r"\$a_b_c\$ *d*", "$a_b_c$ <em>d</em>"),
    ],
)
def test_formulas_are_shown_as_they_are_written(source: str, html: str) -> None:
    assert made(source) == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("import A from 'b'\n\nc", "<p>c</p>", id="an import"),
        pytest.param("import {\n  A,\n  B,\n} from 'b';\n\nc", "<p>c</p>", id="of many lines"),
        pytest.param("<Tabs>\n<TabItem value='a' label='L'>\n\nc\n\n</TabItem>\n</Tabs>", "<p><strong>L</strong></p>\n<p>c</p>", id="tabs"),
        pytest.param("> <Tabs>\n> <TabItem value='a' label='L'>\n>\n> c\n>\n> </TabItem>\n> </Tabs>", "<blockquote>\n<p><strong>L</strong></p>\n<p>c</p>\n\n</blockquote>", id="tabs in a quotation"),
        pytest.param("</Tabs>\n\nc", "<p>c</p>", id="only the end of tabs"),
        pytest.param("a <Card {...props} /> b", "<p>a  b</p>", id="properties in a text"),
        pytest.param("<p>a</p>\n\n<tabs>b</tabs>", "<p>a</p>\n<p><tabs>b</tabs></p>", id="an element that is no component"),
        pytest.param("![a](|attach|x.png)", '<p><img src="x.png" alt="a"></p>', id="Pelican's old way to attach"),
        pytest.param("<img src={require('./a.png').default} alt='b' />", '<img src="./a.png" alt="b">', id="a picture"),
        pytest.param("<a href={useBaseUrl('/x')}>b</a>", '<p><a href="/x">b</a></p>', id="a link"),
        pytest.param("<div style={{color: 'red'}}>\n\na\n\n</div>", "<div>\n<p>a</p>\n</div>", id="a style"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.md", "a.mdx"])
def test_javascript_in_markdown_is_taken_out(source: str, html: str, name: str) -> None:
    assert made(source, name).replace("\n\n", "\n") == html


@pytest.mark.parametrize(
    ("source", "html", "names"),
    [
        ("export const a = {\n  b: 1,\n\n  c: 2\n}\n\nd", "<p>d</p>", {}),
        ("a {/* b */} c{' '}d", "<p>a  c d</p>", {}),
        ("a {props.b} c", "<p>a  c</p>", {"{props.b}": 1}),
        ("<Foo b={1}>*c*</Foo>", "<p><em>c</em></p>", {"<Foo>": 1}),
        ("a <Foo.Bar /> b", "<p>a  b</p>", {"<Foo.Bar>": 1}),
        ("a `{b}` \\{c\\}", "<p>a <code>{b}</code> {c}</p>", {}),
    ],
)
def test_mdx_is_markdown_without_its_javascript(
    source: str, html: str, names: dict[str, int]
) -> None:
    assert made(source, "a.mdx") == html
    assert unread(source, "a.mdx") == names


@pytest.mark.parametrize("source", ["Vec<String> and {a}", "export *a*", "<Card> a"])
def test_in_other_markdown_these_are_text(source: str) -> None:
    assert made(source) == made(source.replace("{", "\\{"))
    assert unread(source) == {}


def test_one_warning_names_what_was_taken_out(project: Project) -> None:
    project.seed("a.md", title="T", date="2024-01-01", body="a {% foo %} {% foo %} {{ bar }}\n")
    [problem] = project.build().problems
    assert (problem.code, problem.message) == (
        "template-tags",
        "template tags that are not read are taken out: foo (2 times), {{ bar }}; say under"
        " [templates] in feeds/site.toml what they mean, or remove them",
    )
    assert "foo" not in _content(project)


@pytest.mark.parametrize(
    ("meaning", "content"),
    [
        ("drop", "<p>a</p>"),
        ("keep", "<p>x<br>"),
        ("code", "<pre><code>x"),
        ("text", "y.png"),
        ("link", '/y.png">'),
        ("image", '/y.png"'),
        ("https://e.org/{}/z", 'href="https://e.org/y.png/z"'),
    ],
)
def test_the_site_says_what_its_own_tags_mean(project: Project, meaning: str, content: str) -> None:
    project.write("feeds/site.toml", f'[templates]\nmyTag = "{meaning}"\n')
    project.seed(
        "a.md",
        title="T",
        date="2024-01-01",
        link="https://blog.example/a/",
        body="{% mytag y.png %}\nx\n{% endmytag %}\n\na\n".replace("x\n", "x  \nz\n"),
    )
    assert project.build().problems == ()
    assert content in _content(project)


def test_every_meaning_of_the_table_can_be_written_in_the_configuration() -> None:
    known = {meaning for meaning in MEANINGS.values() if "{}" not in meaning}
    assert known - {"condition"} == set(TAG_MEANINGS)


def test_every_tag_is_in_the_documentation(pytestconfig: pytest.Config) -> None:
    page = Path(pytestconfig.rootpath, "docs/templates.md").read_text("utf-8")
    for name in MEANINGS:
        assert f" {name} " in page.replace("`", " "), name


PARTS: Final = st.lists(
    st.sampled_from(
        [
            *("{% a %}", "{% note %}", "{% endnote %}", "{% if %}", "{% endif %}", "{% end %}"),
            *("{{ x }}", "{{< a >}}", "{{< /a >}}", "{{% b %}}", "{% raw %}", "{% endraw %}"),
            *("{% codeblock %}", "{% endcodeblock %}", "`", "```\n", "\n", "\n\n", "    ", "- "),
            *("$", "$$", "\\(", "\\)", "[[a]]", "<pre>", "</pre>", "<a href='", "'>", "</a>", "*"),
            *("word ", "> ", "{", "}", "<Tabs>", "</Tabs>", "import a from 'b'\n", "<!--", "-->"),
        ]
    ),
    max_size=30,
).map("".join)


@given(PARTS)
@settings(deadline=None)
def test_no_word_that_stood_for_a_tag_is_left(source: str) -> None:
    for name in ("a.md", "a.mdx"):
        assert "qzfp" not in to_html(source, is_markdown=True, name=name).html
    assert "qzfp" not in to_html(source, is_markdown=False).html


def _content(project: Project) -> str:
    project.build()
    written = project.out()["all.atom"].decode()
    return written.partition("<content")[2]
