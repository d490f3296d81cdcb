"""Which processes there are, as the system tells it."""

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Final

MARK: Final = "FEEDPUB_TEST_MARK"


def mark() -> str:
    """Return a value of the variable `MARK` that no process has yet."""
    return uuid.uuid4().hex


def marked(value: str) -> set[int]:
    """Return the processes that were started with this mark and have not ended."""
    return {
        pid
        for pid in _all()
        if f"{MARK}={value}".encode() in _read(pid, "environ").split(b"\0") and _lives(pid)
    }


def children(of: int) -> set[int]:
    """Return the processes that a process has started and that have not ended."""
    return {pid for pid in _all() if _lives(pid) and _status(pid)[1] == str(of)}


def becomes(true: Callable[[], object], seconds: float = 30) -> bool:
    """Wait until something is true; tell whether it became so."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def _all() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _lives(pid: int) -> bool:
    return _status(pid)[0] not in "ZX"


def _status(pid: int) -> tuple[str, str]:
    """Return state and parent; those of one that has ended, where there is none."""
    fields = _read(pid, "stat").decode("utf-8", "replace").rpartition(") ")[2].split()
    return (fields[0], fields[1]) if fields else ("X", "0")


def _read(pid: int, name: str) -> bytes:
    try:
        return Path("/proc", str(pid), name).read_bytes()
    except OSError:
        return b""
