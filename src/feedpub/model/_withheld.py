"""Documents that nothing is wrong with and that are not published all the same."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a document is not published although nothing is wrong with it."""

    DRAFT = "draft"
    FUTURE = "future"
    EXPIRED = "expired"
    HIDDEN = "hidden"
    PRIVATE = "private"
    PROTECTED = "protected"
    NO_FEED = "no-feed"
    UNCLEAR = "unclear"
    LEFT_OUT = "left-out"
    NO_DOCUMENT = "no-document"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Withheld:
    """One document that is not published, and why.

    `path` is relative to the project folder. `key` is the front matter key that says so, `line`
    its line in the file; both are None where something else does. `how` is what is said, such
    as ``draft: true``, or what the configuration has.
    """

    path: str
    reason: Reason
    key: str | None = None
    line: int | None = None
    how: str = ""
