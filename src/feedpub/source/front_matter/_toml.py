"""Read TOML as front matter, and explain in words for people what is wrong with it."""

import re
import tomllib
from typing import Final

from feedpub.source.front_matter._limits import DEEPEST, SHORTEN, TOO_DEEP
from feedpub.source.front_matter._problems import Broken, quote

# Strings and comments; what is not closed goes on to the end of the line, or of the matter.
_OPAQUE = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]++|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
_PARTS = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST}}}")
_LINE = re.compile(r"\(at line (\d+)")
_PAIR = re.compile(r"[ \t]*+([\w.-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+=")
_HEADER = re.compile(r"[ \t]*+\[")
_LONGEST_NUMBER = re.compile(r"(?<![\w\"'])[+-]?\d[\d_]{4000}")

_TEXT = "put text in '…', and a ' in it in \"…\""
_MESSAGES: Final = {
    "Expected newline or end": ("something follows the value", "put each key on a line, " + _TEXT),
    "Expected ']": ("the name of a table is not closed", "end it with ]"),
    "Expected '='": ("a key has no = and value", "write key = value"),
    "Invalid statement": ("it is no key = value", "write key = value"),
    "Invalid initial character for a key": ("a key is empty or holds other marks", "put it in '…'"),
    "Duplicate inline": ("a key stands twice, with different values", "keep one of them"),
    "Cannot": ("a key or a table stands twice", "keep one of them"),
    "Unclosed inline table": ("{ is not closed, or a comma is missing", "end it with }"),
    "Unclosed array": ("[ is not closed, or a comma is missing", "end it with ]"),
    "Unescaped": ("a \\ begins nothing that TOML knows", "put the text in '…', or write \\\\"),
    "Invalid hex value": ("\\u has too few digits", "write four, or \\\\ for a \\"),
    "Escaped character": ("\\u names no character", "write the character itself"),
    "Unterminated string": ("a quote is not closed", "end the text with the quote it begins with"),
    "Illegal character": ("a quote is not closed", "end the text with the quote it begins with"),
    "Found invalid": ("a quote is not closed", "end the text with the quote it begins with"),
    "Expected \"'": ("a quote is not closed", "end the text with the quote it begins with"),
    "Invalid date": ("there is no such date or time", "write it as 2024-01-31T08:00:00+08:00"),
    "Invalid value": ("the value is neither text nor a number, date, true or false", _TEXT),
}


def load(matter: str) -> object:
    """Load TOML; raises Broken."""
    shape = _OPAQUE.sub(_blank, matter)
    deep = _PARTS.search(shape)
    if deep:
        # tomllib keeps every prefix of a key.
        raise Broken(shape.count("\n", 0, deep.start()), TOO_DEEP, SHORTEN)
    long = _LONGEST_NUMBER.search(shape)
    if long:
        raise Broken(shape.count("\n", 0, long.start()), "a number is too large", SHORTEN)
    try:
        return tomllib.loads(_each_once(matter, shape), parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise _explain(str(error), matter, shape) from None


def _blank(found: re.Match[str]) -> str:
    """Return a word in place of a string and nothing in place of a comment, with its lines."""
    return ("" if found[0][0] == "#" else "_") + "\n" * found[0].count("\n")


def _each_once(matter: str, shape: str) -> str:
    """Leave out lines that repeat an earlier line of their table.

    What is no pair of key and value on one line is left to the grammar.
    """
    lines = matter.split("\n")
    first: dict[str, str] = {}
    for number, outline in enumerate(shape.split("\n")):
        pair = _PAIR.match(lines[number]) if "=" in outline else None
        if _HEADER.match(outline):
            first = {}
        elif pair and pair[1] in first and _is_same(first[pair[1]], lines[number]):
            lines[number] = ""
        elif pair:
            first.setdefault(pair[1], lines[number])
    return "\n".join(lines)


def _is_same(one: str, other: str) -> bool:
    try:
        return one == other or tomllib.loads(one) == tomllib.loads(other)
    except ValueError:
        return False


def _explain(message: str, matter: str, shape: str) -> Broken:
    found = _LINE.search(message)
    line = int(found[1]) - 1 if found else matter.rstrip().count("\n")
    known = (told for begin, told in _MESSAGES.items() if message.startswith(begin))
    what, remedy = next(known, ("it is no TOML", "write key = value, " + _TEXT))
    written = _line(matter, line)
    outline = _line(shape, line).strip()
    if what.startswith("a quote"):
        line = line if found else _last_string(matter)
    elif message.startswith("Unclosed"):
        line = _open_bracket_line(shape, line)
    elif "：" in outline.partition("=")[0] or "＝" in outline:
        what, remedy = "a full-width sign stands in place of =", "write = as on an English keyboard"
    elif ":" in outline.partition("=")[0]:
        what = f"{quote(written)} is YAML"
        remedy = "write key = value between +++, or --- in place of +++"
    elif message.startswith("Cannot"):
        name = _PAIR.match(written)
        what = f"key {quote(name[1])} stands twice" if name else what
    return Broken(line, what, remedy)


def _line(some: str, number: int) -> str:
    lines = some.split("\n")
    return lines[number] if number < len(lines) else ""


def _last_string(matter: str) -> int:
    """Return the line of the last string without an end."""
    start = 0
    for found in _OPAQUE.finditer(matter):
        start = found.start() if found[0][0] != "#" else start
    return matter.count("\n", 0, start)


def _open_bracket_line(shape: str, line: int) -> int:
    """Return the line of the last bracket that is open at the end of a line before `line`."""
    opened: list[int] = []
    for number, outline in enumerate(shape.split("\n")[:line]):
        for mark in outline:
            if mark in "[{":
                opened.append(number)
            elif mark in "]}" and opened:
                opened.pop()
    return opened[-1] if opened else line
