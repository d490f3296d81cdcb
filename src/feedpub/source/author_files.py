"""Find the files in which tools keep the authors that documents name by a key.

Docusaurus has ``blog/authors.yml``, mkdocs-material ``docs/blog/.authors.yml`` above the posts,
Jekyll ``_data/authors.yml``, Hugo ``data/authors.yaml``. Nothing here is heavy to import.
"""

import os
from collections.abc import Iterator
from typing import Final

from feedpub.model import Places

_NAMES: Final = tuple(
    f"{name}.{ending}" for name in ("authors", ".authors") for ending in ("yml", "yaml", "json")
)
_OF_DATA: Final = ("_data", "data")


def find(places: Places) -> Iterator[tuple[str, str]]:
    """Yield the place of each such file, after the folder in the project for which it counts."""
    for counts_for, place in _looked_for(places):
        if os.path.isfile(f"{places.project}/{place}"):  # noqa: PTH113 - for each build
            yield counts_for, place


def candidates(places: Places) -> Iterator[str]:
    """Yield where such files can be."""
    yield from (place for _, place in _looked_for(places))


def _looked_for(places: Places) -> Iterator[tuple[str, str]]:
    folders = dict.fromkeys(places.folders)
    folders |= dict.fromkeys(folder.rpartition("/")[0] for folder in places.folders)
    looked_at = [(folder, folder) for folder in folders] + [("", data) for data in _OF_DATA]
    for counts_for, folder in looked_at:
        for name in _NAMES:
            yield counts_for, f"{folder}/{name}" if folder else name
