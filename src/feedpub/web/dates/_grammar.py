"""Parse dates: a day, and perhaps a time, a zone and a day of the week, in any order.

Each part has its forms, in a file of its own. A text is read from left to right; at each place the
first form that fits is taken, and the whole text has to be used up.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timezone
from typing import Final
from zoneinfo import ZoneInfo

from feedpub.web.dates import _clock, _day, _words, _zone
from feedpub.web.dates._clock import Clock
from feedpub.web.dates._day import Numbers


class NoDateError(ValueError):
    """A text does not have the form of a date."""


@dataclass(slots=True)
class Parts:
    """The parts of a date that were found in a text.

    Either its numbers can mean one or more `days`; or `numbers` are around the name of a `month`,
    `before` of them in front of it.
    """

    days: list[Numbers] = field(default_factory=list)
    month_name: str = ""
    numbers: list[str] = field(default_factory=list)
    before: int = 0
    clock: Clock | None = None
    zones: list[timezone | ZoneInfo] = field(default_factory=list)
    zone_names: list[str] = field(default_factory=list)
    weekdays: list[frozenset[int]] = field(default_factory=list)


_ALIKE: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"ı": "i", "’": "'", "ʼ": "'"})
_ACCENTS: Final = dict.fromkeys(range(0x300, 0x370))

_GAP: Final = re.compile(
    r"[ ,;、]{1,3}"
    # 5-Mar-24, and the 10/Oct/2000:13:55:36 of servers
    r"|(?<=\d)[-/](?=[^\W\d_])|(?<=[^\W\d_])[-/](?=\d)|(?<=\d):(?=\d\d:)"
    # the reading of its monotonic clock that Go adds
    r"|m=[+-]\d{1,12}\.\d{1,9}(?!\d)"
)
_NUMBER: Final = re.compile(
    r"(?P<number>\d{4}|\d{1,2})(?:st|nd|rd|th|er|e|o|a)?(?!\w)(?:\.(?!\d))?", re.ASCII
)
_WORD: Final = re.compile(r"([^\W\d_]{1,20}(?:'[^\W\d_]{1,20})?)(?:-feira)?(?![\w']|/[a-z])\.?")
_BRACKETS: Final = re.compile(r"\(([^()]{1,80})\)|\[([^\[\]]{1,80})\]")
_CJK_WEEKDAY: Final = re.compile(
    r"(?:星期|周|週|礼拜|禮拜)([一二三四五六日天])|([月火水木金土日])曜日?|([월화수목금토일])요일"
    r"|\(([月火水木金土日一二三四五六월화수목금토일])\)"
)


def simplify(text: str) -> str:
    """Return a text in small letters without accents, with ASCII digits and signs."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text.translate(_ALIKE))
        text = unicodedata.normalize("NFC", apart.translate(_ACCENTS)).translate(_ALIKE)
    return " ".join(text.casefold().split())


def find_parts(text: str) -> Parts:
    """Return the parts of a date that use up a `text`, which is simplified.

    Raises NoDateError where something is left, ValueError where a part is wrong.
    """
    parts = Parts()
    position = 0
    while position < len(text):
        if text[position] == " ":
            position += 1
        else:
            position = _end_of_part(parts, text, position)
    return parts


def days(parts: Parts) -> list[Numbers]:
    """Return the days that the parts can mean; raise NoDateError where they name none, or two."""
    if not parts.month_name:
        if parts.numbers or not parts.days:
            raise NoDateError
        return parts.days
    if parts.days or len(parts.numbers) != 2:
        raise NoDateError
    first, second = parts.numbers
    if len(first) == 4:
        first, second = second, first
    elif len(second) != 4 and parts.before != 1:
        raise NoDateError  # "Jun 10 22": RFC 822 has short years, but the day before the month
    if len(first) == 4:
        raise NoDateError
    year = _day.full_year(second)
    return [(year, month, int(first)) for month in sorted(_words.MONTHS[parts.month_name])]


def on_weekday(found: Iterable[date], parts: Parts) -> list[date]:
    """Return the days that fall on the day of the week that the text names."""
    return [day for day in found if all(day.weekday() in named for named in parts.weekdays)]


def _end_of_part(parts: Parts, text: str, position: int) -> int:
    sign = text[position]
    if sign.isdigit():
        forms = _DIGITS
    elif sign.isascii():
        forms = _ASCII
    else:
        forms = _OTHERS
    for form, take in forms:
        found = form.match(text, position)
        if found and take(parts, found):
            return found.end()
    raise NoDateError


def _take_day(parts: Parts, found: re.Match[str]) -> bool:
    if parts.days:
        raise NoDateError
    parts.days = _day.read_day(found)
    return True


def _take_clock(parts: Parts, found: re.Match[str]) -> bool:
    if parts.clock:
        raise NoDateError
    parts.clock = _clock.read_clock(found)
    return True


def _take_number(parts: Parts, found: re.Match[str]) -> bool:
    parts.numbers.append(found["number"])
    return True


def _take_gap(_: Parts, __: re.Match[str]) -> bool:
    return True


def _take_offset(parts: Parts, found: re.Match[str]) -> bool:
    # Before there is a time, "-08:00" could be one; after a month, it is a year as in 5-Mar-24.
    after_month = parts.month_name and found.string.endswith(parts.month_name, 0, found.start())
    if found[0].startswith("-") and (after_month or not parts.clock):
        return False
    parts.zones.append(_zone.read_offset(found))
    return True


def _take_place(parts: Parts, found: re.Match[str]) -> bool:
    parts.zones.append(_zone.read_place(found[0]))
    return True


def _take_word(parts: Parts, found: re.Match[str]) -> bool:
    word = found[1].removeprefix("d'")
    if word in _words.MONTHS and not (parts.month_name and word in _words.WEEKDAYS):
        if parts.month_name:
            # Of "mar 5 mars", which is Spanish or French, the first is a Tuesday.
            if parts.month_name not in _words.WEEKDAYS:
                raise NoDateError
            parts.weekdays.append(_words.WEEKDAYS[parts.month_name])
        parts.month_name, parts.before = word, len(parts.numbers)
    elif _zone.is_name(word) and (parts.clock or word not in _words.WEEKDAYS):
        # After a time, CET and UT are zones; else days of the week, in Croatian and in Czech.
        parts.zone_names.append(word)
    elif word in _words.WEEKDAYS:
        parts.weekdays.append(_words.WEEKDAYS[word])
    else:
        return word in _words.BETWEEN and not (len(word) == 1 and _may_be_military(parts, found))
    return True


def _may_be_military(parts: Parts, found: re.Match[str]) -> bool:
    """Tell whether a letter after a time may be a military zone.

    It may not where it is a word of Spanish, Czech or Polish (except ``r.`` at the end).
    """
    at_end = found.end() == len(found.string) and found[1] != "r"
    return found[1].isascii() and (parts.clock is not None or at_end)


def _take_unknown(parts: Parts, found: re.Match[str]) -> bool:
    """Raise ValueError for an unknown word after a time, where a zone is expected."""
    word = found[1]
    if parts.clock and word.isascii() and len(word) <= 5:
        raise _zone.ZoneError(f"{word.upper()!r} is no time zone that has one meaning")
    return False


def _take_brackets(parts: Parts, found: re.Match[str]) -> bool:
    """Take a zone, a day of the week, or, after a zone, the name of the zone in any language."""
    inner = found[1] or found[2]
    offset = _zone.OFFSET.fullmatch(inner)
    if offset:
        parts.zones.append(_zone.read_offset(offset))
    elif _zone.PLACE.fullmatch(inner):
        parts.zones.append(_zone.read_place(inner))
    elif _zone.is_name(inner):
        parts.zone_names.append(inner)
    elif inner in _words.WEEKDAYS:
        parts.weekdays.append(_words.WEEKDAYS[inner])
    else:
        after_zone = bool(parts.zones or parts.zone_names)
        return after_zone and not any(sign.isdigit() for sign in inner)
    return True


def _take_cjk_weekday(parts: Parts, found: re.Match[str]) -> bool:
    parts.weekdays.append(frozenset({_words.CJK_WEEKDAYS[found[found.lastindex or 0]]}))
    return True


_Form = tuple[re.Pattern[str], Callable[[Parts, re.Match[str]], bool]]
_TIMES: Final[tuple[_Form, ...]] = tuple((form, _take_clock) for form in _clock.FORMS)
_WORDS: Final[tuple[_Form, ...]] = (
    (_zone.OFFSET, _take_offset),
    (_GAP, _take_gap),
    (_WORD, _take_word),
    (_zone.PLACE, _take_place),
    *_TIMES,
    (_WORD, _take_unknown),
)
# What can begin with a digit, with another sign of ASCII, and with any other.
_DIGITS: Final = (*((form, _take_day) for form in _day.FORMS), *_TIMES, (_NUMBER, _take_number))
_ASCII: Final = (
    *_WORDS[:-1],
    (_CJK_WEEKDAY, _take_cjk_weekday),
    (_BRACKETS, _take_brackets),
    _WORDS[-1],
)
_OTHERS: Final = ((_CJK_WEEKDAY, _take_cjk_weekday), *_WORDS)
