"""Find the format of a file by its root element, and check root and namespaces."""

from collections.abc import Iterator
from typing import Final

from feedpub.validator._place import Fault, Feed, Kind, Place
from feedpub.validator._tree import Element, local_name
from feedpub.validator._xml import Parsed, declarations
from feedpub.validator.formats.namespaces import (
    NAMESPACES,
    OBSOLETE_WIKI,
    OF_PREFIX,
    OLD_ATOM,
    OLD_MEDIA,
    UNCHECKED,
)
from feedpub.validator.rules.addresses import iri

_ROOTS: Final = {
    "rss": Kind.RSS,
    "feed": Kind.ATOM,
    "entry": Kind.ATOM,
    "opml": Kind.OPML,
    "outlineDocument": Kind.OPML,
}
_NETSCAPE: Final = "-//Netscape Communications//DTD RSS 0.91//EN"
_OLD_DTD: Final = "http://my.netscape.com/publish/formats/rss-0.91.dtd"
_DTD: Final = "http://www.rssboard.org/rss-0.91.dtd"


def kind_of(root: Element) -> Kind | None:
    """Return the format of a root element in any namespace; None where it is not a feed."""
    if rss_1_version(root) == "1.0":
        return Kind.RSS_1
    return _ROOTS.get(local_name(root.name))


def rss_1_version(root: Element) -> str | None:
    """Return the version of a feed in RDF, None for anything else."""
    if root.name == "rdf:RDF":
        namespaces = [child.name.partition(":")[0] for child in root.children]
        return next((v for p, v in (("rss1", "1.0"), ("rss090", "0.90")) if p in namespaces), None)
    return "1.1" if root.name == "rss11:Channel" else None


def is_atom_03(root: Element) -> bool:
    """Tell whether a feed is in Atom 0.3, the draft before Atom 1.0."""
    return root.name == f"{{{OLD_ATOM}}}feed"


def settle(root: Element, kind: Kind) -> Iterator[Fault]:
    """Move the elements of a feed from a wrong namespace into the right one, and report that.

    This has to be done before elements are asked for their children.
    """
    if kind is Kind.RSS_1:
        return
    prefix = "atom:" if kind is Kind.ATOM else ""
    local = local_name(root.name)
    if root.name == prefix + local:
        # A misspelled namespace is read as the one that is meant.
        written = root.declared.get(root.written.rpartition(":")[0], "")
        if prefix and written != OF_PREFIX["atom"]:
            yield Fault("InvalidNamespace", written, cause="atom")
        return
    wrong = root.name.removesuffix(local)
    if wrong:
        named = root.declared.get(root.written.rpartition(":")[0], wrong.strip("{}:"))
        yield Fault("InvalidNamespace", named, cause="atom" if prefix else "")
    else:
        yield Fault("MissingNamespace", shown={"usual": f'xmlns="{OF_PREFIX["atom"]}"'})
    for element in root.descendants():
        if element.name == wrong + local_name(element.name):
            element.name = prefix + local_name(element.name)


def document_type(parsed: Parsed, feed: Feed) -> Iterator[Fault]:
    """A document type is one that RSS 0.91 had, or none."""
    if parsed.system_id is None and parsed.public_id is None:
        return
    if parsed.public_id == _NETSCAPE and parsed.system_id in (_OLD_DTD, _DTD):
        if parsed.system_id == _OLD_DTD:
            yield Fault("DeprecatedDTD")
        if feed.kind is Kind.RSS and feed.version != "0.91":
            yield Fault("InvalidDoctype", feed.version)
    else:
        yield Fault("ContainsSystemEntity")


def namespaces(feed: Feed) -> Iterator[tuple[Fault, Place]]:
    """Namespaces are known, and have prefixes that mean nothing else."""
    for element, prefix, namespace in declarations(feed.root):
        place = Place(feed, element, namespace, f"xmlns:{prefix}" if prefix else "xmlns")
        for fault in _namespace(prefix, place):
            yield fault, place


def _namespace(prefix: str, place: Place) -> Iterator[Fault]:
    namespace, is_atom = place.value, place.feed.kind is Kind.ATOM
    usual = OF_PREFIX.get(prefix)
    if len(namespace.split()) > 1:
        yield Fault("SAXError", cause="namespace")
    elif namespace == OLD_MEDIA:
        yield Fault("MediaRssNamespace")
    elif namespace == OBSOLETE_WIKI and prefix == "wiki":
        yield Fault("ObsoleteWikiNamespace")
    elif usual and NAMESPACES.get(namespace) != prefix:
        yield Fault("ReservedPrefix", prefix, shown={"usual": usual})
    elif is_atom and prefix and NAMESPACES.get(namespace) in ("atom", "xhtml"):
        yield Fault("AvoidNamespacePrefix", prefix)
    elif namespace not in NAMESPACES and namespace not in UNCHECKED and namespace != OLD_ATOM:
        faults = list(iri(place))
        yield from faults
        if not faults:
            yield Fault("UnknownNamespace")
