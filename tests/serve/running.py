"""``feedpub serve`` as a process of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

COMMAND = (sys.executable, "-m", "feedpub", "serve")


class Running:
    """The command, from its start on; `said` are the lines of its standard error so far."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        # By which all its processes can be told.
        self._mark = f"FEEDPUB_TEST={uuid.uuid4()}".encode()
        self._process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, **environment, **dict([self._mark.decode().split("=")])},
        )
        self.said: list[str] = []
        self._news = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for line in lines:
                with self._news:
                    self.said.append(line.rstrip("\n"))
                    self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def says(self, pattern: str, times: int = 1) -> str:
        """Wait until `pattern` was said, so many times; return the last line that has it."""

        def found() -> list[str]:
            return [line for line in self.said if re.search(pattern, line)]

        with self._news:
            self._news.wait_for(lambda: self._ended or len(found()) >= times, 60)
            assert len(found()) >= times, (pattern, self.said)
            return found()[times - 1]

    @property
    def address(self) -> str:
        """The address that it serves at, as soon as it does."""
        return self.says("^http://").split(" ")[0]

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"{self.address}{path}", timeout=60)

    def end(self, number: int, *, everybody: bool = False) -> int:
        """Send a signal, as a terminal does to `everybody`, or to it alone; return its status."""
        if everybody:
            os.killpg(self._process.pid, number)
        else:
            self._process.send_signal(number)
        status = self._process.wait(30)
        self._reader.join(30)
        return status

    def processes(self) -> int:
        """Return how many of its processes there still are."""
        return len(self._found())

    def _found(self) -> list[int]:
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            # Of what has ended, and is not waited for yet, it is empty.
            with suppress(OSError):
                if self._mark in path.read_bytes():
                    found.append(int(path.parent.name))
        return found

    def kill(self) -> None:
        """End all its processes, if a test has not."""
        for number in self._found():
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self._process.wait()
        self._reader.join(30)


@contextmanager
def running(project: Path, *arguments: str, **environment: str) -> Iterator[Running]:
    """Run the command on any free port, until the block ends."""
    command = Running("--project", str(project), "--port", "0", *arguments, **environment)
    try:
        yield command
    finally:
        command.kill()
