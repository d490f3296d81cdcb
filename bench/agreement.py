"""How far `feedpub validate` agrees with the W3C validator, on the validator's own test cases.

    python -m bench.agreement FOLDER [--python PYTHON] [--group GROUP]… [--list]

FOLDER is a copy of https://github.com/w3c/feedvalidator, PYTHON one that has its libraries
(html5lib, rdflib). Two things are counted for each group of cases:

- errors: whether both find an error in the file, or both find none;
- codes: each case names a message that is expected, or not expected, and what feedpub finds is
  held against that. A case that expects praise (ValidURI) expects no complaint of that element.
"""

import argparse
import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from feedpub.checks import CODES, validate
from feedpub.model import Finding, Severity

_SITE = "http://www.feedvalidator.org/"
_EXPECTED = re.compile(
    r"<!--\s*Description:\s*(.*?)\s*(?:Expect|Message):\s*(!?)(\w*)\s*(?:\{(.*?)\})?.*?-->", re.S
)
_OPPOSITES = {"ValidHtml": {"NotHtml"}, "ValidMIMEAttribute": {"InvalidMIMEType", "InvalidMIMEAttribute"}}
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


def cases(folder: Path, group: str) -> list[Case]:
    """Return the cases of one group."""
    found = []
    for path in sorted((folder / "testcases" / group).rglob("*")):
        if path.suffix in (".xml", ".opml"):
            said = _EXPECTED.search(path.read_text("utf-8", "replace"))
            if said:
                _, absent, code, rest = said.groups()
                element = dict(
                    part.strip().split(":", 1) for part in (rest or "").split(",") if ":" in part
                ).get("element", "")
                relative = path.relative_to(folder).as_posix()
                if code.lower() == "valid":
                    absent, code = "!", "Message"
                found.append(Case(relative, code[:1].upper() + code[1:], bool(absent), element))
    return found


def ancestors(folder: Path) -> dict[str, set[str]]:
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


def is_as_expected(case: Case, findings: tuple[Finding, ...], kinds: dict[str, set[str]]) -> bool:
    """Tell whether feedpub finds what the case expects."""
    if "Success" in kinds[case.code]:
        wrong = _OPPOSITES.get(case.code, {"InvalidValue"})
        is_wrong = any(wrong & kinds.get(f.code, set()) and _names(f, case) for f in findings)
        return is_wrong is case.absent
    # Every case is served from somewhere, and few name where.
    vague = case.code in _ANY
    matching = [
        finding
        for finding in findings
        if case.code in kinds.get(finding.code, ())
        and not (vague and _OF_SELF & kinds[finding.code])
        and not (case.absent and not _names(finding, case))
    ]
    return bool(matching) is not case.absent


def _names(finding: Finding, case: Case) -> bool:
    local = case.element.rpartition(":")[2]
    is_there = finding.element.rpartition(":")[2] == local
    return not local or is_there or re.search(rf"\b{local}\b", finding.message) is not None


def asked(folder: Path, python: str, paths: list[str]) -> dict[str, dict[str, dict[str, int]]]:
    """Return what the validator says of each path."""
    done = subprocess.run(
        [python, str(_VALIDATE), str(folder), str(folder), _SITE],
        input="\n".join(paths),
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, dict[str, dict[str, int]]] = json.loads(done.stdout)
    return said


def main() -> None:
    """Print a table of agreement, and with ``--list`` the cases without."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--group", action="append")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    kinds = ancestors(given.folder)
    groups = given.group or ["atom", "rss20", "rss", "opml", "xml", "ext"]
    missed: dict[str, list[str]] = defaultdict(list)
    sys.stdout.write("| group | errors agree | codes agree | messages that feedpub has not |\n|---|---|---|---|\n")
    for group in groups:
        sys.stdout.write(_row(given.folder, given.python, group, kinds, missed) + "\n")
    if given.list:
        for what, names in missed.items():
            sys.stdout.write(f"\n{what}\n" + "".join(f"  {name}\n" for name in names))


def _row(
    folder: Path, python: str, group: str, kinds: dict[str, set[str]], missed: dict[str, list[str]]
) -> str:
    wanted = cases(folder, group)
    now = datetime.now(UTC)
    said = asked(folder, python, [case.path for case in wanted])
    errors = codes = of_codes = unknown = 0
    for case in wanted:
        data = (folder / case.path).read_bytes()
        findings = validate(data, name=case.path, addresses=(_SITE + case.path,), now=now)
        has_error = any(finding.severity is Severity.ERROR for finding in findings)
        if has_error is bool(said[case.path]["errors"]):
            errors += 1
        else:
            extra = sorted({f.code for f in findings if f.severity is Severity.ERROR})
            missed[f"{group}: error or not"].append(
                f"{case.path}: {extra or 'nothing'}, not {list(said[case.path]['errors'])}"
            )
        if not (kinds[case.code] & set(CODES)) and "Success" not in kinds[case.code] and case.code not in ("Message", "Error", "Warning") and not any(case.code in kinds[code] for code in CODES if code in kinds):
            unknown += 1
            missed[f"{group}: no such code"].append(f"{case.path}: {case.code}")
            continue
        of_codes += 1
        if is_as_expected(case, findings, kinds):
            codes += 1
        else:
            shown = sorted({finding.code for finding in findings})
            missed[f"{group}: code"].append(
                f"{case.path}: {'not ' * case.absent}{case.code} of {case.element}: {shown}"
            )
    return (
        f"| {group} | {errors} of {len(wanted)}, {errors / len(wanted):.1%}"
        f" | {codes} of {of_codes}, {codes / of_codes:.1%} | {unknown} |"
    )


if __name__ == "__main__":
    main()
