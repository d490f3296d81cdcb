"""Work on documents, done where it can be ended: in other processes, with time and memory bounded.

working       how many processes       → Workers
Workers.map   a function, a long list  → a result for each item, in order
  _crew       chunks                   → answers           processes, deadlines, replacements
  _process    a pipe                                       what such a process is, and does
  _attempt    a function, an item      → an answer         a result, or why there is none
Apart         a function               → the same          in one process, again and again

Where a process takes long to start, short documents are done in this one, as far as that is cheap.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent import futures
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, Final, TypeAlias, TypeVar

from feedpub.errors import WorkerError
from feedpub.pipeline.workers import _process
from feedpub.pipeline.workers._apart import Apart
from feedpub.pipeline.workers._attempt import Answer, Cause, Limits, Trouble, attempt
from feedpub.pipeline.workers._crew import Chunk, Crew

__all__ = [
    "TIME_LIMIT",
    "Apart",
    "Cause",
    "Executor",
    "Progress",
    "Trouble",
    "Workers",
    "silent",
    "within",
    "working",
]

Item = TypeVar("Item")
Result = TypeVar("Result")

Executor: TypeAlias = futures.Executor
"""Where work can be done: that of the standard library, or any other of the kind."""

Progress: TypeAlias = Callable[[str, Iterable[Any], int], Iterable[Any]]
"""Takes what is being done, an iterable and its length; yields the same, and may show it."""

TIME_LIMIT: Final = 60.0
"""The seconds that the work on one document may take."""


def silent(_what: str, items: Iterable[Any], _length: int) -> Iterable[Any]:
    """Show nothing."""
    return items


# On so few documents the work takes less time than more processes take to start.
_WORTH_A_POOL: Final = 150

_LARGEST_CHUNK: Final = 100
# Chunks that each process of an executor has before it, so that none waits for work; no more, for
# they are large.
_AHEAD: Final = 3

# What is done in this process where another one would take long to start: bytes of one document,
# and seconds for all together.
_SHORT: Final = 16_000
_SECONDS_HERE: Final = 0.5


def _unknown(_item: object) -> int:
    return 0


class Workers:
    """Where the work on lists is done: in processes of our own, or in those of an executor.

    An item on which the work takes longer than `time_limit`, or too much memory, is given up,
    and the others are done.
    """

    def __init__(
        self,
        processes: int,
        least: int,
        time_limit: float = TIME_LIMIT,
        executor: Executor | None = None,
    ) -> None:
        self._processes = processes
        self._least = least
        self._limits = Limits(time_limit)
        self._executor = executor
        self._crew = Crew(processes)
        self._seconds_here = 0.0

    def end(self) -> None:
        """End all processes, whatever they are doing; not those of an executor."""
        self._crew.end()

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        length: int,
        *,
        instead: Callable[[Item, Trouble], Result],
        size: Callable[[Item], int] = _unknown,
        times: Callable[[Item], int] | None = None,
        documents: int = 1,
        largest: int = _LARGEST_CHUNK,
    ) -> Iterator[Result]:
        """Yield `function` of each of the `items`, in their order.

        `instead` gives the result for an item on which the work came to no end. `size` is that
        of an item in bytes. There are `length` of them, and the work on one is that on so many
        `documents`; with `times`, an item may take so many times the time of a document, and any
        memory. Items are taken as they are needed, at most `largest` for one process;
        function, items and results have to be picklable.
        """
        taken: deque[Item] = deque()

        def noted() -> Iterator[Item]:
            for item in items:
                taken.append(item)
                yield item

        processes = 1 if length * documents < self._least else self._processes
        most = largest if processes == 1 else max(1, min(largest, length // (processes * 4)))
        chunks = _chunks(noted(), most, self._limits, size, times)
        if self._executor:
            answers = _submitted(self._executor, self._processes, function, chunks)
        else:
            answers = self._answers(function, chunks, processes)
        for answer in answers:
            item = taken.popleft()
            if answer.error:
                raise answer.error
            yield instead(item, answer.trouble) if answer.trouble else answer.result

    def _answers(
        self, function: Callable[[Any], Any], chunks: Iterator[Chunk], processes: int
    ) -> Iterator[Answer]:
        if not _process.can_start():
            # Nothing can be ended here: that each step of the work is linear has to do.
            for chunk in chunks:
                yield from (attempt(function, item, chunk.limits)[0] for item in chunk.items)
        else:
            if not self._crew.is_at_work and not _process.can_copy():
                chunks = yield from self._here(function, chunks)
            yield from self._crew.map(function, chunks, processes)

    def _here(
        self, function: Callable[[Any], Any], chunks: Iterator[Chunk]
    ) -> Generator[Answer, None, Iterator[Chunk]]:
        """Work in this process as long as the items are short; return what is left to be done."""
        for chunk in chunks:
            for number, (item, size) in enumerate(zip(chunk.items, chunk.sizes, strict=True)):
                if size > _SHORT or self._seconds_here > _SECONDS_HERE:
                    return chain([chunk.after(number)], chunks)
                started = time.monotonic()
                answer, _ = attempt(function, item, chunk.limits)
                self._seconds_here += time.monotonic() - started
                yield answer
        return iter(())


@contextmanager
def working(
    jobs: int | None = None, executor: Executor | None = None, time_limit: float = TIME_LIMIT
) -> Iterator[Workers]:
    """Give Workers with `jobs` processes; without `jobs`, one for each processor.

    They start with the first list that needs them, and end with the block. With an `executor`,
    work is shared out by that one, which is left running.
    """
    processes = jobs or _processors()
    workers = Workers(processes, 0 if jobs else _WORTH_A_POOL, time_limit, executor)
    try:
        yield workers
    except BrokenExecutor:
        raise WorkerError(
            "a process that reads documents was ended by the system, for want of memory perhaps;"
            " try again with --jobs 1"
        ) from None
    finally:
        workers.end()


def within(seconds: float, function: Callable[[Item], Result], item: Item) -> Result:
    """Return what `function` gives for `item`, from a process that can be ended.

    Raises TimeoutError where it comes to no end, for want of time or of memory.
    """

    def give_up(_item: Item, trouble: Trouble) -> Result:
        raise TimeoutError(trouble.cause.value)

    with working(1, time_limit=seconds) as workers:
        [result] = workers.map(function, [item], 1, instead=give_up, size=lambda _: _SHORT + 1)
        return result


def _chunks(
    items: Iterator[Item],
    most: int,
    limits: Limits,
    size: Callable[[Item], int],
    times: Callable[[Item], int] | None,
) -> Iterator[Chunk]:
    while chunk := list(islice(items, most)):
        held = limits
        if times:
            held = Limits(limits.seconds * max(map(times, chunk)), memory=0, output=0)
        yield Chunk(chunk, [size(item) for item in chunk], held)


def _submitted(
    executor: Executor, processes: int, function: Callable[[Any], Any], chunks: Iterator[Chunk]
) -> Iterator[Answer]:
    """Yield what becomes of each item of the `chunks`, in their order, by way of an executor."""
    waiting: deque[Future[list[Answer]]] = deque()
    for chunk in chunks:
        waiting.append(executor.submit(_each, function, chunk))
        if len(waiting) >= processes * _AHEAD:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _each(function: Callable[[Any], Any], chunk: Chunk) -> list[Answer]:
    """Do the work on a chunk where an executor wants it: there too in a process of its own."""
    workers = Workers(1, 0)
    try:
        return list(workers._answers(function, iter([chunk]), 1))
    finally:
        workers.end()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
