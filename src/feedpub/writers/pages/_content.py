"""Edit the tags of sanitized content for the page of its entry; nothing is parsed again.

That works because the sanitizer writes HTML in one way only: names in lower case, quoted
attributes, and every ``<`` and ``>`` outside of tags escaped.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape
from typing import Final
from urllib.parse import unquote

from feedpub.model import PLACES
from feedpub.web import text

_START: Final = re.compile(r"<(?!br>)([a-z][a-z0-9]*)((?: [^>]*)?)>")
_HREF: Final = re.compile(r' href="([^"#]*)#([^"]*)"')
_TAG: Final = re.compile(
    r"<(/?)(a|audio|code|h[1-6]|img|kbd|pre|samp|source|table|tt|video)((?: [^>]*)?)>"
)
_ADDRESS: Final = re.compile(r'="(http[^"\s,]*)')
_HEADING: Final = re.compile(r"<h([1-6])[ >]")
_LOADING: Final = re.compile(r' loading="[a-z]*"')
_STYLE: Final = re.compile(r'(<[a-z][^<>]* style=")([^"]*)')
_COLOUR: Final = re.compile(r"(?:^|(?<=;))(background-)?color:")
_HIGHEST: Final = 2
_LOWEST: Final = 6


def edit_for_page(content: str, nearer: Mapping[str, str], table: str) -> str:
    """Return `content` for a page whose title is its only ``<h1>``.

    Images are lazy; tables and code, which can be wider than the text, scroll in a box, also by
    keys; code runs from left to right in any text; headings begin at the second level; colours are
    handed to the style sheet, which sees to it that they can be read by day and by night. `nearer`
    maps addresses, and beginnings of addresses that end in a slash, to what replaces them; `table`
    names a table to people who can't see it.
    """
    levels = [int(level) for level in _HEADING.findall(content)]
    shift = _HIGHEST - min(levels, default=_HIGHEST)
    brought_near = _bringing_near(nearer)
    box = f'<div class="wide" role="group" aria-label="{escape(table)}" tabindex="0">'

    def edit(found: re.Match[str]) -> str:
        closing, name, attributes = found.groups()
        if nearer:
            attributes = _ADDRESS.sub(brought_near, attributes)
        match name:
            case "img":
                attributes = _LOADING.sub("", attributes)
                return f'<img decoding="async" loading="lazy"{attributes}>'
            case "pre" | "code" | "kbd" | "samp" | "tt" if not closing:
                side = "" if ' dir="' in attributes else ' dir="ltr"'
                reached = ' tabindex="0"' if name == "pre" else ""
                return f"<{name}{side}{reached}{attributes}>"
            case "table":
                return "</table></div>" if closing else f"{box}<table{attributes}>"
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                name = f"h{min(int(name[1]) + shift, _LOWEST)}"
            case _:
                pass
        return f"<{closing}{name}{attributes}>"

    return _TAG.sub(edit, _STYLE.sub(_hand_over_colours, content))


def _hand_over_colours(found: re.Match[str]) -> str:
    return found[1] + _COLOUR.sub(
        lambda name: "--paper-of-it:" if name[1] else "--ink-of-it:", found[2]
    )


def with_places(content: str, places: Iterable[tuple[int, str]], page: str) -> str:
    """Return `content` with an id on each of its `places`, and links to them within the page.

    `page` is the address of the page; a link to a place in it that is not there is none.
    """
    ids = {number: _id(name) for number, name in places}
    known = set(ids.values())
    number = -1

    def link(found: re.Match[str]) -> str:
        if unescape(found[1]) != page:
            return found[0]
        to = _id(unquote(unescape(found[2])).removeprefix(PLACES))
        return f' href="#{escape(to)}"' if to in known else ""

    def edit(found: re.Match[str]) -> str:
        nonlocal number
        number += 1
        name, attributes = found.groups()
        if name == "a":
            attributes = _HREF.sub(link, attributes)
        if number in ids:
            attributes = f' id="{escape(ids[number])}"{attributes}'
        return f"<{name}{attributes}>"

    return _START.sub(edit, content)


def _id(name: str) -> str:
    """Return the id of a place, in which there can be no space."""
    return PLACES + re.sub(r"\s", "-", text.printable(name))


def _bringing_near(nearer: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    """Return a function that replaces the address in a match by its relative form in `nearer`."""
    instead = {escape(far, quote=False): near for far, near in nearer.items()}
    folders = [(far, near) for far, near in instead.items() if far.endswith("/")]

    def bring_near(found: re.Match[str]) -> str:
        address = found[1]
        if address in instead:
            return f'="{instead[address]}'
        for far, near in folders:
            if address.startswith(far):
                return f'="{near}{address.removeprefix(far)}'
        return found[0]

    return bring_near
