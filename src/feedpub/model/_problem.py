"""What is wrong with a document or with a feed."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a problem is.

    ``error``: a document is not published, or a feed breaks a standard or a reader. ``warning``: it
    is published with the thing mended, or some reader does not show it as it is meant.
    """

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a document or with a feed.

    `path` is the file: of a document, relative to the project folder; of a feed, as the caller
    names it. `line` and `column` count from 1, columns in characters; `line` is None where no line
    is to blame, and documents have no column. `code` is stable and short, for scripts; of a feed it
    is the W3C validator's name where that has one for the same thing (``MissingGuid``). `message`
    says what is wrong and, after a semicolon, what to do. In feeds, `element` is the element as it
    is written, or the key of JSON, and `entry` the id of the entry around it, if it has one.
    """

    severity: Severity
    code: str
    path: str
    line: int | None
    message: str
    column: int | None = None
    element: str = ""
    entry: str | None = None

    def __str__(self) -> str:
        place = (self.path, self.line, self.column)
        where = ":".join(str(part) for part in place if part is not None)
        # Where a feed is wrong, the code leads to the page of the W3C.
        code = "" if self.column is None else f" ({self.code})"
        return f"{where}: {self.message}{code}"

    @property
    def file(self) -> str:
        """The same as `path`: the word for it where feeds are validated, in JSON too."""
        return self.path
