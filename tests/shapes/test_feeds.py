"""Feeds of others, for `validate` and for `ids import`: elements, attributes, namespaces, bases, dates."""

# ruff: noqa: E501 - one shape, one line

import json
from html import escape

import pytest

from feedpub.cli import feed_import
from feedpub.validator import validate
from tests.shapes.growing import Shape, check_growth, of

ADDRESS = "https://blog.example.org/feed.xml"
ATOM_NS = "http://www.w3.org/2005/Atom"
NAMES = {
    "atom": ATOM_NS,
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "x": "https://x.example/",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
RSS = f'<rss version="2.0" {_DECLARED}><channel><title>t</title><link>http://a.b/</link><description>d</description>'
END_OF_RSS = "</channel></rss>"
ATOM = f'<feed xmlns="{ATOM_NS}" {_DECLARED}><title>t</title><id>http://a.b/</id><updated>2024-01-01T00:00:00Z</updated>'
END_OF_ATOM = "</feed>"


def rss(unit: str, before: str = "", after: str = "", closed: str = "") -> Shape:
    return of(unit, RSS + before, after + END_OF_RSS, closed)


def atom(unit: str, before: str = "", after: str = "", closed: str = "") -> Shape:
    return of(unit, ATOM + before, after + END_OF_ATOM, closed)


_URL = "http://a.b/c.png"
FEEDS: dict[str, Shape] = {
    "items": rss("<item><title>a{}</title><guid>http://a.b/{}</guid></item>"),
    "items that are alike": rss("<item><title>a</title><guid>http://a.b/</guid></item>"),
    "items that count comments": rss(
        "<item><slash:comments>1</slash:comments></item>", "", "<lastBuildDate>x</lastBuildDate>"
    ),
    "items with strange attributes": rss(
        '<item x:a="1"/>', "", "<docs>http://www.rssboard.org/rss-specification</docs>"
    ),
    "strange attributes and no word of it": rss('<item x:a="1"/>'),
    "strange attributes and much space": lambda size: (
        RSS
        + '<item x:a="1"/>' * (size // 30)
        + f"<docs>{' ' * (size // 2)}http://www.rssboard.org/rss-specification</docs>"
        + END_OF_RSS
    ),
    "entries": atom("<entry><id>http://a.b/{}</id><title>a</title></entry>"),
    "entries, authors at the end": atom("<entry/>", "", "<author><name>a</name></author>"),
    "elements of one entry": rss("<category>a{}</category>", "<item>", "</item>"),
    "wrong elements of one entry": rss("<a{}/>", "<item>", "<guid>b</guid></item>"),
    "wrong elements": rss("<a{}/>"),
    "elements in each other": rss("<a>", "", "", "</a>"),
    "elements of a stranger": rss("<x:a>b</x:a>"),
    "elements of strangers": of('<a{} xmlns="http://n{}.example/"/>', RSS, END_OF_RSS),
    "a long name": rss("a", "<", "/>"),
    "elements after a long name of a namespace": lambda size: (
        f'<rss version="2.0" xmlns:y="http://{"y" * (size // 2)}"><channel>'
        + "<y:a/>" * (size // 12)
        + END_OF_RSS
    ),
    "namespaces": of(' xmlns:a{}="http://a{}.b/"', "<rss version='2.0'", "/>"),
    "a namespace of dots": of(".", "<rss version='2.0' xmlns:a='http://a", "b'/>"),
    "attributes": of(" a{}='b'", "<rss version='2.0'", "/>"),
    "attributes of an item": of(" a{}='b'", RSS + "<item", "/>" + END_OF_RSS),
    "links": atom('<link rel="alternate" href="a{}"/>'),
    "links to itself": atom('<link rel="self" href="a{}"/>'),
    "links in a base": atom(
        '<link rel="related" href="a{}"/>', '<entry xml:base="http://b.c/d/">', "</entry>"
    ),
    "links in a long base": lambda size: (
        f'{ATOM}<entry xml:base="http://a.b/{"c/" * (size // 4)}">'
        + '<link rel="related" href="a"/>' * (size // 60)
        + "</entry>"
        + END_OF_ATOM
    ),
    "links in long bases": lambda size: (
        f'{ATOM}<entry xml:base="http://a.b/{"c/" * (size // 8)}"><source xml:base="{"d/" * (size // 8)}">'
        + '<link rel="related" href="a"/>' * (size // 60)
        + "</source></entry>"
        + END_OF_ATOM
    ),
    "bases in each other": atom('<x:a xml:base="b/">', "", "", "</x:a>"),
    "links, each with a base": atom('<link xml:base="a{}/" rel="related" href="b"/>'),
    "a long link": atom("a", '<link href="http://a.b/', '"/>'),
    "escapes in a link": atom("%41", '<link href="http://a.b/', '"/>'),
    "dots in a link": atom("../", '<link href="http://a.b/', '"/>'),
    "enclosures": rss(
        f'<enclosure url="{_URL}?{{}}" length="1" type="image/png"/>', "<item>", "</item>"
    ),
    "enclosures and media": rss(
        f'<enclosure url="{_URL}?{{}}" length="1" type="image/png"/><media:content url="http://c.d/{{}}"/>',
        "<item>",
        "</item>",
    ),
    "enclosures and a long text": lambda size: (
        RSS
        + "<item>"
        + f'<enclosure url="{_URL}" length="1" type="image/png"/>' * (size // 150)
        + f"<description>{'a ' * (size // 4)}</description></item>"
        + END_OF_RSS
    ),
    "thumbnails": rss('<media:thumbnail url="http://a.b/{}"/>', "<item>", "</item>"),
    "groups": rss(
        '<media:group><media:content url="http://a.b/"/></media:group>', "<item>", "</item>"
    ),
    "hours": rss("<hour>1</hour>", "<skipHours>", "</skipHours>"),
    "days": rss("<day>Monday</day>", "<skipDays>", "</skipDays>"),
    "categories of podcasts": rss('<itunes:category text="a">', "", "", "</itunes:category>"),
    "outlines": of('<outline text="a{}"/>', '<opml version="2.0"><head/><body>', "</body></opml>"),
    "outlines in outlines": of(
        '<outline text="a">', '<opml version="2.0"><body>', "</body></opml>", "</outline>"
    ),
    "XHTML": atom(
        "<xhtml:p>a</xhtml:p>",
        '<entry><content type="xhtml"><xhtml:div>',
        "</xhtml:div></content></entry>",
    ),
    "XHTML in XHTML": atom(
        "<xhtml:p>",
        '<entry><content type="xhtml"><xhtml:div>',
        "</xhtml:div></content></entry>",
        "</xhtml:p>",
    ),
    "Base64": atom("YWJj", '<entry><content type="image/png">', "</content></entry>"),
    "comments": rss("<!-- a -->"),
    "instructions": rss("<?a b?>"),
    "CDATA": rss("<![CDATA[a]]>", "<item><title>", "</title></item>"),
    "references": rss("&#65;", "<item><title>", "</title></item>"),
    "entities": of('<!ENTITY a{} "b">', "<!DOCTYPE rss [", "]><rss/>"),
    "a document type": of("a", "<!DOCTYPE rss SYSTEM '", "'><rss/>"),
    "spaces before the declaration": of(" ", "", "<?xml version='1.0'?>" + RSS + END_OF_RSS),
    "spaces before nothing": of(" "),
    "spaces after": of(" ", RSS + END_OF_RSS),
    "lines": rss("\n"),
    "version": of(" ", "<?xml version", "='1.0'?>" + RSS + END_OF_RSS),
    "half a tag": of("<a", RSS),
    "half a comment": of("<!--", RSS),
    "elements that do not end": of("<a>", RSS),
    "end tags": of("</a>", RSS),
    "no XML": of("a"),
    "<": of("<"),
    "JSON: items": of(
        '{"id": "{}", "content_text": "a"}, ',
        '{"version": "https://jsonfeed.org/version/1.1", "items": [',
        "1]}",
    ),
    "JSON: items that are right": lambda size: json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "a",
            "items": [{"id": str(i), "content_text": "a"} for i in range(size // 40)],
        }
    ),
    "JSON: spaces after": of(
        " ", '{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": []}'
    ),
    "JSON: spaces before": of(
        " ", "", '{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": []}'
    ),
    "JSON: spaces inside": of(
        " ", '{"version": "https://jsonfeed.org/version/1.1", "title":', ' 1, "items": []}'
    ),
    "JSON: keys": of(
        '"a{}": 1, ', '{"version": "https://jsonfeed.org/version/1.1", ', '"items": []}'
    ),
    "JSON: one key again": of(
        '"a": 1, ', '{"version": "https://jsonfeed.org/version/1.1", ', '"items": []}'
    ),
    "JSON: lists": of("[", '{"version": "https://jsonfeed.org/version/1.1", "items": ', "}", "]"),
    "JSON: numbers": of("1, ", '{"version": "https://jsonfeed.org/version/1.1", "items": [', "1]}"),
    "JSON: digits": of("1", '{"version": "https://jsonfeed.org/version/1.1", "items": [', "]}"),
    "JSON: tags": of(
        '"a", ',
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "tags": [',
        "1]}]}",
    ),
    "JSON: escapes": of(
        "\\u0041", '{"version": "https://jsonfeed.org/version/1.1", "title": "', '", "items": []}'
    ),
    "JSON: lines": of("\n", '{"version": "https://jsonfeed.org/version/1.1", "items": [', "1]}"),
}
FIELDS = {
    "title": "<title>{}</title>",
    "link": "<link>{}</link>",
    "guid": "<guid>{}</guid>",
    "pubDate": "<pubDate>{}</pubDate>",
    "author": "<author>{}</author>",
    "category": "<category domain='{0}'>{0}</category>",
    "description": "<description>{}</description>",
    "dc:date": "<dc:date>{}</dc:date>",
    "itunes": "<itunes:owner><itunes:email>{0}</itunes:email></itunes:owner><itunes:duration>{0}</itunes:duration>",
    "enclosure": "<enclosure url='{0}' type='{0}' length='{0}'/>",
    "atom:link": "<atom:link href='{0}' rel='{0}' type='{0}' hreflang='{0}' title='{0}'/>",
    "atom:id": "<atom:id>{}</atom:id>",
    "atom:author": "<atom:author><atom:name>{0}</atom:name><atom:email>{0}</atom:email><atom:uri>{0}</atom:uri></atom:author>",
    "media": "<media:content url='{0}' type='{0}'><media:rating>{0}</media:rating><media:hash>{0}</media:hash></media:content>",
    "reply": "<thr:in-reply-to ref='{0}' href='{0}'/>",
    "slash": "<slash:hit_parade>{}</slash:hit_parade>",
}
VALUES = {
    "letter": "a", "digit": "1", "space": " ", "line": "\n", ".": ".", "a.": "a.", "@": "@", "a@": "a@", "a@b.": "a@b.",
    "<": "<", "</": "</", "</a": "</a", "<a@": "<a@", "&": "&", "&a": "&a", "&#": "&#", "&#x": "&#x", "(": "(", "()": "()",
    "backslash": "\\", '"': '"', "%": "%", "%41": "%41", ":": ":", "/": "/", "../": "../", "#": "#", "?": "?", "-": "-", "1-": "1-",
    ",": ",", "1,": "1,", ";": ";", "; a=b": "; a=b", "é": "é", "Ã©": "Ã©", "Â": "Â", "中": "中", "xn--": "xn--", "1:": "1:",
    "urn:": "urn:", "tag:": "tag:", "http://": "http://", "1 Jan ": "1 Jan ", "2024-": "2024-",
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_feeds(name: str) -> None:
    check_growth(checked, FEEDS[name], 8_000)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", VALUES)
def test_fields(field: str, value: str) -> None:
    def one(text: str) -> None:
        checked(f"{RSS}<item>{FIELDS[field].format(escape(text))}</item>{END_OF_RSS}")

    def many(text: str) -> None:
        parts = (text[begin : begin + 900] for begin in range(0, len(text), 900))
        items = "".join(f"<item>{FIELDS[field].format(escape(part))}</item>" for part in parts)
        checked(f"{RSS}{items}{END_OF_RSS}")

    for before in ("", "http://a.b/", "a@b"):
        check_growth(one, of(VALUES[value], before, "?x"), 8_000)
    check_growth(many, of(VALUES[value]), 8_000)


# feedparser is not linear in all that it reads: what it reads is bounded by the clock.
@pytest.mark.parametrize(
    "name",
    [name for name in FEEDS if name.startswith(("items", "entries", "JSON", "spaces"))],
)
def test_import(name: str) -> None:
    check_growth(lambda feed: feed_import._items(feed.encode()), FEEDS[name], 4_000)


def checked(feed: str) -> None:
    validate(feed.encode("utf-8", "replace"), name="feed", addresses=(ADDRESS,))
