"""Keep the ids of documents: the ledger notes which document was published under which id.

It is ``feeds/ids.jsonl``, one line a document, and is committed. A document is recognized by its
path, else by its bytes, its link, or its title and date; copies of one article, by their text. So
an id survives a rename, a moved folder, a new title, a new domain and a change of tool.
"""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from feedpub.model import UNDATED, Entry, Problem, Severity, Tombstone, place_of
from feedpub.pipeline.records import jsonl
from feedpub.pipeline.records._recognition import day_and_title, know_articles, known_again, unique
from feedpub.pipeline.records._record import Record
from feedpub.web import urls

__all__ = [
    "ID_CHANGED",
    "LEDGER_PATH",
    "PublishedItem",
    "Record",
    "all_paths",
    "keep",
    "lines",
    "read",
    "take_over",
    "tombstones",
    "update",
]

LEDGER_PATH: Final = "feeds/ids.jsonl"

ID_CHANGED: Final = "id-changed"
"""The code of the problem that a published id changes, or would change."""

# Only for the newest removals: a reader that missed more asks for the whole feed again anyway.
_MOST_TOMBSTONES: Final = 100


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """One entry of a feed that another program made."""

    id: str
    title: str
    link: str | None
    published: datetime | None


def read(project: Path) -> list[Record]:
    """Read the ledger of `project`; raise ConfigError, with the line, where it can't be used."""
    return jsonl.read(project, LEDGER_PATH, _parse, key=lambda record: f"id, {record.id},")


def _parse(line: Mapping[str, object]) -> Record:
    try:
        record = Record(
            path=_text(line["path"]),
            id=_text(line["id"]),
            title=_text(line.get("title", "")),
            published=_moment(line["published"]),
            link=_text(line["link"]) if line.get("link") else None,
            digest=_text(line.get("digest", "")),
            same=_text(line.get("same", "")),
            updated=_moment(line["updated"]) if line.get("updated") else None,
            removed=_moment(line["removed"]) if line.get("removed") else None,
        )
        urls.page_of(record.link)
    except (KeyError, ValueError, OverflowError):
        raise ValueError(
            f"the line of {line.get('path')!r} lacks its id, path or date; take the line from an"
            " earlier commit"
        ) from None
    if urls.identifier(record.id) is None:
        raise ValueError(
            f"{record.id!r} can't be the id of an entry, which is a URI; take the line from an"
            " earlier commit"
        )
    return record


def lines(records: Iterable[Record]) -> Iterator[dict[str, object]]:
    """Yield the records as lines of the file, sorted by path, then by id."""
    for record in sorted(records, key=lambda record: (record.path, record.id)):
        line = {key: value for key, value in asdict(record).items() if value}
        for name in ("published", "updated", "removed"):
            if name in line:
                line[name] = line[name].isoformat()
        yield line


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def all_paths(records: Iterable[Record], paths: Iterable[str], unread: Collection[str]) -> set[str]:
    """Return the paths of all documents that exist.

    Documents in the folders `unread`, which can't be read just now, count as existing.
    """
    inside = tuple(f"{folder}/" if folder else "" for folder in unread)
    return {*paths, *(record.path for record in records if record.path.startswith(inside))}


def keep(
    entries: Iterable[Entry],
    records: Iterable[Record],
    listed: Collection[str],
    id_space: str,
    today: datetime,
    articles: Iterable[Sequence[Entry]] = (),
    *,
    dates: bool = False,
) -> tuple[list[Entry], list[Problem]]:
    """Return `entries` with the ids under which they were published before, and the problems.

    New ids are made within `id_space` (`Site.id_space`). `listed` are the paths of all documents
    that exist; also those that can't be read just now keep their ids. An id that a document names
    itself gives way to the published one, with a warning. The entries of each of `articles` are
    copies, and get one id. With `dates`, what has the same title and text as before keeps the first
    dates, too. What has no date is of the day on which it was first seen, which may be `today`.
    """
    given, before = list(entries), list(records)
    known = known_again(given, before, set(listed))
    know_articles(articles, before, known)
    holders = {record.id for record in before}
    kept, problems = [], []
    owners = {record.id: path for path, record in known.items()}
    for entry in given:
        record = known.get(entry.path)
        if record is None and entry.own_id and entry.id in owners:
            problems.append(_id_is_taken(entry, owners[entry.id]))
        elif record is None:
            free = _free_id(entry, holders, id_space)
            kept.append(replace(_with_dates(entry, None, today, first=dates), id=free))
        else:
            kept.append(replace(_with_dates(entry, record, today, first=dates), id=record.id))
            # An id that is not a URI was made one, perhaps differently by an earlier edition.
            if entry.own_id and entry.id != record.id and not urls.is_made(entry.id):
                problems.append(_id_would_change(entry, record))
    return kept, problems


def update(
    records: Iterable[Record],
    published: Iterable[Entry],
    listed: Collection[str],
    withdrawn: Collection[str],
    now: datetime,
) -> list[Record]:
    """Return the ledger after a build that published `published`.

    A record is marked as removed `now` where its document is no longer `listed`, or `withdrawn` by
    its author (a draft). It stays as it is where its document can't be read just now.
    """
    found = {entry.id: _record(entry, entry.id) for entry in published}
    for record in records:
        if record.id not in found:
            there = record.path in listed and record.path not in withdrawn
            gone = record.removed or now.replace(microsecond=0)
            found[record.id] = record if there else replace(record, removed=gone)
    return list(found.values())


def tombstones(records: Iterable[Record]) -> tuple[Tombstone, ...]:
    """Return a tombstone for each of the newest removals."""
    gone = [Tombstone(record.id, record.removed) for record in records if record.removed]
    gone.sort(key=lambda stone: (-stone.when.timestamp(), stone.id))
    return tuple(gone[:_MOST_TOMBSTONES])


def take_over(
    items: Iterable[PublishedItem], entries: Iterable[Entry], records: Iterable[Record]
) -> tuple[list[Record], list[tuple[PublishedItem, str]]]:
    """Take ids over from an existing feed: return the ledger, and the items left, each with why.

    An item belongs to the one document with its link, else to the one with its title and day of
    publication. An address with letters beyond ASCII is taken over as the address that it stands
    for, in ASCII: as it is, no valid feed could have it.
    """
    given = list(entries)
    by_link = unique(given, lambda entry: urls.page_of(entry.permalink))
    by_title = unique(given, lambda entry: day_and_title(entry.title, entry.published))
    paths: dict[str, str] = {}  # of ids that are claimed
    ids: dict[str, str] = {}  # of paths, the first that claimed each
    taken: dict[str, Record] = {}
    left = []
    for item in items:
        place = urls.page_of(urls.absolute(item.link) if item.link else None)
        entry = by_link.get(place) or by_title.get(day_and_title(item.title, item.published))
        if entry is None:
            left.append((item, "is no document's by link, nor by title and day"))
            continue
        kept = id_in_ascii(item.id)
        if kept is None:
            left.append((item, f"has the id {item.id!r}, which is no URI as Atom wants it"))
        elif (
            paths.setdefault(kept, entry.path) != entry.path
            or ids.setdefault(entry.path, kept) != kept
        ):
            left.append((item, "is one of two entries with one id, or for one document"))
        else:
            dated = entry if entry.dated else replace(entry, published=item.published or UNDATED)
            taken[kept] = _record(dated, kept)
    others = (r for r in records if r.path not in ids and r.id not in taken)
    return [*others, *taken.values()], left


def id_in_ascii(given: str) -> str | None:
    """Return an id as a feed can have it: an IRI as its URI (RFC 3987 §3.1); None for none."""
    if given.isascii():
        return urls.identifier(given)
    address = urls.absolute(unicodedata.normalize("NFC", given))
    return urls.identifier(address) if address else None


def _record(entry: Entry, entry_id: str) -> Record:
    return Record(
        *(entry.path, entry_id, entry.title, entry.published, entry.permalink, entry.digest),
        same=entry.same,
        updated=entry.updated if entry.same and entry.updated != entry.published else None,
    )


def _with_dates(entry: Entry, record: Record | None, today: datetime, *, first: bool) -> Entry:
    """Return `entry` with the day on which it was first seen, where it has no date.

    With `first`, it has the dates of its record if nothing but its dates has changed since.
    """
    seen = record.published if record and record.published != UNDATED else today
    if not entry.dated:
        return replace(entry, published=seen, updated=seen)
    if not (first and record and entry.same and entry.same == record.same):
        return entry
    if entry.published < record.published:
        return entry
    return replace(entry, published=record.published, updated=record.updated or record.published)


def _free_id(entry: Entry, holders: Collection[str], id_space: str) -> str:
    """Return an id for a document that was not published before.

    Its own id may be taken, by a document that was moved away from this path; then it is numbered.
    """
    free, number = entry.id, 0
    while not entry.own_id and free in holders:
        number += 1
        free = urls.urn("path", f"{entry.path}#{number}", id_space)
    return free


def _id_is_taken(entry: Entry, owner: str) -> Problem:
    other = place_of(entry.folder, owner)
    what = f"names the id under which {other} was published before: {entry.id}"
    path = entry.place
    return Problem(Severity.ERROR, "id-duplicate", path, None, f"{what}; give it one of its own")


def _id_would_change(entry: Entry, record: Record) -> Problem:
    what = f"names the id {entry.id}, but was published as {record.id}, which is kept"
    fix = f"take the id out of the document, or its line out of {LEDGER_PATH}"
    return Problem(Severity.WARNING, ID_CHANGED, entry.place, None, f"{what}; {fix}")
