"""One document on its own, read as a build reads it."""

from pathlib import Path
from typing import Final

from feedpub.config import Site
from feedpub.model import Entry, Problem
from feedpub.pipeline._read import complete, outline

_TIME_LIMIT: Final = 60


def entry_of(seeds: Path, site: Site, path: str) -> tuple[Entry | None, tuple[Problem, ...]]:
    """Return the entry of the document at `path`, relative to `seeds`, with its content.

    None for one that is refused, a draft or hidden. Its id is the one that the document has by
    itself; the ledger is not asked.
    """
    read = outline(seeds, site, path).outline
    if read.entry is None:
        return None, read.problems
    body = complete(seeds, site, {}, _TIME_LIMIT, read.entry)
    # What is odd in the front matter is found once more with the body.
    problems = tuple(dict.fromkeys((*read.problems, *body.problems)))
    return (None if body.failed else body.of(read.entry)), problems
