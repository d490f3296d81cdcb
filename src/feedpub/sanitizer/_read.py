"""Read untrusted HTML into well-formed HTML, in the one spelling of nh3.

nh3 reads as browsers do. Here it lets pass what the rewriting wants to see; nothing is decided by
that but that what browsers don't show is gone: comments, scripts, drawings.
"""

import re
from functools import lru_cache
from typing import Final

import nh3

from feedpub.sanitizer._bounds import check, check_made
from feedpub.sanitizer._formulas import MATHEMATICS, with_tex
from feedpub.sanitizer._images import names_of_sources, with_images_of_noscript
from feedpub.sanitizer._markup import tags_of
from feedpub.sanitizer._players import EMBEDS, INSTEAD_OF, PAGES
from feedpub.sanitizer._rewrite import SEEN_ATTRIBUTES
from feedpub.sanitizer.policy import (
    ATTRIBUTES,
    ELEMENTS,
    REMOVED_WITH_CONTENT,
    UNWRAPPED_BLOCKS,
)

_OF_SCRIPTS: Final = frozenset({*INSTEAD_OF, *PAGES})
_SEEN: Final = (
    ELEMENTS
    | frozenset(EMBEDS)
    | _OF_SCRIPTS
    | MATHEMATICS
    | UNWRAPPED_BLOCKS
    | {"font", "label", "nobr"}
) - {"body", "html"}
# What else there is goes and leaves what it holds: nobody has to see it, unless it is hidden.
_USUAL: Final = _SEEN | REMOVED_WITH_CONTENT | {"body", "html", "plaintext"}
# These go with what they hold; one that is never closed would take all that follows, so what it
# holds stays.
_CLOSED_LATE: Final = _OF_SCRIPTS | frozenset(
    "audio button canvas datalist dialog object select video".split()
)

_OF_HTML: Final = (_USUAL - MATHEMATICS - {"annotation", "annotation-xml"}) | frozenset(
    (
        "acronym address applet area blink data head image legend map marquee math menuitem meter"
        " optgroup option output progress rb rtc slot spacer svg"
    ).split()
)

_IN_FORMULAS: Final = MATHEMATICS | {"annotation", "annotation-xml", "svg"}

_START: Final = re.compile(r"<([A-Za-z][^\t\n\f\r />]*)")
_MAY_HIDE: Final = re.compile(r"hidden|popover|style|class", re.IGNORECASE)
_NAME: Final = re.compile(r"[a-z][a-z0-9:._-]{0,40}")
_MOST_NAMES: Final = 100
_UNFINISHED: Final = re.compile(r"</?[A-Za-z]")
_HALF_A_TAG: Final = re.compile(r"[\"']|<!|<[A-Za-z]+\s+[A-Za-z-]+=")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
# The text of an <iframe> is written as it is, for it is never read as HTML.
_IN_IFRAME: Final = re.compile(r"(<iframe(?: [^>]*)?>)[^<]*(?:<(?!/iframe>)[^<]*)*")


def read(html: str, *, with_ids: bool = False) -> tuple[str, frozenset[str]]:
    """Return `html` as nh3 writes it, with all that the rewriting may want to see.

    Beside it, the names of elements that would go with all that follows them, as one of each is
    never closed. `with_ids` keeps ids and names as well.

    Raises TooComplexError for HTML that would take more than linear time.
    """
    check(html)
    if not _is_encodable(html):
        html = _SURROGATES.sub("", html)
    html = _with_end_as_text(with_tex(html))
    names = _names(html)
    if "noscript" in names:
        html = with_images_of_noscript(html)
    if not names <= _OF_HTML or "math" in names:
        html = _with_names_of_ours(html)
        names = _names(html)
    others = frozenset[str]()
    if not names <= _USUAL and _MAY_HIDE.search(html):
        others = frozenset(sorted(filter(_NAME.fullmatch, names - _USUAL))[:_MOST_NAMES])
    never_closed = _CLOSED_LATE & names
    if never_closed:
        never_closed = frozenset(name for name in never_closed if _is_open(html, name))
    sources = names_of_sources(html) if "img" in names else frozenset[str]()
    if len(sources) > _MOST_NAMES:
        sources = frozenset(sorted(sources)[:_MOST_NAMES])
    also = sources - SEEN_ATTRIBUTES
    if with_ids:
        also |= {"id", "name"}
    seen = _reader(others, never_closed, also).clean(html)
    check_made(html, seen.count("<") // 2)
    return (_IN_IFRAME.sub(r"\1", seen) if "<iframe" in seen else seen), never_closed


def _names(html: str) -> set[str]:
    return {name.lower() for name in set(_START.findall(html))}


def _with_end_as_text(html: str) -> str:
    """Return `html` in which what looks like a tag but never ends is text: ``where x <y``.

    One with an attribute is what is left of a tag, and goes.
    """
    ended = html.rfind(">") + 1
    found = _UNFINISHED.search(html, ended)
    if found is None or _HALF_A_TAG.search(html, ended):
        return html
    return html[:ended] + html[ended:].replace("<", "&lt;")


def _with_names_of_ours(html: str) -> str:
    """Return `html` in which no unknown element has a name of a drawing's or a formula's elements.

    nh3 drops ``<int>``, ``<set>`` or ``<path>`` with all that follows, where browsers show what it
    holds, as they do of any element that they don't know. In a formula it drops all others.
    """
    parts: list[str] = []
    position = 0
    for tag in tags_of(html):
        start, end = tag.written.span("name")
        if tag.name not in _OF_HTML and not tag.around:
            parts += (html[position:start], "x-")
            position = start
        elif tag.around == "math" and not tag.may_be_html and tag.name not in _IN_FORMULAS:
            parts += (html[position:start], "mrow")
            position = end
    return "".join([*parts, html[position:]])


def _is_encodable(html: str) -> bool:
    try:
        html.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_open(html: str, name: str) -> bool:
    tags = re.findall(rf"<(/?){name}(?=[\t\n\f\r />])", html, re.IGNORECASE)
    return 2 * tags.count("/") < len(tags)


@lru_cache(maxsize=64)
def _reader(
    others: frozenset[str], never_closed: frozenset[str], also: frozenset[str]
) -> nh3.Cleaner:
    seen = _SEEN | others | never_closed
    attributes = SEEN_ATTRIBUTES.union(also, *ATTRIBUTES.values())
    return nh3.Cleaner(
        tags=set(seen),
        clean_content_tags=set(REMOVED_WITH_CONTENT - seen),
        attributes={"*": attributes},
        url_schemes={"data", "http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
