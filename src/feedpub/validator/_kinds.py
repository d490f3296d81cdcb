"""Tell files that are no feeds by what they are: compressed, pictures, web pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final
from urllib.parse import urljoin

from feedpub.validator._decode import byte_order
from feedpub.validator.rules.html_tokens import tags

_COMPRESSED: Final = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "ZIP"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
)
_BINARY: Final = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"ID3", "an MP3 sound"),
    (b"OggS", "an Ogg file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
# Where the name of the kind stands in a container.
_IN_CONTAINERS: Final = (
    (8, b"WEBP", "a WebP picture"),
    (8, b"WAVE", "a WAV sound"),
    (4, b"ftyp", "a video, a sound or a picture (MP4)"),
)
_LOOKED_AT: Final = 1000  # bytes
_MOST_TAGS: Final = 2000

_HEADERS = re.compile(rb"HTTP/[0-9.]+ [0-9]{3}\b")
_PAGE = re.compile(
    r"(?>\s*+<!--.*?-->|\s*+<\?xml[^>]*+>)*+\s*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json"}
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is that is not a feed: a cause of ``not-a-feed``, and what its message shows."""

    cause: str
    shown: Mapping[str, str] = field(default_factory=dict)


def kind_of_bytes(data: bytes) -> Kind | None:
    """Return what a file is that is not text; None where it may be a feed."""
    for beginning, name in _COMPRESSED:
        if data.startswith(beginning):
            return Kind("compressed", {"value": name})
    if _HEADERS.match(data):
        return Kind("headers")
    for beginning, name in _BINARY:
        if data.startswith(beginning):
            return Kind("binary", {"value": name})
    for at, inside, name in _IN_CONTAINERS:
        if data.startswith(inside, at):
            return Kind("binary", {"value": name})
    if b"\0" in data[:_LOOKED_AT] and byte_order(data) is None:
        return Kind("binary", {"value": "binary data"})
    return None


def kind_of_text(text: str, address: str) -> Kind | None:
    """Return what a text is that is a web page, served at `address`; None for anything else."""
    if not _PAGE.match(text):
        return None
    feed = next(_feeds(text), None)
    if feed is None:
        return Kind("page")
    try:
        return Kind("page-with-feed", {"address": urljoin(address, feed)})
    except ValueError:  # a host in brackets that is no IP address
        return Kind("page-with-feed", {"address": feed})


def _feeds(page: str) -> Iterator[str]:
    """Yield the addresses of the feeds that a page says are its own."""
    for tag in islice(tags(page), _MOST_TAGS):
        given = dict(tag.attributes)
        if tag.name == "link" and "alternate" in given.get("rel", "").lower().split():
            kind, address = given.get("type", "").lower().strip(), given.get("href", "").strip()
            if address and kind in _FEED_TYPES:
                yield address
