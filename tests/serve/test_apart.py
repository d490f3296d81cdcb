"""A function in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from feedpub.errors import ConfigError, WorkerError
from feedpub.pipeline.workers import Apart


class Counter:
    """Keeps a number."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __call__(self, more: int) -> tuple[int, int]:
        self._number += more
        return self._number, os.getpid()


def fail(text: str) -> None:
    raise ConfigError(text)


def sleep_with_a_child(noted: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(noted).write_text(str(child.pid))
    os.kill(os.getppid(), signal.SIGUSR1)
    child.wait()


def test_keeps_what_it_knows_in_its_process() -> None:
    counter = Apart(Counter(5))
    try:
        number, process = counter(1)
        assert (number, counter(2)) == (6, (8, process))
        assert process != os.getpid()
    finally:
        counter.end()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_raises_what_the_function_does_and_goes_on() -> None:
    failing = Apart(fail)
    try:
        for text in ("feeds/site.toml:1: no", "feeds/site.toml:2: no"):
            with pytest.raises(ConfigError, match=text):
                failing(text)
    finally:
        failing.end()


def test_a_process_that_dies_is_said_and_another_takes_its_place() -> None:
    dying = Apart(os._exit)
    try:
        for _ in range(2):
            with pytest.raises(WorkerError, match="was ended by the system"):
                dying(1)
    finally:
        dying.end()


def test_ends_with_all_that_it_started_whatever_it_is_doing(tmp_path: Path) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGUSR1, interrupt)
    sleeping = Apart(sleep_with_a_child)
    try:
        with pytest.raises(KeyboardInterrupt):
            sleeping(str(tmp_path / "child"))
    finally:
        sleeping.end()
        signal.signal(signal.SIGUSR1, before)
    child = Path("/proc", (tmp_path / "child").read_text(), "stat")
    for _ in range(1000):
        # What has ended is there until whoever has inherited it has waited for it.
        if not child.exists() or child.read_text().rpartition(") ")[2][0] in "ZX":
            break
        time.sleep(0.01)
    else:
        pytest.fail("the child goes on")


def test_can_be_ended_before_it_began() -> None:
    Apart(fail).end()
