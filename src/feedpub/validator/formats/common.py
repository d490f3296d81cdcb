"""Rules for elements as a whole that several formats need."""

from collections.abc import Iterator

from feedpub.validator._spot import Hit, Rule, Spot


def has(*names: str, code: str = "MissingElement") -> Rule:
    """An element that holds all of these."""

    def rule(spot: Spot) -> Iterator[Hit]:
        for name in names:
            if not spot.element.has(name):
                yield Hit(code, name.removeprefix("atom:"))

    return rule


def says_it_once(code: str, *pairs: tuple[str, str]) -> Rule:
    """Of two elements that say the same, the format's own and an extension's, one."""

    def rule(spot: Spot) -> Iterator[Hit]:
        names = {child.name for child in spot.element.children}
        for own, extension in pairs:
            if own in names and extension in names:
                yield Hit(code, own, spot.element.first(extension))

    return rule


def no_two_alike(name: str, code: str) -> Rule:
    """Children of this name whose texts differ."""

    def rule(spot: Spot) -> Iterator[Hit]:
        seen = set()
        for child in spot.element.all(name):
            value = child.text.strip()
            if value and value in seen:
                yield Hit(code, value, child)
            seen.add(value)

    return rule
