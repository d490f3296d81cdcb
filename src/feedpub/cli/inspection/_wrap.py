"""Text in lines of a terminal, where a Chinese character is as wide as two Latin ones."""

import re
import unicodedata
from collections.abc import Iterator

_CJK = "\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff"
# A line may begin with each of these characters, but not with what closes a sentence or bracket.
_PIECE = re.compile(rf"\s+|[{_CJK}][，。、：；！？）》」』】〉”’…]*|[^\s{_CJK}]+")


def cells(text: str) -> int:
    """Return how many columns of a terminal `text` takes (UAX #11)."""
    return sum(map(_width, text))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield `text` in lines of at most `width` columns; an address that is longer stays whole."""
    line = gap = ""
    for piece in _PIECE.findall(text):
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


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
