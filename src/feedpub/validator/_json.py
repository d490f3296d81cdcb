"""Parse JSON, and find the line and column of a value in it."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The keys and numbers that lead to a value."""

_TOKEN = re.compile(r'("(?:[^"\\]++|\\.)*+"|[{}\[\]]|[^\s:,{}\[\]"]++)', re.DOTALL)


class NoJson(Exception):
    """The JSON is wrong; the arguments are the reason, the line and the column."""


def parse(text: str) -> tuple[object, list[str]]:
    """Return the value of `text`, and the keys that occur twice in one object.

    Raises NoJson where it is not JSON.
    """
    repeated: list[str] = []

    def collect(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            repeated.extend(key for key, count in counts.items() if count > 1)
        return made

    try:
        return json.loads(text, object_pairs_hook=collect, parse_constant=_refuse), repeated
    except json.JSONDecodeError as error:
        raise NoJson(error.msg[:1].lower() + error.msg[1:], error.lineno, error.colno) from None
    except RecursionError:
        raise NoJson("it is nested too deep", 1, 1) from None
    except ValueError as error:  # NaN, or a number of 5000 digits
        raise NoJson(str(error).partition(";")[0], 1, 1) from None


def places(text: str, wanted: Iterable[Path]) -> Mapping[Path, tuple[int, int]]:
    """Return line and column for each path in `wanted`: of its key, where it has one."""
    missing = set(wanted)
    found: dict[Path, tuple[int, int]] = {}
    line, begin, seen = 1, -1, 0
    for path, offset in _walk(text) if missing else ():
        if path in missing:
            line += text.count("\n", seen, offset)
            begin, seen = max(begin, text.rfind("\n", seen, offset)), offset
            found[path] = (line, offset - begin)
            missing.discard(path)
            if not missing:
                break
    return found


def path_as_text(path: Path) -> str:
    """Return a path as programmers write it: ``items[3].url``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".") or "the feed"


def _refuse(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _walk(text: str) -> Iterator[tuple[Path, int]]:
    path: list[str | int] = []
    objects: list[bool] = []
    key_at: int | None = None
    for found in _TOKEN.finditer(text):
        part, offset = found[1], found.start(1)
        if part in ("}", "]"):
            objects.pop()
            path.pop()
            continue
        if objects and objects[-1] and key_at is None:
            path[-1] = str(json.loads(part))
            key_at = offset
            continue
        if objects and not objects[-1]:
            path[-1] = int(path[-1]) + 1
        yield tuple(path), offset if key_at is None else key_at
        key_at = None
        if part in ("{", "["):
            objects.append(part == "{")
            path.append("" if part == "{" else -1)
