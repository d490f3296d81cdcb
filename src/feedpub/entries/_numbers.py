"""Read numbers as people write them in front matter: counts, sizes in bytes, durations."""

import re
import unicodedata
from typing import Final

from feedpub.entries._values import scalar
from feedpub.web import text

_CLOCK = re.compile(r"()(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:\.\d+)?")
# `PT1H2M3S`, `1h 2m`, `62 min`, `1小时2分`.
_UNITS = re.compile(
    r"(?:P(?:(\d{1,4})D)?T)?"
    r"(?:(\d{1,5}) ?(?:h(?:(?:ou)?rs?)?|小时|小時|時間))?[ ,]{0,3}"
    r"(?:(\d{1,7}) ?(?:m(?:in(?:ute)?s?)?|分钟|分鐘|分))?[ ,]{0,3}"
    r"(?:(\d{1,8})(?:\.\d+)? ?(?:s(?:ec(?:ond)?s?)?|秒))?",
    re.IGNORECASE,
)
# `12,345,678`; a single point may begin a fraction.
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,'’_ ])[0-9]{3}(?:\1[0-9]{3})*|(?:\.[0-9]{3}){2,})")
_OF_BYTES = re.compile(r" ?(?:bytes?|b)$", re.IGNORECASE)
_MOST_LETTERS: Final = 200  # nobody writes a longer number
_LONGEST: Final = 10_000_000  # seconds; some hundred days
_LARGEST: Final = 2**53  # what every reader can count


def count(value: object, *, least: int) -> int | None:
    """Read a whole number of at least `least`; return None for anything else."""
    written = _fold(value)
    if not written:
        return None
    if _GROUPED.fullmatch(written):
        written = re.sub(r"\D", "", written)
    if not re.fullmatch(r"[0-9]{1,16}", written):
        return None
    number = int(written)
    return number if least <= number <= _LARGEST else None


def size_in_bytes(value: object) -> int | None:
    """Read the size of a file in bytes, with or without the unit; return None for anything else."""
    written = _fold(value)
    return count(_OF_BYTES.sub("", written, count=1), least=1) if written else None


def seconds(value: object) -> int | None:
    """Read a duration and return its seconds; None for anything else.

    People write it as ``1:02:03``, ``62:03``, ``3723``, ``PT1H2M3S`` or ``1h 2 min``.
    """
    whole = re.fullmatch(r"(\d+)(?:\.\d+)?", _fold(value))
    total = int(whole[1][:16]) if whole else 0
    return total if 0 < total <= _LONGEST else clock(value)


def clock(value: object) -> int | None:
    """Read a duration with colons or units, and return its seconds; None for anything else."""
    written = _fold(value)
    if not written:
        return None
    found = _CLOCK.fullmatch(written) or _UNITS.fullmatch(written)
    if found is None:
        return None
    days, hours, minutes, rest = (int(part or 0) for part in found.groups())
    total = days * 86_400 + hours * 3600 + minutes * 60 + rest
    return total if 0 < total <= _LONGEST else None


def _fold(value: object) -> str:
    written = scalar(value) if value is not None else ""
    if not written or len(written) > _MOST_LETTERS:
        return ""
    return text.fold(unicodedata.normalize("NFKC", written))
