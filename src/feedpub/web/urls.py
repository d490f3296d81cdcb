"""Read web addresses as a browser does (WHATWG URL), and write them as RFC 3986 wants them.

What is checked is what a browser will fetch: tabs in the scheme, back-slashes, missing slashes
and names in any script are resolved before anything is decided.
"""

import re
import unicodedata
import uuid
from typing import Final
from urllib.parse import unquote, urlsplit

import ada_url

# In characters. RFC 9110 §4.1 asks everybody to accept 8000, and nothing opens longer ones. Without
# a bound, a page could resolve thousands of short references against a huge one.
LONGEST: Final = 8000

_ESCAPE = re.compile(r"%(?:([0-9A-Fa-f]{2})|)")
_NOT_IN_A_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]|(?<!^)[\[\]]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_BEFORE_PATH = re.compile(r"[^/?#]*")
_AUTHORITY = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=:@%]+")
_PUNYCODE = re.compile(r"(?:^|\.)xn--")
_DOMAIN = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[a-z0-9-]+\.)+[a-z0-9][a-z0-9-]*")
_MAILTO = re.compile(
    r"mailto:(?:[^@\s<>\"\\%]|%[0-9A-Fa-f]{2})+@[A-Za-z0-9.-]+(?:\?[^\s<>\"\\]*)?", re.IGNORECASE
)

_HOME = re.compile(r"/?(?:index\.(?:html?|php))?")

_NAMED_ID = re.compile(
    r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|urn:(?!uuid:)[a-z0-9][a-z0-9-]{1,31}:(?:[A-Za-z0-9()+,.:=@;$_!*'-])+"
    r"|tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d{2}(?:-\d{2})?)?:[A-Za-z0-9;/?:@&=+$._!~*'(),-]*"
)
_MADE_ID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}(?:-[0-9a-f]{4,12}){2}")
# Every id that is made and not given lies in this space (RFC 9562 §5.5). Changing it would show
# every entry of every subscriber again as new.
_ID_SPACE: Final = uuid.UUID("9b6c1b0e-52a7-5d38-8e0c-7d1f0b6f4e21")


def absolute(reference: str, base: str | None = None) -> str | None:
    """Resolve `reference` against `base`; return an absolute http(s) address or None.

    The address is normalized as RFC 3986 §6.2.2 and the WHATWG standard say: host in lower
    case and Punycode, no default port, no dot segments, everything that no URI may hold
    percent-encoded; without user name and password. None where it is not an address, has another
    scheme, or is longer than `LONGEST`.
    """
    if len(reference) > LONGEST:
        return None
    try:
        resolved = ada_url.join_url(base, reference) if base else ada_url.normalize_url(reference)
    except (ValueError, UnicodeError):
        return None
    scheme, separator, rest = resolved.partition("://")
    if scheme not in ("http", "https") or not separator:
        return None
    authority_end = len(_BEFORE_PATH.match(rest)[0])  # type: ignore[index] # it always matches
    authority, tail = rest[:authority_end], rest[authority_end:]
    # Nobody wants a password in a feed.
    authority = authority.rpartition("@")[2]
    # No IPv6 in brackets: the W3C validator refuses it as an RSS link and as an atom:id.
    if not _AUTHORITY.fullmatch(authority):
        return None
    host = authority.partition(":")[0]
    if _PUNYCODE.search(host) and _PUNYCODE.search(ada_url.idna_to_unicode(host)):
        return None  # Punycode of nothing: other parsers refuse the address
    head, hash_mark, fragment = _ESCAPE.sub(_normalize, tail).partition("#")
    tail = head + hash_mark + fragment.replace("#", "%23")
    address = f"{scheme}://{authority}{_NOT_IN_A_URI.sub(_escape, tail)}"
    return address if len(address) <= LONGEST else None


def below(reference: str, folder: str) -> str | None:
    """Resolve `reference` as `absolute` does; one from the root is below `folder`, not beside it.

    A site in a folder of its server (``https://example.org/blog/``) writes ``/a.png`` for what is
    in that folder, as the tools that make sites read it, or ``/blog/a.png``.
    """
    address = absolute(reference, folder)
    root = absolute("/", folder)
    if not address or not root or not reference.startswith("/") or not address.startswith(root):
        return address
    path = re.split("[?#]", address, maxsplit=1)[0]
    if f"{path}/".startswith(folder):
        return address
    return absolute(folder + address.removeprefix(root))


def is_home(address: str) -> bool:
    """Tell whether an absolute address is that of a whole site: no path, no query, no place."""
    parts = urlsplit(address)
    return bool(_HOME.fullmatch(parts.path)) and not parts.query and not parts.fragment


def page_of(link: str | None) -> tuple[str, str, str] | None:
    """Return the part of a link that stays when its scheme or the domain's "www." changes."""
    if not link:
        return None
    parts = urlsplit(link)
    path = parts.path.removesuffix("index.html").rstrip("/")
    return (parts.netloc.lower().removeprefix("www."), path, parts.query)


def email(reference: str) -> str | None:
    """Return a ``mailto:`` address as it is, None for anything else."""
    if len(reference) > LONGEST:
        return None
    stripped = reference.strip().replace(" ", "%20")
    return _NOT_IN_A_URI.sub(_escape, stripped) if _MAILTO.fullmatch(stripped) else None


def identifier(given: str) -> str | None:
    """Return `given` if it can be an atom:id as it is (RFC 4287 §4.2.6.1), else None.

    It can be an address from `absolute` that has a canonical form (its escapes are UTF-8 in
    Unicode's form C, and its host does not end in a dot), a URN, or a tag: URI.
    """
    if len(given) > LONGEST:
        return None
    if _NAMED_ID.fullmatch(given):
        return given
    if absolute(given) != given or (urlsplit(given).hostname or "").endswith("."):
        return None
    try:
        decoded = unquote(given, errors="strict")
    except UnicodeDecodeError:
        return None
    return given if unicodedata.is_normalized("NFC", decoded) else None


def urn(kind: str, name: str, project: str = "") -> str:
    """Make a URN for a `kind` of `name`: always the same one, and unique in the world.

    A link is unique by itself. A path, or an id that is not a URI, is unique only within its
    project, so `project` is an id or address that no other project has (RFC 4287 §4.2.6).
    """
    space = uuid.uuid5(_ID_SPACE, project) if project else _ID_SPACE
    return uuid.uuid5(space, f"{kind}:{name}").urn


def is_made(identifier: str) -> bool:
    """Tell whether an id looks like one from `urn`: a UUID made of a name (RFC 9562 §5.5)."""
    return _MADE_ID.fullmatch(identifier) is not None


def has_domain(url: str) -> bool:
    """Tell whether the host of `url` is a dotted name or IPv4 address.

    The W3C validator takes no other host in the address of an enclosure.
    """
    return bool(_DOMAIN.fullmatch(urlsplit(url).hostname or ""))


def normal_escape(digits: str) -> str:
    """Return the normal form of an escape: the character itself where it needs none (RFC 3986)."""
    character = chr(int(digits, 16))
    return character if character in _UNRESERVED else f"%{digits.upper()}"


def _normalize(found: re.Match[str]) -> str:
    return "%25" if found[1] is None else normal_escape(found[1])


def _escape(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
