"""Work in processes that can be ended: what one item does costs that item alone."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from feedpub.errors import ConfigError, WorkerError
from feedpub.pipeline.workers import Cause, Trouble, Workers, _process, start_workers
from tests.conftest import work_here
from tests.processes import becomes, children

LIMIT = 2.0


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    yield
    assert becomes(lambda: not children(os.getpid()) - helpers())


def helpers() -> set[int]:
    """Return what Python itself has started to clean up after it."""
    from multiprocessing import resource_tracker  # noqa: PLC0415

    return {getattr(resource_tracker._resource_tracker, "_pid", None) or 0}


def spin(_item: object) -> None:
    while True:
        pass


def sleep(_item: object) -> None:
    time.sleep(600)


def allocate(_item: object) -> object:
    return [bytes(10**9) for _ in range(100)]


def grow(_item: object) -> object:
    return bytes(300 * 1024**2)


def recurse(item: object) -> object:
    return recurse([item])


def leave(_item: object) -> None:
    os._exit(0)


def kill(_item: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(_item: object) -> None:
    raise KeyError("x")


def close(_item: object) -> None:
    os.closerange(3, 1000)
    time.sleep(600)


def misuse(_item: object) -> object:
    return lambda: None  # can't be pickled


BAD: dict[str, tuple[Callable[[object], object], Cause]] = {
    "spin": (spin, Cause.TIME),
    "sleep": (sleep, Cause.TIME),
    "allocate": (allocate, Cause.MEMORY),
    "grow": (grow, Cause.OUTPUT),
    "recurse": (recurse, Cause.MEMORY),
    "leave": (leave, Cause.DEATH),
    "kill": (kill, Cause.DEATH),
    "close": (close, Cause.DEATH),
    "fail": (fail, Cause.FAULT),
    "misuse": (misuse, Cause.FAULT),
}


def work(item: object) -> object:
    """Double a number; do what is bad for a name."""
    return item * 2 if isinstance(item, int) else BAD[str(item)][0](item)


def whose(_item: object) -> int:
    return os.getpid()


def sleep_so_long(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def refuse(_item: object) -> None:
    raise ConfigError("feeds/site.toml:1: no")


def told(item: object, trouble: Trouble) -> tuple[object, Cause]:
    return item, trouble.cause


def large(_item: object) -> int:
    return 10**6


def mapped(workers: Workers, items: list[object]) -> list[object]:
    found = workers.map(work, items, len(items), instead=told, size=large)
    return list(found)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("bad", BAD)
def test_one_item_costs_itself_alone(bad: str, jobs: int) -> None:
    items: list[object] = [1, 2, bad, 3, *range(4, 20)]
    limit = LIMIT if BAD[bad][1] is Cause.TIME else 60
    with start_workers(jobs, time_limit=limit) as workers:
        found = mapped(workers, items)
        assert found[2] == (bad, BAD[bad][1])
        assert [one for one in found if isinstance(one, int)] == [2, 4, 6, *range(8, 40, 2)]
        assert mapped(workers, [7]) == [14]


def test_in_new_processes_as_in_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    work_here(monkeypatch)
    with start_workers(2, time_limit=10) as workers:
        found = mapped(workers, [1, *BAD, 2])
    assert found == [2, *((bad, cause) for bad, (_, cause) in BAD.items()), 4]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_many_of_them_are_each_told_in_their_place(jobs: int) -> None:
    items: list[object] = ["leave", *range(150), "kill", "fail", *range(150), "recurse"]
    with start_workers(jobs, time_limit=60) as workers:
        found = mapped(workers, items)
    expected = [work(i) if isinstance(i, int) else (i, BAD[str(i)][1]) for i in items]
    assert found == expected


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
@pytest.mark.parametrize("bad", ["kill", "recurse"])
def test_an_executor_lives_on(kind: Callable[[int], Executor], bad: str) -> None:
    with kind(2) as executor:
        with start_workers(None, executor) as workers:
            assert mapped(workers, [1, bad, 2]) == [2, (bad, BAD[bad][1]), 4]
        assert executor.submit(int, "7").result() == 7


def test_an_error_that_ends_the_command_is_raised() -> None:
    with start_workers(1) as workers, pytest.raises(ConfigError, match=r"site.toml:1: no"):
        list(workers.map(refuse, [1], 1, instead=told))


def test_what_is_not_wanted_any_more_is_ended() -> None:
    with start_workers(2, time_limit=600) as workers:
        found = workers.map(work, [1, "sleep", "sleep"], 3, instead=told)
        assert next(found) == 2
        found.close()  # type: ignore[attr-defined]  # it is a generator
        assert mapped(workers, [3]) == [6]


def test_the_block_ends_with_all_its_processes() -> None:
    started = time.monotonic()
    with pytest.raises(ZeroDivisionError), start_workers(2, time_limit=600) as workers:
        for _ in workers.map(work, [1, "spin", "spin"], 3, instead=told):
            raise ZeroDivisionError
    assert time.monotonic() - started < 60


def test_work_within_work() -> None:
    """Items can be made by the same workers, and so can what takes the place of a result."""
    with start_workers(2, time_limit=60) as workers:
        items = (number for number in mapped(workers, [1, 2, 3]))
        found = workers.map(
            work, [*items, "kill"], 4, instead=lambda *_: mapped(workers, [5, "kill"])
        )
        assert list(found) == [4, 8, 12, [10, ("kill", Cause.DEATH)]]


def test_an_item_of_many_documents_has_more_time() -> None:
    with start_workers(1, time_limit=1) as workers:
        found = workers.map(sleep_so_long, [1.5, 600], 2, instead=told, times=lambda _: 4)
        assert list(found) == [1.5, (600, Cause.TIME)]


class TestWhereAProcessTakesLongToStart:
    """As it does on macOS and on Windows, and where there are threads."""

    @pytest.fixture(autouse=True)
    def slow(self, monkeypatch: pytest.MonkeyPatch) -> None:
        work_here(monkeypatch)

    def test_short_documents_are_done_here(self) -> None:
        with start_workers(2) as workers:
            found = workers.map(whose, range(5), 5, instead=told, size=lambda _: 1000)
            assert set(found) == {os.getpid()}

    def test_from_the_first_long_one_on_they_are_not(self) -> None:
        with start_workers(1) as workers:
            found = list(workers.map(whose, [1, 1, 10**6, 1], 4, instead=told, size=int))
            assert found[:2] == [os.getpid()] * 2
            assert os.getpid() not in found[2:]
            assert set(workers.map(whose, [1], 1, instead=told, size=int)) == set(found[2:])

    def test_nor_when_they_take_long(self) -> None:
        with start_workers(1, time_limit=LIMIT) as workers:
            found = workers.map(sleep_so_long, [0.6, 600], 2, instead=told, size=lambda _: 1)
            assert list(found) == [0.6, (600, Cause.TIME)]

    @pytest.mark.parametrize("bad", ["recurse", "fail", "grow", "misuse"])
    def test_what_can_be_caught_is(self, bad: str) -> None:
        with start_workers(1) as workers:
            found = workers.map(work, [1, bad, 2], 3, instead=told, size=lambda _: 1)
            assert list(found) == [2, (bad, BAD[bad][1]), 4]


def test_where_there_are_threads_nothing_is_copied() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        assert not _process.can_copy()
        with start_workers(1, time_limit=60) as workers:
            assert mapped(workers, [1, "kill"]) == [2, ("kill", Cause.DEATH)]
    finally:
        over.set()
        other.join()


def test_a_daemon_has_work_done_too() -> None:
    """Those of other programs that share out work are; Python lets them start no other process."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_of_a_daemon, args=(there,), daemon=True
    )
    process.start()
    assert here.poll(120)
    assert here.recv() == [2, ("kill", Cause.DEATH)]
    process.join()


def _of_a_daemon(pipe: object) -> None:
    with start_workers(1) as workers:
        pipe.send(mapped(workers, [1, "kill"]))  # type: ignore[attr-defined]


def test_that_none_can_be_started_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*, always_new: bool) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(_process, "start", full)
    with (
        start_workers(2) as workers,
        pytest.raises(WorkerError, match="can't be started: Resource"),
    ):
        mapped(workers, [1])


def test_that_they_end_as_they_start_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_process, "work", lambda *_: os._exit(1))
    with start_workers(2) as workers, pytest.raises(WorkerError, match="ended as it started"):
        mapped(workers, [1])
