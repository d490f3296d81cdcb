"""Check the media types with which feeds are served."""

from email.message import Message
from typing import Final

from feedpub.validator._place import Kind

_USUAL: Final = {
    Kind.RSS: "application/rss+xml",
    Kind.RSS_1: "application/rdf+xml",
    Kind.ATOM: "application/atom+xml",
    Kind.OPML: "text/x-opml",
    Kind.JSON: "application/feed+json",
}
_XML: Final = frozenset({"text/xml", "application/xml"})
_OF_KIND: Final = {
    **{kind: _XML | {usual} for kind, usual in _USUAL.items()},
    Kind.RSS_1: _XML | {_USUAL[Kind.RSS_1], _USUAL[Kind.RSS]},
    Kind.JSON: frozenset({_USUAL[Kind.JSON], "application/json"}),
}


def charset(content_type: str | None) -> str | None:
    """Return the encoding that a ``Content-Type`` names."""
    return _message(content_type).get_content_charset() if content_type else None


def is_of(kind: Kind, content_type: str) -> bool:
    """Tell whether feeds of this kind are served as `content_type`."""
    return _message(content_type).get_content_type() in _OF_KIND[kind]


def usual(kind: Kind) -> str:
    """Return the media type that feeds of this kind should have."""
    return _USUAL[kind]


def _message(content_type: str) -> Message:
    message = Message()
    message["Content-Type"] = " ".join(content_type.split())
    return message
