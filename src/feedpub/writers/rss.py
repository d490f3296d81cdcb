"""RSS 2.0, with the elements of content, Dublin Core and Media RSS that readers know."""

from html import escape

from feedpub.model import Feed, Target
from feedpub.writers import _podcast
from feedpub.writers._feedgen import add_entry, new_feed


def render(feed: Feed, target: Target) -> bytes:
    """Return `feed` as an RSS 2.0 document."""
    made = new_feed(feed, target)
    made.lastBuildDate(feed.updated)
    if feed.image:
        made.image(url=feed.image, title=feed.title, link=feed.link)
    if feed.schedule.ttl:
        made.ttl(feed.schedule.ttl)
    if feed.schedule.skip_hours:
        made.skipHours(list(feed.schedule.skip_hours))
    if feed.schedule.skip_days:
        made.skipDays(list(feed.schedule.skip_days))
    if feed.podcast:
        _podcast.describe(made, feed.podcast, feed.subtitle)
    for entry in feed.entries:
        item = add_entry(made, entry, entry.enclosures[:1])
        item.dc.dc_creator([author.name for author in entry.authors])
        if entry.language:
            item.dc.dc_language(entry.language)
        # A description is always HTML in RSS, so plain text has to be escaped.
        item.description(escape(entry.summary, quote=False), isSummary=True)
        item.content(entry.content, type="CDATA")
        if feed.podcast:
            _podcast.describe_episode(item, entry)
    body: bytes = made.rss_str(pretty=True)
    return body
