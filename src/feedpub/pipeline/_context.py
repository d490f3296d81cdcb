"""What all stages of a build are given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from feedpub.config import Site
from feedpub.model import Places, Problem, Progress
from feedpub.pipeline._look import Look
from feedpub.pipeline._options import Options
from feedpub.pipeline.memory.cache import Cache
from feedpub.pipeline.memory.unchanged import State
from feedpub.pipeline.output import Marks
from feedpub.pipeline.workers import Workers


@dataclass(frozen=True, slots=True)
class Context:
    """The project, its configuration and options, and what a build works with.

    `now` decides which documents are of the future. `state` is the project as it was found at the
    beginning. `refused` are documents that broke a feed or a page in an earlier round, by path.
    `look` is of the pages, None without pages. `marks` are of what was published.
    """

    project: Path
    site: Site
    options: Options
    now: datetime
    progress: Progress
    state: State
    cache: Cache
    workers: Workers
    look: Look | None
    refused: Mapping[str, Problem]
    marks: Marks

    @property
    def places(self) -> Places:
        """Where the documents and files of the project are."""
        return self.state.places

    @property
    def out(self) -> Path:
        """The folder of what is published."""
        return self.state.places.out
