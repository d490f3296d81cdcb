"""Write pages of the entries that feeds have left out, so that every page can be reached."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NoReturn

from feedpub.errors import WorkerError
from feedpub.feeds import Key, Place, Plan
from feedpub.model import (
    Feed,
    Headline,
    Output,
    WrittenFeed,
    number_of_pages,
    older_pages,
    older_path,
)
from feedpub.pipeline._context import Context
from feedpub.pipeline._look import Look
from feedpub.pipeline._pages import known_page, row_of_page
from feedpub.pipeline._survey import Survey
from feedpub.pipeline._trouble import explain
from feedpub.pipeline.memory.cache import Row
from feedpub.pipeline.memory.digests import digest_of_value
from feedpub.pipeline.output import OutputFolder
from feedpub.pipeline.workers import Trouble
from feedpub.source import file_stamps

_KIND: Final = "older"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A page to be made: page `number` of `feed`, with the entries at `paths`.

    `made_of` is a digest of everything that it is made from.
    """

    feed: Feed
    number: int
    has_newer: bool
    paths: tuple[str, ...]
    made_of: str


_Task = tuple[Feed, list[Headline], int, bool]


class OlderPages:
    """The pages of older entries, as earlier builds wrote them and as this one does."""

    def __init__(self, context: Context, look: Look) -> None:
        self._context = context
        self._look = look
        self._known = {row.key: row for row in context.cache.all(_KIND)}
        self._seen: set[str] = set()
        self._new: list[tuple[str, str, str]] = []

    def stage(
        self,
        folder: OutputFolder,
        survey: Survey,
        plans: Iterable[Plan],
        places: Mapping[Key, Sequence[Place]],
        files: Iterable[WrittenFeed],
    ) -> dict[str, str]:
        """Put aside the pages that are new or changed; return the digest of each, by its path.

        `places` holds all entries of the feeds that may have changed; `files` tell how many entries
        each feed has left out.
        """
        digests: dict[str, str] = {}
        wanted: list[_Wanted] = []
        for plan, count in _left_out(plans, files):
            head = digest_of_value((plan.feed, self._look.pages.digest))
            stayed = self._unchanged_pages(plan, count, head) if plan.key not in places else None
            if stayed is None:
                found = places.get(plan.key) or dict(survey.parts.places([plan.key]))[plan.key]
                stayed = {}
                wanted += self._look_at(plan, found[-count:], head, stayed)
            folder.keep(stayed)
            digests |= stayed
        outputs = self._context.workers.map(
            partial(_page, self._look),
            self._tasks(wanted, survey),
            len(wanted),
            instead=_cannot_be_made,
        )
        listed = self._context.progress("Older entries", outputs, len(wanted))
        for one, output in zip(wanted, listed, strict=True):
            folder.write(output)
            digests[output.path] = file_stamps.digest_of_bytes(output.body)
            self._new.append((output.path, one.made_of, digests[output.path]))
        self._seen = set(digests)
        return digests

    def keep(self) -> None:
        """Remember the pages, now that they are in their places."""
        marks = self._context.marks
        rows = (
            row_of_page(marks, file, made_of, file, digest) for file, made_of, digest in self._new
        )
        self._context.cache.put(_KIND, rows)
        self._context.cache.forget(_KIND, self._known.keys() - self._seen)

    def _unchanged_pages(self, plan: Plan, count: int, head: str) -> dict[str, str] | None:
        """Return the pages of a feed in which nothing has changed; None unless all are there."""
        found = {}
        for number in range(1, number_of_pages(count) + 1):
            row = self._known.get(older_path(plan.feed, number))
            digest = self._still_there(row) if row and row.made_of.startswith(f"{head} ") else None
            if row is None or digest is None:
                return None
            found[row.key] = digest
        return found

    def _look_at(
        self, plan: Plan, places: Sequence[Place], head: str, stayed: dict[str, str]
    ) -> Iterator[_Wanted]:
        """Yield the pages of a feed that are to be made; note all others in `stayed`."""
        last = number_of_pages(len(places))
        for number, some in enumerate(older_pages(places), 1):
            has_newer = number < last
            entries = digest_of_value((has_newer, [place.digest for place in some]))
            made_of = f"{head} {entries}"
            row = self._known.get(older_path(plan.feed, number))
            digest = self._still_there(row) if row and row.made_of == made_of else None
            if row and digest:
                stayed[row.key] = digest
            else:
                paths = tuple(place.path for place in some)
                yield _Wanted(plan.feed, number, has_newer, paths, made_of)

    def _still_there(self, row: Row) -> str | None:
        known = known_page(self._context.marks, row)
        return known.digest if known and known.file == row.key else None

    def _tasks(self, wanted: Iterable[_Wanted], survey: Survey) -> Iterator[_Task]:
        link_of = self._context.site.link_of
        for one in wanted:
            headlines = [Headline.of(entry, link_of(entry)) for entry in survey.load(one.paths)]
            yield one.feed, headlines, one.number, one.has_newer


def paths_of_older(plans: Iterable[Plan], files: Iterable[WrittenFeed]) -> Iterator[str]:
    """Yield the paths of all pages of older entries."""
    for plan, count in _left_out(plans, files):
        for number in range(1, number_of_pages(count) + 1):
            yield older_path(plan.feed, number)


def _left_out(plans: Iterable[Plan], files: Iterable[WrittenFeed]) -> Iterator[tuple[Plan, int]]:
    """Yield each feed that leaves entries out, and how many."""
    counts = {file.path: file.left_out for file in files}
    for plan in plans:
        count = counts.get(plan.feed.targets[0].path, 0)
        if count:
            yield plan, count


def _cannot_be_made(task: _Task, trouble: Trouble) -> NoReturn:
    _, message = explain(trouble)
    raise WorkerError(
        f"the page of the older entries of {task[0].title!r} {message}; set pages = false under"
        " [build]"
    )


def _page(look: Look, task: _Task) -> Output:
    return look.pages.older(*task)
