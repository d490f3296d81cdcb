"""RSS 2.0, with the elements of content, Dublin Core and Media RSS that readers know."""

from html import escape

from feedpub.model import Feed, Target
from feedpub.render._feedgen import add_entry, new_feed


def render(feed: Feed, target: Target) -> bytes:
    """Return `feed` as an RSS 2.0 document."""
    made = new_feed(feed, target)
    made.lastBuildDate(feed.updated)
    for entry in feed.entries:
        item = add_entry(made, entry)
        item.dc.dc_creator([author.name for author in entry.authors])
        # RSS has no type attribute: a description is HTML, so text has to be made HTML.
        item.description(escape(entry.summary, quote=False), isSummary=True)
        item.content(entry.content, type="CDATA")
    body: bytes = made.rss_str(pretty=True)
    return body
