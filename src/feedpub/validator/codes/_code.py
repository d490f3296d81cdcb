"""Describe a code: its severity and its message."""

from dataclasses import dataclass

from feedpub.model import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """The severity, and the message: what is wrong; what to do.

    A message may show ``{what}``, the element or attribute; ``{parent}``, the element around it;
    and ``{value}``, the value that is there, or the one that is missing.
    """

    severity: Severity
    message: str


def error(message: str) -> Code:
    """Return a code for something that no standard allows, or that breaks readers."""
    return Code(Severity.ERROR, message)


def warning(message: str) -> Code:
    """Return a code for something that is allowed, but that some readers do not handle."""
    return Code(Severity.WARNING, message)
