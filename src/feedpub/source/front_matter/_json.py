"""Read JSON as front matter, and explain in words for people what is wrong with it."""

import json
from typing import Final

from feedpub.source.front_matter._problems import Broken, quote

_SPACE: Final = " \t\n\r"
_FULL_WIDTH: Final = "：，“”‘’｛｝［］"
_MESSAGES: Final = {
    "Expecting property name": ('a key has to stand in "…"', 'write "key": value'),
    "Expecting ':'": ("a key has no colon and value", 'write "key": value'),
    "Expecting ','": ("a comma is missing before this", "write one after the value before"),
    "Expecting value": (
        'the value is neither text in "…" nor a number, list, true, false or null',
        'put text in "…"',
    ),
    "Unterminated string": ("a quote is not closed", 'end the text with "'),
    "Invalid control character": ("a quote is not closed, or a tab is in it", 'end it with "'),
    "Invalid \\u": ("\\u has too few digits", "write four, or \\\\ for a \\"),
    "Invalid \\": ("a \\ begins nothing that JSON knows", "write \\\\ for a \\"),
    "Illegal trailing comma": ("a comma stands after the last value", "remove it"),
    "Extra data": ("something follows the last }", "remove it"),
}


class _TwiceError(Exception):
    """A key occurs twice in an object, with different values."""


def load(matter: str) -> object:
    """Load JSON, numbers as they are written; raises Broken."""
    try:
        loaded: object = json.loads(
            matter,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=_once_each,
        )
    except _TwiceError as error:
        key = error.args[0]
        what = f"key {quote(key)} stands twice, with different values"
        raise Broken(_last_line(matter, key), what, "keep one of them") from None
    except json.JSONDecodeError as error:
        raise _explain(error) from None
    return loaded


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found and found[key] != value:
            raise _TwiceError(key)
        found[key] = value
    return found


def _last_line(matter: str, key: str) -> int:
    """Return the last line on which `key` stands, however its characters are written."""
    places = [
        max(matter.rfind(f"{written}{space}:") for space in ("", " "))
        for written in (json.dumps(key, ensure_ascii=False), json.dumps(key))
    ]
    return matter.count("\n", 0, max(0, *places))


def _explain(error: json.JSONDecodeError) -> Broken:
    matter, place = error.doc, min(error.pos, len(error.doc.rstrip()))
    before = place - 1
    while before >= 0 and matter[before] in _SPACE:
        before -= 1
    here = matter[place : place + 1]
    known = (told for begin, told in _MESSAGES.items() if error.msg.startswith(begin))
    what, remedy = next(known, ("it is no JSON", 'write "key": value, with a comma between two'))
    if here in "}]" and before >= 0 and matter[before] == "," and here:
        place, (what, remedy) = before, _MESSAGES["Illegal trailing comma"]
    elif here and here in _FULL_WIDTH:
        what = f"{quote(here)} is a full-width sign"
        remedy = "write it as on an English keyboard"
    elif here == "'":
        what, remedy = "' is no quote in JSON", 'write "…"'
    elif here in ("#", "/"):
        what, remedy = "JSON has no comments", "remove it"
    return Broken(matter.count("\n", 0, place), what, remedy)
