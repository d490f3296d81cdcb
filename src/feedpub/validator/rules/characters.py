"""Characters that come from a wrong decoding."""

import re
from collections.abc import Iterator

from feedpub.validator._spot import Hit, Spot

_WINDOWS = re.compile("[\x80-\x9f\ufffd]")
_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf]")
_PIECE = re.compile(r"[^\n<>&\]]+")


def bad_characters(spot: Spot) -> Iterator[Hit]:
    """No controls of Latin-1, no U+FFFD, no UTF-8 that was taken for Latin-1 and encoded again."""
    value = spot.value
    if not value.isascii() and (_WINDOWS.search(value) or _is_encoded_twice(value)):
        yield Hit("BadCharacters")


def _is_encoded_twice(text: str) -> bool:
    return bool(_TWICE.search(text)) and any(
        _TWICE.search(piece[0]) and _was_utf8(piece[0]) for piece in _PIECE.finditer(text)
    )


def _was_utf8(piece: str) -> bool:
    try:
        piece.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True
