"""Bound what was read, and clean it of characters that escapes may have brought in."""

import re
from typing import Final

from feedpub.source.front_matter._limits import (
    DEEPEST,
    LARGEST_BITS,
    MOST_VALUES,
    SHORTEN,
    TOO_DEEP,
    TOO_MANY,
)
from feedpub.source.front_matter._problems import Broken, quote
from feedpub.web import text

_LINE_ENDS: Final = re.compile("\r\n?")
_SEPARATORS: Final = re.compile("[\u2028\u2029]")
_ESCAPED_KEY = re.compile(r'"[^"\n]*\\[^\n]*"[ \t]*[:=]')


def without_controls(some: str) -> str:
    """Take out the characters that no feed can carry, and those that YAML counts as lines."""
    if some.replace("\n", "").isprintable() and "\ufffd" not in some:
        return some
    return _SEPARATORS.sub(" ", text.without_controls(some))


def check_size(metadata: object, line: int) -> None:
    """Refuse front matter that is too deep or too large."""
    level = [metadata]
    values = 0
    for _ in range(DEEPEST):
        below: list[object] = []
        for node in level:
            if isinstance(node, dict):
                below.extend(node.values())
            elif isinstance(node, list):
                below.extend(node)
            elif isinstance(node, int) and node.bit_length() > LARGEST_BITS:
                raise Broken(line, "a number is too large", SHORTEN)
        values += len(below)
        if values > MOST_VALUES:
            raise Broken(line, TOO_MANY, SHORTEN)
        if not below:
            return
        level = below
    raise Broken(line, TOO_DEEP, SHORTEN)


def clean(metadata: dict[str, object], matter: str) -> dict[str, object]:
    """Clean the values of what escapes can bring in; refuse keys that hold it.

    Only a ``\\`` can: the text of the file itself was cleaned before.
    """
    if "\\" not in matter:
        return metadata
    return {_clean_key(key, matter): _clean(value, matter) for key, value in metadata.items()}


def _clean(value: object, matter: str) -> object:
    match value:
        case str():
            return without_controls(_LINE_ENDS.sub("\n", value))
        case list():
            return [_clean(item, matter) for item in value]
        case dict():
            return {_clean_key(key, matter): _clean(v, matter) for key, v in value.items()}
        case _:
            return value


def _clean_key(key: object, matter: str) -> str:
    name = str(key)
    if name != text.fold(name) and not (name + ".").isprintable():
        found = _ESCAPED_KEY.search(matter)
        what = f"key {quote(name)} holds a line break or a control character"
        raise Broken(matter.count("\n", 0, found.start() if found else 0), what, "write it without")
    return name
