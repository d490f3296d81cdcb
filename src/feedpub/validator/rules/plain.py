"""Text that is to be plain."""

import re
from collections.abc import Iterator
from html.entities import name2codepoint

from feedpub.validator._place import Fault, Kind, Place, Rule
from feedpub.validator.rules.html_names import HTML

_END_TAG = re.compile(r"</(\w+)>")
_ENTITY = re.compile(r"&(#?\w+)")
_DOUBTFUL = re.compile("&#[x0-9]|<[/a-zA-Z]")


def plain(code: str = "ContainsHTML") -> Rule:
    """Text without markup.

    RSS does not say whether its texts are HTML. Where ``&`` and ``<`` are written as ``&#x26;``
    and ``&#x3C;``, they are meant as such (RSS Best Practices Profile).
    """

    def rule(place: Place) -> Iterator[Fault]:
        if "<" not in place.value and "&" not in place.value:
            return
        tags = (found[1] for found in _END_TAG.finditer(place.value))
        tag = next((name for name in tags if name.lower() in HTML), None)
        if tag:
            yield Fault(code, f"</{tag}>")
        elif _is_meant_so(place):
            return
        elif entity := _entity(place.value):
            yield Fault(code, f"&{entity};")
        elif not _ENTITY.search(place.value):
            yield from _profile(place)

    return rule


def _profile(place: Place) -> Iterator[Fault]:
    is_rss_2 = place.feed.kind is Kind.RSS and place.feed.version.startswith("2.")
    if is_rss_2 and _DOUBTFUL.search(place.value):
        yield Fault("CharacterData")


def not_blank(place: Place) -> Iterator[Fault]:
    """Something that is not empty."""
    if not place.value:
        yield Fault("NotBlank")


def filled_in(place: Place) -> Iterator[Fault]:
    """An attribute that need not be there, and is not empty where it is."""
    if not place.value:
        yield Fault("AttrNotBlank")


def without_space(place: Place) -> Iterator[Fault]:
    """A value that has no white space around it."""
    if place.element.text != place.element.text.strip():
        yield Fault("UnexpectedWhitespace")


def at_most(most: int) -> Rule:
    """Text of no more than `most` characters, without markup."""
    only = plain()

    def rule(place: Place) -> Iterator[Fault]:
        if len(place.value) > most:
            yield Fault("TooLong", shown={"most": str(most)})
        yield from only(place)

    return rule


def _entity(text: str) -> str | None:
    names = (found[1] for found in _ENTITY.finditer(text))
    return next(
        (n for n in names if n in name2codepoint or n == "apos" or not n.isalpha()),
        None,
    )


def _is_meant_so(place: Place) -> bool:
    return b"&#x" in place.feed.source[place.element.start : place.element.end]
