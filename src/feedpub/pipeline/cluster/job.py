"""Describe a build so that any process can do a part of it."""

import atexit
import shutil
import tempfile
import weakref
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path

from feedpub import config
from feedpub.config import Site
from feedpub.feeds import Members
from feedpub.model import Fact, Person, Places, Problem, show_nothing
from feedpub.pipeline._context import Context
from feedpub.pipeline._look import Look
from feedpub.pipeline._options import Options
from feedpub.pipeline.cluster.files import StampsOfRange, StoredFiles
from feedpub.pipeline.cluster.shards import Shards
from feedpub.pipeline.memory.cache import Cache
from feedpub.pipeline.memory.unchanged import OTHERS, State
from feedpub.pipeline.output import FolderMarks
from feedpub.pipeline.ranges import Division, Range
from feedpub.pipeline.surveyed import Given
from feedpub.pipeline.workers import Workers
from feedpub.source.tree import Listing


@dataclass(frozen=True, slots=True)
class Job:
    """What all tasks of a build have to know.

    The project is the folder `project` that all machines see, or where that is empty, the bucket
    in which `listing` names its files. `configuration` holds the files of ``feeds/`` as they were
    at the beginning; `people`, `history` and `names` are what was found around the documents.
    """

    project: str
    listing: str
    configuration: Mapping[str, bytes]
    site_url: str | None
    check: bool
    future: bool
    now: datetime
    time_limit: float
    buckets: int
    people: tuple[tuple[str, str, Person], ...] = ()
    history: bytes = b""
    names: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a task is told of a range besides its documents.

    `ids`, `taken` and `dates` are as in Given, of its documents alone. `facts` is the name of an
    object with what servers said of enclosures, or empty.
    """

    paths: tuple[str, ...]
    stamps: tuple[str, ...]
    ids: Mapping[str, str] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    dates: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)
    facts: str = ""


class Work:
    """A build, as a process knows it that does a part of it."""

    def __init__(self, address: str, job: Job) -> None:
        self.shards = Shards(address)
        self._job = job
        self._address = address
        self._folder = Path(tempfile.mkdtemp(prefix="feedpub-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        for name, body in job.configuration.items():
            file = self._folder / "feeds" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)

    @cached_property
    def site(self) -> Site:
        """The configuration of the project."""
        site = config.load(self._folder, self._job.site_url)
        return replace(site, check=site.check or self._job.check, people=self._job.people)

    @cached_property
    def members(self) -> Members:
        """What tells which feeds an entry belongs to."""
        return Members(self.site)

    @cached_property
    def _look(self) -> Look | None:
        return Look.of(self._folder, self.site)

    @contextmanager
    def context(self, about: About | None = None) -> Iterator[Context]:
        """Give what the stages of a build want, for one range."""
        job = self._job
        places = self.site.places(Path(job.project) if job.project else self._folder)
        listing = Listing((), 0, ())
        with tempfile.TemporaryDirectory(prefix="feedpub-") as aside, _workers(job) as workers:
            places = replace(places, history=job.history, names_digest=job.names)
            if job.listing:
                places = replace(places, stored=StoredFiles(self._address, job.listing, aside))
            if about:
                stamps = map(bytes.fromhex, about.stamps)
                found = StampsOfRange(about.paths, stamps, places)
                listing = Listing(about.paths, 0, (), found)
            cache = Cache(None, "")
            refused: dict[str, Problem] = {}
            options = Options(
                future=job.future,
                time_limit=job.time_limit,
                division=Division(buckets=job.buckets),
            )
            try:
                yield Context(
                    *(self._folder, self.site, options, job.now, show_nothing),
                    *(_state(places, listing, options, job.now), cache, workers),
                    *(self._look, refused),
                    FolderMarks(self._folder),
                )
            finally:
                cache.close()

    def given(self, about: About) -> Given:
        """Return what is given of a range."""
        facts: Mapping[str, Fact] = {}
        if about.facts:
            facts = self.shards.get_value(about.facts, dict[str, Fact])
        return Given(about.ids, frozenset(about.taken), about.dates, facts)


def _state(places: Places, listing: Listing, options: Options, now: datetime) -> State:
    """Return the state of a project that has one range, however many documents that holds."""
    whole = Range("", None, listing.paths)
    digests = {whole.key: listing.stamps.digest(listing.paths), OTHERS: ""}
    state = State(places, listing, {}, (), options.division, (whole,), digests)
    return state.settle(now)


@lru_cache(maxsize=2)
def work_on(address: str, name: str) -> Work:
    """Return the build that the object `name` describes."""
    return Work(address, Shards(address).get_value(name, Job))


_idle: deque[tuple[float, Workers]] = deque()


@contextmanager
def _workers(job: Job) -> Iterator[Workers]:
    """Give what works on documents in a process of its own, which later tasks use again."""
    try:
        limit, workers = _idle.pop()
    except IndexError:
        limit, workers = job.time_limit, Workers(1, 0, job.time_limit, always_new=True)
    if limit != job.time_limit:
        workers.end()
        workers = Workers(1, 0, job.time_limit, always_new=True)
    try:
        yield workers
    except BaseException:
        workers.end()
        raise
    _idle.append((job.time_limit, workers))


def end_workers() -> None:
    """End the processes that wait for more work."""
    while _idle:
        _idle.pop()[1].end()


atexit.register(end_workers)
