"""Read time zones: `Z`, `+08:00`, `UTC+8`, `JST`, `Asia/Shanghai`; and `CST` by the site."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones


class ZoneError(ValueError):
    """The zone of a date is wrong; the argument says why."""


OFFSET: Final = re.compile(
    r"(?:(?:utc|gmt) ?)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)"
)
"""A distance from UTC: +08:00, +0800, +08, +8, UTC+8."""

PLACE: Final = re.compile(r"[a-z]{2,20}(?:/[a-z][a-z0-9_+-]{1,30}){1,2}(?![\w/])")
"""A zone by its name in the IANA database, such as Asia/Shanghai."""

# Hours from UTC. Of several meanings the American one is first, where there is one.
_MEANINGS: Final[dict[str, tuple[float, ...]]] = {
    "z": (0,), "ut": (0,), "utc": (0,), "gmt": (0,),
    "wet": (0,), "west": (1,), "cet": (1,), "cest": (2,), "mez": (1,), "mesz": (2,), "eet": (2,),
    "eest": (3,), "msk": (3,), "trt": (3,), "cat": (2,), "sast": (2,), "eat": (3,), "pkt": (5,),
    "npt": (5.75,), "wib": (7,), "ict": (7,), "wita": (8,), "hkt": (8,), "sgt": (8,), "awst": (8,),
    "jst": (9,), "kst": (9,), "acst": (9.5,), "acdt": (10.5,), "aest": (10,), "aedt": (11,),
    "nzst": (12,), "nzdt": (13,), "brt": (-3,), "art": (-3,), "mst": (-7,), "mdt": (-6,),
    "pdt": (-7,), "akst": (-9,), "akdt": (-8,), "hst": (-10,),
    "est": (-5, 10), "edt": (-4, 11), "cst": (-6, 8, -5, 9.5), "cdt": (-5, -4, 9, 10.5),
    "pst": (-8, 8), "ast": (-4, 3), "adt": (-3, 4), "nst": (-3.5,), "ndt": (-2.5,),
    "bst": (1, 6, 11), "ist": (5.5, 2, 1), "gst": (4, -2, 10),
}  # fmt: skip

_AMERICA: Final = ("America/", "US/", "Canada/")
_OF_AMERICA: Final = frozenset(("est", "edt", "cst", "cdt", "pst", "ast", "adt"))
# These mean the American zone in RFC 822, and are read so outside of America too. CST is not among
# them, for on most pages with CST it is China's.
_OF_RFC_822: Final = frozenset(("est", "edt", "cdt", "pst"))


def is_name(word: str) -> bool:
    """Tell whether a word is the short name of a time zone."""
    return word in _MEANINGS


def read_offset(found: re.Match[str]) -> timezone:
    """Return the zone in a match of `OFFSET`; raise ValueError where no zone is so far from UTC."""
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError(f"no time zone is {hours}:{minutes:02} hours from UTC")
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if found["sign"] == "-" else distance)


def read_place(name: str) -> ZoneInfo:
    """Return the zone of the IANA database with a name in any case; raise ZoneError without one."""
    known = _places().get(name)
    if known is None:
        raise ZoneError(f"there is no time zone {name!r}")
    return ZoneInfo(known)


def common_zone(
    zones: Iterable[timezone | ZoneInfo], names: Iterable[str], local: datetime, site: ZoneInfo
) -> tzinfo | None:
    """Return the one zone that all `zones` and short `names` in a date mean; None without any.

    `local` is the date without its zone; `site` decides where a name has several meanings.
    Raises ZoneError where they differ, or a name is ambiguous.
    """
    found = list(zones)
    if not found:
        found = [_zone_named(name, local, site) for name in names]
    elif any(_offset(found[0], local) not in _offsets(name) for name in names):
        raise ZoneError("it names two time zones")
    if len({_offset(zone, local) for zone in found}) > 1:
        raise ZoneError("it names two time zones")
    # An offset comes before a place: it tells the two hours of a change of clocks apart.
    return found[0] if found else None


def _zone_named(name: str, local: datetime, site: ZoneInfo) -> timezone:
    own = {}
    for day in (local.replace(month=1, day=1), local.replace(month=7, day=1), local):
        own[(site.tzname(day) or "").lower()] = site.utcoffset(day)
    meanings = _offsets(name)
    meaning = own.get(name)
    if meaning is None:
        if len(meanings) == 1 or (site.key.startswith(_AMERICA) and name in _OF_AMERICA):
            meaning = meanings[0]
        elif site.key.startswith("Australia/") or not (site.tzname(local) or "").isalpha():
            # The database has no name for these zones, or not the one that people write.
            meaning = next((one for one in meanings if one == site.utcoffset(local)), None)
        if meaning is None and name in _OF_RFC_822 and not site.key.startswith("Australia/"):
            meaning = meanings[0]
    if meaning is None:
        raise ZoneError(f"{name.upper()!r} is no time zone that has one meaning; it has several")
    return timezone(meaning)


def _offsets(name: str) -> list[timedelta]:
    return [timedelta(hours=hours) for hours in _MEANINGS[name]]


def _offset(zone: tzinfo, local: datetime) -> timedelta | None:
    return zone.utcoffset(local)


@cache
def _places() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}
