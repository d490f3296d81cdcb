"""Run several processes at the same time, each of which can be ended in the middle of anything."""

import pickle
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing import connection
from typing import Any, Final

from feedpub.errors import WorkerError
from feedpub.pipeline.workers import _process
from feedpub.pipeline.workers._attempt import Answer, Cause, Limits, Trouble

# Chunks that are kept for each process, including those that are done before their turn.
_AHEAD: Final = 3
_SECONDS_TO_BEGIN: Final = 120  # to start, to import what the work needs
_LONGEST_WAIT: Final = 0.2
# A process that the system has ended may have had too little memory beside the others; alone it may
# have enough.
_TRIES: Final = 2


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some items, their sizes in bytes, and what the work on each of them may take."""

    items: list[Any]
    sizes: list[int]
    limits: Limits

    def after(self, number: int) -> "Chunk":
        """Return the chunk without its first `number` items."""
        return replace(self, items=self.items[number:], sizes=self.sizes[number:])


@dataclass(eq=False, slots=True)
class _Task:
    """A chunk at work: the items that are not done yet, and the answers that nobody has taken."""

    function: Callable[[Any], Any]
    items: deque[Any]
    limits: Limits
    answers: deque[Answer] = field(default_factory=deque)
    deaths: int = 0  # of processes that worked on the first item

    def take_answer(self, answer: Answer) -> None:
        self.items.popleft()
        self.answers.append(answer)
        self.deaths = 0


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, its task, and the moment at which it began with the first item of the task."""

    process: _process.Process
    since: float
    task: _Task | None = None
    is_ready: bool = False
    has_begun: bool = False


class Crew:
    """At most `processes` processes, which are started when they are first needed."""

    def __init__(self, processes: int, *, always_new: bool = False) -> None:
        self._most = processes
        self._always_new = always_new
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        self._stillborn = 0  # processes in a row that died before they began with their work

    def end(self) -> None:
        """End all processes, whatever they are doing."""
        while self._workers:
            self._workers.pop().process.end()

    @property
    def is_at_work(self) -> bool:
        """Tell whether a process has been started."""
        return bool(self._workers)

    def map(
        self,
        function: Callable[[Any], Any],
        chunks: Iterator[Chunk],
        processes: int,
    ) -> Iterator[Answer]:
        """Yield the answer for each item of the `chunks`, in their order.

        No more than `processes` work on them. Where an item takes too much of anything, or ends
        its process, the answer says so, and the others are done all the same. Raises WorkerError
        where no process can be started.
        """
        processes = min(processes, self._most)
        tasks: deque[_Task] = deque()
        try:
            while True:
                while len(tasks) < processes * _AHEAD and (chunk := next(chunks, None)):
                    task = _Task(function, deque(chunk.items), chunk.limits)
                    tasks.append(task)
                    self._waiting.append(task)
                    self._go_on(processes, 0)
                if not tasks:
                    return
                first = tasks[0]
                while first.answers:
                    yield first.answers.popleft()
                if first.items:
                    self._go_on(processes, _LONGEST_WAIT)
                else:
                    tasks.popleft()
        finally:
            self._forget(tasks)

    def _forget(self, tasks: deque[_Task]) -> None:
        """Give up what is left of `tasks`."""
        for worker in [one for one in self._workers if one.task in tasks]:
            self._dismiss(worker)
        for task in tasks:
            if task in self._waiting:
                self._waiting.remove(task)

    def _go_on(self, processes: int, patience: float) -> None:
        """Hand out what waits, take what is done within some time, end what takes too long."""
        self._hand_out(processes)
        busy = {worker.process.pipe: worker for worker in self._workers if worker.task}
        ready = connection.wait(list(busy), patience)
        for pipe, worker in busy.items():
            if pipe in ready:
                self._hear(worker)
            else:
                self._end_if_too_slow(worker)
        self._hand_out(processes)

    def _hand_out(self, processes: int) -> None:
        while self._waiting:
            worker = next((one for one in self._workers if not one.task), None)
            if worker is None:
                if len(self._workers) >= processes:
                    return
                worker = self._start()
            worker.task, worker.since = self._waiting.popleft(), time.monotonic()
            if worker.is_ready:
                self._give(worker)

    def _start(self) -> _Worker:
        try:
            process = _process.start(always_new=self._always_new)
        except OSError as error:
            raise WorkerError(
                f"a process that reads documents can't be started: {error.strerror}; end other"
                " programs, or try again with --jobs 1"
            ) from None
        worker = _Worker(process, time.monotonic())
        self._workers.append(worker)
        return worker

    def _give(self, worker: _Worker) -> None:
        if worker.task:
            order = worker.task.function, list(worker.task.items), worker.task.limits
            try:
                worker.process.pipe.send_bytes(pickle.dumps(order, pickle.HIGHEST_PROTOCOL))
            except OSError:
                self._mend(worker, worker.task)

    def _hear(self, worker: _Worker) -> None:
        task = worker.task
        if task is None:
            return
        try:
            said = worker.process.pipe.recv_bytes()
        except (EOFError, OSError):
            self._mend(worker, task)
            return
        worker.since = time.monotonic()
        if said == _process.READY:
            worker.is_ready = True
            self._give(worker)
        elif said == _process.BEGUN:
            worker.has_begun, self._stillborn = True, 0
        else:
            self._take(worker, task, pickle.loads(said))  # noqa: S301 - from ourselves

    def _take(self, worker: _Worker, task: _Task, answer: Answer) -> None:
        task.take_answer(answer)
        if answer.trouble and answer.trouble.cause is Cause.MEMORY:
            self._replace(worker, task)  # it may keep what it took
        elif not task.items:
            worker.task, worker.has_begun = None, False

    def _end_if_too_slow(self, worker: _Worker) -> None:
        task = worker.task
        if task is None:
            return
        most = task.limits.seconds if worker.has_begun else _SECONDS_TO_BEGIN
        if time.monotonic() - worker.since > most and not worker.process.pipe.poll():
            if not worker.has_begun:
                raise _cant_start()
            task.take_answer(Answer(trouble=Trouble(Cause.TIME, f"{task.limits.seconds:g} s")))
            self._replace(worker, task)

    def _mend(self, worker: _Worker, task: _Task) -> None:
        """Replace a process that has died; give up its item where that is to blame."""
        why = _process.why_it_died(worker.process)
        if worker.has_begun:
            task.deaths += 1
            if why.cause is not Cause.DEATH or task.deaths == _TRIES:
                task.take_answer(Answer(trouble=why))
        else:
            self._stillborn += 1
            if self._stillborn > _TRIES:
                raise _cant_start()
        self._replace(worker, task)

    def _replace(self, worker: _Worker, task: _Task) -> None:
        """End a process, and put what it has not done back in the queue."""
        self._dismiss(worker)
        if task.items:
            self._waiting.appendleft(task)

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.end()


def _cant_start() -> WorkerError:
    return WorkerError(
        "a process that reads documents ended as it started; where feedpub is called from a"
        ' script, call it below `if __name__ == "__main__":`'
    )
