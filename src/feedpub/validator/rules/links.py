"""Links of Atom (RFC 4287 §4.2.7), also where they stand in RSS; RFC 5005; RFC 4685."""

from collections.abc import Iterator
from typing import Final

from feedpub.validator._spot import Hit, Spot
from feedpub.validator._tree import Element
from feedpub.validator.rules import addresses
from feedpub.validator.rules.names import is_media_type

OF_FEEDS: Final = frozenset("current first last next next-archive prev-archive previous".split())
"""The relations of RFC 5005."""

_IANA: Final = "http://www.iana.org/assignments/relation/"
# https://www.iana.org/assignments/link-relations, those that say something of a feed or an entry.
_REGISTERED: Final = OF_FEEDS | frozenset(
    "alternate describedby edit edit-media enclosure hub license payment related replies search"
    " self service up via about author bookmark canonical collection copyright describes help icon"
    " index item prev preview privacy-policy profile shortlink start tag terms-of-service type"
    " webmention".split()
)
_FEED_TYPES: Final = frozenset(
    {"application/atom+xml", "application/rss+xml", "application/rdf+xml"}
)


def relation(link: Element) -> str:
    """Return the relation of a link, without the address that some write before it."""
    return link.attributes.get("rel", "alternate").removeprefix(_IANA)


def registered_relation(spot: Spot) -> Iterator[Hit]:
    """A relation that IANA has registered, or an address."""
    name = spot.value.removeprefix(_IANA)
    if name not in _REGISTERED and not addresses.is_whole(name):
        yield Hit("UnregisteredAtomLinkRel")
    if not spot.value:
        yield Hit("AttrNotBlank")


def link_type(spot: Spot) -> Iterator[Hit]:
    """A media type; that of a feed, where the link is one to itself."""
    if not is_media_type(spot.value):
        yield Hit("InvalidMIMEType")
    elif relation(spot.element) == "self" and spot.value.partition(";")[0] not in _FEED_TYPES:
        yield Hit("SelfNotAtom")


def link(spot: Spot) -> Iterator[Hit]:
    """A link as a whole."""
    element = spot.element
    rel = relation(element)
    if spot.value:
        yield Hit("AtomLinkNotEmpty")
    place = element.parent.name if element.parent else ""
    if rel in OF_FEEDS and place == "atom:entry":
        yield Hit("FeedHistoryRelInEntry", rel)
    for name in ("thr:count", "thr:updated"):
        if name in element.attributes and rel != "replies":
            yield Hit("UnexpectedAttribute", name)
    if "thr:when" in element.attributes:
        yield Hit("NoThrWhen")
    if rel == "self" and place in ("atom:feed", "channel") and "href" in element.attributes:
        yield from _to_itself(spot, element.attributes["href"])


def _to_itself(spot: Spot, href: str) -> Iterator[Hit]:
    around = addresses.base_of(spot.element, "")
    if not addresses.has_host(href) and not addresses.has_host(around):
        yield Hit("RelativeSelf", href)
    if spot.feed.addresses and not addresses.matches(href, spot):
        yield Hit("SelfDoesntMatchLocation", href)


def one_alternate(spot: Spot) -> Iterator[Hit]:
    """No two alternate links of one type and language (RFC 4287 §4.1.1)."""
    seen = set()
    for element in spot.element.all("atom:link"):
        if relation(element) == "alternate":
            kind = (element.attributes.get("type", ""), element.attributes.get("hreflang", ""))
            if kind in seen:
                yield Hit("DuplicateAtomLink", at=element)
            seen.add(kind)


def history(spot: Spot) -> Iterator[Hit]:
    """Parts of a feed that name each other (RFC 5005)."""
    feed = spot.element
    related = [(relation(found), found) for found in feed.all("atom:link")]
    names = {name for name, _ in related}
    here = {
        *spot.feed.addresses,
        *(found.attributes.get("href", "") for name, found in related if name == "self"),
    }
    is_complete = feed.has("fh:complete")
    if is_complete:
        yield from _in_a_complete_feed(related, here)
    elif feed.has("fh:archive"):
        if not names & {"prev-archive", "next-archive"}:
            yield Hit("ArchiveIncomplete")
        if "current" not in names:
            yield Hit("MissingCurrentInArchive")
    for name, beyond in (("first", "previous"), ("last", "next")):
        for rel, found in related:
            if rel == name and found.attributes.get("href") in here and beyond in names:
                yield Hit("LinkPastEnd", name, found)


def _in_a_complete_feed(related: list[tuple[str, Element]], here: set[str]) -> Iterator[Hit]:
    for name, found in related:
        if name == "current":
            if here and found.attributes.get("href") not in here:
                yield Hit("CurrentNotSelfInCompleteFeed", name, found)
        elif name in OF_FEEDS:
            yield Hit("FeedRelInCompleteFeed", name, found)
