"""Read one document by itself, as a build reads it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from feedpub.config import Site
from feedpub.model import Entry, Places, Problem, Withheld
from feedpub.pipeline import workers
from feedpub.pipeline._around import look_around
from feedpub.pipeline._read import bodies, outlines
from feedpub.pipeline.build import Options, entries_of
from feedpub.pipeline.records import ledger
from feedpub.source import tree


def entry_of(
    places: Places, site: Site, path: str
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
        kept, told = _ids_of_ledger(places.project, site)
        if site.ledger and path not in kept:
            own = (found for found in told if found.path == places.place_of(path))
            return None, (*read.problems, *own), None
        [body] = bodies(at_work, places, site, kept, [read.entry], 1)
    # What is odd in the front matter is found once more with the body.
    problems = tuple(dict.fromkeys((*read.problems, *body.problems)))
    if body.failed:
        return None, problems, None
    entry = replace(read.entry, id=kept.get(path, read.entry.id))
    return replace(body.of(entry), permalink=site.link_of(entry)), problems, None


def _ids_of_ledger(project: Path, site: Site) -> tuple[Mapping[str, str], list[Problem]]:
    """Return the ids of all documents by path, and the problems of the ledger.

    Both are empty in a project without a ledger.
    """
    if not site.ledger:
        return {}, []
    known = ledger.read(project)
    # One process: whoever calls a function of a library did not ask for all processors.
    entries = entries_of(project, site, Options(jobs=1))
    found = tree.discover(site.places(project))
    listed = ledger.all_paths(known, found.paths, found.unread)
    kept, told = ledger.keep(entries, known, listed, site.id_space)
    return {entry.path: entry.id for entry in kept}, told
