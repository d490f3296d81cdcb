"""Bytes of a file to a Document: encoding, front matter, body.

What is broken in one certain way is mended with a warning; what could be meant in two ways
is refused. `docs/documents.md` has the table.
"""

import codecs
import json
import re
import tomllib
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

import frontmatter
import yaml
from charset_normalizer import from_bytes
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from feedpub import text
from feedpub.model import SEEDS, Document, Problem, Severity

# In characters, nodes and levels. A document of the mirror has 400, 12 and 2.
LONGEST_MATTER: Final = 256 * 1024
_MOST_NODES: Final = 10_000
_DEEPEST: Final = 20

# Other encodings can't be told from each other with certainty; these can.
_CHINESE: Final = frozenset({"gb18030", "gbk", "gb2312"})
_UTF_16: Final = frozenset({"utf_16", "utf_16_le", "utf_16_be"})

_SETTING = re.compile(r"([A-Za-z_][\w-]*):[ \t]+(\S.*?)[ \t]*$")

Result = tuple[Document | None, tuple[Problem, ...]]


def parse(path: str, data: bytes, digest: str) -> Result:
    """Decode and split the bytes of one file; None with a Problem where it is no document."""
    try:
        decoded, warnings = _decode(path, data)
        return _split(path, decoded, digest, warnings)
    except _Refused as refused:
        line, code, message = refused.args
        return None, (Problem(Severity.ERROR, code, f"{SEEDS}/{path}", line, message),)


class _Refused(Exception):
    """Ends the reading of a document: line, code and message."""


def _decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file, with line breaks as \\n."""
    warnings = []
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        source, encoding = _other_encoding(data, line)
        message = f"is {encoding}, not UTF-8; it was read, but save it as UTF-8"
        warnings.append(_warning(path, line, "encoding", message))
    if "\x00" in source:
        line = source.count("\n", 0, source.index("\x00")) + 1
        if _is_utf_16_without_mark(data):
            source, encoding = _other_encoding(data, line)
            message = f"is {encoding}, not UTF-8; it was read, but save it as UTF-8"
            warnings.append(_warning(path, line, "encoding", message))
        else:
            raise _Refused(line, "not-text", "holds a NUL byte, so it is no text; remove it")
    return source.replace("\r\n", "\n").replace("\r", "\n"), warnings


def _other_encoding(data: bytes, line: int) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        names = ["utf_16"]
    elif _is_utf_16_without_mark(data):
        names = ["utf_16_le" if data[1:2] == b"\x00" else "utf_16_be"]
    else:
        sample = data[: data.rfind(b"\n", 0, 65536) + 1] or data[:65536]
        best = from_bytes(sample).best()
        names = ["gb18030"] if best is not None and best.encoding in _CHINESE else []
    for name in names:
        try:
            return data.decode(name), "UTF-16" if name in _UTF_16 else "GB18030"
        except UnicodeDecodeError:
            continue
    raise _Refused(line, "not-text", "not UTF-8 text; save the file as UTF-8")


def _is_utf_16_without_mark(data: bytes) -> bool:
    """Tell whether every other byte of the beginning is 0, as ASCII is in UTF-16."""
    head = data[:16]
    return len(head) == 16 and len(data) % 2 == 0 and (not any(head[1::2]) or not any(head[::2]))


def _split(path: str, source: str, digest: str, warnings: list[Problem]) -> Result:
    trimmed = source.lstrip()
    first_line = 1 + source.count("\n", 0, len(source) - len(trimmed))
    handler = frontmatter.detect_format(trimmed, _HANDLERS)
    if handler is None:
        message = "has no front matter; begin the file with a line ---, title and date, a line ---"
        raise _Refused(first_line, "front-matter-missing", message)
    try:
        matter, body = handler.split(trimmed)
    except ValueError:
        message = f"front matter is not closed; end it with a line {handler.END_DELIMITER or '}'}"
        raise _Refused(first_line, "front-matter-unclosed", message) from None
    if len(matter) > LONGEST_MATTER:
        message = f"front matter has {len(matter)} characters, the most is {LONGEST_MATTER};"
        message += " is the line that ends it missing?"
        raise _Refused(first_line, "front-matter-too-large", message)
    matter_line = first_line + trimmed.count("\n", 0, max(0, trimmed.find(matter)))
    metadata, mended = _load(handler, text.without_controls(matter), matter_line)
    warnings += [
        _warning(
            path,
            line,
            "front-matter-repaired",
            "is broken YAML and was read as it is meant; put the text in '…', with each ' doubled",
        )
        for line in mended
    ]
    document = Document(path, metadata, matter, matter_line, body.strip(), digest)
    return document, tuple(warnings)


def _load(
    handler: BaseHandler, matter: str, matter_line: int
) -> tuple[Mapping[str, object], list[int]]:
    """Return the front matter and the lines that had to be mended."""
    mended: list[int] = []
    try:
        metadata = _loaded(handler, matter, matter_line)
    except _Refused:
        if not isinstance(handler, _YAML):
            raise
        repaired, mended = _repair(matter)
        if not mended:
            raise
        metadata = _loaded(handler, repaired, matter_line)
    if metadata is None:
        metadata = {}
    if not isinstance(metadata, dict):
        message = "front matter is no list of 'key: value' lines; write it as such"
        raise _Refused(matter_line, "front-matter-no-mapping", message)
    _bound(metadata, matter_line + matter.startswith("\n"))
    keyed = {str(key): value for key, value in metadata.items()}
    return keyed, [matter_line + line for line in mended]


def _loaded(handler: BaseHandler, matter: str, line: int) -> object:
    try:
        return handler.load(matter)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise _invalid(line + (mark.line if mark else 0), what) from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise _invalid(line + (int(found[1]) - 1 if found else 0), str(error)) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _invalid(line, str(error) or type(error).__name__) from None


def _invalid(line: int, what: str) -> _Refused:
    return _Refused(
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
            value = found[2]
            if len(value) > 1 and value[0] in "'\"" and value[-1] == value[0]:
                value = value[1:-1]
            lines[number] = f"{found[1]}: {json.dumps(value, ensure_ascii=False)}"
            mended.append(number)
    return "\n".join(lines), mended


def _is_broken(line: str) -> bool:
    """Tell whether a line breaks the grammar; a tag or a key that is refused is not broken."""
    try:
        _yaml(line)
    except (yaml.scanner.ScannerError, yaml.parser.ParserError, yaml.composer.ComposerError):
        return True
    except (yaml.YAMLError, ValueError):
        pass
    return False


def _bound(metadata: object, line: int) -> None:
    """Refuse what is too deep, or grows beyond all bounds when its aliases are followed."""
    level: list[object] = [metadata]
    nodes = 0
    for _ in range(_DEEPEST):
        level = [child for node in level for child in _children(node)]
        nodes += len(level)
        if nodes > _MOST_NODES:
            break
        if not level:
            return
    raise _invalid(line, "it is nested too deep or grows too large through its aliases")


def _children(node: object) -> Iterator[object]:
    if isinstance(node, Mapping):
        yield from node.values()
    elif isinstance(node, list):
        yield from node


def _warning(path: str, line: int, code: str, message: str) -> Problem:
    return Problem(Severity.WARNING, code, f"{SEEDS}/{path}", line, message)


class _Loader(yaml.CSafeLoader):
    """YAML in which a scalar is the text that was written.

    A title ``12_00`` is no number 1200, ``2015`` no year to add up and ``No`` no boolean;
    dates are read in one place, in `dates`, with the line at hand. Only true, false and null
    keep their meaning.
    """

    yaml_implicit_resolvers = {}  # noqa: RUF012 - a variable of PyYAML's class

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,
    ) -> dict[Hashable, object]:
        """Construct a mapping whose keys are text and stand once each."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    problem = f"key '{key.value}' stands twice"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                seen.add(key.value)
        return {str(key): value for key, value in super().construct_mapping(node, deep).items()}


for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)$", ("~", "n", "N", "")),
    ("merge", r"<<$", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


# One of these stands before every level of nesting.
_NESTING: Final = ("[", "{", "- ", "-\t", "-\n", "? ", "?\t", "?\n", "\n ")


def _yaml(matter: str) -> object:
    if sum(map(matter.count, _NESTING)) > _DEEPEST:
        _bound_depth(matter)
    return yaml.load(matter, Loader=_Loader)  # noqa: S506 - a safe loader


def _bound_depth(matter: str) -> None:
    """Refuse deep nesting before it is composed.

    The parser of PyYAML keeps its stack on the heap; the composer recurs on the machine's
    stack, where a few thousand levels end the process.
    """
    depth = 0
    for event in yaml.parse(matter, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                problem = "it is nested too deep"
                mark: Any = event.start_mark
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _YAML(YAMLHandler):
    def load(self, fm: str, **_: object) -> Any:
        return _yaml(fm)


class _JSON(JSONHandler):
    def load(self, fm: str, **_: object) -> Any:
        return json.loads(
            fm,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
            object_pairs_hook=_once_each,
        )


class _TOML(BaseHandler):
    """python-frontmatter's own needs the package ``toml``; Python reads TOML itself."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, **_: object) -> Any:
        return tomllib.loads(fm, parse_float=str)


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key in found if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f"key {twice!r} stands twice")
    return found


_HANDLERS: Final = (_YAML(), _JSON(), _TOML())
