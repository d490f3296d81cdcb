"""What a code stands for."""

from dataclasses import dataclass

from feedpub.model import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """How grave it is, and the message: what is wrong; what to do.

    A message may show ``{what}``, the element or attribute, ``{parent}``, the element around it,
    and ``{value}``, what stands there, or what does not.
    """

    severity: Severity
    message: str


def error(message: str) -> Code:
    """Return the code of something that no standard allows, or that readers stumble over."""
    return Code(Severity.ERROR, message)


def warning(message: str) -> Code:
    """Return the code of something that is allowed, but that some reader takes amiss."""
    return Code(Severity.WARNING, message)
