"""What comes out of the cache, held against what feedpub can have put there."""

import re
from pathlib import PurePosixPath
from typing import Final, TypeVar

import msgspec

from feedpub.pipeline._read import Body
from feedpub.sanitizer import passes
from feedpub.web import text

Kept = TypeVar("Kept")

# Who can write into the cache must not publish more by it than words: an address that is none of
# the web, and characters that no feed can carry, are not from us. Looked for in the JSON, for there
# are many; what is taken for such by mistake is made anew.
_SUSPECT: Final = re.compile(
    rb"\\u|[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]"
    rb'|"(?:permalink|url|uri|link|image|icon)":"(?!https?://|")'
)


def decoded(decoder: msgspec.json.Decoder[Kept], data: bytes) -> Kept | None:
    """Return what `data` says, None where it is not what we wrote."""
    try:
        return None if _SUSPECT.search(data) else decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError, RecursionError):
        return None


def is_safe(body: Body) -> bool:
    """Tell whether a body that was kept is as one that comes from the sanitizer."""
    return passes(body.content) and text.without_controls(body.summary) == body.summary


def is_path(name: str) -> bool:
    """Tell whether a name is that of a file below a folder."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
