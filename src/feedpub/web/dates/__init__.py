"""Read dates as people and scripts write them into moments in UTC, and never guess."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from feedpub.web.dates import _grammar, _zone
from feedpub.web.dates._common import read_common
from feedpub.web.dates._day import those_that_exist
from feedpub.web.dates._numbers import moments_of_digits
from feedpub.web.dates._path import Dated, dated_path

__all__ = ["FIRST_FEEDS", "LONGEST", "Dated", "dated_path", "is_blank", "moment"]

LONGEST: Final = 200
"""Characters of a value that may be a date; the longest form, JavaScript's, has some seventy."""

FIRST_FEEDS: Final = 1990
"""The year before which the W3C validator calls a date implausible (ImplausibleDate)."""

# RFC 822 had years of two digits, so readers of RSS take 0033 for 2033 (measured: Python's
# email.utils, JavaScript's Date).
_FIRST_YEAR: Final = 100
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MOST: Final = 10**19
_DAY_NAMES: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_BLANK: Final = re.compile(
    r"|invalid date|null|none|undefined|nan|nat|n/a|~"
    # the zero of databases, of Go and of .NET
    r"|0000-00-00(?:[t ]00:00:00)?|0001-01-01[t ]00:00:00(?:z|\+00:00| \+0000 utc)?"
)


def moment(value: object, zone: ZoneInfo) -> datetime:
    """Return the moment that a front matter value names, in UTC, to the second.

    `value` is text, a number, or a date or datetime of TOML. A value without a zone is in `zone`,
    and a day without a time begins at midnight there. Raises ValueError, with what is wrong and
    what to do, where it is not a date, names a moment that does not exist, or has two readings.
    """
    if isinstance(value, str):
        found = _read(value, zone)
    elif isinstance(value, datetime):
        found = _in_zone(value, zone, value)
    elif isinstance(value, date):
        found = _begin(value, zone)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        # Python does not write numbers of thousands of digits.
        if not abs(value) < _MOST:
            raise ValueError(
                "the number is no date; write it as 2024-01-31 or 2024-01-31T18:00:00Z"
            )
        found = _read(repr(value), zone)
    else:
        raise _no_date(value)
    try:
        utc = found.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise ValueError(f"{_quote(value)} is out of range; check the year") from None
    if utc.year < _FIRST_YEAR:
        raise ValueError(
            f"{_quote(value)} is before the year {_FIRST_YEAR}, and readers take such a year for"
            " one of our time; check the year"
        )
    if _EPOCH in (utc, found.replace(tzinfo=UTC)):
        raise ValueError(
            f"{_quote(value)} is what programs write that know no date; write the true one, or none"
        )
    return utc


def is_blank(value: object) -> bool:
    """Tell whether a value stands for no date at all, such as a script's ``Invalid Date``."""
    return value is None or (
        isinstance(value, str) and _BLANK.fullmatch(value.strip().lower()) is not None
    )


def _read(value: str, zone: ZoneInfo) -> datetime:
    common = read_common(value)
    if common:
        # A day alone has ten characters.
        return _in_zone(common, zone, value) if len(value) > 10 else _begin(common, zone)
    bare = value.strip()
    if len(bare) > LONGEST:
        raise _no_date(value)
    text = _grammar.simplify(bare)
    try:
        return _from_digits(text, zone, value) or _from_parts(text, zone, value)
    except _grammar.NoDateError:
        raise _no_date(value) from None
    except _zone.ZoneError as error:
        raise ValueError(f"{_quote(value)}: {error}; write it as +08:00") from None
    except _TwoReadingsError as error:
        raise ValueError(
            f"{_quote(value)} can be read in two ways, {error}; write it as YYYY-MM-DD"
        ) from None


class _TwoReadingsError(Exception):
    """A text can mean two moments; the argument says which."""


def _from_digits(text: str, zone: ZoneInfo, value: str) -> datetime | None:
    if not (len(text) > 8 and text[:8].isdigit()):
        return None
    found = moments_of_digits(text)
    if len(found) > 1:
        raise _TwoReadingsError(
            f"as {found[0]:%Y-%m-%d} in seconds since 1970 and {found[1].date()}"
        )
    return _in_zone(found[0], zone, value) if found else None


def _from_parts(text: str, zone: ZoneInfo, value: str) -> datetime:
    try:
        parts = _grammar.find_parts(text)
        day = _the_day(parts)
        clock = parts.clock
        local = datetime.combine(day, time())
        if clock:
            leap = clock.second == 60
            at = time(clock.hour % 24, clock.minute, clock.second - leap)
            local = datetime.combine(day, at) + timedelta(days=clock.hour == 24, seconds=leap)
        named = _zone.common_zone(parts.zones, parts.zone_names, local, zone)
    except (_grammar.NoDateError, _zone.ZoneError):
        raise
    except OverflowError:
        raise ValueError(f"{_quote(value)} is out of range; check the year") from None
    except ValueError as error:
        raise ValueError(f"{_quote(value)} does not exist ({error}); correct it") from None
    return _in_zone(local, named or zone, value) if clock else _begin(local, named or zone)


def _the_day(parts: _grammar.Parts) -> date:
    found = those_that_exist(_grammar.days(parts))
    right = _grammar.on_weekday(found, parts)
    if not right:
        raise ValueError(f"that day is a {_DAY_NAMES[found[0].weekday()]}")
    if len(right) > 1:
        raise _TwoReadingsError("as " + " or ".join(map(str, right)))
    return right[0]


def _begin(day: date, zone: tzinfo) -> datetime:
    """Return the beginning of a day: an hour late where clocks go forward at midnight."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _in_zone(local: datetime, zone: tzinfo, value: object) -> datetime:
    """Give a local time its zone; raise ValueError where clocks skip it, or show it twice."""
    if local.tzinfo:
        return local
    found = local.replace(tzinfo=zone)
    first, second = found.utcoffset(), found.replace(fold=1).utcoffset()
    if first == second or first is None or second is None:
        return found
    if first < second:
        raise ValueError(
            f"{_quote(value)} does not exist in {zone}, where clocks went forward over that time;"
            f" correct it, or write it with its zone: {found.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        )
    raise ValueError(
        f"{_quote(value)} was twice in {zone}, where clocks went back; write it with its zone:"
        f" {found.isoformat()} or {found.replace(fold=1).isoformat()}"
    )


def _no_date(value: object) -> ValueError:
    return ValueError(f"{_quote(value)} is no date; write it as 2024-01-31 or 2024-01-31T18:00:00Z")


def _quote(value: object) -> str:
    """Quote a value for a message, shortened."""
    shown = repr(value if isinstance(value, list | dict | bool | None) else str(value))
    return shown if len(shown) <= 100 else f"{shown[:99]}…"
