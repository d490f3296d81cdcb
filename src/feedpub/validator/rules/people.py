"""E-mail addresses, and people who are named by them."""

import re
from collections.abc import Iterator
from email.utils import getaddresses
from typing import Final
from urllib.parse import unquote

from feedpub.validator._place import Fault, Place, Rule
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

    def rule(place: Place) -> Iterator[Fault]:
        yield from _check(place.value, code)

    return rule


def person(place: Place) -> Iterator[Fault]:
    """An e-mail address, perhaps with the name of whose it is."""
    value = place.value
    if len(value) <= _LONGEST and value.count("(") <= _MOST_BRACKETS:
        parsed = getaddresses([value])
        value = parsed[0][1] if len(parsed) == 1 else value
    yield from _PLAIN(place)
    yield from _check(value, "InvalidContact")


def person_of_rss(place: Place) -> Iterator[Fault]:
    """As RSS wants it: ``ann@example.org (Ann Example)``."""
    value = place.value
    if value.startswith("mailto:"):
        value = unquote(value.removeprefix("mailto:"))
    if value.find("@") > 0 and not value.endswith(")"):
        yield Fault("EmailFormat" if value.find(" ") > 0 else "MissingRealName")
    else:
        yield from person(Place(place.feed, place.element, value, place.attribute))


def without_address(place: Place) -> Iterator[Fault]:
    """A name, in which no e-mail address is looked for."""
    if "@" in place.value and _IN_TEXT.search(place.value):
        yield Fault("ContainsEmail")


def _check(value: str, code: str) -> Iterator[Fault]:
    if not _EMAIL.fullmatch(value):
        yield Fault("UnknownHost" if _WITHOUT_DOT.fullmatch(value) else code)
