"""feedpub beside its peers, on the same twenty documents.

    python -m bench.comparison WORK_FOLDER [--validator FOLDER_OF_feedvalidator]
        [--only TOOL] [--tables] [--write FILE]

Installs the peers into WORK_FOLDER (PyPI, npm; Jekyll is taken from PATH), runs each, keeps what
was found in WORK_FOLDER/results/TOOL.json, and prints the tables made from all that lie there.
`--only` runs one tool and refreshes its file; `--tables` runs none; `--write` also puts the
tables between the marks in a Markdown file.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bench.comparison import table
from bench.comparison.documents import BROKEN, CONTROL, DOCUMENTS, SITE, UNDATED, Document
from bench.comparison.facts import facts
from bench.comparison.reading import Feed, mains, read_all
from bench.comparison.tools import HERE, TOOLS, Built, Tool, build, install, version

PAUSE_S: Final = 3  # between two builds that should give the same bytes
MARKS: Final = ("<!-- tables: python -m bench.comparison -->", "<!-- end of tables -->")
Found = dict[str, Any]


def main() -> None:
    """Run the tools and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.comparison")
    parser.add_argument("work", type=Path, metavar="WORK_FOLDER")
    parser.add_argument("--validator", type=Path, metavar="FOLDER")
    parser.add_argument("--only", choices=[tool.name for tool in TOOLS], action="append")
    parser.add_argument("--tables", action="store_true", help="print the tables, run nothing")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into it")
    options = parser.parse_args()
    work: Path = options.work.resolve()
    results = work / "results"
    results.mkdir(parents=True, exist_ok=True)
    if not options.tables:
        install(work)
    for tool in TOOLS:
        if options.tables or (options.only and tool.name not in options.only):
            continue
        sys.stderr.write(f"{tool.title} …\n")
        found = measure(tool, work, options.validator)
        if found is None:
            sys.stderr.write(
                f"{tool.title} is not installed or does not run; its results stay as they are\n"
            )
            continue
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        (results / f"{tool.name}.json").write_text(text, encoding="utf-8")
    text = table.tables(results)
    if options.write:
        _write(options.write, text)
    sys.stdout.write(text)


def measure(tool: Tool, work: Path, validator: Path | None) -> Found | None:
    """Return all that is found out about a tool; nothing where it does not run."""
    running = version(tool, work)
    if not running:
        return None
    built = build(tool, work, "all", DOCUMENTS)
    stopped: list[str] = []
    left: Sequence[Document] = DOCUMENTS
    if built.status:
        stopped = _culprits(tool, work)
        left = [one for one in DOCUMENTS if one.name not in stopped]
        built = build(tool, work, "left", left)
        if built.status or not stopped:
            sys.stderr.write(f"{built.log}\nno document alone is why the build fails\n")
            return None
    feeds = read_all(built.out)
    faults = {feed.path for feed in feeds if feed.fault}
    time.sleep(PAUSE_S)
    again = build(tool, work, "again", left)
    found: Found = {
        "tool": tool.name,
        "title": tool.title,
        "version": running,
        "command": " ".join([Path(tool.command(work)[0]).name, *tool.command(work)[1:]]),
        "stopped": stopped,
        "faults": {feed.path: feed.fault for feed in feeds if feed.fault},
        "messages": [line for line in built.log.splitlines() if line.strip()][-40:],
    }
    read, read_from, read_out = feeds, left, built.out
    spoilt: set[str] = set()
    if faults and CONTROL not in stopped:  # what it spoils should not hide the other facts
        read_from = [one for one in left if one.name != CONTROL]
        read_out = build(tool, work, "without-control", read_from).out
        read = read_all(read_out)
        spoilt = faults - {feed.path for feed in read if feed.fault}
    cells = facts(read, built.log, read_from)
    cells["stopped"] = ", ".join(f"`{name}`" for name in stopped) or "none"
    cells["broken"] = "stops the build" if BROKEN in stopped else _broken(read, built.log)
    cells["control"] = _control(feeds, stopped, spoilt)
    cells["faults"] = f"{len(faults)} of {len(feeds)}"
    cells["same"] = _same(tool, work, left, built, again)
    cells["seconds"] = f"{again.seconds:.1f}"
    found["facts"] = cells
    if validator:
        found["validator"] = _validate(work, validator, built.out, feeds)
        found["validator without"] = _validate(work, validator, read_out, read)
    return found


def _culprits(tool: Tool, work: Path) -> list[str]:
    """Return the documents that a build alone with a good one fails for."""
    good = DOCUMENTS[2]
    return [
        one.name
        for one in DOCUMENTS
        if one is not good and build(tool, work, "alone", [good, one]).status
    ]


def _broken(feeds: Sequence[Feed], log: str) -> str:
    """Return what became of the title that is no YAML."""
    for feed in mains(feeds).values():
        for entry in feed.entries:
            if entry.document == BROKEN:
                return f"published as “{entry.title}”" if entry.title else "published, no title"
    return "left out, named in a message" if BROKEN in log else "left out, nothing said"


def _control(feeds: Sequence[Feed], stopped: Sequence[str], spoilt: set[str]) -> str:
    """Return what the control character does."""
    if CONTROL in stopped:
        return "stops the build"
    if spoilt:
        return f"well-formed no more: {len(spoilt)} of {len(feeds)} feeds"
    held = any(CONTROL in feed.documents for feed in feeds)
    return "published, well-formed" if held else "left out"


def _same(tool: Tool, work: Path, left: Sequence[Document], one: Built, other: Built) -> str:
    """Tell whether two builds gave the same bytes; if not, how it is without the undated one."""
    differ, count = _differ(one, other)
    if not differ:
        return "yes"
    dated = [document for document in left if document.name != UNDATED]
    first = build(tool, work, "dated", dated)
    time.sleep(PAUSE_S)
    without, _ = _differ(first, build(tool, work, "dated-again", dated))
    return f"no: {differ} of {count} differ; without the undated document {without}"


def _differ(one: Built, other: Built) -> tuple[int, int]:
    """Return how many feeds differ between two builds, and how many there are."""
    first, second = (
        {feed.path: (built.out / feed.path).read_bytes() for feed in read_all(built.out)}
        for built in (one, other)
    )
    paths = first.keys() | second.keys()
    return sum(1 for path in paths if first.get(path) != second.get(path)), len(paths)


def _validate(work: Path, validator: Path, out: Path, feeds: Sequence[Feed]) -> Found:
    """Return what the W3C validator says of feeds, summed by the class of message."""
    paths = [feed.path for feed in feeds if feed.form != "JSON Feed"]
    done = subprocess.run(  # noqa: S603
        [
            str(work / "env" / "bin" / "python"),
            str(HERE / "validate.py"),
            str(validator.resolve()),
            str(out),
            SITE,
        ],
        input="\n".join(paths),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    files = json.loads(done.stdout)
    sums = {kind: Counter[str]() for kind in ("errors", "warnings")}
    for said in files.values():
        for kind, counted in sums.items():
            counted.update(said[kind])
    return {
        "feeds": len(files),
        "feeds with errors": sum(1 for said in files.values() if said["errors"]),
        **{kind: dict(sorted(counted.items())) for kind, counted in sums.items()},
        "files": files,
    }


def _write(file: Path, text: str) -> None:
    """Put the tables between their marks."""
    start, end = MARKS
    old = file.read_text(encoding="utf-8")
    pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    new, count = pattern.subn(lambda _: f"{start}\n\n{text}\n{end}", old)
    if not count:
        raise SystemExit(f"{file} has no line {start}")
    file.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
