"""The two sanitizers, one after the other."""

import html as markup
import re
import threading
from xml.etree.ElementTree import Element

import nh3
from bleach.sanitizer import BleachSanitizerFilter, Cleaner

from feedpub.sanitizer import policy
from feedpub.sanitizer._breaks import with_breaks
from feedpub.sanitizer._characters import printable, without_pairs_in_code
from feedpub.sanitizer._parse import BoundedParser
from feedpub.sanitizer._rewrite import Local, Rewriter
from feedpub.sanitizer._walk import Token, walk
from feedpub.sanitizer._write import write
from feedpub.web import text

# Where both sanitizers agree to the letter, one pass is all, and nearly every document is so. But a
# tree can be built that no HTML describes (a link in a link, for one): written and read, it is
# another. Each pass brings such a one nearer to one that stays.
_MOST_PASSES = 6

# html5lib, and so the W3C validator, lets an item inside of these close one around them; browsers
# and nh3 do not. There, that both agree says less.
_READ_APART = re.compile("<(?:figcaption|main|summary)[ >]")

# What is written may be so many times as long as what was read, and so many characters longer: a
# page of short relative links grows by the address of its site with each, and no page by more.
_MOST_GROWTH = 20
_ALWAYS_ALLOWED = 500_000

_SPACE = " \t\n\r\ufeff"


def _nowhere(_reference: str) -> None:
    """Know of no local file."""


def clean(
    html: str,
    base: str,
    *,
    has_page: bool,
    referrer_policy: str | None,
    local: Local = _nowhere,
) -> str:
    """Return what is safe of `html`, with every address absolute.

    `base` is the http(s) address that relative ones are resolved against; `has_page` tells
    that it is the address of the document itself. Images without a ``referrerpolicy`` get
    `referrer_policy`. `local` is asked first what a reference stands for: it returns an
    address, an empty text for none, or None for what is to be resolved against `base`.
    Cleaning clean HTML changes nothing.

    The time it takes grows as the length of `html` does. Raises TooComplexError for HTML
    that would take longer.
    """
    rewriter = Rewriter(base, has_page, referrer_policy, local)
    most = _MOST_GROWTH * len(html) + _ALWAYS_ALLOWED
    for _ in range(_MOST_PASSES):
        written = printable(_OWN.cleaner.clean_with(html, rewriter, most)).strip(_SPACE)
        written = written.replace("\xa0", "&nbsp;")  # as nh3 writes it
        guarded = _guard(written).strip(_SPACE)
        if guarded == html or (guarded == written and not _READ_APART.search(guarded)):
            return without_pairs_in_code(guarded)
        html = guarded
    return markup.escape(text.from_html(html), quote=False)


def passes(html: str) -> bool:
    """Tell whether the second sanitizer lets all of `html` pass, as it does of what is clean."""
    return _guard(html).strip(_SPACE) == html


class _PolicyFilter(BleachSanitizerFilter):
    """bleach's policy over text whose entities the parser has decoded, as browsers do."""

    def sanitize_characters(self, token: Token) -> Token:
        """Leave text alone: `_write` escapes it, and `&lt;` that was decoded stays text."""
        return token


class _FeedCleaner(Cleaner):
    """A bleach Cleaner that parses what browsers parse and walks in linear time.

    bleach drops unknown tags before the tree is built, so that the text of a ``<style>``
    becomes text of the page; here the parser sees every element and the walk drops it whole.
    """

    def __init__(self) -> None:
        super().__init__(
            tags=policy.ELEMENTS,
            attributes=policy.allowed,
            protocols=frozenset({"http", "https", "mailto"}),
            strip=True,
        )
        self.parser = BoundedParser()

    def _tree(self, html: str) -> Element:
        try:
            tree: Element = self.parser.parseFragment(html)
        except BaseException:
            self.parser = BoundedParser()  # one that was interrupted keeps some of its state
            raise
        return tree

    def clean_with(self, html: str, rewriter: Rewriter, most: int) -> str:
        """Return `html` after the rewriting and bleach's policy, in at most so many characters."""
        tokens = _PolicyFilter(
            source=with_breaks(walk(self._tree(html), rewriter)),  # type: ignore[arg-type]
            allowed_tags=self.tags,
            attributes=self.attributes,
            allowed_protocols=self.protocols,
            strip_disallowed_tags=True,
            strip_html_comments=True,
            css_sanitizer=_CheckedCss(),  # type: ignore[arg-type] # any object with this method
        )
        return write(tokens, most)


class _CheckedCss:
    """bleach asks for an object that sanitizes CSS; the rewriting has done it by then."""

    def sanitize_css(self, style: str) -> str:
        return policy.harmless_css(style)


class _OfThisThread(threading.local):
    """The one Cleaner of each thread: its parser has state, so threads can't share it."""

    def __init__(self) -> None:
        self.cleaner = _FeedCleaner()


_OWN = _OfThisThread()


_NH3 = nh3.Cleaner(
    tags=set(policy.ELEMENTS),
    attributes={element: set(names) for element, names in policy.ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
    filter_style_properties=set(policy.CSS_PROPERTIES),
)


# The first line break after <pre> is not content (HTML, "the pre element"): nh3 drops it when it
# reads and does not put it back when it writes. Attribute values have their < escaped by then.
_PRE_BEFORE_LINE_BREAK = re.compile(r'(<pre(?: [a-z]+="[^"]*")*>)(?=\n)')


def _guard(html: str) -> str:
    """Return what nh3 lets pass of `html`, of the characters that a feed can carry."""
    guarded = printable(_NH3.clean(html))
    return _PRE_BEFORE_LINE_BREAK.sub(r"\1\n", guarded)
