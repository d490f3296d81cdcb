"""Refuse HTML that would take too long to read: deep nesting, many attributes, endless repairs.

nh3's parser takes linear time but for three things: each element costs as much as there are open
ones around it, each attribute as much as there are before it, and a formatting element that is not
closed, such as ``<b>``, is made anew in each paragraph after it. What nearly all documents are is
told by counting; only of one that could go beyond a bound the tags are looked at, one by one, and
in doubt an element counts as open.
"""

import re
from collections import Counter
from typing import Final

from feedpub.sanitizer._markup import VOID, WITHOUT_MARKUP, Tag, is_well_nested, tags_of

DEEPEST: Final = 512
MOST_ATTRIBUTES: Final = 256
_MOST_MADE: Final = 10_000
_CHARACTERS_EACH: Final = 2

# Below these numbers, no HTML takes more than a tenth of a second.
_FEW_TAGS: Final = 250
_SHALLOW: Final = 2_000
_LITTLE_REPEATED: Final = 60_000
# What the estimate may come to, which is often higher than the truth.
_MOST_LEVELS: Final = 4_000
_MOST_REPEATED: Final = 100_000

_LONG: Final = re.compile(r"""<[A-Za-z][^>]{512}|=\s*(?:"[^">]*>|'[^'>]*>)""")
_FORMATTING_NAMES: Final = "b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_FORMATTING: Final = frozenset(f"{_FORMATTING_NAMES}|a".split("|"))
_FORMATTING_TAG: Final = re.compile(
    rf"<(?:{_FORMATTING_NAMES})(?=[\t\n\f\r />])[^>]*", re.IGNORECASE
)
_MOST_ALIKE: Final = 3
# What the end of an element around them closes as well.
_CLOSED_AT_ONCE: Final = frozenset({"p", "li", "dd", "dt"}) | _FORMATTING
_CLOSED_BY_THEMSELVES: Final = frozenset({"p", "li", "dd", "dt", "tr", "td", "th", "option"})


class TooComplexError(ValueError):
    """The HTML goes beyond a bound; the message says which, and what to do."""


def check(html: str) -> None:
    """Raise TooComplexError for HTML that would take more than linear time to be read."""
    tags = html.count("<")
    has_long = _LONG.search(html) is not None
    if tags <= _FEW_TAGS and not has_long:
        return
    repeats = tags * _different_formatting(html) > max(len(html), _LITTLE_REPEATED)
    if has_long or repeats or (tags > _SHALLOW and not is_well_nested(html, _SHALLOW)):
        _Estimate(html).check()


def too_deep() -> TooComplexError:
    """Return the error for elements that are nested too deep."""
    return TooComplexError(
        f"elements are nested more than {DEEPEST} deep; close those that are open"
    )


def too_long(most: int) -> TooComplexError:
    """Return the error for output of more than `most` characters."""
    return TooComplexError(
        f"it becomes longer than {most} characters; shorten its address, or split it"
    )


def check_made(html: str, made: int) -> None:
    """Raise TooComplexError where `made` elements are too many for `html`."""
    most = _MOST_MADE + len(html) // _CHARACTERS_EACH
    if made > most:
        raise TooComplexError(
            f"more than {most} elements come of {len(html)} characters, as those that are open,"
            " such as <b>, go on in each paragraph; close them"
        )


def _different_formatting(html: str) -> int:
    """Return how many formatting elements can be open at once, if none of them is closed."""
    tags = Counter(_FORMATTING_TAG.findall(html))
    return 1 + sum(
        # A tag in which a quotation is open goes on: what follows can be another.
        number if (tag.count('"') + tag.count("'")) % 2 else min(number, _MOST_ALIKE)
        for tag, number in tags.items()
    )


class _Estimate:
    """Reads tags one by one, and takes in doubt that an element stays open."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._open: list[tuple[str, str]] = []
        self._formatting: Counter[str] = Counter()
        self._repeating = 0
        self._repeated = 0
        self._is_clear = True  # that an end tag is one, and no text of something else

    def check(self) -> None:
        """Raise TooComplexError where the HTML could go beyond a bound."""
        most = _MOST_REPEATED + 2 * len(self._html)
        self._is_clear = "<![CDATA[" not in self._html
        for tag in tags_of(self._html):
            if tag.is_end:
                self._close(tag.name)
            else:
                self._start(tag)
            self._repeated += self._repeating
            if self._repeated > most:
                check_made(self._html, self._repeated)
            if len(self._open) + self._repeating > _MOST_LEVELS:
                raise too_deep()

    def _start(self, tag: Tag) -> None:
        name, attributes = tag.name, tag.written["attributes"]
        if len(attributes) > MOST_ATTRIBUTES and tag.count_attributes() > MOST_ATTRIBUTES:
            raise TooComplexError(
                f"a tag has more than {MOST_ATTRIBUTES} attributes; remove what is not HTML"
            )
        if tag.around and name in WITHOUT_MARKUP:
            self._is_clear = False  # there, it may hold elements
        if name in VOID:
            return
        written = ""
        if name in _FORMATTING:
            written = "<a>" if name == "a" else f"<{name}{attributes}>"
            most = 1 if name == "a" else _MOST_ALIKE
            self._formatting[written] += 1
            self._repeating += self._formatting[written] <= most
        elif name in _CLOSED_BY_THEMSELVES and self._open and self._open[-1][0] == name:
            return
        self._open.append((name, written))

    def _close(self, name: str) -> None:
        """Close the element that an end tag is surely the end of."""
        if not self._is_clear:
            return
        place = len(self._open) - 1
        passed = 0
        while place >= 0 and self._open[place][0] != name:
            if self._open[place][0] not in _CLOSED_AT_ONCE or passed > 6:
                return
            place -= 1
            passed += 1
        if place >= 0:
            self._forget(self._open[place][1])
            del self._open[place:]

    def _forget(self, written: str) -> None:
        if written:
            most = 1 if written == "<a>" else _MOST_ALIKE
            self._repeating -= self._formatting[written] <= most
            self._formatting[written] -= 1
