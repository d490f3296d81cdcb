"""Addresses: URIs (RFC 2396, RFC 3986) and IRIs (RFC 3987), whole and relative."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin, urlsplit

from feedpub.validator._place import Fault, Place, Rule
from feedpub.validator._tree import Element
from feedpub.validator.codes import CODES
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

_HTTP_REST = re.compile(rf"//(?:{DOMAIN})(?::\d+)?(?:[/?#].*)?", re.DOTALL)
_SCHEME = re.compile(r"[a-zA-Z][0-9a-zA-Z+\-.]*")
_NAMES: Final = {" ": "a space", "\t": "a tab", "\n": "a line break", "\r": "a line break"}

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


def iri(place: Place) -> Iterator[Fault]:
    """An IRI that may be relative."""
    yield from _IRI(place)


def iri_in_base(place: Place) -> Iterator[Fault]:
    """An IRI that is resolved against xml:base."""
    faults = list(_IRI(place))
    yield from faults
    served, base = _served_address(place), base_of(place.element, _served_address(place))
    if not faults and served and base != served:
        within = _document_at(base)
        meant = _document_at(urljoin(base, place.value))
        if meant == within != _document_at(served):
            yield Fault("SameDocumentReference")


def canonical(place: Place) -> Iterator[Fault]:
    """An IRI with its scheme, in the form that has no other (RFC 3986 §6)."""
    faults = list(_FULL_IRI(place))
    yield from faults
    if not faults:
        form = canonical_form(place.value)
        if form is None:
            yield Fault("NonCanonicalURI", cause="none")
        elif form != place.value:
            yield Fault("NonCanonicalURI", shown={"canonical": form})


def http(place: Place) -> Iterator[Fault]:
    """An http(s) address whose host has a dot."""
    if not _HTTP.fullmatch(place.value) or not _WHOLE.fullmatch(place.value):
        yield _no_address("InvalidURLAttribute", place.value)


def is_whole(value: str) -> bool:
    """Tell whether `value` is a URI with its scheme."""
    return bool(_WHOLE.fullmatch(value))


def foreign_character(value: str) -> Mapping[str, str]:
    """Return the first ASCII character of `value` that no address can have, for a message."""
    found = _FOREIGN.search(value)
    if not found:
        return {}
    one = found[0]
    name = _NAMES.get(one) or (one if one.isprintable() else f"U+{ord(one):04X}")
    shown = name if one in _NAMES else f"the character {name}"
    return {"character": shown, "escaped": f"%{ord(one):02X}"}


def base_of(element: Element, served: str) -> str:
    """Return the address against which relative ones in `element` are resolved.

    It is empty where it would be longer than any address.
    """
    steps = (around.attributes.get("xml:base", "") for around in element.and_around())
    bases = [step for step in steps if 0 < len(step) <= _LONGEST]
    return _resolve(served, tuple(reversed(bases))) if bases else served


# All that is in an element has its base, and there can be very much in it.
@lru_cache(maxsize=16)
def _resolve(served: str, steps: tuple[str, ...]) -> str:
    base = served
    for step in steps:
        with suppress(ValueError):
            base = urljoin(base, step)
    return base if len(base) <= _LONGEST else served


def matches(href: str, place: Place) -> bool:
    """Tell whether `href` is where the feed is served."""
    base = base_of(place.element, _served_address(place))
    with suppress(ValueError):
        meant = urljoin(base, href)
        if meant in place.feed.addresses or _without_fragment(meant) == _without_fragment(base):
            return True
        form = canonical_form(meant)
        return form is not None and form in map(canonical_form, place.feed.addresses)
    return False


def has_host(value: str) -> bool:
    """Tell whether `value` names a host."""
    with suppress(ValueError):
        return bool(urlsplit(value).netloc)
    return False


def _served_address(place: Place) -> str:
    return place.feed.addresses[-1] if place.feed.addresses else ""


@lru_cache(maxsize=64)
def _document_at(address: str) -> str:
    """Return the canonical form of an address, without its fragment; "" where it has none."""
    return _without_fragment(canonical_form(address) or "")


def _without_fragment(address: str) -> str:
    return address.partition("#")[0]


def _address(pattern: re.Pattern[str], code: str, *, international: bool) -> Rule:
    def rule(place: Place) -> Iterator[Fault]:
        value = _as_uri(place.value) if international else place.value
        scheme, colon, _ = value.partition(":")
        scheme = scheme.lower()
        if scheme == "tag":
            if not _TAG.fullmatch(value):
                yield Fault("InvalidTAG")
        elif scheme == "urn":
            yield from _wrong_urn(value)
        elif not pattern.fullmatch(value):
            yield _wrong_character(value, pattern, code)
        elif scheme in ("http", "ftp"):
            if not _WITH_HOST.fullmatch(value):
                yield _no_address(code, value)
        elif colon and scheme.isalpha() and scheme not in _SCHEMES:
            yield Fault("SchemeNotIANARegistered", scheme)

    return rule


def _wrong_urn(value: str) -> Iterator[Fault]:
    is_uuid = value.lower().startswith("urn:uuid:")
    if not (_UUID if is_uuid else _URN).fullmatch(value):
        yield Fault("InvalidUUID" if is_uuid else "InvalidURN")


def _wrong_character(value: str, pattern: re.Pattern[str], code: str) -> Fault:
    foreign = foreign_character(value)
    if foreign:
        return Fault("InvalidUriChar", shown=foreign)
    if not value.isascii() and pattern.fullmatch(_as_uri(value)):
        return Fault("UriNotIri")
    return _no_address(code, value)


def _no_address(code: str, value: str) -> Fault:
    """Return the fault of a value that is not an address, with why it is none."""
    foreign = foreign_character(value)
    scheme, colon, rest = value.partition(":")
    if not value:
        cause = "empty"
    elif foreign:
        cause = "character"
    elif not value.isascii():
        cause = "letters"
    elif not colon or not _SCHEME.fullmatch(scheme):
        cause = "scheme"
    elif scheme.lower() in ("http", "https", "ftp") and not _HTTP_REST.fullmatch(rest):
        cause = "host"
    else:
        cause = ""
    return Fault(code, cause=cause if cause in CODES[code].messages else "", shown=foreign)


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
