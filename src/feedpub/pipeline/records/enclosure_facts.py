"""Remember what servers said of enclosures, so that a build without network writes the same.

Facts stand in ``feeds/enclosures.jsonl``, one line an address, and are committed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from feedpub.model import Enclosure, Entry, Fact, Problem, Severity
from feedpub.pipeline.records import jsonl

FACTS_PATH: Final = "feeds/enclosures.jsonl"

# RFC 6838 4.2, without parameters.
_MEDIA_TYPE = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
)

# In days. A server that failed may be back soon; one that answered is asked after `max_age`.
_RETRY: Final = 1


def read(project: Path) -> dict[str, Fact]:
    """Read the facts of `project`, by address; raise ConfigError, with the line, for a bad one."""
    return {fact.url: fact for fact in jsonl.read(project, FACTS_PATH, _parse)}


def _parse(line: Mapping[str, object]) -> Fact:
    url, length, media_type, failure = (
        line.get(name) for name in ("url", "length", "type", "failure")
    )
    try:
        asked = date.fromisoformat(str(line.get("asked") or ""))
    except ValueError:
        asked = None
    if not (asked and url and isinstance(url, str)):
        raise ValueError(f"the line of {url!r} lacks its url or day; remove it")
    if length is not None and (type(length) is not int or length < 0):  # yes and no are int too
        raise ValueError(f"the length of {url!r} is {length!r}, and no number of bytes; remove it")
    if media_type is not None and not _MEDIA_TYPE.fullmatch(str(media_type)):
        raise ValueError(f"the type of {url!r} is {media_type!r}, and no media type; remove it")
    return Fact(
        url,
        asked,
        length or None,
        str(media_type) if media_type else None,
        str(failure) if failure else None,
    )


def lines(facts: Mapping[str, Fact]) -> Iterator[dict[str, object]]:
    """Yield the facts as lines of the file, sorted by address."""
    for url, fact in sorted(facts.items()):
        yield {
            "url": url,
            "asked": fact.asked.isoformat(),
            "length": fact.length,
            "type": fact.type,
            "failure": fact.failure,
        }


def to_ask(
    entries: Iterable[Entry], facts: Mapping[str, Fact], site_url: str, today: date, max_age: int
) -> dict[str, str]:
    """Return the addresses of enclosures to ask for, each with the document that names it.

    They are new, or were asked for long ago. Addresses below `site_url` are left out: feedpub
    copies those files, and knows them.
    """
    addresses: dict[str, str] = {}
    for entry in entries:
        for enclosure in entry.enclosures:
            if not enclosure.url.startswith(site_url):
                addresses.setdefault(enclosure.url, entry.path)
    return {u: path for u, path in addresses.items() if _is_due(facts.get(u), today, max_age)}


def with_facts(entry: Entry, facts: Mapping[str, Fact]) -> Entry:
    """Return `entry` with what servers said of its enclosures.

    That counts more than the document, or a guess from the address.
    """
    known = tuple(_with_fact(enclosure, facts.get(enclosure.url)) for enclosure in entry.enclosures)
    return entry if known == entry.enclosures else replace(entry, enclosures=known)


def add_answers(facts: Mapping[str, Fact], answers: Iterable[Fact]) -> dict[str, Fact]:
    """Return `facts` with new `answers`; a failure keeps what was known before."""
    known = dict(facts)
    for answer in answers:
        before = known.get(answer.url)
        kept = replace(answer, length=before.length, type=before.type) if before else answer
        known[answer.url] = kept if answer.failure else answer
    return known


def failures(entries: Iterable[Entry], facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Yield a warning for each enclosure of which no server ever said anything."""
    for entry in entries:
        for enclosure in entry.enclosures:
            fact = facts.get(enclosure.url)
            if fact and fact.failure and not (fact.length or fact.type):
                message = (
                    f"nothing is known of {enclosure.url}: {fact.failure}; look whether it is there"
                )
                path = entry.place
                yield Problem(Severity.WARNING, "enclosure-unknown", path, None, message)


def _is_due(fact: Fact | None, today: date, max_age: int) -> bool:
    if fact is None:
        return True
    return today - fact.asked >= timedelta(days=min(max_age, _RETRY) if fact.failure else max_age)


def _with_fact(enclosure: Enclosure, fact: Fact | None) -> Enclosure:
    if fact is None:
        return enclosure
    return replace(
        enclosure, length=fact.length or enclosure.length, type=fact.type or enclosure.type
    )
