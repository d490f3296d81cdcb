"""Build a project by tasks of an executor: in a bucket, or in a folder that all workers see."""

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from feedpub import config
from feedpub.config import DateFrom, Site
from feedpub.errors import ConfigError, FeedpubError, OutputError
from feedpub.model import BuildResult, Places, Progress
from feedpub.pipeline import build as pipeline
from feedpub.pipeline._around import look_around
from feedpub.pipeline._options import Ask, Options
from feedpub.pipeline.cluster.engine import Engine
from feedpub.pipeline.cluster.files import StoredFiles, list_files
from feedpub.pipeline.cluster.job import Job, end_workers
from feedpub.pipeline.cluster.lock import hold_lock
from feedpub.pipeline.cluster.means import AsTasks
from feedpub.pipeline.cluster.output import Bucket
from feedpub.pipeline.cluster.shards import WORK, Shards
from feedpub.pipeline.memory import unchanged
from feedpub.pipeline.memory.cache import CACHE_PATH
from feedpub.pipeline.memory.digests import digest_of_value
from feedpub.source import author_files
from feedpub.source.places import places_of
from feedpub.source.tree import Listing, is_in_one
from feedpub.stores import (
    ABSENT,
    ChangedError,
    MissingError,
    Store,
    TooLargeError,
    objection_to_key,
    open_store,
)

# In bytes, of a file in feeds/, and of what is remembered.
_LARGEST_INPUT: Final = 512 * 1024 * 1024
_LARGEST_MEMORY: Final = 2**36
_FEEDS: Final = "feeds"

Asker = Callable[[Site], Ask | None]
Chooser = Callable[[str], Options]


def build_in_folder(
    project: Path,
    site: Site,
    site_url: str | None,
    options: Options,
    now: datetime,
    progress: Progress,
    ask: Ask | None,
    state: unchanged.State,
    executor: Executor,
) -> BuildResult:
    """Build a project in a folder by tasks of `executor`, whose workers all see the folder."""
    folder = project.absolute()
    shards = Shards(str(folder))
    around, places = look_around(site, state.places)
    job = replace(
        _job(str(folder), "", _read_configuration(folder), site, site_url, options, now),
        people=around.people,
        history=places.history,
        names=digest_of_value(sorted(state.stamps.items())),
    )
    with _engine(executor, shards, job) as engine:
        means = AsTasks(engine)
        result = pipeline.build(folder, site, options, now, progress, ask, state, means)
        if not options.dry_run:
            shards.delete_others(means.objects)
    return result


def build_in_bucket(
    address: str,
    site_url: str | None,
    chooser: Chooser,
    now: datetime,
    progress: Progress,
    asker: Asker,
    executor: Executor | None,
    *,
    check: bool,
) -> BuildResult:
    """Build a project in a bucket; without an `executor`, by processes of this machine.

    `chooser` gives the options for the folder of the output.
    """
    store = open_store(address)
    with hold_lock(store) as lock, tempfile.TemporaryDirectory(prefix="feedpub-") as folder:
        project = Project(store, Path(folder))
        project.fetch()
        site = config.load(project.folder, site_url)
        site = replace(site, check=True) if check else site
        if DateFrom.GIT in site.date_from:
            raise ConfigError.at(
                config.CONFIG_PATH,
                None,
                "date_from: git knows nothing of documents in a bucket; name other ways",
            )
        options = chooser(site.output)
        places = places_of(project.folder)
        shards = Shards(address)
        before = {item.key.rpartition("/")[2] for page in store.pages(WORK) for item in page}
        listing, names = list_files(store, places)
        project.fetch_around(places, listing)
        if not (listing.stamps or listing.others) and not project.configuration:
            raise ConfigError(
                f"{address}: holds neither documents in {places.folders[0]}/ nor a configuration in"
                " feeds/; put them there, or give the address of the project"
            )
        places = replace(places, stored=StoredFiles(address, names))
        around, _ = look_around(site, places)
        state = unchanged.state_of(places, listing, {}, (), options.division)
        bucket = Bucket(store, site.output)
        bucket.look()
        job = _job("", names, project.configuration, site, site_url, options, now)
        job = replace(job, people=around.people, names=names)
        with _executor(executor, options.jobs) as at_work, _engine(at_work, shards, job) as engine:
            means = AsTasks(engine, bucket, lock, project.store_records)
            try:
                result = pipeline.build(
                    *(project.folder, site, options, now, progress, asker(site), state, means)
                )
            except BaseException:
                # What was read is kept for the next build; what has failed is told, and no more.
                with suppress(FeedpubError):
                    project.store_memory()
                raise
            project.store_memory()
            shards.delete_others(before if options.dry_run else means.objects)
        return result


class Project:
    """The files of feedpub's own that a build in a bucket wants in a folder of this machine."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.folder = folder
        self._store = store
        self._tags: dict[str, str] = {}
        self._before: dict[str, bytes] = {}

    @property
    def configuration(self) -> dict[str, bytes]:
        """The files of ``feeds/``, by their paths there."""
        begin = f"{_FEEDS}/"
        return {
            key.removeprefix(begin): body
            for key, body in self._before.items()
            if key.startswith(begin)
        }

    def fetch(self) -> None:
        """Fetch the configuration, and what the last build remembered."""
        keys = [item.key for page in self._store.pages(_FEEDS) for item in page]
        for key in keys:
            if not objection_to_key(key):
                self._fetch(key, _LARGEST_INPUT)
        self._fetch(CACHE_PATH, _LARGEST_MEMORY)
        if CACHE_PATH in self._before:
            self._before[CACHE_PATH] = b""  # it may be large

    def fetch_around(self, places: Places, listing: Listing) -> None:
        """Fetch the files in which tools keep authors."""
        for place in author_files.candidates(places):
            if not is_in_one(place, places.folders) or places.path_of(place) in listing.others:
                self._fetch(place, _LARGEST_INPUT)

    def store_records(self) -> None:
        """Store the files of ids and of enclosures, where the build has changed them."""
        for file in sorted((self.folder / _FEEDS).glob("*.jsonl")):
            key = f"{_FEEDS}/{file.name}"
            body = file.read_bytes()
            if body != self._before.get(key):
                self._put(key, body)

    def store_memory(self) -> None:
        """Store what the build remembers."""
        file = self.folder / CACHE_PATH
        if file.is_file():
            self._put(CACHE_PATH, file.read_bytes())

    def _fetch(self, key: str, most: int) -> None:
        try:
            body, self._tags[key] = self._store.get(key, most)
        except MissingError:
            return
        except TooLargeError as error:
            raise ConfigError.at(
                key, None, f"has {error.args[0]} bytes, the most is {most}; make it smaller"
            ) from None
        self._before[key] = body
        file = self.folder / key
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)

    def _put(self, key: str, body: bytes) -> None:
        try:
            self._tags[key] = self._store.put(key, body, condition=self._tags.get(key, ABSENT))
        except ChangedError:
            raise OutputError(
                f"{self._store.address.rstrip('/')}/{key}: was changed while this build was at"
                " work, and is left as it is now; build again"
            ) from None


def _read_configuration(project: Path) -> dict[str, bytes]:
    folder = project / _FEEDS
    found = [*folder.glob("*"), *(folder / "templates").rglob("*")]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()
    }


def _job(
    project: str,
    names: str,
    configuration: dict[str, bytes],
    site: Site,
    site_url: str | None,
    options: Options,
    now: datetime,
) -> Job:
    read = {name: body for name, body in configuration.items() if not name.endswith(".jsonl")}
    return Job(
        *(project, names, read, site_url, site.check, options.future, now, options.time_limit),
        options.division.buckets,
    )


@contextmanager
def _engine(executor: Executor, shards: Shards, job: Job) -> Iterator[Engine]:
    engine = Engine(executor, shards, shards.put_value(job))
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def _executor(given: Executor | None, jobs: int | None) -> Iterator[Executor]:
    """Give an executor: without one, threads, each of which has a process for its documents."""
    if given:
        yield given
        return
    number = jobs or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else "1")
    threads = ThreadPoolExecutor(number)
    try:
        yield threads
    finally:
        threads.shutdown(cancel_futures=True)
        end_workers()
