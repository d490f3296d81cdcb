"""Describe a code: its severity and its messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from feedpub.model import Severity

Causes: TypeAlias = Mapping[str, str]
"""The messages of a code by what has caused the problem."""


@dataclass(frozen=True, slots=True)
class Code:
    """The severity of a code, and its messages by cause: what is wrong; what to do.

    The message of the cause ``""`` is for all that has no message of its own. A message may show
    ``{what}``, the element or attribute; ``{parent}``, the element around it; ``{value}``, the
    value that is there, or the one that is missing; and what else the rule hands over.
    """

    severity: Severity
    messages: Causes


def error(message: str, causes: Causes | None = None) -> Code:
    """Return a code for something that no standard allows, or that breaks readers."""
    return Code(Severity.ERROR, {"": message, **(causes or {})})


def warning(message: str, causes: Causes | None = None) -> Code:
    """Return a code for something that is allowed, but that some readers do not handle."""
    return Code(Severity.WARNING, {"": message, **(causes or {})})
