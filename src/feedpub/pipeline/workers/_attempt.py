"""Call a function on one item, and say in which way it failed where it did."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any, Final

from feedpub.errors import FeedpubError

_PACKAGE: Final = Path(__file__).parents[1]


class Cause(Enum):
    """Why the work on one item could not be finished."""

    TIME = "time"
    MEMORY = "memory"
    OUTPUT = "output"
    DEATH = "death"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the work on one item could not be finished.

    `detail` says more, for people: the limit that was passed, or where in feedpub the fault is.
    """

    cause: Cause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the work on one item may take at the most; 0 is no limit.

    `memory` is in bytes beyond those that the process has already; `output` is in bytes of the
    pickled result.
    """

    seconds: float = 60
    memory: int = 2 * 1024**3
    output: int = 256 * 1024**2


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one item: a result, a trouble, or an error that ends the whole command."""

    result: Any = None
    trouble: Trouble | None = None
    error: FeedpubError | None = None


def attempt(function: Callable[[Any], Any], item: object, limits: Limits) -> tuple[Answer, bytes]:
    """Call `function` with `item`; return the answer, and the same answer pickled."""
    try:
        answer = Answer(function(item))
        pickled = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        if not limits.output or len(pickled) <= limits.output:
            return answer, pickled
        answer = Answer(trouble=Trouble(Cause.OUTPUT, _megabytes(limits.output)))
    except FeedpubError as error:
        answer = Answer(error=error)
    except (MemoryError, RecursionError):
        answer = Answer(trouble=Trouble(Cause.MEMORY))
    except Exception as error:  # noqa: BLE001 - no document may end the work on the others
        answer = Answer(trouble=Trouble(Cause.FAULT, _place(error)))
    return answer, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _place(error: Exception) -> str:
    """Return the kind of an error, and the last line of feedpub that it came through."""
    place = _last_of_ours(error.__traceback__)
    return f"{type(error).__name__} in {place}" if place else type(error).__name__


def _last_of_ours(trace: TracebackType | None) -> str:
    place = ""
    for frame, line in walk_tb(trace):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE) and file != Path(__file__):
            place = f"{file.relative_to(_PACKAGE).as_posix()}:{line}"
    return place


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:g} MB"
