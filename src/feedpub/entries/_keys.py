"""Compare keys of front matter, and follow a key such as ``extra.cover`` into its mapping."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

_LONGEST: Final = 100  # characters; no key that is known has as many
_MOST_KEYS: Final = 64  # a document with more is not worth remembering


def plain_key(key: str) -> str:
    """Return the form in which a key is compared: without case, ``-``, ``_`` and spaces."""
    return _plain_key(key) if len(key) <= _LONGEST else key


@lru_cache(maxsize=1_000)  # documents have the same keys
def _plain_key(key: str) -> str:
    return re.sub(r"[-_\s]", "", unicodedata.normalize("NFKC", key).casefold())


@dataclass(frozen=True, slots=True)
class Found:
    """The place of a value in front matter: under `key`, or along `steps` in the mapping there.

    `again` are other keys of the document that compare equal to `key`.
    """

    key: str
    steps: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


Find: TypeAlias = Callable[[tuple[str, ...]], tuple[Found, ...]]
"""Takes keys to look for; returns where a document can have them, in the same order."""


def finder(keys: tuple[str, ...]) -> Find:
    """Return a function that looks for keys in a document whose front matter has `keys`."""
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
                # The key in the same spelling as the wanted one, else the first.
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
    """Follow `steps` into `value`; return the keys on the way as written, and the value there.

    In a list of mappings, return the list of the values in each. None where there is no value.
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
