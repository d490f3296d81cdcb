"""Dates: RFC 822 as RSS has it, RFC 3339, W3CDTF, ISO 8601."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from feedpub.validator._place import Fault, Place, Rule

_FIRST_YEAR: Final = 1990
"""There were no feeds before; what scripts write there is the epoch, a zero or a slip."""
_SLACK: Final = timedelta(days=1)

_DAYS: Final = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ZONES: Final = "UT|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT"
_STRICT = re.compile(
    rf"(?:({'|'.join(_DAYS)}), )?(\d\d?) ({'|'.join(_MONTHS)}) (\d{{4}}) (\d\d):(\d\d)(?::(\d\d))?"
    rf" (?:[+-]?\d\d[03]0|{_ZONES}|Z)"
)
_LOOSE = re.compile(
    rf"(?:(?:{'|'.join(_DAYS)})\s*+,\s*+)?\d\d?\s++(?:{'|'.join(_MONTHS)})\s++\d\d(?:\d\d)?\s++"
    rf"\d\d:\d\d(?::\d\d)?\s++(?:[+-]\d{{4}}|{_ZONES}|[a-ik-z])?",
    re.IGNORECASE,
)
_LONGEST: Final = 200  # characters of a date that are looked at
_COMMENT = re.compile(r"\([^()]*\)")

_CLOCK = r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)"
_SECONDS = r"(?::(?P<second>\d\d)(?:\.\d*)?)"
_OFFSET = r"(?:Z|[+-]\d\d:\d\d)"
_DAY = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_RFC3339 = re.compile(rf"{_DAY}{_CLOCK}{_SECONDS}{_OFFSET})")
_PARTS = r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
_W3CDTF = re.compile(rf"{_PARTS}{_CLOCK}{_SECONDS}?{_OFFSET})?)?)?")
_ISO8601 = re.compile(rf"{_PARTS}{_CLOCK}{_SECONDS}?{_OFFSET}?)?)?)?")


def rfc822(place: Place) -> Iterator[Fault]:
    """A date of RFC 822 with four digits of year, as RSS wants it."""
    found = _STRICT.fullmatch(place.value)
    if not found:
        bare = _without_comments(place.value[:_LONGEST])
        loose = _LOOSE.fullmatch(f"{bare} ") or _LOOSE.fullmatch(bare)
        yield Fault("ProblematicalRFC822Date" if loose else "InvalidRFC2822Date")
        return
    weekday, day, month, year, *clock = found.groups()
    try:
        named = date(int(year), _MONTHS.index(month) + 1, int(day))
    except ValueError:
        yield Fault("InvalidRFC2822Date", cause="no-such-day")
        return
    if weekday and _DAYS[named.weekday()] != weekday:
        yield Fault("IncorrectDOW", shown={"day": _DAYS[named.weekday()]})
    elif not _is_clock(*clock):
        yield Fault("InvalidRFC2822Date", cause="no-such-day")
    elif named.year < _FIRST_YEAR:
        yield Fault("ImplausibleDate")
    elif _is_future(_moment(place.value), place):
        yield Fault("ImplausibleDate", cause="future")


def rfc3339(place: Place) -> Iterator[Fault]:
    """A date of RFC 3339, as Atom wants it."""
    yield from _ATOM_DATE(place)


def rfc3339_as(code: str, implausible: str = "ImplausibleDate") -> Rule:
    """A date of RFC 3339, with the codes for one that is none, and for one that can't be true."""

    def rule(place: Place) -> Iterator[Fault]:
        yield from _iso(place, _RFC3339, code, implausible)

    return rule


_ATOM_DATE: Final = rfc3339_as("InvalidRFC3339Date")


def w3cdtf(place: Place) -> Iterator[Fault]:
    """A date of W3CDTF, as Dublin Core wants it: ISO 8601 with a zone."""
    yield from _iso(place, _W3CDTF, "InvalidW3CDTFDate")


def iso8601(place: Place) -> Iterator[Fault]:
    """A date of ISO 8601, the zone of which may be left out."""
    yield from _iso(place, _ISO8601, "InvalidISO8601DateTime")


def iso8601_of_any_time(place: Place) -> Iterator[Fault]:
    """A date of ISO 8601 that may be in the future, such as that of an event."""
    yield from _no_date(_ISO8601.fullmatch(place.value), "InvalidISO8601DateTime")


def _without_comments(value: str) -> str:
    # RFC 822 has comments, which may nest, and a backslash before what is no bracket.
    before, value = "", re.sub(r"\\.", "", value)
    while before != value:
        before, value = value, _COMMENT.sub(" ", value)
    return value.strip()


def _iso(
    place: Place, form: re.Pattern[str], code: str, implausible: str = "ImplausibleDate"
) -> Iterator[Fault]:
    faults = list(_no_date(form.fullmatch(place.value), code))
    yield from faults
    if not faults and place.value < str(_FIRST_YEAR):
        yield Fault(implausible)
    elif not faults and place.value > _tomorrow(place.feed.now):
        yield Fault(implausible, cause="future")


def _tomorrow(now: datetime | None) -> str:
    """Return the moment after which a date of ISO 8601 is in the future."""
    return (now + _SLACK).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if now else "9999-99"


def _no_date(found: re.Match[str] | None, code: str) -> Iterator[Fault]:
    if not found:
        yield Fault(code)
    elif not _exists(found):
        yield Fault(code, cause="no-such-day")


def _exists(found: re.Match[str]) -> bool:
    try:
        date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return False
    return _is_clock(found["hour"], found["minute"], found["second"])


def _is_clock(hour: str | None, minute: str | None, second: str | None) -> bool:
    # A minute may have a leap second (RFC 3339 §5.7).
    return int(hour or 0) < 24 and int(minute or 0) < 60 and int(second or 0) <= 60


def _moment(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None


def _is_future(moment: datetime | None, place: Place) -> bool:
    if moment is None or place.feed.now is None:
        return False
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware > place.feed.now + _SLACK
