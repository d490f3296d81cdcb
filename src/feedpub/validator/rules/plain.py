"""Text that is to be plain."""

import re
from collections.abc import Iterator
from html.entities import name2codepoint

from feedpub.validator._spot import Hit, Kind, Rule, Spot
from feedpub.validator.rules.html_names import HTML

_END_TAG = re.compile(r"</(\w+)>")
_ENTITY = re.compile(r"&(#?\w+)")
_DOUBTFUL = re.compile("&#[x0-9]|<[/a-zA-Z]")


def plain(code: str = "ContainsHTML") -> Rule:
    """Text without markup.

    RSS does not say whether its texts are HTML. Where ``&`` and ``<`` are written as ``&#x26;``
    and ``&#x3C;``, they are meant as such (RSS Best Practices Profile).
    """

    def rule(spot: Spot) -> Iterator[Hit]:
        if "<" not in spot.value and "&" not in spot.value:
            return
        tags = (found[1] for found in _END_TAG.finditer(spot.value))
        tag = next((name for name in tags if name.lower() in HTML), None)
        if tag:
            yield Hit(code, f"</{tag}>")
        elif _is_meant_so(spot):
            return
        elif entity := _entity(spot.value):
            yield Hit(code, f"&{entity};")
        elif not _ENTITY.search(spot.value):
            yield from _profile(spot)

    return rule


def _profile(spot: Spot) -> Iterator[Hit]:
    is_rss_2 = spot.feed.kind is Kind.RSS and spot.feed.version.startswith("2.")
    if is_rss_2 and _DOUBTFUL.search(spot.value):
        yield Hit("CharacterData")


def not_blank(spot: Spot) -> Iterator[Hit]:
    """Something that is not empty."""
    if not spot.value:
        yield Hit("NotBlank")


def filled_in(spot: Spot) -> Iterator[Hit]:
    """An attribute that need not be there, and is not empty where it is."""
    if not spot.value:
        yield Hit("AttrNotBlank")


def without_space(spot: Spot) -> Iterator[Hit]:
    """A value that has no white space around it."""
    if spot.element.text != spot.element.text.strip():
        yield Hit("UnexpectedWhitespace")


def at_most(most: int) -> Rule:
    """Text of no more than `most` characters, without markup."""
    only = plain()

    def rule(spot: Spot) -> Iterator[Hit]:
        if len(spot.value) > most:
            yield Hit("TooLong", fields={"most": str(most)})
        yield from only(spot)

    return rule


def _entity(text: str) -> str | None:
    names = (found[1] for found in _ENTITY.finditer(text))
    return next(
        (n for n in names if n in name2codepoint or n == "apos" or not n.isalpha()),
        None,
    )


def _is_meant_so(spot: Spot) -> bool:
    return b"&#x" in spot.feed.source[spot.element.start : spot.element.end]
