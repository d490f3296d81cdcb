"""Lay text out in a terminal, where a Chinese character is as wide as two Latin ones."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from feedpub.web import text as texts

_WIDE: Final = 2
# No line begins with one of these, which close a sentence or a bracket.
_CLOSING: Final = "，。、：；！？）》」』】〉”’…"


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes (UAX #11)."""
    return sum(map(_width, text))


def wrap(text: str, width: int) -> Iterator[str]:
    """Yield `text` in lines of at most `width` columns; an address that is longer stays whole."""
    line = gap = ""
    for piece in _pieces(text):
        if piece.isspace():
            gap = " " if line else ""
            continue
        if line and cells(line + gap + piece) > width:
            yield line
            line = gap = ""
        line, gap = line + gap + piece, ""
    yield line


def visible(text: str) -> str:
    """Return `text` with each character that can't be seen as its number, on one line."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _pieces(text: str) -> Iterator[str]:
    """Yield words, spaces and single wide characters: the parts between which a line may end."""
    start = 0
    for position in range(1, len(text)):
        if _may_break(text, position):
            yield text[start:position]
            start = position
    if text:
        yield text[start:]


def _may_break(text: str, position: int) -> bool:
    before, after = text[position - 1], text[position]
    if before.isspace() or after.isspace():
        return before.isspace() != after.isspace()
    if after in _CLOSING or texts.joins(text, position):
        return False
    # ” and ’ are narrow, so what they close decides: 中文” may end a line, it’s must not be broken.
    while position > 1 and text[position - 1] in "”’…":
        position -= 1
    return _WIDE in (_width(text[position - 1]), _width(after))


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else 1
