"""Survey one range: sum up what its documents say."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from feedpub.config import Duplicates, Site
from feedpub.entries import Outline
from feedpub.model import Entry, Fact, Problem, Withheld
from feedpub.pipeline._context import Context
from feedpub.pipeline._copies import Whole
from feedpub.pipeline._due import Due, due, next_change
from feedpub.pipeline.memory.digests import digest_of_value, number_of
from feedpub.pipeline.records import enclosure_facts


@dataclass(frozen=True, slots=True)
class Given:
    """Facts about entries that are not in their own documents.

    `ids` are those that the ledger keeps, by path, and `dates` those of publication and of change;
    entries at the paths `taken` name the id of another document. `facts` are of enclosures.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    dates: Mapping[str, tuple[datetime, datetime]] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """The entries at the paths `excluded` are not published; `shown` is what others have more."""

    excluded: frozenset[str] = frozenset()
    shown: Mapping[str, Whole] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """A digest of all that was chosen; empty where nothing was left out, or added."""
        if not (self.excluded or self.shown):
            return ""
        return digest_of_value((sorted(self.excluded), self.shown))

    def published(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield those of the `entries` that are published, with what their copies add."""
        for entry in entries:
            if entry.path not in self.excluded:
                whole = self.shown.get(entry.path)
                yield whole.of(entry) if whole else entry


@dataclass(frozen=True, slots=True)
class Basis:
    """Digests of everything that a range was surveyed from.

    `contents` is a digest of its documents, `made_of` of all that decides about their entries, and
    `choice` of which of these are published, and what their copies add. `names_files` tells that
    some front matter names a local file.
    """

    contents: str
    made_of: str
    choice: str
    names_files: bool


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The result of surveying one range.

    That is true from the moment `since` on and before the moment `until`, in seconds. `problems`
    and `withheld` are of its documents. `ids`, `links` and `texts` hold eight bytes for each entry,
    in hexadecimal digits: equal ids, permalinks and texts have equal ones. `addresses` is a digest
    of the addresses under which others link to the documents. `published` entries are in its
    places, which stand in the `buckets`; `paged` of them have a page.
    """

    basis: Basis
    since: float
    until: float | None
    problems: tuple[Problem, ...]
    withheld: tuple[Withheld, ...]
    ids: str
    links: str
    texts: str
    addresses: str
    published: int
    paged: int
    buckets: tuple[int, ...] = ()

    def is_true(self, made_of: str, now: float) -> bool:
        """Tell whether the survey still holds at the moment `now`, in seconds."""
        in_time = self.since <= now < (self.until or float("inf"))
        return in_time and self.basis.made_of == made_of


def survey_range(
    outlines: Mapping[str, Outline],
    basis: Basis,
    given: Given,
    choice: Choice,
    context: Context,
) -> tuple[Surveyed, list[Entry]]:
    """Survey a range; return the result, and its entries that are published.

    `outlines` are those of all its documents, by path.
    """
    read = outlines.values()
    found = due_entries(read, given, context)
    kept = list(choice.published(found.entries))
    until = next_change(_entries_of(read, given), context.now, future=context.options.future)
    surveyed = Surveyed(
        basis,
        since=context.now.timestamp(),
        until=until.timestamp() if until else None,
        problems=(*(one for o in read for one in o.problems), *found.problems),
        withheld=(*_withheld_documents(read), *found.withheld),
        ids=b"".join(number_of(entry.id) for entry in found.entries).hex(),
        links=_links(kept, context.site),
        texts=_texts(found.entries, context.site),
        addresses=_addresses(outlines, found),
        published=len(kept),
        paged=sum(has_page(context.site, entry) for entry in kept),
    )
    return surveyed, kept


def due_entries(outlines: Iterable[Outline], given: Given, context: Context) -> Due:
    """Return the entries that are published now, and the others with the reason why not."""
    known = _entries_of(outlines, given)
    if given.ids:
        known = [replace(entry, id=given.ids.get(entry.path, entry.id)) for entry in known]
    found = due(known, context.now, future=context.options.future)
    if not given.facts:
        return found
    entries = [enclosure_facts.with_facts(entry, given.facts) for entry in found.entries]
    return replace(found, entries=entries)


def has_page(site: Site, entry: Entry) -> bool:
    """Tell whether `entry` gets a page: where it has no address of its own."""
    return site.pages and entry.permalink is None


def _entries_of(outlines: Iterable[Outline], given: Given) -> list[Entry]:
    entries = (o.entry for o in outlines if o.entry and o.entry.path not in given.taken)
    if not given.dates:
        return list(entries)
    return [_with_dates(entry, given.dates.get(entry.path)) for entry in entries]


def _with_dates(entry: Entry, dates: tuple[datetime, datetime] | None) -> Entry:
    return replace(entry, published=dates[0], updated=dates[1]) if dates else entry


def _withheld_documents(outlines: Iterable[Outline]) -> list[Withheld]:
    return [one.withheld for one in outlines if one.withheld and not one.entry]


def _links(entries: Iterable[Entry], site: Site) -> str:
    """Return a digest of each link, to find equal ones; empty where no pattern makes links."""
    if not (site.permalinks or site.tool):
        return ""
    return b"".join(number_of(entry.permalink) for entry in entries if entry.permalink).hex()


def _texts(entries: Iterable[Entry], site: Site) -> str:
    """Return a digest of the text of each entry that has one, where copies are looked for."""
    if site.duplicates is not Duplicates.MERGE:
        return ""
    return b"".join(number_of(entry.same) for entry in entries if entry.same).hex()


def _addresses(outlines: Mapping[str, Outline], found: Due) -> str:
    """Hash what decides under which address others link to each document.

    One without an address is among them: what links to it would lead elsewhere without it.
    """
    addresses = hashlib.blake2b(digest_size=20)
    for path, outlined in outlines.items():
        known = f"{path}\0{outlined.permalink}\0"
        addresses.update(known.encode("utf-8", "surrogatepass"))
    for entry in found.entries:
        known = f"{entry.path}\0{entry.id}\0{entry.permalink}\0"
        addresses.update(known.encode("utf-8", "surrogatepass"))
    return addresses.hexdigest()
