"""Have the tasks of a build done by an executor."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import msgspec

from feedpub.errors import FeedpubError, WorkerError
from feedpub.pipeline.cluster.orders import Done, Order
from feedpub.pipeline.cluster.shards import Shards, SpoiltShardError
from feedpub.pipeline.cluster.tasks import run
from feedpub.pipeline.memory import versions
from feedpub.pipeline.memory.parts import SpoiltError

Result = TypeVar("Result")

# Tasks that are handed out before the first of them is done: enough for some hundred workers.
_AHEAD: Final = 512
# Objects that are read or written at the same time by the process that hands out tasks.
_AT_ONCE: Final = 32
# How often a task is tried whose worker was lost.
_TRIES: Final = 3


class LostError(Exception):
    """The worker of a task was lost each time; the argument is what is known of it."""


@dataclass(slots=True)
class _Task:
    order: Order
    future: "Future[Done]"
    tries: int = 1


@dataclass
class Engine:
    """An executor, and the objects through which its tasks are told what to do.

    `job` is the name of the object that describes the build.
    """

    executor: Executor
    shards: Shards
    job: str = ""
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_AT_ONCE))

    def close(self) -> None:
        """End the threads; the executor is left running."""
        self._threads.shutdown(cancel_futures=True)

    def map(self, kind: str, given: Iterable[object], result: type[Result]) -> Iterator[Result]:
        """Yield the result of each task of one kind, in their order.

        Raises LostError, with the number of the task, where the worker of one was lost again and
        again.
        """
        at_work: deque[_Task] = deque()
        try:
            for name in self._put_each(given):
                order = (kind, self.shards.address, self.job, name, versions.digest_of_code())
                at_work.append(_Task(order, self._submit(order)))
                if len(at_work) >= _AHEAD:
                    yield self._take(at_work, result)
            while at_work:
                yield self._take(at_work, result)
        finally:
            for task in at_work:
                task.future.cancel()

    def _put_each(self, given: Iterable[object]) -> Iterator[str]:
        waiting: deque[Future[str]] = deque()
        for one in given:
            waiting.append(self._threads.submit(self.shards.put, msgspec.json.encode(one)))
            if len(waiting) >= _AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _take(self, at_work: deque[_Task], result: type[Result]) -> Result:
        name = self._name(at_work[0])
        at_work.popleft()
        try:
            return self.shards.get_value(name, result)
        except SpoiltShardError:
            raise SpoiltError from None

    def _name(self, task: _Task) -> str:
        """Wait for a task; return the name of its result."""
        while True:
            try:
                name, refusal = task.future.result()
            except (FeedpubError, SpoiltError):
                raise
            except SpoiltShardError:
                raise SpoiltError from None
            except BrokenExecutor:
                raise WorkerError(
                    "the processes that work on documents were ended by the system, for want of"
                    " memory perhaps; build again, with fewer of them"
                ) from None
            except (Exception, CancelledError) as error:  # noqa: BLE001 - engines raise their own
                if task.tries == _TRIES:
                    what = f"{type(error).__name__}: {error}".partition("\n")[0]
                    raise WorkerError(
                        f"a task could not be done, each time it was tried ({task.order[0]}:"
                        f" {what[:300]}); look at the log of the workers"
                    ) from None
                task.tries += 1
                task.future = self._submit(task.order)
                continue
            if refusal:
                raise WorkerError(
                    f"the worker {refusal} has another version of feedpub, of a library, or of"
                    " Python than the process that builds; install the same on all of them"
                )
            return name

    def _submit(self, order: Order) -> Any:
        try:
            return self.executor.submit(run, order)
        except BrokenExecutor:
            raise WorkerError(
                "the processes that work on documents have ended; build again"
            ) from None
