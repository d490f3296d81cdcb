"""Turn the tree of bleach's parser into a stream of tokens, in linear time.

bleach's own walker looks up every element's place among its siblings again and again, which
is quadratic; this one keeps a stack of iterators. It also leaves out what goes with its
content, so that nothing later has to look at it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias
from xml.etree.ElementTree import Element

from feedpub.sanitizer._tokens import Token, characters, end_tag, start_tag
from feedpub.sanitizer._write import write
from feedpub.sanitizer.policy import ELEMENTS, IN_MEDIA, MEDIA, REMOVED_WITH_CONTENT, VOID_ELEMENTS

_CELLS = frozenset({"caption", "td", "th"})


# The parser keeps no more than three of a kind that are open one in the other (HTML, "Noah's Ark
# clause"), and takes the end of a fourth for an error. More than one is nothing to look at anyway.
_FORMATTING = frozenset("a b big code em i s small strike strong tt u".split())
_MOST_ALIKE = 3

_Formatting: TypeAlias = tuple[str, tuple[tuple[str, str], ...]] | None


class _Open(NamedTuple):
    """An element whose children are being walked; without a name where only they stay."""

    name: str | None
    children: Iterator[Element]
    tail: str
    in_cell: bool
    formatting: _Formatting
    in_media: bool = False

    @property
    def is_mute(self) -> bool:
        """Tell whether browsers show nothing of its own text."""
        return self.in_media and self.name != "a"


Rewrite: TypeAlias = Callable[[str, dict[str, str], Element], "list[Token] | None"]
"""Takes name, attributes and element; edits the attributes, or returns tokens to put instead."""


def walk(root: Element, rewrite: Rewrite) -> Iterator[Token]:
    """Yield the tokens of all that is below `root`, in document order.

    `rewrite` sees every element first. Elements of `REMOVED_WITH_CONTENT` for which it
    returns nothing, and comments, yield nothing.
    """
    yield from _texts(root.text)
    stack = [_Open(None, iter(root), "", in_cell=False, formatting=None)]
    while stack:
        name, children, tail, in_cell, _, in_media = stack[-1]
        element = next(children, None)
        if element is None:
            stack.pop()
            if name is not None:
                yield end_tag(name)
            yield from _texts(tail)
            continue
        child_name = _name(element)
        if child_name in ("rt", "rp") and not _in_ruby(stack):
            child_name = "span"  # a parse error anywhere else (HTML, "in body")
        attributes = {str(key): str(value) for key, value in element.attrib.items()}
        instead = rewrite(child_name, attributes, element) if child_name else []
        is_word = in_media and child_name not in IN_MEDIA
        if instead is not None:
            yield from () if is_word else instead
        elif child_name not in REMOVED_WITH_CONTENT:
            formatting = _formatting(child_name, attributes)
            stays = not is_word and (
                formatting is None or _open_already(stack, formatting) < _MOST_ALIKE
            )
            if stays:
                yield start_tag(child_name, attributes)
            if child_name not in VOID_ELEMENTS:
                in_cell = in_cell or child_name in _CELLS
                opened = child_name if stays else None
                ended = "" if stack[-1].is_mute else element.tail or ""
                in_media = in_media or child_name in MEDIA
                stack.append(_Open(opened, iter(element), ended, in_cell, formatting, in_media))
                if not stack[-1].is_mute:
                    yield from _texts(_first_text(child_name, element, in_cell))
                continue
        yield from _texts("" if stack[-1].is_mute else element.tail)


class Inside:
    """What stands in an element."""

    def __init__(self, element: Element) -> None:
        self._element = element

    def pieces(self) -> list[str]:
        """Return text, tag, text…, as nh3 would write it."""
        return re.split(r"(<[^>]*>)", "".join(_spelled(self._element)))


def _spelled(element: Element) -> Iterator[str]:
    yield write([characters(element.text or "")])
    stack = [("", iter(element), "")]
    while stack:
        name, children, tail = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield (f"</{name}>" if name else "") + write([characters(tail)])
        elif (child_name := _spelled_name(child)) not in ("", "annotation", "annotation-xml"):
            attributes = {str(key): str(value) for key, value in child.attrib.items()}
            yield write([start_tag(child_name, attributes), characters(child.text or "")])
            stack.append((child_name, iter(child), child.tail or ""))
        else:
            yield write([characters(child.tail or "")])


def _spelled_name(element: Element) -> str:
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _texts(text: str | None) -> tuple[Token, ...]:
    """Return the token of `text`, none where there is none: each one goes a long way."""
    return (characters(text),) if text else ()


def _formatting(name: str, attributes: dict[str, str]) -> _Formatting:
    """Return what makes two formatting elements alike; None for any other element."""
    return (name, tuple(sorted(attributes.items()))) if name in _FORMATTING else None


def _open_already(stack: Sequence[_Open], formatting: _Formatting) -> int:
    return sum(opened.name is not None and opened.formatting == formatting for opened in stack)


def _in_ruby(stack: Sequence[_Open]) -> bool:
    """Tell whether the nearest element that stays is a ruby."""
    nearest = (opened.name for opened in reversed(stack) if opened.name in ELEMENTS)
    return next(nearest, None) == "ruby"


def _first_text(name: str, element: Element, in_cell: bool) -> str:
    """Return the text before the first child.

    The parser drops the line break after a <pre>, as it should, but not in a table's cell.
    """
    text = element.text or ""
    return text.removeprefix("\n") if in_cell and name == "pre" else text


def _name(element: Element) -> str:
    """Return the name of an HTML element; "" for a comment, whose tag is a function.

    An element of SVG or MathML is not one of HTML, whatever its name: of these, only the names
    matter that go with their content.
    """
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    _, foreign, name = tag.rpartition("}")
    return name if not foreign or name in {"math", *REMOVED_WITH_CONTENT} else "foreign"
