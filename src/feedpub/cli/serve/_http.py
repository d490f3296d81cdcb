"""Read from headers what a request wants of a file: 304, a range, gzip (RFC 9110).

All functions take headers; nothing here reads or sends anything.
"""

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime
from typing import Final

from feedpub.model import Format
from feedpub.source.media_files import TYPES

HTML: Final = "text/html; charset=utf-8"

# Not Python's `mimetypes`, which reads tables of the machine. feedpub writes UTF-8 only.
_TYPES: Final = {
    **TYPES,
    **{
        format_.value: f"{format_.media_type}; charset=utf-8"
        for format_ in (Format.RSS, Format.ATOM)
    },
    Format.JSON.value: Format.JSON.media_type,  # JSON has no charset (RFC 8259)
    "opml": "text/x-opml; charset=utf-8",
    "html": HTML,
    "htm": HTML,
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "woff": "font/woff",
    "woff2": "font/woff2",
}
_PACKABLE: Final = re.compile(r"text/|[a-z/]+[/+](?:xml|json)\b")
_NOT_WORTH_PACKING: Final = 500  # bytes

_SETTLED: Final = 2_000_000_000  # nanoseconds

_RANGE: Final = re.compile(r"\s*bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.IGNORECASE)
_TAG: Final = re.compile(r'(?:W/)?("[^"]*")')
_QUALITY: Final = re.compile(r"\s*([^\s;,]+)\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*", re.IGNORECASE)


class Unsatisfiable(Exception):
    """A range begins after the end of the file."""


def media_type(name: str) -> str:
    """Return the media type of a file, with its charset where the type has one."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def packable(type_: str, size: int) -> bool:
    """Tell whether gzip makes a file smaller: text, but no file that is compressed already."""
    return size >= _NOT_WORTH_PACKING and bool(_PACKABLE.match(type_))


def takes_gzip(headers: Mapping[str, str]) -> bool:
    """Tell whether a client takes gzip (§12.5.3).

    A client that asks for a range gets no gzip, for the range is of the file itself.
    """
    if "range" in headers:
        return False
    qualities = {
        coding.lower(): quality
        for coding, quality in _QUALITY.findall(headers.get("accept-encoding", ""))
    }
    quality = qualities.get("gzip", qualities.get("*", "0"))
    return bool(quality.strip("0.")) or not quality


def date(modified: int) -> str:
    """Return a time of change, in nanoseconds, as an HTTP date."""
    return formatdate(modified // 1_000_000_000, usegmt=True)


def last_modified(modified: int, now: int) -> dict[str, str]:
    """Return the header Last-Modified (§8.8.2); both times are in nanoseconds.

    There is none for a change of this very second: another change may follow within it, and curl,
    on which many readers are built, drops an answer that is not newer than the one before.
    """
    return {"Last-Modified": date(modified)} if now - modified >= _SETTLED else {}


def has_it(headers: Mapping[str, str], tag: str, modified: int) -> bool:
    """Tell whether a client has the file already (§13.2.2), so that the answer is 304.

    `tag` is the entity tag, quoted; `modified` the time of change in nanoseconds.
    """
    if "if-none-match" in headers:
        known = headers["if-none-match"]
        return known.strip() == "*" or tag in _TAG.findall(known)
    since = _moment(headers.get("if-modified-since", ""))
    return since is not None and modified // 1_000_000_000 <= since


def span(headers: Mapping[str, str], size: int, tag: str, modified: int) -> tuple[int, int] | None:
    """Return begin and end of the range that is asked for (§14.2); the end is not included.

    None for all bytes: without a range, with several, with a malformed one, or with one of an
    earlier version of the file. Raises Unsatisfiable.
    """
    found = _RANGE.fullmatch(headers.get("range", ""))
    if found is None or headers.get("if-range", tag) not in (tag, date(modified)):
        return None
    first, last = found.groups()
    if not (first or last) or (first and last and int(first) > int(last)):
        return None
    begin = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if begin >= size:
        raise Unsatisfiable
    return begin, end


def _moment(text: str) -> float | None:
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
