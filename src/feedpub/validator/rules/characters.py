"""Characters that come from a wrong decoding."""

import re
from collections.abc import Iterator

from feedpub.validator._place import Fault, Place

_WINDOWS = re.compile("[\x80-\x9f\ufffd]")
_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf]")
_AROUND = 10  # characters that are shown on each side
_PIECE = re.compile(r"[^\n<>&\]]+")


def bad_characters(place: Place) -> Iterator[Fault]:
    """No controls of Latin-1, no U+FFFD, no UTF-8 that was taken for Latin-1 and encoded again."""
    found = None if place.value.isascii() else _first_bad(place.value)
    if found:
        around = found.string[max(0, found.start() - _AROUND) : found.end() + _AROUND]
        yield Fault("BadCharacters", around)


def _first_bad(text: str) -> re.Match[str] | None:
    found = _WINDOWS.search(text)
    if found or not _TWICE.search(text):
        return found
    pieces = (piece[0] for piece in _PIECE.finditer(text))
    return next((bad for one in pieces if (bad := _TWICE.search(one)) and _was_utf8(one)), None)


def _was_utf8(piece: str) -> bool:
    try:
        piece.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True
