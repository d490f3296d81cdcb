"""Read the day: in numbers, in Chinese, Japanese and Korean, and with the name of its month."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

Numbers = tuple[int, int, int]
"""Year, month and day as they are written; there need not be such a day."""

FORMS: Final = tuple(
    re.compile(form, re.ASCII)
    for form in (
        # 2024-03-05, 2024/3/5, 2024. 3. 5.
        r"(?P<year>\d{4}) ?(?P<mark>[-/.]) ?(?P<month>\d{1,2}) ?(?P=mark) ?"
        r"(?P<day>\d{1,2})(?!\d)\.?",
        # 2024:03:05 10:20:30, as cameras have it
        r"(?P<year>\d{4}):(?P<month>\d\d):(?P<day>\d\d)(?= \d)",
        # 2024-W10-2, 2024W102
        r"(?P<year>\d{4})-?w(?P<week>\d\d)-?(?P<weekday>\d)(?!\d)",
        # 2024-065
        r"(?P<year>\d{4})-(?P<ordinal>\d{3})(?!\d)",
        # 20240305
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        # 05/03/2024, 5.3.24
        r"(?P<first>\d{1,2}) ?(?P<mark>[-/.]) ?(?P<second>\d{1,2}) ?(?P=mark) ?"
        r"(?P<third>\d{4}|\d\d)(?!\d)\.?",
        # 2024年3月5日, 2024년 3월 5일
        r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2})(?!\d) ?[日号號일]?",
    )
)
"""The forms of a day in numbers, of which the first that fits is meant."""


def read_day(found: re.Match[str]) -> list[Numbers]:
    """Return the days that a match of one of `FORMS` can mean.

    Raises ValueError, with what is wrong, where no such day exists.
    """
    named = found.groupdict()
    if "first" in named:
        return list(_any_order(found["first"], found["second"], found["third"]))
    year = int(found["year"])
    if "week" in named:
        try:
            day = date.fromisocalendar(year, int(found["week"]), int(found["weekday"]))
        except ValueError:
            raise ValueError(f"{year} has no such week, or the week no such day") from None
        return [(day.year, day.month, day.day)]
    if "ordinal" in named:
        ordinal = int(found["ordinal"])
        if not (year and 1 <= ordinal <= (date(year, 12, 31) - date(year, 1, 1)).days + 1):
            raise ValueError(f"{year} has no day {ordinal}")
        day = date(year, 1, 1) + timedelta(days=ordinal - 1)
        return [(day.year, day.month, day.day)]
    return [(year, int(found["month"]), int(found["day"]))]


def full_year(digits: str) -> int:
    """Return the year that four digits, or the last two of them, name."""
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year


def those_that_exist(readings: Iterable[Numbers]) -> list[date]:
    """Return the readings that exist as days, each once; raise ValueError where none does."""
    found: dict[date, None] = {}
    wrong = "there is no such day"
    for year, month, day in readings:
        problem = _problem(year, month, day)
        if problem:
            wrong = problem
        else:
            found[date(year, month, day)] = None
    if not found:
        raise ValueError(wrong)
    return list(found)


def _any_order(first: str, second: str, third: str) -> Iterator[Numbers]:
    """Yield day-month-year and month-day-year, and year-month-day where the year has two digits."""
    if len(third) == 2 and len(first) == 2:
        yield full_year(first), int(second), int(third)
    yield full_year(third), int(first), int(second)
    yield full_year(third), int(second), int(first)


def _problem(year: int, month: int, day: int) -> str:
    if year == 0:
        return "there is no year 0"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        return f"{year:04}-{month:02} has {last} days"
    return ""
