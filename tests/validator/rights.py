"""What is right, though it comes near to what is wrong: nothing is to be said against it.

A change is (format, old text, new text), as in `wrongs`.
"""

from typing import Final, NamedTuple


class Right(NamedTuple):
    kind: str
    old: str
    new: str


_GUID: Final = "<guid>https://example.org/lamp</guid>"
_SUMMARY: Final = "&lt;p&gt;A lamp&lt;/p&gt;"
_DATE: Final = "<pubDate>Mon, 01 Apr 2024 16:01:35 +0000</pubDate>\n      <source"
_ENTRY_ID: Final = "<id>tag:example.org,2024-03-01:lamp</id>"
_CONTENT: Final = '<content type="html">&lt;p&gt;A lamp&lt;/p&gt;</content>'
_UPDATED: Final = "2024-03-01T08:00:00+01:00"
_DIV: Final = '<p style="color: red">A tower.</p>'


def _dates() -> list[Right]:
    written = (
        "Mon, 1 Apr 2024 16:01 GMT",
        "01 Apr 2024 16:01:35 EST",
        "Mon, 01 Apr 2024 16:01:60 -0730",
        "Sat, 01 Jun 2024 00:00:00 Z",
    )
    return [Right("rss", _DATE, f"<pubDate>{date}</pubDate>\n      <source") for date in written]


def _moments() -> list[Right]:
    written = ("2024-02-29T23:59:60Z", "2024-03-01T08:00:00.125-11:30", "1990-01-01T00:00:00Z")
    return [Right("atom", _UPDATED, moment) for moment in written]


def _ids() -> list[Right]:
    written = (
        "urn:isbn:0451450523",
        "urn:uuid:6e8161e2-5aae-42f7-b483-787a323a0e6f",
        "tag:ann@example.org,2024:a/b#c",
        "https://example.org/",
        "https://example.org/%E7%81%AF?a=b&amp;c=d#e",
        "http://example.org:8080/a",
        "mailto:ann@example.org",
    )
    return [Right("atom", _ENTRY_ID, f"<id>{written_id}</id>") for written_id in written]


def _html() -> list[Right]:
    written = (
        "<p>one<p>two",
        "<ul><li>one<li>two</ul>",
        "<dl><dt>a<dd>b<dt>c</dl>",
        "<table><tr><td>a<td>b<tr><th>c</table>",
        "<table><tbody><tr><td>a</td></tr></tbody></table>",
        "<br><br/><img src='https://e.org/a.png'/><hr>",
        "<!-- <div> --><p title='>'>a</p>",
        "<a href=https://e.org/a>a</a>",
        "<P CLASS=a>A</P>",
        "&amp; &lt; &#8212; &#x2014; &eacute; 1 & 2",
        "<a href='mailto:ann@example.org'>a</a>",
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
        "<pre>a\n<code>b</code></pre>",
        '<p style="color: #c00; margin-left: 2em">a</p>',
        '<img srcset="https://e.org/a.png 2x" src="https://e.org/a.png">',
    )
    escaped = (html.replace("&", "&amp;").replace("<", "&lt;") for html in written)
    return [Right("rss", _SUMMARY, html) for html in escaped]


RIGHTS: Final = (
    *_dates(),
    *_moments(),
    *_ids(),
    *_html(),
    Right("rss", 'encoding="UTF-8"', "encoding='utf-8'"),
    Right("rss", "<title>The lamp", "<title>1 &lt; 2, Q&amp;A, AT&amp;T"),
    Right("rss", "<title>The lamp", "<title>&#x26;amp; &#x3C;b>bold&#x3C;/b"),
    Right("rss", _GUID, '<guid isPermaLink="false">a guid of any form</guid>'),
    Right("rss", "2024-03-01T08:00:00Z", "2024-03"),
    Right("rss", "2024-03-01T08:00:00Z", "2024-03-01T08:00+08:00"),
    Right("rss", "bob@example.org (Bob Example)", "o'neil+news@mail.example.org (O'Neil)"),
    Right("rss", 'length="9123456"', 'length="0"'),
    Right("rss", ' type="audio/mpeg"/>', ' type="audio/mp4; codecs=&quot;mp4a.40.2&quot;"/>'),
    Right("rss", ">en-GB<", ">zh-Hant-TW<"),
    Right("rss", "<itunes:explicit>false", "<itunes:explicit>True"),
    Right("rss", "<ttl>60", "<ttl> 60 "),
    Right("rss", "<channel>", '<channel xmlns:podcast="https://podcastindex.org/namespace/1.0">'),
    Right("rss", _GUID, f'{_GUID}<p:person xmlns:p="https://podcastindex.org/namespace/1.0"/>'),
    Right("rss", "itunes.com/dtds/podcast", "itunes.com/dtds/podcast"),
    Right("atom", _CONTENT, '<content type="text">A &amp; B &lt; C</content>'),
    Right(
        "atom",
        _CONTENT,
        '<content type="image/svg+xml"><s xmlns="http://www.w3.org/2000/svg"/></content>',
    ),
    Right("atom", _CONTENT, '<summary>x</summary><content type="image/png">iVBORw0KGgo=</content>'),
    Right("atom", _DIV, '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'),
    Right("atom", _DIV, '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'),
    Right(
        "atom",
        '<link href="https://example.org/lamp"/>',
        '<link href="/lamp"/><link href="lamp.ps" rel="https://example.org/rel/print"/>',
    ),
    Right(
        "atom", "</author>\n  <category", "</author><author><name>Bob</name></author>\n  <category"
    ),
    Right(
        "atom",
        '<link href="https://example.org/lamp"/>',
        '<link rel="alternate" type="text/html" href="https://example.org/lamp"/>'
        '<link type="text/plain" href="https://example.org/lamp.txt"/>',
    ),
    Right(
        "atom",
        'href="https://example.org/all.atom" rel="self"',
        'href="https://Example.org:443/all.atom" rel="self"',
    ),
    Right("opml", 'version="2.0"', 'version="1.1"'),
    Right(
        "opml",
        '<outline text="News">',
        '<outline text="News" isBreakpoint="true" created="Mon, 01 Apr 2024 16:01:35 GMT">',
    ),
    Right("json", '"id": "2"', '"id": "2", "image": "https://example.org/a.png"'),
    Right("json", "version/1.1", "version/1"),
    Right("json", "https://example.org/ann", "mailto:ann@example.org"),
)
