"""Style that readers let through."""

import re
from collections.abc import Iterator
from typing import Final

# CSS 2 without what lays out the page: the properties that the W3C validator takes for harmless.
_PROPERTIES: Final = frozenset(
    "azimuth background background-color border border-bottom border-bottom-color"
    " border-bottom-style border-bottom-width border-collapse border-color border-left"
    " border-left-color border-left-style border-left-width border-right border-right-color"
    " border-right-style border-right-width border-spacing border-style border-top"
    " border-top-color border-top-style border-top-width border-width clear color cursor direction"
    " display elevation float font font-family font-size font-style font-variant font-weight height"
    " letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right"
    " margin-top overflow padding padding-bottom padding-left padding-right padding-top pause"
    " pause-after pause-before pitch pitch-range richness speak speak-header speak-numeral"
    " speak-punctuation speech-rate stress text-align text-decoration text-indent unicode-bidi"
    " vertical-align voice-family volume white-space width".split()
)
_WORDS: Final = frozenset(
    "aqua auto black block blue bold both bottom brown center collapse dashed dotted fuchsia gray"
    " green !important italic left lime maroon medium none navy normal nowrap olive pointer purple"
    " red right solid silver teal top transparent underline white yellow".split()
)
_LENGTH = re.compile(
    r"#[0-9a-f]+|rgb\([0-9]+%?,[0-9]*%?,?[0-9]*%?\)?"
    r"|[0-9]?\.?[0-9]?[0-9](?:cm|em|ex|in|mm|pc|pt|px|%|,|\))?"
)
_BOXES: Final = frozenset({"background", "border", "margin", "padding"})
_PLAIN = re.compile(r"""(?>\w-\w|[:,;#%.\sa-zA-Z0-9!]|'[\s\w]++'|"[\s\w]++"|\([\d,\s]++\))*+""")
_DECLARATION = re.compile(r"\s*+([-\w]++)\s*+:\s*+([^:;]*+)(?:;|\Z)|\s++\Z")


def unsafe(style: str) -> Iterator[str]:
    """Yield what of `style` readers remove: a property, a word, or all of it."""
    if not _PLAIN.fullmatch(style):
        yield style
        return
    position, found, seen = 0, [], set()
    while position < len(style):
        declaration = _DECLARATION.match(style, position)
        if not declaration:
            yield style
            return
        position = declaration.end()
        if declaration[1]:
            found.extend(_unsafe(declaration[1].lower(), declaration[2].lower()))
    for word in found:
        if word not in seen:
            seen.add(word)
            yield word


def _unsafe(name: str, value: str) -> list[str]:
    if name not in _PROPERTIES:
        return [name]
    if name.partition("-")[0] not in _BOXES:
        return []
    return [word for word in value.split() if word not in _WORDS and not _LENGTH.fullmatch(word)]
