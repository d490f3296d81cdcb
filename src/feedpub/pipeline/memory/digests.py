"""Hash values and settings, to see whether anything was made from the same."""

import hashlib
from typing import Any, Final

import msgspec

from feedpub.config import Site
from feedpub.model import Entry

encode: Final = msgspec.json.Encoder().encode


def digest_of_value(value: Any) -> str:
    """Hash a value by its JSON."""
    return digest_of_bytes(encode(value))


def digest_of_bytes(data: bytes) -> str:
    """Hash bytes."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def digest_of_entry(entry: Entry) -> str:
    """Hash an entry without its body; the digest is short, for there are many entries."""
    return hashlib.blake2b(encode(entry), digest_size=12).hexdigest()


def number_of(text: str) -> bytes:
    """Hash a text to eight bytes; different texts rarely get the same ones."""
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=8).digest()


def digest_for_outlines(site: Site) -> str:
    """Hash the settings on which the outline of a document depends."""
    rest = (site.undated, site.no_cover)
    fields = (site.url, site.id, site.timezone, site.settings.author, site.fields, site.words)
    known = (site.date_from, site.people)
    links = (site.blog, site.permalinks, site.tool, site.bases, site.link_after)
    # A title can be from the body.
    bodies = (site.title, site.templates, site.compares_texts)
    folders = (site.leave_out, site.drafts, site.folders, site.files)
    return digest_of_value((fields, rest, known, links, bodies, folders))


def digest_for_bodies(site: Site) -> str:
    """Hash the settings on which a body depends besides its outline."""
    read = (site.html, site.markdown, site.fields, site.templates, site.title)
    links = (site.blog, site.bases)
    shown = (site.excerpt_separator, site.title_in_body, site.cover_from_body)
    return digest_of_value((site.url, site.referrer_policy, site.pages, read, links, shown))


def digest_for_feeds(site: Site) -> str:
    """Hash the settings that decide which feeds there are, and which entries are in each."""
    kinds = (site.category, site.tag, site.author, site.year, site.section, site.language)
    return digest_of_value(
        (kinds, site.branches, site.definitions, site.settings, site.timezone, site.pages)
    )
