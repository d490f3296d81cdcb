"""E-mail addresses, and people who are named by them."""

import re
from collections.abc import Iterator
from email.utils import getaddresses
from typing import Final
from urllib.parse import unquote

from feedpub.validator._spot import Hit, Rule, Spot
from feedpub.validator.rules.addresses import DOMAIN
from feedpub.validator.rules.plain import plain

_ADDRESS: Final = rf"[A-Za-z0-9_\-+.'!#$%&*/=?^`{{|}}~]++@(?:{DOMAIN})"
_EMAIL = re.compile(_ADDRESS)
_WITHOUT_DOT = re.compile(r"[\w.%+-]++@[A-Za-z][\w.-]+")
_IN_TEXT = re.compile(rf"<{_ADDRESS}>")
_PLAIN: Final = plain()

# What is longer is no address, and its reader is slow on it; into brackets it recurs.
_LONGEST: Final = 1000
_MOST_BRACKETS: Final = 20


def address(code: str) -> Rule:
    """An e-mail address and nothing else."""

    def rule(spot: Spot) -> Iterator[Hit]:
        yield from _check(spot.value, code)

    return rule


def person(spot: Spot) -> Iterator[Hit]:
    """An e-mail address, perhaps with the name of whose it is."""
    value = spot.value
    if len(value) <= _LONGEST and value.count("(") <= _MOST_BRACKETS:
        parsed = getaddresses([value])
        value = parsed[0][1] if len(parsed) == 1 else value
    yield from _PLAIN(spot)
    yield from _check(value, "InvalidContact")


def person_of_rss(spot: Spot) -> Iterator[Hit]:
    """As RSS wants it: ``ann@example.org (Ann Example)``."""
    value = spot.value
    if value.startswith("mailto:"):
        value = unquote(value.removeprefix("mailto:"))
    if value.find("@") > 0 and not value.endswith(")"):
        yield Hit("EmailFormat" if value.find(" ") > 0 else "MissingRealName")
    else:
        yield from person(Spot(spot.feed, spot.element, value, spot.attribute))


def without_address(spot: Spot) -> Iterator[Hit]:
    """A name, in which no e-mail address is looked for."""
    if "@" in spot.value and _IN_TEXT.search(spot.value):
        yield Hit("ContainsEmail")


def _check(value: str, code: str) -> Iterator[Hit]:
    if not _EMAIL.fullmatch(value):
        yield Hit("UnknownHost" if _WITHOUT_DOT.fullmatch(value) else code)
