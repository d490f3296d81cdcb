"""List the namespaces of feeds, with their usual prefixes."""

import re
from typing import Final

_NAMESPACES: Final = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/2005/Atom": "atom",
    "http://www.w3.org/2007/app": "app",
    "http://purl.org/atompub/tombstones/1.0": "at",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "mathml",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.bloglines.com/about/specs/fac-1.0": "access",
    "http://webns.net/mvcb/": "admin",
    "http://purl.org/rss/1.0/modules/aggregation/": "ag",
    "http://purl.org/rss/1.0/modules/annotate/": "annotate",
    "http://media.tangent.org/rss/1.0/": "audio",
    "http://backend.userland.com/blogChannelModule": "blogChannel",
    "http://web.resource.org/cc/": "cc",
    "http://www.microsoft.com/schemas/rss/core/2005": "cf",
    "http://backend.userland.com/creativeCommonsRssModule": "creativeCommons",
    "http://purl.org/rss/1.0/modules/company": "company",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://conversationsnetwork.org/rssNamespace-1.0/": "conversationsNetwork",
    "http://my.theinfo.org/changed/1.0/rss/": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/email/": "email",
    "http://purl.org/rss/1.0/modules/event/": "ev",
    "http://purl.org/syndication/history/1.0": "fh",
    "http://geourl.org/rss/module/": "geourl",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://postneo.com/icbm": "icbm",
    "http://purl.org/rss/1.0/modules/image/": "image",
    "urn:atom-extension:indexing": "indexing",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://purl.org/rss/1.0/modules/link/": "l",
    "http://search.yahoo.com/mrss/": "media",
    "http://a9.com/-/spec/opensearchrss/1.0/": "opensearch10",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
    "http://www.opml.org/spec2": "opml",
    "http://purl.org/rss/1.0/modules/reference/": "ref",
    "http://purl.org/rss/1.0/modules/richequiv/": "reqv",
    "http://purl.org/rss/1.0/modules/rss091#": "rss091",
    "http://purl.org/rss/1.0/modules/search/": "search",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/servicestatus/": "ss",
    "http://hacks.benhammersley.com/rss/streaming/": "str",
    "http://purl.org/rss/1.0/modules/subscription/": "sub",
    "http://feedsync.org/2007/feedsync": "sx",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/taxonomy/": "taxo",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://purl.org/rss/1.0/modules/wiki/": "wiki",
    "http://schemas.xmlsoap.org/soap/envelope/": "soap",
    "http://my.netscape.com/rdf/simple/0.9/": "rss090",
    "http://purl.org/rss/1.0/": "rss1",
    "http://purl.org/net/rss1.1#": "rss11",
    "http://base.google.com/ns/1.0": "g",
    "http://openid.net/xmlns/1.0": "openid",
    "http://earth.google.com/kml/2.0": "kml20",
    "http://earth.google.com/kml/2.1": "kml21",
    "http://www.opengis.net/kml/2.2": "kml22",
    "xri://$xrd*($v*2.0)": "xrd",
    "xri://$xrds": "xrds",
}  # fmt: skip
_SECOND: Final = {
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://www.usemod.com/cgi-bin/mb.pl?ModWiki": "wiki",
}

OBSOLETE_WIKI: Final = "http://www.usemod.com/cgi-bin/mb.pl?ModWiki"
OLD_MEDIA: Final = "http://search.yahoo.com/mrss"
OLD_ATOM: Final = "http://purl.org/atom/ns#"

# Nobody checks elements in these, and nobody needs a warning of them.
UNCHECKED: Final = frozenset(
    {
        "http://schemas.google.com/g/2005",
        "http://www.rawvoice.com/rawvoiceRssModule/",
        "https://schema.org/",
        "http://schema.org/",
        "https://podcastindex.org/namespace/1.0",
        "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    }
)

NAMESPACES: Final = {**_NAMESPACES, **_SECOND}
"""Namespace → prefix."""

OF_PREFIX: Final = {prefix: namespace for namespace, prefix in _NAMESPACES.items()}
"""Prefix → the namespace that it is for."""

USUAL: Final = {
    **OF_PREFIX,
    "podcast": "https://podcastindex.org/namespace/1.0",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "rawvoice": "http://www.rawvoice.com/rawvoiceRssModule/",
    "gd": "http://schemas.google.com/g/2005",
    "yt": "http://www.youtube.com/xml/schemas/2015",
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "webfeeds": "http://webfeeds.org/rss/1.0",
    "snf": "http://www.smartnews.be/snf",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
"""Prefix → the namespace that is meant where it is used without a declaration."""

_LAST_WORD = re.compile(r"\w(?=\W*$)")


def nearly(namespace: str) -> str:
    """Return `namespace` without capitals and without its ending, to compare misspelled ones."""
    found = _LAST_WORD.search(namespace)
    return (namespace[: found.end()] if found else namespace).lower()


PREFIXES: Final = {nearly(namespace): prefix for namespace, prefix in NAMESPACES.items()}
"""Namespace as from `nearly` → prefix, for readers accept misspelled namespaces."""
