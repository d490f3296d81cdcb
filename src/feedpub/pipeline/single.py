"""One document on its own, read as a build reads it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from feedpub import ledger, records, tree
from feedpub.config import Site
from feedpub.model import SEEDS, Entry, Problem, Withheld
from feedpub.pipeline import Options, entries_of
from feedpub.pipeline._read import complete, outline

_TIME_LIMIT: Final = 60


def entry_of(
    seeds: Path, site: Site, path: str
) -> tuple[Entry | None, tuple[Problem, ...], Withheld | None]:
    """Return the entry of the document at `path`, below `seeds`, as feeds carry it.

    None for one that is refused, or withheld for the reason that comes last. In a project with a
    ledger all documents are looked at, for which id a document keeps depends on the others. Raises
    ConfigError for a ledger that can't be read.
    """
    read = outline(seeds, site, path).outline
    if read.entry is None:
        return None, read.problems, read.withheld
    kept, told = _kept(seeds.parent, site)
    if site.ledger and path not in kept:
        own = (found for found in told if found.path == f"{SEEDS}/{path}")
        return None, (*read.problems, *own), None
    body = complete(seeds, site, kept, _TIME_LIMIT, read.entry)
    # What is odd in the front matter is found once more with the body.
    problems = tuple(dict.fromkeys((*read.problems, *body.problems)))
    if body.failed:
        return None, problems, None
    entry = replace(read.entry, id=kept.get(path, read.entry.id))
    return replace(body.of(entry), permalink=site.link_of(entry)), problems, None


def _kept(project: Path, site: Site) -> tuple[Mapping[str, str], list[Problem]]:
    """Return the ids of all documents, by path, and what the ledger tells; nothing without one."""
    if not site.ledger:
        return {}, []
    known = ledger.parsed(records.read(project, ledger.LEDGER_PATH))
    # In this process: who calls a function of a library may not be ready for others.
    entries = entries_of(project, site, Options(jobs=1))
    listed = tree.discover(project / SEEDS).paths
    kept, told = ledger.keep(entries, known, listed, site.id_space)
    return {entry.path: entry.id for entry in kept}, told
