"""The tables, in Markdown, from the results that lie in a folder."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bench.comparison.tools import TOOLS

ROWS: Final = (
    ("stopped", "documents that stop the build"),
    ("broken", 'the document `title: "He said "hi""`'),
    ("control", "the document with U+0008"),
    ("undated", "the document without a date"),
    ("draft", "the draft"),
    ("future", "the document of 2099"),
    ("RSS", "RSS"),
    ("Atom", "Atom"),
    ("JSON Feed", "JSON Feed"),
    ("categories", "categories with a feed of just their entries"),
    ("faults", "feed files not well-formed, all documents in"),
    ("entries", "documents published, of those that could be"),
    ("titles", "titles that show as plain text"),
    ("dates", "dates of publication right"),
    ("updated", "dates of updates given"),
    ("author", "author of the entry given"),
    ("ids", "ids"),
    ("content", "entries with the whole content"),
    ("markdown", "entries with Markdown left as marks"),
    ("enclosure", "head images as enclosure, with type"),
    ("media", "head images in Media RSS, or `image` in JSON Feed"),
    ("relative", "relative addresses left in content"),
    ("lazy", "images left without an address to show"),
    ("active", "left in content of script, style, iframe"),
    ("same", "a second build gives the same bytes"),
    ("seconds", "seconds of one build"),
)


def load(folder: Path) -> list[dict[str, Any]]:
    """Return the results that there are, in the order of the tools."""
    files = [folder / f"{tool.name}.json" for tool in TOOLS]
    return [json.loads(file.read_text(encoding="utf-8")) for file in files if file.exists()]


def tables(folder: Path) -> str:
    """Return all three tables."""
    results = load(folder)
    return "\n\n".join((versions(results), validator(results), facts(results))) + "\n"


def versions(results: list[dict[str, Any]]) -> str:
    """Return the tools with their versions and the commands that built."""
    rows = [("tool", "version", "command")]
    rows += [(one["title"], one["version"], f"`{one['command']}`") for one in results]
    return _markdown(rows)


def validator(results: list[dict[str, Any]]) -> str:
    """Return what the W3C validator says, a row for each tool."""
    rows = [("tool", "feeds", "with an error", "without U+0008", "errors", "warnings", "of which")]
    for one in results:
        said = one.get("validator")
        if said is None:
            rows.append((one["title"], "not validated", "", "", "", "", ""))
            continue
        errors, warnings = said["errors"], said["warnings"]
        rows.append(
            (
                one["title"],
                str(said["feeds"]),
                str(said["feeds with errors"]),
                str(one["validator without"]["feeds with errors"]),
                str(sum(errors.values())),
                str(sum(warnings.values())),
                "; ".join(
                    f"{kind}: " + ", ".join(f"{name} {count}" for name, count in counts.items())
                    for kind, counts in (("errors", errors), ("warnings", warnings))
                    if counts
                )
                or "none",
            )
        )
    return _markdown(rows)


def facts(results: list[dict[str, Any]]) -> str:
    """Return the facts, a column for each tool."""
    rows = [("", *(one["title"] for one in results))]
    rows += [(name, *(one["facts"].get(key, "") for one in results)) for key, name in ROWS]
    return _markdown(rows)


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in escaped]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])
