"""Warn of parts of a valid feed that some readers would not show.

A rule is for items of RSS and entries of Atom. A new rule is a function here, with its name in
`RULES` and its code in `validator.codes.own`. What readers do is known from their own code and
issue trackers.
"""

from collections.abc import Iterator
from typing import Final

from feedpub.validator._spot import Feed, Hit, Kind, Rule, Spot
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
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "avif", "svg"), "image"),
    **dict.fromkeys(("mp3", "m4a", "ogg", "oga", "opus", "flac", "wav"), "audio"),
    **dict.fromkeys(("mp4", "m4v", "webm", "mov", "ogv"), "video"),
}

_MOST_ENCLOSURES: Final = 100  # of an entry; each is looked for in all of its texts

LARGE: Final = 1_000_000
"""Bytes. FeedBurner and R Weekly take no more, The Old Reader some times that."""


def _has_date(spot: Spot) -> Iterator[Hit]:
    if not any(spot.element.has(name) for name in _DATES):
        yield Hit("item-without-date")


def _can_be_opened(spot: Spot) -> Iterator[Hit]:
    if not _link(spot.element) and not any(spot.element.text_of(name) for name in _CONTENT):
        has_xhtml = any(content.children for content in spot.element.all("atom:content"))
        if not has_xhtml and not spot.element.all("enclosure") and not _enclosures(spot.element):
            yield Hit("nothing-to-open")


def _is_told_by_id(spot: Spot) -> Iterator[Hit]:
    is_rss = spot.feed.kind is Kind.RSS
    if is_rss and not spot.element.has("guid") and not spot.element.has("link"):
        yield Hit("id-by-place")


def _guid_is_no_other_link(spot: Spot) -> Iterator[Hit]:
    guid, link = spot.element.first("guid"), spot.element.text_of("link")
    if guid and link and guid.attributes.get("isPermaLink", "true") == "true":
        named = guid.text.strip()
        if named != link and named.startswith(("http://", "https://")):
            yield Hit("guid-is-not-the-link", named, guid)


def _images_are_seen(spot: Spot) -> Iterator[Hit]:
    item = spot.element
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
            yield Hit("image-hidden", url, enclosure)


def _types_are_true(spot: Spot) -> Iterator[Hit]:
    for enclosure in _enclosures(spot.element):
        url, kind = _address(enclosure), enclosure.attributes.get("type", "")
        medium = _ENDINGS.get(url.rpartition(".")[2].lower())
        if medium and kind in ("application/octet-stream", "binary/octet-stream", ""):
            yield Hit("enclosure-type", url, enclosure, {"declared": kind or "not given"})


def _thumbnails_have_company(spot: Spot) -> Iterator[Hit]:
    thumbnails = spot.element.all("media:thumbnail")
    if thumbnails and not any(e.name == "media:content" for e in spot.element.descendants()):
        yield Hit("thumbnail-alone", at=thumbnails[0])


RULES: Final[tuple[Rule, ...]] = (
    _has_date,
    _can_be_opened,
    _is_told_by_id,
    _guid_is_no_other_link,
    _images_are_seen,
    _types_are_true,
    _thumbnails_have_company,
)


def lint(feed: Feed) -> Iterator[tuple[Hit, Spot]]:
    """Yield the parts that readers would not show, or not as they are meant."""
    if feed.kind is Kind.RSS:
        entries = [item for channel in feed.root.all("channel") for item in channel.all("item")]
    else:
        entries = feed.root.all("atom:entry")
    for entry in entries:
        spot = Spot(feed, entry)
        for rule in RULES:
            for hit in rule(spot):
                yield hit, spot


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
