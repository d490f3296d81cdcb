"""Read a file of data (YAML, TOML, JSON) as the front matter of a document is read: with bounds."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from feedpub import contents
from feedpub.source import front_matter

LARGEST: Final = 250_000  # bytes


def read_data(path: Path) -> Mapping[str, object]:
    """Return the values of a file; empty where it holds something else, such as a list.

    Raises ValueError with what is wrong with it.
    """
    source = read_source(path)
    if path.suffix.lower() != ".json":
        return _front_matter(source, path.name)
    try:
        values = json.loads(source)
    except (ValueError, RecursionError):
        raise ValueError("is no JSON that can be read") from None
    return values if isinstance(values, dict) else {}


def read_source(path: Path) -> str:
    """Return the text of a file; raise ValueError with what is wrong."""
    try:
        return contents.read_text(path, LARGEST)
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8") from None
    except OSError as error:
        raise ValueError(f"can't be read: {error.strerror}") from None


def _front_matter(source: str, name: str) -> Mapping[str, object]:
    """Return the values of YAML or TOML."""
    mark, form = ("+++", "TOML") if name.endswith(".toml") else ("---", "YAML")
    lines = source.strip("\ufeff\n").split("\n")
    if lines and lines[0].rstrip() == mark:
        lines = lines[1:]
    if not any(line.strip() and not line.lstrip().startswith("#") for line in lines):
        return {}
    written = "\n".join([mark, *lines, mark, ""])
    document, problems = front_matter.parse(name, written.encode(), "")
    if document is not None:
        return document.metadata
    problem = problems[-1]
    if problem.code == "front-matter-no-mapping":
        return {}
    line = f"line {problem.line - 1}: " if problem.line else ""
    what = problem.message.removeprefix("front matter can't be read: ")
    raise ValueError(f"{line}is no {form} that can be read: {what}")
