"""Call one function again and again, in a process of its own."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import connection
from typing import TYPE_CHECKING, Any, Final

from feedpub.errors import WorkerError
from feedpub.pipeline import signals
from feedpub.pipeline.workers._process import end_with_parent

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_SECONDS_TO_END: Final = 3


class Apart:
    """A function that is called again and again in one process of its own.

    Whatever it remembers between calls stays in that process. The process can be ended at any
    time, with all that it has started, and does not get the signals of a terminal.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        """Take a function; it, its arguments, its results and its errors have to be picklable."""
        self._function = function
        self._process: BaseProcess | None = None

    def __call__(self, *arguments: object) -> Any:
        """Call the function and return its result; raise what it raises.

        Raises WorkerError where its process was ended; the next call starts another one.
        """
        if self._process is None:
            # Not a copy of this process: it would hold the locks of this one's threads for ever.
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
        """End the process, whatever it is doing, after some time to clean up."""
        if self._process:
            self._process.terminate()
            connection.wait([self._process.sentinel], _SECONDS_TO_END)
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
    end_with_parent()
    with signals.obey(), suppress(EOFError):  # the other side has ended
        while True:
            arguments = pipe.recv()
            answer: tuple[Any, Exception | None]
            try:
                answer = function(*arguments), None
            except Exception as error:  # noqa: BLE001 - it is raised on the other side
                answer = None, error
            pipe.send(answer)
