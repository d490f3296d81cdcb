"""Make texts of strangers harmless: on a terminal, in a log, in a report, on a page.

A file name, a title, a value of front matter, an element of a feed or the answer of a server may
hold control sequences of a terminal, characters that turn or hide the words around them, and
commands for the runners of GitHub and Azure. Everything that feedpub prints passes through here
last, so nobody who writes a message has to think of it.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Final

LONGEST: Final = 1000
"""The most characters of one message that are shown."""

_END: Final = 300  # characters: the end of a message says what to do
_GAP: Final = " … "

_CONTROLS: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS: Final = (
    "\u200c\u200d"  # emoji, and the scripts of Persia and India, are written with them
)

# Azure's ##vso[…] and the old ##[…] of GitHub count anywhere in a line, ::…:: where one begins.
_MARKED: Final = re.compile(r"##(?=[A-Za-z]*\[)")
_BEGINS: Final = re.compile(r"\A(\s*):(?=:)")


def defuse(text: str, longest: int | None = LONGEST) -> str:
    """Return `text` as one line that no terminal and no runner obeys.

    Characters that can't be seen are written as their numbers (``\\x1b``), commands of runners are
    broken up by a space, and beyond `longest` characters the middle is left out.
    """
    # Numbers are longer than what they stand for.
    short = _shorten(text, longest)
    seen = _shorten(_replace_unseen(short, lambda character: ascii(character)[1:-1]), longest)
    return _BEGINS.sub(r"\1: ", _MARKED.sub("## ", seen))


def defuse_lines(text: str) -> str:
    """Return a text of several lines, each one defused."""
    return "\n".join(map(defuse, text.split("\n")))


def defuse_html(line: str) -> str:
    """Return a line of HTML with the same meaning that no terminal and no runner obeys."""
    seen = _replace_unseen(line, lambda character: f"&#{ord(character)};")
    return _BEGINS.sub(r"\1&#58;", _MARKED.sub("#&#35;", seen))


def as_json(value: object, indent: int) -> str:
    """Return `value` as JSON that no terminal and no runner obeys."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    # Only the indentation makes lines: JSON escapes line feeds inside a text.
    lines = (
        _replace_unseen(line, lambda character: json.dumps(character)[1:-1])
        for line in written.split("\n")
    )
    return _MARKED.sub(r"#\\u0023", "\n".join(lines))


def _shorten(text: str, longest: int | None) -> str:
    if longest is None or len(text) <= longest:
        return text
    return f"{text[: longest - _END - len(_GAP)]}{_GAP}{text[-_END:]}"


def _replace_unseen(text: str, write: Callable[[str], str]) -> str:
    """Replace each character of `text` that can't be seen by `write` of it."""
    if text.isprintable():
        return text
    return "".join(
        write(character)
        if unicodedata.category(character) in _CONTROLS and not _joins(text, position)
        else character
        for position, character in enumerate(text)
    )


def _joins(text: str, position: int) -> bool:
    """Tell whether a joiner stands between two characters that can be joined."""
    if text[position] not in _JOINERS:
        return False
    beside = (text[position - 1 : position], text[position + 1 : position + 2])
    return all(
        one and not one.isascii() and unicodedata.category(one) not in _CONTROLS for one in beside
    )
