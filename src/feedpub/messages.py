"""What strangers wrote, made fit to be shown: on a terminal, in a log, in a report, on a page.

A file name, a title, a value of front matter, an element of a feed or the answer of a server may
hold whatever a terminal obeys, what turns or hides the words around it, and what the runners of
GitHub and Azure take for commands. Everything that feedpub prints passes through here last,
so no one who makes a message has to think of it.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Final

LONGEST: Final = 1000
"""How many characters of one message are shown."""

_END: Final = 300  # characters: what to do stands at the end of a message
_GAP: Final = " … "

_CONTROLS: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS: Final = (
    "\u200c\u200d"  # emoji, and the scripts of Persia and India, are written with them
)

# Azure's ##vso[…] and the old ##[…] of GitHub count anywhere in a line, ::…:: where one begins.
_MARKED: Final = re.compile(r"##(?=[A-Za-z]*\[)")
_BEGINS: Final = re.compile(r"\A(\s*):(?=:)")


def defuse(text: str, longest: int | None = LONGEST) -> str:
    """Return `text` as one line that is read and never obeyed, by people and by machines.

    What can't be seen is written as its number (``\\x1b``), commands of runners are broken up by a
    space, and of more than `longest` characters the middle is left out.
    """
    # Numbers are longer than what they stand for.
    seen = _cut(_seen(_cut(text, longest), lambda character: ascii(character)[1:-1]), longest)
    return _BEGINS.sub(r"\1: ", _MARKED.sub("## ", seen))


def defuse_lines(text: str) -> str:
    """Return a text of several lines, each of them as `defuse` returns it."""
    return "\n".join(map(defuse, text.split("\n")))


def defuse_html(line: str) -> str:
    """Return a line of HTML that means the same and is not obeyed."""
    seen = _seen(line, lambda character: f"&#{ord(character)};")
    return _BEGINS.sub(r"\1&#58;", _MARKED.sub("#&#35;", seen))


def as_json(value: object, indent: int) -> str:
    """Return `value` as JSON that means the same and is not obeyed."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    # Lines are those of the form: what stands in a text is escaped, or has no need to be.
    lines = (
        _seen(line, lambda character: json.dumps(character)[1:-1]) for line in written.split("\n")
    )
    return _MARKED.sub(r"#\\u0023", "\n".join(lines))


def _cut(text: str, longest: int | None) -> str:
    if longest is None or len(text) <= longest:
        return text
    return f"{text[: longest - _END - len(_GAP)]}{_GAP}{text[-_END:]}"


def _seen(text: str, write: Callable[[str], str]) -> str:
    """Return `text` with `write` of each character that can't be seen in its place."""
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
