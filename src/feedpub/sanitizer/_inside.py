"""Look at the content of an element in well-formed HTML, to decide what becomes of it."""

import re
from collections.abc import Iterator
from typing import Final, Protocol

_NAME: Final = re.compile(r"</?([^ >]+)")
_ATTRIBUTE: Final = re.compile(r' ([^ =]+)="([^"]*)"')


class Inside(Protocol):
    """The content of an element: all that stands between its tags."""

    def pieces(self) -> list[str] | None:
        """Return the content as a list of text, tag, text…; None where it can't be looked at."""


class _Nothing:
    def pieces(self) -> list[str]:
        return [""]


NOTHING: Final[Inside] = _Nothing()


def elements(inside: Inside) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield name and attributes of each element in the content."""
    pieces = inside.pieces() or [""]
    return ((name_of(tag), attributes_of(tag)) for tag in pieces[1::2] if tag[1] != "/")


def text(inside: Inside) -> str:
    """Return the text of the content; "?" where it can't be looked at."""
    pieces = inside.pieces() or ["?"]
    return unescaped("".join(pieces[::2]))


def name_of(tag: str) -> str:
    """Return the name of a start or end tag."""
    found = _NAME.match(tag)
    return found[1] if found else ""


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of a start tag as nh3 writes it."""
    return {name: unescaped(value) for name, value in _ATTRIBUTE.findall(tag)}


def unescaped(value: str) -> str:
    """Return a text or value as it was before nh3 wrote it."""
    if "&" not in value:
        return value
    value = value.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">")
    return value.replace("&quot;", '"').replace("&amp;", "&")
