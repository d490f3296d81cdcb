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
    folders = dict.fromkeys(places.folders)
    folders |= dict.fromkeys(folder.rpartition("/")[0] for folder in places.folders)
    looked_at = [(folder, folder) for folder in folders] + [("", data) for data in _OF_DATA]
    for counts_for, folder in looked_at:
        for name in _NAMES:
            place = f"{folder}/{name}" if folder else name
            if os.path.isfile(f"{places.project}/{place}"):  # noqa: PTH113 - for each build
                yield counts_for, place
