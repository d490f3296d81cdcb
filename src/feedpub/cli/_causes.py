"""Find the documents of this project that have caused problems of its feeds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from feedpub import config, validator
from feedpub.errors import FeedpubError
from feedpub.model import Problem
from feedpub.pipeline._gate import field_of
from feedpub.pipeline.build import Options, entries_of
from feedpub.pipeline.records import ledger
from feedpub.source import documents
from feedpub.source.places import places_of


def at_documents(project: Path, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield each problem at the document of its entry, or where it was if that is not known.

    One document stands in many feeds: what is wrong with it is told once, and names one of them.
    """
    paths = _documents(project, (one.path for one in problems if one.entry))
    told = set()
    for problem in problems:
        path = paths.get(problem.entry) if problem.entry else None
        if path is None:
            yield problem
            continue
        place = places_of(project).file(path)
        line = _line(project, path, field_of(problem))
        known = (place, line, problem.code, problem.message)
        if known not in told:
            told.add(known)
            message = f"{problem.message} ({problem.path}:{problem.line}:{problem.column})"
            yield replace(problem, path=place, line=line, column=None, message=message)


def _documents(project: Path, feeds: Iterable[str]) -> Mapping[str, str]:
    """Return the path of each document by the id of its entry; none where there is no project."""
    try:
        site = config.load(project, _site_url(project, feeds))
        found = {entry.id: entry.path for entry in entries_of(project, site, Options())}
        if site.ledger:
            published = (one for one in ledger.read(project) if not one.removed)
            found |= {record.id: record.path for record in published}
    except FeedpubError:
        return {}
    return found


def _site_url(project: Path, feeds: Iterable[str]) -> str | None:
    """Return where `out/` is served, as one of its feeds says it, for ids are made from that.

    A build can be given another address than the configuration has.
    """
    out = places_of(project).out.resolve()
    for path in dict.fromkeys(feeds):
        file = Path(path).resolve()
        if file.is_relative_to(out):
            written = file.relative_to(out).as_posix()
            address = _address_of(file)
            if address.endswith(f"/{written}"):
                return address.removesuffix(written)
    return None


def _address_of(feed: Path) -> str:
    with suppress(OSError):
        root = validator.read_xml(validator.read_text(feed.read_bytes()))
        for element in root.descendants() if root else ():
            given = element.attributes
            if element.name == "atom:link" and given.get("rel") == "self":
                return given.get("href", "")
    return ""


def _line(project: Path, path: str, field: str) -> int:
    """Return the line of a field of a document; the first one where that is not known."""
    document, _ = documents.read(places_of(project), path)
    if document is None:
        return 1
    if field == "body":
        return document.body_line
    lines = map(document.line_of, field.split(" or "))
    return next(filter(None, lines), 1)
