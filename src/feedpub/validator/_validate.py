"""Validate the bytes of a file: find its format, read it, apply the rules."""

import codecs
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from feedpub.model import Problem
from feedpub.validator import _json, _kinds, _roots, _xml
from feedpub.validator._decode import check_version, decode, to_text
from feedpub.validator._place import Feed, Kind, Place
from feedpub.validator._report import Enough, Report
from feedpub.validator._shape import Shape, walk
from feedpub.validator._tree import Element
from feedpub.validator.formats import atom, json_feed, media_types, opml, rss, rss_1
from feedpub.validator.formats.modules import QUESTIONABLE
from feedpub.validator.rules import readers

_W3C_READS: Final = 5_000_000
MOST_BYTES: Final = 20_000_000
"""Of a file that has more, nothing but its size is looked at."""

_SHAPES: Final[dict[str, Shape]] = {
    "rss": rss.RSS,
    "rdf:RDF": rss_1.RDF,
    "atom:feed": atom.FEED,
    "atom:entry": atom.ENTRY,
    "opml": opml.OPML,
    "outlineDocument": opml.OPML,
    "feed": json_feed.FEED,
}


@dataclass(frozen=True, slots=True)
class _Served:
    """Where a file is served, as far as that is known, and the moment of the validation."""

    addresses: tuple[str, ...]
    content_type: str | None
    now: datetime | None


def validate(
    data: bytes,
    *,
    name: str,
    addresses: tuple[str, ...] = (),
    content_type: str | None = None,
    now: datetime | None = None,
    size: str = "",
) -> tuple[Problem, ...]:
    """Find what is wrong with a feed, in the order of the file; raise nothing.

    `data` is a file of RSS 2.0, Atom 1.0, OPML or JSON Feed, and `name` its name in findings. It is
    served at `addresses`, of which the last is where redirects end, with `content_type`; without
    these, they are not checked. Without `now`, no date is in the future. `size` tells how many
    bytes the file has, where `data` is only its beginning. The time is linear in the size.
    """
    report = Report(name)
    with suppress(Enough):
        _check(data, size, report, _Served(addresses, content_type, now))
    return report.problems()


def is_json(data: bytes) -> bool:
    """Tell whether a file looks like JSON and not like XML."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")


def read_text(data: bytes) -> str:
    """Return a file of XML as text, whatever its encoding is."""
    return decode(data, Report("")).text


def read_xml(text: str) -> Element | None:
    """Return the tree of a file of XML; None where it is none, or declares entities."""
    return _xml.parse(text, Report(""))[0].root


def _check(data: bytes, size: str, report: Report, served: _Served) -> None:
    if size or len(data) > _W3C_READS:
        report.add("ValidatorLimit", value=size or str(len(data)))
    elif len(data) > readers.LARGE:
        report.add("feed-large", value=str(len(data)))
    if size or len(data) > MOST_BYTES:
        return
    kind = _kinds.kind_of_bytes(data)
    if kind:
        report.add("not-a-feed", 1, 1, kind.cause, **kind.shown)
        return
    feed = (_read_json if is_json(data) else _read_xml)(data, report, served)
    if feed:
        walk(feed.root, _SHAPES[feed.root.name], feed, report.fault, QUESTIONABLE)


def _read_xml(data: bytes, report: Report, served: _Served) -> Feed | None:
    charset = media_types.charset(served.content_type)
    decoded = decode(data, report, charset)
    page = _kinds.kind_of_text(decoded.text, served.addresses[-1] if served.addresses else "")
    if page:
        report.add("not-a-feed", 1, 1, page.cause, **page.shown)
        return None
    check_version(decoded.text, report)
    parsed, source = _xml.parse(decoded.text, report)
    root = parsed.root
    if root is None:
        return None
    kind = _roots.kind_of(root)
    if kind is None or _roots.is_atom_03(root):
        _tell_what_it_is(root, report)
        return None
    version = root.attributes.get("version", "2.0")
    feed = Feed(kind, version, root, source, decoded.encoding, served.addresses, served.now)
    _check_type(kind, report, served)
    for fault in (*_roots.settle(root, kind), *_roots.document_type(parsed, feed)):
        report.fault(fault, Place(feed, root))
    for fault, place in _roots.namespaces(feed):
        report.fault(fault, place)
    return feed


def _tell_what_it_is(root: Element, report: Report) -> None:
    version = _roots.rss_1_version(root)
    if _roots.is_atom_03(root):
        report.at("ObsoleteNamespace", root)
    elif version:
        report.at("rss-1", root, value=version)
    else:
        report.at("not-a-feed", root, value=str(root))


def _read_json(data: bytes, report: Report, served: _Served) -> Feed | None:
    text = to_text(data.removeprefix(codecs.BOM_UTF8), "utf-8", report)
    root = _json.parse(text, report)
    if root is None:
        return None
    _check_type(Kind.JSON, report, served)
    return Feed(Kind.JSON, "1.1", root, data, "utf-8", served.addresses, served.now)


def _check_type(kind: Kind, report: Report, served: _Served) -> None:
    if served.content_type and not media_types.is_of(kind, served.content_type):
        expected = media_types.usual(kind)
        report.add(
            "UnexpectedContentType", value=served.content_type, declared=kind, expected=expected
        )
