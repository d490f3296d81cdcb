"""Read what a program in JavaScript or Python says as plain data; nothing of it is ever run.

Only literals are read: texts, numbers, lists, mappings. All else, such as a call, is left out.
"""

import ast
import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

_DEEPEST: Final = 50
_MOST_MAPPINGS: Final = 100  # that a file may begin; each is read to its end
_GAP = re.compile(r"\s*")
# Texts are passed over, for `//` in an address begins no comment.
_COMMENT = re.compile(
    r"""('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|//[^\n]*|/\*(?:.*?\*/|.*)""",
    re.DOTALL,
)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"-?\d[\d_]*(?:\.\d+)?")
_TEXT = re.compile(
    r"""'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\$]|\\.|\$(?!\{))*)`""", re.DOTALL
)
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL
)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "\n": ""}
_WORDS: Final[Mapping[str, object]] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
}
# What may stand before the mapping of a configuration.
_BEGIN = re.compile(
    r"(?:\bexport\s+default|\bmodule\.exports\s*=|\breturn|\bconst\s+\w+(?:\s*:\s*[\w.<>]+)?\s*=)"
    r"\s*(?:\w+\s*\()?\s*(?:\(\s*)?(?=\{)"
)
_CONSTANT = re.compile(r"\b(?:const|let|var)\s+(\w+)(?:\s*:\s*[\w.<>]+)?\s*=\s*(?=[\"'`{\[\d-])")
_CLOSING: Final = {"{": "}", "[": "]", "(": ")"}


class _UnreadableError(Exception):
    """What stands there is no literal."""


_NOTHING: Final = object()


def javascript(source: str) -> dict[str, object]:
    """Return what the mappings of a configuration in JavaScript or TypeScript hold.

    Each constant that is a literal is there too, by its name; the exported mapping comes last.
    """
    source = _COMMENT.sub(lambda comment: comment[1] or " ", source)
    found: dict[str, object] = {}
    for begin in islice(_CONSTANT.finditer(source), _MOST_MAPPINGS):
        value = _value_at(source, begin.end())
        if value is not _NOTHING:
            found[begin[1]] = value
    for begin in islice(_BEGIN.finditer(source), _MOST_MAPPINGS):
        value = _value_at(source, begin.end())
        if isinstance(value, dict):
            found |= value
    return found


def python(source: str) -> dict[str, object]:
    """Return the names to which a Python file assigns a literal; raise ValueError for no Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError("is no Python that can be read") from None
    found: dict[str, object] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
            try:
                value = ast.literal_eval(statement.value)
            except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
                continue
            found |= dict.fromkeys(names, value)
    return found


def _value_at(source: str, place: int) -> object:
    try:
        return _Reader(source, place).value(0)
    except _UnreadableError:
        return _NOTHING


class _Reader:
    """Reads one literal, from left to right."""

    def __init__(self, source: str, place: int) -> None:
        self._source = source
        self._at = place

    def value(self, depth: int) -> object:
        """Read the value that begins here."""
        if depth > _DEEPEST:
            raise _UnreadableError
        self._skip_gap()
        begin = self._source[self._at : self._at + 1]
        if begin == "{":
            return self._mapping(depth)
        if begin == "[":
            return self._list(depth)
        if text := self._take(_TEXT):
            return _ESCAPE.sub(_unescaped, next(one for one in text.groups() if one is not None))
        if number := self._take(_NUMBER):
            return float(number[0].replace("_", ""))
        name = self._take(_NAME)
        if name and name[0] in _WORDS:
            return _WORDS[name[0]]
        raise _UnreadableError

    def _mapping(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        self._at += 1
        while not self._ends("}"):
            key = self._key()
            self._skip_gap()
            if key is not None and self._source[self._at : self._at + 1] == ":":
                self._at += 1
                value = self._item(depth)
                if value is not _NOTHING:
                    found[key] = value
            else:
                self._skip_item()
        return found

    def _list(self, depth: int) -> list[object]:
        found: list[object] = []
        self._at += 1
        while not self._ends("]"):
            value = self._item(depth)
            if value is not _NOTHING:
                found.append(value)
        return found

    def _item(self, depth: int) -> object:
        """Read a value up to the comma or bracket after it; what is more than a literal is none."""
        begin = self._at
        try:
            value = self.value(depth + 1)
        except _UnreadableError:
            self._at = begin
            self._skip_item()
            return _NOTHING
        self._skip_gap()
        if self._source[self._at : self._at + 1] in (",", "}", "]"):
            return value
        self._at = begin
        self._skip_item()
        return _NOTHING

    def _key(self) -> str | None:
        if text := self._take(_TEXT):
            return next((one for one in text.groups() if one is not None), None)
        name = self._take(_NAME)
        return name[0] if name else None

    def _skip_item(self) -> None:
        """Go to the comma, or the closing bracket, that ends what stands here."""
        open_brackets: list[str] = []
        while self._at < len(self._source):
            self._skip_gap()
            character = self._source[self._at : self._at + 1]
            if not open_brackets and character in (",", "}", "]", ")", ""):
                return
            if character in _CLOSING:
                open_brackets.append(_CLOSING[character])
            elif open_brackets and character == open_brackets[-1]:
                open_brackets.pop()
            elif self._take(_TEXT):
                continue
            self._at += 1
        raise _UnreadableError

    def _ends(self, bracket: str) -> bool:
        """Tell whether a mapping or list ends here; go past its bracket, or past a comma."""
        self._skip_gap()
        while self._source[self._at : self._at + 1] == ",":
            self._at += 1
            self._skip_gap()
        found = self._source[self._at : self._at + 1]
        if found == bracket:
            self._at += 1
            return True
        if found in ("", "}", "]", ")"):
            raise _UnreadableError
        return False

    def _take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        found = form.match(self._source, self._at)
        if found:
            self._at = found.end()
        return found

    def _skip_gap(self) -> None:
        found = _GAP.match(self._source, self._at)
        self._at = found.end() if found else self._at


def _unescaped(found: re.Match[str]) -> str:
    number = found[1] or found[2] or found[3]
    if number:
        code = int(number, 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return _ESCAPES.get(found[4], found[4])
