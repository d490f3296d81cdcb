"""All of Unicode, in every place of a document: the feeds stay well-formed."""

import sys
from xml.parsers import expat

from lxml import etree

from feedpub.web import text
from tests.conftest import Project

EVERYTHING = [chr(point) for point in range(sys.maxunicode + 1)]
BLOCK = 16_384


def assert_well_formed(body: bytes) -> None:
    etree.fromstring(body, etree.XMLParser(huge_tree=True))
    expat.ParserCreate().Parse(body, True)


def test_printable_text_is_well_formed_for_lxml_and_expat() -> None:
    for begin in range(0, len(EVERYTHING), BLOCK):
        kept = text.printable("".join(EVERYTHING[begin : begin + BLOCK]))
        escaped = kept.replace("&", "&amp;").replace("<", "&lt;")
        assert_well_formed(f"<a>{escaped}</a>".encode())


def test_printable_text_keeps_what_xml_and_html_can_carry() -> None:
    kept = set(text.printable("\n".join(EVERYTHING)))
    lost = [character for character in EVERYTHING if character not in kept]
    assert all(
        ord(character) < 0x20
        or 0x7F <= ord(character) <= 0x9F
        or 0xD800 <= ord(character) <= 0xDFFF
        or 0xFDD0 <= ord(character) <= 0xFDEF
        or character == "\ufffd"
        or ord(character) & 0xFFFE == 0xFFFE
        for character in lost
    )
    assert {"\t", "\n", "中", "\U0001f600", "\u202e", "\u200d"} <= kept


def test_feeds_of_documents_with_every_character_are_well_formed(project: Project) -> None:
    for number, begin in enumerate(range(0, len(EVERYTHING), BLOCK)):
        some = EVERYTHING[begin : begin + BLOCK]
        raw = "".join(character for character in some if character not in "\r\n\x00")
        references = "".join(f"&#{ord(character)};" for character in some[::7])
        title = raw[number * 200 : number * 200 + 200].replace("'", "''")
        category = raw[-40:].replace("'", "''")
        lines = [
            "---",
            f"title: '{title}'",
            f"author: '{raw[:100].replace(chr(39), chr(39) * 2)}'",
            f"categories: ['{category}']",
            "date: 2022-01-01",
            "---",
            f"<p>{raw} ]]> {references}</p><p title='{references[:2000]}'>x</p>",
        ]
        data = "\n".join(lines).encode("utf-8", "ignore")
        project.write(f"seeds/{number}.md", data)
    result = project.build()
    assert result.counts.published + result.counts.refused == result.counts.documents
    assert result.counts.published > 60
    for name, body in project.out().items():
        if name.endswith((".rss", ".atom")):
            assert_well_formed(body)
