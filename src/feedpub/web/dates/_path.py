"""Read the day in a path: `2024-03-05-eight/index.md`, `2024/03/05/six.md`, `20240305.md`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from feedpub.web.dates._day import those_that_exist

_MARKED: Final = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[-_.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"
    r"(?:[-_ .,](?P<rest>.*)|$)",
    re.DOTALL,
)
_UNMARKED: Final = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
        r"(?P<clock>[0-9]{4}(?:[0-9]{2})?)?(?:[-_ .,](?P<rest>.*)|$)",
        r"(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日(?P<rest>.*)",
    )
)
_DAY_IN_FOLDERS: Final = re.compile(r"(?P<day>[0-9]{1,2})(?:[-_ .](?P<rest>.*)|$)", re.DOTALL)
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])([0-5][0-9])?")
# Documents whose folder has their name.
_INDEXES: Final = frozenset(("index", "_index", "readme"))
# Other numbers of eight digits do not mean a day.
_YEARS: Final = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Dated:
    """The day in the path of a document, empty without one; and its name without the day."""

    day: str
    name: str


def dated_path(path: str) -> Dated:
    """Return the last day in a path, and the name without that day.

    A document `index` has the name of its folder. Numbers and hyphens in the form of a day count
    as one even if no such day exists, for a day was meant.
    """
    *parts, name = path.split("/")
    parts.append(name.rpartition(".")[0] or name)
    if len(parts) > 1 and parts[-1].lower() in _INDEXES:
        parts.pop()
    last = len(parts) - 1
    for place in range(last, -1, -1):
        if not parts[place][:1].isdigit():
            continue
        for found, day in _days(parts, place):
            rest = (found["rest"] or "").strip(" -_.,") if place == last else ""
            return Dated(day, rest or parts[-1])
    return Dated("", parts[-1])


def _days(parts: list[str], place: int) -> Iterator[tuple[re.Match[str], str]]:
    found = _MARKED.match(parts[place])
    if found and (found["mark"] == "-" or _is_day(found["year"], found["month"], found["day"])):
        yield found, f"{found['year']}-{found['month']}-{found['day']}"
    for form in _UNMARKED:
        found = form.match(parts[place])
        if found and _is_day(found["year"], found["month"], found["day"]):
            clock = _CLOCK.fullmatch(found.groupdict().get("clock") or "")
            time = f" {clock[1]}:{clock[2]}:{clock[3] or '00'}" if clock else ""
            yield found, f"{found['year']}-{found['month']}-{found['day']}{time}"
    found = _DAY_IN_FOLDERS.match(parts[place])
    if found and place > 1:
        year, month = parts[place - 2 : place]
        numbers = re.fullmatch("[0-9]{4}", year) and re.fullmatch("[0-9]{1,2}", month)
        if numbers and _is_day(year, month, found["day"]):
            yield found, f"{year}-{month}-{found['day']}"


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return int(year) in _YEARS and bool(those_that_exist([(int(year), int(month), int(day))]))
    except ValueError:
        return False
