"""Write a survey as one JSON object, which `docs/inspect.md` describes."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Final

from feedpub import messages
from feedpub.entries.trace import Trace
from feedpub.model import Source, Withheld
from feedpub.pipeline.survey import Survey

INSPECTION_VERSION: Final = 1

FIELDS: Final = (
    "title",
    "id",
    "permalink",
    "published",
    "updated",
    "authors",
    "categories",
    "tags",
    "language",
    "summary",
    "content",
)
"""The fields of an Entry that are shown, in their order; enclosures are shown by themselves."""


def as_json(found: Survey) -> str:
    """Return `found` as JSON."""
    told = {
        "version": INSPECTION_VERSION,
        "path": found.path,
        "outcome": found.outcome,
        "withheld": _because(found.withheld) if found.withheld else None,
        "entry": dict(_fields(found.trace)) if found.trace else None,
        "enclosures": list(_enclosures(found)),
        "feeds": [asdict(place) for place in found.places],
        "changes": [asdict(change) for change in found.trace.changes] if found.trace else [],
        "problems": [
            asdict(problem) | {"message": messages.defuse(problem.message)}
            for problem in found.problems
        ],
    }
    return messages.as_json(told, indent=2)


def _because(withheld: Withheld) -> dict[str, object]:
    return {"key": withheld.key, "line": withheld.line, "how": withheld.how}


def _fields(trace: Trace) -> Iterator[tuple[str, object]]:
    for name in FIELDS:
        yield name, _value_and_source(getattr(trace.entry, name), trace.sources[name])


def _enclosures(found: Survey) -> Iterator[object]:
    if found.trace:
        enclosures = found.trace.entry.enclosures
        for enclosure, source in zip(enclosures, found.trace.enclosures, strict=True):
            fact = found.facts.get(enclosure.url)
            asked = fact.asked.isoformat() if fact else None
            yield _value_and_source(asdict(enclosure), source) | {"asked": asked}


def _value_and_source(value: object, source: Source) -> dict[str, object]:
    if isinstance(value, datetime):
        value = value.isoformat()
    elif isinstance(value, tuple):
        value = [item if isinstance(item, str) else asdict(item) for item in value]
    return {"value": value, **asdict(source)}
