"""The files that are published beside the feeds: their names, types and sizes, by their bytes.

A name is the digest of the bytes that are served, so that the same picture is one file.
"""

import base64
import binascii
import hashlib
import io
import re
import struct
from dataclasses import replace
from typing import Final
from urllib.parse import unquote, unquote_to_bytes

import imagesize
import puremagic

from feedpub.model import Asset, Unusable
from feedpub.sanitizer.drawings import NoDrawingError, clean_drawing

# In bytes, of a picture in the text of a document; all feeds with the document hold it meanwhile.
LARGEST_EMBEDDED: Final = 4_000_000
# What is smaller, in bytes or in pixels, keeps the place of a picture that is loaded late.
_LEAST_EMBEDDED: Final = 150
_FEWEST_PIXELS: Final = 64

_MOST_READS: Final = 5_000  # of one picture, for its size

DRAWING: Final = "image/svg+xml"
# The types that are copied: those that can't run a script when they are opened by themselves; an
# SVG could, so it is cleaned.
_COPIED: Final = {
    "image/apng": "png",
    "image/avif": "avif",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/webp": "webp",
    "audio/flac": "flac",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
}
# Types for which puremagic has an older name.
_OTHER_NAMES: Final = {
    "audio/x-m4a": "audio/mp4",
    "audio/m4a": "audio/mp4",
    "audio/mp3": "audio/mpeg",
    "audio/x-flac": "audio/flac",
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "application/ogg": "audio/ogg",
    "video/x-m4v": "video/mp4",
}


_LONGEST_BEGINNING: Final = 10_000
_BEGINNING_OF_DRAWING: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?>.*?-->)\s*+)*+(?:<!DOCTYPE\s+svg|<svg[\s>/])",
    re.DOTALL,
)
_DATA: Final = re.compile(
    r"data:(?:image/[a-z0-9.+-]+)?(?:;(?!base64)[^;,]*)*(?P<base64>;\s*base64)?\s*,(?P<data>.*)",
    re.IGNORECASE | re.DOTALL,
)


def read_embedded(document: str, reference: str) -> Asset | Unusable | None:
    """Read the picture that a ``data:`` address in the document at `document` holds.

    Returns Unusable where it can't be published, and None where it only keeps the place of another
    picture.
    """
    written = _DATA.match(reference)
    data = _decode(written) if written else None
    if data is None:
        return Unusable("is no picture that can be read; put it into a file")
    if len(data) > LARGEST_EMBEDDED:
        most = f"has more than {LARGEST_EMBEDDED} bytes"
        return Unusable(f"{most}; put it into a file, and make it smaller")
    found = asset_of(document, data, is_embedded=True)
    if isinstance(found, Unusable):
        return None if _is_drawing(data) or len(data) < _LEAST_EMBEDDED else found
    if found.type == DRAWING:
        return None if b"feGaussianBlur" in data else found
    if not found.type.startswith("image/"):
        return Unusable("is no picture; put it into a file")
    small = (found.width or _FEWEST_PIXELS) * (found.height or _FEWEST_PIXELS) < _FEWEST_PIXELS
    return None if small else found


def asset_of(source: str, data: bytes, *, is_embedded: bool = False) -> Asset | Unusable:
    """Return these bytes, of the file or document at `source`, as a file to publish.

    Returns Unusable where they can't be published. With `is_embedded`, the Asset holds its bytes.
    """
    if _is_drawing(data):
        media_type = DRAWING
        try:
            data = clean_drawing(data)
        except NoDrawingError as error:
            return Unusable(f"is not copied, for it {error}")
    else:
        media_type = _type_of_bytes(data)
    if media_type not in _COPIED:
        return Unusable(
            "is not copied, for it is no picture, sound or film that is safe to serve; use"
            " PNG, JPEG, GIF, WebP, AVIF, MP3, M4A, MP4…"
        )
    path = f"media/{_digest(data)}.{_COPIED[media_type]}"
    found = Asset(source, path, media_type, len(data), *_size_of(data, media_type))
    return replace(found, data=data) if is_embedded else found


def _is_drawing(data: bytes) -> bool:
    return _BEGINNING_OF_DRAWING.match(data[:_LONGEST_BEGINNING]) is not None


def _decode(written: re.Match[str]) -> bytes | None:
    """Return the bytes in a ``data:`` address (RFC 2397), None where they can't be read."""
    if not written["base64"]:
        return unquote_to_bytes(written["data"])
    packed = re.sub(r"\s", "", unquote(written["data"])).rstrip("=")
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _size_of(data: bytes, media_type: str) -> tuple[int | None, int | None]:
    """Return width and height of a picture in pixels."""
    if not media_type.startswith("image/"):
        return None, None
    try:
        width, height = imagesize.get(_FewReads(data))
    except (ValueError, OSError, IndexError, struct.error, RecursionError):
        return None, None
    return (int(width), int(height)) if width > 0 and height > 0 else (None, None)


class _FewReads(io.BytesIO):
    """The bytes of a picture, which can be read a few thousand times only.

    A picture has some dozens of parts; a file of nothing but parts would take seconds to read.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._left = _MOST_READS

    def read(self, size: int | None = -1) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise OSError("too many parts")
        return super().read(size)


def _type_of_bytes(data: bytes) -> str:
    # puremagic knows one brand of these containers only, and no MP3 without a tag.
    if data[4:8] == b"ftyp":
        if b"avif" in data[8:64]:
            return "image/avif"
        if data[8:12] in (b"M4A ", b"M4B "):
            return "audio/mp4"
    if data[:1] == b"\xff" and data[1:2] and data[1] & 0xE6 == 0xE2:
        return "audio/mpeg"
    try:
        media_type: str = puremagic.from_string(data, mime=True)
    except (puremagic.PureError, ValueError):
        return ""
    return _OTHER_NAMES.get(media_type, media_type)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
