"""Sanitized content as an entry page shows it: its tags are edited, nothing is parsed again.

That is possible because the sanitizer writes HTML in one way only: names in lower case, quoted
attributes, and every ``<`` and ``>`` that is not of a tag escaped.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Final

_TAG: Final = re.compile(r"<(/?)(a|audio|h[1-6]|img|pre|source|table|video)((?: [^>]*)?)>")
_HEADING: Final = re.compile(r"<h([1-6])[ >]")
_LOADING: Final = re.compile(r' loading="[a-z]*"')
_HIGHEST: Final = 2
_LOWEST: Final = 6


def shown(content: str, nearer: Mapping[str, str], table: str) -> str:
    """Return `content` for a page whose title is its only ``<h1>``.

    Images are lazy; what can be wider than the text (tables, code) is in a box that scrolls,
    by keys too; headings begin at the second level. `nearer` says of the beginnings of
    addresses what to put instead; `table` names a table to those who can't see it.
    """
    levels = [int(level) for level in _HEADING.findall(content)]
    shift = _HIGHEST - min(levels, default=_HIGHEST)
    instead = [(f'="{escape(far, quote=False)}', f'="{near}') for far, near in nearer.items()]
    box = f'<div class="wide" role="group" aria-label="{escape(table)}" tabindex="0">'

    def edited(found: re.Match[str]) -> str:
        closing, name, attributes = found.groups()
        for far, near in instead:
            attributes = attributes.replace(far, near)
        match name:
            case "img":
                attributes = _LOADING.sub("", attributes)
                return f'<img decoding="async" loading="lazy"{attributes}>'
            case "pre" if not closing:
                return f'<pre tabindex="0"{attributes}>'
            case "table":
                return "</table></div>" if closing else f"{box}<table{attributes}>"
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                name = f"h{min(int(name[1]) + shift, _LOWEST)}"
            case _:
                pass
        return f"<{closing}{name}{attributes}>"

    return _TAG.sub(edited, content)
