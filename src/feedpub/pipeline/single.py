"""Read one document by itself, as a build reads it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from feedpub.config import Site
from feedpub.model import Entry, Places, Problem, Withheld
from feedpub.pipeline import workers
from feedpub.pipeline._around import look_around
from feedpub.pipeline._identity import as_published_before
from feedpub.pipeline._read import Others, bodies, outlines
from feedpub.pipeline.build import Options, entries_of
from feedpub.pipeline.records import ledger
from feedpub.source import tree


def entry_of(
    places: Places, site: Site, path: str, now: datetime
) -> tuple[Entry | None, tuple[Problem, ...], Withheld | None]:
    """Return the entry of the document at `path` as feeds carry it.

    Also returns its problems, and why it is withheld; the entry is None where it is withheld or
    refused. In a project with a ledger all documents are read, for which id a document keeps
    depends on the others. Raises ConfigError for a ledger that can't be read.
    """
    site, places = look_around(site, places)
    with workers.start_workers(1) as at_work:
        [read] = (found.outline for found in outlines(at_work, places, site, [path], 1))
        if read.entry is None:
            return None, read.problems, read.withheld
        kept, told = _as_published_before(places.project, site, now)
        if site.ledger and path not in kept:
            own = (found for found in told if found.path == places.place_of(path))
            return None, (*read.problems, *own), None
        entry = kept.get(path, read.entry)
        ids = {known: one.id for known, one in kept.items()}
        [body] = bodies(at_work, places, site, Others(ids), [entry], 1)
    # What is odd in the front matter is found once more with the body.
    problems = tuple(dict.fromkeys((*read.problems, *body.problems)))
    if body.failed:
        return None, problems, None
    return replace(body.of(entry), permalink=site.link_of(entry)), problems, None


def _as_published_before(
    project: Path, site: Site, now: datetime
) -> tuple[Mapping[str, Entry], list[Problem]]:
    """Return all entries by path, as the ledger knows them, and the problems of the ledger.

    Both are empty in a project without a ledger.
    """
    if not site.ledger:
        return {}, []
    known = ledger.read(project)
    # One process: whoever calls a function of a library did not ask for all processors.
    entries = entries_of(project, site, Options(jobs=1))
    found = tree.discover(site.places(project))
    listed = ledger.all_paths(known, found.paths, found.unread)
    kept, told = as_published_before(entries, known, listed, site, now)
    return {entry.path: entry for entry in kept}, told
