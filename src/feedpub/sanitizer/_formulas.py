"""Write formulas as one line of text: few readers show MathML, and without it ½ reads 12."""

import re
from html import escape
from typing import Final, NamedTuple

from feedpub.sanitizer._inside import name_of, unescaped

# Elements of MathML that nh3 knows, but for the annotations.
MATHEMATICS: Final = frozenset(
    (
        "math maction menclose merror mfenced mfrac mi mlabeledtr mmultiscripts mn mo mover mpadded"
        " mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext"
        " mtr munder munderover none semantics"
    ).split()
)
_DEEPEST: Final = 40
# Function application, and a product or a list whose sign is not written.
_UNSEEN: Final = re.compile("[\u2061-\u2064]")
_ONE_THING: Final = re.compile(r"[0-9.,]+|.|\([^()]*\)|")
_ACCENTS: Final = {
    "^": "\u0302",
    "\u02c6": "\u0302",
    "~": "\u0303",
    "\u02dc": "\u0303",
    "\u00af": "\u0304",
    "\u203e": "\u0304",
    "\u02d9": "\u0307",
    "\u00a8": "\u0308",
    "\u2192": "\u20d7",
}
# What MathJax reads; it goes no further than the next script, so that time stays linear.
_TEX_SCRIPT: Final = re.compile(
    r"""<script(?=[\s/])[^>]*\stype=["']?math/(?:tex|asciimath)([^>]*)>"""
    r"""([^<]*(?:<(?!/?script)[^<]*)*)</script\s*>""",
    re.IGNORECASE,
)
_RENDERED: Final = frozenset(
    "mathjax mathjax_chtml mathjax_display mathjax_preview mathjax_svg".split()
)


def has_tex(html: str) -> bool:
    """Tell whether `html` has formulas in TeX that a script of MathJax would show."""
    return "math/" in html and _TEX_SCRIPT.search(html) is not None


def with_tex(html: str) -> str:
    """Return `html` in which formulas that a script of MathJax would show are code."""
    return _TEX_SCRIPT.sub(_code, html) if "math/" in html else html


def _code(script: re.Match[str]) -> str:
    written = f"<code>{escape(script[2].strip(), quote=False)}</code>"
    return f"<div>{written}</div>" if "display" in script[1] else written


def is_formula_again(attributes: dict[str, str]) -> bool:
    """Tell whether an element shows a formula that is there in words already."""
    classes = attributes.get("class", "").lower().split()
    return not _RENDERED.isdisjoint(classes) or (
        "katex-html" in classes and attributes.get("aria-hidden", "").lower() == "true"
    )


class _Node(NamedTuple):
    """An element and what it holds."""

    name: str
    children: "list[_Node | str]"


def formula(pieces: list[str]) -> str | None:
    """Return the formula between whose tags `pieces` stand, text, tag, text…, as one line of text.

    None where it holds something else, or is nested deeper than formulas are.
    """
    root = _Node("math", [pieces[0]])
    around = [root]
    for tag, text in zip(pieces[1::2], pieces[2::2], strict=True):
        name = name_of(tag)
        if name not in MATHEMATICS or len(around) > _DEEPEST:
            return None
        if tag[1] == "/":
            around.pop()
        else:
            node = _Node(name, [])
            around[-1].children.append(node)
            around.append(node)
        around[-1].children.append(text)
    return " ".join(unescaped(_UNSEEN.sub("", _write(root))).split())


_FORMS: Final = {
    ("mfrac", 2): "{}/{}",
    ("msup", 2): "{}^{}",
    ("msub", 2): "{}_{}",
    ("munder", 2): "{}_{} ",
    ("mroot", 2): "{}^(1/{})",
    ("msubsup", 3): "{}_{}^{} ",
    ("munderover", 3): "{}_{}^{} ",
}
_LISTS: Final = {
    "mfenced": ("(", ", ", ")"),
    "mtable": ("[", "; ", "]"),
    "mtr": ("", ", ", ""),
    "mlabeledtr": ("", ", ", ""),
}
_OF_TEXTS: Final = {"mspace": " ", "ms": '"{}"', "mtext": " {} "}


def _write(node: _Node) -> str:
    name, children = node
    if name == "mphantom":
        return ""
    inner = [child for child in children if not isinstance(child, str)]
    if any(isinstance(child, str) and child.strip() for child in children) and inner:
        return "".join(child if isinstance(child, str) else _write(child) for child in children)
    if inner:
        return _join(name, [_write(child) for child in inner])
    text = " ".join("".join(map(str, children)).split())
    return _OF_TEXTS.get(name, "{}").format(text)


def _join(name: str, parts: list[str]) -> str:
    form = _FORMS.get((name, len(parts)))
    if form:
        return form.format(*map(_one, parts))
    if name == "mover" and len(parts) == len("xy"):
        accent = _ACCENTS.get(parts[1])
        return parts[0] + accent if accent and len(parts[0]) == 1 else "^".join(map(_one, parts))
    if name in ("maction", "semantics"):
        parts = parts[:1]  # what others stand for
    begin, between, end = _LISTS.get(name, ("", "", ""))
    inner = between.join(parts)
    return f"√{_one(inner)}" if name == "msqrt" else f"{begin}{inner}{end}"


def _one(part: str) -> str:
    """Return a part of a formula, in brackets where it would come apart without them."""
    part = part.strip()
    return part if _ONE_THING.fullmatch(part) else f"({part})"
