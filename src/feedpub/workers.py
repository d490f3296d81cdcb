"""Functions in other processes: many at once, or one with a time limit."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

from feedpub.errors import WorkerError

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

Map: TypeAlias = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""The builtin `map`, or one that works in other processes; results in the order of the input."""

Progress: TypeAlias = Callable[[str, Iterable[Any], int], Iterable[Any]]
"""Takes what is being done, an iterable and its length; yields the same, and may show it."""


def silent(_what: str, items: Iterable[Any], _length: int) -> Iterable[Any]:
    """Show nothing."""
    return items


# Of so few things the work takes less time than a pool of processes takes to start.
_WORTH_A_POOL: Final = 150


@contextmanager
def mapping(jobs: int | None) -> Iterator[Map]:
    """Give a `map` that works in `jobs` processes, and in this one where that is quicker.

    Without `jobs` there is one process for each processor. They start with the first list
    that is long enough to be worth it.
    """
    processes = jobs or _processors()
    if processes == 1:
        yield map
        return
    try:
        with ProcessPoolExecutor(max_workers=processes) as pool:
            yield partial(_map, pool, processes, 0 if jobs else _WORTH_A_POOL)
    except BrokenExecutor:
        raise WorkerError(
            "a process that reads documents was ended by the system, for want of memory perhaps;"
            " try again with --jobs 1"
        ) from None


def _map(
    pool: ProcessPoolExecutor,
    processes: int,
    least: int,
    function: Callable[[Any], Any],
    items: Iterable[Any],
) -> Iterable[Any]:
    listed = list(items)
    if len(listed) < least:
        return map(function, listed)
    chunk = max(1, min(100, len(listed) // (processes * 4)))
    return pool.map(function, listed, chunksize=chunk)


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
