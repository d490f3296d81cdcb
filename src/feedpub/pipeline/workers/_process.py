"""Start a process that works for this one, and run it.

It ends with this one, whatever has ended this one and whatever it is doing itself.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, Final

from feedpub.pipeline.workers._attempt import Cause, Limits, Trouble, attempt

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

READY: Final = b"ready"
BEGUN: Final = b"begun"

_ON_DEATH_OF_PARENT: Final = 1  # PR_SET_PDEATHSIG
_ALARM: Final = getattr(signal, "SIGALRM", None)
_ENDS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
# Python's own way to start a process, "spawn", would import the script that is running.
_CODE: Final = """
import sys
from multiprocessing.connection import Connection
pipe = Connection(int(sys.argv[1]))
sys.path[:] = pipe.recv()
from feedpub.pipeline.workers import _process
_process.work(pipe, int(sys.argv[2]), int(sys.argv[3]))
"""


@dataclass(frozen=True, slots=True)
class Process:
    """A process that has been started, and the pipe through which it is told what to do.

    `wait` waits for its end and returns its status, negative for the signal that ended it.
    """

    pipe: "Connection[Any, Any]"
    kill: Callable[[], None]
    wait: Callable[[], int]
    lifeline: int | None = None

    def end(self) -> None:
        """End it, whatever it is doing."""
        self.kill()
        self.wait()
        self.pipe.close()
        if self.lifeline is not None:
            os.close(self.lifeline)


def can_copy() -> bool:
    """Tell whether this process can have copies of itself, which start in a few milliseconds.

    A copy also has the locks that other threads hold, and nobody there to release them. On macOS,
    the libraries of the system do not survive it.
    """
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and not multiprocessing.current_process().daemon
    )


def can_start() -> bool:
    """Tell whether this process may start others: on Windows, a daemon may not."""
    return hasattr(os, "fork") or not multiprocessing.current_process().daemon


def start(*, always_new: bool = False) -> Process:
    """Start a process that takes its work from a pipe; with `always_new`, no copy of this one.

    It sends `READY` when it has started. Then it takes pickled triples of a function, items and
    Limits; to each it answers `BEGUN`, and then the pickled Answer for each item. Raises OSError
    where the system allows no more processes.
    """
    near, far = multiprocessing.Pipe()
    try:
        if not hasattr(os, "fork"):
            return _spawn(near, far)
        theirs, ours = os.pipe()
        try:
            if can_copy() and not always_new:
                kill, wait = _copy(far, theirs, ours)
            else:
                kill, wait = _new(far, theirs)
                near.send(sys.path)
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(theirs)
        return Process(near, kill, wait, ours)
    except BaseException:
        near.close()
        raise
    finally:
        far.close()


def _spawn(near: "Connection[Any, Any]", far: "Connection[Any, Any]") -> Process:
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=work, args=(far, None, os.getpid()), daemon=True)
    process.start()

    def wait() -> int:
        process.join()
        return process.exitcode or 0

    return Process(near, process.kill, wait)


def _copy(
    far: "Connection[Any, Any]", theirs: int, ours: int
) -> tuple[Callable[[], None], Callable[[], int]]:
    parent = os.getpid()

    def begin() -> None:
        os.close(ours)
        gc.freeze()  # so that memory shared with the other process stays shared
        work(far, theirs, parent)

    process = multiprocessing.get_context("fork").Process(target=begin, daemon=True)
    # A signal that reaches the copy before it is a worker would undo there what this process began.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def wait() -> int:
        process.join()
        return process.exitcode or 0

    return process.kill, wait


def _new(far: "Connection[Any, Any]", theirs: int) -> tuple[Callable[[], None], Callable[[], int]]:
    arguments = [str(far.fileno()), str(theirs), str(os.getpid())]
    process = subprocess.Popen(  # noqa: S603 - this Python
        [sys.executable, "-c", _CODE, *arguments],
        pass_fds=(far.fileno(), theirs),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return process.kill, process.wait


def why_it_died(process: Process) -> Trouble:
    """Return why a process has ended that nobody told to end."""
    process.kill()  # it may have closed its pipe only
    code = process.wait()
    if _ALARM and code == -_ALARM:
        return Trouble(Cause.TIME, "it may")
    with suppress(ValueError):  # there is no such signal
        return Trouble(Cause.DEATH, signal.Signals(-code).name if code < 0 else f"status {code}")
    return Trouble(Cause.DEATH, f"signal {-code}")


def end_with_parent() -> None:
    """Have this process end with the one that started it.

    On Linux, the system does that. Elsewhere a thread waits for the end of a pipe, which does not
    help as long as code in C holds Python's lock.
    """
    parent = multiprocessing.parent_process()
    if parent and parent.pid and not _is_ended_with(parent.pid):
        _watch(None)


def _is_ended_with(parent: int) -> bool:
    """Have the system end this process with `parent`; return whether it will."""
    if sys.platform != "linux":
        return False
    import ctypes  # noqa: PLC0415 - there is no other way to ask for it

    try:
        failed = ctypes.CDLL(None).prctl(_ON_DEATH_OF_PARENT, signal.SIGKILL, 0, 0, 0)
    except (OSError, AttributeError):
        return False
    if os.getppid() != parent:  # the parent has ended already
        os._exit(1)
    return bool(failed == 0)


def _watch(lifeline: int | None) -> None:
    """End this process when the parent, which holds the other end of `lifeline`, has ended."""

    def wait() -> None:
        if lifeline is not None:
            with suppress(OSError):
                os.read(lifeline, 1)
        elif parent := multiprocessing.parent_process():
            connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def work(pipe: "Connection[Any, Any]", lifeline: int | None, parent: int) -> None:
    """Take work from `pipe` and answer, as long as the process `parent` lives."""
    _is_ended_with(parent)
    _watch(lifeline)
    _leave_the_terminal()
    with suppress(EOFError, OSError):  # the other side has ended
        pipe.send_bytes(READY)
        while True:
            function, items, limits = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from ourselves
            pipe.send_bytes(BEGUN)
            _each(pipe, function, items, limits)
    os._exit(0)


def _each(
    pipe: "Connection[Any, Any]",
    function: Callable[[Any], Any],
    items: Sequence[object],
    limits: Limits,
) -> None:
    _limit_memory(limits.memory)
    for item in items:
        _set_alarm(limits.seconds)
        _, answer = attempt(function, item, limits)
        _set_alarm(0)
        pipe.send_bytes(answer)
    _limit_memory(0)


def _leave_the_terminal() -> None:
    """Leave signals and output to the parent, so that its readers do not wait for this process."""
    for number in (*_ENDS, *([_ALARM] if _ALARM else [])):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)


def _set_alarm(seconds: float) -> None:
    """Have the system end this process after twice its time, should the parent not do so."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def _limit_memory(size: int) -> None:
    """Allow this process `size` more bytes than it has, where the system supports that."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123
            now = int(stream.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + size if size else most
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
