"""A build's result for people, one line each, and for scripts, as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from feedpub.model import BuildResult, Severity

REPORT_VERSION = 1


def lines(result: BuildResult) -> Iterator[str]:
    """Yield the summary of a build, line by line."""
    counts = result.counts
    drafts = [_number(counts.drafts, "draft")] if counts.drafts else []
    future = [f"{counts.future} with a future date"] if counts.future else []
    hidden = [f"{counts.hidden} hidden"] if counts.hidden else []
    left_out = " and ".join(drafts + future + hidden)
    also = f", {left_out} left out" if left_out else ""
    yield f"{_number(counts.documents, 'document')} read, {counts.published} published{also}"
    verb = "would be written" if result.dry_run else "written"
    changed = sum(feed.changed for feed in result.feeds)
    unchanged = len(result.feeds) - changed
    yield (
        f"{_number(len(result.feeds), 'feed file')}: {changed} {verb}, {unchanged} unchanged"
        f"{_besides(result)} in {result.seconds:.1f} s"
    )
    found = _found(result)
    if found:
        yield found


def rebuilt(changed: Sequence[str], result: BuildResult) -> str:
    """Return what a build wrote when the files `changed` did, in one line."""
    what = changed[0] + (f" and {len(changed) - 1} more" if changed[1:] else "")
    written = sum(feed.changed for feed in result.feeds)
    feeds = f"{_number(written, 'feed file')} written" if written else "no feed changed"
    found = _found(result)
    problems = f"; {found}" if found else ""
    return f"{what}: {feeds}{_besides(result)} in {result.seconds:.1f} s{problems}"


def _besides(result: BuildResult) -> str:
    pages = f", {_number(result.pages, 'page')} of entries written" if result.pages else ""
    removed = f", {_number(len(result.removed), 'file')} removed" if result.removed else ""
    return pages + removed


def _found(result: BuildResult) -> str:
    refused = result.counts.refused
    warnings = sum(problem.severity is Severity.WARNING for problem in result.problems)
    found = [f"{_number(refused, 'document')} refused"] if refused else []
    found += [_number(warnings, "warning")] if warnings else []
    return ", ".join(found)


def preview(result: BuildResult) -> Iterator[str]:
    """Yield what a build would change for the readers of each feed, line by line."""
    for feed in result.feeds:
        if feed.changes is None:
            continue
        changes = feed.changes
        counts = [
            (changes.added, "added"),
            (changes.changed, "changed"),
            (changes.dropped, "dropped"),
        ]
        told = ", ".join(f"{len(titles)} {how}" for titles, how in counts if titles)
        yield f"out/{feed.path}: {told or 'only the feed itself changed'}"
        for sign, titles in (("+", changes.added), ("~", changes.changed), ("-", changes.dropped)):
            yield from (f"  {sign} {title}" for title in titles)
        yield from (f"  ! seen again as new: {title}" for title in changes.again)
    yield from (f"out/{path}: removed" for path in result.removed)


def as_json(result: BuildResult) -> bytes:
    """Return the result as JSON, as `docs/report.md` describes it.

    Only `seconds` and which feeds changed depend on more than the input.
    """
    report = {"version": REPORT_VERSION, **asdict(result)}
    return json.dumps(report, ensure_ascii=False, indent=2).encode() + b"\n"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
