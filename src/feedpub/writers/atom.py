"""Atom 1.0 (RFC 4287), with Media RSS for the readers that look there for images."""

from feedpub.model import Feed, Person, Target
from feedpub.writers._feedgen import add_entry, new_feed


def render(feed: Feed, target: Target) -> bytes:
    """Return `feed` as an Atom 1.0 document."""
    made = new_feed(feed, target)
    made.author(_person(feed.author))
    if feed.image:
        made.logo(feed.image)
    if feed.icon:
        made.icon(feed.icon)
    for entry in feed.entries:
        added = add_entry(made, entry, entry.enclosures)
        for author in entry.authors:
            added.author(_person(author))
        added.summary(entry.summary)
        added.content(entry.content, type="html")
    body: bytes = made.atom_str(pretty=True)
    return body


def _person(person: Person) -> dict[str, str]:
    fields = {"name": person.name, "email": person.email, "uri": person.uri}
    return {name: value for name, value in fields.items() if value}
