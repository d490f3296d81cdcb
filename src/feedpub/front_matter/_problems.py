"""How the reading of one document ends early, and what it says on the way."""

from feedpub.model import SEEDS, Problem, Severity


class Refused(Exception):
    """Ends the reading of a document: line, code and message."""


def warning(path: str, line: int, code: str, message: str) -> Problem:
    """Return the Problem of a document that was read nevertheless."""
    return Problem(Severity.WARNING, code, f"{SEEDS}/{path}", line, message)
