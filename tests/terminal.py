"""The command at a terminal, as a person has it."""

import os
import pty
import select
import subprocess
import sys


class Terminal:
    """A command at a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self._end, end = pty.openpty()
        command = [sys.executable, "-m", "feedpub", *arguments]
        self._process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end)
        os.close(end)
        self.seen = ""

    def answer(self, question: str, answer: str) -> None:
        """Wait for `question`, then type `answer`."""
        before = self.seen.count(question)
        while self.seen.count(question) == before:
            assert self._read(), self.seen
        os.write(self._end, f"{answer}\n".encode())

    def end(self) -> int:
        """Return the exit status, when it has ended."""
        while self._read():
            pass
        os.close(self._end)
        return self._process.wait()

    def _read(self) -> bool:
        ready, _, _ = select.select([self._end], [], [], 60)
        try:
            read = os.read(self._end, 4096) if ready else b""
        except OSError:  # Linux says so when the other end is closed
            read = b""
        self.seen += read.decode(errors="replace")
        return bool(read)
