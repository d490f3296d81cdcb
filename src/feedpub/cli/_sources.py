"""Find the feeds that a command is given: files, folders, addresses, standard input."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from feedpub.errors import ConfigError
from feedpub.validator import MOST_BYTES
from feedpub.web.urls import absolute

_ENDINGS: Final = frozenset({".rss", ".atom", ".xml", ".rdf", ".opml", ".json"})
_OF_ANYTHING: Final = frozenset({".xml", ".json"})

STANDARD_INPUT: Final = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a feed is: its `name` for messages, and its `path` or its address `url`.

    `is_sure` tells that it was named as a feed; a folder can hold other XML and JSON too.
    """

    name: str
    path: Path | None = None
    url: str = ""
    is_sure: bool = True


def sources(names: tuple[str, ...]) -> Iterator[Source]:
    """Yield the feeds that `names` name; raise ConfigError for a path that does not exist."""
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            yield Source("standard input")
        elif name.startswith(("http://", "https://")):
            yield Source(absolute(name) or name, url=name)
        elif path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield Source(name, path)
        else:
            raise ConfigError(f"{name}: no such file or folder; give a feed or its address")


def read(source: Source) -> tuple[bytes, str]:
    """Return the bytes of a feed in a file or on standard input; may raise ConfigError.

    Of what is larger than anything that is checked, the beginning is returned, and its size.
    """
    if source.path is None:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        return data, f"more than {MOST_BYTES}" if len(data) > MOST_BYTES else ""
    try:
        with source.path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
            return data, str(os.fstat(file.fileno()).st_size) if len(data) > MOST_BYTES else ""
    except OSError as error:
        raise ConfigError(f"{source.name}: can't be read: {error.strerror}") from None


def _in_folder(folder: Path) -> Iterator[Source]:
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in _ENDINGS and not path.name.startswith(".") and path.is_file()
    )
    if not found:
        raise ConfigError(f"{folder}: no feeds in it; build them with feedpub build")
    for path in found:
        yield Source(str(path), path, is_sure=path.suffix not in _OF_ANYTHING)
