"""The identity ledger: which document was published under which id, so that it stays so.

Kept in ``feeds/ids.jsonl``, one line a document, and committed. A document is known again by
its path, else by its bytes, its link, or its title and date: so an id survives a rename, a
moved folder, a new title, a new domain and a change of tool.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeAlias, TypeVar
from urllib.parse import urlsplit

from feedpub.model import SEEDS, Entry, Problem, Severity, Tombstone
from feedpub.pipeline.records import jsonl
from feedpub.web import urls

Item = TypeVar("Item")

LEDGER_PATH: Final = "feeds/ids.jsonl"

ID_CHANGED: Final = "id-changed"
"""The code of the problem that a published id changes, or would change."""

# Of the newest removals only: a reader that missed so many asks for the whole feed again anyway.
_MOST_TOMBSTONES: Final = 100


@dataclass(frozen=True, slots=True)
class Record:
    """One published document: its id, and by what it is known again.

    `digest` is that of the file's bytes; `removed` is when it was first seen to be gone.
    """

    path: str
    id: str
    title: str
    published: datetime
    link: str | None = None
    digest: str = ""
    removed: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """What a feed that others made says of one entry."""

    id: str
    title: str
    link: str | None
    published: datetime | None


def read(project: Path) -> list[Record]:
    """Return the ledger of `project`; raise ConfigError, with the line, where it can't be used."""
    return jsonl.read(project, LEDGER_PATH, _parsed, key=lambda record: f"id, {record.id},")


def _parsed(line: Mapping[str, object]) -> Record:
    try:
        record = Record(
            path=_text(line["path"]),
            id=_text(line["id"]),
            title=_text(line.get("title", "")),
            published=_moment(line["published"]),
            link=_text(line["link"]) if line.get("link") else None,
            digest=_text(line.get("digest", "")),
            removed=_moment(line["removed"]) if line.get("removed") else None,
        )
        _place(record.link)
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
    """Yield the records as they are written: by path, then by id."""
    for record in sorted(records, key=lambda record: (record.path, record.id)):
        line = {key: value for key, value in asdict(record).items() if value}
        for name in ("published", "removed"):
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


def listed(records: Iterable[Record], paths: Iterable[str], unread: Collection[str]) -> set[str]:
    """Return the paths of all documents that there are.

    Those in the folders `unread`, which can't be read just now, are there as far as anybody knows.
    """
    inside = tuple(f"{folder}/" if folder else "" for folder in unread)
    return {*paths, *(record.path for record in records if record.path.startswith(inside))}


def keep(
    entries: Iterable[Entry], records: Iterable[Record], listed: Collection[str], id_space: str
) -> tuple[list[Entry], list[Problem]]:
    """Return `entries` with the ids under which they were published before.

    `id_space` is what new ids are made from: `Site.id_space`. `listed` are the paths of all
    documents that there are, also of those that can't be read just now: they keep their ids. An id
    that a document names itself gives way to the published one, which is told.
    """
    given, before = list(entries), list(records)
    known = _known_again(given, before, set(listed))
    holders = {record.id for record in before}
    kept, problems = [], []
    owners = {record.id: path for path, record in known.items()}
    for entry in given:
        record = known.get(entry.path)
        if record is None and entry.own_id and entry.id in owners:
            problems.append(_taken(entry, owners[entry.id]))
        elif record is None:
            kept.append(replace(entry, id=_free_id(entry, holders, id_space)))
        else:
            kept.append(replace(entry, id=record.id))
            # An id that is no URI was made one, differently perhaps by an earlier edition.
            if entry.own_id and entry.id != record.id and not urls.is_made(entry.id):
                problems.append(_changed(entry, record))
    return kept, problems


def renewed(
    records: Iterable[Record],
    published: Iterable[Entry],
    listed: Collection[str],
    withdrawn: Collection[str],
    now: datetime,
) -> list[Record]:
    """Return the ledger after a build that published `published`.

    A record whose document is no longer `listed`, or `withdrawn` by itself (a draft), is
    marked as removed `now`; one whose document can't be read just now stays as it is.
    """
    found = {entry.id: _record(entry, entry.id) for entry in published}
    for record in records:
        if record.id not in found:
            there = record.path in listed and record.path not in withdrawn
            gone = record.removed or now.replace(microsecond=0)
            found[record.id] = record if there else replace(record, removed=gone)
    return list(found.values())


def tombstones(records: Iterable[Record]) -> tuple[Tombstone, ...]:
    """Return the newest removals."""
    gone = [Tombstone(record.id, record.removed) for record in records if record.removed]
    gone.sort(key=lambda stone: (-stone.when.timestamp(), stone.id))
    return tuple(gone[:_MOST_TOMBSTONES])


def take_over(
    items: Iterable[PublishedItem], entries: Iterable[Entry], records: Iterable[Record]
) -> tuple[list[Record], list[tuple[PublishedItem, str]]]:
    """Return the ledger with the ids of an existing feed, and the items left, each with why.

    An item is a document's by link, else by title and day of publication, where just one
    document fits.
    """
    given = list(entries)
    by_link = _unique(given, lambda entry: _place(entry.permalink))
    by_title = _unique(given, lambda entry: _name(entry.title, entry.published))
    paths: dict[str, str] = {}  # of ids that are claimed
    ids: dict[str, str] = {}  # of paths, the first that claimed each
    taken: dict[str, Record] = {}
    left = []
    for item in items:
        place = _place(urls.absolute(item.link) if item.link else None)
        entry = by_link.get(place) or by_title.get(_name(item.title, item.published))
        if entry is None:
            left.append((item, "is no document's by link, nor by title and day"))
        elif urls.identifier(item.id) is None:
            left.append((item, f"has the id {item.id!r}, which is no URI as Atom wants it"))
        elif (
            paths.setdefault(item.id, entry.path) != entry.path
            or ids.setdefault(entry.path, item.id) != item.id
        ):
            left.append((item, "is one of two entries with one id, or for one document"))
        else:
            taken[item.id] = _record(entry, item.id)
    others = (r for r in records if r.path not in ids and r.id not in taken)
    return [*others, *taken.values()], left


def _record(entry: Entry, entry_id: str) -> Record:
    return Record(entry.path, entry_id, entry.title, entry.published, entry.permalink, entry.digest)


def _known_again(
    entries: list[Entry], records: list[Record], listed: set[str]
) -> dict[str, Record]:
    """Return the record of each entry that has one, by the path of the entry."""
    known: dict[str, Record] = {}
    left = {entry.path: entry for entry in entries}
    # A line of what was removed gives way to that of what stands at its path now.
    by_path = {r.path: r for r in sorted(records, key=lambda record: record.removed is None)}

    def take(path: str, record: Record) -> None:
        known[path] = record
        del left[path]

    for path, entry in list(left.items()):
        if path in by_path and _alike(entry, by_path[path]):
            take(path, by_path[path])
    taken = {record.id for record in known.values()}
    # A document that is there but can't be read keeps its record from others.
    unread = listed - {entry.path for entry in entries}
    free = [r for r in records if r.id not in taken and r.path not in unread]
    for of_entry, of_record in _MARKS:
        moved = _unique((record for record in free), of_record)
        for mark, entry in _unique(left.values(), of_entry).items():
            if mark in moved and moved[mark].id not in taken:
                taken.add(moved[mark].id)
                take(entry.path, moved[mark])
    for path in list(left):
        record = by_path.get(path)
        # What stands where another was deleted before is not that other.
        if record and record.id not in taken and not record.removed:
            take(path, record)
    return known


def _alike(entry: Entry, record: Record) -> bool:
    """Tell whether a document at the same path is the same article, edited perhaps."""
    return (
        entry.digest == record.digest
        or entry.title == record.title
        or (entry.permalink is not None and entry.permalink == record.link)
    )


def _unique(items: Iterable[Item], mark: Callable[[Item], Hashable | None]) -> dict[Hashable, Item]:
    """Return the items by their marks, without those that share one."""
    found: dict[Hashable, Item] = {}
    twice = set()
    for item in items:
        key = mark(item)
        if key is not None:
            if key in found:
                twice.add(key)
            found[key] = item
    return {key: item for key, item in found.items() if key not in twice}


def _place(link: str | None) -> Hashable | None:
    """Return a link as it stays when the scheme or the domain's www changes."""
    if not link:
        return None
    parts = urlsplit(link)
    path = parts.path.removesuffix("index.html").rstrip("/")
    return (parts.netloc.lower().removeprefix("www."), path, parts.query)


def _name(title: str, published: datetime | None) -> Hashable | None:
    return (title, published.astimezone(UTC).date()) if title and published else None


_Mark: TypeAlias = tuple[Callable[[Entry], Hashable | None], Callable[[Record], Hashable | None]]
# By what a document is known again that is not where it was: the surest first.
_MARKS: Final[tuple[_Mark, ...]] = (
    (lambda entry: entry.digest or None, lambda record: record.digest or None),
    (lambda entry: _place(entry.permalink), lambda record: _place(record.link)),
    (
        lambda entry: (entry.title, entry.published),
        lambda record: (record.title, record.published),
    ),
)


def _free_id(entry: Entry, holders: Collection[str], id_space: str) -> str:
    """Return the id of a document that was not published before.

    Where another holds that id, as one does that was moved away from this path, it is a new one.
    """
    free, number = entry.id, 0
    while not entry.own_id and free in holders:
        number += 1
        free = urls.urn("path", f"{entry.path}#{number}", id_space)
    return free


def _taken(entry: Entry, owner: str) -> Problem:
    what = f"names the id under which {SEEDS}/{owner} was published before: {entry.id}"
    path = f"{SEEDS}/{entry.path}"
    return Problem(Severity.ERROR, "id-duplicate", path, None, f"{what}; give it one of its own")


def _changed(entry: Entry, record: Record) -> Problem:
    what = f"names the id {entry.id}, but was published as {record.id}, which is kept"
    fix = f"take the id out of the document, or its line out of {LEDGER_PATH}"
    return Problem(Severity.WARNING, ID_CHANGED, f"{SEEDS}/{entry.path}", None, f"{what}; {fix}")
