"""Tell which feeds an entry belongs to, and what a number of entries add to each of them.

The entries of a project are looked at range by range, and the parts that the ranges add to one feed
are put together. So nothing ever holds all entries.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from feedpub.config import Automatic, Definition, Selection, Site
from feedpub.feeds._select import selects
from feedpub.model import Entry
from feedpub.web import text

Name: TypeAlias = tuple[str, ...]
"""The name of a category: one text, or the texts of its branch from the root on."""

Key: TypeAlias = tuple[str, ...]
"""Which feed: ``("all",)``; a kind and a folded name, as ``("category", "news")``; or
``("own", n)`` with the number n of a definition."""

ALL: Final[Key] = ("all",)
OWN: Final = "own"
CATEGORY: Final = "category"
TAG: Final = "tag"
_EVERYTHING: Final = Selection()


class Place(NamedTuple):
    """One entry in a feed: when it was published, in seconds, its path, and a digest of it.

    The places of a feed are sorted from the newest on; where two are equally new, by path.
    """

    published: float
    path: str
    digest: str

    @property
    def rank(self) -> tuple[float, str]:
        """What the places of a feed are sorted by."""
        return -self.published, self.path


class Part(NamedTuple):
    """What some entries add to one feed.

    `names` counts how they write its name; `number` of them belong to it, of which `best` are the
    newest, as many as are to be known.
    """

    key: Key
    names: tuple[tuple[Name, int], ...]
    number: int
    best: tuple[Place, ...]


def kinds(site: Site) -> Iterator[tuple[str, Automatic]]:
    """Yield each kind of feeds that are made by name, in the order in which feeds are listed."""
    yield CATEGORY, site.category
    yield TAG, site.tag
    yield "author", site.author
    yield "year", site.year
    yield "section", site.section
    yield "language", site.language


def may_stand_in(site: Site) -> bool:
    """Tell whether tags have feeds where no entry has a category: nobody has said otherwise."""
    return site.tag.feeds is None and bool(site.category.feeds)


def fold(name: Name) -> Name:
    """Return what all spellings of a name have in common."""
    return tuple(map(text.fold_name, name))


def is_name_of(key: Key, name: Name) -> bool:
    """Tell whether an entry that writes `name` can mean the feed with `key`."""
    if not key or key[0] in (ALL[0], OWN):
        return bool(key) and not name
    return bool(name) and key[1:] == fold(name)


def key_of_definition(site: Site, number: int) -> Key:
    """Return which feed the definition with this `number` defines, or changes."""
    definition = site.definitions[number]
    if definition.of is None:
        return (OWN, str(number))
    kind = definition.of[0]
    if kind == ALL[0]:
        return ALL
    return (kind, *fold(name_in_definition(site, definition)))


def name_in_definition(site: Site, definition: Definition) -> Name:
    """Return the name of the category, tag, author or year that `definition` is about."""
    kind, name = definition.of or ("", "")
    return tuple(name.split("/")) if kind == "category" and site.branches else (name,)


def definitions_by_key(site: Site) -> dict[Key, Definition]:
    """Return the definitions of `site` by the feeds that they define or change."""
    numbers = range(len(site.definitions))
    return {key_of_definition(site, number): site.definitions[number] for number in numbers}


@dataclass(slots=True)
class _Found:
    """What was found of one feed so far."""

    names: Counter[Name] = field(default_factory=Counter)
    number: int = 0
    places: list[Place] = field(default_factory=list)


class Members:
    """Tells which entries belong to the feeds of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._defined = definitions_by_key(site)
        self._own = [key for key in self._defined if key[0] == OWN]
        self._names = [
            (kind, _NAMES[kind](site))
            for kind, automatic in kinds(site)
            if automatic.feeds or any(key[0] == kind for key in self._defined)
        ]
        self._tags_may_stand_in = may_stand_in(site)
        if self._tags_may_stand_in and TAG not in dict(self._names):
            self._names.append((TAG, _NAMES[TAG](site)))

    def limit(self, key: Key) -> int | None:
        """Return how many of its newest entries a feed may hold; None for all."""
        definition = self._defined.get(key)
        settings = definition.settings if definition else self._site.settings
        return None if settings.archive else settings.limit

    def known(self, key: Key) -> int | None:
        """Return how many of its newest entries are to be known; None for all, which pages list."""
        return None if self._site.pages else self.limit(key)

    def feeds_of(self, entry: Entry) -> Iterator[tuple[Key, Name, bool]]:
        """Yield each feed that `entry` names, the name as it writes it, and whether it is in it."""
        yield ALL, (), self._is_in(ALL, entry)
        for kind, names_of in self._names:
            for folded, name in {fold(name): name for name in names_of(entry)}.items():
                key = (kind, *folded)
                yield key, name, self._is_in(key, entry)
        for key in self._own:
            yield key, (), self._is_in(key, entry)

    def parts(self, entries: Iterable[tuple[Entry, str]]) -> Iterator[Part]:
        """Yield what `entries`, each with its digest, add to each feed."""
        found: dict[Key, _Found] = {}
        for entry, digest in entries:
            place = Place(entry.published.timestamp(), entry.path, digest)
            for key, name, is_in in self.feeds_of(entry):
                of = found.setdefault(key, _Found())
                of.names[name] += 1
                if is_in:
                    of.number += 1
                    of.places.append(place)
        if self._tags_may_stand_in and any(key[0] == CATEGORY for key in found):
            # No tag has a feed of its own then, wherever the other entries are.
            found = {k: of for k, of in found.items() if k[0] != TAG or k in self._defined}
        for key, of in found.items():
            best = newest(of.places, self.known(key))
            yield Part(key, tuple(sorted(of.names.items())), of.number, tuple(best))

    def _is_in(self, key: Key, entry: Entry) -> bool:
        definition = self._defined.get(key)
        if definition is None:
            return True
        if definition.selection != _EVERYTHING and not selects(
            definition.selection, entry, self._site
        ):
            return False
        return not definition.podcast or _is_episode(entry)


def newest(places: Iterable[Place], limit: int | None) -> list[Place]:
    """Return the `limit` newest places, all without a limit, in the order of a feed."""
    if limit is None:
        return sorted(places, key=lambda place: place.rank)
    return heapq.nsmallest(limit, places, key=lambda place: place.rank)


def _is_episode(entry: Entry) -> bool:
    return any(enclosure.medium in ("audio", "video") for enclosure in entry.enclosures)


def _categories(site: Site) -> Callable[[Entry], Iterable[Name]]:
    if not site.branches:
        return lambda entry: [(name,) for branch in entry.branches for name in branch]
    # An entry in a branch is also in the feed of each category above it.
    return lambda entry: [
        branch[:depth] for branch in entry.branches for depth in range(1, len(branch) + 1)
    ]


def _years(site: Site) -> Callable[[Entry], Iterable[Name]]:
    zone = ZoneInfo(site.timezone)
    return lambda entry: [(str(entry.published.astimezone(zone).year),)]


def _section(entry: Entry) -> Iterable[Name]:
    """Return the first of the folders that the document is in."""
    folder, slash, _ = entry.path.partition("/")
    return [(folder,)] if slash else []


def _languages(site: Site) -> Callable[[Entry], Iterable[Name]]:
    return lambda entry: [(entry.language or site.settings.language,)]


_NAMES: Final[Mapping[str, Callable[[Site], Callable[[Entry], Iterable[Name]]]]] = {
    "category": _categories,
    "tag": lambda _: lambda entry: [(tag,) for tag in entry.tags],
    "author": lambda _: lambda entry: [(author.name,) for author in entry.authors],
    "year": _years,
    "section": lambda _: _section,
    "language": _languages,
}
