"""YAML, JSON and TOML as front matter has them: text stays text, keys stand once."""

import json
import re
import tomllib
from collections.abc import Hashable, Iterable
from typing import Any, Final

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

DEEPEST: Final = 20
"""Levels of nesting; a document of the mirror has 2."""

# Twenty can grow to some thousand values at the worst, merged or not; hundreds to more than memory.
_MOST_ALIASES: Final = 20


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


def _as_text(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> object:
    return loader.construct_scalar(node)


def _as_boolean(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> bool:
    value = str(loader.construct_scalar(node)).lower()
    if value not in ("true", "false"):
        problem = f"'{value}' is neither true nor false"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
    return value == "true"


# A tag that is written out means no more than it would without.
_CONSTRUCTORS: Final[dict[str, Any]] = {
    **dict.fromkeys(("int", "float", "timestamp"), _as_text),
    "bool": _as_boolean,
    **dict.fromkeys(("binary", "omap", "pairs", "set"), yaml.CSafeLoader.construct_undefined),
}
for _tag, _construct in _CONSTRUCTORS.items():
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct)

for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)$", ("~", "n", "N", "")),
    ("merge", r"<<$", "<"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


# One of these stands before every level of nesting.
_NESTING: Final = ("[", "{", "- ", "-\t", "-\n", "? ", "?\t", "?\n", "\n ")


def load_yaml(matter: str) -> object:
    """Load YAML; raises yaml.YAMLError, and never overflows the stack."""
    if sum(map(matter.count, _NESTING)) > DEEPEST or matter.count("*") > _MOST_ALIASES:
        _bound(matter)
    return yaml.load(matter, Loader=_Loader)  # noqa: S506 - a safe loader


def _bound(matter: str) -> None:
    """Refuse deep nesting and many aliases before they are composed.

    The parser of PyYAML keeps its stack on the heap; the composer recurs on the machine's
    stack, where a few thousand levels end the process, and merges what aliases name.
    """
    try:
        _count(yaml.parse(matter, Loader=_Loader))
    except yaml.scanner.ScannerError as error:
        # From 0.2.6 on, libyaml has a bound of its own, and may come to it first: it reads ahead.
        if "nesting depth" not in str(error.problem):
            raise
        raise _too_deep(error.problem_mark) from None


def _count(events: Iterable[Any]) -> None:
    depth = aliases = 0
    for event in events:
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            aliases += 1
            if aliases > _MOST_ALIASES:
                problem = f"it has more than {_MOST_ALIASES} aliases"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _too_deep(mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep(mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem="it is nested too deep", problem_mark=mark)


class YAML(YAMLHandler):
    """python-frontmatter's, with our loader."""

    def load(self, fm: str, **_: object) -> Any:
        """Load the front matter."""
        return load_yaml(fm)


class _JSON(JSONHandler):
    def load(self, fm: str, **_: object) -> Any:
        try:
            loaded = json.loads(
                fm,
                parse_int=str,
                parse_float=str,
                parse_constant=str,
                object_pairs_hook=_once_each,
            )
        except _TwiceError as error:
            written = json.dumps(error.args[0], ensure_ascii=False)
            what = f"key {error.args[0]!r} stands twice"
            raise json.JSONDecodeError(what, fm, max(0, fm.rfind(written))) from None
        return _without_halves(loaded) if "\\u" in fm else loaded


def _without_halves(value: Any) -> Any:
    """Take out halves of surrogate pairs, which JSON can name and no text can hold."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        case list():
            return [_without_halves(item) for item in value]
        case dict():
            return {_without_halves(key): _without_halves(item) for key, item in value.items()}
        case _:
            return value


class _TOML(BaseHandler):
    """python-frontmatter's own needs the package ``toml``; Python reads TOML itself."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, **_: object) -> Any:
        return tomllib.loads(fm, parse_float=str)


class _TwiceError(Exception):
    """A key stands twice in an object of JSON."""


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found


HANDLERS: Final = (YAML(), _JSON(), _TOML())
