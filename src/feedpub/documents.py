"""Find the files under ``seeds/``, read them, split front matter from body.

Knows files, encodings and front matter; what the keys mean is the business of `entries`.
"""

import json
import os
import re
import tomllib
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any, Final

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from feedpub.model import SEEDS, Document, Problem, Severity

ENDINGS: Final = frozenset({".md", ".markdown", ".html", ".htm", ".txt"})


def discover(seeds: Path) -> Iterator[str]:
    """Yield the paths, relative to `seeds` with forward slashes, of all documents; sorted.

    Hidden files and folders, and what editors leave behind (``x.md~``, ``#x.md#``), are
    passed over. Symbolic links to folders are not followed.
    """
    found = []
    for folder, names, files in os.walk(seeds):
        names[:] = [name for name in names if not _is_hidden(name)]
        found += [
            (Path(folder) / name).relative_to(seeds).as_posix()
            for name in files
            if Path(name).suffix.lower() in ENDINGS and not _is_hidden(name)
        ]
    yield from sorted(found)


def read(seeds: Path, path: str) -> Document | Problem:
    """Read the document at `path` (relative to `seeds`); a Problem where it is none."""
    try:
        data = (seeds / path).read_bytes()
    except OSError as error:
        return _refused(path, None, "unreadable", f"can't be read: {error.strerror}")
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _refused(path, line, "not-text", "not UTF-8 text; save the file as UTF-8")
    if "\x00" in source:
        line = source.count("\n", 0, source.index("\x00")) + 1
        return _refused(path, line, "not-text", "holds a NUL byte, so it is no text; remove it")
    return parse(path, source.replace("\r\n", "\n").replace("\r", "\n"))


def parse(path: str, source: str) -> Document | Problem:
    """Split `source` into front matter and body; a Problem where there is none, or a broken one."""
    trimmed = source.lstrip()
    blank = source.count("\n", 0, len(source) - len(trimmed))
    handler = frontmatter.detect_format(trimmed, _HANDLERS)
    if handler is None:
        return _refused(
            path,
            blank + 1,
            "front-matter-missing",
            "has no front matter; begin the file with a line ---, title and date, and a line ---",
        )
    first_line = blank + 1
    try:
        matter, body = handler.split(trimmed)
        matter_line = first_line + trimmed.count("\n", 0, max(0, trimmed.find(matter)))
    except ValueError:
        return _refused(
            path,
            first_line,
            "front-matter-unclosed",
            f"front matter is not closed; end it with a line {handler.END_DELIMITER or '}'}",
        )
    try:
        metadata: object = handler.load(matter)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        return _invalid(path, matter_line + (mark.line if mark else 0), what)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        return _invalid(path, matter_line + (int(found[1]) - 1 if found else 0), str(error))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _invalid(path, first_line, str(error) or type(error).__name__)
    if metadata is None:
        metadata = {}
    if not isinstance(metadata, dict):
        return _refused(
            path,
            first_line,
            "front-matter-no-mapping",
            "front matter is no list of 'key: value' lines; write it as such",
        )
    return Document(
        path=path,
        metadata={str(key): value for key, value in metadata.items()},
        matter=matter,
        matter_line=matter_line,
        body=body.strip(),
    )


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "#", "~$")) or name.endswith(("~", "#"))


def _refused(path: str, line: int | None, code: str, message: str) -> Problem:
    return Problem(Severity.ERROR, code, f"{SEEDS}/{path}", line, message)


def _invalid(path: str, line: int, what: str) -> Problem:
    message = f"front matter can't be read: {what}; mend this line"
    return _refused(path, line, "front-matter-invalid", message)


class _Loader(yaml.CSafeLoader):
    """YAML in which a scalar is the text that was written.

    A title ``12_00`` is no number 1200, ``2015`` no year to add up and ``No`` no boolean;
    dates are read in one place, in `entries`, with the line at hand. Only true, false and
    null keep their meaning.
    """

    yaml_implicit_resolvers = {}  # noqa: RUF012 - a variable of PyYAML's class

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        """Construct a mapping whose keys are text."""
        return {str(key): value for key, value in super().construct_mapping(node, deep).items()}


for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)$", ("~", "n", "N", "")),
    ("merge", r"<<$", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


class _YAML(YAMLHandler):
    def load(self, fm: str, **_: object) -> Any:
        return yaml.load(fm, Loader=_Loader)  # noqa: S506 - a safe loader


class _JSON(JSONHandler):
    def load(self, fm: str, **_: object) -> Any:
        return json.loads(fm, parse_int=str, parse_float=str, parse_constant=str)


class _TOML(BaseHandler):
    """python-frontmatter's own needs the package ``toml``; Python reads TOML itself."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, **_: object) -> Any:
        return tomllib.loads(fm, parse_float=str)


_HANDLERS: Final = (_YAML(), _JSON(), _TOML())
