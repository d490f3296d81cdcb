"""End a command in order on Ctrl-C, ``kill``, or when its terminal is closed.

What it has begun is undone. Its exit status is what shells expect: 128 plus the number of the
signal.
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


class _Signals:
    """The signal that this process has got, and how many blocks want to finish first."""

    number: int = 0
    waits: int = 0

    def forget(self) -> None:
        """Forget the signal and the blocks."""
        self.number = self.waits = 0


_signals: Final = _Signals()


@contextmanager
def obey() -> Iterator[None]:
    """Raise Ended in the block when the process is told to end; only once, so it can clean up.

    A signal that is ignored already, as with ``nohup``, stays ignored. This has an effect in the
    main thread only, for no other one gets signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _signals.forget()
    before = {
        number: signal.signal(number, _hear)
        for number in _NUMBERS
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    hook, sys.unraisablehook = sys.unraisablehook, _tell_again
    try:
        yield
    except KeyboardInterrupt:  # libraries raise it for any signal that they see
        raise Ended(128 + (_signals.number or signal.SIGINT)) from None
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def hold_back() -> Iterator[None]:
    """Let the block finish before a signal raises Ended."""
    _signals.waits += 1
    try:
        yield
    finally:
        _signals.waits -= 1
    if _signals.number and not _signals.waits:
        raise Ended(128 + _signals.number)


def _tell_again(lost: "sys.UnraisableHookArgs") -> None:
    """Send a signal again that came at a moment when Python drops exceptions.

    It does so in code that it calls between two steps: when it frees an object, or forks.
    """
    if not issubclass(lost.exc_type, Ended):
        sys.__unraisablehook__(lost)
        return
    number, _signals.number = _signals.number, 0

    def tell() -> None:
        if sys.unraisablehook is not _tell_again:  # the block has ended meanwhile
            return
        if hasattr(os, "fork"):
            os.kill(os.getpid(), number)
        else:
            _thread.interrupt_main(signal.Signals(number))

    again = threading.Timer(_MOMENT, tell)
    again.daemon = True
    again.start()


def _hear(number: int, _frame: FrameType | None) -> None:
    if not _signals.number:
        _signals.number = number
        if not _signals.waits:
            raise Ended(128 + number)
