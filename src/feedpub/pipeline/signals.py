"""The end of a command from outside: Ctrl-C, ``kill``, a terminal that is closed.

Each of them ends a command in order: what it began is undone, and its exit status is that which
shells expect, 128 and the number of the signal.
"""

import _thread
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_NUMBERS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

_MOMENT: Final = 0.05  # in seconds


class Ended(SystemExit):
    """The command was told to end; its code is the exit status."""


class _Told:
    """What this process was told, and whether it may be disturbed just now."""

    number: int = 0
    waits: int = 0

    def forget(self) -> None:
        """Be told nothing, and disturbed at any time."""
        self.number = self.waits = 0


_told: Final = _Told()


@contextmanager
def obeyed() -> Iterator[None]:
    """Raise Ended in the block when the process is told to end; only once, so it can clean up.

    What is ignored already, as with ``nohup``, stays ignored. Without effect in any thread but
    the main one, for only that one hears of signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _told.forget()
    before = {
        number: signal.signal(number, _hear)
        for number in _NUMBERS
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    hook, sys.unraisablehook = sys.unraisablehook, _tell_again
    try:
        yield
    except KeyboardInterrupt:  # libraries make one of whatever signal they see
        raise Ended(128 + (_told.number or signal.SIGINT)) from None
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the block come to its end first, and raise Ended then."""
    _told.waits += 1
    try:
        yield
    finally:
        _told.waits -= 1
    if _told.number and not _told.waits:
        raise Ended(128 + _told.number)


def _tell_again(lost: "sys.UnraisableHookArgs") -> None:
    """Hear once more of a signal that came where Python throws exceptions away.

    That is so in what it calls between two steps: for an object that is gone, around a fork.
    """
    if not issubclass(lost.exc_type, Ended):
        sys.__unraisablehook__(lost)
        return
    number, _told.number = _told.number, 0

    def tell() -> None:
        if sys.unraisablehook is not _tell_again:  # it has come to its end meanwhile
            return
        if hasattr(os, "fork"):
            os.kill(os.getpid(), number)
        else:
            _thread.interrupt_main(signal.Signals(number))

    again = threading.Timer(_MOMENT, tell)
    again.daemon = True
    again.start()


def _hear(number: int, _frame: FrameType | None) -> None:
    if not _told.number:
        _told.number = number
        if not _told.waits:
            raise Ended(128 + number)
