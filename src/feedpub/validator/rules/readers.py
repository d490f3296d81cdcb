"""Warn of parts of a valid feed that some readers would not show.

A rule is for items of RSS and entries of Atom. A new rule is a function here, with its name in
`RULES` and its code in `validator.codes.own`. What readers do is known from their own code and
issue trackers.
"""

from collections.abc import Iterator
from typing import Final

from feedpub.validator._place import Fault, Kind, Place, Rule
from feedpub.validator._tree import Element
from feedpub.validator.rules.links import relation

_DATES: Final = (
    "pubDate", "dc:date", "dcterms:created", "dcterms:issued", "dcterms:modified",
    "atom:published", "atom:updated",
)  # fmt: skip
_CONTENT: Final = (
    "description", "content:encoded", "xhtml:body", "atom:content", "atom:summary",
)  # fmt: skip
_ENDINGS: Final = {
    **{ending: f"image/{ending}" for ending in ("png", "gif", "webp", "avif")},
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
    **{ending: f"audio/{ending}" for ending in ("ogg", "opus", "flac", "wav")},
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "oga": "audio/ogg",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "mov": "video/quicktime",
}

_MOST_ENCLOSURES: Final = 100  # of an entry; each is looked for in all of its texts

LARGE: Final = 1_000_000
"""Bytes. FeedBurner and R Weekly take no more, The Old Reader some times that."""


def _has_date(place: Place) -> Iterator[Fault]:
    if not any(place.element.has(name) for name in _DATES):
        yield Fault("item-without-date")


def _can_be_opened(place: Place) -> Iterator[Fault]:
    if not _link(place.element) and not any(place.element.text_of(name) for name in _CONTENT):
        has_xhtml = any(content.children for content in place.element.all("atom:content"))
        if not has_xhtml and not place.element.all("enclosure") and not _enclosures(place.element):
            yield Fault("nothing-to-open")


def _is_told_by_id(place: Place) -> Iterator[Fault]:
    is_rss = place.feed.kind is Kind.RSS
    if is_rss and not place.element.has("guid") and not place.element.has("link"):
        yield Fault("id-by-place")


def _guid_is_no_other_link(place: Place) -> Iterator[Fault]:
    guid, link = place.element.first("guid"), place.element.text_of("link")
    if guid and link and guid.attributes.get("isPermaLink", "true") == "true":
        named = guid.text.strip()
        if named != link and named.startswith(("http://", "https://")):
            yield Fault("guid-is-not-the-link", named, guid)


def _images_are_seen(place: Place) -> Iterator[Fault]:
    item = place.element
    enclosures = _enclosures(item)[:_MOST_ENCLOSURES]
    if not any(one.attributes.get("type", "").startswith("image/") for one in enclosures):
        return
    contents = [element for name in _CONTENT for element in item.all(name)]
    seen = {
        element.attributes.get("url")
        for element in item.descendants()
        if element.name.startswith("media:")
    }
    seen |= {inner.attributes.get("src") for each in contents for inner in each.descendants()}
    for enclosure in enclosures:
        url, kind = _address(enclosure), enclosure.attributes.get("type", "")
        is_unseen = kind.startswith("image/") and url not in seen
        if is_unseen and not any(_names(element.text, url) for element in contents):
            yield Fault("image-hidden", url, enclosure)


def _types_are_true(place: Place) -> Iterator[Fault]:
    for enclosure in _enclosures(place.element):
        url, kind = _address(enclosure), enclosure.attributes.get("type", "")
        true = _ENDINGS.get(url.rpartition(".")[2].lower())
        if true and kind in ("application/octet-stream", "binary/octet-stream", ""):
            yield Fault(
                "enclosure-type",
                url,
                enclosure,
                shown={"declared": kind or "not given", "true": true},
            )


def _thumbnails_have_company(place: Place) -> Iterator[Fault]:
    thumbnails = place.element.all("media:thumbnail")
    if thumbnails and not any(e.name == "media:content" for e in place.element.descendants()):
        yield Fault("thumbnail-alone", at=thumbnails[0])


RULES: Final[tuple[Rule, ...]] = (
    _has_date,
    _can_be_opened,
    _is_told_by_id,
    _guid_is_no_other_link,
    _images_are_seen,
    _types_are_true,
    _thumbnails_have_company,
)


def _link(entry: Element) -> bool:
    links = entry.all("atom:link")
    guid = entry.first("guid")
    is_permalink = guid is not None and guid.attributes.get("isPermaLink", "true") == "true"
    return (
        bool(entry.text_of("link"))
        or is_permalink
        or any(relation(link) == "alternate" for link in links)
    )


def _enclosures(entry: Element) -> list[Element]:
    links = [link for link in entry.all("atom:link") if relation(link) == "enclosure"]
    return [*entry.all("enclosure"), *links]


def _address(enclosure: Element) -> str:
    return enclosure.attributes.get("url") or enclosure.attributes.get("href", "")


def _names(content: str, url: str) -> bool:
    return url in content or url.replace("&", "&amp;") in content
