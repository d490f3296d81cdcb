"""Read moments that are written as one number: seconds since 1970, 20240305102030."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Final

from feedpub.web.dates._day import those_that_exist

_FORM: Final = re.compile(r"(?P<digits>[0-9]{9,19})(?:\.[0-9]{1,9})?")
_TOGETHER: Final = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    # after a hyphen, four digits could be a zone
    r"(?:[ _-](?=[0-9]{6}))?"
    r"(?P<hour>[0-9]{2})(?:(?P<minute>[0-9]{2})(?:(?P<second>[0-9]{2})(?:[0-9]{3})?)?)?"
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# By the number of digits: how many of its units make a second (1, 1000, a million…). Fewer digits
# would be in the first years after 1970, when nobody wrote so.
_UNITS: Final = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 15: 10**6, 16: 10**6, 18: 10**9, 19: 10**9}
# Some counts of seconds in our time look like dates of another century.
_FIRST_YEAR: Final = 1990


def moments_of_digits(text: str) -> list[datetime]:
    """Return the moments that a text of digits can mean, in UTC or without a zone."""
    return [*_from_count(text), *_from_date_digits(text)]


def _from_count(text: str) -> Iterator[datetime]:
    found = _FORM.fullmatch(text)
    unit = _UNITS.get(len(found["digits"])) if found else None
    if found and unit:
        yield _EPOCH + timedelta(seconds=int(found["digits"]) // unit)


def _from_date_digits(text: str) -> Iterator[datetime]:
    found = _TOGETHER.fullmatch(text)
    if not found or int(found["year"]) < _FIRST_YEAR:
        return
    try:
        (day,) = those_that_exist([(int(found["year"]), int(found["month"]), int(found["day"]))])
        hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
        yield datetime.combine(day, time(hour, minute, second))
    except ValueError:
        return
