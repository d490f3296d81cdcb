"""Check numbers."""

import re
from collections.abc import Iterator

from feedpub.validator._spot import Hit, Rule, Spot

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_FLOAT = re.compile(r"[0-9]+\.?[0-9]*")
_LIST = re.compile(r"[0-9]++(?:,\s*+[0-9]++)*+")


def integer(value: str) -> int | None:
    """Return `value` as a whole number, or None where it is not one."""
    bare = value.strip()
    return int(bare) if _INTEGER.fullmatch(bare) else None


def positive(spot: Spot) -> Iterator[Hit]:
    """A whole number from 1 on."""
    number = integer(spot.value)
    if number is None or number < 1:
        yield Hit("InvalidPositiveInteger")


def not_negative(spot: Spot) -> Iterator[Hit]:
    """A whole number from 0 on."""
    number = integer(spot.value)
    if number is None or number < 0:
        yield Hit("InvalidNonNegativeInteger")


def from_one_to(most: int, code: str) -> Rule:
    """A whole number from 1 to `most`."""

    def rule(spot: Spot) -> Iterator[Hit]:
        number = integer(spot.value)
        if number is None or not 0 < number <= most:
            yield Hit(code)

    return rule


def within(limit: int, code: str) -> Rule:
    """A number from -`limit` to `limit`."""

    def rule(spot: Spot) -> Iterator[Hit]:
        try:
            number = float(spot.value)
        except ValueError:
            yield Hit(code)
        else:
            if not -limit <= number <= limit:
                yield Hit(code)

    return rule


def decimal(spot: Spot) -> Iterator[Hit]:
    """A number, perhaps with a decimal point."""
    if not _FLOAT.match(spot.value):
        yield Hit("InvalidFloat")


def byte_length(spot: Spot) -> Iterator[Hit]:
    """The length of an enclosure of RSS."""
    number = integer(spot.value)
    if number is None:
        yield Hit("InvalidIntegerAttribute")
    elif number == -1:
        yield Hit("UseZeroForUnknown")
    elif number < 0:
        yield Hit("InvalidNonNegativeInteger")


def port(spot: Spot) -> Iterator[Hit]:
    """A number from 1 on, of an attribute that says so in its own words."""
    number = integer(spot.value)
    if number is None or number < 1:
        yield Hit("InvalidIntegerAttribute")


def list_of_numbers(code: str, *, may_be_empty: bool = False) -> Rule:
    """Whole numbers with commas between them."""

    def rule(spot: Spot) -> Iterator[Hit]:
        if not (may_be_empty and not spot.value) and not _LIST.fullmatch(spot.value):
            yield Hit(code)

    return rule
