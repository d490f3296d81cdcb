"""Check that feedpub itself can have written what comes out of the cache."""

import re
from pathlib import PurePosixPath
from typing import Final, TypeVar

import msgspec

from feedpub.pipeline._read import Body
from feedpub.sanitizer import passes
from feedpub.web import text

Kept = TypeVar("Kept")

# Whoever writes into the cache must not get more than words published. So a row is refused where an
# address is not http or https, or a character could not be in a feed. The JSON is searched, not the
# values, for there are many; a row that is refused by mistake is only made anew.
_CONTROLS: Final = bytes((*range(0x20), 0x7F))
# Several searches, each for what begins with one certain byte, take a third of the time of one.
_SUSPECT: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rb"\xc2[\x80-\x9f]",
        rb"\xef\xbf[\xbe\xbf]",
        rb'"(?:permalink|url|uri|link|image|icon)":"(?!https?://|")',
    )
)

# A character by its number, and no backslash of a text with a letter after it.
_ESCAPE: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u")


def decode(decoder: msgspec.json.Decoder[Kept], data: bytes) -> Kept | None:
    """Decode a row of the cache; return None where feedpub can't have written it."""
    return None if _is_suspect(data) else decode_words(decoder, data)


def decode_words(decoder: msgspec.json.Decoder[Kept], data: bytes) -> Kept | None:
    """Decode a row of what is only counted, or cleaned where it is printed; None for junk."""
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError, RecursionError):
        return None


def _is_suspect(data: bytes) -> bool:
    try:
        # Faster than a search.
        if len(data.translate(None, _CONTROLS)) < len(data):
            return True
        if any(one.search(data) for one in _SUSPECT):
            return True
        return b"\\u" in data and _ESCAPE.search(data) is not None
    except (TypeError, AttributeError):  # it is no bytes
        return True


def is_safe(body: Body) -> bool:
    """Tell whether a body from the cache has content, and the sanitizer would leave it as it is."""
    return (
        bool(body.content or body.failed)
        and passes(body.content)
        and text.without_controls(body.summary) == body.summary
    )


def is_path(name: str) -> bool:
    """Tell whether `name` stays inside the folder to which it is relative."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
