"""RSS 1.0, in which a feed is RDF and items stand beside the channel."""

import pytest

from tests.validator.reading import found

WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:foaf="http://xmlns.com/foaf/0.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel rdf:about="https://example.org/all.rdf">
    <title>Coast</title>
    <link>https://example.org/</link>
    <description>What the tide brings</description>
    <dc:date>2024-04-01T16:01:35Z</dc:date>
    <image rdf:resource="https://example.org/logo.png"/>
    <items><rdf:Seq><rdf:li rdf:resource="https://example.org/tower"/></rdf:Seq></items>
  </channel>
  <image rdf:about="https://example.org/logo.png">
    <title>Coast</title>
    <url>https://example.org/logo.png</url>
    <link>https://example.org/</link>
  </image>
  <item rdf:about="https://example.org/tower">
    <title>The tower</title>
    <link>https://example.org/tower</link>
    <description>A tower stands there.</description>
    <dc:creator><rdf:Description><rdf:value>Ann</rdf:value></rdf:Description></dc:creator>
    <dc:date>2024-04-01T16:01:35Z</dc:date>
    <content:encoded>&lt;p&gt;A tower.&lt;/p&gt;</content:encoded>
    <foaf:maker><foaf:Person/></foaf:maker>
  </item>
  <rdf:Description rdf:about="https://example.org/tower"/>
</rdf:RDF>
"""


def test_a_feed_with_nothing_wrong_has_no_finding() -> None:
    assert found(WHOLE, "rdf") == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("<title>The tower</title>", "", "MissingElement", "<item> has no title"),
        ("<link>https://example.org/tower</link>", "", "MissingElement", "<item> has no link"),
        ("<description>What the tide brings</description>", "", "MissingDescription", "<channel>"),
        (' rdf:about="https://example.org/tower">\n', ">\n", "MissingAttribute", "rdf:about"),
        ("<foaf:maker>", "<pubDate>now</pubDate><foaf:maker>", "UndefinedElement", "<pubDate>"),
        (">https://example.org/tower<", ">/tower<", "InvalidFullLink", "/tower in <link>"),
        ("&lt;p&gt;", "&lt;p onclick=''&gt;", "SecurityRiskAttr", "onclick"),
        ("35Z</dc:date>\n    <content", "35</dc:date>\n    <content", "InvalidW3CDTFDate", "16:01"),
        (
            "<rdf:Description rdf:about",
            '<item rdf:about="https://example.org/tower"><title>a</title>'
            "<link>https://example.org/2</link></item><rdf:Description rdf:about",
            "DuplicateValue",
            "https://example.org/tower",
        ),
    ],
)
def test_what_is_wrong_is_found(old: str, new: str, code: str, said: str) -> None:
    assert old in WHOLE
    [problem] = found(WHOLE.replace(old, new), "rdf")
    assert problem.code == code
    assert said in problem.message


def test_a_problem_names_the_item_by_what_it_is_about() -> None:
    [problem] = found(WHOLE.replace("<title>The tower</title>", ""), "rdf")
    assert problem.entry == "https://example.org/tower"
