"""Plan the feeds: which there are, by the names that entries write, and what is said of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from feedpub.config import CONFIG_PATH, Automatic, Definition, Settings, Site, fill
from feedpub.errors import ConfigError
from feedpub.feeds._members import (
    ALL,
    CATEGORY,
    OWN,
    TAG,
    Key,
    Name,
    definitions_by_key,
    fold,
    kinds,
    may_stand_in,
    name_in_definition,
)
from feedpub.feeds._slug import slug
from feedpub.model import Entry, Feed, Person, Podcast, Target, Tombstone, page_beside
from feedpub.web import text, urls

# The `updated` of an empty feed: RFC 4287 requires one, and the clock is not asked. This is the
# earliest moment that the W3C validator finds plausible.
NEVER: Final = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Plan:
    """One feed before its entries have their content.

    `key` tells which feed it is. `feed` is the feed without entries; `path` is where its files are
    in ``out/``, without their endings. `file` and `place` tell where it is defined. `number`
    entries belong to it, of which `entries` are those that it may hold, newest first.
    """

    path: str
    feed: Feed
    settings: Settings
    entries: tuple[Entry, ...]
    file: str = ""
    place: str = ""
    number: int = 0
    key: Key = ALL


@dataclass(frozen=True, slots=True)
class Total:
    """What all entries add to one feed: how they write its name, and how many belong to it."""

    names: Mapping[Name, int]
    number: int


def plan_feeds(
    totals: Mapping[Key, Total], site: Site, tombstones: tuple[Tombstone, ...] = ()
) -> tuple[Plan, ...]:
    """Plan all feeds, without entries: of everything, by name, and those defined.

    Raises ConfigError where two feeds would have the same file.
    """
    defined = definitions_by_key(site)
    planner = _Planner(site, tombstones)
    nothing = Total({}, 0)
    plans = [planner.plan(ALL, defined.get(ALL), "all", totals.get(ALL, nothing), "{site}", "", {})]
    for kind, automatic in kinds(site):
        named = _names(kind, totals, site)
        are_made = automatic.feeds
        if kind == TAG and may_stand_in(site):
            are_made = not _names(CATEGORY, totals, site)
        for called, key in sorted((called, key) for key, called in named.items()):
            definition, total = defined.get(key), totals.get(key, nothing)
            if definition or (are_made and _is_wanted(automatic, called, total.number)):
                plans.append(planner.automatic(kind, key, automatic, definition, called, total))
    plans += [
        planner.plan(key, own, own.path, totals.get(key, nothing), "{site}", "", {})
        for key, own in defined.items()
        if key[0] == OWN
    ]
    _look_for_clashes(plans, site)
    return tuple(plans)


def _names(kind: str, totals: Mapping[Key, Total], site: Site) -> dict[Key, Name]:
    """Return each category, tag, author or year as most entries write it, by the key of its feed.

    A name in a definition is among them even without entries, for people may have the address of
    its feed.
    """
    written = {key: Counter(total.names) for key, total in totals.items() if key[0] == kind}
    for definition in site.definitions:
        if definition.of and definition.of[0] == kind:
            name = name_in_definition(site, definition)
            written.setdefault((kind, *fold(name)), Counter())[name] += 0
    return {key: _most_common(names) for key, names in written.items()}


def _most_common(names: Counter[Name]) -> Name:
    return min(names, key=lambda name: (-names[name], name))


def _is_wanted(automatic: Automatic, name: Name, number: int) -> bool:
    names = set(map(text.fold_name, (name[-1], "/".join(name))))
    left_out = names & set(map(text.fold_name, automatic.leave_out))
    return number >= automatic.least and not left_out


def _look_for_clashes(plans: Iterable[Plan], site: Site) -> None:
    """Raise ConfigError where two feeds would have the same file, on any file system."""
    owners: dict[str, tuple[Plan, str]] = {}
    for plan in plans:
        pages = [page_beside(plan.path)] if site.pages else []
        if site.pages and plan.path.casefold() == "index":
            raise _wrong_path(
                plan,
                f"{site.output}/index.html is the page that lists the feeds; give"
                f" {plan.feed.title!r} another path, or set pages = false under [build]",
            )
        files = [(path, t.format.value) for t in plan.feed.targets for path in (t.path, *t.aliases)]
        for path, form in (*files, *((page, "page") for page in pages)):
            other = owners.setdefault(path.casefold(), (plan, form))
            if other[0] is not plan or other[1] != form:
                raise _clash(other[0], plan, path, site)
    for name, (plan, _) in owners.items():
        for folder in map(str, PurePosixPath(name).parents):
            if folder in owners:  # a file whose path has no ending
                raise _clash(owners[folder][0], plan, folder, site)


def _clash(one: Plan, other: Plan, path: str, site: Site) -> ConfigError:
    return _wrong_path(
        other if other.place else one,
        f"{one.feed.title!r} and {other.feed.title!r} would both be {site.output}/{path}; give one"
        " of them another path",
    )


def _wrong_path(plan: Plan, what: str) -> ConfigError:
    file, _, line = plan.place.rpartition(":")
    return ConfigError.at(file or CONFIG_PATH, int(line) if line else None, f"path: {what}")


class _Planner:
    """Plans the feeds of one site."""

    def __init__(self, site: Site, tombstones: tuple[Tombstone, ...]) -> None:
        self._site = site
        self._tombstones = tombstones

    def automatic(
        self,
        kind: str,
        key: Key,
        automatic: Automatic,
        definition: Definition | None,
        name: Name,
        total: Total,
    ) -> Plan:
        """Plan the feed of one category, tag, author or year."""
        path = "/".join((kind, *map(slug, name)))
        values = {kind: name[-1], "path": " › ".join(name)}
        # Two branches can end in the same name, so the title shows the whole path.
        title = automatic.title or (
            "{path} · {site}" if len(name) > 1 else f"{{{kind}}} · {{site}}"
        )
        return self.plan(key, definition, path, total, title, automatic.description, values)

    def plan(
        self,
        key: Key,
        definition: Definition | None,
        path: str,
        total: Total,
        title: str,
        description: str,
        values: Mapping[str, str],
    ) -> Plan:
        """Plan one feed; title, path and description of its definition override those given."""
        site = self._site
        own = definition or Definition(file="", settings=site.settings)
        settings = own.settings
        known = dict.fromkeys((*(kind for kind, _ in kinds(site)), "path"), "") | {
            "site": site.title,
            **values,
        }
        path = own.path or path
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
            targets=self._targets(settings, path, own),
            image=self._address(settings.image),
            icon=self._address(settings.icon),
            rights=settings.copyright,
            hubs=settings.hubs,
            schedule=settings.schedule,
            podcast=self._podcast(own.podcast),
            page=page_beside(path) if own.files else "",
            tombstones=self._tombstones if settings.tombstones else (),
        )
        return Plan(path, feed, settings, (), own.file, own.place, total.number, key)

    def _targets(self, settings: Settings, path: str, own: Definition) -> tuple[Target, ...]:
        exact = dict(own.files)
        found = []
        for form in settings.formats:
            file = exact.get(form, f"{path}.{form}")
            copies = [f"{alias}.{form}" for alias in own.aliases]
            copies += [alias for of, alias in own.alias_files if of is form]
            aliases = tuple(dict.fromkeys(copy for copy in copies if copy != file))
            found.append(Target(form, file, self._site.url + quote(file), aliases=aliases))
        return tuple(found)

    def _address(self, reference: str) -> str:
        return urls.absolute(reference, self._site.url) or "" if reference else ""

    def _podcast(self, podcast: Podcast | None) -> Podcast | None:
        return replace(podcast, image=self._address(podcast.image)) if podcast else None
