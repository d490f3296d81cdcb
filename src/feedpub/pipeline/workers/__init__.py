"""Work on documents in other processes, which have limits of time and memory and can be ended.

start_workers   how many processes       → Workers
Workers.map     a function, a long list  → a result for each item, in order
  _crew         chunks                   → answers           processes, deadlines, replacements
  _process      a pipe                                       how one process starts and works
  _attempt      a function, an item      → an answer         a result, or why there is none
Apart           a function               → the same          in one process, again and again

Where a process takes long to start, a few short documents are done in this one.
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
    "Trouble",
    "Workers",
    "run_within",
    "start_workers",
]

Item = TypeVar("Item")
Result = TypeVar("Result")

Executor: TypeAlias = futures.Executor
"""An executor of the standard library, or any other with the same interface."""

TIME_LIMIT: Final = 60.0
"""The seconds that the work on one document may take."""

# On so few documents the work takes less time than more processes take to start.
_WORTH_A_POOL: Final = 150

_LARGEST_CHUNK: Final = 100
# Chunks in the queue for each process of an executor, so that none waits for work; no more, for
# they are large.
_AHEAD: Final = 3

# Where another process would take long to start: the bytes of a document that is still done in
# this one, and the seconds for all of them together.
_SHORT: Final = 16_000
_SECONDS_HERE: Final = 0.5


def _no_size(_item: object) -> int:
    return 0


class Workers:
    """Work on lists in processes of our own, or in the processes of an executor.

    An item that takes longer than `time_limit`, or too much memory, is given up; the others are
    done.
    """

    def __init__(
        self,
        processes: int,
        least: int,
        time_limit: float = TIME_LIMIT,
        executor: Executor | None = None,
        *,
        always_new: bool = False,
    ) -> None:
        """With `always_new`, nothing is done in this process, nor in a copy of it."""
        self._processes = processes
        self._least = least
        self._limits = Limits(time_limit)
        self._executor = executor
        self._crew = Crew(processes, always_new=always_new)
        self._always_new = always_new
        self._seconds_here = 0.0

    def end(self) -> None:
        """End all processes of our own, whatever they are doing."""
        self._crew.end()

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        length: int,
        *,
        instead: Callable[[Item, Trouble], Result],
        size: Callable[[Item], int] = _no_size,
        times: Callable[[Item], int] | None = None,
        documents: int = 1,
        largest: int = _LARGEST_CHUNK,
    ) -> Iterator[Result]:
        """Yield `function` of each of the `items`, in their order.

        `instead` gives the result for an item that could not be finished. `size` gives the bytes
        of an item. There are `length` items, each as much work as so many `documents`; with
        `times`, an item may take so many times the time of a document, and any memory. Items are
        taken as they are needed, at most `largest` for one process. Function, items and results
        have to be picklable.
        """
        taken: deque[Item] = deque()

        def note_items() -> Iterator[Item]:
            for item in items:
                taken.append(item)
                yield item

        processes = 1 if length * documents < self._least else self._processes
        most = largest if processes == 1 else max(1, min(largest, length // (processes * 4)))
        chunks = _chunks(note_items(), most, self._limits, size, times)
        if self._executor:
            answers = _submit(self._executor, self._processes, function, chunks)
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
            # Nothing can be ended here; that each step of the work is linear has to suffice.
            for chunk in chunks:
                yield from (attempt(function, item, chunk.limits)[0] for item in chunk.items)
        else:
            if not (self._always_new or self._crew.is_at_work or _process.can_copy()):
                chunks = yield from self._here(function, chunks)
            yield from self._crew.map(function, chunks, processes)

    def _here(
        self, function: Callable[[Any], Any], chunks: Iterator[Chunk]
    ) -> Generator[Answer, None, Iterator[Chunk]]:
        """Work in this process as long as the items are short; return the chunks that are left."""
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
def start_workers(
    jobs: int | None = None, executor: Executor | None = None, time_limit: float = TIME_LIMIT
) -> Iterator[Workers]:
    """Give Workers with `jobs` processes; without `jobs`, one for each processor.

    Processes start with the first list that needs them, and end with the block. An `executor`
    shares out the work in their place, and is left running.
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


def run_within(seconds: float, function: Callable[[Item], Result], item: Item) -> Result:
    """Call `function` with `item` in another process, for at most so many seconds.

    Raises TimeoutError where time or memory do not suffice.
    """

    def give_up(_item: Item, trouble: Trouble) -> Result:
        raise TimeoutError(trouble.cause.value)

    with start_workers(1, time_limit=seconds) as workers:
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


def _submit(
    executor: Executor, processes: int, function: Callable[[Any], Any], chunks: Iterator[Chunk]
) -> Iterator[Answer]:
    """Have an executor work on the `chunks`; yield the answer for each item, in their order."""
    waiting: deque[Future[list[Answer]]] = deque()
    for chunk in chunks:
        waiting.append(executor.submit(_each, function, chunk))
        if len(waiting) >= processes * _AHEAD:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _each(function: Callable[[Any], Any], chunk: Chunk) -> list[Answer]:
    """Work on a chunk in a process of an executor, which starts one of ours that can be ended."""
    workers = Workers(1, 0)
    try:
        return list(workers._answers(function, iter([chunk]), 1))
    finally:
        workers.end()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
