"""Read what front matter says of a document as an episode of a podcast."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from feedpub.config import Fields
from feedpub.entries._keys import plain_key
from feedpub.entries._matter import Matter
from feedpub.entries._numbers import count
from feedpub.entries._values import is_false, is_true, scalar
from feedpub.model import Attachment, Episode
from feedpub.web import urls

# Those of the podcast namespace (https://podcasting2.org/docs/podcast-namespace).
TRANSCRIPTS: Final[Mapping[str, str]] = {
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "json": "application/json",
    "html": "text/html",
    "htm": "text/html",
    "txt": "text/plain",
}
CHAPTERS: Final[Mapping[str, str]] = {"json": "application/json+chapters"}

_MOST: Final = 20
_ENDING = re.compile(r"\.([A-Za-z]{3,4})(?:[?#].*)?\Z", re.DOTALL)


def episode(matter: Matter, fields: Fields, base: str = "") -> Episode:
    """Return what the front matter says about the document as an episode of a podcast.

    What it names may be relative to `base`.
    """
    chapters = attachments(matter.value(fields.chapters), CHAPTERS, base)
    explicit = matter.value(fields.explicit)
    known = is_true(explicit) or is_false(explicit)
    kind = scalar(matter.value(fields.episode_type)).strip().lower()
    return Episode(
        number=count(matter.value(fields.episode), least=1),
        season=count(matter.value(fields.season), least=1),
        explicit=is_true(explicit) if known else None,
        kind=kind if kind in ("full", "trailer", "bonus") else None,
        transcripts=attachments(matter.value(fields.transcript), TRANSCRIPTS, base),
        chapters=chapters[0] if chapters else None,
    )


def attachments(value: object, types: Mapping[str, str], base: str) -> tuple[Attachment, ...]:
    """Return the files that a value names: a text, a mapping with `url`, or a list of these.

    A file whose type is none of `types` is left out. Addresses may be relative to `base`.
    """
    listed = value if isinstance(value, list | tuple) else [value]
    found = (one for item in listed[:_MOST] for one in _named(item, types, base))
    return tuple(dict.fromkeys(found))


def _named(value: object, types: Mapping[str, str], base: str) -> Iterator[Attachment]:
    said = ""
    if isinstance(value, Mapping):
        value = {plain_key(str(key)): item for key, item in value.items()}
        said = scalar(value.get("type")).strip().lower()
        value = next(filter(None, (value.get(key) for key in ("url", "src", "file", "link"))), "")
    written = scalar(value).strip()
    ending = _ENDING.search(written)
    kind = said if said in types.values() else types.get(ending[1].lower() if ending else "", "")
    address = urls.absolute(written, base) if written and kind else None
    if address and urls.has_domain(address):
        yield Attachment(address, kind)
