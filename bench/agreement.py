"""How far `feedpub validate` agrees with the W3C validator, on the validator's own test cases.

    python -m bench.agreement FOLDER [--python PYTHON] [--group GROUP]… [--list]

FOLDER is a copy of https://github.com/w3c/feedvalidator, PYTHON one that has its libraries
(html5lib, rdflib). Three things are counted for each group of cases:

- errors: both find an error in the file, or both find none;
- expected: each case names a message that is expected, or not expected, and what feedpub finds is
  held against that. A case that expects praise (ValidURI) expects no complaint of that element;
- all: both find the same errors and warnings in the file, by the names of their messages.
"""

import argparse
import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feedpub.model import Problem, Severity
from feedpub.validator import W3C, validate

_GROUPS = ("atom", "rss20", "opml", "xml", "rss", "ext")
_SITE = "http://www.feedvalidator.org/"
_EXPECTED = re.compile(
    r"<!--\s*Description:\s*.*?\s*(?:Expect|Message):\s*(!?)(\w*)\s*(?:\{(.*?)\})?.*?-->",
    re.DOTALL,
)
_OPPOSITES = {
    "ValidHtml": {"NotHtml"},
    "ValidMIMEAttribute": {"InvalidMIMEType", "InvalidMIMEAttribute"},
}
_ANY = frozenset({"Message", "Error", "Warning"})
_OF_SELF = {"MissingSelf", "SelfDoesntMatchLocation"}
_VALIDATE = Path(__file__).with_name("comparison") / "validate.py"


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and the message that it expects: `code` of the element, or with `absent` not."""

    path: str
    code: str
    absent: bool
    element: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether feedpub and the validator agree on a case; None where there is nothing to compare."""

    case: Case
    errors: bool
    expected: bool | None
    all: bool
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def cases(folder: Path, group: str) -> Iterator[Case]:
    """Yield the cases of one group."""
    for path in sorted((folder / "testcases" / group).rglob("*")):
        said = path.suffix in (".xml", ".opml") and _EXPECTED.search(
            path.read_text("utf-8", "replace")
        )
        if said:
            absent, code, rest = said.groups()
            named = re.search(r"\belement:\s*([^,]*)", rest or "")
            is_valid = code.lower() == "valid"
            yield Case(
                path.relative_to(folder).as_posix(),
                "Message" if is_valid else code[:1].upper() + code[1:],
                bool(absent) or is_valid,
                named[1].strip() if named else "",
            )


def kinds_of(folder: Path) -> dict[str, set[str]]:
    """Return each message of the validator with itself and those that it is a kind of."""
    source = (folder / "src" / "feedvalidator" / "logging.py").read_text("utf-8")
    bases = {
        node.name: [base.id for base in node.bases if isinstance(base, ast.Name)]
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }

    def line(name: str) -> set[str]:
        return {name}.union(*(line(base) for base in bases.get(name, [])))

    return {name: line(name) for name in bases}


def is_as_expected(
    case: Case, findings: tuple[Problem, ...], kinds: dict[str, set[str]]
) -> bool | None:
    """Tell whether feedpub finds what the case expects; None where it has no such message."""
    if "Success" in kinds[case.code]:
        wrong = _OPPOSITES.get(case.code, {"InvalidValue"})
        is_wrong = any(wrong & kinds.get(f.code, set()) and _names(f, case) for f in findings)
        return is_wrong is case.absent
    if not any(case.code in kinds[code] for code in W3C):
        return None
    # Every case is served from somewhere, and few name where.
    matching = [
        finding
        for finding in findings
        if case.code in kinds.get(finding.code, ())
        and not (case.code in _ANY and _OF_SELF & kinds[finding.code])
        and not (case.absent and not _names(finding, case))
    ]
    return bool(matching) is not case.absent


def _names(finding: Problem, case: Case) -> bool:
    local = case.element.rpartition(":")[2]
    is_there = finding.element.rpartition(":")[2] == local
    return not local or is_there or re.search(rf"\b{local}\b", finding.message) is not None


def asked(folder: Path, python: str, paths: list[str]) -> dict[str, dict[str, dict[str, int]]]:
    """Return what the validator says of each path."""
    done = subprocess.run(  # noqa: S603 - the Python that was asked for
        [python, str(_VALIDATE), str(folder), str(folder), _SITE],
        input="\n".join(paths),
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, dict[str, dict[str, int]]] = json.loads(done.stdout)
    return said


def outcomes(folder: Path, python: str, group: str) -> Iterator[Outcome]:
    """Yield how feedpub and the validator compare on each case of a group."""
    wanted = list(cases(folder, group))
    kinds = kinds_of(folder)
    said = asked(folder, python, [case.path for case in wanted])
    now = datetime.now(UTC)
    for case in wanted:
        data = (folder / case.path).read_bytes()
        findings = validate(data, name=case.path, addresses=(_SITE + case.path,), now=now)
        theirs = said[case.path]
        ours = {finding.code for finding in findings if finding.code in W3C}
        both = {*theirs["errors"], *theirs["warnings"]}
        has_error = any(finding.severity is Severity.ERROR for finding in findings)
        yield Outcome(
            case,
            has_error is bool(theirs["errors"]),
            is_as_expected(case, findings, kinds),
            ours == both,
            tuple(sorted(ours - both)),
            tuple(sorted(both - ours)),
        )


def _share(values: list[bool]) -> str:
    return f"{sum(values)} of {len(values)}, {sum(values) / len(values):.1%}"


def main() -> None:
    """Print a table of agreement, and with ``--list`` the cases without."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--group", action="append", choices=_GROUPS)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    found = {
        group: list(outcomes(given.folder, given.python, group)) for group in given.group or _GROUPS
    }
    sys.stdout.write("| group | errors | expected | all |\n|---|---|---|---|\n")
    for group, rows in found.items():
        errors = _share([row.errors for row in rows])
        expected = _share([row.expected for row in rows if row.expected is not None])
        sys.stdout.write(f"| {group} | {errors} | {expected} | {_share([r.all for r in rows])} |\n")
    if given.list:
        for row in (row for rows in found.values() for row in rows):
            if not (row.errors and row.expected and row.all):
                what = f"errors {row.errors}, {row.case.code} {row.expected}"
                difference = f"only feedpub {row.ours}, only W3C {row.theirs}"
                sys.stdout.write(f"{row.case.path}: {what}; {difference}\n")


if __name__ == "__main__":
    main()
