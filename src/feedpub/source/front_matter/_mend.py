"""Read broken YAML front matter as it is meant, line by line."""

import json
import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

import yaml

from feedpub.source.front_matter import _lines, _quotes, _slips, _texts, _yaml
from feedpub.source.front_matter._lines import TAB, Line
from feedpub.source.front_matter._problems import quote
from feedpub.source.front_matter._texts import QUOTE_IT, on_one_line

# Lists and mappings on one line that YAML is asked about, each by itself.
_MOST_ASKED: Final = 200

_HALVES = re.compile(r"(\\\\)|(?:\\u[dD][89a-fA-F][0-9a-fA-F]{2})+")
_IN_DOUBLE_QUOTES = re.compile(
    r'((?:^|[:\-?\[{,])[ \t]*+)("(?:[^"\\]++|\\.)*+")', re.MULTILINE | re.DOTALL
)
# A comment in place of a text, an item with a colon, a quote that is not closed on its line.
# Three searches, each for what begins with one certain character, take half the time of one.
_ODD: Final = (
    re.compile(r"[|>][-+0-9]{0,2}#"),
    re.compile(r"\n[ \t]*+-[^\n:]*+:(?:[ \t]|$)", re.MULTILINE),
    re.compile(r" (?:\"[^\"\n]*+|'[^'\n]*+)\n"),
)
_WITH_SPACE: Final = ("-", "?", ":")
_NEVER_FIRST: Final = ",]}@`%"
_COLON = re.compile(r":(?:[ \t]|$)")
_COMMENT = re.compile(r"[ \t]+#")
_READ: Final = {
    "'": re.compile(r"'(?:[^']++|'')*+'"),
    '"': re.compile(
        r'"(?:[^"\\]++|\\(?:[0abt\tnvfre "/\\N_LP]'
        r'|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}))*+"'
    ),
}

_TAB: Final = "is indented with a tab, which was read as two spaces; indent with spaces"
_LIST: Final = f"is a broken list, and was read as the texts between its commas; {QUOTE_IT}"
_PLAIN: Final = f"is broken YAML, and was read as the text that stands there; {QUOTE_IT}"


@dataclass(frozen=True, slots=True)
class Note:
    """A note on an odd line, counted from 0, and on how it was read."""

    line: int
    message: str


def load(matter: str) -> tuple[object, list[Note]]:
    """Load YAML, as it is meant where it is broken in one certain way; raises Broken."""
    notes: list[Note] = []
    if any(map(matter.__contains__, _texts.MARKS)) or any(odd.search(matter) for odd in _ODD):
        matter, notes = _read_texts(matter)
    try:
        loaded = _yaml.load(matter)
    except yaml.YAMLError as error:
        repaired, more = _repair(matter)
        if repaired == matter:
            raise _slips.explain(error, matter) from None
        matter, notes = repaired, sorted([*notes, *more], key=lambda note: note.line)
        loaded = _load_again(matter)
    if _slips.FULL_WIDTH_COLON in matter and isinstance(loaded, dict):
        slip = any(_slips.FULL_WIDTH_COLON in key for key in loaded)
        broken = _slips.with_full_width_colon(matter) if slip else None
        if broken:
            raise broken
    return loaded, notes


def _load_again(repaired: str) -> object:
    try:
        return _yaml.load(repaired)
    except yaml.YAMLError as error:
        raise _slips.explain(error, repaired) from None


def _read_texts(matter: str) -> tuple[str, list[Note]]:
    """Put texts in quotes that YAML would take for something else."""
    lines = matter.split("\n")
    found = list(_lines.read(lines))
    notes = []
    names = _texts.anchors(matter)
    for line, following in zip_longest(found, found[1:]):
        if following and following.key and _slips.is_open(line):
            raise _slips.not_closed(line)
        if _texts.is_name_with_colon(line, following):
            name = f"{line.head}{line.value}".removeprefix(line.before).strip()
            lines[line.number] = line.before + on_one_line(name)
            notes.append(Note(line.number, f"was read as one name with a colon; {QUOTE_IT}"))
        elif line.value and line.alone and _texts.holds_text(line):
            read = _texts.as_text(line, names)
            if read:
                lines[line.number] = line.head + read[0]
                notes.append(Note(line.number, read[1]))
    return "\n".join(lines) if notes else matter, notes


def _repair(matter: str) -> tuple[str, list[Note]]:
    """Mend the lines that have one certain meaning.

    A value on one line that is no YAML by itself (a quote inside of quotes, a colon, an @ at its
    beginning) is meant as the text that stands there. Tabs that indent are meant as spaces.
    """
    lines = _whole_characters(matter).split("\n")
    notes: dict[int, Note] = {}
    asked = 0
    for line in list(_lines.read(lines)):
        head = line.head
        if "\t" in line.before:
            head = head.replace("\t", TAB)
            lines[line.number] = head + line.value
            notes[line.number] = Note(line.number, _TAB)
        if not (line.alone and line.value):
            continue
        asked += line.value[0] in "[{&*!"
        if asked > _MOST_ASKED:
            break
        meaning = _meaning(line) if _is_broken(line.value) else None
        if meaning:
            lines[line.number] = head + meaning[0]
            notes[line.number] = Note(line.number, meaning[1])
    for number, text in enumerate(lines):
        if text[:1] == "\t" and text.strip(" \t")[:1] not in ("", "#"):
            rest = text.lstrip(" \t")
            lines[number] = text[: len(text) - len(rest)].replace("\t", TAB) + rest
            notes[number] = Note(number, _TAB)
    return "\n".join(lines), [notes[number] for number in sorted(notes)]


def _meaning(line: Line) -> tuple[str, str] | None:
    """Return the YAML of what a broken value is meant to be, and a warning.

    None where that is not certain.
    """
    value = line.value
    if value[0] in "'\"":
        text = _quotes.meant(value)
        if text is None:
            return None
        what = f"has quotes inside of quotes, and was read as {quote(text, line.key)}"
        return on_one_line(text), f"{what}; {QUOTE_IT}"
    if value[0] in "[{" and not _texts.holds_one_text(line):
        items = _texts.list_of_texts(value) if value[0] == "[" else None
        if items:
            return items, _LIST
        end = "]" if value[0] == "[" else "}"
        if value[-1] == end or value.count(value[0]) > value.count(end):
            return None
    return on_one_line(value), _PLAIN


def _is_broken(value: str) -> bool:
    """Tell whether a value by itself breaks the grammar."""
    mark = value[0]
    if mark in "'\"":
        found = _READ[mark].match(value)
        rest = value[found.end() :] if found else value
        return bool(rest) and _COMMENT.match(rest) is None
    if mark in "[{&*!":
        return not _is_read(value)
    if mark in "|>":
        return not _texts.is_block(value)
    if mark in _NEVER_FIRST or (mark in _WITH_SPACE and value[1:2] in ("", " ", "\t")):
        return True
    return mark != "#" and _COLON.search(value.partition(" #")[0]) is not None


def _is_read(value: str) -> bool:
    try:
        for _ in yaml.parse(f"value: {value}", Loader=yaml.CSafeLoader):
            pass
    except (yaml.scanner.ScannerError, yaml.parser.ParserError):
        return False
    return True


def _whole_characters(matter: str) -> str:
    """Join the two halves of a character, as JSON writes those beyond U+FFFF in double quotes."""
    return _IN_DOUBLE_QUOTES.sub(_join, matter) if "\\u" in matter else matter


def _join(found: re.Match[str]) -> str:
    return found[1] + _HALVES.sub(_decode, found[2])


def _decode(found: re.Match[str]) -> Any:
    if found[1]:
        return found[0]
    halves = json.loads(f'"{found[0]}"').encode("utf-16-le", "surrogatepass")
    return halves.decode("utf-16-le", "ignore")
