"""Front matter and body; mending of lines with one certain meaning; bounds."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Final

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from feedpub import text
from feedpub.front_matter._grammars import DEEPEST, HANDLERS, YAML, load_yaml
from feedpub.front_matter._problems import Refused, warning
from feedpub.model import Document, Problem

# In characters, and values. A document of the mirror has 400 and 12.
LONGEST: Final = 256 * 1024
_MOST_NODES: Final = 10_000
_LARGEST_BITS: Final = 128  # TOML's own numbers have 64

_SETTING = re.compile(r"([A-Za-z_][\w-]*):[ \t]+(\S.*?)[ \t]*$")


def split(
    path: str, source: str, digest: str, warnings: list[Problem]
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document and `warnings` with those of its front matter; or raise Refused."""
    trimmed = source.lstrip()
    first_line = 1 + source.count("\n", 0, len(source) - len(trimmed))
    handler = frontmatter.detect_format(trimmed, HANDLERS)
    if handler is None:
        message = "has no front matter; begin the file with a line ---, title and date, a line ---"
        raise Refused(first_line, "front-matter-missing", message)
    try:
        matter, body = handler.split(trimmed)
    except ValueError:
        message = f"front matter is not closed; end it with a line {handler.END_DELIMITER or '}'}"
        raise Refused(first_line, "front-matter-unclosed", message) from None
    if len(matter) > LONGEST:
        message = f"front matter has {len(matter)} characters, the most is {LONGEST};"
        message += " is the line that ends it missing?"
        raise Refused(first_line, "front-matter-too-large", message)
    matter_line = first_line + trimmed.count("\n", 0, max(0, trimmed.find(matter)))
    metadata, mended = _load(handler, _plain(matter), matter_line)
    warnings += [
        warning(
            path,
            line,
            "front-matter-repaired",
            "is broken YAML and was read as it is meant; put the text in '…', with each ' doubled",
        )
        for line in mended
    ]
    body = body.strip()
    body_line = first_line + trimmed.rstrip().count("\n") - body.count("\n")
    document = Document(path, metadata, matter, matter_line, body, digest, body_line)
    return document, tuple(warnings)


def _plain(matter: str) -> str:
    """Take out the characters that no feed can carry, and those that YAML counts as lines."""
    return text.without_controls(matter).replace("\u2028", " ").replace("\u2029", " ")


def _load(
    handler: BaseHandler, matter: str, matter_line: int
) -> tuple[Mapping[str, object], list[int]]:
    """Return the front matter and the lines that had to be mended."""
    metadata: object = None
    mended: list[int] = []
    try:
        metadata = _loaded(handler, matter, matter_line)
    except Refused as refused:
        repaired, mended = _repair(matter) if isinstance(handler, YAML) else (matter, [])
        try:
            metadata = _loaded(handler, repaired, matter_line) if mended else None
        except Refused:
            mended = []
        if not mended:
            raise refused from None
    if metadata is None:
        metadata = {}
    if not isinstance(metadata, dict):
        message = "front matter is no list of 'key: value' lines; write it as such"
        raise Refused(matter_line, "front-matter-no-mapping", message)
    _bound(metadata, matter_line + matter.startswith("\n"))
    keyed = {str(key): value for key, value in metadata.items()}
    return keyed, [matter_line + line for line in mended]


def _loaded(handler: BaseHandler, matter: str, line: int) -> object:
    try:
        return handler.load(matter)
    except yaml.MarkedYAMLError as error:
        # A line without a colon is noticed on the next one.
        late = "could not find expected ':'" in str(error.problem)
        mark = (error.context_mark if late else error.problem_mark) or error.context_mark
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise _invalid(line + (mark.line if mark else 0), what) from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        last = matter.rstrip().count("\n") + 1
        what = re.sub(r" \(at .*\)$|: line \d+ column .*", "", str(error))
        raise _invalid(line + (int(found[1]) if found else last) - 1, what) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _invalid(line, str(error) or type(error).__name__) from None


def _invalid(line: int, what: str) -> Refused:
    return Refused(
        line, "front-matter-invalid", f"front matter can't be read: {what}; mend this line"
    )


def _repair(matter: str) -> tuple[str, list[int]]:
    """Mend the lines that have one certain meaning; return the matter and their numbers, from 0.

    A ``key: value`` on one line whose value is no YAML by itself (a quote inside of quotes, a
    colon, an @ at its beginning) is meant as the text that stands there. Tabs that indent are
    meant as spaces.
    """
    lines = matter.split("\n")
    mended = []
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip("\t "))
        if "\t" in line[:indent]:
            lines[number] = line[:indent].replace("\t", "  ") + line[indent:]
            mended.append(number)
            continue
        found = _SETTING.fullmatch(line)
        if found and _is_broken(line):
            value = _meant(found[2])
            if value is not None:
                lines[number] = f"{found[1]}: {json.dumps(value, ensure_ascii=False)}"
                mended.append(number)
    return "\n".join(lines), mended


def _meant(value: str) -> str | None:
    """Return the text that a broken value is meant to be; None where that is not certain.

    Scripts put a text into quotes without escaping those that it holds: the outer ones are
    theirs. But ``"a" and "b"`` can be a text with two words in quotes, or one in the quotes
    of a script; only a script has a reason for ``"`` around an apostrophe, and only there
    two quotes meet at an end.
    """
    quote = value[0]
    if quote not in "'\"":
        return value
    inner = value[1:-1]
    if len(value) < 2 or value[-1] != quote:
        return None
    nested = inner.startswith(quote) or inner.endswith(quote)
    certain = inner.count(quote) < 2 or nested or (quote == '"' and "'" in inner)
    return inner if certain else None


def _is_broken(line: str) -> bool:
    """Tell whether a line breaks the grammar; a tag or a key that is refused is not broken."""
    try:
        load_yaml(line)
    except (yaml.scanner.ScannerError, yaml.parser.ParserError):
        return True
    except (yaml.YAMLError, ValueError):
        pass
    return False


def _bound(metadata: object, line: int) -> None:
    """Refuse what is too deep, or grows beyond all bounds when its aliases are followed."""
    level: list[object] = [metadata]
    nodes = 0
    for _ in range(DEEPEST):
        level = list(islice(chain.from_iterable(map(_children, level)), _MOST_NODES + 1))
        nodes += len(level)
        if nodes > _MOST_NODES:
            break
        if any(isinstance(node, int) and node.bit_length() > _LARGEST_BITS for node in level):
            raise _invalid(line, "a number is too large")
        if not level:
            return
    raise _invalid(line, "it is nested too deep or grows too large through its aliases")


def _children(node: object) -> Iterator[object]:
    if isinstance(node, Mapping):
        yield from node.values()
    elif isinstance(node, list | tuple | set):
        yield from node
