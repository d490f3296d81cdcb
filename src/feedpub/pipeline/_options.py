"""How a build is done, as those who call it wish."""

from dataclasses import dataclass

from feedpub import workers
from feedpub.workers import Executor


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; what is built is the configuration's business.

    `jobs` is the number of processes, None for as many as there are processors; an `executor`
    shares out the work in their place. `time_limit` is in seconds, for one document; `dry_run`
    writes nothing.
    """

    strict: bool = False
    future: bool = False
    force: bool = False
    dry_run: bool = False
    jobs: int | None = None
    time_limit: float = workers.TIME_LIMIT
    executor: Executor | None = None
