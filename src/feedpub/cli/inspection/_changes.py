"""Describe what the sanitizer did, with one description for all changes of a kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from feedpub.cli.inspection._wrap import visible
from feedpub.model import Change, Done

_MOST_LINES: Final = 8
_LONGEST: Final = 74  # characters of a value

_NAMES: Final = {"#text": "text", "#comment": "comment", "#doctype": "document type"}


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one kind: what was done and why, with the first few before and after."""

    what: str
    why: str
    examples: tuple[str, ...]


def group(changes: Iterable[Change]) -> Iterator[ChangeGroup]:
    """Group the changes by kind, in the order of the first change of each."""
    alike: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        kind = (change.code, change.element, change.attribute, change.becomes, change.reason)
        alike.setdefault(kind, []).append(change)
    for same in alike.values():
        first = same[0]
        what = f"{_what(first)}{_removed_with(same)}{_where(same)}"
        yield ChangeGroup(what, first.reason, tuple(_examples(first)))


def _what(change: Change) -> str:
    element = _NAMES.get(change.element, f"<{change.element}>")
    if change.attribute:
        return _of_attribute(change, element)
    match change.code:
        case Done.REPLACED:
            now = "its text" if change.becomes == "#text" else f"<{change.becomes}>"
            return f"{element} became {now}"
        case Done.UNWRAPPED:
            return f"{element} taken away, not what is in it"
        case done:
            return f"{element} {done}"


def _of_attribute(change: Change, element: str) -> str:
    name = visible(change.attribute)
    if change.code is Done.MOVED:
        return f"{name} of {element} moved to {change.becomes}"
    return f"{name} of {element} {change.code}"


def _removed_with(same: Iterable[Change]) -> str:
    counts: dict[str, int] = {}
    for change in same:
        for name in change.holds:
            counts[name] = counts.get(name, 0) + 1
    names = [f"{number} {_NAMES.get(name, f'<{name}>')}" for name, number in counts.items()]
    return f", with {', '.join(names)} in it" if names else ""


def _where(same: list[Change]) -> str:
    times = f", {len(same)} times" if len(same) > 1 else ""
    lines = list(dict.fromkeys(change.line for change in same if change.line))
    shown = ", ".join(map(str, lines[:_MOST_LINES]))
    more = " …" if len(lines) > _MOST_LINES else ""
    where = f": {'line' if len(lines) == 1 else 'lines'} {shown}{more}" if lines else ""
    return f"{times}{where}"


def _examples(change: Change) -> Iterator[str]:
    before, after = (_short(value) for value in (change.before, change.after))
    if before:
        yield before
    if after and after != before:
        yield f"→ {after}"


def _short(value: str) -> str:
    written = visible(value.strip())
    return written if len(written) <= _LONGEST else f"{written[: _LONGEST - 1]}…"
