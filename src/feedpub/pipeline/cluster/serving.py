"""Write a file of ``out/`` into a bucket, as readers and caches want to have it served."""

from typing import Final

from feedpub.source.media_files import type_of
from feedpub.stores import ChangedError, MissingError, Store, TooLargeError

# With the charset, for what is text: a reader that has none may guess.
_TYPES: Final = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
}
_SOME_BYTES: Final = "application/octet-stream"

# A feed is asked for again and again, and an old one is of no use. A file of media/ has its digest
# for a name, so it never changes.
_SHORT: Final = "public, max-age=300"
_LONG: Final = "public, max-age=31536000, immutable"


def content_type(path: str) -> str:
    """Return the media type of a file of ``out/``."""
    ending = path.rpartition("/")[2].rpartition(".")[2].lower()
    return _TYPES.get(ending) or type_of(path, _SOME_BYTES)


def cache_control(path: str) -> str:
    """Return how long caches may keep a file of ``out/``; `path` is relative to it."""
    return _LONG if path.startswith("media/") else _SHORT


def put_file(store: Store, output: str, path: str, body: bytes, replaces: str) -> str:
    """Write the file at `path` in the folder `output`, and return its tag.

    It is written only in place of what has the tag `replaces`, or of nothing where that is empty.
    Raises ChangedError where another file is there, unless it is the same already.
    """
    key = f"{output}/{path}"
    try:
        return store.put(
            key,
            body,
            condition=replaces,
            content_type=content_type(path),
            cache_control=cache_control(path),
        )
    except ChangedError:
        try:
            there, tag = store.get(key, len(body))
        except (MissingError, TooLargeError):
            raise ChangedError(key) from None
        if there != body:
            raise
        return tag
