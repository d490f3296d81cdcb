"""From the tree of bleach's parser to a stream of tokens, in time linear in its size.

bleach's own walker looks up every element's place among its siblings again and again, which
is quadratic; this one keeps a stack of iterators. It also leaves out what goes with its
content, so that nothing later has to look at it.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element

from feedpub.sanitize.policy import REMOVED_WITH_CONTENT, VOID_ELEMENTS

Token: TypeAlias = dict[str, Any]
"""A token as html5lib's filters take it: ``type`` and, by type, ``name``, ``data``…"""

Rewrite: TypeAlias = Callable[[str, dict[str, str], Element], "list[Token] | None"]
"""Takes name, attributes and element; edits the attributes, or returns tokens to put instead."""


def walk(root: Element, rewrite: Rewrite) -> Iterator[Token]:
    """Yield the tokens of all that is below `root`, in document order.

    `rewrite` sees every element first. Elements of `REMOVED_WITH_CONTENT` for which it
    returns nothing, and comments, yield nothing.
    """
    yield characters(root.text or "")
    stack: list[tuple[str | None, Iterator[Element], str | None]] = [(None, iter(root), None)]
    while stack:
        name, children, tail = stack[-1]
        element = next(children, None)
        if element is None:
            stack.pop()
            if name is not None:
                yield end_tag(name)
            yield characters(tail or "")
            continue
        child_name = _name(element)
        if child_name in ("rt", "rp") and name != "ruby":
            child_name = "span"  # a parse error anywhere else (HTML, "in body")
        attributes = {str(key): str(value) for key, value in element.attrib.items()}
        instead = rewrite(child_name, attributes, element) if child_name else []
        if instead is not None:
            yield from instead
        elif child_name not in REMOVED_WITH_CONTENT:
            yield start_tag(child_name, attributes)
            if child_name not in VOID_ELEMENTS:
                stack.append((child_name, iter(element), element.tail))
                yield characters(element.text or "")
                continue
        yield characters(element.tail or "")


def start_tag(name: str, attributes: dict[str, str]) -> Token:
    """Return the token of a start tag, or of a whole element that holds nothing."""
    kind = "EmptyTag" if name in VOID_ELEMENTS else "StartTag"
    data = {(None, key): value for key, value in attributes.items()}
    return {"type": kind, "name": name, "namespace": None, "data": data}


def end_tag(name: str) -> Token:
    """Return the token of an end tag."""
    return {"type": "EndTag", "name": name, "namespace": None}


def characters(text: str) -> Token:
    """Return the token of plain text."""
    return {"type": "Characters", "data": text}


def _name(element: Element) -> str:
    """Return the name of an HTML element; "" for a comment, whose tag is a function.

    An element of SVG or MathML is none of HTML, whatever its name: of those only the names
    matter that go with their content.
    """
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    _, foreign, name = tag.rpartition("}")
    return name if not foreign or name in REMOVED_WITH_CONTENT else "foreign"
