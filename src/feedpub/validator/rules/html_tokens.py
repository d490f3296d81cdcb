"""Read the tags of HTML as browsers do (HTML §13.2.5), in linear time."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

from feedpub.validator.rules.html_names import RAW

_MARKUP = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*+)(>)?|(!--)|([!?/])|)")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:(>)|([^\s/>][^\s/>=]*+)"
    r"""(?:\s*+=\s*+(?:"([^"]*+)(")?|'([^']*+)(')?|([^\s>"'][^\s>]*+)?))?)"""
)
_COMMENT_END = re.compile(r"--!?>")
_RAW_END: Final = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}


class Tag(NamedTuple):
    """A tag: its `name` in lower case, its attributes as they come; `fault` tells what is wrong.

    There are tens of thousands in a feed, and a tuple takes a third of a dataclass's time.
    """

    name: str
    is_end: bool = False
    attributes: tuple[tuple[str, str], ...] = ()
    closes_itself: bool = False
    fault: str = ""


def tags(html: str) -> Iterator[Tag]:
    """Yield every tag of `html`; a faulty one that is not a tag has an empty name."""
    position = 0
    search = _MARKUP.search
    while found := search(html, position):
        position = found.end()
        slash, name, is_whole, comment, other = found.groups()
        if name:
            name = name.lower()
            if is_whole:
                yield Tag(name, slash == "/")
            else:
                tag, position = _tag(html, position, name, slash == "/")
                yield tag
            if name in RAW and not slash:
                closing = _RAW_END[name].search(html, position)
                position = closing.start() if closing else len(html)
        else:
            fault, position = _no_tag(html, position, bool(comment), other)
            if fault:
                yield Tag("", fault=fault)


def _no_tag(html: str, position: int, is_comment: bool, other: str | None) -> tuple[str, int]:
    """Return what is wrong with what stands before `position`, and where it ends."""
    if is_comment:
        end = _COMMENT_END.search(html, position - 2)  # <!--> is one
        return ("", end.end()) if end else ("a comment does not end", len(html))
    if other:
        at = html.find(">", position)
        return f"<{other} begins nothing that HTML knows", at + 1 if at >= 0 else len(html)
    return "a < begins no tag, and should be &lt;", position


def _tag(html: str, position: int, name: str, is_end: bool) -> tuple[Tag, int]:
    """Return the tag whose attributes begin at `position`, and where it ends."""
    attributes: dict[str, str] = {}
    fault = ""
    while match := _ATTRIBUTE.match(html, position):
        position = match.end()
        close, key, double, is_double, single, is_single, bare = match.groups()
        if close:
            closes_itself = html[position - 2] == "/" and not bare
            return Tag(name, is_end, tuple(attributes.items()), closes_itself, fault), position
        if (double is not None and not is_double) or (single is not None and not is_single):
            break
        key = key.lower()
        if key in attributes:
            fault = f"the attribute {key} stands twice in <{name}>"
        value = double or single or bare or ""
        attributes.setdefault(key, _decode(value) if "&" in value else value)
    return Tag("", fault=f"the tag <{name}> does not end"), len(html)


def _decode(value: str) -> str:
    try:
        return unescape(value)
    except ValueError:  # the number of a character has more digits than Python reads
        return value
