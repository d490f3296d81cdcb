"""Stop a build that would take away much of what is published, which may be a mistake."""

from collections.abc import Sequence
from typing import Final

from feedpub.config import CONFIG_PATH, Site
from feedpub.feeds import CATEGORY, TAG, Plan, may_stand_in
from feedpub.model import Counts, Format, Places, Problem, Severity
from feedpub.pipeline._context import Context
from feedpub.pipeline.output import OutputFolder

# So few documents are easy to restore, and a project that is tried out has no more.
_HANDFUL: Final = 5
_MOST_NAMED: Final = 10
_FEEDS: Final = tuple(f".{form}" for form in Format)


def objections(
    context: Context,
    folder: OutputFolder,
    counts: Counts,
    problems: Sequence[Problem],
    plans: Sequence[Plan],
) -> list[str]:
    """Return what is against a build that takes away much; nothing with ``--force``.

    All files are kept while some document can't be read, for it may not be gone.
    """
    if any(problem.code == "unreadable" for problem in problems):
        folder.keep(folder.stale())
    if context.options.force:
        return []
    lost = _lost_documents(folder, context.places, counts, problems)
    return [*lost, *_lost_feeds_of_tags(folder, context.site, plans)]


def _lost_documents(
    folder: OutputFolder, places: Places, counts: Counts, problems: Sequence[Problem]
) -> list[str]:
    """Return a message against a build that loses more than half of the published documents.

    A document that is now a draft, hidden, left out or of the future is not lost, for somebody
    wished so: if there are more of these than before, so many fewer are lost. The message names
    documents that were refused, by `problems`.
    """
    before = folder.published_before or 0
    fewer = before - counts.published
    if not _is_much(fewer, before):
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


def _lost_feeds_of_tags(folder: OutputFolder, site: Site, plans: Sequence[Plan]) -> list[str]:
    """Return a message against a build in which tags lose their feeds to a first category."""
    if not may_stand_in(site) or not any(plan.key[0] == CATEGORY for plan in plans):
        return []
    if any(name.startswith(f"{CATEGORY}/") for name in folder.files_before):
        return []  # categories are nothing new: feeds of tags were asked for
    stale = (name for name in folder.stale() if name.startswith(f"{TAG}/"))
    feeds = [name for name in stale if name.endswith(_FEEDS)]
    if not feeds:
        return []
    named = ", ".join(f"{site.output}/{name}" for name in feeds[:_MOST_NAMED])
    more = f" and {len(feeds) - _MOST_NAMED} more" if feeds[_MOST_NAMED:] else ""
    return [
        f"{CONFIG_PATH}: documents have categories now, so feeds of tags would be removed, to which"
        f" people may have subscribed: {named}{more}; set feeds = true under [tag] to keep them,"
        " or false to let them go"
    ]


def withheld(counts: Counts) -> int:
    """Return how many documents are left out as somebody wished."""
    return counts.documents - counts.published - counts.refused


def _is_much(lost: int, before: int) -> bool:
    return lost > _HANDFUL and lost * 2 > before
