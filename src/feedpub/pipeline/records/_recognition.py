"""Recognize documents that were published before: by path, bytes, link, text, or title and date."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Final, TypeAlias, TypeVar

from feedpub.model import Entry
from feedpub.pipeline.records._record import Record
from feedpub.web import urls

Item = TypeVar("Item")


def known_again(entries: list[Entry], records: list[Record], listed: set[str]) -> dict[str, Record]:
    """Recognize entries: return the record of each that has one, by the path of the entry."""
    known: dict[str, Record] = {}
    left = {entry.path: entry for entry in entries}
    # Where two records have one path, the record of a removed document gives way.
    by_path = {r.path: r for r in sorted(records, key=lambda record: record.removed is None)}

    def take(path: str, record: Record) -> None:
        known[path] = record
        del left[path]

    for path, entry in list(left.items()):
        if path in by_path and _alike(entry, by_path[path]):
            take(path, by_path[path])
    taken = {record.id for record in known.values()}
    # A document that exists but can't be read keeps its record; no other document may have it.
    unread = listed - {entry.path for entry in entries}
    free = [r for r in records if r.id not in taken and r.path not in unread]
    for of_entry, of_record in _TRAITS:
        moved = unique((record for record in free), of_record)
        for value, entry in unique(left.values(), of_entry).items():
            if value in moved and moved[value].id not in taken:
                taken.add(moved[value].id)
                take(entry.path, moved[value])
    for path in list(left):
        record = by_path.get(path)
        # A new file at the path of a deleted document is a new document.
        if record and record.id not in taken and not record.removed:
            take(path, record)
    return known


def know_articles(
    articles: Iterable[Sequence[Entry]], records: Iterable[Record], known: dict[str, Record]
) -> None:
    """Give the copies of each article one record: the oldest that is of one of them.

    Where none of them has one that is not removed, the article may have had it at another path,
    from where it is gone by now.
    """
    by_text: dict[str, list[Record]] = {}
    for record in records:
        if record.same:
            by_text.setdefault(record.same, []).append(record)
    owners = {record.id: path for path, record in known.items()}
    for article in articles:
        if len(article) == 1 and _is_known(known.get(article[0].path)):
            continue
        paths = {entry.path for entry in article}
        links = {urls.page_of(entry.permalink) for entry in article if entry.own_link} - {None}
        own = [known[path] for path in paths if path in known]
        others = (
            record
            for record in by_text.get(article[0].same, ())
            if record.id not in owners
            and not (record.link and links and urls.page_of(record.link) not in links)
        )
        ranked = [(record.removed is not None, 0, record) for record in own]
        ranked += [(record.removed is not None, 1, record) for record in others]
        if ranked:
            *_, oldest = min(ranked, key=lambda it: (*it[:2], it[2].published, it[2].id))
            owners[oldest.id] = article[0].path
            known.update(dict.fromkeys(paths, oldest))


def _is_known(record: Record | None) -> bool:
    return record is not None and record.removed is None


def _alike(entry: Entry, record: Record) -> bool:
    """Tell whether a document at the same path is still the same article, perhaps edited."""
    return (
        entry.digest == record.digest
        or entry.title == record.title
        or (entry.permalink is not None and entry.permalink == record.link)
    )


def unique(
    items: Iterable[Item], key_of: Callable[[Item], Hashable | None]
) -> dict[Hashable, Item]:
    """Return the items by their key, without items that share one."""
    found: dict[Hashable, Item] = {}
    twice = set()
    for item in items:
        key = key_of(item)
        if key is not None:
            if key in found:
                twice.add(key)
            found[key] = item
    return {key: item for key, item in found.items() if key not in twice}


def day_and_title(title: str, published: datetime | None) -> Hashable | None:
    return (title, published.astimezone(UTC).date()) if title and published else None


_Trait: TypeAlias = tuple[Callable[[Entry], Hashable | None], Callable[[Record], Hashable | None]]
# By what a document that has moved is recognized: the surest first.
_TRAITS: Final[tuple[_Trait, ...]] = (
    (lambda entry: entry.digest or None, lambda record: record.digest or None),
    (lambda entry: urls.page_of(entry.permalink), lambda record: urls.page_of(record.link)),
    (
        lambda entry: (entry.title, entry.published),
        lambda record: (record.title, record.published),
    ),
)
