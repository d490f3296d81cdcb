"""Whole processes: how long each takes, and the memory of its largest process; in pairs."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Python's own switches change how long Python takes to start.
ENVIRONMENT: Final = {
    **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "NO_COLOR": "1",
}
MEBIBYTE: Final = 1024 if sys.platform != "darwin" else 1024**2  # of ru_maxrss: KiB, or bytes


def nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Build:
    """A command, where it runs, and what is done before it, outside of its time."""

    name: str
    command: Sequence[str]
    folder: Path
    before: Callable[[], None] = nothing


@dataclass(frozen=True)
class Run:
    """What one run of a command took."""

    seconds: float
    mebibytes: float = 0


@dataclass(frozen=True)
class Pair:
    """Two commands that ran in turn: A B A B."""

    one: str
    other: str
    runs: Sequence[tuple[Run, Run]]

    @property
    def ratios(self) -> list[float]:
        """Return how many times longer the first took than the second, round by round."""
        return [one.seconds / other.seconds for one, other in self.runs]

    @property
    def ratio(self) -> float:
        """Return the median of the ratios."""
        return statistics.median(self.ratios)

    @property
    def seconds(self) -> tuple[float, float]:
        """Return the median of the seconds of each."""
        ones, others = zip(*self.runs, strict=True)
        return (
            statistics.median(run.seconds for run in ones),
            statistics.median(run.seconds for run in others),
        )

    @property
    def mebibytes(self) -> tuple[float, float]:
        """Return the most memory that each took."""
        ones, others = zip(*self.runs, strict=True)
        return max(run.mebibytes for run in ones), max(run.mebibytes for run in others)


class FailedError(Exception):
    """A command failed; the message is the end of what it said."""


def run(build: Build) -> Run:
    """Run a command from start to end; what it says goes to a file beside its folder."""
    build.before()
    os.sync()  # what was prepared is not to be written while the clock runs
    log = build.folder.with_name(f"{build.folder.name}.log")
    with log.open("wb") as out:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            build.command, cwd=build.folder, env=ENVIRONMENT, stdout=out, stderr=out
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise FailedError(f"{build.name}: exit status {process.returncode}\n{said}")
    return Run(seconds, used.ru_maxrss / MEBIBYTE)


def pair(one: Build, other: Build, rounds: int) -> Pair:
    """Run two commands in turn."""
    sys.stderr.write(f"{one.name} | {other.name} … ")
    sys.stderr.flush()
    made = Pair(one.name, other.name, [(run(one), run(other)) for _ in range(rounds)])
    sys.stderr.write(f"{made.ratio:.2f}\n")
    return made
