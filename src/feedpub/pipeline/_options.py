"""The options of a build."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TypeAlias

from feedpub.model import Fact
from feedpub.pipeline import workers
from feedpub.pipeline.ranges import Division
from feedpub.pipeline.workers import Executor, Workers

Ask: TypeAlias = Callable[[Mapping[str, str]], list[Fact]]
"""Takes addresses, each with the document that names it; see `feedpub.remote.probe`."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; the configuration says what to build.

    `jobs` is the number of processes, None for as many as there are processors; an `executor`
    shares out the work in their place. `time_limit` is in seconds, for one document; `dry_run`
    writes nothing. `replace` are paths in ``out/`` where files of somebody else may be replaced.
    `division` changes nothing but how much is held in memory, and what one change costs.
    """

    strict: bool = False
    future: bool = False
    force: bool = False
    replace: tuple[str, ...] = ()
    dry_run: bool = False
    jobs: int | None = None
    time_limit: float = workers.TIME_LIMIT
    executor: Executor | None = None
    division: Division = field(default_factory=Division)

    def start_workers(self) -> AbstractContextManager[Workers]:
        """Give the workers for which these options ask; see `workers.start_workers`."""
        return workers.start_workers(self.jobs, self.executor, self.time_limit)
