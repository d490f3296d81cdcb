"""Validate the bytes of a file: find its format, read it, apply the rules."""

import codecs
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from feedpub.model import Finding
from feedpub.validator import _json, _roots, readers
from feedpub.validator._decode import check_version, decode
from feedpub.validator._parse import parse
from feedpub.validator._report import MOST, Enough, Report
from feedpub.validator._shape import Shape, walk
from feedpub.validator._spot import Feed, Kind, Spot
from feedpub.validator._tree import Element
from feedpub.validator.formats import atom, json_feed, media_types, opml, rss
from feedpub.validator.formats.modules import QUESTIONABLE

_W3C_READS: Final = 5_000_000
_MOST_BYTES: Final = 20_000_000
_SHAPES: Final[dict[str, Shape]] = {
    "rss": rss.RSS,
    "atom:feed": atom.FEED,
    "atom:entry": atom.ENTRY,
    "opml": opml.OPML,
    "outlineDocument": opml.OPML,
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
) -> tuple[Finding, ...]:
    """Find what is wrong with a feed, in the order of the file; raise nothing.

    `data` is a file of RSS 2.0, Atom 1.0, OPML or JSON Feed, and `name` its name in findings. It is
    served at `addresses`, of which the last is where redirects end, with `content_type`; without
    these, they are not checked. Without `now`, no date is in the future. The time is linear in the
    size of the file.
    """
    report = Report(name)
    with suppress(Enough):
        _check(data, report, _Served(addresses, content_type, now))
    return report.findings()


def is_json(data: bytes) -> bool:
    """Tell whether a file looks like JSON and not like XML."""
    return data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[")


def _check(data: bytes, report: Report, served: _Served) -> None:
    if len(data) > _W3C_READS:
        report.add("ValidatorLimit", value=str(len(data)))
    elif len(data) > readers.LARGE:
        report.add("feed-large", value=str(len(data)))
    if len(data) > _MOST_BYTES:
        return
    if is_json(data):
        _check_json(data, report, served)
    else:
        _check_xml(data, report, served)


def _check_xml(data: bytes, report: Report, served: _Served) -> None:
    charset = media_types.charset(served.content_type)
    decoded = decode(data, report, charset)
    check_version(decoded.text, report)
    parsed, source = parse(decoded.text, report)
    root = parsed.root
    if root is None:
        return
    kind = _roots.kind_of(root)
    if kind is None or _roots.is_atom_03(root):
        _tell_what_it_is(root, report)
        return
    version = root.attributes.get("version", "2.0")
    feed = Feed(kind, version, root, source, decoded.encoding, served.addresses, served.now)
    _check_type(kind, report, served)
    for hit in (*_roots.settle(root, kind), *_roots.document_type(parsed, feed)):
        report.hit(hit, Spot(feed, root))
    for hit, spot in (*_roots.namespaces(feed), *readers.lint(feed)):
        report.hit(hit, spot)
    walk(root, _SHAPES[root.name], feed, report.hit, QUESTIONABLE)


def _tell_what_it_is(root: Element, report: Report) -> None:
    version = _roots.rss_1_version(root)
    if _roots.is_atom_03(root):
        report.add("ObsoleteNamespace", root.line, root.column, root.written)
    elif version:
        report.add("rss-1", root.line, root.column, root.written, value=version)
    else:
        shown = f"an XML file that begins with <{root.written}>"
        report.add("not-a-feed", root.line, root.column, root.written, value=shown)


def _check_json(data: bytes, report: Report, served: _Served) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.add("UnicodeError", data.count(b"\n", 0, error.start) + 1, value=error.reason)
        return
    try:
        value, repeated = _json.parse(text)
    except _json.NoJson as wrong:
        said, line, column = wrong.args
        report.add("json-invalid", line, column, value=said)
        return
    if not isinstance(value, dict) or not _is_feed(value):
        report.add("not-a-feed", value="JSON without a version of JSON Feed")
        return
    for key in repeated:
        report.add("json-key-repeated", value=key)
    _check_type(Kind.JSON, report, served)
    root = Element("feed", "feed", {}, None, 1, 1, 0)
    feed = Feed(Kind.JSON, "1.1", root, data, "utf-8", served.addresses, served.now)
    faults = list(islice(json_feed.FEED(json_feed.Place(value, (), feed)), MOST + 1))
    where = _json.places(text, {fault.path for fault in faults})
    for fault in faults:
        line, column = where.get(fault.path, (1, 1))
        shown = _json.path_as_text(fault.path)
        entry = _id_of_item(value, fault.path)
        report.add(fault.code, line, column, shown, entry, what=shown, value=fault.value)


def _is_feed(value: dict[str, Any]) -> bool:
    return "items" in value or "jsonfeed.org" in str(value.get("version"))


def _id_of_item(feed: dict[str, Any], path: _json.Path) -> str | None:
    if len(path) < 2 or path[0] != "items":
        return None
    item = feed["items"][path[1]]
    given = item.get("id") if isinstance(item, dict) else None
    return str(given) if isinstance(given, str | int) else None


def _check_type(kind: Kind, report: Report, served: _Served) -> None:
    if served.content_type and not media_types.is_of(kind, served.content_type):
        report.add("UnexpectedContentType", value=served.content_type, declared=kind)
