"""Represent an XML file as a tree that knows the place of everything in the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from feedpub.validator.formats.namespaces import PREFIXES, nearly


@dataclass(slots=True)
class Element:
    """One element.

    `name` and the names of `attributes` are the same however a file declares its prefixes:
    ``item`` without a namespace, ``atom:entry`` in one that is known, ``{address}name`` in any
    other. `written` is the name as it stands there. `text` is that which stands in the element
    itself; `start` and `end` are places in the bytes of the file in UTF-8.
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
    _firsts: dict[str, "Element"] | None = field(default=None, repr=False, compare=False)

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
        element: Element | None = self
        while element:
            if attribute in element.attributes:
                return element.attributes[attribute]
            element = element.parent
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
