"""Report the result of a build: line by line or as a page for people, as JSON for scripts."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from feedpub import messages
from feedpub.model import BuildResult, Changes, Problem, Reason, Severity, Withheld

REPORT_VERSION = 2

# GitHub shows no more than a megabyte, and nobody reads so many rows.
_MOST_ROWS: Final = 200
_MOST_NAMES: Final = 10
# Words for documents that are left out, after their number.
_REASONS: Final = {
    Reason.DRAFT: "draft",
    Reason.FUTURE: "with a future date",
    Reason.EXPIRED: "expired",
    Reason.HIDDEN: "hidden",
    Reason.PRIVATE: "private",
    Reason.PROTECTED: "with a password",
    Reason.NO_FEED: "not for feeds",
    Reason.UNCLEAR: "not understood",
    Reason.LEFT_OUT: "by [documents] leave_out",
    Reason.NO_DOCUMENT: "without front matter",
    Reason.NAME: "hidden by their names",
    Reason.DUPLICATE: "with the text of another",
}
_ACTIVE: Final = str.maketrans({sign: f"&#{ord(sign)};" for sign in '&<>"\\`*_{}[]()#!|~@'})


def lines(result: BuildResult) -> Iterator[str]:
    """Yield the summary of a build, line by line."""
    counts = result.counts
    left_out = _join([_left_out(reason, number) for reason, number in result.reasons.items()])
    also = f", {left_out} left out" if left_out else ""
    yield f"{_number(counts.documents, 'document')} read, {_published_count(result)}{also}"
    names = [f"{one.path}, {one.how}" for one in result.withheld if one.reason is Reason.NAME]
    if names:
        more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
        yield f"hidden by their names: {'; '.join(names[:_MOST_NAMES] + more)}"
    found = _problem_counts(result)
    if result.stopped:
        yield from filter(None, (found, f"nothing was published: {result.stopped}"))
        return
    verb = "would be written" if result.dry_run else "written"
    changed = sum(feed.changed for feed in result.feeds)
    unchanged = len(result.feeds) - changed
    yield (
        f"{_number(len(result.feeds), 'feed file')}: {changed} {verb}, {unchanged} unchanged"
        f"{_besides(result)} in {result.seconds:.1f} s"
    )
    if found:
        yield found


def _left_out(reason: Reason, number: int) -> str:
    plural = "s" if reason is Reason.DRAFT and number > 1 else ""
    return f"{number} {_REASONS[reason]}{plural}"


def _join(parts: Sequence[str]) -> str:
    """Join parts with commas and "and"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _published_count(result: BuildResult) -> str:
    counts = result.counts
    if result.stopped:
        return "none published"
    if counts.in_feeds < counts.published:
        return f"{counts.in_feeds} of {counts.published} published in feeds"
    return f"{counts.published} published"


def rebuild_line(changed: Sequence[str], result: BuildResult) -> str:
    """Return one line about a build that began because the files `changed`."""
    what = changed[0] + (f" and {len(changed) - 1} more" if changed[1:] else "")
    written = sum(feed.changed for feed in result.feeds)
    feeds = f"{_number(written, 'feed file')} written" if written else "no feed changed"
    found = _problem_counts(result)
    problems = f"; {found}" if found else ""
    return f"{what}: {feeds}{_besides(result)} in {result.seconds:.1f} s{problems}"


def _besides(result: BuildResult) -> str:
    pages = f", {_number(result.pages, 'page')} of entries written" if result.pages else ""
    removed = f", {_number(len(result.removed), 'file')} removed" if result.removed else ""
    return pages + removed


def _problem_counts(result: BuildResult) -> str:
    refused = result.counts.refused
    warnings = sum(problem.severity is Severity.WARNING for problem in result.problems)
    found = [f"{_number(refused, 'document')} refused"] if refused else []
    found += [_number(warnings, "warning")] if warnings else []
    return ", ".join(found)


def preview(result: BuildResult) -> Iterator[str]:
    """Yield lines on what a build would change for the readers of each feed.

    Files of one feed in which the same entries change are told together.
    """
    alike: dict[tuple[str, Changes], list[str]] = {}
    for feed in result.feeds:
        if feed.changes is not None:
            stem = feed.path.rpartition(".")[0]
            alike.setdefault((stem, feed.changes), []).append(f"{result.output}/{feed.path}")
    for (_, changes), files in alike.items():
        counts = [
            (changes.added, "added"),
            (changes.changed, "changed"),
            (changes.dropped, "dropped"),
        ]
        told = ", ".join(f"{len(titles)} {how}" for titles, how in counts if titles)
        yield f"{', '.join(files)}: {told or 'only the feed itself changed'}"
        for sign, titles in (("+", changes.added), ("~", changes.changed), ("-", changes.dropped)):
            yield from (f"  {sign} {title}" for title in titles)
        yield from (f"  ! seen again as new: {title}" for title in changes.again)
    yield from (f"{result.output}/{path}: removed" for path in result.removed)


def as_json(result: BuildResult) -> bytes:
    """Return the result as JSON, as `docs/report.md` describes it.

    Only `seconds`, and whether a feed has changed, depend on more than the input.
    """
    report: dict[str, Any] = {"version": REPORT_VERSION, **asdict(result)}
    report["problems"] = [
        {
            "severity": problem.severity,
            "code": problem.code,
            "path": problem.path,
            "line": problem.line,
            "message": messages.defuse(problem.message),
        }
        for problem in result.problems
    ]
    for withheld in report["withheld"]:
        withheld["how"] = messages.defuse(withheld["how"])
    for feed in report["feeds"]:
        for how, titles in (feed["changes"] or {}).items():
            feed["changes"][how] = [messages.defuse(title) for title in titles]
    return messages.as_json(report, indent=2).encode() + b"\n"


def as_markdown(result: BuildResult) -> bytes:
    """Return the result as a page in GitHub's Markdown, for the summary of a job.

    What was refused comes first, then what changed, with sizes. Texts of documents are escaped, so
    that they stay text.
    """
    errors = [one for one in result.problems if one.severity is Severity.ERROR]
    warnings = [one for one in result.problems if one.severity is Severity.WARNING]
    changed = [feed for feed in result.feeds if feed.changed]
    removed = [(_code(path), "", "removed") for path in result.removed]
    feeds = [
        (_code(feed.path), str(feed.entries), f"{feed.bytes / 1000:,.1f} kB") for feed in changed
    ]
    parts = [
        "## Feeds",
        "\n".join(f"- {_text(line)}" for line in lines(result)),
        *_table("Refused", ("document", "what is wrong"), _rows(errors)),
        *_table("Warnings", ("document", "what is odd"), _rows(warnings)),
        *_table("Left out", ("document", "why"), [_withheld(one) for one in result.withheld]),
        *_table("Changed", (f"file in `{result.output}/`", "entries", "size"), [*feeds, *removed]),
    ]
    total = sum(feed.bytes for feed in result.feeds)
    parts.append(f"All feeds together: {total / 1000:,.1f} kB.")
    return "\n\n".join(parts).encode() + b"\n"


def _rows(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    found = []
    for problem in problems:
        line = "" if problem.line is None else f":{problem.line}"
        found.append((_code(problem.path + line), _text(problem.message)))
    return found


def _withheld(one: Withheld) -> tuple[str, str]:
    line = "" if one.line is None else f":{one.line}"
    return _code(one.path + line), _text(f"{_REASONS[one.reason]}: {one.how}")


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        return
    yield f"### {title}"
    shown = [heads, tuple("---" for _ in heads), *rows[:_MOST_ROWS]]
    yield "\n".join(f"| {' | '.join(row)} |" for row in shown)
    if len(rows) > _MOST_ROWS:
        yield f"And {len(rows) - _MOST_ROWS} more."


def _text(text: str) -> str:
    return " ".join(messages.defuse(text).split()).translate(_ACTIVE)


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
