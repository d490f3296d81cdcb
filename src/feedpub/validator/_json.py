"""Parse the text of a JSON file into a tree, or find out what is wrong with its JSON."""

import json
import re
from typing import Final, NoReturn

from feedpub.validator._report import Report
from feedpub.validator._tree import DEEPEST, MOST_ELEMENTS, Element

_TOKEN = re.compile(r'("(?:[^"\\]++|\\.)*+"|[{}\[\]]|[^\s:,{}\[\]"]++)', re.DOTALL)
_NOT_JSON = re.compile(r"\b(?:NaN|-?Infinity)\b|-?[0-9]{4000}")
_TYPES: Final = {
    '"': "a string",
    "[": "a list",
    "{": "an object",
    "t": "true or false",
    "f": "true or false",
    "n": "null",
}
# Python's messages are for people who write parsers.
_MEANT: Final = {
    "Expecting value": "value",
    "Expecting ',' delimiter": "comma",
    "Expecting ':' delimiter": "colon",
    "Expecting property name enclosed in double quotes": "key",
    "Illegal trailing comma before end of object": "trailing",
    "Illegal trailing comma before end of array": "trailing",
    "Unterminated string starting at": "string",
    "Invalid control character at": "control",
    "Invalid \\escape": "escape",
    "Invalid \\uXXXX escape": "escape",
    "Extra data": "end",
}
_HOLDERS: Final = frozenset({"a list", "an object"})


class _Stop(Exception):
    """Parsing can't go on; a finding says why."""


def parse(text: str, report: Report) -> Element | None:
    """Return the tree of `text`: objects are elements, and so are the members of lists.

    A value is named by its key, and a member of a list by that of the list: ``items[]``. Returns
    None, with a finding in `report`, where the text is not JSON, or not an object. A key that
    stands twice in one object is reported.
    """
    try:
        value = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        cause = _MEANT.get(error.msg.removesuffix(": "), "value")
        if error.pos >= len(text.rstrip()) and cause != "string":
            cause = "cut"
        elif text[error.pos : error.pos + 1] in "]}" and text[: error.pos].rstrip().endswith(","):
            cause = "trailing"
        report.add("json-invalid", error.lineno, error.colno, cause)
        return None
    except RecursionError:
        report.add("json-invalid", 1, 1, "deep")
        return None
    except ValueError:  # NaN, or a number of 5000 digits
        found = _NOT_JSON.search(text)
        before = text[: found.start()] if found else ""
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        report.add("json-invalid", line, column, "number", value=found[0] if found else "")
        return None
    if not isinstance(value, dict) or not _is_feed(value):
        report.add("not-a-feed", 1, 1, "json")
        return None
    del value
    try:
        return _Builder(text, report).build()
    except _Stop:
        return None


def _is_feed(value: dict[str, object]) -> bool:
    return "items" in value or "jsonfeed.org" in str(value.get("version"))


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _text(token: str) -> str:
    return str(json.loads(token)) if "\\" in token else token[1:-1]


class _Builder:
    """Makes the tree from the tokens of a text that is JSON."""

    def __init__(self, text: str, report: Report) -> None:
        self._text = text
        self._report = report
        self._open: list[Element] = []
        self._keys: list[set[str]] = []
        self._elements = 0
        self._line, self._line_begins, self._seen = 1, -1, 0

    def build(self) -> Element:
        root: Element | None = None
        key: tuple[str, int] | None = None
        for found in _TOKEN.finditer(self._text):
            token, offset = found[1], found.start(1)
            if token in ("}", "]"):
                self._open.pop()
                self._keys.pop()
            elif key is None and self._open and self._open[-1].type == "an object":
                key = (_text(token), offset)
            else:
                element = self._add(token, key, offset)
                root, key = root or element, None
                if token in ("{", "["):
                    self._open.append(element)
                    self._keys.append(set())
        assert root, "an object was there"  # noqa: S101 - for the type checker
        return root

    def _add(self, token: str, key: tuple[str, int] | None, offset: int) -> Element:
        parent = self._open[-1] if self._open else None
        line, column = self._place(key[1] if key else offset)
        name = key[0] if key else f"{parent.name}[]" if parent else "feed"
        kind = _TYPES.get(token[0], "a number")
        text = _text(token) if kind == "a string" else "" if kind in _HOLDERS else token
        written = name if key or not parent else f"[{len(parent.children)}]"
        element = Element(name, written, {}, parent, line, column, 0, text=text, type=kind)
        if parent:
            parent.children.append(element)
            if key and name in self._keys[-1]:
                self._report.at("json-key-repeated", element, value=name)
            self._keys[-1].add(name)
        self._elements += 1
        if len(self._open) >= DEEPEST or self._elements > MOST_ELEMENTS:
            is_deep = len(self._open) >= DEEPEST
            self._report.add("too-deep" if is_deep else "too-many-elements", line, column)
            raise _Stop
        return element

    def _place(self, offset: int) -> tuple[int, int]:
        self._line += self._text.count("\n", self._seen, offset)
        last = self._text.rfind("\n", self._seen, offset)
        self._line_begins, self._seen = max(self._line_begins, last), offset
        return self._line, offset - self._line_begins
