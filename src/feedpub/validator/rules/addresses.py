"""Addresses: URIs (RFC 2396, RFC 3986) and IRIs (RFC 3987), whole and relative."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin, urlsplit

from feedpub.validator._spot import Hit, Rule, Spot
from feedpub.validator._tree import Element
from feedpub.validator.rules.canonical import canonical_form

_CHARACTERS: Final = r"0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#"
_REFERENCE = re.compile(
    rf"(?:[a-zA-Z][0-9a-zA-Z+\-.]*:)?/{{0,2}}(?:\[[0-9A-Fa-f:]+\])?[{_CHARACTERS}]*"
)
_WHOLE = re.compile(rf"[a-zA-Z][0-9a-zA-Z+\-.]*:(?://)?[{_CHARACTERS}]+")
_FOREIGN = re.compile(rf"[^{_CHARACTERS}\u0080-\U0010ffff]")
_URN = re.compile(
    r"urn:[a-z0-9][a-z0-9-]{1,31}:(?:[a-z0-9()+,.:=@;$_!*'\-]|%[0-9a-f]{2})+", re.IGNORECASE
)
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TAG_REST: Final = r"[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*"
_TAG = re.compile(
    rf"tag:(?:[a-z0-9\-._]+@)?[a-z0-9.\-]+,\d{{4}}(?:-\d\d(?:-\d\d)?)?:{_TAG_REST}(?:#{_TAG_REST})?"
)
_WITH_HOST = re.compile(r"\w+://[^/].*", re.DOTALL)
DOMAIN: Final = r"(?:\d{1,3}\.){3}\d{1,3}|(?:[A-Za-z0-9\-]+\.)+[A-Za-z0-9][\-A-Za-z0-9]*"
_HTTP = re.compile(rf"https?://(?:{DOMAIN})(?::\d+)?(?:/.*)?", re.IGNORECASE | re.DOTALL)

# https://www.iana.org/assignments/uri-schemes, those that stand in feeds.
_SCHEMES: Final = frozenset(
    "about acct aaa aaas cap cid crid data dav dict dns fax file ftp geo git go gopher"
    " h323 http https iax icap im imap info ipfs ipp iris irc ldap ldaps magnet mailto matrix mid"
    " modem msrp msrps mtqp mupdate mvn news nfs nntp opaquelocktoken pop pres prospero rtmp rtsp"
    " service sftp shttp sip sips sms snmp ssh stun tag tel telnet tftp thismessage tip tv turn"
    " udp urn vemmi view-source vnc wais webcal ws wss xmpp".split()
)
# Nothing opens a longer address, and it is not used as a base.
_LONGEST: Final = 2000
# The codec of names takes more than linear time, and refuses labels of more than 63 characters.
_LONGEST_LABEL: Final = 100
_DOT = re.compile("[.\u3002\uff0e\uff61]")


def reference(code: str = "InvalidLink") -> Rule:
    """A URI that may be relative."""
    return _address(_REFERENCE, code, international=False)


def whole(code: str = "InvalidFullLink") -> Rule:
    """A URI with its scheme."""
    return _address(_WHOLE, code, international=False)


def iri(spot: Spot) -> Iterator[Hit]:
    """An IRI that may be relative."""
    yield from _IRI(spot)


def iri_in_base(spot: Spot) -> Iterator[Hit]:
    """An IRI that is resolved against xml:base."""
    hits = list(_IRI(spot))
    yield from hits
    served, base = _served_address(spot), base_of(spot.element, _served_address(spot))
    if not hits and served and base != served:
        within = _place(base)
        meant = _place(urljoin(base, spot.value))
        if meant == within != _place(served):
            yield Hit("SameDocumentReference")


def canonical(spot: Spot) -> Iterator[Hit]:
    """An IRI with its scheme, in the form that has no other (RFC 3986 §6)."""
    hits = list(_FULL_IRI(spot))
    yield from hits
    if not hits:
        form = canonical_form(spot.value)
        if form != spot.value:
            yield Hit("NonCanonicalURI", fields={"canonical": form or "not at all"})


def http(spot: Spot) -> Iterator[Hit]:
    """An http(s) address whose host has a dot."""
    if not _HTTP.fullmatch(spot.value) or not _WHOLE.fullmatch(spot.value):
        yield Hit("InvalidURLAttribute")


def is_whole(value: str) -> bool:
    """Tell whether `value` is a URI with its scheme."""
    return bool(_WHOLE.fullmatch(value))


def foreign_character(value: str) -> str | None:
    """Return the first ASCII character of `value` that no address can have."""
    found = _FOREIGN.search(value)
    return found[0] if found else None


def base_of(element: Element, served: str) -> str:
    """Return the address against which relative ones in `element` are resolved.

    It is empty where it would be longer than any address.
    """
    bases = []
    around: Element | None = element
    while around:
        step = around.attributes.get("xml:base", "")
        if 0 < len(step) <= _LONGEST:
            bases.append(step)
        around = around.parent
    return _resolve(served, tuple(reversed(bases))) if bases else served


# All that is in an element has its base, and there can be very much in it.
@lru_cache(maxsize=16)
def _resolve(served: str, steps: tuple[str, ...]) -> str:
    base = served
    for step in steps:
        with suppress(ValueError):
            base = urljoin(base, step)
    return base if len(base) <= _LONGEST else served


def matches(href: str, spot: Spot) -> bool:
    """Tell whether `href` is where the feed is served."""
    base = base_of(spot.element, _served_address(spot))
    with suppress(ValueError):
        meant = urljoin(base, href)
        if meant in spot.feed.addresses or _without_fragment(meant) == _without_fragment(base):
            return True
        form = canonical_form(meant)
        return form is not None and form in map(canonical_form, spot.feed.addresses)
    return False


def has_host(value: str) -> bool:
    """Tell whether `value` names a host."""
    with suppress(ValueError):
        return bool(urlsplit(value).netloc)
    return False


def _served_address(spot: Spot) -> str:
    return spot.feed.addresses[-1] if spot.feed.addresses else ""


@lru_cache(maxsize=64)
def _place(address: str) -> str:
    """Return the canonical form of an address, without its fragment; "" where it has none."""
    return _without_fragment(canonical_form(address) or "")


def _without_fragment(address: str) -> str:
    return address.partition("#")[0]


def _address(pattern: re.Pattern[str], code: str, *, international: bool) -> Rule:
    def rule(spot: Spot) -> Iterator[Hit]:
        value = _as_uri(spot.value) if international else spot.value
        scheme, colon, _ = value.partition(":")
        scheme = scheme.lower()
        if scheme == "tag":
            found = None if _TAG.fullmatch(value) else "InvalidTAG"
        elif scheme == "urn":
            found = _wrong_urn(value)
        elif not pattern.fullmatch(value):
            found = _wrong_character(value, pattern, code)
        elif scheme in ("http", "ftp"):
            found = None if _WITH_HOST.fullmatch(value) else code
        else:
            is_known = not colon or not scheme.isalpha() or scheme in _SCHEMES
            found = None if is_known else "SchemeNotIANARegistered"
        if found:
            yield Hit(found, scheme if found == "SchemeNotIANARegistered" else None)

    return rule


def _wrong_urn(value: str) -> str | None:
    if value.lower().startswith("urn:uuid:"):
        return None if _UUID.fullmatch(value) else "InvalidUUID"
    return None if _URN.fullmatch(value) else "InvalidURN"


def _wrong_character(value: str, pattern: re.Pattern[str], code: str) -> str:
    if foreign_character(value):
        return "InvalidUriChar"
    return "UriNotIri" if not value.isascii() and pattern.fullmatch(_as_uri(value)) else code


def _as_uri(value: str) -> str:
    if value.isascii() or len(value) > _LONGEST:
        return value
    if any(len(label) > _LONGEST_LABEL for label in _DOT.split(value)):
        return value
    try:
        return value.encode("idna").decode("ascii")
    except UnicodeError:
        return value


_IRI: Final = _address(_REFERENCE, "InvalidIRI", international=True)
_FULL_IRI: Final = _address(_WHOLE, "InvalidFullLink", international=False)

full_iri: Final = _FULL_IRI
