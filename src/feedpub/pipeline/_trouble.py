"""Turn the failure of a worker on one document into a problem that names the document."""

from collections.abc import Mapping

from feedpub.model import Entry, Problem
from feedpub.pipeline.workers import Cause, Trouble
from feedpub.source.tree import refusal


class CannotRenderError(Exception):
    """Some entries break a feed or a page; `refused` holds their problems by path."""

    def __init__(self, refused: Mapping[str, Problem]) -> None:
        super().__init__(refused)
        self.refused = refused


def explain(trouble: Trouble) -> tuple[str, str]:
    """Return the code of a problem and its message, which goes on from a subject ("body takes")."""
    fix = "shorten or simplify it"
    match trouble.cause:
        case Cause.TIME:
            return "too-slow", f"takes longer than {trouble.detail}; {fix}"
        case Cause.MEMORY:
            return "too-complex", f"takes more memory than a document may; {fix}"
        case Cause.OUTPUT:
            return "too-complex", f"becomes larger than {trouble.detail}; {fix}"
        case Cause.DEATH:
            why = f"ended the process that read it ({trouble.detail})"
            return "too-complex", f"{why}, for want of memory perhaps; {fix}"
        case Cause.FAULT:
            why = f"brings out a fault of feedpub ({trouble.detail})"
            return "feedpub-fault", f"{why}; please report it, with this document"


def cannot_render(entry: Entry, trouble: Trouble) -> Problem:
    """Return the problem of a document whose entry breaks a feed or a page."""
    code, message = explain(trouble)
    return refusal(entry.place, code, f"entry {message}")
