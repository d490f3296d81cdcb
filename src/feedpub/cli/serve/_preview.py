"""Share the files of the last whole build, and its problems, between threads.

One thread builds, others answer requests.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from feedpub import messages
from feedpub.cli.serve._files import File, Files, look, place
from feedpub.errors import FeedpubError, OutputError
from feedpub.model import BuildResult, Problem
from feedpub.pipeline.output import one_at_a_time
from feedpub.source.places import places_of

Rebuild: TypeAlias = Callable[[Sequence[str]], BuildResult]
"""Takes the paths that changed, builds, and returns the result; may raise anything."""

_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Status:
    """What open pages get to know: the `digest` of ``out/``, and the problems.

    `failure` says why the last build failed, and is empty where it did not.
    """

    digest: str = ""
    failure: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An open file, its name, and the digest of ``out/`` as the file was found."""

    name: str
    file: File
    stream: BinaryIO
    digest: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The name of a folder with its slash, which was asked for without it."""

    name: str


class Preview:
    """The preview of a project.

    Files are served as they were when no build was at work. A request for a file that has changed
    since waits for the build that changes it, in this process or another one, and then gets the new
    file. Files that a failed build has changed are not served at all.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        self._files = Files()
        self._failure = ""
        self._problems: tuple[Problem, ...] = ()
        self._looking = threading.Lock()
        self._telling = threading.Lock()
        self._told = Status()
        self._listeners: set[tuple[asyncio.AbstractEventLoop, asyncio.Queue[Status | None]]] = set()

    @property
    def status(self) -> Status:
        """The digest of ``out/`` and the problems as they are now."""
        return Status(self._files.digest, self._failure, self._problems)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files, sorted."""
        return tuple(sorted(self._files.named))

    def renew(self, rebuild: Rebuild, changed: Sequence[str] = ()) -> None:
        """Build, and show the result; errors are shown, not raised."""
        failure = ""
        problems: tuple[Problem, ...] = ()
        try:
            problems = rebuild(changed).problems
        except FeedpubError as error:
            failure = str(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the preview goes on
            failure = f"feedpub failed, which it should not: {type(error).__name__}: {error}"
        self._failure, self._problems = messages.defuse_lines(failure), problems
        if not failure or not self._files.digest:
            try:
                self._look()
            except FeedpubError as error:
                self._failure = messages.defuse_lines(str(error))
        self._tell()

    def find(self, asked: str) -> Found | Moved | None:
        """Return the file for a name, or where it is for a folder that is asked without its slash.

        None where there is no file. Raises OutputError where a build takes too long or has failed.
        """
        files = self._files
        for _ in range(_TRIES):
            name = place(asked, files.named)
            if name and name.endswith("/"):
                return Moved(name)
            if name and (stream := files.named[name].open()):
                return Found(name, files.named[name], stream, files.digest)
            if self._failure:
                raise OutputError(self._failure)
            files = self._look(files)
            if name is None and place(asked, files.named) is None:
                return None
        raise OutputError(f"{self.output}/{asked}: changes all the time; try again")

    @property
    def output(self) -> str:
        """The path in the project of the folder that is shown."""
        return places_of(self._project).output

    async def statuses(self) -> AsyncIterator[Status]:
        """Yield the status, now and each time that it changes, until the end of the preview."""
        queue: asyncio.Queue[Status | None] = asyncio.Queue()
        listener = (asyncio.get_running_loop(), queue)
        with self._telling:
            self._listeners.add(listener)
            queue.put_nowait(self.status)
        try:
            while status := await queue.get():
                yield status
        finally:
            with self._telling:
                self._listeners.discard(listener)

    def end(self) -> None:
        """End all iterations of `statuses`."""
        with self._telling:
            self._send(None)

    def _look(self, known: Files | None = None) -> Files:
        """Walk through ``out/`` when no build is at work, and return its files.

        Where another thread has found other files than `known` meanwhile, those are returned: one
        walk serves all who wait.
        """
        with self._looking:
            if known is None or self._files is known:
                self._files = self._walk()
        self._tell()
        return self._files

    def _walk(self) -> Files:
        folder = places_of(self._project).out
        if not folder.is_dir():
            return look(folder)
        with one_at_a_time(self._project):
            return look(folder)

    def _tell(self) -> None:
        with self._telling:
            if self.status != self._told:
                self._told = self.status
                self._send(self._told)

    def _send(self, status: Status | None) -> None:
        for loop, queue in self._listeners:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(queue.put_nowait, status)
