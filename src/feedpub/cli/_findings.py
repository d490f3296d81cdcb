"""Write findings for people, for scripts and for GitHub."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from feedpub import messages
from feedpub.model import Problem, Severity

# After so many findings of one kind, the others are only counted.
_ALIKE = 5


def as_text(findings: Iterable[Problem]) -> Iterator[tuple[str, str]]:
    """Yield severity and line of each finding.

    Of many findings of one kind in a file, the first are listed; a line without severity counts
    the others.
    """
    seen: Counter[tuple[str, str]] = Counter()
    more: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = (finding.path, finding.code)
        seen[kind] += 1
        if seen[kind] <= _ALIKE:
            yield finding.severity, str(finding)
        else:
            more[kind] += 1
    for (file, code), count in more.items():
        yield "", f"{file}: {count} more like these ({code})"


def as_json(files: Sequence[str], findings: Iterable[Problem]) -> str:
    """Return one JSON document of all findings."""
    found = list(findings)
    document = {
        "version": 1,
        "files": list(files),
        "errors": count(found, Severity.ERROR),
        "warnings": count(found, Severity.WARNING),
        "findings": [
            {
                "severity": finding.severity,
                "code": finding.code,
                "file": finding.path,
                "line": finding.line,
                "column": finding.column,
                "message": messages.defuse(finding.message),
                "element": messages.defuse(finding.element),
                "entry": finding.entry and messages.defuse(finding.entry),
            }
            for finding in found
        ],
    }
    return messages.as_json(document, indent=1)


def as_annotations(findings: Iterable[Problem]) -> Iterator[str]:
    """Yield a workflow command of GitHub Actions for each finding, which shows it at its line."""
    for finding in findings:
        places = {
            "file": finding.path,
            "line": finding.line,
            "col": finding.column,
            "title": finding.code,
        }
        said = ",".join(
            f"{key}={_property(str(value))}" for key, value in places.items() if value is not None
        )
        yield f"::{finding.severity} {said}::{_data(finding.message)}"


def summary(files: int, findings: Sequence[Problem]) -> str:
    """Return one line with the number of files, errors and warnings."""
    errors, warnings = count(findings, Severity.ERROR), count(findings, Severity.WARNING)
    said = f"{files} {'feed' if files == 1 else 'feeds'} checked: "
    if not findings:
        return said + "nothing to say against"
    return f"{said}{_number(errors, 'error')}, {_number(warnings, 'warning')}"


def count(findings: Iterable[Problem], severity: Severity) -> int:
    """Return how many findings are of this severity."""
    return sum(finding.severity is severity for finding in findings)


def _number(count_of: int, what: str) -> str:
    return f"{count_of} {what}" if count_of == 1 else f"{count_of} {what}s"


def _data(text: str) -> str:
    return messages.defuse(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
