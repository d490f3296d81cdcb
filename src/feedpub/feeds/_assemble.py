"""Plan the feeds: which there are, and which entries each may hold."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from feedpub.config import Automatic, Definition, Selection, Settings, Site, fill
from feedpub.errors import ConfigError
from feedpub.feeds._select import selects
from feedpub.feeds._slug import slug
from feedpub.model import Entry, Feed, Person, Podcast, Target, Tombstone, page_beside
from feedpub.web import text, urls

# The `updated` of an empty feed: RFC 4287 requires one, and the clock is not asked. This is the
# earliest moment that the W3C validator finds plausible.
NEVER: Final = datetime(1990, 1, 1, tzinfo=UTC)

_EVERYTHING: Final = Selection()

Name = tuple[str, ...]
"""The name of a category: one text, or the texts of its branch from the root on."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One feed before its entries have their content.

    `entries` are all that it may hold, newest first; `number` entries belong to it, which are its
    `members` where the project has pages. `feed` is the feed without entries; `path` is where its
    files are in ``out/``, without their endings. `file` and `place` tell where it is defined.
    """

    path: str
    feed: Feed
    settings: Settings
    entries: tuple[Entry, ...]
    file: str = ""
    place: str = ""
    members: tuple[Entry, ...] = ()
    number: int = 0


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Sort entries by date of publication, newest first; where that is equal, by path."""
    return sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.path))


def assemble(
    entries: Iterable[Entry], site: Site, tombstones: tuple[Tombstone, ...] = ()
) -> tuple[Plan, ...]:
    """Plan all feeds: of everything, of categories and the like by name, and those defined.

    A feed without an archive may hold only the newest ``limit`` of its entries.
    """
    ordered = newest_first(entries)
    changed = {
        (definition.of[0], text.fold_name(definition.of[1])): definition
        for definition in site.definitions
        if definition.of
    }
    assembler = _Assembler(site, tombstones)
    plans = [assembler.plan(changed.get(("all", "")), "all", ordered, "{site}", "", {})]
    for kind, automatic in _kinds(site):
        defined = [d.of[1] for (of, _), d in changed.items() if of == kind and d.of]
        if not (automatic.feeds or defined):
            continue
        for name, members in _by_name(kind, ordered, site, defined):
            definition = changed.get((kind, text.fold_name("/".join(name))))
            if definition or _is_wanted(automatic, name, members):
                plans.append(assembler.automatic(kind, automatic, definition, name, members))
    plans += [
        assembler.plan(definition, definition.path, ordered, "{site}", "", {})
        for definition in site.definitions
        if definition.of is None
    ]
    _look_for_clashes(plans, site)
    return tuple(plans)


def _look_for_clashes(plans: Iterable[Plan], site: Site) -> None:
    """Raise ConfigError where two feeds would have the same file, on any file system."""
    owners: dict[str, Plan] = {}
    for plan in plans:
        pages = [page_beside(plan.path)] if site.pages else []
        if site.pages and plan.path.casefold() == "index":
            raise ConfigError(
                f"{plan.place}: path: out/index.html is the page that lists the feeds; give"
                f" {plan.feed.title!r} another path, or set pages = false under [build]"
            )
        for target in plan.feed.targets:
            for path in (target.path, *target.aliases, *pages):
                other = owners.setdefault(path.casefold(), plan)
                if other is not plan:
                    place = plan.place or other.place
                    raise ConfigError(
                        f"{place}: path: {other.feed.title!r} and {plan.feed.title!r} would both be"
                        f" out/{path}; give one of them another path"
                    )


def _kinds(site: Site) -> Iterator[tuple[str, Automatic]]:
    yield "category", site.category
    yield "tag", site.tag
    yield "author", site.author
    yield "year", site.year


def _by_name(
    kind: str, ordered: Iterable[Entry], site: Site, defined: Iterable[str]
) -> Iterator[tuple[Name, list[Entry]]]:
    """Yield each category, tag, author or year with its entries, sorted by name.

    Names that are equal when they are folded are one, written as most entries write it. A name in
    a definition is yielded even without entries, for people may have the address of its feed.
    """
    names_of = _NAMES[kind](site)
    in_branches = kind == "category" and site.branches
    members: dict[Name, list[Entry]] = {}
    written: dict[Name, Counter[Name]] = {}
    for name in defined:
        path = tuple(name.split("/")) if in_branches else (name,)
        members[_fold(path)] = []
        written[_fold(path)] = Counter({path: 0})
    for entry in ordered:
        for folded, used in {_fold(name): name for name in names_of(entry)}.items():
            members.setdefault(folded, []).append(entry)
            written.setdefault(folded, Counter())[used] += 1
    found = [(_most_common(names), folded) for folded, names in written.items()]
    for called, folded in sorted(found):
        yield called, members[folded]


def _most_common(names: Counter[Name]) -> Name:
    return min(names, key=lambda name: (-names[name], name))


def _fold(name: Name) -> Name:
    return tuple(map(text.fold_name, name))


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


_NAMES: Final[Mapping[str, Callable[[Site], Callable[[Entry], Iterable[Name]]]]] = {
    "category": _categories,
    "tag": lambda _: lambda entry: [(tag,) for tag in entry.tags],
    "author": lambda _: lambda entry: [(author.name,) for author in entry.authors],
    "year": _years,
}


def _is_wanted(automatic: Automatic, name: Name, members: list[Entry]) -> bool:
    names = set(map(text.fold_name, (name[-1], "/".join(name))))
    left_out = names & set(map(text.fold_name, automatic.leave_out))
    return automatic.feeds and len(members) >= automatic.least and not left_out


class _Assembler:
    """Plans the feeds of one site."""

    def __init__(self, site: Site, tombstones: tuple[Tombstone, ...]) -> None:
        self._site = site
        self._tombstones = tombstones

    def automatic(
        self,
        kind: str,
        automatic: Automatic,
        definition: Definition | None,
        name: Name,
        members: list[Entry],
    ) -> Plan:
        path = "/".join((kind, *map(slug, name)))
        values = {kind: name[-1], "path": " › ".join(name)}
        # Two branches can end in the same name, so the title shows the whole path.
        title = automatic.title or (
            "{path} · {site}" if len(name) > 1 else f"{{{kind}}} · {{site}}"
        )
        return self.plan(definition, path, members, title, automatic.description, values)

    def plan(
        self,
        definition: Definition | None,
        path: str,
        members: list[Entry],
        title: str,
        description: str,
        values: Mapping[str, str],
    ) -> Plan:
        """Plan one feed; title, path and description of its definition override those given."""
        site = self._site
        own = definition or Definition(file="", settings=site.settings)
        settings = own.settings
        known = dict.fromkeys(("category", "path", "tag", "author", "year"), "") | {
            "site": site.title,
            **values,
        }
        path = own.path or path
        chosen = members
        if own.selection != _EVERYTHING:
            chosen = [entry for entry in chosen if selects(own.selection, entry, site)]
        if own.podcast:
            chosen = [entry for entry in chosen if _is_episode(entry)]
        kept = tuple(chosen if settings.archive else chosen[: settings.limit])
        title = fill(own.title or title, **known)
        feed = Feed(
            id=own.id or site.url + quote(path),
            title=title,
            subtitle=fill(own.description or description, **known) or site.description or title,
            link=site.url + quote(page_beside(path)) if site.pages else site.blog or site.url,
            language=settings.language,
            updated=NEVER,
            author=Person(settings.author or site.title),
            entries=(),
            targets=self._targets(settings, path, own.aliases),
            image=self._address(settings.image),
            icon=self._address(settings.icon),
            rights=settings.copyright,
            hubs=settings.hubs,
            schedule=settings.schedule,
            podcast=self._podcast(own.podcast),
            tombstones=self._tombstones if settings.tombstones else (),
        )
        everything = tuple(chosen) if site.pages else ()
        return Plan(path, feed, settings, kept, own.file, own.place, everything, len(chosen))

    def _targets(
        self, settings: Settings, path: str, aliases: tuple[str, ...]
    ) -> tuple[Target, ...]:
        return tuple(
            Target(
                format=form,
                path=f"{path}.{form}",
                url=f"{self._site.url}{quote(path)}.{form}",
                aliases=tuple(f"{alias}.{form}" for alias in aliases),
            )
            for form in settings.formats
        )

    def _address(self, reference: str) -> str:
        return urls.absolute(reference, self._site.url) or "" if reference else ""

    def _podcast(self, podcast: Podcast | None) -> Podcast | None:
        return replace(podcast, image=self._address(podcast.image)) if podcast else None


def _is_episode(entry: Entry) -> bool:
    return any(enclosure.medium in ("audio", "video") for enclosure in entry.enclosures)
