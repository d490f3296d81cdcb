"""What a build would take away from what is published, which may be a slip."""

from collections.abc import Sequence
from typing import Final

from feedpub.model import SEEDS, Counts, Problem, Severity
from feedpub.pipeline.output import OutputFolder

# So few can be written once more, and a project that is tried out has no more.
_HANDFUL: Final = 5
_MOST_NAMED: Final = 10


def told(
    folder: OutputFolder, counts: Counts, problems: Sequence[Problem], *, force: bool
) -> list[str]:
    """Return what speaks against a build that loses more than half of the published documents.

    Lost is what is no longer published though nobody wished so: what is a draft now, hidden,
    left out or of the future is not lost, so far as there are more of these than before. What was
    refused, by `problems`, is named. Nothing is removed while something can't be read, for that is
    not gone; nor does anything speak against what is wished with `force`.
    """
    if any(problem.code == "unreadable" for problem in problems):
        folder.keep(folder.stale())
    before = folder.published or 0
    fewer = before - counts.published
    if force or not _is_much(fewer, before):
        return []
    lost = fewer - max(0, withheld(counts) - folder.withheld)
    if not _is_much(lost, before):
        return []
    stale = folder.stale()
    files = [f"out/{name}" for name in stale[:_MOST_NAMED]]
    more = [f"{len(stale) - _MOST_NAMED} more"] if stale[_MOST_NAMED:] else []
    gone = f"; these files would be removed: {', '.join([*files, *more])}" if files else ""
    return [
        f"{SEEDS}/: {lost} of the {before} documents that are published are not there or can't be"
        f" published now{gone}; look whether all of {SEEDS}/ is there, or use --force if they are"
        " to go",
        *(str(problem) for problem in problems if problem.severity is Severity.ERROR),
    ]


def withheld(counts: Counts) -> int:
    """Return how many documents are left out as somebody wished."""
    return counts.documents - counts.published - counts.refused


def _is_much(lost: int, before: int) -> bool:
    return lost > _HANDFUL and lost * 2 > before
