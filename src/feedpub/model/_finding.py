"""What the validator finds in a feed."""

from dataclasses import dataclass

from feedpub.model._document import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a feed, or that readers will not show.

    `file` names the feed as the caller does; `line` and `column` count from 1, columns in
    characters. `code` is stable: the W3C validator's name where it has one for the same thing
    (``MissingGuid``), else words with hyphens. `message` says what is wrong and, after a semicolon,
    what to do. `element` is the element as it is written, or the key of JSON; `entry` is the id of
    the entry around it, None outside of entries and in an entry without an id.
    """

    severity: Severity
    code: str
    file: str
    line: int
    column: int
    message: str
    element: str = ""
    entry: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message} ({self.code})"
