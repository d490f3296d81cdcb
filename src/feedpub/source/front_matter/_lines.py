"""The lines of YAML front matter: which hold a key or an item, and the value beside it.

YAML itself tells nothing of lines that it can't read, and little of those that it reads as
something else than was meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

TAB: Final = "  "
"""The spaces in place of a tab that indents."""

_INDENT = re.compile(r"[ \t]*+")
_DASHES = re.compile(r"(?:-(?:[ \t]++|$))*+")
_PROPERTY = re.compile(r"[&!][^\s]*+")
_QUOTED_KEY = re.compile(r"(\"[^\"]*+\"|'[^']*+')[ \t]*+:(?=[ \t]|$)")
_COLON = re.compile(r":(?=[ \t]|$)")
# No key begins with one of these.
_NO_KEY: Final = "[]{},#&*!|>%@`'\""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, no comment, and not in the middle of a text.

    `head` is all that stands before `value`; `key` is the key on the line, `owner` the one of the
    list or mapping that the line belongs to, both in lower case and "" where there is none.
    `column` is where the key, or else the last dash, stands. `alone` tells that the value ends
    with the line.
    """

    number: int
    head: str
    value: str
    key: str
    owner: str
    is_item: bool
    column: int
    alone: bool

    @property
    def before(self) -> str:
        """Return the spaces and dashes before the key or the item."""
        found = _DASHES.match(self.head, _end_of_indent(self.head))
        return self.head[: found.end() if found else 0]


def read(lines: list[str]) -> Iterator[Line]:
    """Yield the lines that hold a key, an item, or something that should be one."""
    following = _following(lines)
    above: list[tuple[int, str]] = []  # keys whose values may be further down, with their columns
    text_of: int | None = None  # lines further in than this column are part of a text
    for number, text in enumerate(lines):
        start = _end_of_indent(text)
        indent = _width(text[:start])
        if _is_nothing(text, start) or (text_of is not None and indent > text_of):
            continue
        text_of = None
        dashes = _DASHES.match(text, start)
        inner = dashes.end() if dashes else start
        is_item = inner > start
        key, at = _key(text, inner)
        column = indent + (inner - start if key else max(0, text.rfind("-", start, inner) - start))
        while above and above[-1][0] > (indent if is_item else column - 1):
            above.pop()
        owner = above[-1][1] if above else ""
        value = text[at:].strip(" \t")
        next_column, next_is_item = following[number]
        deeper = next_column > column
        listed = bool(key) and next_is_item and next_column == column
        if (deeper or listed) and (value.startswith("#") or _PROPERTY.fullmatch(value)):
            value = ""
        if value and deeper:
            text_of = column
        if key:
            above.append((column, key))
        head = text[: len(text) - len(text[at:].lstrip(" \t"))] if value else text
        yield Line(number, head, value, key, owner, is_item, column, not (value and deeper))


def _following(lines: list[str]) -> list[tuple[int, bool]]:
    """Return, for each line, the column of the next line with content, and if it is an item."""
    found: list[tuple[int, bool]] = []
    following = (-1, False)
    for text in reversed(lines):
        found.append(following)
        start = _end_of_indent(text)
        if not _is_nothing(text, start):
            dashes = _DASHES.match(text, start)
            following = _width(text[:start]), bool(dashes and dashes.end() > start)
    return found[::-1]


def _end_of_indent(text: str) -> int:
    found = _INDENT.match(text)
    return found.end() if found else 0


def _width(indent: str) -> int:
    return len(indent) + (len(TAB) - 1) * indent.count("\t")


def _is_nothing(text: str, start: int) -> bool:
    return start == len(text) or text[start] == "#"


def _key(text: str, start: int) -> tuple[str, int]:
    """Return the key that begins at `start`, in lower case, and where its value begins."""
    found = _QUOTED_KEY.match(text, start)
    if found:
        return found[1][1:-1].lower(), found.end()
    colon = _COLON.search(text, start) if text[start : start + 1] not in _NO_KEY else None
    if colon is None:
        return "", start
    return text[start : colon.start()].strip().lower(), colon.end()
