"""How a build is done, as those who call it wish."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from feedpub.model import Fact
from feedpub.pipeline import workers
from feedpub.pipeline.workers import Executor

Ask: TypeAlias = Callable[[Mapping[str, str]], list[Fact]]
"""Takes addresses, each with the document that names it; see `feedpub.remote.probe`."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; what is built is the configuration's business.

    `jobs` is the number of processes, None for as many as there are processors; an `executor`
    shares out the work in their place. `time_limit` is in seconds, for one document; `dry_run`
    writes nothing. `replace` are paths in ``out/`` whose files, of somebody else, may be replaced.
    """

    strict: bool = False
    future: bool = False
    force: bool = False
    replace: tuple[str, ...] = ()
    dry_run: bool = False
    jobs: int | None = None
    time_limit: float = workers.TIME_LIMIT
    executor: Executor | None = None
