"""Turn untrusted SVG into a drawing that does nothing but show itself.

    bytes ─ nh3, with an allow-list of SVG ─▶ expat, with the same list ─▶ XML that we write

It is opened by itself as well as in a page, where an SVG could run scripts and ask servers.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any, Final
from xml.parsers import expat

import nh3
import tinycss2

from feedpub.sanitizer._bounds import TooComplexError, check

# In bytes.
LARGEST: Final = 2_000_000

_SHOWN: Final = frozenset("circle ellipse image line path polygon polyline rect text use".split())
_ELEMENTS: Final = _SHOWN | frozenset(
    (
        "clipPath defs desc feBlend feColorMatrix feComponentTransfer feComposite"
        " feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge"
        " feMergeNode feMorphology feOffset feTile feTurbulence filter g linearGradient marker"
        " mask pattern radialGradient stop style svg switch symbol textPath title tspan"
    ).split()
)
_GONE: Final = frozenset(
    (
        "animate animateColor animateMotion animateTransform discard foreignObject handler iframe"
        " listener metadata object script set"
    ).split()
)
_REFERENCES: Final = frozenset({"href", "xlink:href"})
_ATTRIBUTES: Final = _REFERENCES | frozenset(
    (
        "alignment-baseline amplitude baseFrequency baseline-shift class clip-path clip-rule"
        " clipPathUnits color color-interpolation color-interpolation-filters cx cy d"
        " direction display dominant-baseline dx dy exponent fill fill-opacity fill-rule"
        " filter filterUnits flood-color flood-opacity font-family font-size font-stretch"
        " font-style font-variant font-weight fx fy gradientTransform gradientUnits height id"
        " in in2 intercept k1 k2 k3 k4 lengthAdjust letter-spacing marker-end marker-mid"
        " marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits"
        " maskUnits mode numOctaves offset opacity operator order orient overflow paint-order"
        " pathLength patternContentUnits patternTransform patternUnits points"
        " preserveAspectRatio primitiveUnits r radius refX refY requiredFeatures result rotate"
        " rx ry seed shape-rendering slope spreadMethod startOffset stdDeviation stitchTiles"
        " stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap"
        " stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style tableValues"
        " text-anchor text-decoration text-rendering textLength transform transform-origin"
        " type unicode-bidi values vector-effect version viewBox visibility width word-spacing"
        " writing-mode x x1 x2 y y1 y2"
    ).split()
)
_PLACE: Final = re.compile(r"#[^\s\"'<>()\\]{1,200}")
_RASTER: Final = re.compile(r"data:image/(?:gif|jpeg|png|webp);base64,[A-Za-z0-9+/=\s]+")
_LOOKS_ELSEWHERE: Final = re.compile(
    r"[\\@]|url\s*\((?!\s*[\"']?#)|image(?:-set)?\s*\(|src\s*\(|[a-z]script\s*:", re.IGNORECASE
)
_FUNCTIONS: Final = frozenset(
    "calc hsl hsla is matrix not nth-child nth-of-type rgb rgba rotate scale scalex scaley skewx"
    " skewy translate translatex translatey url var where".split()
)
_DEEPEST_CSS: Final = 20
_SPACE_NAMES: Final = (
    ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
)

_NH3: Final = nh3.Cleaner(
    tags=set(_ELEMENTS),
    clean_content_tags=set(_GONE),
    attributes={"*": set(_ATTRIBUTES)},
    url_schemes={"data"},
    link_rel=None,
    strip_comments=True,
)


class NoDrawingError(ValueError):
    """The bytes are not a safe drawing; the message says why, and what to do."""


def clean_drawing(data: bytes) -> bytes:
    """Remove from an SVG file what is not safe; a clean file stays byte for byte as it is.

    Raises NoDrawingError where nothing would be left, or not what it shows.
    """
    if len(data) > LARGEST:
        raise NoDrawingError(f"is an SVG of more than {LARGEST} bytes; make it smaller")
    written = data.decode("utf-8-sig", "replace")
    begin = re.search(r"<svg[\s>/]", written)
    if begin is None or "\ufffd" in written:
        raise NoDrawingError("is no SVG in UTF-8; save it as one")
    if "<foreignObject" in written and "<switch" not in written:
        raise NoDrawingError(
            "is an SVG whose texts are HTML (foreignObject), which can't be served safely; export"
            " it with plain texts, or as PNG"
        )
    written = written[begin.start() :]
    try:
        check(written)
    except TooComplexError as error:
        raise NoDrawingError(f"is an SVG that is too complex: {error}") from None
    cleaned = _clean_once(written)
    if _clean_once(cleaned) != cleaned:
        raise NoDrawingError("is an SVG that no two programs read alike; export it as PNG")
    return cleaned.encode()


def _clean_once(written: str) -> str:
    return _Writer(_NH3.clean(written).replace("&nbsp;", "\xa0")).written()


class _Writer:
    """Writes what expat reads, as far as it is on the list."""

    def __init__(self, cleaned: str) -> None:
        self._out: list[str] = []
        self._open: list[str] = []
        self._style: list[str] | None = None
        self._shows = False
        self._ids: list[set[str]] = [set()]  # of the elements around
        self._used: set[str] = set()
        self._with_uses: set[str] = set()
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            # Names of spaces are gone; what is left of them has to be declared.
            parser.Parse(f'<x xmlns:xlink="x">{cleaned.strip()}</x>', True)
        except expat.ExpatError:
            raise NoDrawingError("is an SVG that can't be read; export it anew") from None

    def written(self) -> str:
        """Return the drawing."""
        if not self._shows:
            raise NoDrawingError("is an SVG that shows nothing that is safe to serve; use PNG")
        if self._used & self._with_uses:
            raise NoDrawingError("is an SVG with copies of copies (<use>); export it as PNG")
        return "".join(self._out) + "\n"

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._open and not self._out and name == "x":
            return
        is_first = not self._open
        if name not in _ELEMENTS or (is_first and (name != "svg" or self._out)):
            raise NoDrawingError("is no SVG with one drawing; export it anew")
        kept = dict(_safe_attributes(name, attributes))
        self._note(name, kept)
        if name == "style":
            self._style = []
        written = "".join(f' {key}="{escape(value)}"' for key, value in sorted(kept.items()))
        self._out.append(f"<{name}{_SPACE_NAMES if is_first else ''}{written}>")
        self._open.append(name)

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        self._shows = self._shows or name in _SHOWN
        around = self._ids[-1]
        if "id" in attributes:
            around = around | {attributes["id"]}
        self._ids.append(around)
        if name == "use":
            self._with_uses |= around
            self._used |= {attributes[key][1:] for key in _REFERENCES & attributes.keys()}
        if name == "image" and not _REFERENCES & attributes.keys():
            raise NoDrawingError(
                "is an SVG with a picture from elsewhere in it; put it into the file, or use PNG"
            )

    def _end(self, name: str) -> None:
        if not self._open:
            return
        if name == "style":
            self._out.append(escape(_harmless(self._style or []), quote=False))
            self._style = None
        self._open.pop()
        self._ids.pop()
        self._out.append(f"</{name}>")

    def _text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)
        elif self._open:
            self._out.append(escape(text, quote=False))


def _safe_attributes(name: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in attributes.items():
        if key in _REFERENCES:
            is_picture = name == "image" and _RASTER.fullmatch(value)
            if is_picture or (name != "image" and _PLACE.fullmatch(value)):
                yield key, value
        elif key in _ATTRIBUTES and not _LOOKS_ELSEWHERE.search(value):
            yield key, value


def _harmless(parts: list[str]) -> str:
    """Return the rules of a style sheet that load nothing."""
    sheet = "".join(parts)
    if _depth(sheet) > _DEEPEST_CSS:
        return ""
    rules: list[Any] = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    kept = [rule.serialize() for rule in rules if rule.type == "qualified-rule" and _is_plain(rule)]
    return "\n".join(text for text in kept if not _LOOKS_ELSEWHERE.search(text))


def _is_plain(rule: Any) -> bool:
    nodes = [*rule.prelude, *rule.content]
    while nodes:
        node = nodes.pop()
        if node.type == "url" and not node.value.startswith("#"):
            return False
        if node.type in ("at-keyword", "error"):
            return False
        if node.type == "function":
            if node.lower_name not in _FUNCTIONS:
                return False
            nodes += node.arguments
        nodes += getattr(node, "content", None) or []
    return True


def _depth(sheet: str) -> int:
    deepest = depth = 0
    for bracket in re.findall(r"[][(){}]", sheet):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
    return deepest
