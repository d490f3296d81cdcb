"""Find out where the documents of a project are, before its configuration is read.

A build that has nothing to do looks at its documents and reads nothing else, so this is light to
import. What is wrong in the file is told by `config`, which reads all of it.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from feedpub import contents
from feedpub.errors import ConfigError
from feedpub.model import OUTPUT, Places, folder_in_project, objection

_CONFIG: Final = "feeds/site.toml"
_LARGEST_FILE: Final = 8 * 1024 * 1024  # bytes
_NAMES_FOLDERS = re.compile(r"^[^#\n]*\b(?:folder|files)\b", re.MULTILINE)


def places_of(project: Path) -> Places:
    """Return where documents, files and feeds are; the default where that is a mistake."""
    try:
        source = contents.read_text(project / _CONFIG, _LARGEST_FILE)
    except (OSError, UnicodeDecodeError):
        return Places(project)
    if not _NAMES_FOLDERS.search(source):
        return Places(project)
    import tomllib  # noqa: PLC0415 - takes a while to import, and few projects need it

    try:
        tables = tomllib.loads(source)
        documents, output = tables.get("documents", {}), tables.get("output", {})
        places = Places(
            project,
            _folders(documents, "folder") or Places(project).folders,
            _folders(documents, "files"),
            folder_in_project(output.get("folder", OUTPUT)),
        )
    except (ValueError, AttributeError, RecursionError):
        return Places(project)
    return Places(project) if objection(places) else places


def check_folders(places: Places) -> None:
    """Raise ConfigError where a folder of documents is not there."""
    missing = places.missing()
    if missing is not None:
        raise ConfigError(
            f"{places.project / missing}: no such folder; put the documents there, or name the"
            " project with --project"
        )


def _folders(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    given = table.get(key, [])
    listed = given if isinstance(given, list) else [given]
    return tuple(dict.fromkeys(map(folder_in_project, listed)))
