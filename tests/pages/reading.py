"""Reads a page as a browser does, and refuses what is no valid HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib

from feedpub.model import Output

ADDRESSES = ("href", "src", "poster", "action", "formaction", "data", "srcset", "cite")


@dataclass(frozen=True)
class Read:
    """The tree of a page, without namespaces."""

    root: Element

    def all(self, name: str, **attributes: str) -> list[Element]:
        """Return the elements `name` that have these attributes."""
        return [
            element
            for element in self.root.iter(name)
            if all(element.get(key.removesuffix("_")) == value for key, value in attributes.items())
        ]

    def one(self, name: str, **attributes: str) -> Element:
        """Return the one element that there is."""
        [element] = self.all(name, **attributes)
        return element

    def meta(self, name: str) -> str | None:
        """Return what a ``<meta>`` says, None where there is none."""
        for element in self.root.iter("meta"):
            if name in (element.get("name"), element.get("property"), element.get("http-equiv")):
                return element.get("content")
        return None

    def feeds(self) -> list[tuple[str, str]]:
        """Return type and address of the feeds that a reader discovers."""
        return [(it.attrib["type"], it.attrib["href"]) for it in self.all("link", rel="alternate")]

    def addresses(self) -> Iterator[str]:
        """Yield all that a click or a load can lead to."""
        for element in self.root.iter():
            yield from (element.attrib[key] for key in ADDRESSES if key in element.attrib)


def read(output: Output) -> Read:
    """Parse a page; fail where a browser would have to mend it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return Read(parser.parse(output.body.decode()))


def text_of(element: Element) -> str:
    """Return the text of an element, as it stands."""
    return "".join(element.itertext())
