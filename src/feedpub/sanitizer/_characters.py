"""Remove the characters that sanitized HTML must not carry, in text and in code.

Text that was UTF-8, taken for Latin-1 and encoded once more (``cafÃ©``) is decoded, for the W3C
validator warns of it (BadCharacters). In code it is what the author means to show: there it stays,
and one of its characters is written as a reference, which the validator doesn't take for a fault.
"""

import re
from typing import Final

from feedpub.web import text

CODE: Final = frozenset({"code", "kbd", "pre", "samp", "tt"})
_CODE: Final = re.compile(rf"</?(?:{'|'.join(sorted(CODE))})(?:\s[^>]*)?>")
_PAIR: Final = re.compile("([\u00c2\u00c3])([\u00a0-\u00bf])")


def printable(html: str) -> str:
    """Return `html`, its text escaped, without the characters that a valid feed can't carry."""
    if "\u00c2&nbsp;" in html or "\u00c3&nbsp;" in html:
        html = html.replace("&nbsp;", "\xa0")
    mended = text.printable(html)
    if mended == html or not _CODE.search(html):
        return mended
    return "".join(
        text.without_controls(piece) if in_code else text.printable(piece)
        for piece, in_code in _pieces(html)
    )


def without_pairs_in_code(html: str) -> str:
    """Return `html` with a reference in each pair of characters in code that looks mistaken."""
    if not ("\u00c2" in html or "\u00c3" in html):
        return html
    return "".join(
        _PAIR.sub(lambda pair: f"{pair[1]}&#{ord(pair[2])};", piece) if in_code else piece
        for piece, in_code in _pieces(html)
    )


def _pieces(html: str) -> list[tuple[str, bool]]:
    """Return the pieces of `html` and whether each is the text of code."""
    found, depth = [], 0
    for piece in re.split(r"(<[^>]*>)", html):
        is_tag = piece.startswith("<")
        if _CODE.fullmatch(piece):
            depth = max(0, depth + (-1 if piece.startswith("</") else 1))
        found.append((piece, depth > 0 and not is_tag))
    return found
