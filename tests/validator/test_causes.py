"""What people read when a file is not what it should be: the place, what is wrong, what to do."""

import re
from typing import Final

import pytest

from feedpub.validator import CODES
from tests.validator.reading import changed, found, text_at, whole

RSS: Final = whole("rss")

BROKEN: Final = (
    # An address with a bare &, the commonest fault of all.
    ("<a b='http://e.org/?a=1&b=2'>", "1:24: the address http://e.org/?a=1&b=2 holds a bare &;"
     " write"
     " each & in it as &amp;"),
    ("<a>x\n  http://e.org/?a&copy=2 y</a>", "2:18: the address http://e.org/?a&copy=2 holds a bare"
     " &; write each & in it as &amp;"),
    ("<a>/search?q=1&b", "1:15: the address /search?q=1&b holds a bare &; write each & in it as"
     " &amp;"),
    ("<a>AT&T</a>", "1:6: the & in AT&T does not begin an entity; write it as &amp;"),
    ("<a>salt & pepper</a>", "1:9: the & in salt & pepper does not begin an entity; write it as"
     " &amp;"),
    ("<a>&copy 2024</a>", "1:4: the entity &copy does not end in a semicolon; add it, or write & as"
     " &amp;"),
    ("<a>灯&塔</a>", "1:5: the & in 灯&塔 does not begin an entity; write it as &amp;"),
    ("<a>5 < 6</a>", "1:6: the < in < 6 does not begin a tag; write it as &lt;"),
    ("<a>I <3 you</a>", "1:6: the < in <3 you does not begin a tag; write it as &lt;"),
    ("<a b='<'/>", "1:7: a < stands in the attribute b of <a>; write it as &lt;, or close the"
     " quotes"
     " before it"),
    ("<a>\x0b</a>", "1:4: the character U+000B may not stand in XML; remove it"),
    ("<a>&#31;</a>", "1:4: &#31; is not the number of a character that may stand in XML; remove"
     " it"),
    ("<a b=c/>", '1:6: the value of b in <a> has no quotes; write b="…"'),
    ("<a b=“c”/>", '1:6: the value of b in <a> has no quotes; write b="…"'),
    ("<a b/>", '1:5: the attribute b of <a> has no value; write b="b"'),
    ("<a b='c'd='e'/>", "1:9: no space stands before the attribute d of <a>; add one"),
    ("<a b='' b=''/>", "1:9: the attribute b stands twice in one tag; leave one"),
    ("<a\u00a0b='c'/>", "1:1: the tag <a> is not written as XML wants it; correct its name and"
     " attributes"),
    ("<a <b/></a>", "1:1: the tag <a does not end before the next one begins; close it with >"),
    ("<a>\n<b></a>", "2:4: </a> stands here, but <b> of line 2 is still open; close that first"),
    ("<a></a></b>", "1:8: </b> closes an element that nothing has opened; remove it"),
    ("<a></ a>", "1:4: </ a> is not written as an end tag; write </ and the name alone"),
    ("<a>\n<b>text", "2:8: the file ends while <b> of line 2 is open; fetch or write it again as a"
     " whole"),
    ("<a><b c=", "1:4: the file ends in the midst of <b c=; fetch or write it again as a whole"),
    ("<a><!-- -- --></a>", "1:11: a comment holds two hyphens; write something else in their"
     " place"),
    ("<a><!-- b</a>", "1:4: the comment <!-- b</a> does not end; close it with -->"),
    ("<a><![CDATA[b</a>", "1:18: the part that begins with <![CDATA[ does not end; close it with"
     " ]]>"),
    ("<a>]]></a>", "1:6: the text holds ]]>, which may only end a CDATA section; write it as"
     " ]]&gt;"),
    ("<a/>b", '1:5: "b" stands after the end of the feed; remove it'),
    ("<!DOCTYPE a [<!b>]><a/>", "1:14: the document type is not written as XML wants it; remove"
     " <!DOCTYPE …>"),
    ("<?xml version=1.0?><a/>", '1:15: the XML declaration is not right; write <?xml version="1.0"'
     ' encoding="UTF-8"?>'),
    ("<a/><?xml version='1.0'?>", "1:5: an XML declaration stands within the file; move it to the"
     " very beginning, or remove it"),
    ("<rss>\n<media:group/></rss>", "2:1: the prefix media is not declared; add"
     ' xmlns:media="http://search.yahoo.com/mrss/" to <rss>'),
    ("<rss xmlns:y='u'><b y:c='a:b' podcast:d=''/></rss>", "1:18: the prefix podcast is not"
     ' declared; add xmlns:podcast="https://podcastindex.org/namespace/1.0" to <rss>'),
    ("<rss><x:y/></rss>", '1:6: the prefix x is not declared; add xmlns:x="…" with the address of'
     " its vocabulary to <rss>, or remove what begins with x:"),
    ("<a xmlns:b=''/>", "1:1: a prefix is declared with an empty address; give the address of its"
     " vocabulary"),
    ("<a xmlns:xml='u'/>", "1:1: a prefix or an address that XML keeps for itself is declared;"
     " remove that declaration"),
    (f"<a xmlns:b='{'c' * 1001}'/>", "1:1: the address of a namespace has more than 1000"
     " characters;"
     " correct it"),
    ("<rss xmlns:a='b c'/>", "1:1: the namespace b c holds white space; correct its address"),
    ("", "1:1: the file is empty; write the feed into it, or look why its program wrote nothing"),
    (" \n", "1:1: the file is empty; write the feed into it, or look why its program wrote"
     " nothing"),
    ("<!-- a -->", "1:11: there is no element in this file, so it is not a feed; give one"),
    ("a text", '1:1: this is text without any tag, "a text"; give a file or an address of a feed'),
    ("so <rss/>", '1:1: "so <rss/>" stands before the first tag; remove it'),
    # Entities
    ("<a>&nbsp;</a>", "1:4: the entity &nbsp; is unknown in XML; write &#160; or the character"
     " itself"),
    ("<a b='&amp;&eacute;'/>", "1:12: the entity &eacute; is unknown in XML; write &#233; or the"
     " character itself"),
    ("<a>R&D;</a>", "1:5: the entity &D; is unknown; write the character that is meant, or & as"
     " &amp;"),
    # JSON
    ('{"items": [1,]}', "1:14: a comma stands after the last value; remove it"),
    ('{"items": [1 2]}', "1:14: a comma should stand here, or the end of what is open; add one of"
     " them"),
    ('{"items" 1}', "1:10: a colon should stand here, after a key; add it"),
    ("{'items': 1}", '1:2: a key in double quotes should stand here; write "key": value, and no'
     " comma after the last one"),
    ('{"items": }', "1:11: a value should stand here: a text in double quotes, a number, true,"
     " false, null, a list or an object; write one"),
    ('{"items": "a\nb"}', "1:13: a line break, a tab or another control character stands in a text;"
     r" write it as \n, \t or \u and its number"),
    (r'{"items": "\x"}', r"1:12: a backslash begins nothing that JSON knows; write it as \\"),
    ('{"items": "a', "1:11: a text begins here and does not end; close it with a double quote"),
    ('{"items": [', "1:12: the file ends before all that it opens is closed; fetch or write it"
     " again as a whole"),
    ('{"items": []}\nx', "2:1: something stands after the end of the feed; remove it"),
    ('{"items": [\n NaN]}', "2:2: NaN is not a number that JSON or any reader knows; write another,"
     " or null"),
    ("[" * 100_000, "1:1: objects and lists are nested deeper than any reader goes; correct it"),
    # Files that are something else
    ("HTTP/1.1 200 OK\r\n\r\n<rss/>", "1:1: this begins with the headers of a server's answer;"
     " remove all up to the first <"),
    ("<!DOCTYPE html><p>", "1:1: this is a web page (HTML) and not a feed, and it names none; look"
     " on it for the address of its feed"),
    ("<!-- a -->\n<HTML><head><link rel=alternate type=application/atom+xml href=/b.atom>",
     "1:1: this is a web page (HTML) and not a feed; its own feed is https://example.org/b.atom"),
    ("<urlset/>", "1:1: this is an XML file that begins with <urlset>, and none of RSS, Atom, OPML"
     " and JSON Feed; give a feed"),
    ('{"a": 1}', "1:1: this is JSON and not JSON Feed, for it has neither items nor the version of"
     " JSON Feed; give a feed"),
)  # fmt: skip

BYTES: Final = (
    (b"\x1f\x8b\x08\0", "is compressed with gzip; decompress it first"),
    (b"PK\x03\x04", "is compressed with ZIP"),
    (b"\x89PNG\r\n\x1a\n", "this is a PNG picture and not a feed"),
    (b"\xff\xd8\xff\xe0", "this is a JPEG picture"),
    (b"%PDF-1.7", "this is a PDF document"),
    (b"RIFF\0\0\0\0WEBP", "this is a WebP picture"),
    (b"ab\0\1", "this is binary data and not a feed"),
)

VALUES: Final = (
    ("rss", "https://audio.example.org/tower.mp3", "https://audio.example.org/the tower.mp3",
     "the address https://audio.example.org/the tower.mp3 in url of <enclosure> holds a space,"
     " which"
     " no address may; write it as %20"),
    ("rss", "https://audio.example.org/tower.mp3", "/tower.mp3",
     "/tower.mp3 in url of <enclosure> is not a whole address; write it from https:// on"),
    ("rss", "https://audio.example.org/tower.mp3", "http://localhost/tower.mp3",
     "the address http://localhost/tower.mp3 in url of <enclosure> has no host that can be found;"
     " write the whole address, such as https://example.org/page"),
    ("rss", "https://audio.example.org/tower.mp3", "https://audio.example.org/塔.mp3",
     "the address https://audio.example.org/塔.mp3 in url of <enclosure> holds letters beyond"
     " ASCII; write them as %XX, and the host in Punycode"),
    ("rss", "https://audio.example.org/tower.mp3", "",
     "url of <enclosure> is empty and should be an address; write one"),
    ("rss", "https://audio.example.org/tower.mp3", "feed:audio",
     "feed:audio in url of <enclosure> is not an address of http or https; write one"),
    ("rss", "<link>https://example.org/lamp", "<link>https://example.org/a&lt;b",
     "the address https://example.org/a<b in <link> holds the character <, which no address may;"
     " write it as %3C"),
    ("rss", "<guid>https://example.org/lamp", "<guid>https://example.org/a lamp",
     "the address https://example.org/a lamp in <guid> holds a space, which no address may;"
     " write it"
     " as %20"),
    ("rss", "<guid>https://example.org/lamp", "<guid>",
     "the guid is empty; write something that no other item has"),
    ("atom", '<content type="html">&lt;p&gt;A lamp&lt;/p&gt;', '<content type="html"><p>A</p>',
     'the element <p> stands in <content>, which says type="html"; write its tags as &lt;…&gt;, or'
     ' write type="xhtml" and a <div> around all of it'),
    ("atom", '<content type="html">&lt;p&gt;A lamp&lt;/p&gt;', '<content type="text"><p>A</p>',
     "the element <p> stands in <content>, which says that it is plain text; remove the tags, or"
     ' write them as &lt;…&gt; and type="html"'),
    ("atom", '<content type="html">&lt;p&gt;A lamp&lt;/p&gt;', '<content type="image/png"><p/>',
     "the element <p> stands in <content>, whose type image/png holds none; escape it, or correct"
     " the type"),
    ("atom", "<id>tag:example.org,2024-03-01:lamp", "<id>http://example.org/%zz",
     "http://example.org/%zz in <id> has an address that programs may read in different ways; write"
     " each % in it as %25, or its escape in full"),
    ("rss", "&lt;p&gt;A lamp", "&lt;p&gt;A &amp;bogus; lamp",
     "<description> holds &bogus, which is not an entity; write & as &amp;, or the character"
     " itself"),
    ("rss", "Mon, 01 Apr 2024 16:01:35 +0000</pubDate>\n      <source",
     "Tue, 01 Apr 2024 16:01:35 +0000</pubDate>\n      <source",
     '"Tue, 01 Apr 2024 16:01:35 +0000" in <pubDate> falls on another day of the week, Mon; correct'
     " or remove the day"),
    ("rss", "Mon, 01 Apr 2024 16:01:35 +0000</pubDate>\n      <source",
     "30 Feb 2024 16:01:35 +0000</pubDate>\n      <source",
     'there is no such day or time as "30 Feb 2024 16:01:35 +0000" in <pubDate>; correct it'),
    ("rss", "Mon, 01 Apr 2024 16:01:35 +0000</pubDate>\n      <source",
     "01 Apr 2124 16:01:35 +0000</pubDate>\n      <source",
     '"01 Apr 2124 16:01:35 +0000" in <pubDate> is in the future; correct it, for readers sort by'
     " it or hide the entry"),
    ("rss", "2024-03-01T08:00:00Z", "2023-02-29",
     'there is no such day or time as "2023-02-29" in <dc:date>; correct it'),
    ("rss", "2024-05-01T10:00", "2024-05-01T25:00",
     'there is no such day or time as "2024-05-01T25:00" in <ev:startdate>; correct it'),
    ("atom", "2024-03-01T08:00:00+01:00", "2024-03-01T08:61:00Z",
     'there is no such day or time as "2024-03-01T08:61:00Z" in <updated>; correct it'),
    ("atom", "2024-03-01T08:00:00+01:00", "2124-03-01T08:00:00Z",
     '"2124-03-01T08:00:00Z" in <updated> is in the future; correct it, for readers sort by it or'
     " hide the entry"),
    ("atom", "2024-03-01T08:00:00+01:00", "1970-01-01T00:00:00Z",
     '"1970-01-01T00:00:00Z" in <updated> is before 1990, when there were no feeds; correct it, for'
     " readers sort by it"),
    ("json", "2024-04-01T16:01:35Z", "2023-02-29T16:01:35Z",
     'there is no such day or time as "2023-02-29T16:01:35Z" in items[0].date_published; correct'
     " it"),
    ("json", "2024-04-01T16:01:35Z", "2124-04-01T16:01:35Z",
     '"2124-04-01T16:01:35Z" in items[0].date_published is in the future; correct it, for readers'
     " sort by it or hide the entry"),
    ("atom", "http://www.w3.org/2005/Atom", "http://www.w3.org/2005/atom",
     "<feed> is in the namespace http://www.w3.org/2005/atom, where readers do not look for it;"
     " write http://www.w3.org/2005/Atom"),
    ("opml", '<opml version', '<opml xmlns="http://opml.org/spec2" version',
     "<opml> is in the namespace http://opml.org/spec2, where readers do not look for it; remove"
     " xmlns, for RSS and OPML have none"),
    ("rss", "<channel>", '<channel xmlns:o="http://o.example.org/" o:p="q">',
     "RSS does not allow the attribute p (of http://o.example.org/) on <channel>; write it as an"
     " element of its own"),
    ("rss", "The lamp", "The cafÃ© by the lamp",
     '<title> holds "The cafÃ© by the la", which a wrong decoding leaves behind; decode the text in'
     " the encoding that it is in"),
    ("json", '"expired": false', '"expired": "no"',
     "expired is a string; write true or false"),
    ("json", '"authors": [', '"authors": [3, ', "authors[0] is a number; write an object"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BROKEN, ids=lambda value: value[:30])
def test_what_breaks_a_file_is_told_in_plain_words(text: str, said: str) -> None:
    assert f"feed:{said}" in [str(one).rpartition(" (")[0] for one in found(text)]


@pytest.mark.parametrize(("data", "said"), BYTES, ids=lambda value: str(value[:12]))
def test_what_is_no_text_is_called_what_it_is(data: bytes, said: str) -> None:
    [problem] = found(data + b"rest")
    assert problem.code == "not-a-feed"
    assert said in problem.message


@pytest.mark.parametrize(("kind", "old", "new", "said"), VALUES)
def test_what_is_wrong_with_a_value_is_told(kind: str, old: str, new: str, said: str) -> None:
    assert said in [one.message for one in found(changed(kind, old, new), kind)]


def test_every_cause_has_an_example() -> None:
    bare = RSS.replace(' encoding="UTF-8"', "")
    encodings = [RSS.encode("utf-16"), bare.encode("utf-16-be"), b"\xff"]
    said = {
        *(one.message for text, _ in BROKEN for one in found(text)),
        *(
            one.message
            for data in [*encodings, *(data for data, _ in BYTES)]
            for one in found(data)
        ),
        *(one.message for kind, *edit, _ in VALUES for one in found(changed(kind, *edit), kind)),
    }
    for code, about in CODES.items():
        for cause, message in about.messages.items():
            shape = re.sub(r"\\{\w+\\}", ".*", re.escape(message))
            if cause and code not in ALIKE:
                assert any(re.fullmatch(shape, one) for one in said), (code, cause)


# They have the same causes as addresses elsewhere.
ALIKE: Final = {"InvalidLink", "InvalidFullLink", "InvalidIRI", "InvalidURIAttribute"}


def test_an_encoding_that_is_not_true_is_told() -> None:
    text = RSS.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').replace("The lamp", "Café")
    said = [str(one) for one in found(text)]
    assert (
        "feed:1:1: the file says that it is in ISO-8859-1, and its bytes are UTF-8; write"
        ' encoding="UTF-8" into its first line (encoding-untrue)'
    ) in said
    assert not any("encoding-untrue" in str(one) for one in found(text.encode("latin-1")))
    chinese = RSS.replace('encoding="UTF-8"', 'encoding="GBK"').replace("The lamp", "海边的灯塔")
    assert any("are UTF-8" in str(one) for one in found(chinese))
    assert not any("are UTF-8" in str(one) for one in found(chinese.encode("gbk")))
    said = [str(one) for one in found(RSS.replace("The lamp", "Café").encode("latin-1"))]
    assert any("68:17: the bytes E9 here are not text in UTF-8" in one for one in said)


def test_the_addresses_of_feeds_on_a_page_are_whole() -> None:
    long = "https://example.org/" + "a" * 200
    page = f'<html><link rel="alternate" type="application/rss+xml" href="{long}">'
    [problem] = found(page)
    assert problem.message.endswith(long)


def test_a_key_that_stands_twice_is_told_where_it_does() -> None:
    text = changed("json", '"authors": [', '"id": "a", "id": "b", "authors": [')
    problem = next(one for one in found(text, "json") if one.code == "json-key-repeated")
    assert text_at(text, problem).startswith('"id": "b"')
