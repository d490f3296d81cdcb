"""What may stay: the elements, attributes and CSS that feed readers render.

One table each, read by both sanitizers. The elements are a part of those that the W3C
validator calls acceptable in a feed, so that what passes here passes there.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import tinycss2

_TEXT = (
    "p div span br hr h1 h2 h3 h4 h5 h6 blockquote pre article section header footer main aside"
    " address"
)
_PHRASES = (
    "a abbr acronym b bdi big cite code del dfn em i ins kbd mark q s samp small strike strong sub"
    " sup time tt u var wbr"
)
_LISTS = "ul ol li dl dt dd"
_TABLES = "table caption colgroup col thead tbody tfoot tr th td"
_FIGURES = "figure figcaption picture img audio video source"
_RUBY = "ruby rt rp"
_DETAILS = "details summary"

ELEMENTS = frozenset(f"{_TEXT} {_PHRASES} {_LISTS} {_TABLES} {_FIGURES} {_RUBY} {_DETAILS}".split())

# What stands in a line of text, and the break that ends one.
IN_LINES = frozenset(f"{_PHRASES} {_RUBY} span img picture audio video source".split())

# A sound or film holds what is played; its words are for browsers that can't play it. A link to the
# file is a way out.
MEDIA = frozenset({"audio", "video"})
IN_MEDIA = frozenset({"a", "source"})

VOID_ELEMENTS = frozenset({"br", "col", "hr", "img", "source", "wbr"})

# These go with all that they hold; any other element that is not allowed goes and leaves its text.
REMOVED_WITH_CONTENT = frozenset(
    (
        "annotation annotation-xml base basefont bgsound button canvas datalist embed frame"
        " frameset head iframe input keygen link meta noembed noframes noscript object param script"
        " select style svg template textarea title track xmp"
    ).split()
)

# These stand on lines of their own; where one goes and leaves its text, a break stays.
UNWRAPPED_BLOCKS = frozenset(
    "body center dialog dir fieldset form hgroup html legend listing menu nav search".split()
)

_EVERYWHERE = frozenset({"dir", "lang", "style", "title"})
_ALIGNED = frozenset({"align"})
_CELL = frozenset({"align", "colspan", "headers", "rowspan", "scope", "valign"})
_MEDIA = frozenset({"controls", "height", "preload", "src", "width"})

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": _EVERYWHERE,
    "a": frozenset({"href", "hreflang"}),
    "audio": frozenset({"controls", "preload", "src"}),
    "blockquote": frozenset({"cite"}),
    "code": frozenset({"class"}),
    "col": frozenset({"align", "span"}),
    "colgroup": frozenset({"align", "span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "div": _ALIGNED,
    "h1": _ALIGNED,
    "h2": _ALIGNED,
    "h3": _ALIGNED,
    "h4": _ALIGNED,
    "h5": _ALIGNED,
    "h6": _ALIGNED,
    "img": frozenset(
        {"align", "alt", "height", "loading", "referrerpolicy", "sizes", "src", "srcset", "width"}
    ),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "p": _ALIGNED,
    "pre": frozenset({"class"}),
    "q": frozenset({"cite"}),
    "source": frozenset({"media", "sizes", "src", "srcset", "type"}),
    "table": _ALIGNED,
    "tbody": _ALIGNED,
    "td": _CELL,
    "tfoot": _ALIGNED,
    "th": _CELL,
    "thead": _ALIGNED,
    "time": frozenset({"datetime"}),
    "tr": frozenset({"align", "valign"}),
    "video": _MEDIA | {"poster"},
}

# `class` names nothing in a feed reader, but for the language of a piece of code.
_CODE_CLASS = re.compile(r"(?:language|lang|highlight-source)-[A-Za-z0-9+#._-]{1,40}")

_LENGTH = r"(?:[0-9]{1,4}(?:\.[0-9]{1,3})?|\.[0-9]{1,3})(?:px|em|ex|pt|pc|in|cm|mm|%)"
_COLOUR = (
    r"#[0-9a-f]{3}|#[0-9a-f]{6}|rgb\([0-9]{1,3}, [0-9]{1,3}, [0-9]{1,3}\)|transparent|aqua|black"
    r"|blue|brown|fuchsia|gray|green|lime|maroon|navy|olive|purple|red|silver|teal|white|yellow"
)
# Colours, weight and alignment carry meaning; anything that moves, hides, sizes or loads does not.
_CSS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "background-color": _COLOUR,
        "color": _COLOUR,
        "font-style": "normal|italic|oblique",
        "font-weight": "normal|bold|bolder|lighter|[1-9]00",
        "list-style-type": "[a-z]{2,20}(?:-[a-z]{2,20}){0,2}",
        "text-align": "left|right|center|justify",
        "text-decoration": "none|underline|overline|line-through",
        "text-indent": _LENGTH,
        "vertical-align": "baseline|sub|super|top|middle|bottom|text-top|text-bottom",
        "white-space": "normal|nowrap|pre|pre-wrap|pre-line",
    }.items()
}
# tinycss2 recurs into brackets, and no value above has one, but for rgb().
_MOST_BRACKETS = 50
_MOST_TOKENS = 20
# In characters. Python makes no number of 4,300 digits and more.
LONGEST_STYLE = 4096
_COMMON_STYLE = 200

CSS_PROPERTIES = frozenset(_CSS)

_SIDE = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3})?)(px|em|rem)")
_PIXELS_OF_AN_EM = 16


Read = TypeVar("Read")


def remember_short(read: Callable[[str], Read]) -> Callable[[str], Read]:
    """Give `read` a memory for short styles: mirrors repeat the same few all the time.

    One that may hold an address is of one document, and is not remembered.
    """
    known = lru_cache(maxsize=4096)(read)

    def read_once(style: str) -> Read:
        is_common = len(style) <= _COMMON_STYLE and "/" not in style and "\\" not in style
        return known(style) if is_common else read(style)

    return read_once


@remember_short
def harmless_css(style: str) -> str:
    """Return the declarations of `style` that the table above allows, ``name:value;name:value``."""
    kept: dict[str, str] = {}
    for declaration in declarations(style):
        pattern = _CSS.get(declaration.lower_name)
        if pattern is None:
            continue
        value = re.sub(r"\s*,\s*", ", ", tinycss2.serialize(declaration.value).strip().lower())
        if pattern.fullmatch(value):
            kept[declaration.lower_name] = value
    return ";".join(f"{name}:{value}" for name, value in kept.items())


@remember_short
def sides(style: str) -> Mapping[str, str]:
    """Return the width and height that `style` gives an image, in pixels, as attributes have them.

    Without it, a picture that stands in a line of text fills the screen.
    """
    found = {}
    for declaration in declarations(style):
        written = _SIDE.fullmatch(tinycss2.serialize(declaration.value).strip().lower())
        if declaration.lower_name in ("width", "height") and written:
            pixels = round(float(written[1]) * (1 if written[2] == "px" else _PIXELS_OF_AN_EM))
            if pixels:
                found[declaration.lower_name] = str(pixels)
    return found


def declarations(style: str) -> Iterator[Any]:
    """Yield tinycss2's declarations of `style`; none of a style beyond the bounds."""
    if len(style) > LONGEST_STYLE or sum(map(style.count, "([{")) > _MOST_BRACKETS:
        return
    for node in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration" and len(node.value) <= _MOST_TOKENS:
            yield node


def allowed(element: str, attribute: str, value: str) -> bool:
    """Tell whether `attribute` with `value` may stay on `element`."""
    if attribute == "class":
        return "class" in ATTRIBUTES.get(element, ()) and bool(_CODE_CLASS.fullmatch(value))
    return attribute in ATTRIBUTES.get(element, ()) or attribute in _EVERYWHERE
