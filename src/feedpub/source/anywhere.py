"""Find a file by its name alone, wherever it is: so Obsidian reads links, and Hugo references."""

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from feedpub.model import Places
from feedpub.source.names import fold
from feedpub.source.passed_over import ENDINGS, is_passed_over

MARK: Final = "[["
"""Begins a reference that is a name, or the last part of a path, of a file that is anywhere."""


def find(places: Places, document: str, name: str, *, is_document: bool) -> str | None:
    """Return the place in the project of the file called `name`; None where there is none.

    A document may be called without its ending. Of several, the one beside `document` is meant,
    else the one in the fewest folders, as in Obsidian.
    """
    wanted = fold(name.removeprefix(MARK).strip("/"))
    last = wanted.rpartition("/")[2]
    found = _places_by_name(places, places.names_digest) if places.names_digest else _index(places)
    alike = [place for place in found.get(last, ()) if f"/{fold(place)}".endswith(f"/{wanted}")]
    if is_document:
        alike = [place for place in alike if place.lower().endswith(ENDINGS)]
        for ending in ENDINGS:
            called = found.get(f"{last}{ending}", ())
            alike += [one for one in called if f"/{fold(one)}".endswith(f"/{wanted}{ending}")]
    own = os.path.dirname(places.place_of(document))  # noqa: PTH120
    return min(
        alike,
        key=lambda place: (os.path.dirname(place) != own, place.count("/"), place),  # noqa: PTH120
        default=None,
    )


@lru_cache(maxsize=2)
def _places_by_name(places: Places, _digest: str) -> dict[str, tuple[str, ...]]:
    return _index(places)


def _index(places: Places) -> dict[str, tuple[str, ...]]:
    """Return the places of all files that documents may name, by their names."""
    found: dict[str, list[str]] = {}
    for place in _files(places):
        found.setdefault(fold(place.rpartition("/")[2]), []).append(place)
    return {name: tuple(sorted(set(alike))) for name, alike in found.items()}


def _files(places: Places) -> Iterator[str]:
    folders = list(dict.fromkeys((*places.folders, *places.files)))
    if places.stored:
        for folder in folders:
            for place in places.stored.below(folder):
                within = place.removeprefix(f"{folder}/") if folder else place
                hidden = any(map(is_passed_over, within.split("/")))
                if not (hidden or places.is_apart(place)):
                    yield place
        return
    while folders:
        here = folders.pop()
        try:
            with os.scandir(f"{places.project}/{here}") as entries:
                for entry in entries:
                    place = f"{here}/{entry.name}" if here else entry.name
                    if is_passed_over(entry.name) or places.is_apart(place):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(place)
                    else:
                        yield place
        except OSError:
            continue
