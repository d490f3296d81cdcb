"""Write feeds as bytes, one module for each format, without configuration, clock or disk."""

from feedpub.model import Feed, Format, Output, Target
from feedpub.writers import atom, json_feed, rss

_RENDERERS = {
    Format.ATOM: atom.render,
    Format.JSON: json_feed.render,
    Format.RSS: rss.render,
}


def render(feed: Feed, target: Target) -> Output:
    """Return the bytes of one file of `feed`."""
    return Output(target.path, _RENDERERS[target.format](feed, target))
