"""Bring an address into the canonical one of its many forms (RFC 3986 §6)."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote, unquote

from feedpub.web import urls

_PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_PORT = re.compile(r":(\d*)\Z")
_IN_PATHS: Final = "-._~!$&'()*+,;=:@"
_PORTS: Final = {"ftp": "21", "http": "80", "https": "443", "telnet": "23", "nntp": "119"}


def canonical_form(address: str) -> str | None:
    """Return the canonical form of `address`, or None if it has none.

    Scheme and host are in lower case, a default port is left out, the path of a host is not
    empty and has no dot segments, and only that is escaped that has to be, in capitals, in UTF-8
    and Unicode's form C.
    """
    found = _PARTS.fullmatch(address)
    if not found or (found[1] is None and found[2] is None and not found[3].startswith("/")):
        return None
    scheme, authority, path, query, fragment = found.groups()
    scheme = scheme and scheme.lower()
    try:
        if authority is not None or path.startswith("/"):
            path = "/".join(_escape(part, _IN_PATHS) for part in _without_dots(path))
        else:
            path = _escape(path, _IN_PATHS + "/")
        query = query if query is None else _escape(query, _IN_PATHS + "/?")
        fragment = fragment if fragment is None else _escape(fragment, _IN_PATHS + "/?")
    except (ValueError, UnicodeError):
        return None
    return "".join(
        [
            f"{scheme}:" if scheme else "",
            f"//{_authority(authority, scheme)}" if authority is not None else "",
            path,
            f"?{query}" if query is not None else "",
            f"#{fragment}" if fragment is not None else "",
        ]
    )


def _authority(authority: str, scheme: str | None) -> str:
    user, at, host = authority.rpartition("@")
    host = host.lower()
    port = _PORT.search(host)
    if port:
        host = host[: port.start()]
    if host.endswith(".") and "." in host[:-1]:
        host = host[:-1]
    shown = f":{port[1]}" if port and port[1] and port[1] != _PORTS.get(scheme or "") else ""
    return f"{user}@{host}{shown}" if at and user.strip(":") else host + shown


def _without_dots(path: str) -> list[str]:
    kept: list[str] = []
    parts = path.split("/")
    for place, part in enumerate(parts):
        is_last = place == len(parts) - 1
        if part == "..":
            if len(kept) > 1:
                kept.pop()
        elif part != ".":
            kept.append(part)
            continue
        if is_last:
            kept.append("")
    return ["", ""] if kept == [""] else kept


def _escape(text: str, also: str) -> str:
    normal = _ESCAPE.sub(_normalize, text)
    decoded = unquote(normal, errors="strict")
    if not unicodedata.is_normalized("NFC", decoded):
        normal = quote(unicodedata.normalize("NFC", decoded), also)
    return quote(normal, also + "%")


def _normalize(found: re.Match[str]) -> str:
    if found[1] is None:
        raise ValueError("a % that is no escape")
    return urls.normal_escape(found[1])
