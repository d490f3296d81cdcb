"""Define how the reading of a document ends early, and what it reports."""

import re
from typing import Final

from feedpub.model import Problem, Severity
from feedpub.web import text

_LONGEST_QUOTE: Final = 60
_SECRET: Final = re.compile("pass|pwd|secret", re.IGNORECASE)


class Refused(Exception):
    """A document is refused; the arguments are line, code and message."""


class Broken(Exception):
    """Front matter that its grammar does not allow.

    `line` counts from 0, in the front matter; `what` is wrong there; `remedy` says what to do.
    """

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(line, what, remedy)
        self.line = line
        self.what = what
        self.remedy = remedy


def warning(place: str, line: int, code: str, message: str) -> Problem:
    """Return the Problem of a document that was read nevertheless."""
    return Problem(Severity.WARNING, code, place, line, message)


def quote(some: str, key: str = "") -> str:
    """Return what a document holds as a message can quote it: one short line, no controls.

    What stands under a `key` of passwords is shown nowhere.
    """
    if _SECRET.search(key):
        return "'…'"
    return f"'{text.cut(text.fold(some[: 2 * _LONGEST_QUOTE]), _LONGEST_QUOTE)}'"
