"""Read YAML as front matter: text stays text, keys are unique, nothing grows without bound."""

import re
from collections.abc import Hashable
from typing import Any, Final

import yaml

from feedpub.source.front_matter._limits import (
    DEEPEST,
    LONGEST,
    MOST_VALUES,
    SHORTEN,
    TOO_DEEP,
    TOO_LONG,
    TOO_MANY,
)
from feedpub.source.front_matter._problems import Broken, quote

_CORE: Final = "tag:yaml.org,2002:"
_STR, _BOOL, _NULL, _MERGE = (f"{_CORE}{name}" for name in ("str", "bool", "null", "merge"))

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class _Loader(yaml.CSafeLoader):
    """A loader of YAML for which each scalar is the text that was written.

    A title ``12_00`` is no number 1200, ``2015`` no year to add up and ``No`` no boolean;
    dates are read in one place, in `dates`, with the line at hand. Only true, false and null
    keep their meaning.
    """

    yaml_implicit_resolvers = {}  # noqa: RUF012 - a variable of PyYAML's class

    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: Any) -> str:
        """Return the tag of a node; nearly all are texts, which their first letter shows."""
        if kind is yaml.ScalarNode and value and value[0] not in self.yaml_implicit_resolvers:
            return _STR
        return str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]

    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None:
        """Do nothing: this would find tags by the path to a node, and none is found so."""

    def ascend_resolver(self) -> None:
        """Do nothing, as `descend_resolver`."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Construct the value of a node; a text is itself, and nothing need be remembered of it."""
        if node.tag == _STR and node.__class__ is yaml.ScalarNode:
            return node.value
        return super().construct_object(node, deep)

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,
    ) -> dict[Hashable, object]:
        """Construct a mapping whose keys are text, each with one value."""
        if node.id != "mapping":
            what = "!!map stands before something that is not a mapping"
            raise Broken(node.start_mark.line, what, "remove it")
        first: dict[str, yaml.Node] = {}
        named: list[tuple[str, yaml.Node]] = []
        for key, value in node.value:
            if key.tag == _MERGE:
                _check_merge(key, value)
                continue
            plain = key.tag == _STR and key.value.__class__ is str and key.value.isprintable()
            name = key.value if plain else self._name(key)
            if name in first and not _is_same(first[name], value):
                what = f"key {quote(name)} stands twice, with different values"
                raise Broken(key.start_mark.line, what, "keep one of them")
            first.setdefault(name, value)
            named.append((name, value))
        if len(named) == len(node.value):
            return {name: self.construct_object(value, deep) for name, value in named}
        # Only PyYAML's own way takes over the keys of other mappings.
        return {str(key): value for key, value in super().construct_mapping(node, deep).items()}

    def _name(self, key: yaml.Node) -> str:
        if not isinstance(key, yaml.ScalarNode):
            what = "a list or a mapping can't be a key"
            raise Broken(key.start_mark.line, what, "put a word before the colon")
        if _CONTROL.search(key.value):
            what = f"key {quote(key.value)} holds a line break or a control character"
            raise Broken(key.start_mark.line, what, "write it without")
        if key.tag == _STR:
            return str(key.value)
        return str(self.construct_object(key))


def _check_merge(key: yaml.Node, value: yaml.Node) -> None:
    merged = value.value if isinstance(value, yaml.SequenceNode) else [value]
    if not all(isinstance(node, yaml.MappingNode) for node in merged):
        what = "<< takes the keys of another mapping, and none follows"
        raise Broken(key.start_mark.line, what, "write << : *name, or remove the line")


def _is_same(one: yaml.Node, other: yaml.Node) -> bool:
    """Tell whether two nodes have the same value, however they are written."""
    if isinstance(one, yaml.ScalarNode):
        return isinstance(other, yaml.ScalarNode) and _meaning(one) == _meaning(other)
    if type(one) is not type(other) or len(one.value) != len(other.value):
        return False
    if isinstance(one, yaml.SequenceNode):
        return all(map(_is_same, one.value, other.value))
    pairs = zip(one.value, other.value, strict=True)
    return all(_is_same(a[0], b[0]) and _is_same(a[1], b[1]) for a, b in pairs)


def _meaning(node: yaml.ScalarNode) -> tuple[str, str]:
    if node.tag == _NULL:
        return _NULL, ""
    return (_BOOL, node.value.lower()) if node.tag == _BOOL else (_STR, node.value)


def _as_text(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> object:
    return loader.construct_scalar(node)


def _as_boolean(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> bool:
    value = str(loader.construct_scalar(node)).lower()
    if value not in ("true", "false"):
        what = f"{quote(value)} is neither true nor false"
        raise Broken(node.start_mark.line, what, "write one of them, or remove !!bool")
    return value == "true"


def _refuse_tag(_: yaml.CSafeLoader, node: yaml.Node) -> object:
    tag = node.tag.removeprefix(_CORE)
    what = f"tag {quote('!!' + tag if tag != node.tag else tag)} has no meaning here"
    raise Broken(node.start_mark.line, what, "remove it; a text that begins with ! belongs in '…'")


# A tag that is written out means no more than it would without.
_CONSTRUCTORS: Final[dict[str | None, Any]] = {
    **dict.fromkeys((f"{_CORE}{name}" for name in ("int", "float", "timestamp")), _as_text),
    _MERGE: _as_text,
    _BOOL: _as_boolean,
    **dict.fromkeys((f"{_CORE}{name}" for name in ("binary", "omap", "pairs", "set")), _refuse_tag),
    None: _refuse_tag,
}
for _tag, _construct in _CONSTRUCTORS.items():
    _Loader.add_constructor(_tag, _construct)

for _tag, _pattern, _first in (
    (_BOOL, r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    (_NULL, r"(?:~|null|Null|NULL|)$", ("~", "n", "N", "")),
    (_MERGE, r"<<$", "<"),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


# One of these stands before every level of nesting.
_NESTING: Final = ("[", "{", "- ", "-\t", "-\n", "? ", "?\t", "?\n", "\n ")


def load(matter: str) -> object:
    """Load YAML; raises yaml.MarkedYAMLError or Broken, and never overflows the stack."""
    if matter.lstrip().startswith("%"):
        # Only a stream of YAML has directives; thousands of them take a time that is quadratic.
        raise Broken(_first_line(matter), "a line begins with %", "remove it")
    if sum(map(matter.count, _NESTING)) > DEEPEST or ("*" in matter and "&" in matter):
        _measure(matter)
    return yaml.load(matter, Loader=_Loader)  # noqa: S506 - a safe loader


def _first_line(matter: str) -> int:
    return matter.count("\n", 0, len(matter) - len(matter.lstrip()))


def _measure(matter: str) -> None:
    """Refuse YAML that is too deep or too large with its aliases, before it is composed.

    The parser of PyYAML keeps its stack on the heap; the composer recurs on the machine's
    stack, where a few thousand levels end the process, and merges what aliases name.
    """
    try:
        measure = _Measure()
        for event in yaml.parse(matter, Loader=_Loader):
            measure.add(event)
    except yaml.scanner.ScannerError as error:
        # From 0.2.6 on, libyaml has a bound of its own, and may come to it first: it reads ahead.
        if "nesting depth" not in str(error.problem):
            raise
        line = error.problem_mark.line if error.problem_mark else 0
        raise Broken(line, TOO_DEEP, SHORTEN) from None


class _Measure:
    """Counts values and characters of YAML; what aliases repeat counts each time."""

    def __init__(self) -> None:
        self._values = self._characters = 0
        # For each collection that is open: its anchor, what was counted before it, levels in it.
        self._open: list[tuple[str | None, int, int]] = []
        self._levels: list[int] = [0]
        self._anchors: dict[str, tuple[int, int, int]] = {}

    def add(self, event: Any) -> None:
        line = event.start_mark.line
        match event:
            case yaml.AliasEvent():
                self._repeat(str(event.anchor), line)
            case yaml.ScalarEvent():
                self._grow(1, len(event.value), line)
                if event.anchor:
                    self._anchors[event.anchor] = 1, len(event.value), 0
            case yaml.CollectionStartEvent():
                self._open.append((event.anchor, self._values, self._characters))
                self._levels.append(0)
                self._deepen(0, line)
                self._grow(1, 0, line)
            case yaml.CollectionEndEvent():
                anchor, values, characters = self._open.pop()
                levels = self._levels.pop() + 1
                self._levels[-1] = max(self._levels[-1], levels)
                if anchor:
                    grown = self._values - values, self._characters - characters
                    self._anchors[anchor] = *grown, levels
            case _:
                pass

    def _repeat(self, anchor: str, line: int) -> None:
        if any(anchor == name for name, _, _ in self._open):
            what = f"{TOO_DEEP}, for {quote('*' + anchor)} stands in what it stands for"
            raise Broken(line, what, "remove it")
        values, characters, levels = self._anchors.get(anchor, (1, 0, 0))
        self._grow(values, characters, line)
        self._deepen(levels, line)

    def _grow(self, values: int, characters: int, line: int) -> None:
        self._values += values
        self._characters += characters
        if self._values > 2 * MOST_VALUES:  # a key and a value each
            raise Broken(line, TOO_MANY, SHORTEN)
        if self._characters > LONGEST:
            raise Broken(line, TOO_LONG, SHORTEN)

    def _deepen(self, levels: int, line: int) -> None:
        self._levels[-1] = max(self._levels[-1], levels)
        if len(self._open) + levels > DEEPEST:
            raise Broken(line, TOO_DEEP, SHORTEN)
