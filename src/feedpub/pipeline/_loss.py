"""Stop a build that would take away much of what is published, which may be a mistake."""

from collections.abc import Sequence
from typing import Final

from feedpub.model import Counts, Places, Problem, Severity
from feedpub.pipeline.output import OutputFolder

# So few documents are easy to restore, and a project that is tried out has no more.
_HANDFUL: Final = 5
_MOST_NAMED: Final = 10


def objections(
    folder: OutputFolder,
    places: Places,
    counts: Counts,
    problems: Sequence[Problem],
    *,
    force: bool,
) -> list[str]:
    """Return a message against a build that loses more than half of the published documents.

    A document that is now a draft, hidden, left out or of the future is not lost, for somebody
    wished so: if there are more of these than before, so many fewer are lost. The message names
    documents that were refused, by `problems`. All files are kept while some document can't be
    read, for it may not be gone. With `force` there are no objections.
    """
    if any(problem.code == "unreadable" for problem in problems):
        folder.keep(folder.stale())
    before = folder.published_before or 0
    fewer = before - counts.published
    if force or not _is_much(fewer, before):
        return []
    lost = fewer - max(0, withheld(counts) - folder.withheld_before)
    if not _is_much(lost, before):
        return []
    stale = folder.stale()
    files = [f"{places.output}/{name}" for name in stale[:_MOST_NAMED]]
    more = [f"{len(stale) - _MOST_NAMED} more"] if stale[_MOST_NAMED:] else []
    gone = f"; these files would be removed: {', '.join([*files, *more])}" if files else ""
    named = places.name or "."
    return [
        f"{named}/: {lost} of the {before} documents that are published are not there or can't be"
        f" published now{gone}; look whether all of {named}/ is there, or use --force if they are"
        " to go",
        *(str(problem) for problem in problems if problem.severity is Severity.ERROR),
    ]


def withheld(counts: Counts) -> int:
    """Return how many documents are left out as somebody wished."""
    return counts.documents - counts.published - counts.refused


def _is_much(lost: int, before: int) -> bool:
    return lost > _HANDFUL and lost * 2 > before
