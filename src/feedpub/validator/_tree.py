"""Represent a file of XML or JSON as a tree that knows the place of everything in the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from feedpub.validator.formats.namespaces import PREFIXES, nearly

DEEPEST: Final = 200
"""Elements in each other; no feed has more."""
MOST_ELEMENTS: Final = 300_000
"""Elements of a file; each takes half a kilobyte."""

_LONGEST_NAME: Final = 80


@dataclass(slots=True)
class Element:
    """One element of XML, or one value of JSON.

    `name` and the names of `attributes` are the same however a file declares its prefixes:
    ``item`` without a namespace, ``atom:entry`` in one that is known, ``{address}name`` in any
    other. `written` is the name as it stands there. `text` is that which stands in the element
    itself; `start` and `end` are places in the bytes of the file in UTF-8. A value of JSON has a
    `type`: a string, a number, true or false, null, a list, an object.
    """

    name: str
    written: str
    attributes: Mapping[str, str]
    parent: "Element | None"
    line: int
    column: int
    start: int
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)
    declared: Mapping[str, str] = field(default_factory=dict)
    type: str = ""
    _firsts: dict[str, "Element"] | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        """Return its name for people: ``<title>`` in XML, ``items[3].title`` in JSON."""
        if not self.type:
            return f"<{self.written[:_LONGEST_NAME]}>"
        steps: list[str] = []
        for around in self.and_around():
            if around.parent:
                step = around.written[:_LONGEST_NAME]
                steps.append(step if around.name.endswith("[]") else f".{step}")
        return "".join(reversed(steps)).removeprefix(".") or "the feed"

    def and_around(self) -> Iterator["Element"]:
        """Yield this element and those that it is in, from the inside out."""
        element: Element | None = self
        while element:
            yield element
            element = element.parent

    def all(self, name: str) -> list["Element"]:
        """Return the children of this name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        """Return the first child of this name."""
        if not self.children:
            return None
        # A feed can have as many elements as characters, and each can ask this of its parent.
        if self._firsts is None:
            self._firsts = {child.name: child for child in reversed(self.children)}
        return self._firsts.get(name)

    def has(self, name: str) -> bool:
        """Tell whether there is a child of this name."""
        return self.first(name) is not None

    def text_of(self, name: str) -> str:
        """Return the text of the first child of this name, without white space around it."""
        child = self.first(name)
        return child.text.strip() if child else ""

    def inherited(self, attribute: str) -> str | None:
        """Return the value of `attribute` here or at the nearest element around it."""
        for element in self.and_around():
            if attribute in element.attributes:
                return element.attributes[attribute]
        return None

    def descendants(self) -> Iterator["Element"]:
        """Yield this element and all that is inside of it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


def canonical(namespace: str, local: str) -> str:
    """Return the name under which rules know an element or attribute."""
    if not namespace:
        return local
    prefix = PREFIXES.get(nearly(namespace))
    return f"{prefix}:{local}" if prefix else f"{{{namespace}}}{local}"


def local_name(name: str) -> str:
    """Return the name of an element without its namespace."""
    return name.rpartition("}" if name.startswith("{") else ":")[2]
