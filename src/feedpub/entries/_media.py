"""The media files of a document: its head images, and what it names as enclosures."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, TypeAlias

from feedpub.config import Fields, Site
from feedpub.entries._matter import Matter
from feedpub.entries._values import is_false, is_true, scalar, short
from feedpub.model import SEEDS, Asset, Enclosure, Episode
from feedpub.source import media_files
from feedpub.web import text, urls

FindLocal: TypeAlias = Callable[[str, str], "Asset | str | None"]
"""Takes the path of a document and a reference in it; see `enclosures.find_local`."""

MOST_ENCLOSURES: Final = 20
_MOST_LOOKED_AT: Final = 200  # of what one key names; each can be a file to open

_ADDRESS_KEYS: Final = ("src", "url", "href", "link", "file", "path", "image", "feature")
_LENGTH_KEYS: Final = ("length", "size", "bytes")
_TYPE_KEYS: Final = ("type", "mime", "mime_type")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:\.\d+)?")
_LONGEST: Final = 10_000_000  # seconds; some hundred days
_LARGEST: Final = 2**53  # what every reader can count


@dataclass(frozen=True, slots=True)
class _Named:
    """A media file as the front matter names it: by one of `references`."""

    references: tuple[str, ...]
    type: str = ""
    length: int | None = None
    width: int | None = None
    height: int | None = None
    duration: int | None = None


def media(
    matter: Matter, site: Site, permalink: str | None, find_local: FindLocal
) -> tuple[tuple[Enclosure, ...], tuple[Asset, ...]]:
    """Return the enclosures of a document, and the files to copy for those that are local.

    What is named as an enclosure, audio or video comes first, for RSS carries one; then the
    head images: all that the first key with a good one names.
    """
    kept = keyed(matter, site, permalink, find_local)
    return (
        tuple(_timed([enclosure for _, enclosure, _ in kept], matter, site.fields)),
        tuple(asset for _, _, asset in kept if asset),
    )


def keyed(
    matter: Matter, site: Site, permalink: str | None, find_local: FindLocal
) -> list[tuple[str, Enclosure, Asset | None]]:
    """Return each enclosure of a document with its key, and with the file where it is local."""
    found: dict[str, tuple[str, Enclosure, Asset | None]] = {}
    for key, value in matter.given(site.fields.media):
        kind = f"{key}/*" if key in ("audio", "video") else "application/octet-stream"
        if is_true(value) or is_false(value):
            continue
        for enclosure, asset in _found(key, value, kind, matter, site, permalink, find_local):
            found.setdefault(enclosure.url, (key, enclosure, asset))
    for key, value in matter.given(site.fields.image):
        images = list(
            _found(key, value, media_files.SOME_IMAGE, matter, site, permalink, find_local)
        )
        for enclosure, asset in images:
            found.setdefault(enclosure.url, (key, enclosure, asset))
        if images:
            break
    kept = list(found.values())[:MOST_ENCLOSURES]
    if len(found) > MOST_ENCLOSURES:
        what = f"has {len(found)} enclosures, of which {MOST_ENCLOSURES} are kept"
        matter.warn("enclosures-too-many", "", f"{what}; remove some")
    return kept


def episode(matter: Matter, fields: Fields) -> Episode:
    """Return what the document says of itself as an episode."""
    explicit = matter.value(fields.explicit)
    known = is_true(explicit) or is_false(explicit)
    return Episode(
        number=_count(matter.value(fields.episode), least=1),
        season=_count(matter.value(fields.season), least=1),
        explicit=is_true(explicit) if known else None,
    )


def _found(
    key: str,
    value: object,
    kind: str,
    matter: Matter,
    site: Site,
    permalink: str | None,
    find_local: FindLocal,
) -> Iterator[tuple[Enclosure, Asset | None]]:
    for named in islice(_named(value), _MOST_LOOKED_AT):
        for reference in named.references[:MOST_ENCLOSURES]:
            local = find_local(matter.document.path, reference)
            if local and kind == media_files.SOME_IMAGE and not _is_image(local):
                local = "is no picture"
            if isinstance(local, str):
                matter.warn("image-not-copied", key, f"{key} {short(reference)} {local}")
                continue
            base = site.url if local else permalink or site.url
            address = urls.absolute(local.path if local else reference, base)
            if address is None or not urls.has_domain(address):
                what = "is no address that the enclosure of a feed can have"
                fix = "give the http(s) address of the file, or the path of one in seeds/"
                matter.warn("image-address", key, f"{key} {short(reference)} {what}; {fix}")
                continue
            if local is None and permalink is None and "//" not in reference:
                what = f"names no file in {SEEDS}/; the address {address} is used"
                matter.warn("image-not-found", key, f"{key} {short(reference)} {what}")
            yield _enclosure(named, address, kind, local), local
            break


def _is_image(local: Asset | str) -> bool:
    return isinstance(local, str) or local.type.startswith("image/")


def _enclosure(named: _Named, address: str, kind: str, local: Asset | None) -> Enclosure:
    if local:
        return Enclosure(
            address, local.type, local.length, local.width, local.height, named.duration
        )
    return Enclosure(
        address,
        named.type or media_files.type_of(address, kind),
        named.length,
        named.width,
        named.height,
        named.duration,
    )


def _named(value: object) -> Iterator[_Named]:
    """Yield the media files in a value: text, a mapping, or a list of them."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _named(item)
    elif isinstance(value, Mapping):
        references = [
            reference
            for key in _ADDRESS_KEYS
            for named in _named(value.get(key))
            for reference in named.references
        ]
        if references:
            yield _Named(
                tuple(references),
                _type(_first(value, _TYPE_KEYS)),
                _count(_first(value, _LENGTH_KEYS), least=1),
                _count(value.get("width"), least=1),
                _count(value.get("height"), least=1),
                seconds(value.get("duration")),
            )
    elif isinstance(value, str) and value.strip():
        # WordPress keeps address, length and type on three lines.
        address, *rest = value.strip().split("\n")
        length, media_type = (*rest, "", "")[:2]
        yield _Named((address.strip(),), _type(media_type), _count(length, least=1))


def _first(value: Mapping[object, object], keys: tuple[str, ...]) -> object:
    return next((value[key] for key in keys if value.get(key)), None)


def _type(value: object) -> str:
    written = scalar(value).partition(";")[0].strip().lower() if value else ""
    return written if _MEDIA_TYPE.fullmatch(written) else ""


def _count(value: object, *, least: int) -> int | None:
    """Return a value as a whole number from `least` on, None where it is none."""
    written = text.fold(scalar(value)) if value is not None else ""
    if not re.fullmatch(r"[0-9]{1,16}", written):
        return None
    number = int(written)
    return number if least <= number <= _LARGEST else None


def seconds(value: object) -> int | None:
    """Return a duration in seconds: ``1:02:03``, ``62:03`` or ``3723``; None for what is none."""
    written = text.fold(scalar(value)) if value is not None else ""
    clock = _CLOCK.fullmatch(written)
    if clock:
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        total = hours * 3600 + minutes * 60 + rest
    else:
        whole = re.fullmatch(r"(\d+)(?:\.\d+)?", written)
        total = int(whole[1][:16]) if whole else 0
    return total if 0 < total <= _LONGEST else None


def _timed(found: list[Enclosure], matter: Matter, fields: Fields) -> list[Enclosure]:
    """Give the first sound or film the duration that the front matter names by itself."""
    duration = seconds(matter.value(fields.duration))
    for number, enclosure in enumerate(found):
        if duration and enclosure.medium in ("audio", "video"):
            found[number] = replace(enclosure, duration=enclosure.duration or duration)
            break
    return found
