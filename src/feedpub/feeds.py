"""Entries to feeds: which entries, in what order, how many, and where each feed is served."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from feedpub.config import Site
from feedpub.model import Entry, Feed, Person, Target

# The `updated` of a feed that holds nothing: RFC 4287 wants one, and the clock is not asked. The
# earliest moment that the W3C validator finds plausible.
_NEVER: Final = datetime(1990, 1, 1, tzinfo=UTC)

_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
_LONGEST_STEM: Final = 40
# A name that looks like one with a code gets a code of its own.
_CODED = re.compile(r"-[a-z2-7]{16}$")
# Eighty bits, sixteen letters: nobody finds two names with one code, by chance or on purpose.
_CODE_BYTES: Final = 10


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Sort entries by published, newest first; those of one moment by id."""
    return sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.id))


def assemble(entries: Iterable[Entry], site: Site) -> tuple[Feed, ...]:
    """Return the feed of everything and one for each category, the latter by name.

    Each holds the newest ``site.limit`` of its entries.
    """
    ordered = newest_first(entries)
    by_category: dict[str, list[Entry]] = {}
    for entry in ordered:
        for category in entry.categories:
            by_category.setdefault(category, []).append(entry)
    feeds = [_feed(site, "all", site.title, site.description, ordered)]
    for category, members in sorted(by_category.items()):
        title = f"{category} · {site.title}"
        feeds.append(_feed(site, f"category/{slug(category)}", title, site.description, members))
    return tuple(feeds)


def slug(category: str) -> str:
    """Return the file name, without ending, of a category's feed.

    It depends on the name alone, so it is the same in every build whatever other categories
    there are. A name that is already fit (letters of any script, digits, hyphens, lower
    case, not long) is its own; any other gets the nearest fit one and a code of the name,
    so that no two share a file, on file systems that ignore case neither.
    """
    name = unicodedata.normalize("NFC", category)
    stem = "".join(_fit(unicodedata.normalize("NFKC", name).casefold()))
    stem = re.sub(r"-{2,}", "-", unicodedata.normalize("NFC", stem)).strip("-")
    fit = stem == name and len(stem) <= _LONGEST_STEM and stem not in _RESERVED
    if fit and not _CODED.search(stem):
        return stem
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    code = base64.b32encode(digest[:_CODE_BYTES]).decode().lower()
    return f"{stem[:_LONGEST_STEM].strip('-') or 'x'}-{code}"


def _fit(name: str) -> Iterator[str]:
    for character in name:
        kind = unicodedata.category(character)
        yield character if kind[0] in "LM" or kind == "Nd" else "-"


def _feed(site: Site, path: str, title: str, subtitle: str, entries: list[Entry]) -> Feed:
    chosen = tuple(entries[: site.limit])
    targets = tuple(
        Target(form, f"{path}.{form}", site.url + quote(f"{path}.{form}")) for form in site.formats
    )
    return Feed(
        id=site.url + quote(path),
        title=title,
        subtitle=subtitle or title,
        link=site.url,
        language=site.language,
        updated=max((entry.updated for entry in chosen), default=_NEVER),
        author=Person(site.author or site.title),
        entries=chosen,
        targets=targets,
    )
