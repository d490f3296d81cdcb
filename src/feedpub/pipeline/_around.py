"""Learn what documents mean by more than is in them: authors by key, the dates of commits."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from feedpub.config import DateFrom, Site
from feedpub.entries.people import persons
from feedpub.errors import ConfigError
from feedpub.model import Person, Places
from feedpub.source import author_files, data_files


def look_around(site: Site, places: Places) -> tuple[Site, Places]:
    """Return `site` with the authors that have keys, and `places` with what git knows.

    git is asked only where the configuration says so. Raises ConfigError where it can't tell, or a
    file of authors can't be read.
    """
    people = tuple(
        (folder, *known)
        for folder, place in author_files.find(places)
        for known in _people(places.project, place)
    )
    # The nearest folder to a document counts first.
    nearest = tuple(sorted(people, key=lambda one: -len(one[0])))
    site = replace(site, people=nearest)
    if DateFrom.GIT not in site.date_from:
        return site, places
    from feedpub.source.git_log import with_history  # noqa: PLC0415 - for those who ask

    return site, with_history(places)


def _people(project: Path, place: str) -> Iterator[tuple[str, Person]]:
    """Yield each key in a file of authors, and who that is."""
    try:
        found = data_files.read_data(project / place)
    except ValueError as error:
        raise ConfigError(f"{place}: {error}; mend it") from None
    inner = found.get("authors")  # mkdocs-material has all of them below this key
    for key, value in (inner if isinstance(inner, Mapping) else found).items():
        person = next(persons(value), None)
        if person and isinstance(value, str | Mapping):
            yield str(key), person
