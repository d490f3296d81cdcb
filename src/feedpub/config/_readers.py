"""List the keys of ``[subscribe]``: what pages say of feed readers."""

import re
from typing import Final

from feedpub.config._key import Key
from feedpub.config._values import Schema, Value
from feedpub.web import text, urls

# Of apps too (app://), but not what runs in the page itself.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}]*\{address\}[^\s<>\"{}]*")
_RUNS = re.compile(r"(?:javascript|vbscript|data|file|blob|about):", re.IGNORECASE)

_READER: Final[Schema] = {"type": "string", "pattern": r"^.+ \S*\{address\}\S*$"}


def _readers(value: object) -> tuple[str, ...]:
    return tuple(_reader(item) for item in (value if isinstance(value, list) else [value]))


def _reader(value: object) -> str:
    name, _, address = text.plain(value if isinstance(value, str) else "").rpartition(" ")
    if not name or not _ADDRESS.fullmatch(address) or _RUNS.match(address):
        raise ValueError(
            f"{value!r} is no reader; write its name, a space, and an address in full, with"
            " {address} where that of the feed is to stand"
        )
    return f"{name} {address}"


def _page(value: object) -> str:
    address = urls.absolute(value) if isinstance(value, str) else None
    if address is None and value != "":
        raise ValueError(f"{value!r} is no http(s) address; write one in full, or none: ''")
    return address or ""


SUBSCRIBE_KEYS: Final = (
    Key(
        "subscribe",
        "readers",
        "subscribe.readers",
        Value(_readers, {"anyOf": [_READER, {"type": "array", "items": _READER}]}),
        "feed readers: a name, and an address with `{address}` where that of the feed stands",
    ),
    Key(
        "subscribe",
        "about",
        "subscribe.about",
        Value(_page, {"type": "string"}),
        "a page that says what a feed reader is; empty for none",
    ),
)
