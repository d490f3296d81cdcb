"""Parse the text of an XML file into a tree, or find out what is wrong with its XML.

Nothing is fetched and no entity is expanded: a file that declares entities is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from feedpub.validator._broken import explain
from feedpub.validator._report import Report
from feedpub.validator._tree import DEEPEST, MOST_ELEMENTS, Element, canonical

_LONGEST_NAMESPACE: Final = 1000
_SEPARATOR: Final = "\x1f"  # no character of XML, so of no name or namespace
_BLANK_LINE = re.compile(r"\s+(?=<\?xml)")


@dataclass(slots=True)
class Parsed:
    """The `root` of a file, and the document type that it names."""

    root: Element | None = None
    public_id: str | None = None
    system_id: str | None = None


class _Stop(Exception):
    """Parsing can't go on; a finding says why."""


def parse(text: str, report: Report) -> tuple[Parsed, bytes]:
    """Return the tree of `text`, and the bytes to which places in the tree refer.

    `root` is None, with a finding in `report`, where the text is not well-formed, is nested deeper
    than any feed, or declares entities.
    """
    blank = _BLANK_LINE.match(text)
    if blank:
        report.add("WPBlankLine")
        # In its place inside of the file, white space is harmless, and lines keep their numbers.
        end = text.find("?>") + 2
        text = text[blank.end() : end] + blank[0] + text[end:] if end > 1 else text
    # Lone surrogates come from UTF-16 that was cut.
    source = text.encode("utf-8", "replace")
    builder = _Builder(report)
    try:
        builder.parser.Parse(source, True)
    except expat.ExpatError as error:
        builder.parsed.root = None
        # Of an empty file, the parser says -1.
        at = len(source[: max(builder.parser.ErrorByteIndex, 0)].decode("utf-8", "ignore"))
        broken = explain(error.code, source.decode("utf-8"), at, builder.open)
        report.add(broken.code, broken.line, broken.column, broken.cause, **broken.shown)
    except _Stop:
        builder.parsed.root = None
    return builder.parsed, source


class _Builder:
    """Makes the tree from the events of expat."""

    def __init__(self, report: Report) -> None:
        self.parsed = Parsed()
        self.open: list[Element] = []
        self._report = report
        self._declared: dict[str, str] = {}
        self._names: dict[str, tuple[str, str]] = {}
        self._texts: list[list[str]] = []
        self._elements = 0
        self.parser = expat.ParserCreate("utf-8", _SEPARATOR, {})
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartNamespaceDeclHandler = self._declare
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self.open) == DEEPEST:
            self._stop("too-deep")
        if self._elements > MOST_ELEMENTS:
            self._stop("too-many-elements")
        known, written = self._name(name)
        element = Element(
            known,
            written,
            {self._name(key)[0]: value for key, value in attributes.items()},
            self.open[-1] if self.open else None,
            self.parser.CurrentLineNumber,
            self.parser.CurrentColumnNumber + 1,
            self.parser.CurrentByteIndex,
            declared=self._declared,
        )
        self._declared = {}
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.parsed.root = element
        self.open.append(element)
        self._texts.append([])

    def _end(self, name: str) -> None:  # noqa: ARG002 - expat's
        element = self.open.pop()
        element.text = "".join(self._texts.pop())
        element.end = self.parser.CurrentByteIndex

    def _characters(self, text: str) -> None:
        self._texts[-1].append(text)

    def _declare(self, prefix: str | None, namespace: str | None) -> None:
        # It is part of the name of each element, as expat has it.
        if len(namespace or "") > _LONGEST_NAMESPACE:
            self._stop("SAXError", "long-namespace")
        self._declared[prefix or ""] = namespace or ""

    def _doctype(
        self, name: str, system_id: str | None, public_id: str | None, internal: bool
    ) -> None:
        del name, internal
        self.parsed.system_id, self.parsed.public_id = system_id, public_id

    def _entity(self, *said: object) -> None:
        del said
        self._stop("entity-declared")

    def _stop(self, code: str, cause: str = "") -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self._report.add(code, line, column, cause)
        raise _Stop

    def _name(self, name: str) -> tuple[str, str]:
        known = self._names.get(name)
        if known is None:
            known = self._names[name] = _names(name)
        return known


def _names(name: str) -> tuple[str, str]:
    parts = name.split(_SEPARATOR)
    if len(parts) == 1:
        return name, name
    namespace, local = parts[0], parts[1]
    prefix = parts[2] if len(parts) > 2 else ""
    written = f"{prefix}:{local}" if prefix else local
    return canonical(namespace, local), written


def declarations(root: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield every declaration of a namespace: place, prefix, address."""
    for element in root.descendants():
        for prefix, namespace in element.declared.items():
            yield element, prefix, namespace
