"""The tags of HTML, read as browsers read them (HTML §13.2.5), in linear time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from feedpub.checks.rules.html_names import RAW

_MARKUP = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*+)(>)?|(!--)|([!?/])|)")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?:(>)|([^\s/>][^\s/>=]*+)"
    r"""(?:\s*+=\s*+(?:"([^"]*+)(")?|'([^']*+)(')?|([^\s>"'][^\s>]*+)?))?)"""
)
_COMMENT_END = re.compile(r"--!?>")
_RAW_END: Final = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in RAW}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its `name` in lower case, its attributes as they come; `fault` tells what is wrong."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    is_end: bool = False
    closes_itself: bool = False
    start: int = 0
    end: int = 0
    fault: str = ""


def tags(html: str) -> Iterator[Tag]:
    """Yield every tag of `html`; where one is no tag, its name is empty and it has a fault."""
    position = 0
    while found := _MARKUP.search(html, position):
        start, position = found.span()
        slash, name, is_whole, comment, other = found.groups()
        if name:
            tag = _tag(html, found) if is_whole is None else Tag(name.lower(), (), bool(slash))
            position = max(position, tag.end)
            yield Tag(
                tag.name, tag.attributes, tag.is_end, tag.closes_itself, start, position, tag.fault
            )
            if name.lower() in RAW and not slash:
                closing = _RAW_END[name.lower()].search(html, position)
                position = closing.start() if closing else len(html)
        elif comment:
            end = _COMMENT_END.search(html, max(position - 2, 0))
            position = end.end() if end else len(html)
            if not end:
                yield Tag("", start=start, fault="a comment does not end")
        elif other:
            end_at = html.find(">", position)
            position = end_at + 1 if end_at >= 0 else len(html)
            yield Tag("", start=start, fault=f"<{other} begins nothing that HTML has")
        else:
            yield Tag("", start=start, fault="a < stands for itself; write &lt;")


def _tag(html: str, found: re.Match[str]) -> Tag:
    name, position = found[2].lower(), found.end()
    attributes: dict[str, str] = {}
    fault = ""
    while match := _ATTRIBUTE.match(html, position):
        is_self_closing = html[position : match.end()].endswith("/>")
        position = match.end()
        if match[1]:
            return Tag(
                name, tuple(attributes.items()), bool(found[1]), is_self_closing, 0, position, fault
            )
        if (match[3] is not None and not match[4]) or (match[5] is not None and not match[6]):
            break
        key = match[2].lower()
        if key in attributes:
            fault = f"the attribute {key} stands twice in <{name}>"
        value = match[3] or match[5] or match[7] or ""
        attributes.setdefault(key, unescape(value) if "&" in value else value)
    return Tag("", end=len(html), fault=f"the tag <{name}> does not end")
