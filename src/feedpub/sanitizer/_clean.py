"""Clean HTML with two sanitizers, one after the other."""

import html as markup
import re
from typing import Final

import nh3

from feedpub.sanitizer import policy
from feedpub.sanitizer._addresses import Local, Unfound
from feedpub.sanitizer._characters import printable, without_pairs_in_code
from feedpub.sanitizer._places import PlacesWriter, wanted_places
from feedpub.sanitizer._read import read
from feedpub.sanitizer._rewrite import Rewriter
from feedpub.sanitizer._tags import rewrite_tags
from feedpub.web import text

# Where both agree to the letter, one pass is all, and nearly every document is so. But what goes
# can leave a tree that no HTML describes (a link in a link, for one): written and read, it is
# another. Each pass brings such a one nearer to one that stays.
_MOST_PASSES: Final = 6

# What is written may be so many times as long as what was read, and so many characters longer: a
# page of short relative links grows by the address of its site with each, and no page by more.
_MOST_GROWTH: Final = 20
_ALWAYS_ALLOWED: Final = 500_000

_SPACE: Final = " \t\n\r\ufeff"


def _nowhere(_reference: str) -> None:
    """Answer that no local file has this name."""


def clean(
    html: str,
    base: str,
    *,
    has_page: bool,
    referrer_policy: str | None,
    local: Local = _nowhere,
    cover: str | None = None,
    unfound: Unfound | None = None,
) -> str:
    """Remove from `html` what is not safe, and make every address absolute.

    `base` is the http(s) address that relative ones are resolved against; `has_page` tells
    that it is the address of the document itself. Images without a ``referrerpolicy`` get
    `referrer_policy`. `local` is asked first what a reference stands for: it returns an
    address, an empty text for none, or None for what is to be resolved against `base`.
    `cover` is the address of the head image, which stays where it is a thumbnail of another.
    `unfound` is given where `base` is not the document's own: it is told of each link,
    and of each picture, sound and film, whose address is relative to nothing.
    Cleaning clean HTML changes nothing.

    The time it takes grows as the length of `html` does. Raises TooComplexError for HTML
    that would take longer.
    """
    rewriter = Rewriter(base, has_page, referrer_policy, local, cover, unfound)
    rewriter.look_at(html)
    most = _MOST_GROWTH * len(html) + _ALWAYS_ALLOWED
    for _ in range(_MOST_PASSES):
        well_formed, never_closed = read(html)
        written = _trim(rewrite_tags(well_formed, rewriter, never_closed, most))
        written = written.replace("\xa0", "&nbsp;")  # as nh3 writes it
        guarded = _guard(written).strip(_SPACE)
        if guarded in (written, html):
            return without_pairs_in_code(guarded)
        html = guarded
    return markup.escape(text.from_html(html), quote=False)


def places(
    html: str,
    content: str,
    base: str,
    *,
    has_page: bool,
    referrer_policy: str | None,
    local: Local = _nowhere,
    cover: str | None = None,
    unfound: Unfound | None = None,
) -> tuple[tuple[int, str], ...]:
    """Return the places in `content` to which links in it lead, where `clean` made it of `html`.

    Each is the number of a start tag, counted without ``<br>``, and the id that it had. None is
    returned where `content` had to be mended twice. The other arguments are as for `clean`.
    """
    wanted = wanted_places(html)
    if not wanted:
        return ()
    rewriter = Rewriter(base, has_page, referrer_policy, local, cover, unfound)
    rewriter.look_at(html)
    well_formed, never_closed = read(html, with_ids=True)
    most = _MOST_GROWTH * len(html) + _ALWAYS_ALLOWED
    writer = PlacesWriter(well_formed, rewriter, never_closed, most)
    written = _trim(writer.written()).replace("\xa0", "&nbsp;")
    return writer.places(wanted) if without_pairs_in_code(written) == content else ()


def passes(html: str) -> bool:
    """Tell whether the second sanitizer lets all of `html` pass, as it does of what is clean."""
    return without_pairs_in_code(_guard(html).strip(_SPACE)) == html


def _trim(html: str) -> str:
    """Return `html` without space at its ends, of the characters that a feed can carry."""
    html = html.strip(_SPACE)
    while (trimmed := printable(html).strip(_SPACE)) != html:
        html = trimmed
    return html


_NH3: Final = nh3.Cleaner(
    tags=set(policy.ELEMENTS),
    attributes={element: set(names) for element, names in policy.ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
    filter_style_properties=set(policy.CSS_PROPERTIES),
)


# The first line break after <pre> is not content (HTML, "the pre element"): nh3 drops it when it
# reads and does not put it back when it writes. Attribute values have their < escaped by then.
_PRE_BEFORE_LINE_BREAK: Final = re.compile(r'(<pre(?: [a-z]+="[^"]*")*>)(?=\n)')


def _guard(html: str) -> str:
    """Sanitize `html` with nh3, and drop the characters that a feed can't carry."""
    guarded = _NH3.clean(html)
    if guarded == html:
        return html
    return _PRE_BEFORE_LINE_BREAK.sub(r"\1\n", printable(guarded))
