"""Look up when documents were committed, as `git_log` has found out."""

import unicodedata
from functools import lru_cache

from feedpub.model import Places


def commits_of(places: Places, path: str) -> tuple[int, int] | None:
    """Return when the document at `path` was first and last committed, in seconds."""
    if not places.history:
        return None
    return _by_path(places.history).get(unicodedata.normalize("NFC", path))


@lru_cache(maxsize=2)
def _by_path(history: bytes) -> dict[str, tuple[int, int]]:
    found = {}
    for line in history.decode("utf-8", "surrogateescape").split("\n"):
        first, _, rest = line.partition(" ")
        last, _, path = rest.partition(" ")
        if path:
            found[path] = (int(first), int(last))
    return found
