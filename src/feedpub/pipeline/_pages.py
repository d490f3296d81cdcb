"""Write pages for people: one for each entry without an address of its own, and the directory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NoReturn

import msgspec

from feedpub.config import Site
from feedpub.feeds import ALL, Key, Members, Place, Plan
from feedpub.model import Entry, Feed, Headline, Listed, Output, entry_path
from feedpub.pipeline._context import Context
from feedpub.pipeline._look import Look
from feedpub.pipeline._neighbours import Neighbours
from feedpub.pipeline._survey import Survey
from feedpub.pipeline._trouble import CannotRenderError, cannot_render
from feedpub.pipeline.memory.bodies import Bodies
from feedpub.pipeline.memory.cache import Row, chunks
from feedpub.pipeline.memory.digests import (
    digest_for_bodies,
    digest_of_entry,
    digest_of_value,
    encode,
)
from feedpub.pipeline.memory.trust import decode, is_path
from feedpub.pipeline.output import File, Marks, OutputFolder, digest_of
from feedpub.pipeline.ranges import Range
from feedpub.pipeline.surveyed import has_page
from feedpub.pipeline.workers import Trouble

_KIND: Final = "page"
_AS_A_WHOLE: Final = "pages"
_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class KnownPage:
    """The `file` of a page in ``out/``, with stamp and digest."""

    file: str
    stamp: str
    digest: str


_KNOWN: Final = msgspec.json.Decoder(KnownPage)


@dataclass(frozen=True, slots=True)
class StagedPages:
    """The pages of entries that ``out/`` will hold.

    `digests` holds the digest of each page by its path; `written` is the number of files that are
    new or changed.
    """

    digests: dict[str, str] = field(default_factory=dict)
    written: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page that is to be made: of the entry at `path`, from what, in which of the feeds.

    `around` are the paths of the next older and the next newer entry, where there are such.
    """

    path: str
    made_of: str
    carriers: tuple[int, ...]
    around: tuple[str | None, str | None]


Task = tuple[Entry, tuple[Feed, ...], Headline | None, Headline | None]


class Pages:
    """The pages of entries: as earlier builds wrote them, and as they are now.

    `world_changed` tells that what bodies refer to is not what it was at the last build.
    """

    def __init__(
        self, context: Context, look: Look, members: Members, *, world_changed: bool
    ) -> None:
        self._context = context
        self._look = look
        self._members = members
        self._cache = context.cache
        self._bodies_digest = digest_for_bodies(context.site)
        known = self._cache.get(_AS_A_WHOLE, "")
        bodies, _, self._heads_before = (known.made_of if known else "").partition(" ")
        self._bodies_changed = world_changed or bodies != self._bodies_digest
        self._heads = ""
        self._new: list[tuple[Wanted, str, str]] = []
        self._gone: list[str] = []

    def to_look_at(self, survey: Survey) -> Iterator[str]:
        """Yield the paths of entries whose pages may have to be written, for their bodies."""
        for part in survey.ranges:
            if self._bodies_changed or survey.parts.has_changed(part):
                for entry in survey.published([part]):
                    if has_page(self._context.site, entry):
                        yield entry.path

    def stage(
        self,
        folder: OutputFolder,
        survey: Survey,
        plans: Sequence[Plan],
        places: Mapping[Key, Sequence[Place]],
        bodies: Bodies,
    ) -> StagedPages:
        """Put aside the pages of entries that are new or changed.

        `places` holds all entries of the feeds that may have changed.
        """
        digests: dict[str, str] = {}
        wanted: list[Wanted] = []
        by_key = {plan.key: number for number, plan in enumerate(plans)}
        heads = [
            digest_of_value((plan.feed.title, plan.feed.language, plan.feed.targets))
            for plan in plans
        ]
        self._heads = digest_of_value((heads, self._look.pages.digest))
        same = self._heads == self._heads_before and not self._bodies_changed
        neighbours = Neighbours(survey, places.get(ALL))
        for part in survey.ranges:
            rows = {row.key: row for row in self._cache.between(_KIND, part.key, part.end)}
            stayed: dict[str, str] = {}
            entries = None
            if same and not survey.parts.has_changed(part):
                number = survey.parts.surveyed[part.key].paged
                moved = self._moved(rows, number, neighbours, stayed)
                entries = None if moved is None else list(survey.load(moved))
            if entries is None:
                stayed, entries = {}, self._with_pages(part, survey)
                self._gone += rows.keys() - {entry.path for entry in entries}
            wanted += self._look_at(entries, rows, neighbours, bodies, by_key, heads, stayed)
            folder.keep(stayed)
            digests |= stayed
        written = 0
        outputs = self._context.progress(
            "Writing pages", self._make(wanted, survey, plans, bodies), len(wanted)
        )
        for one, output in zip(wanted, outputs, strict=True):
            written += folder.write(output)
            digests[output.path] = digest_of(output)
            self._new.append((one, output.path, digests[output.path]))
        return StagedPages(digests, written)

    def keep(self) -> None:
        """Remember the pages, now that they are in their places."""
        self._cache.forget(_KIND, self._gone)
        self._cache.put(_KIND, map(self._row, self._new))
        self._cache.put(_AS_A_WHOLE, [Row("", f"{self._bodies_digest} {self._heads}", b"")])

    def _row(self, new: tuple[Wanted, str, str]) -> Row:
        one, file, digest = new
        return row_of_page(self._context.marks, one.path, one.made_of, file, digest)

    def _moved(
        self, rows: Mapping[str, Row], number: int, neighbours: Neighbours, stayed: dict[str, str]
    ) -> list[str] | None:
        """Return the paths of entries that have not changed, but what is around them has.

        `rows` remember the pages of a range in which nothing has changed; note all other pages in
        `stayed`. Return None unless all the `number` of pages are there.
        """
        moved = []
        for row in rows.values():
            known = self._still_there(row)
            if known is None:
                return None
            if neighbours.may_have_changed and (
                row.made_of.partition(" ")[2] != neighbours.digest(row.key)
            ):
                moved.append(row.key)
            else:
                stayed[known.file] = known.digest
        return moved if len(rows) == number else None

    def _with_pages(self, part: Range, survey: Survey) -> list[Entry]:
        site = self._context.site
        return [entry for entry in survey.published([part]) if has_page(site, entry)]

    def _still_there(self, row: Row | None) -> KnownPage | None:
        return known_page(self._context.marks, row) if row else None

    def _look_at(
        self,
        entries: Sequence[Entry],
        known: Mapping[str, Row],
        neighbours: Neighbours,
        bodies: Bodies,
        by_key: Mapping[Key, int],
        heads: Sequence[str],
        stayed: dict[str, str],
    ) -> Iterator[Wanted]:
        """Yield the pages of the `entries` that are to be made; note all others in `stayed`."""
        notes = dict(bodies.notes(entry.path for entry in entries))
        for entry in entries:
            named = (key for key, _, is_in in self._members.feeds_of(entry) if is_in)
            carriers = sorted(by_key[key] for key in named if key in by_key)
            of = [heads[number] for number in carriers]
            digest = (digest_of_entry(entry), notes[entry.path].digest)
            own = digest_of_value((digest, self._look.pages.digest, of))
            made_of = f"{own} {neighbours.digest(entry.path)}"
            row = known.get(entry.path)
            page = self._still_there(row) if row and row.made_of == made_of else None
            if page and page.file == entry_path(entry.id):
                stayed[page.file] = page.digest
            else:
                older, newer = neighbours.of(entry.path)
                around = older and older.path, newer and newer.path
                yield Wanted(entry.path, made_of, tuple(carriers), around)

    def _make(
        self, wanted: Sequence[Wanted], survey: Survey, plans: Sequence[Plan], bodies: Bodies
    ) -> Iterator[File]:
        link_of = self._context.site.link_of

        def items() -> Iterator[Task]:
            for some in chunks(wanted, _AT_ONCE):
                named = {path for one in some for path in (one.path, *one.around) if path}
                entries = {entry.path: entry for entry in survey.load(sorted(named))}
                for one in some:
                    feeds = tuple(plans[number].feed for number in one.carriers)
                    older, newer = (
                        Headline.of(entries[path], link_of(entries[path])) if path else None
                        for path in one.around
                    )
                    yield bodies.whole_entry(entries[one.path]), feeds, older, newer

        return make_pages(self._context, self._look, items(), len(wanted))


def make_pages(
    context: Context, look: Look, items: Iterable[Task], number: int
) -> Iterator[Output]:
    """Yield the page of each entry, of which there are as many as `number`.

    Raises CannotRenderError where an entry can't have one.
    """
    return context.workers.map(
        partial(_page, look),
        items,
        number,
        instead=_cannot_have_a_page,
        size=lambda item: len(item[0].content),
    )


def known_page(marks: Marks, row: Row) -> KnownPage | None:
    """Return the page that `row` remembers; None where it is not in its place as it was."""
    known = decode(_KNOWN, row.value)
    if known is None or not is_path(known.file):
        return None
    return known if marks.has_stayed(known.file, (known.stamp, known.digest)) else None


def row_of_page(marks: Marks, key: str, made_of: str, file: str, digest: str) -> Row:
    """Return the row that remembers the page at `file`, which is in its place."""
    stamp, _ = marks.mark(file, digest)
    return Row(key, made_of, encode(KnownPage(file, stamp, digest)))


def front_pages(look: Look, listed: Sequence[Listed]) -> tuple[Output, ...]:
    """Return the directory of the feeds, the page for what is missing, and what all pages use."""
    return (look.pages.directory(listed), look.pages.missing(), *look.pages.assets())


def paths(look: Look, site: Site, entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the paths of all pages except those of the feeds."""
    yield from (entry_path(entry.id) for entry in entries if has_page(site, entry))
    yield from (output.path for output in front_pages(look, ()))


def _cannot_have_a_page(item: Task, trouble: Trouble) -> NoReturn:
    raise CannotRenderError({item[0].path: cannot_render(item[0], trouble)})


def _page(look: Look, item: Task) -> Output:
    return look.pages.entry(*item)
