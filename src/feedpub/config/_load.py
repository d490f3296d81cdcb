"""Load all files of ``feeds/`` into one `Site`, and find where they disagree."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from feedpub.config._file import ConfigFile
from feedpub.config._keys import AUTOMATIC_FIELDS, DEFINITION_KEYS, KEYS
from feedpub.config._paths import FeedPath, feed_path
from feedpub.config._permalinks import unknown_placeholder
from feedpub.config._settings import Definition, Selection, Settings, Site, Undated
from feedpub.config._templates import fields
from feedpub.config._values import FOLDER_URL, since
from feedpub.errors import ConfigError
from feedpub.model import Format, Podcast, Problem, objection
from feedpub.web import text

CONFIG_PATH = "feeds/site.toml"

Value = TypeVar("Value")


def load(project: Path, site_url: str | None = None) -> Site:
    """Read the ``feeds/*.toml`` of `project`; a project without any gets the defaults.

    `site_url` takes the place of the file's ``[site] url``. Raises ConfigError with every
    mistake, a line each.
    """
    folder = project / "feeds"
    mistakes: list[Problem] = []
    told: list[str] = []
    site = Site()
    if (project / CONFIG_PATH).exists():
        file = ConfigFile(project / CONFIG_PATH, KEYS)
        site = _with_attributes(site, file.values)
        _look_for_the_ledger(file, site)
        _look_at_permalinks(file, site)
        _look_at_folders(file, site, project)
        mistakes += file.mistakes
        told += map(str, file.mistakes)
    if site_url is not None:
        try:
            site = replace(site, url=FOLDER_URL.check(site_url))  # type: ignore[arg-type]
        except ValueError as error:
            told.append(f"--site-url {site_url!r}: {error}")
    files = [ConfigFile(path, DEFINITION_KEYS) for path in _definitions(folder)]
    definitions = [_definition(file, site) for file in files]
    _look_for_disagreements(zip(definitions, files, strict=True))
    for file in files:
        mistakes += file.mistakes
        told += map(str, file.mistakes)
    if told:
        raise ConfigError("\n".join(told), mistakes)
    return replace(site, definitions=tuple(definitions))


_WANTS_A_LEDGER = "the ledger knows what was removed; set ledger = true under [build] in site.toml"


def _look_for_the_ledger(file: ConfigFile, site: Site) -> None:
    """Note a mistake for each key that asks the ledger, where there is none."""
    if site.ledger:
        return
    if site.settings.tombstones:
        file.mistake("build", "tombstones", _WANTS_A_LEDGER)
    if site.keep_published:
        what = "the ledger knows the first dates; set ledger = true under [build]"
        file.mistake("build", "keep_published", what)
    if site.undated is Undated.FIRST_SEEN:
        what = "the ledger knows when they were seen; set ledger = true under [build]"
        file.mistake("documents", "undated", what)


def _look_at_permalinks(file: ConfigFile, site: Site) -> None:
    refused = any(one.message.startswith("[site] blog:") for one in file.mistakes)
    if site.permalinks and not site.blog and not refused:
        what = "is a path below the address of the blog; set blog under [site] too"
        file.mistake("documents", "permalink", what)
    for one in site.permalinks:
        if wrong := unknown_placeholder(one.pattern, site.tool):
            file.mistake("documents", "permalink", wrong)


def _look_at_folders(file: ConfigFile, site: Site, project: Path) -> None:
    """Note a mistake where documents, files and output are not apart from each other."""
    if found := objection(site.places(project)):
        table, key = _FOLDERS[found[0]]
        file.mistake(table, key, found[1])


_FOLDERS = {
    "folders": ("documents", "folder"),
    "files": ("documents", "files"),
    "output": ("output", "folder"),
}


def _definitions(folder: Path) -> list[Path]:
    found = (path for path in folder.glob("*.toml") if path.name != "site.toml")
    return sorted(path for path in found if not path.name.startswith((".", "#")))


def _with_attributes(value: Value, given: Mapping[str, object]) -> Value:
    """Return a frozen value with other attributes; their names in `given` can have dots."""
    changes: dict[str, Any] = {}
    nested: dict[str, dict[str, object]] = {}
    for attribute, item in given.items():
        first, _, rest = attribute.partition(".")
        if rest:
            nested.setdefault(first, {})[rest] = item
        else:
            changes[first] = item
    for first, items in nested.items():
        changes[first] = _with_attributes(getattr(value, first), items)
    return replace(value, **changes)  # type: ignore[type-var]


def _definition(file: ConfigFile, site: Site) -> Definition:
    stem = unicodedata.normalize("NFC", file.name.removeprefix("feeds/").removesuffix(".toml"))
    settings = _settings(file, site)
    path = [item for item in (file.values.get("path"),) if isinstance(item, FeedPath)]
    aliases: tuple[FeedPath, ...] = file.values.get("aliases", ())  # type: ignore[assignment]
    definition = Definition(
        file=file.name,
        place=file.place("", "path"),
        path="".join(item.path for item in path),
        files=_files(file, "path", path, settings.formats),
        id=str(file.values.get("id", "")),
        title=str(file.values.get("title", "")),
        description=str(file.values.get("description", "")),
        of=_of(file, stem),
        settings=settings,
        selection=_selection(file, ZoneInfo(site.timezone)),
        podcast=_podcast(file, site),
        aliases=tuple(item.path for item in aliases if item.path),
        alias_files=_files(file, "aliases", aliases, settings.formats),
    )
    _look_at_templates(file, definition.of)
    if definition.of is None and not definition.path:
        try:
            return replace(definition, path=feed_path(stem))
        except ValueError as error:
            file.note(1, f"the name of the file {error}; or give it a path")
    return definition


def _files(
    file: ConfigFile, key: str, given: Iterable[FeedPath], formats: tuple[Format, ...]
) -> tuple[tuple[Format, str], ...]:
    """Return the whole paths that are `given`, each with the format of the file there."""
    found: dict[str, tuple[Format, str]] = {}
    for form, path in (pair for item in given for pair in item.exact):
        known = [one for one in formats if one == form] if form else _formats_of(path, formats)
        if len(known) != 1:
            what = f"there is no {form} of this feed; add it to formats"
            if not form:
                what = f"{path!r} could be {' or '.join(formats)}; write {{ atom = {path!r} }}, say"
            file.mistake("", key, what)
            continue
        pair = (known[0], path)
        if found.setdefault(path.casefold(), pair) != pair:
            file.mistake("", key, f"{path!r} would be two files; give one of them another path")
    return tuple(found.values())


def _formats_of(path: str, formats: tuple[Format, ...]) -> list[Format]:
    """Return the formats whose name is in the name of a file; all of them where none is."""
    name = path.rpartition("/")[2].lower()
    return [form for form in formats if form in name] or list(formats)


def _of(file: ConfigFile, stem: str) -> tuple[str, str] | None:
    given = list(file.below("of").items())
    if len(given) > 1:
        file.mistake("of", given[1][0], "is one too many; a feed is of one thing")
    if given:
        return given[0][0], str(given[0][1])
    return ("all", "") if stem == "all" else None


def _look_at_templates(file: ConfigFile, of: tuple[str, str] | None) -> None:
    names = AUTOMATIC_FIELDS.get(of[0] if of else "", ("site",))
    for key in ("title", "description"):
        for used in fields(str(file.values.get(key, ""))):
            if used not in names:
                known = ", ".join(f"{{{name}}}" for name in names)
                what = f"{file.values[key]!r} has {{{used}}}, which this feed is not of"
                file.mistake("", key, f"{what}; known are {known}")


def _settings(file: ConfigFile, site: Site) -> Settings:
    settings = _with_attributes(site.settings, file.below("settings"))
    if settings.tombstones and not site.ledger:
        file.mistake("", "tombstones", _WANTS_A_LEDGER)
    return settings


def _selection(file: ConfigFile, zone: ZoneInfo) -> Selection:
    given = dict(file.below("select"))
    for name in ("since", "until"):
        if isinstance(value := given.get(name), date):
            # The last day is in the range to its end.
            whole_day = name == "until" and not isinstance(value, datetime)
            given[name] = since(value + timedelta(days=1) if whole_day else value, zone)
    selection = _with_attributes(Selection(), given)
    if selection.since and selection.until and selection.since >= selection.until:
        file.mistake("select", "until", "is before since; nothing is in between")
    return selection


def _podcast(file: ConfigFile, site: Site) -> Podcast | None:
    given = dict(file.below("itunes"))
    if not file.values.get("podcast"):
        if given:
            file.mistake("itunes", next(iter(given)), "is for podcasts; write podcast = true too")
        return None
    author = given.get("author") or file.values.get("settings.author") or site.settings.author
    given |= {"author": author or "", "owner_name": given.get("owner_name") or author or ""}
    missing = [
        name for name in ("author", "category", "image", "owner_email") if not given.get(name)
    ]
    if missing and not file.mistakes:
        file.mistake(
            "", "podcast", f"directories want {', '.join(missing)}; give it under [itunes]"
        )
    return None if missing else Podcast(**given)  # type: ignore[arg-type]


def _look_for_disagreements(given: Iterable[tuple[Definition, ConfigFile]]) -> None:
    """Note a mistake where two files claim the same path, or the same feed."""
    said: dict[tuple[str, str], str] = {}
    for definition, file in given:
        # For each claim, the table and the key that make it.
        copies = [*definition.aliases, *(path for _, path in definition.alias_files)]
        claims = {("path", alias): ("", "aliases") for alias in copies}
        for path in (definition.path, *(path for _, path in definition.files)):
            claims["path", path] = ("", "path")
        claims.pop(("path", ""), None)
        if definition.of and definition.of[1]:
            claims[definition.of] = ("of", definition.of[0])
        for (kind, name), (table, key) in claims.items():
            folded = name.casefold() if kind == "path" else text.fold_name(name)
            other = said.setdefault((kind, folded), file.name)
            if other != file.name:
                what = f"the path {name!r}" if kind == "path" else f"the feed of {name!r}"
                file.mistake(table, key, f"{what} is also in {other}; change one of the two")
