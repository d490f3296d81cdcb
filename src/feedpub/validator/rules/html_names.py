"""Elements and attributes of HTML, SVG and MathML, and what readers let through of them."""

from typing import Final

_SAFE: Final = (
    "a abbr acronym address area article aside audio b bdi big blockquote br button canvas caption"
    " center cite code col colgroup command data datagrid datalist dd del details dfn dialog dir"
    " div dl dt em eventsource fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6"
    " header hgroup hr i img input ins kbd label legend li m main map mark menu meter nav noscript"
    " ol optgroup option output p picture pre progress q rp rt ruby s samp section select small"
    " source span strike strong sub summary sup table tbody td template textarea tfoot th thead"
    " time tr track tt u ul var video wbr"
)
_UNSAFE: Final = (
    "applet base basefont bdo body comment embed frame frameset head html iframe isindex link"
    " listing meta noframes object param plaintext script slot style title xmp"
)

ACCEPTABLE: Final = frozenset(_SAFE.split())
"""Elements that the W3C validator takes for harmless."""
HTML: Final = ACCEPTABLE | frozenset(_UNSAFE.split())
"""All elements of HTML that it knows."""

VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
RAW: Final = frozenset("iframe noembed noframes script style textarea title xmp".split())
"""Elements in which there are no tags."""

SVG: Final = frozenset(
    "a animate animateColor animateMotion animateTransform circle defs desc ellipse font-face"
    " font-face-name font-face-src g glyph hkern line linearGradient marker metadata missing-glyph"
    " mpath path polygon polyline radialGradient rect set stop svg switch text title tspan"
    " use".split()
)
SVG_ATTRIBUTES: Final = frozenset(
    "accent-height accumulate additive alphabetic arabic-form ascent attributeName attributeType"
    " baseProfile bbox begin by calcMode cap-height class color color-rendering content cx cy d"
    " descent display dur dx dy end fill fill-opacity fill-rule font-family font-size font-stretch"
    " font-style font-variant font-weight from fx fy g1 g2 glyph-name gradientUnits hanging height"
    " horiz-adv-x horiz-origin-x id ideographic k keyPoints keySplines keyTimes lang marker-end"
    " marker-mid marker-start markerHeight markerUnits markerWidth mathematical max min name offset"
    " opacity orient origin overline-position overline-thickness panose-1 path pathLength points"
    " preserveAspectRatio r refX refY repeatCount repeatDur requiredExtensions requiredFeatures"
    " restart rotate rx ry slope stemh stemv stop-color stop-opacity strikethrough-position"
    " strikethrough-thickness stroke stroke-dasharray stroke-dashoffset stroke-linecap"
    " stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style systemLanguage target"
    " text-anchor to transform type u1 u2 underline-position underline-thickness unicode"
    " unicode-range units-per-em values version viewBox visibility width widths x x-height x1 x2 y"
    " y1 y2 zoomAndPan".split()
)
MATHML: Final = frozenset(
    "annotation annotation-xml maction math merror mfrac mi mmultiscripts mn mo mover mpadded"
    " mphantom mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr"
    " munder munderover none semantics".split()
)
MATHML_ATTRIBUTES: Final = frozenset(
    "actiontype align columnalign columnlines columnspacing columnspan depth display displaystyle"
    " encoding equalcolumns equalrows fence fontstyle fontweight frame height linethickness lspace"
    " mathbackground mathcolor mathvariant maxsize minsize other rowalign rowlines rowspacing"
    " rowspan rspace scriptlevel selection separator stretchy width".split()
)

CLOSES_P: Final = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table"
    " ul li dd dt".split()
)
"""Elements that end the paragraph in which they begin (HTML §13.2.6.4.7)."""
CLOSES: Final = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "rp": frozenset({"rp", "rt"}),
    "rt": frozenset({"rp", "rt"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"),
        frozenset({"td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"}),
    ),
}
"""Elements whose start tag ends others that are open."""
MAY_STAY_OPEN: Final = frozenset("dd dt li p tbody td tfoot th thead tr".split())
_INLINE_ITEMS: Final = frozenset({"option", "optgroup", "rp", "rt"})
_IMPLIED: Final = MAY_STAY_OPEN | _INLINE_ITEMS | {"caption", "colgroup"}
IN_TABLES: Final = {
    "caption": ("table",),
    "col": ("table", "colgroup"),
    "colgroup": ("table",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": ("table", "thead", "tbody", "tfoot"),
    "td": ("tr",),
    "th": ("tr",),
}
BARRIERS: Final = frozenset("table td th caption ul ol dl button object template".split())
"""Elements beyond which no start tag ends another."""
ITEMS: Final = frozenset({"li", "dd", "dt"})
ITEM_BARRIERS: Final = BARRIERS | ITEMS | CLOSES_P - {"address", "div", "p"}
"""Elements beyond which no item of a list ends another."""
IN_CELLS_ONLY: Final = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
"""Elements that hold nothing but parts of a table."""

_FORMATTING: Final = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_BLOCKS: Final = CLOSES_P | IN_TABLES.keys() | {"button", "table"}


def closed_with(name: str) -> frozenset[str]:
    """Return the elements that the end tag of `name`, or what ends it, closes without a word."""
    if name in _FORMATTING:
        return frozenset()
    return _IMPLIED if name in _BLOCKS else _INLINE_ITEMS
