"""A post as each tool's users write it, and what subscribers read: nothing of the tool is left."""

import re
from typing import Final

import pytest
from lxml import etree

from tests.conftest import Project
from tests.entries.test_media import png

BLOG: Final = "https://blog.example.org/"
LEFT: Final = re.compile(r"\{%|%\}|\{\{|\}\}|\{:|\[toc\]|\[\[|:::|!!!|\[!|import |<[A-Z]|qzfp")

HEXO: Final = """\
{% note info 注意 %}
先看 {% post_link other 另一篇 %}。
{% endnote %}

{% asset_img pic.png 200 100 一张图 %}

{% codeblock 标题 lang:js %}
const a = `${b}`; // {{ c }}
{% endcodeblock %}
<!-- more -->
{% tabs t %}
<!-- tab Linux -->
**一**
<!-- endtab -->
{% endtabs %}
{% youtube abc %}
"""
JEKYLL: Final = """\
* TOC
{:toc}

See [the other]({{ site.baseurl }}{% post_url 2024-01-01-other %}) and
![a picture]({{ "/assets/pic.png" | relative_url }}){: .align-right}.
{: .notice}

{% highlight ruby linenos %}
puts "{{ page.title }}"
{% endhighlight %}

{% include figure.html src="/assets/pic.png" caption="A caption" %}
"""
HUGO: Final = """\
{{< toc >}}

See [the other]({{< ref "other.md" >}}).

{{< figure src="pic.png" title="A caption" >}}

{{% admonition tip "A tip" %}}
**Text**
{{% /admonition %}}

{{< highlight go "linenos=table" >}}
x := {{ .A }}
{{< /highlight >}}

{{< youtube abc >}}
"""
ZOLA: Final = """\
See [the other](@/posts/other.md).

{{ youtube(id="abc") }}

{% quote(author="Ann") %}
Said **so**
{% end %}

$$
a_1 * b_2 * c
$$
"""
DOCUSAURUS: Final = """\
import Tabs from '@theme/Tabs';
import TabItem from '@theme/TabItem';

See [the other](./other.md).

{/* truncate */}

:::tip A tip

**Text**

:::

<Tabs>
<TabItem value="a" label="Apple">

An apple

</TabItem>
</Tabs>

<img src={require('./pic.png').default} alt="a picture" />
"""
ELEVENTY: Final = """\
See [the other]({{ "/posts/other/" | url }}).

{% note %}Text{% endnote %}
{# not for you #}
![a picture](pic.png){.wide}
"""
OBSIDIAN: Final = """\
See [[other|the other]] and ![[pic.png|300]].

> [!tip]- A tip
> **Text** %%not for you%%

- [x] done
"""
WORDPRESS: Final = """\
See [the other](other.md).

[caption id="a" width="300"]<img src="pic.png"> A caption[/caption]

[embed]https://www.youtube.com/watch?v=abc[/embed]
"""
MKDOCS: Final = """\
See [the other](other.md){ .md-button }.

!!! tip "A tip"

    **Text**

Term
:   Its meaning

https://example.org/bare
"""

POSTS: Final = {
    "hexo": (
        "post.md",
        HEXO,
        ("注意", "const a = `${b}`; // {{ c }}", "Linux"),
    ),
    "jekyll": ("post.md", JEKYLL, ("{{ page.title }}", "A caption", "<img")),
    "hugo": ("post.md", HUGO, ("A caption", "A tip", "{{ .A }}", "watch?v=abc")),
    "zola": ("post.md", ZOLA, ("watch?v=abc", "— Ann", "a_1 * b_2 * c")),
    "docusaurus": ("post.mdx", DOCUSAURUS, ("A tip", "Apple", "An apple", "<img")),
    "eleventy": ("post.md", ELEVENTY, ("Text", "<img")),
    "obsidian": ("post.md", OBSIDIAN, ("A tip", "☑ done", "<img")),
    "wordpress": ("post.md", WORDPRESS, ("A caption", "watch?v=abc", "<img")),
    "mkdocs": ("post.md", MKDOCS, ("A tip", "<dt>Term</dt>", 'href="https://example.org/bare"')),
}


@pytest.mark.parametrize("tool", POSTS)
def test_a_post_is_what_its_tool_shows(project: Project, tool: str) -> None:
    name, written, words = POSTS[tool]
    project.write("feeds/site.toml", f'[site]\nblog = "{BLOG}"\n')
    for place in ("posts/pic.png", "posts/post/pic.png", "assets/pic.png"):
        project.write(f"seeds/{place}", png(3, 2))
    link = f"{BLOG}the-other/"
    for other in ("posts/other.md", "posts/2024-01-01-other.md"):
        project.seed(other, title="O", date="2024-01-01", link=link, body="Text.")
    front = "---\ntitle: 标题\ndate: 2024-05-01\n---\n"
    project.write(f"seeds/posts/{name}", front + written)
    problems = [problem for problem in project.build().problems if name in problem.path]
    assert problems == []
    feed = etree.fromstring(project.out()["all.atom"])
    [entry] = [one for one in feed.iterfind("{*}entry") if one.findtext("{*}title") == "标题"]
    content = entry.findtext("{*}content") or ""
    for word in words:
        assert word in content
    assert f'href="{link}"' in content
    assert not LEFT.search(re.sub(r"<code.*?</code>", "", content, flags=re.DOTALL))
    assert "not for you" not in content
    sources = re.findall(r'<img[^>]* src="([^"]*)"', content)
    assert all("/media/" in source for source in sources)
    assert not LEFT.search(entry.findtext("{*}summary") or "")
