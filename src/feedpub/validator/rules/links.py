"""Links of Atom (RFC 4287 §4.2.7), also where they stand in RSS; RFC 5005; RFC 4685."""

from collections.abc import Iterator
from typing import Final

from feedpub.validator._place import Fault, Place
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


def registered_relation(place: Place) -> Iterator[Fault]:
    """A relation that IANA has registered, or an address."""
    name = place.value.removeprefix(_IANA)
    if name not in _REGISTERED and not addresses.is_whole(name):
        yield Fault("UnregisteredAtomLinkRel")
    if not place.value:
        yield Fault("AttrNotBlank")


def link_type(place: Place) -> Iterator[Fault]:
    """A media type; that of a feed, where the link is one to itself."""
    if not is_media_type(place.value):
        yield Fault("InvalidMIMEType")
    elif relation(place.element) == "self" and place.value.partition(";")[0] not in _FEED_TYPES:
        yield Fault("SelfNotAtom")


def link(place: Place) -> Iterator[Fault]:
    """A link as a whole."""
    element = place.element
    rel = relation(element)
    if "href" not in element.attributes:
        yield Fault("MissingHref")
    if place.value:
        yield Fault("AtomLinkNotEmpty")
    parent = element.parent.name if element.parent else ""
    if rel in OF_FEEDS and parent == "atom:entry":
        yield Fault("FeedHistoryRelInEntry", rel)
    for name in ("thr:count", "thr:updated"):
        if name in element.attributes and rel != "replies":
            yield Fault("UnexpectedAttribute", name)
    if "thr:when" in element.attributes:
        yield Fault("NoThrWhen")
    if rel == "self" and parent in ("atom:feed", "channel") and "href" in element.attributes:
        yield from _to_itself(place, element.attributes["href"])


def _to_itself(place: Place, href: str) -> Iterator[Fault]:
    around = addresses.base_of(place.element, "")
    if not addresses.has_host(href) and not addresses.has_host(around):
        yield Fault("RelativeSelf", href)
    if place.feed.addresses and not addresses.matches(href, place):
        yield Fault("SelfDoesntMatchLocation", href, shown={"address": place.feed.addresses[-1]})


def one_alternate(place: Place) -> Iterator[Fault]:
    """No two alternate links of one type and language (RFC 4287 §4.1.1)."""
    seen = set()
    for element in place.element.all("atom:link"):
        if relation(element) == "alternate":
            kind = (element.attributes.get("type", ""), element.attributes.get("hreflang", ""))
            if kind in seen:
                yield Fault("DuplicateAtomLink", at=element)
            seen.add(kind)


def history(place: Place) -> Iterator[Fault]:
    """Parts of a feed that name each other (RFC 5005)."""
    feed = place.element
    related = [(relation(found), found) for found in feed.all("atom:link")]
    names = {name for name, _ in related}
    here = {
        *place.feed.addresses,
        *(found.attributes.get("href", "") for name, found in related if name == "self"),
    }
    is_complete = feed.has("fh:complete")
    if is_complete:
        yield from _in_a_complete_feed(related, here)
    elif feed.has("fh:archive"):
        if not names & {"prev-archive", "next-archive"}:
            yield Fault("ArchiveIncomplete")
        if "current" not in names:
            yield Fault("MissingCurrentInArchive")
    for name, beyond in (("first", "previous"), ("last", "next")):
        for rel, found in related:
            if rel == name and found.attributes.get("href") in here and beyond in names:
                yield Fault("LinkPastEnd", name, found)


def _in_a_complete_feed(related: list[tuple[str, Element]], here: set[str]) -> Iterator[Fault]:
    for name, found in related:
        if name == "current":
            if here and found.attributes.get("href") not in here:
                yield Fault("CurrentNotSelfInCompleteFeed", name, found)
        elif name in OF_FEEDS:
            yield Fault("FeedRelInCompleteFeed", name, found)
