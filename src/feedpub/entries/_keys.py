"""How keys of front matter are compared, and how a key such as ``extra.cover`` is followed."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

_LONGEST: Final = 100  # characters; no key that is known has as many
_MOST_KEYS: Final = 64  # of a document whose keys are worth remembering


def plain_key(key: str) -> str:
    """Return a key as keys are compared: without case, ``-``, ``_`` and spaces."""
    return _plain_key(key) if len(key) <= _LONGEST else key


@lru_cache(maxsize=1_000)  # documents have the same keys
def _plain_key(key: str) -> str:
    return re.sub(r"[-_\s]", "", unicodedata.normalize("NFKC", key).casefold())


@dataclass(frozen=True, slots=True)
class Found:
    """Where a document has a key of the table: under `key`, or in the mapping there.

    `again` are other keys of the document that compare the same as `key`.
    """

    key: str
    steps: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


Find: TypeAlias = Callable[[tuple[str, ...]], tuple[Found, ...]]
"""Takes keys of the table, and returns where a document can have them, in their order."""


def finder(keys: tuple[str, ...]) -> Find:
    """Return the function that finds keys of the table in a document that has `keys`."""
    return _known_finder(keys) if len(keys) <= _MOST_KEYS else _finder(keys)


def _finder(keys: tuple[str, ...]) -> Find:
    written: dict[str, tuple[str, ...]] = {}
    for key in keys:
        plain = plain_key(key)
        written[plain] = (*written.get(plain, ()), key)

    @lru_cache(maxsize=64)
    def find(wanted: tuple[str, ...]) -> tuple[Found, ...]:
        found: dict[str, Found] = {}  # by the key that is wanted, as keys are compared
        for key in wanted:
            plain, steps = plain_key(key), _steps(key)
            if plain in written and plain not in found:
                # That which is written as in the table, else the first.
                same = sorted(written[plain], key=lambda one: one.lower() != key.lower())
                found[plain] = Found(same[0], again=tuple(same[1:]))
            elif steps and steps[0] in written:
                found.setdefault(plain, Found(written[steps[0]][0], steps[1:]))
        return tuple(found.values())

    return find


_known_finder = lru_cache(maxsize=256)(_finder)  # the documents of a folder have the same keys


def _steps(key: str) -> tuple[str, ...]:
    steps = tuple(plain_key(part) for part in key.split("."))
    return steps if len(steps) > 1 and all(steps) else ()


def reach(value: object, steps: tuple[str, ...]) -> tuple[str, object] | None:
    """Return what `steps` lead to in `value`, after the keys on the way as they are written.

    In a list of mappings that is the list of what they lead to in each. None where nothing is.
    """
    if not steps:
        return "", value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if plain_key(str(key)) == steps[0]:
                found = reach(inner, steps[1:])
                if found and found[1] not in (None, ""):
                    return f"{key}.{found[0]}".rstrip("."), found[1]
    elif isinstance(value, list | tuple):
        inside = (reach(item, steps) for item in value if isinstance(item, Mapping))
        listed = [found for found in inside if found]
        if listed:
            return listed[0][0], [found[1] for found in listed]
    return None
