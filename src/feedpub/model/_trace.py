"""Explain an entry: where each field is from, and what was changed in its body."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field of an entry is from.

    `key` is the front matter key, as the configuration writes it, and `line` its line in the file;
    both are None for a field that is not in the front matter. `how` says in a few words how the
    field was made then, or how the value of the key was changed; it is empty where it was not.
    """

    key: str | None = None
    line: int | None = None
    how: str = ""


class Done(StrEnum):
    """What was done to an element, an attribute or a text of a body."""

    REMOVED = "removed"
    UNWRAPPED = "unwrapped"  # what is in it stays
    REPLACED = "replaced"
    CHANGED = "changed"
    MOVED = "moved"  # to another attribute
    ADDED = "added"
    IGNORED = "ignored"  # as every browser does


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of a body that was removed, changed or added on its way into a feed, and why.

    `element` is the name of an element, or the DOM's ``#text``, ``#comment`` and ``#doctype``;
    `attribute` is empty where the element itself is meant. `becomes` is the name of
    the element or attribute in its place. `before` and `after` are values, or pieces of text.
    `holds` are the names of the elements that were removed with it. `line` is the line of the file,
    None where it is not known.
    """

    code: Done
    element: str
    attribute: str
    reason: str
    line: int | None = None
    before: str = ""
    after: str = ""
    becomes: str = ""
    holds: tuple[str, ...] = ()
