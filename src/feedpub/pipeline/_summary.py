"""Sum up a build: its counts, and what it reports besides the problems of its documents."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from feedpub import entries
from feedpub.config import CONFIG_PATH, DEFAULT_URL, Site
from feedpub.errors import DocumentsRefused
from feedpub.feeds import TAG, Plan, may_stand_in
from feedpub.model import (
    BuildResult,
    Counts,
    Ping,
    Places,
    Problem,
    Reason,
    Severity,
    Withheld,
    WrittenFeed,
)
from feedpub.pipeline._context import Context
from feedpub.pipeline._publish import Staged
from feedpub.pipeline._render import failing_codes
from feedpub.pipeline.memory.cache import CACHE_PATH
from feedpub.pipeline.output import OutputFolder
from feedpub.pipeline.records.ledger import ID_CHANGED
from feedpub.pipeline.surveyed import Surveyed
from feedpub.source.tree import Listing, in_other_formats, path_as_text

# An id that would change is only a warning, but it fails a strict build as an error does.
_FAILS_WHEN_STRICT: Final = frozenset({ID_CHANGED})


def about_the_site(site: Site) -> Iterable[Problem]:
    """Yield the problems of the site itself."""
    if site.url == DEFAULT_URL:
        message = (
            f"the address where {site.output}/ will be served is not set, so the feeds name"
            f" {DEFAULT_URL}; set url under [site], or use --site-url"
        )
        yield Problem(Severity.WARNING, "site-url-missing", CONFIG_PATH, None, message)


def about_other_formats(listing: Listing, site: Site) -> Iterable[Problem]:
    """Yield one warning for all documents in languages that are not read, with their numbers."""
    kept = (path for path in in_other_formats(listing) if not entries.withheld_by_path(path, site))
    numbers = Counter(PurePosixPath(path).suffix.lower() for path in kept)
    if numbers:
        by_number = sorted(numbers.items(), key=lambda one: (-one[1], one[0]))
        listed = ", ".join(f"{number} {ending}" for ending, number in by_number)
        message = (
            f"holds documents in formats that are not read: {listed}; write them as Markdown or"
            f" HTML, or name them in leave_out under [documents] in {CONFIG_PATH}"
        )
        yield Problem(Severity.WARNING, "format-not-read", site.folder or ".", None, message)


def about_tags(plans: Iterable[Plan], site: Site) -> Iterable[Problem]:
    """Yield a warning where tags have feeds because no entry has a category."""
    own = sum(plan.key[0] == TAG and not plan.file for plan in plans)
    if own and may_stand_in(site):
        message = (
            f"no document has a category, so feeds are made of their tags: {own}; set feeds = true"
            " under [tag] to keep these feeds even when a document gets one, or false for none"
        )
        yield Problem(Severity.WARNING, "tags-have-feeds", CONFIG_PATH, None, message)


def passed_over(listing: Listing, site: Site) -> Iterable[Withheld]:
    """Yield what is passed over for its name, except where the configuration leaves it out too."""
    for path, number in sorted(listing.passed_over.items()):
        alike = (path, f"{path}/")  # a folder may be given with all that is in it
        if not any(entries.withheld_by_path(one, site) for one in alike):
            name = path.rpartition("/")[2]
            how = "begins with a dot" if name.startswith(".") else "is one that editors give"
            documents = f" ({number} document{'s' if number > 1 else ''})"
            holds = "" if path in listing.others else documents
            yield Withheld(
                path_as_text(site.place_of(path)), Reason.NAME, how=f"its name {how}{holds}"
            )


def reasons(listing: Listing, withheld: Iterable[Withheld]) -> dict[Reason, int]:
    """Return how many documents are left out for each reason."""
    found = Counter(one.reason for one in withheld)
    found[Reason.NAME] = listing.hidden
    return {reason: found[reason] for reason in Reason if found[reason]}


def about_the_folder(folder: OutputFolder, places: Places, would: str) -> Iterable[Problem]:
    """Yield a warning for each file of somebody else in ``out/`` that is replaced, or stays.

    `would` is ``was`` after a build, and ``would be`` in a dry run.
    """
    for name in folder.replaced_files:
        message = f"was made by somebody else, and {would} replaced, as --force or --replace says"
        yield Problem(Severity.WARNING, "file-replaced", f"{places.output}/{name}", None, message)
    for name in folder.left_behind():
        message = (
            "is not made any more, and left where it is, for it took the place of a file of"
            " somebody else; put that back, or remove it"
        )
        yield Problem(Severity.WARNING, "file-left", f"{places.output}/{name}", None, message)


def count_documents(
    listing: Listing,
    published: int,
    withheld: Sequence[Withheld],
    problems: Iterable[Problem],
) -> Counts:
    """Count the documents by what became of them."""
    refused = {found.path for found in problems if found.severity is Severity.ERROR}
    found = reasons(listing, withheld)
    drafts, future = found.get(Reason.DRAFT, 0), found.get(Reason.FUTURE, 0)
    return Counts(
        # A folder that can't be read holds nobody knows how many; it counts as one.
        documents=len(listing.paths) + listing.hidden + len(listing.unread),
        published=published,
        drafts=drafts,
        future=future,
        hidden=sum(found.values()) - drafts - future,
        refused=len(refused),
    )


def failing(problems: Iterable[Problem], site: Site) -> list[Problem]:
    """Return the problems that make a strict build fail."""
    codes = _FAILS_WHEN_STRICT | (failing_codes() if site.check else set())
    return [
        problem
        for problem in problems
        if problem.severity is Severity.ERROR or problem.code in codes
    ]


def refusal(result: BuildResult, failed: Sequence[Problem]) -> DocumentsRefused:
    """Return the error that ends a strict build without publishing, because of what `failed`."""
    refused = len({found.path for found in failed if found.severity is Severity.ERROR})
    warnings = sum(found.severity is Severity.WARNING for found in failed)
    what = [f"{refused} document{'s' * (refused != 1)} refused"] if refused else []
    if warnings:
        what.append(f"{warnings} warning{'s' * (warnings != 1)} that it does not let pass")
    why = f"--strict was given, with {' and '.join(what)}"
    message = "\n".join([*map(str, failed), f"nothing was published: {why}"])
    return DocumentsRefused(message, replace(result, stopped=why), failed)


class Report:
    """What a build has to tell, as it finds it."""

    def __init__(self, context: Context) -> None:
        listing, site = context.state.listing, context.site
        self._context = context
        self._started = time.monotonic()
        self.problems = [*about_the_site(site), *about_other_formats(listing, site)]
        self.problems += listing.problems
        self.withheld = list(passed_over(listing, site))

    def add(self, problems: Iterable[Problem]) -> None:
        """Note problems."""
        self.problems += problems

    def add_ranges(self, surveyed: Iterable[Surveyed]) -> None:
        """Note what is to tell of the documents of some ranges."""
        for one in surveyed:
            self.problems += one.problems
        self.withhold(withheld for one in surveyed for withheld in one.withheld)

    def withhold(self, withheld: Iterable[Withheld]) -> None:
        """Note documents that are left out."""
        self.withheld += withheld
        self.withheld.sort(key=lambda one: one.path)

    def count(self, published: int) -> Counts:
        """Count the documents by what became of them, where so many are `published`."""
        listing = self._context.state.listing
        return count_documents(listing, published, self.withheld, self.problems)

    def fail_if_strict(self, counts: Counts, passing: Iterable[Problem] = ()) -> None:
        """Raise DocumentsRefused where a strict build has found what it does not let pass.

        It also lets nothing of the problems in `passing` be, which are of one build alone.
        """
        if self._context.options.strict:
            self.problems += passing
            failed = failing(self.problems, self._context.site)
            if failed:
                raise refusal(self.result(counts), failed)

    def result(
        self,
        counts: Counts,
        written: tuple[WrittenFeed, ...] = (),
        removed: tuple[str, ...] = (),
        hubs: tuple[Ping, ...] = (),
        pages: int = 0,
    ) -> BuildResult:
        """Return the result of the build."""
        return BuildResult(
            counts,
            written,
            removed,
            in_order(self.problems),
            time.monotonic() - self._started,
            hubs,
            dry_run=self._context.options.dry_run,
            output=self._context.places.output,
            pages=pages,
            reasons=reasons(self._context.state.listing, self.withheld),
            withheld=tuple(self.withheld),
        )


def with_passing(
    result: BuildResult, staged: Staged, folder: OutputFolder, places: Places, trouble: str
) -> BuildResult:
    """Add what is true of this build alone, and the `trouble` with the cache.

    A cache that can't be used changes nothing but the time of a build.
    """
    again = staged.again.problems(places.output, published=True)
    told = [*again, *about_the_folder(folder, places, would="was")]
    if trouble:
        told.append(Problem(Severity.WARNING, "cache", CACHE_PATH, None, trouble))
    return replace(result, problems=(*result.problems, *told))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems sorted by path and line."""
    return tuple(sorted(problems, key=lambda found: (found.path, found.line or 0, found.code)))


def pings(staged: Staged) -> tuple[Ping, ...]:
    """Return the pings that are due: each hub of each feed file that has changed."""
    changed = {feed.url for feed in staged.files if feed.changed}
    return tuple(
        Ping(hub, target.url)
        for feed in staged.feeds
        for hub in feed.hubs
        for target in feed.targets
        if target.url in changed
    )
