"""Read the forms that nearly all dates have at once, with the same result as the grammar."""

import re
from datetime import datetime
from typing import Final

_MONTHS: Final = {
    name: f"{number:02}"
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
_DAYS: Final = "Mon Tue Wed Thu Fri Sat Sun".split()

_ISO: Final = re.compile(
    r"[0-9]{4}([-/])[0-9]{2}\1[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3}(?:[0-9]{3})?)?)?"
    r" ?(?:Z|[+-][0-9]{2}:?[0-5][0-9])?)?"
    r"|[0-9]{8}(?:T[0-9]{6}(?:Z|[+-][0-9]{2}[0-5][0-9])?)?"
)
_RFC_822: Final = re.compile(
    rf"(?:({'|'.join(_DAYS)}), )?([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})"
    r" ([0-9]{2}:[0-9]{2}(?::[0-9]{2})?) (?:(?:GMT|UTC|Z)|([+-][0-9]{2}[0-5][0-9]))"
)


def read_common(text: str) -> datetime | None:
    """Read `text` as a date, at midnight where it has no time.

    Returns None where it has another form or is wrong, which is left to the grammar.
    """
    try:
        if _ISO.fullmatch(text):
            return datetime.fromisoformat(
                text.replace("/", "-").replace(" ", "T", 1).replace(" ", "")
            )
        found = _RFC_822.fullmatch(text)
        if found:
            weekday, day, month, year, clock, zone = found.groups()
            read = datetime.fromisoformat(f"{year}-{_MONTHS[month]}-{day:0>2}T{clock}{zone or 'Z'}")
            return read if weekday in (None, _DAYS[read.weekday()]) else None
    except ValueError:
        return None
    return None
