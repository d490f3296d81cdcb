"""Dates as people and scripts write them, to moments in UTC; never a guess."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS: Final = "mon tue wed thu fri sat sun".split()

# RFC 822 §5.1, without CST, which is America's there and China's on most pages that have it.
_ZONES: Final = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_OFFSET = r"(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|[+-]\d{2})"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_NAME = (
    r"(?:(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\.?,?\s+)?"
)

_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # RFC 3339, ISO 8601, "2021-10-10 11:06:15", "2021/10/10", "2021.10.10"
        rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})"
        rf"(?:(?:[T\s]\s*){_CLOCK}\s*{_OFFSET}?)?",
        # ISO 8601 basic
        rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})"
        rf"(?:T(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<second>\d{{2}})?{_OFFSET}?)?",
        # "2021年10月10日 11:06"
        rf"(?P<year>\d{{4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日?(?:\s*{_CLOCK})?",
        # RFC 822: "Fri, 10 Jun 2022 14:01:35 GMT", and without the time
        rf"{_DAY_NAME}(?P<day>\d{{1,2}})(?:\s+|-){_MONTH}(?:,?\s+|-)(?P<year>\d{{4}}|\d{{2}})"
        rf"(?:\s+{_CLOCK}(?:\s*(?P<zone>[+-]\d{{2}}:?\d{{2}}|[a-z]{{1,4}}))?)?(?:\s*\([^()]*\))?",
        # JavaScript: "Sun Oct 10 2021 11:06:15 GMT+0800 (China Standard Time)"; "October 10, 2021"
        rf"{_DAY_NAME}{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
        rf"(?:,?\s+{_CLOCK}\s*{_OFFSET}?)?(?:\s*\([^()]*\))?",
        # asctime: "Sun Oct 10 11:06:15 2021"
        rf"{_DAY_NAME}{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s+(?P<year>\d{{4}})",
    )
)
_NUMERIC = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2,4}\b.*")

# The W3C validator calls a date before 1990 implausible (ImplausibleDate): there were no feeds,
# and what scripts write there is the epoch, a zero or a slip.
_FIRST_YEAR: Final = 1990

LONGEST: Final = 200
"""Characters of a value that are read; the longest form, JavaScript's, has some seventy."""


def moment(value: object, zone: ZoneInfo) -> datetime:
    """Return the moment that a front matter value names, in UTC, to the second.

    `value` is text, or a date or datetime as TOML has them; `zone` is that of a value that
    names none; a day without a time begins at midnight there. Raises ValueError with what is
    wrong and what to do where it is no date, names a day that does not exist, or could be
    read in two ways.
    """
    if isinstance(value, datetime):
        found = value
    elif isinstance(value, date):
        found = datetime.combine(value, time())
    elif isinstance(value, str):
        found = _parse(" ".join(value[:LONGEST].split()))
    else:
        raise ValueError(f"{value!r} is no date; write it as 2024-01-31 or 2024-01-31T18:00:00Z")
    try:
        aware = found if found.tzinfo else found.replace(tzinfo=zone)
        utc = aware.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise ValueError(f"{str(value)!r} is out of range; check the year") from None
    if utc.year < _FIRST_YEAR:
        raise ValueError(
            f"{str(value)!r} is before {_FIRST_YEAR}, older than any feed; check the year"
        )
    return utc


def is_blank(value: object) -> bool:
    """Tell whether a value stands for no date at all, such as a script's ``Invalid Date``."""
    return value is None or (
        isinstance(value, str)
        and value.strip().lower() in ("", "invalid date", "null", "none", "undefined", "nan", "nat")
    )


def _parse(value: str) -> datetime:
    for form in _FORMS:
        found = form.fullmatch(value)
        if found:
            try:
                return _datetime(found.groupdict())
            except (ValueError, OverflowError) as error:
                raise ValueError(f"{value!r} does not exist ({error}); correct it") from None
    if _NUMERIC.fullmatch(value):
        raise ValueError(f"{value!r} can be read in two ways; write it as YYYY-MM-DD")
    raise ValueError(f"{value!r} is no date; write it as 2024-01-31 or 2024-01-31T18:00:00Z")


def _datetime(parts: dict[str, str | None]) -> datetime:
    month = parts["month"] or ""
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    year = _year(parts["year"] or "")
    day = date(year, number, int(parts["day"] or 0))
    weekday = parts.get("weekday")
    if weekday and _DAYS[day.weekday()] != weekday[:3].lower():
        raise ValueError(f"that day is a {_DAYS[day.weekday()].title()}")
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    # ISO 8601 writes the end of a day as 24:00:00; RFC 3339 §5.7 allows a leap second.
    midnight_after = (hour, minute, second) == (24, 0, 0)
    leap = (minute, second) == (59, 60)
    clock = time(0 if midnight_after else hour, minute, 59 if leap else second)
    found = datetime.combine(day, clock) + timedelta(days=midnight_after, seconds=leap)
    offset = _offset(parts.get("zone"))
    return found if offset is None else found.replace(tzinfo=offset)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 50 else 1900)


def _offset(zone: str | None) -> timezone | None:
    if zone is None:
        return None
    name = zone.lower()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    found = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{2}):?(\d{2})?", name)
    if not found:
        raise ValueError(f"{zone!r} is no time zone that has one meaning; write it as +08:00")
    minutes = time(0, int(found[3] or 0)).minute
    distance = timedelta(hours=int(found[2]), minutes=minutes)
    return timezone(-distance if found[1] == "-" else distance)
