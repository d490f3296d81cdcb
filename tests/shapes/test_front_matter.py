"""Front matter in YAML, TOML and JSON: marks, keys, lists, texts, each as a value of a known key."""

# ruff: noqa: E501 - one shape, one line

import json

import pytest

from feedpub.config import Site
from feedpub.entries import outline
from feedpub.source.front_matter import parse
from tests.shapes.growing import Shape, check_growth, of

YAML: dict[str, Shape] = {
    "keys": of("a{}: b\n"),
    "one key again": of("a: b\n"),
    "a long key": of("a", "", ": b\n"),
    "a key in quotes": of("a", '"', '": b\n'),
    "keys without a value": of("a{}:\n"),
    "lines without a colon": of("a\n"),
    "colons": of(":", "a"),
    "colons and spaces": of(": ", "a"),
    "a list": of("- a\n", "a:\n"),
    "lists in lists": of("- ", "a:\n"),
    "a list on one line": of("a, ", "a: [", "]\n"),
    "lists on one line in lists": of("[", "a: ", "b\n", "]"),
    "lists on one line that do not end": of("[", "a: "),
    "mappings on one line": of("{a: ", "a: ", "b\n", "}"),
    "mappings on one line that do not end": of("{", "a: "),
    "commas": of(",", "a: [", "]\n"),
    "explicit keys": of("? a{}\n: b\n"),
    "explicit keys in each other": of("? "),
    "comments": of("# a\n"),
    "a long comment": of("#"),
    "comments after values": of("a{}: b # c\n"),
    "empty lines": of("\n"),
    "spaces": of(" "),
    "spaces before a key": of(" ", "", "a: b\n"),
    "spaces after a value": of(" ", "a: b"),
    "tabs": of("\t"),
    "tabs before keys": of("\ta{}: b\n"),
    "deeper and deeper": lambda n: "".join(f"{' ' * i}a:\n" for i in range(int(n**0.5))),
    "anchors": of("a{}: &a{} b\n"),
    "aliases": of("- *a\n", "b: &a c\na:\n"),
    "aliases of lists": of("- *a\n", "b: &a [c, c, c]\na:\n"),
    "stars": of("*", "a: "),
    "tags": of("a{}: !!str b\n"),
    "exclamation marks": of("!", "a: "),
    "percent signs": of("%"),
    "ends of documents": of("...\n"),
    "merging": of("a{}:\n  <<: *b\n", "b: &b {c: d}\n"),
    "lines of a text": of("  a\n", "a: |\n"),
    "folded lines": of("  a\n", "a: >\n"),
    "folded lines with empty ones": of("  a\n\n", "a: >\n"),
    "quotes": of('"', "a: "),
    "apostrophes": of("'", "a: "),
    "quotes in quotes": of('"b" ', 'a: "', '"\n'),
    "apostrophes in apostrophes": of("'b' ", "a: '", "'\n"),
    "escapes": of("\\u0041", 'a: "', '"\n'),
    "backslashes": of("\\", 'a: "', '"\n'),
    "half escapes": of("\\u", 'a: "', '"\n'),
    "a text of many lines in quotes": of("b\n\n  ", 'a: "', '"\n'),
    "a text in quotes that does not end": of("b\n", 'a: "'),
    "broken lines": of("a{}: @b\n"),
    "broken quotes": of('a{}: "b"c"\n'),
    "spaces in a broken line": of(" ", 'a: "b"c', 'x"y\n'),
    "quotes in a broken line": of('"', 'a: "b"c', "x\n"),
    "tabs in a broken line": of("\t", 'a: "b"c', 'x"y\n'),
    "colons in a broken line": of(": ", "a: b: c", "\n"),
    "ends of the front matter": of("----\n", "a: b\n"),
    "dashes": of("-"),
    "controls": of("\x01", "a: "),
    "line separators": of("\u2028", "a: "),
    "a long number": of("9", "a: "),
    "carriage returns": of("a{}: b\r"),
}
TOML: dict[str, Shape] = {
    "keys": of("a{} = 1\n"),
    "one key again": of("a = 1\n"),
    "a long key": of("a", "", " = 1\n"),
    "tables": of("[a{}]\n"),
    "tables in tables": of("[a.a{}]\nb = 1\n"),
    "tables in a list": of("[[a]]\n"),
    "tables in a list of a table": of("[[a]]\n[a.b]\nc = 1\n"),
    "dotted keys": of("a.b{} = 1\n"),
    "a list": of("1, ", "a = [", "]\n"),
    "lists in lists": of("[", "a = ", "", "]"),
    "lists that do not end": of("[", "a = "),
    "tables on one line": of("{a = ", "a = ", "1", "}"),
    "a table on one line": of("a{} = 1, ", "a = {", "b = 1}\n"),
    "a text": of("a", 'a = "', '"\n'),
    "quotes": of('"', "a = "),
    "a text of many lines": of("a\n", 'a = """', '"""\n'),
    "quotes in it": of('""\\"', 'a = """', '"""\n'),
    "escapes": of("\\u0041", 'a = "', '"\n'),
    "line ends that are left out": of("\\\n  ", 'a = """', '"""\n'),
    "apostrophes": of("'", "a = "),
    "numbers": of("1_", "a = ", "1\n"),
    "digits": of("1", "a = "),
    "numbers with a point": of("1", "a = 1."),
    "dates": of("a{} = 2024-01-01T00:00:00Z\n"),
    "comments": of("# a\n"),
    "spaces": of(" ", "a", "= 1\n"),
    "lines": of("\n"),
    "plus signs": of("+"),
}
JSON: dict[str, Shape] = {
    "keys": of('"a{}": 1, '),
    "one key again": of('"a": 1, '),
    "a long key": of("a", '"', '": 1, '),
    "a list": of("1, ", '"a": [', "1], "),
    "lists in lists": of("[", '"a": ', ", ", "]"),
    "lists that do not end": of("[", '"a": '),
    "objects in objects": of('{"a": ', '"a": ', "1, ", "}"),
    "escapes": of("\\u0041", '"a": "', '", '),
    "halves of pairs": of("\\ud800", '"a": "', '", '),
    "quotes": of('\\"', '"a": "', '", '),
    "half quotes": of('"', '"a": '),
    "backslashes": of("\\", '"a": "', '", '),
    "digits": of("1", '"a": ', ", "),
    "digits after the point": of("1", '"a": 1.', ", "),
    "spaces": of(" ", '"a"', ": 1, "),
    "lines": of("\n", '"a"', ": 1, "),
    "lines with a brace": of("}\n", '"a": "'),
}
KEYS = (
    "title", "date", "updated", "link", "id", "author", "categories", "tags", "language", "summary",
    "headimg", "enclosure", "audio", "duration", "draft", "excerpt_separator", "episode",
)  # fmt: skip
VALUES = {
    "<": "<", ">": ">", "& ": "& ", "<rt>": "<rt>", "</rt>": "</rt>", "<br ": "<br ", "<script>": "<script>",
    "<!--": "<!--", "@": "@", "<@": "<@", "a@": "a@", "a.": "a.", "a@b.": "a@b.", "(": "(", ")": ")", "-": "-",
    ":": ":", "/": "/", ".": ".", "%": "%", "%41": "%41", "digit": "1", "space": " ", "tab": "\t", "line": "\n",
    "letter": "a", "twice encoded": "Ã©", "half an encoding": "Â", "combining": "\u0301", "direction": "\u202e",
    "flag": "🇩🇪", "control": "\x01", "entity": "&amp;", "number": "&#65;", "half a number": "&#", "comma": ",",
    "hyphenated": "-ab", "clock": "1:", "date": "2024-01-01 ", "full stop": "。", "quote": '"', "Punycode": "xn--",
    "http": "http://", "dot": "../", "query": "?a=b/", "#": "#", "urn": "urn:",
}  # fmt: skip


@pytest.mark.parametrize("name", YAML)
def test_yaml(name: str) -> None:
    check_growth(lambda written: read(f"---\n{DATED}{written}\n---\nx"), YAML[name], 8_000)


@pytest.mark.parametrize("name", TOML)
def test_toml(name: str) -> None:
    check_growth(lambda written: read(f"+++\n{written}\n+++\nx"), TOML[name], 8_000)


@pytest.mark.parametrize("name", JSON)
def test_json(name: str) -> None:
    check_growth(
        lambda written: read(f'{{\n{written}"date": "2024-01-01"\n}}\nx'), JSON[name], 8_000
    )


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", VALUES)
def test_values(key: str, value: str) -> None:
    def of_one_text(text: str) -> None:
        given = {"date": "2024-01-01", "title": "x", key: text}
        read(f"{json.dumps(given, indent=0)}\nx")

    def of_a_list(text: str) -> None:
        parts = [text[begin : begin + 200] for begin in range(0, len(text), 200)]
        given = {"date": "2024-01-01", "title": "x", key: parts}
        read(f"{json.dumps(given, indent=0)}\nx")

    for before in ("", "http://a.b/"):
        check_growth(of_one_text, of(VALUES[value], before, "\x7fx"), 4_000)
    check_growth(of_a_list, of(VALUES[value]), 4_000)


@pytest.mark.parametrize("key", ["author", "categories", "tags", "headimg", "enclosure"])
def test_many_values(key: str) -> None:
    def listed(text: str) -> None:
        given = {"date": "2024-01-01", "title": "x", key: text.split()}
        read(f"{json.dumps(given, indent=0)}\nx")

    def mapped(text: str) -> None:
        found = [{"name": one, "url": one, "src": one} for one in text.split()]
        read(f"{json.dumps({'date': '2024-01-01', 'title': 'x', key: found}, indent=0)}\nx")

    for many in (listed, mapped):
        check_growth(many, of("a{} "), 4_000)
        check_growth(many, of("http://a.b/{}.png "), 4_000)


DATED = "date: 2024-01-01\n"


def read(source: str) -> None:
    document, _ = parse("a.md", source.encode("utf-8", "replace"), "digest")
    if document:
        outline(document, Site(), lambda _document, _reference: None)
