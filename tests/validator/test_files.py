import codecs

import pytest

from feedpub.validator import validate
from feedpub.validator._decode import _PYTHON_CALLS, _RARE, _USUAL
from tests.validator.reading import changed, codes, found, whole

RSS = whole("rss")


@pytest.mark.parametrize("name", sorted(_USUAL | _RARE))
def test_every_encoding_is_one_that_python_knows(name: str) -> None:
    assert codecs.lookup(_PYTHON_CALLS.get(name, name))


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("gb18030", b""),
    ],
)
def test_encodings_of_xml_are_read(encoding: str, mark: bytes) -> None:
    declared = "UTF-16" if "16" in encoding else encoding
    text = changed("atom", 'encoding="UTF-8"', f'encoding="{declared}"')
    data = mark + text.replace("Coast", "海岸").encode(encoding)
    assert found(data, "atom") == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (RSS.encode("utf-16"), "UnicodeError"),  # and declares UTF-8
        (RSS.encode("utf-16-be"), "UnicodeError"),
        (RSS.replace("lamp", "é").encode("latin-1"), "UnicodeError"),
        (RSS.replace("lamp", "\ufffd").encode(), "BadCharacters"),
        (RSS.replace("lamp", "cafÃ©").encode(), "BadCharacters"),
        (RSS.replace("lamp", "\x01").encode(), "SAXError"),
        (b"", "SAXError"),
        (b"\xef\xbb\xbf", "SAXError"),
        (b"not a feed", "SAXError"),
        (b"<html><body/></html>", "not-a-feed"),
        (b"{}", "not-a-feed"),
        (b"[1]", "not-a-feed"),
        (b'{"version": "2"}', "not-a-feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [NaN]}', "json-invalid"),
        (b'{"a": "\xff"}', "UnicodeError"),
        (b"[" * 100_000, "json-invalid"),
        (b'{"title": ' + b"9" * 5000 + b"}", "json-invalid"),
        (b"<rss version='2.0'><o:o/></rss>", "SAXError"),
    ],
)
def test_what_a_file_is_not_is_told(data: bytes, code: str) -> None:
    assert code in codes(data)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ('<Channel xmlns="http://purl.org/net/rss1.1#"/>', "1.1"),
        (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
            ' xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel/></r:RDF>',
            "0.90",
        ),
    ],
)
def test_other_kinds_of_rss_are_known_by_name(text: str, version: str) -> None:
    [finding] = found(text)
    assert finding.code == "rss-1"
    assert f"RSS {version}," in finding.message


@pytest.mark.parametrize("version", ["0.91", "0.92"])
def test_older_rss_needs_neither_guid_nor_self_link(version: str) -> None:
    text = (
        f'<rss version="{version}"><channel><title>a</title><link>http://e.org/</link>'
        "<description>b</description><language>en</language><item><title>c</title>"
        "<link>http://e.org/c</link><pubDate>Mon, 01 Apr 2024 16:01:35 GMT</pubDate></item>"
        "</channel></rss>"
    )
    assert found(text) == ()


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/rss+xml", set()),
        ("text/xml; charset=utf-8", set()),
        ('application/rss+xml; charset="UTF-8"', set()),
        ("text/html; charset=utf-8", {"UnexpectedContentType"}),
        ("application/atom+xml", {"UnexpectedContentType"}),
        ("text/xml; charset=iso-8859-1", {"EncodingMismatch", "NotUTF8"}),
        ("application/rss+xml; charset=x-none", {"EncodingMismatch", "UnknownEncoding"}),
        ("\r\nnothing: at all", {"UnexpectedContentType"}),
    ],
)
def test_what_the_server_says_is_held_against_the_feed(
    content_type: str, expected: set[str]
) -> None:
    findings = validate(RSS.encode(), name="feed", content_type=content_type)
    assert {finding.code for finding in findings} == expected


def test_a_document_type_is_not_fetched_and_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "{"&a" + str(n - 1) * (n > 1) + ";"}">' for n in range(1, 9)
    )
    [finding] = found(RSS.replace("<rss ", bomb + "]><rss ").replace("The lamp", "&a8;"))
    assert finding.code == "entity-declared"
    [finding] = found(
        RSS.replace("<rss ", '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss ')
    )
    assert finding.code == "entity-declared"


HOSTILE = {
    "open tags": RSS.replace("&lt;p&gt;A lamp", "&lt;div " * 100_000),
    "open quotes": RSS.replace("&lt;p&gt;A lamp", "&lt;a b='" * 100_000),
    "attributes": RSS.replace("&lt;p&gt;A lamp", "&lt;a" + " b=c" * 200_000 + "&gt;"),
    "comments": RSS.replace("&lt;p&gt;A lamp", "&lt;!--" * 200_000),
    "scripts": RSS.replace("&lt;p&gt;A lamp", "&lt;script&gt;" * 80_000),
    "nested": RSS.replace("&lt;p&gt;A lamp", "&lt;b&gt;" * 100_000),
    "list items": RSS.replace("&lt;p&gt;A lamp", "&lt;li&gt;&lt;p&gt;" * 60_000),
    "ampersands": RSS.replace("&lt;p&gt;A lamp", "&amp;#" * 200_000),
    "semicolons": RSS.replace("&lt;p&gt;A lamp", '&lt;p style="' + "a:b;" * 200_000 + '"&gt;'),
    "dashes": RSS.replace("&lt;p&gt;A lamp", '&lt;p style="' + "a-" * 300_000 + '"&gt;'),
    "blank style": RSS.replace("&lt;p&gt;A lamp", '&lt;p style="' + " " * 500_000 + 'é"&gt;'),
    "an address": RSS.replace("https://example.org/lamp", "http://" + "a." * 300_000 + "/\\"),
    "an iri": RSS.replace("https://example.org/lamp", "http://" + "é." * 200_000),
    "a date": RSS.replace("2024-03-01T08:00:00Z", "2" * 500_000),
    "a date of rfc 822": RSS.replace("Mon, 01 Apr 2024", "(" * 500_000),
    "a person": RSS.replace("bob@example.org", "a@" * 300_000),
    "a media type": RSS.replace("audio/mpeg", "a/b" + ";c=d" * 150_000),
    "a title": RSS.replace("The lamp", "&amp;" * 150_000 + "&lt;/x"),
    "white space": RSS.replace("The lamp", " " * 900_000 + "x"),
    "bad letters": RSS.replace("The lamp", "Ã©" * 200_000),
    "elements": RSS.replace("<ttl>60</ttl>", "<x/>" * 200_000),
    "attributes of xml": RSS.replace(
        "<ttl>", "<ttl " + " ".join(f'a{n}="b"' for n in range(50_000)) + ">"
    ),
    "namespaces": RSS.replace(
        "<ttl>", "<ttl " + " ".join(f'xmlns:a{n}="b:{n}"' for n in range(30_000)) + ">"
    ),
    "a namespace": RSS.replace("<ttl>", f'<ttl xmlns:a="{"a!" * 200_000}">'),
    "items": RSS.replace("</channel>", "<item><guid>a</guid></item>" * 20_000 + "</channel>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_comes_to_an_end(name: str) -> None:
    # A second is enough for each; what is not linear takes longer than anyone waits.
    assert len(found(HOSTILE[name])) <= 1001


def test_a_hostile_json_feed_is_read_in_linear_time() -> None:
    items = ",".join('{"id": "1"}' for _ in range(50_000))
    text = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "a", "items": [{items}]}}'
    assert "too-many-findings" in codes(text, "json")
    assert "json-key-repeated" in codes('{"items": 1, ' + '"b": 1,' * 50_000 + '"b": 1}', "json")


def test_findings_are_shown_without_what_a_terminal_obeys() -> None:
    text = changed("json", '"en"', '"\\u001b[31m\\u202e\\nen"')
    [finding] = found(text, "json")
    assert "\\x1b[31m\\u202e en" in finding.message
    assert finding.message.isprintable()


def test_nothing_is_in_the_future_without_a_clock() -> None:
    text = changed("atom", "2024-03-01T08:00:00+01:00", "2124-03-01T08:00:00Z")
    assert validate(text.encode(), name="feed") == ()
    assert codes(text, "atom") == {"ImplausibleDate"}


def test_where_it_is_served_is_held_against_a_feed_only_where_it_is_known() -> None:
    for kind in ("rss", "atom", "json"):
        text = changed(kind, f"all.{kind}", f"other.{kind}").encode()
        assert validate(text, name="feed") == ()
        assert len(found(text, kind)) == 1
