"""Rules for elements as a whole that several formats need."""

from collections.abc import Iterator

from feedpub.validator._place import Fault, Place, Rule


def has(*names: str, code: str = "MissingElement") -> Rule:
    """An element that holds all of these."""

    def rule(place: Place) -> Iterator[Fault]:
        for name in names:
            if not place.element.has(name):
                yield Fault(code, name.removeprefix("atom:").removeprefix("rss1:"))

    return rule


def says_it_once(code: str, *pairs: tuple[str, str]) -> Rule:
    """Of two elements that say the same, the format's own and an extension's, one."""

    def rule(place: Place) -> Iterator[Fault]:
        names = {child.name for child in place.element.children}
        for own, extension in pairs:
            if own in names and extension in names:
                yield Fault(code, own, place.element.first(extension))

    return rule


def no_two_alike(name: str, code: str) -> Rule:
    """Children of this name whose texts differ."""

    def rule(place: Place) -> Iterator[Fault]:
        seen = set()
        for child in place.element.all(name):
            value = child.text.strip()
            if value and value in seen:
                yield Fault(code, value, child)
            seen.add(value)

    return rule
