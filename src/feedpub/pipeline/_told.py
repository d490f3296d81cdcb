"""What a build tells besides the problems of its documents."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from feedpub.cache import CACHE_PATH
from feedpub.config import CONFIG_PATH, DEFAULT_URL, Site
from feedpub.entries import Outline
from feedpub.ledger import ID_CHANGED
from feedpub.model import BuildResult, Counts, Entry, Ping, Problem, Severity
from feedpub.pipeline._publish import Staged, failing_codes
from feedpub.tree import Listing

# A published id that would change is told always, and fails a strict build as an error does.
_FAILS_WHEN_STRICT: Final = frozenset({ID_CHANGED})


def about_the_site(site: Site) -> Iterable[Problem]:
    """Yield what is wrong with the site itself."""
    if site.url == DEFAULT_URL:
        message = (
            f"the address where out/ will be served is not set, so the feeds name {DEFAULT_URL};"
            " set url under [site], or use --site-url"
        )
        yield Problem(Severity.WARNING, "site-url-missing", CONFIG_PATH, None, message)


def counted(
    listing: Listing,
    outlines: Sequence[Outline],
    published: Sequence[Entry],
    early: int,
    problems: Iterable[Problem],
) -> Counts:
    """Return how every document ended; `early` is the number of those that are not due."""
    refused = {found.path for found in problems if found.severity is Severity.ERROR}
    unlisted = {found.path for found in listing.problems}
    return Counts(
        documents=len(listing.paths) + listing.hidden,
        published=len(published),
        drafts=sum(outlined.draft for outlined in outlines),
        future=early,
        hidden=listing.hidden + sum(outlined.hidden for outlined in outlines),
        refused=len(refused - unlisted),
    )


def failing(problems: Iterable[Problem], site: Site) -> list[Problem]:
    """Return the problems that a strict build does not let pass."""
    codes = _FAILS_WHEN_STRICT | (failing_codes() if site.check else set())
    return [
        problem
        for problem in problems
        if problem.severity is Severity.ERROR or problem.code in codes
    ]


def with_passing(result: BuildResult, passing: Iterable[Problem], trouble: str) -> BuildResult:
    """Tell what is so in this build alone: what is `passing`, and the `trouble` with the cache.

    A cache that can't be used changes nothing but the time it takes.
    """
    told = list(passing)
    if trouble:
        told.append(
            Problem(Severity.WARNING, "cache", CACHE_PATH, None, f"{trouble}; delete the file")
        )
    return replace(result, problems=(*result.problems, *told))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by the place that they are of."""
    return tuple(sorted(problems, key=lambda found: (found.path, found.line or 0, found.code)))


def pings(staged: Staged) -> tuple[Ping, ...]:
    """Return what hubs are to be told."""
    changed = {feed.url for feed in staged.files if feed.changed}
    return tuple(
        Ping(hub, target.url)
        for feed in staged.feeds
        for hub in feed.hubs
        for target in feed.targets
        if target.url in changed
    )
