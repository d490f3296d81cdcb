"""Documents that are not published although nothing is wrong with them."""

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
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Withheld:
    """One document that is not published, and why.

    `path` is relative to the project folder. `key` is the front matter key that is the cause, and
    `line` its line in the file; both are None where something else is. `how` quotes the cause, such
    as ``draft: true``, or a line of the configuration.
    """

    path: str
    reason: Reason
    key: str | None = None
    line: int | None = None
    how: str = ""
