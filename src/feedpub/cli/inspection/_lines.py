"""Write a survey line by line, for a terminal of eighty columns."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from feedpub.cli.inspection._changes import group
from feedpub.cli.inspection._json import FIELDS
from feedpub.cli.inspection._wrap import wrap
from feedpub.entries.trace import Trace
from feedpub.model import Enclosure, Episode, Fact, Person, Problem, Reason, Severity, Source
from feedpub.pipeline.survey import Outcome, Place, Survey

_WIDTH: Final = 80
_NAME: Final = 13
_INDENT: Final = 2


class Kind(StrEnum):
    """The kind of a line, which decides its colour; HTML is kept as it is, to be copied."""

    HEADING = "heading"
    TEXT = "text"
    QUIET = "quiet"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"
    HTML = "html"


_KINDS: Final[dict[Outcome | Reason, Kind]] = {
    Outcome.PUBLISHED: Kind.GOOD,
    Outcome.REFUSED: Kind.ERROR,
}


class Line(NamedTuple):
    """One line, without its end."""

    kind: Kind
    text: str


def lines(found: Survey) -> Iterator[Line]:
    """Yield the lines of a survey: entry, feeds, problems, changes, sanitized HTML."""
    yield Line(Kind.HEADING, found.path)
    kind = _KINDS.get(found.outcome, Kind.WARNING)
    yield from _paragraph(_outcome(found), kind, 0)
    yield from _section("Problems", _problems(found.problems))
    if found.trace:
        yield from _section("Entry", _entry(found, found.trace))
        yield from _section("Feeds", _feeds(found))
        changes = _changes(found.trace)
        yield from _section("Changes to the body", changes)
        yield from _section("Sanitized HTML", _content(found.trace))


def _section(title: str, content: Iterable[Line]) -> Iterator[Line]:
    for number, line in enumerate(content):
        if number == 0:
            yield Line(Kind.TEXT, "")
            yield Line(Kind.HEADING, title)
        yield line


def _outcome(found: Survey) -> str:
    if found.outcome is Outcome.REFUSED:
        return "Refused, so no feed carries it."
    carrying = sum(place.carried for place in found.places)
    feeds = f"{carrying} {'feed' if carrying == 1 else 'feeds'}"
    if found.outcome is Outcome.PUBLISHED:
        return f"Published, in {feeds}." if carrying else "Published, but in no feed."
    here = f" This is what it would be, in {feeds}." if found.trace else ""
    return f"Left out{_why_left_out(found)}.{here}"


def _why_left_out(found: Survey) -> str:
    told = found.withheld
    if told and told.key:
        where = f"line {told.line}" if told.line else "the front matter"
        unclear = ", which is not understood" if told.reason is Reason.UNCLEAR else ""
        only = " of feeds" if told.reason is Reason.NO_FEED else ""
        return f"{only}, for {where} says {told.how}{unclear}"
    if told:
        return f", for {told.how}"
    if not found.trace:
        return ""
    entry = found.trace.entry
    return f" until {_moment(max(entry.published, entry.appears or entry.published))}"


def _problems(problems: Iterable[Problem]) -> Iterator[Line]:
    for problem in problems:
        refused = problem.severity is Severity.ERROR
        kind = Kind.ERROR if refused else Kind.WARNING
        word = "refused" if refused else "warning"
        yield from _paragraph(f"{word} {problem}", kind, _INDENT)


def _entry(found: Survey, trace: Trace) -> Iterator[Line]:
    entry = trace.entry
    for name in FIELDS:
        source = trace.sources[name]
        if name == "content":
            value = f"{len(entry.content)} characters of HTML, below"
        else:
            value = _value(getattr(entry, name))
        yield from _field(name, value, _from(source))
    for enclosure, source in zip(entry.enclosures, trace.enclosures, strict=True):
        said = _from(source)
        fact = found.facts.get(enclosure.url)
        yield from _field("enclosure", _enclosure(enclosure), f"{said}{_server_answer(fact)}")
    if entry.episode != Episode():
        yield from _field("episode", _episode(entry.episode), "")


def _field(name: str, value: str, source: str) -> Iterator[Line]:
    indent = _INDENT + _NAME
    label = f"{'':{_INDENT}}{name:{_NAME}}"
    for number, text in enumerate(wrap(value or "none", _WIDTH - indent)):
        yield Line(Kind.TEXT, f"{label if number == 0 else '':{indent}}{text}")
    if source:
        yield from _paragraph(source, Kind.QUIET, indent)


def _value(value: object) -> str:
    match value:
        case datetime():
            return _moment(value)
        case tuple():
            return ", ".join(map(_value, value))
        case Person():
            email = f" <{value.email}>" if value.email else ""
            uri = f" {value.uri}" if value.uri else ""
            return f"{value.name}{email}{uri}"
        case _:
            return str(value or "")


def _moment(value: datetime) -> str:
    return f"{value.replace(tzinfo=None).isoformat(' ')} UTC"


def _from(source: Source) -> str:
    line = f", line {source.line}" if source.line else ""
    if source.key is None:
        return f"{source.how}{line}"
    return f"from {source.key}{line}{'; ' if source.how else ''}{source.how}"


def _enclosure(enclosure: Enclosure) -> str:
    parts = [enclosure.url, enclosure.type]
    parts.append(f"{enclosure.length} bytes" if enclosure.length else "length not known")
    if enclosure.width and enclosure.height:
        parts.append(f"{enclosure.width} × {enclosure.height}")
    if enclosure.duration:
        parts.append(f"{enclosure.duration} s")
    return ", ".join(parts)


def _server_answer(fact: Fact | None) -> str:
    if fact is None:
        return ""
    answer = "did not say" if fact.failure else "said"
    return f"; its server was asked on {fact.asked} and {answer} length and type"


def _episode(episode: Episode) -> str:
    parts = [
        f"number {episode.number}" if episode.number else "",
        f"season {episode.season}" if episode.season else "",
        {None: "", True: "explicit", False: "not explicit"}[episode.explicit],
        episode.kind or "",
        *(f"transcript {one.url}" for one in episode.transcripts),
        f"chapters {episode.chapters.url}" if episode.chapters else "",
    ]
    return ", ".join(filter(None, parts))


def _feeds(found: Survey) -> Iterator[Line]:
    for place in found.places:
        yield from _paragraph(place.title, Kind.TEXT, _INDENT)
        yield from _paragraph(_rank_in_feed(place), Kind.QUIET, 2 * _INDENT)
        yield from _paragraph(", ".join(place.files), Kind.QUIET, 2 * _INDENT)
    if not found.places:
        yield from _paragraph("None.", Kind.TEXT, _INDENT)


def _rank_in_feed(place: Place) -> str:
    rank = f"number {place.rank} of {place.members}"
    if place.carried:
        return f"{rank}; shows {place.shows}"
    if place.rank > place.limit:
        why = f"only the newest {place.limit} are in it"
    else:
        why = f"those before it fill its {place.max_bytes} bytes"
    return f"{rank}: {why}{'; it is in the archive' if place.archived else ''}"


def _changes(trace: Trace) -> Iterator[Line]:
    for change in group(trace.changes):
        yield from _paragraph(change.what, Kind.TEXT, _INDENT)
        yield from _paragraph(change.why, Kind.QUIET, 2 * _INDENT)
        for example in change.examples:
            yield from _paragraph(example, Kind.QUIET, 2 * _INDENT)
    if not trace.changes:
        yield from _paragraph("None.", Kind.TEXT, _INDENT)


def _content(trace: Trace) -> Iterator[Line]:
    for text in trace.entry.content.split("\n"):
        yield Line(Kind.HTML, text)


def _paragraph(text: str, kind: Kind, indent: int) -> Iterator[Line]:
    for line in wrap(text, _WIDTH - indent):
        yield Line(kind, f"{'':{indent}}{line}")
