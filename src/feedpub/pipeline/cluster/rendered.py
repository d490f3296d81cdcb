"""Have tasks render feeds and pages, and know where their files are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from feedpub.feeds import Members, Plan
from feedpub.model import Headline
from feedpub.pipeline._context import Context
from feedpub.pipeline._look import Look
from feedpub.pipeline._pages import Pages, Wanted
from feedpub.pipeline._render import Job, Rendered, with_files
from feedpub.pipeline._survey import Survey
from feedpub.pipeline._trouble import CannotRenderError
from feedpub.pipeline.cluster.bodies import BodiesElsewhere
from feedpub.pipeline.cluster.engine import Engine
from feedpub.pipeline.cluster.orders import (
    AllRendered,
    Files,
    Paged,
    Placed,
    ToPage,
    ToRender,
)
from feedpub.pipeline.cluster.shards import At, Shards
from feedpub.pipeline.memory.bodies import Bodies
from feedpub.pipeline.memory.cache import chunks
from feedpub.pipeline.memory.made import Made
from feedpub.pipeline.output import Aside, File

# A task renders feeds with about so many entries, or writes so many pages.
_ENTRIES: Final = 1_000
_PAGES: Final = 200


class Objects:
    """Numbers the objects in which the entries of a task are, so that each is named once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, places: Sequence[tuple[str, At]]) -> tuple[tuple[int, At], ...]:
        """Return each place with the number of its object."""
        numbers = self._numbers
        return tuple((numbers.setdefault(name, len(numbers)), at) for name, at in places)

    @property
    def names(self) -> tuple[str, ...]:
        """The objects, in the order of their numbers."""
        return tuple(self._numbers)


@dataclass(frozen=True, slots=True)
class Loader:
    """Reads the bytes of a file that is put aside."""

    address: str

    def __call__(self, file: Aside) -> bytes:
        """Return the bytes of a file."""
        at = At(file.begin, file.end, file.digest)
        [body] = Shards(self.address).get_parts(file.name, [at])
        return body

    def aside(self, name: str, placed: Placed) -> Aside:
        """Return the file at some place in an object."""
        path, at = placed
        return Aside(path, name, at.begin, at.end, at.digest, self)


def render_elsewhere(
    jobs: Sequence[Job], bodies: BodiesElsewhere, context: Context, engine: Engine
) -> Iterator[tuple[Job, Rendered | Made]]:
    """Yield each job with its files, which tasks have made.

    Raises CannotRenderError where entries keep a feed from being made, when all is tried.
    """
    new = [job for job in jobs if not job.made]
    results = engine.map("render", _tasks(new, bodies), AllRendered)
    files = context.progress("Rendering", _files(results, engine.shards.address), len(new))
    yield from with_files(jobs, files)


def _tasks(
    jobs: Sequence[Job], bodies: BodiesElsewhere
) -> Iterator[tuple[tuple[str, ...], tuple[ToRender, ...]]]:
    some: list[ToRender] = []
    objects, number = Objects(), 0
    for job in jobs:
        some.append(ToRender(job.plan, objects.number(bodies.at(job.paths))))
        number += len(job.paths)
        if number >= _ENTRIES:
            yield objects.names, tuple(some)
            some, objects, number = [], Objects(), 0
    if some:
        yield objects.names, tuple(some)


def _files(results: Iterator[AllRendered], address: str) -> Iterator[Rendered]:
    load = Loader(address)
    for result in results:
        if result.refused:
            raise CannotRenderError(result.refused)
        for files in result.feeds:
            yield _rendered(result.name, files, load)


def _rendered(name: str, files: Files, load: Loader) -> Rendered:
    return Rendered(
        files.feeds,
        files.entries,
        tuple(load.aside(name, placed) for placed in files.outputs),
        files.assets,
        files.problems,
        load.aside(name, files.page) if files.page else None,
        0,
        files.headlines,
    )


class PagesElsewhere(Pages):
    """The pages of entries, which tasks write."""

    def __init__(
        self,
        context: Context,
        look: Look,
        members: Members,
        engine: Engine,
        *,
        world_changed: bool,
    ) -> None:
        super().__init__(context, look, members, world_changed=world_changed)
        self._engine = engine

    def _make(
        self,
        wanted: Sequence[Wanted],
        survey: Survey,
        plans: Sequence[Plan],
        bodies: Bodies,
    ) -> Iterator[File]:
        if not isinstance(bodies, BodiesElsewhere):
            yield from super()._make(wanted, survey, plans, bodies)
            return
        tasks = (self._to_page(some, survey, plans, bodies) for some in chunks(wanted, _PAGES))
        load = Loader(self._engine.shards.address)
        for result in self._engine.map("pages", tasks, Paged):
            if result.refused:
                raise CannotRenderError(result.refused)
            yield from (load.aside(result.name, placed) for placed in result.pages)

    def _to_page(
        self,
        some: Sequence[Wanted],
        survey: Survey,
        plans: Sequence[Plan],
        bodies: BodiesElsewhere,
    ) -> ToPage:
        link_of = self._context.site.link_of
        named = sorted({path for one in some for path in one.around if path})
        near = {entry.path: Headline.of(entry, link_of(entry)) for entry in survey.load(named)}
        objects = Objects()
        entries = objects.number(bodies.at([one.path for one in some]))
        feeds: dict[int, int] = {}
        carriers = tuple(
            tuple(feeds.setdefault(number, len(feeds)) for number in one.carriers) for one in some
        )
        around = tuple(
            (near[older] if older else None, near[newer] if newer else None)
            for older, newer in (one.around for one in some)
        )
        of = tuple(plans[number].feed for number in feeds)
        return ToPage(objects.names, entries, of, carriers, around)
