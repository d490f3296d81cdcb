"""Find out what a new version of a feed file changes for its readers."""

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from lxml import etree

from feedpub.model import Changes, Format

_ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entry in a feed file, with everything that tells two versions of it apart."""

    title: str
    link: str
    published: str
    digest: bytes


def changes(before: bytes, after: bytes, form: Format) -> Changes:
    """Compare two versions of a feed file that feedpub wrote; `before` can be empty.

    A version that can't be read any more counts as empty.
    """
    old, new = _entries(before, form), _entries(after, form)
    added = {key: entry for key, entry in new.items() if key not in old}
    dropped = {key: entry for key, entry in old.items() if key not in new}
    names = {_name(entry) for entry in dropped.values()}
    links = {entry.link for entry in dropped.values() if entry.link}
    again = [
        entry.title for entry in added.values() if _name(entry) in names or entry.link in links
    ]
    return Changes(
        added=tuple(entry.title for entry in added.values()),
        changed=tuple(
            entry.title for key, entry in new.items() if key in old and old[key] != entry
        ),
        dropped=tuple(entry.title for entry in dropped.values()),
        again=tuple(again),
    )


def _name(entry: _Seen) -> tuple[str, str]:
    return entry.title, entry.published


def _entries(body: bytes, form: Format) -> Mapping[str, _Seen]:
    read = {Format.JSON: _of_json, Format.ATOM: _of_atom, Format.RSS: _of_rss}[form]
    try:
        return dict(read(body))
    except (ValueError, KeyError, TypeError, RecursionError, etree.LxmlError):
        return {}


def _of_json(body: bytes) -> Iterator[tuple[str, _Seen]]:
    for item in json.loads(body)["items"]:
        whole = json.dumps(item, sort_keys=True).encode()
        yield (
            str(item["id"]),
            _Seen(
                str(item.get("title", "")),
                str(item.get("url", "")),
                str(item["date_published"]),
                _digest(whole),
            ),
        )


def _of_atom(body: bytes) -> Iterator[tuple[str, _Seen]]:
    for entry in _parse(body).iterfind(f"{_ATOM}entry"):
        link = entry.find(f"{_ATOM}link[@rel='alternate']")
        yield (
            entry.findtext(f"{_ATOM}id", ""),
            _Seen(
                _title(entry.find(f"{_ATOM}title")),
                link.get("href", "") if link is not None else "",
                entry.findtext(f"{_ATOM}published", ""),
                _digest(etree.tostring(entry, with_tail=False)),
            ),
        )


def _of_rss(body: bytes) -> Iterator[tuple[str, _Seen]]:
    for item in _parse(body).iterfind("channel/item"):
        yield (
            item.findtext("guid", ""),
            _Seen(
                html.unescape(item.findtext("title", "")),
                item.findtext("link", ""),
                item.findtext("pubDate", ""),
                _digest(etree.tostring(item, with_tail=False)),
            ),
        )


def _title(element: etree._Element | None) -> str:
    text = (element.text or "") if element is not None else ""
    return html.unescape(text) if element is not None and element.get("type") == "html" else text


def _parse(body: bytes) -> etree._Element:
    return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))


def _digest(body: bytes) -> bytes:
    return sha256(body).digest()
