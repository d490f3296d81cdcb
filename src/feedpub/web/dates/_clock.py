"""Read the time of day: `22:20:05`, `10:20 PM`, `下午2:01`, `10时20分30秒`, `10h20`, `T102005`."""

import re
from dataclasses import dataclass
from typing import Final

_FORENOON: Final = frozenset(("a", "am", "上午", "早上", "早晨", "清晨", "凌晨", "午前", "오전"))
_NOON: Final = frozenset(("中午",))
_EVENING: Final = frozenset(("晚上", "夜里", "深夜"))
_AFTERNOON: Final = frozenset(("p", "pm", "下午", "午后", "午後", "오후", "傍晚")) | _EVENING
_HALVES: Final = "|".join(sorted((_FORENOON | _NOON | _AFTERNOON) - {"a", "p"}))

_BEFORE: Final = rf"(?:(?P<before>{_HALVES}) ?)?"
_AFTER: Final = r"(?P<after>[ap])\.?m\b\.?"

FORMS: Final = tuple(
    re.compile(form, re.ASCII)
    for form in (
        # 22:20, 22:20:05.123, 10:20 PM, AM 10:20, 下午2:01, T22:20
        rf"t?{_BEFORE}(?P<hour>\d{{1,2}}):(?P<minute>\d\d)"
        rf"(?::(?P<second>\d\d)(?:[.,]\d{{1,9}})?)?(?: ?{_AFTER})?(?!\d)",
        # 10 PM
        rf"(?P<hour>\d{{1,2}}) ?{_AFTER}",
        # 10时20分30秒, 오후 2시 1분
        rf"{_BEFORE}(?P<hour>\d{{1,2}}) ?[时時点點시](?: ?(?P<minute>\d{{1,2}}) ?[分분]"
        r"(?: ?(?P<second>\d{1,2}) ?[秒초])?)?",
        # 10h20, 10 h 20, 10h, and the Dutch 10u20
        r"(?P<hour>\d{1,2}) ?[hu](?: ?(?P<minute>\d\d))?(?![^\W_])",
        # T102005, T1020, T10: ISO 8601
        r"t(?P<hour>\d\d)(?:(?P<minute>\d\d)(?:(?P<second>\d\d)(?:[.,]\d{1,9})?)?)?(?!\d)",
        # 10.20, as Finns and Danes write it
        r"(?P<hour>\d{1,2})\.(?P<minute>\d\d)(?![\d.])",
    )
)
"""The forms of a time of day, of which the first that fits is meant."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. 24:00:00 is the end of the day, :60 a leap second (RFC 3339 §5.7)."""

    hour: int
    minute: int = 0
    second: int = 0


def read_clock(found: re.Match[str]) -> Clock:
    """Return the time of day in a match of one of `FORMS`.

    Raises ValueError, with what is wrong, where no day has such a time.
    """
    named = found.groupdict()
    hour, minute, second = (int(named.get(name) or 0) for name in ("hour", "minute", "second"))
    half = named.get("before") or named.get("after")
    if named.get("before") and named.get("after"):
        raise ValueError("it names two halves of the day")
    if half:
        hour = _of_the_day(hour, half)
    if (hour, minute, second) == (24, 0, 0):
        return Clock(24)
    if hour > 23:
        raise ValueError(f"a day has no hour {hour}")
    if minute > 59:
        raise ValueError(f"an hour has no minute {minute}")
    if second > 59 and (minute, second) != (59, 60):
        raise ValueError(f"a minute has no second {second}")
    return Clock(hour, minute, second)


def _of_the_day(hour: int, half: str) -> int:
    """Return the hour of the day for an `hour` in one `half` of it; 14:01 PM is 14:01."""
    if hour == 12 and half in _EVENING:
        raise ValueError("12 in the evening can be the midnight before or after")
    if half in _FORENOON:
        if hour > 12:
            raise ValueError(f"{hour} is no hour of the forenoon")
        return hour % 12
    if half in _NOON:
        return hour + 12 if hour < 4 else hour
    return hour + 12 if hour < 12 else hour
