"""The time that a function takes for a text, and for one of four times the length."""

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, TypeAlias

Shape: TypeAlias = Callable[[int], str]
"""Takes a number of characters; returns a text of about that length."""

# Linear time is four times as long, n·log(n) little more, quadratic time sixteen times.
_MOST: Final = 8.0
# In seconds of this process. What takes less is told by nothing but noise.
_FLOOR: Final = 0.03
_ATTEMPTS: Final = 4
_AT_MOST: Final = 10.0


def of(unit: str, before: str = "", after: str = "", closed: str = "") -> Shape:
    """Return the shape of `before`, then `unit` again and again, then as many `closed`, `after`.

    A ``{}`` in `unit` is another number each time.
    """

    def shape(length: int) -> str:
        times = max(1, length // (len(unit) + len(closed)))
        many = "".join(unit.replace("{}", str(number)) for number in range(times))
        return f"{before}{many if '{}' in unit else unit * times}{closed * times}{after}"

    return shape


def check_growth(function: Callable[[str], object], shape: Shape, length: int = 16_000) -> None:
    """Fail where `function` takes more than linear time for `shape`, up to four times `length`."""
    sizes = [shape(length), shape(2 * length), shape(4 * length)]
    ratio = 0.0
    best = [_AT_MOST] * 3
    for _ in range(_ATTEMPTS):
        # The largest first: nearly always, it takes so little that nothing else has to be known.
        for place in (2, 1, 0):
            best[place] = min(best[place], seconds(function, sizes[place]))
            if best[2] < _FLOOR:
                return
        ratio = best[2] / max(best[0], _FLOOR / 2)
        if ratio < _MOST:
            return
    times = ", ".join(f"{taken:.3f} s" for taken in best)
    raise AssertionError(f"n, 2n, 4n take {times}: {ratio:.1f} times as long for 4n")


def seconds(function: Callable[[str], object], text: str) -> float:
    """Return the processor's time for `function` of `text`, without that of Python's collector."""
    with _ended():
        gc.disable()  # it looks at all that other tests have left, whenever it likes
        try:
            start = time.process_time()
            function(text)
            return time.process_time() - start
        finally:
            gc.enable()


@contextmanager
def _ended() -> Iterator[None]:
    """End what takes far too long, so that one shape can't hold up all others."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"takes more than {_AT_MOST:g} s")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, _AT_MOST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
