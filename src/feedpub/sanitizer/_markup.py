"""Find the tags in HTML, one by one, as the HTML standard reads them ("Tokenization").

For the rare document that has to be looked at before nh3 reads it: near enough for counting and
naming, while nh3 alone says what is an element.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final, NamedTuple

_ATTRIBUTE: Final = (
    r"""[^\t\n\f\r />][^\t\n\f\r />=]*+"""
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"""
    r"""(?:"[^"]*+"|'[^']*+'|(?=>)|[^\t\n\f\r >"'][^\t\n\f\r >]*+))?+"""
)
_ONE_ATTRIBUTE: Final = re.compile(_ATTRIBUTE)
_MARKUP: Final = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][^\t\n\f\r />]*+)"
    rf"(?P<attributes>(?:[\t\n\f\r /]++|{_ATTRIBUTE})*+)>"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(?:[!?]|/[^A-Za-z>])[^>]*+>|</>",
    re.DOTALL,
)
_TAG: Final = re.compile(
    rf"<(/?)([A-Za-z][^\t\n\f\r />]*+)(?:[\t\n\f\r /]++|{_ATTRIBUTE})*+>"
    r"|<(?=/?[A-Za-z])(?s:.*)"  # one that never ends
)
_NOT_PLAIN: Final = re.compile(
    r"<(?:[!?]|/[^A-Za-z]|(?:iframe|math|no(?:embed|frames|script)|plaintext|script|style|svg|textarea"
    r"|title|xmp)(?=[\t\n\f\r />]))",
    re.IGNORECASE,
)
VOID: Final = frozenset(
    "area base basefont bgsound br col embed frame hr img image input keygen link meta param source"
    " track wbr".split()
)
_UNFINISHED: Final = re.compile(r"</?[A-Za-z]|<[!?/]")
WITHOUT_MARKUP: Final = frozenset(
    "iframe noembed noframes noscript script style textarea title xmp".split()
)
_TAKING: Final = re.compile(
    rf"<(/?)(?:{'|'.join(sorted(WITHOUT_MARKUP))}|template)(?=[\t\n\f\r />])", re.IGNORECASE
)
# What ends a drawing or formula that is not closed (HTML, "in foreign content").
_BREAKS_OUT: Final = frozenset(
    (
        "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img"
        " li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul"
        " var"
    ).split()
)
# What may hold HTML in a drawing or formula.
_HOLDS_HTML: Final = frozenset("annotation-xml desc foreignobject mi mn mo ms mtext title".split())


class Tag(NamedTuple):
    """A start or end tag.

    `around` is the drawing or formula in which it stands, empty where it stands in none, and
    `may_be_html` tells whether HTML may stand in that as well.
    """

    written: re.Match[str]
    name: str
    is_end: bool
    around: str
    may_be_html: bool

    def count_attributes(self) -> int:
        """Return how many attributes it has."""
        return len(_ONE_ATTRIBUTE.findall(self.written["attributes"]))


def tags_of(html: str) -> Iterator[Tag]:
    """Yield the tags of `html`."""
    position = 0
    around: list[str] = []  # of drawings and formulas
    may_hold_html = False
    while (start := html.find("<", position)) >= 0:
        written = _MARKUP.match(html, start)
        if written is None:
            if _UNFINISHED.match(html, start):
                return  # a tag that never ends takes what is left
            position = start + 1
            continue
        position = written.end()
        if written["name"] is None:
            continue
        name, is_end = written["name"].lower(), bool(written["end"])
        if not is_end and name in _BREAKS_OUT and not may_hold_html:
            around.clear()
        yield Tag(written, name, is_end, around[-1] if around else "", may_hold_html or not around)
        if name in ("svg", "math"):
            _enter_or_leave(around, name, is_end or written["attributes"].endswith("/"), is_end)
            may_hold_html = may_hold_html and bool(around)
        elif around:
            may_hold_html = may_hold_html or name in _HOLDS_HTML
        elif not is_end:
            position = _after_text(html, name, position)


def attributes_as_written(written: str) -> dict[str, str]:
    """Parse the text between the name of a tag and its end into attributes."""
    found: dict[str, str] = {}
    for attribute in _ONE_ATTRIBUTE.findall(written):
        name, _, value = attribute.partition("=")
        value = value.strip("\t\n\f\r ")
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        found.setdefault(name.strip("\t\n\f\r ").lower(), unescape(value))
    return found


def is_well_nested(html: str, deepest: int) -> bool:
    """Tell quickly, of most HTML, that each end tag ends the last element, at most `deepest`."""
    if _NOT_PLAIN.search(html):
        return False
    opened: list[str] = []
    for is_end, name in _TAG.findall(html):
        if not name:
            return False
        if is_end:
            if not opened or opened.pop() != name:
                return False
        elif name not in VOID:
            opened.append(name)
            if len(opened) > deepest:
                return False
    return True


def _enter_or_leave(around: list[str], name: str, is_closed: bool, is_end: bool) -> None:
    if not is_closed:
        around.append(name)
    elif is_end and name in around:
        while around.pop() != name:
            pass


def _after_text(html: str, name: str, position: int) -> int:
    """Return the position at which markup goes on after the start tag of the element `name`."""
    if name == "plaintext":
        return len(html)
    if name not in WITHOUT_MARKUP:
        return position
    end = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(html, position)
    return end.start() if end else len(html)


def takes_the_rest(html: str) -> tuple[str, int] | None:
    """Find what is never closed and so takes in all that follows: return its name and position.

    The name is ``!--`` for a comment. Returns None where everything is closed.
    """
    if not _may_take_the_rest(html):
        return None
    for tag in tags_of(html):
        end = tag.written.end()
        if tag.name == "template":
            is_open = re.compile("</template", re.IGNORECASE).search(html, end) is None
        else:
            is_open = tag.name in WITHOUT_MARKUP and _after_text(html, tag.name, end) == len(html)
        if is_open and not tag.is_end and not tag.around:
            return tag.name, end
    start = html.rfind("<!--")
    return ("!--", start + len("<!--")) if html.find("-->", start) < 0 <= start else None


def _may_take_the_rest(html: str) -> bool:
    if html.rfind("<!--") > html.rfind("-->"):
        return True
    slashes = _TAKING.findall(html)
    return 2 * slashes.count("/") < len(slashes)
