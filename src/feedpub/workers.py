"""Functions in other processes: many at once, one with a time limit, or one again and again."""

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeAlias, TypeVar

from feedpub.errors import WorkerError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

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
        largest: int = _LARGEST_CHUNK,
    ) -> Iterator[Result]:
        """Yield `function` of each of the `items`, in their order.

        There are `length` of them, and the work on one is that on so many `documents`. Items are
        taken as they are needed, at most `largest` for one process; function, items and results
        have to be picklable.
        """
        if self._start is None or length < max(2, self._least // documents):
            yield from map(function, items)
            return
        self._executor = self._executor or self._start()
        size = max(1, min(largest, length // (self._processes * 4)))
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


class Apart:
    """A function in a process of its own, where it is called again and again.

    What it keeps from one call to the next it keeps there. It can be ended at any time, with
    all the processes that it has started, and does not get the signals of a terminal.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        """Take a function that can be pickled, as can what it takes, returns and raises."""
        self._function = function
        self._process: BaseProcess | None = None

    def __call__(self, *arguments: object) -> Any:
        """Call the function and return its result; raise what it raises.

        Raises WorkerError where its process was ended; the next call starts another one.
        """
        if self._process is None:
            # A copy of this process would have locks that threads of this one hold.
            context = multiprocessing.get_context("spawn")
            self._pipe, far = context.Pipe()
            self._process = context.Process(target=_answer, args=(self._function, far))
            self._process.start()
            far.close()
        try:
            self._pipe.send(arguments)
            result, error = self._pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise WorkerError(
                "the process that builds was ended by the system, for want of memory perhaps"
            ) from None
        if error:
            raise error
        return result

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process:
            if hasattr(os, "killpg") and self._process.pid:
                with suppress(OSError):  # it has ended, or only just begun
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None


def _answer(function: Callable[..., Any], pipe: "Connection[Any, Any]") -> None:
    if hasattr(os, "setsid"):
        os.setsid()
    # This process has no threads, so it can have copies, which leave nothing when they are ended.
    multiprocessing.set_start_method("fork" if sys.platform == "linux" else None, force=True)
    with suppress(EOFError):  # the other side has ended
        while True:
            arguments = pipe.recv()
            answer: tuple[Any, Exception | None]
            try:
                answer = function(*arguments), None
            except Exception as error:  # noqa: BLE001 - it is raised on the other side
                answer = None, error
            pipe.send(answer)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
