"""Check numbers."""

import re
from collections.abc import Iterator

from feedpub.validator._place import Fault, Place, Rule

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_FLOAT = re.compile(r"[0-9]+\.?[0-9]*")
_LIST = re.compile(r"[0-9]++(?:,\s*+[0-9]++)*+")


def integer(value: str) -> int | None:
    """Return `value` as a whole number, or None where it is not one."""
    bare = value.strip()
    return int(bare) if _INTEGER.fullmatch(bare) else None


def positive(place: Place) -> Iterator[Fault]:
    """A whole number from 1 on."""
    number = integer(place.value)
    if number is None or number < 1:
        yield Fault("InvalidPositiveInteger")


def not_negative(place: Place) -> Iterator[Fault]:
    """A whole number from 0 on."""
    number = integer(place.value)
    if number is None or number < 0:
        yield Fault("InvalidNonNegativeInteger")


def from_one_to(most: int, code: str) -> Rule:
    """A whole number from 1 to `most`."""

    def rule(place: Place) -> Iterator[Fault]:
        number = integer(place.value)
        if number is None or not 0 < number <= most:
            yield Fault(code)

    return rule


def within(limit: int, code: str) -> Rule:
    """A number from -`limit` to `limit`."""

    def rule(place: Place) -> Iterator[Fault]:
        try:
            number = float(place.value)
        except ValueError:
            yield Fault(code)
        else:
            if not -limit <= number <= limit:
                yield Fault(code)

    return rule


def decimal(place: Place) -> Iterator[Fault]:
    """A number, perhaps with a decimal point."""
    if not _FLOAT.match(place.value):
        yield Fault("InvalidFloat")


def byte_length(place: Place) -> Iterator[Fault]:
    """The length of an enclosure of RSS."""
    number = integer(place.value)
    if number is None:
        yield Fault("InvalidIntegerAttribute")
    elif number == -1:
        yield Fault("UseZeroForUnknown")
    elif number < 0:
        yield Fault("InvalidNonNegativeInteger")


def port(place: Place) -> Iterator[Fault]:
    """A number from 1 on, of an attribute that says so in its own words."""
    number = integer(place.value)
    if number is None or number < 1:
        yield Fault("InvalidIntegerAttribute")


def list_of_numbers(code: str, *, may_be_empty: bool = False) -> Rule:
    """Whole numbers with commas between them."""

    def rule(place: Place) -> Iterator[Fault]:
        if not (may_be_empty and not place.value) and not _LIST.fullmatch(place.value):
            yield Fault(code)

    return rule
