"""Functions in other processes: many at once, or one with a time limit."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

from feedpub.errors import WorkerError

Parameters = ParamSpec("Parameters")
Item = TypeVar("Item")
Result = TypeVar("Result")

Executor: TypeAlias = futures.Executor
"""Where work can be done: that of the standard library, or any other of the kind."""

Progress: TypeAlias = Callable[[str, Iterable[Any], int], Iterable[Any]]
"""Takes what is being done, an iterable and its length; yields the same, and may show it."""


def silent(_what: str, items: Iterable[Any], _length: int) -> Iterable[Any]:
    """Show nothing."""
    return items


# Of so few documents the work takes less time than a pool of processes takes to start.
_WORTH_A_POOL: Final = 150

_LARGEST_CHUNK: Final = 100
# Chunks that each process has before it, so that none waits for work; no more, for they are large.
_AHEAD: Final = 3


class Workers:
    """Where the work on long lists is done: in this process, or in those of an executor.

    `start` makes the executor when it is first needed, None for this process alone. A list is
    given to it where its work is that of `least` documents.
    """

    def __init__(self, processes: int, least: int, start: Callable[[], Executor] | None) -> None:
        self._processes = processes
        self._least = least
        self._start = start
        self._executor: Executor | None = None

    def map(
        self,
        function: Callable[[Item], Result],
        items: Iterable[Item],
        length: int,
        documents: int = 1,
    ) -> Iterator[Result]:
        """Yield `function` of each of the `items`, in their order.

        There are `length` of them, and the work on one is that on so many `documents`. Items are
        taken as they are needed; function, items and results have to be picklable.
        """
        if self._start is None or length < max(2, self._least // documents):
            yield from map(function, items)
            return
        self._executor = self._executor or self._start()
        most = max(1, _LARGEST_CHUNK // documents)
        size = max(1, min(most, length // (self._processes * 4)))
        left = iter(items)
        waiting: deque[Future[list[Result]]] = deque()
        while chunk := list(islice(left, size)):
            waiting.append(self._executor.submit(_each, function, chunk))
            if len(waiting) >= self._processes * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


@contextmanager
def working(jobs: int | None, executor: Executor | None = None) -> Iterator[Workers]:
    """Give Workers with `jobs` processes; without `jobs`, one for each processor.

    They start with the first list that is worth it. With an `executor`, all work is done by
    that one, which is left running.
    """
    processes = jobs or _processors()
    if executor:
        yield Workers(processes, 0, lambda: executor)
        return
    if processes == 1:
        yield Workers(1, 0, None)
        return
    try:
        with ExitStack() as stack:
            pool = ProcessPoolExecutor(max_workers=processes)
            least = 0 if jobs else _WORTH_A_POOL
            yield Workers(processes, least, lambda: stack.enter_context(pool))
    except BrokenExecutor:
        raise WorkerError(
            "a process that reads documents was ended by the system, for want of memory perhaps;"
            " try again with --jobs 1"
        ) from None


def _each(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    return [function(item) for item in items]


def within(
    seconds: float,
    function: Callable[Parameters, Result],
    *arguments: Parameters.args,
    **keywords: Parameters.kwargs,
) -> Result:
    """Call `function` in a process of its own and return its result.

    Raises what it raises, and TimeoutError where it takes longer than `seconds` or its
    process dies; then the process is ended, whatever it is doing.
    """
    pool = ProcessPoolExecutor(max_workers=1)
    future = pool.submit(function, *arguments, **keywords)
    children = list((pool._processes or {}).values())
    try:
        return future.result(timeout=seconds)
    except BrokenExecutor as error:
        raise TimeoutError from error
    finally:
        for child in children:
            child.kill()
        pool.shutdown(wait=True, cancel_futures=True)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
