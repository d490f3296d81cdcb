"""Find out what quotes inside of quotes mean that a script or a person wrote without escapes.

Scripts put a text into quotes without escaping those that it holds: the outer ones are theirs.
But ``"a" and "b"`` can be a text that begins and ends with a word in quotes. The direction of
the quotes between tells: one after a space and before a letter opens, one after a letter and
before a space closes. Chinese has no spaces; some of its punctuation tells as much.
"""

import re
import unicodedata
from enum import Enum
from itertools import takewhile
from typing import Final

_QUOTES: Final = "'\""
# The shortest run of quotes at both ends that no text has: ``"'春天'"`` is a text in quotes.
_RUN: Final = 3
_BRACKETS: Final = frozenset("([{<（［｛〈《「『【〔“‘")
_BEFORE: Final = frozenset(" ：:、/|·=+&\u3000") | _BRACKETS
_CLOSED: Final = {
    "'": re.compile(r"'(?:[^']++|'')*+'"),
    '"': re.compile(r'"(?:[^"\\]++|\\.)*+"'),
}


class _Turn(Enum):
    """Which way a quote looks, told by the characters beside it."""

    OPENS = 1
    CLOSES = 2
    EITHER = 3


def end_of(value: str) -> int:
    """Return where the quoted text at the beginning of `value` ends; 0 where it does not."""
    found = _CLOSED[value[0]].match(value)
    return found.end() if found else 0


def meant(value: str) -> str | None:
    """Return the text that is meant by a value with a quote at its beginning.

    None where that is not certain.
    """
    quote, inner = value[0], value[1:-1]
    run = _run(value)
    if run >= _RUN:
        return value[run : len(value) - run]
    if len(value) < 2 or '\\"' in inner:
        return None
    if value[-1] != quote:
        turns = _turns(f" {value[1:]} ", quote)
        goes_on = len(turns) % 2 == 1 and _alternate(turns, _Turn.CLOSES)
        return value if goes_on and " #" not in value else None
    turns = _turns(f" {inner} ", quote)
    if len(turns) < 2:
        return inner
    wrapped, as_it_stands = (_alternate(turns, turn) for turn in (_Turn.OPENS, _Turn.CLOSES))
    if len(turns) % 2 or wrapped == as_it_stands:
        return None
    return inner if wrapped else value


def _run(value: str) -> int:
    """Return how many quotes stand at the beginning and, the other way round, at the end.

    A script that puts quotes around what it wrote before adds one pair at each run.
    """
    pairs = zip(value, reversed(value), strict=True)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0] in _QUOTES, pairs))
    return alike if alike > _RUN or alike < len(value) else 0


def _turns(value: str, quote: str) -> list[_Turn]:
    """Return which way each quote in `value` looks; an apostrophe is not a quote."""
    around = ((value[at - 1], value[at + 1]) for at, mark in enumerate(value) if mark == quote)
    return [
        _turn(left, right)
        for left, right in around
        if not (quote == "'" and _is_latin(left) and _is_latin(right))
    ]


def _turn(left: str, right: str) -> _Turn:
    if left in _BEFORE and (_is_word(right) or right in _BRACKETS):
        return _Turn.OPENS
    if (_is_word(left) or left not in _BEFORE) and not _is_word(right) and right not in _BRACKETS:
        return _Turn.CLOSES
    return _Turn.EITHER


def _alternate(turns: list[_Turn], first: _Turn) -> bool:
    """Tell whether quotes open and close in turn, beginning with `first`."""
    second = _Turn.CLOSES if first is _Turn.OPENS else _Turn.OPENS
    wanted = (first, second)
    return all(turn in (wanted[at % 2], _Turn.EITHER) for at, turn in enumerate(turns))


def _is_word(character: str) -> bool:
    """Tell whether a text can begin with a character."""
    return unicodedata.category(character)[0] in "LNMS" or character in "#@"


def _is_latin(character: str) -> bool:
    """Tell whether a character is of a script that has apostrophes."""
    return character.isalpha() and ord(character) < 0x2E80
