"""Find the address of the original of an article, which stands in its body at a known text."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final

from feedpub.web import urls

# How many times a text is looked at in one body, from the end on.
_MOST_TIMES: Final = 20
# In characters: a tag before the text, and what may stand between the text and the address.
_LONGEST_TAG: Final = 2_000
_NEAR: Final = 300

# What stands in `src` is no page, and is passed over.
_ADDRESS = re.compile(
    r"""\bsrc\s*=\s*["']?[^\s"'>]+|\bhref\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))"""
    r"""|(https?://[^\s"'<>()\[\]\\^`{|}\u3000-\u303f\uff00-\uffef]+)""",
    re.IGNORECASE,
)
_LINK_BEGINS = re.compile(r"<a\s", re.IGNORECASE)
_LINK_ENDS = re.compile(r"</a\s*>", re.IGNORECASE)


def address_of_original(body: str, texts: Iterable[str], base: str | None) -> tuple[str, str]:
    """Return the address that stands at one of `texts`, and that text; both are empty without one.

    That is the link that the text is in, else the first address that follows it. The last place
    counts, for such lines end an article.
    """
    for text in texts:
        for begin in _places(body, text):
            for written in _written_at(body, begin, begin + len(text)):
                address = urls.absolute(unescape(written), base)
                if address and not urls.is_home(address):
                    return address, text
    return "", ""


def _places(body: str, text: str) -> Iterator[int]:
    end = len(body)
    for _ in range(_MOST_TIMES):
        begin = body.rfind(text, 0, end)
        if begin < 0:
            return
        yield begin
        end = begin + len(text) - 1


def _written_at(body: str, begin: int, end: int) -> Iterator[str]:
    before = body[max(0, begin - _LONGEST_TAG) : begin]
    starts = [found.start() for found in _LINK_BEGINS.finditer(before)]
    if starts and not _LINK_ENDS.search(before, starts[-1]):
        yield from _addresses(before[starts[-1] :])
    yield from _addresses(body[end : end + _NEAR])


def _addresses(markup: str) -> Iterator[str]:
    """Yield the first address in a piece of markup."""
    for found in _ADDRESS.finditer(markup):
        written = next(filter(None, found.groups()), "")
        if written:
            yield written
            return
