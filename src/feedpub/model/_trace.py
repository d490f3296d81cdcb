"""How something came about: what of a body was changed, and where the field of an entry is from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field of an entry is from.

    `key` is the front matter key, as the configuration writes it, and `line` its line in the
    file; both are None for what the front matter does not say. `how` says in a few words how
    it was made then, or what was done to what the key says; it is empty where nothing was.
    """

    key: str | None = None
    line: int | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of a body that was removed, changed or added on its way into a feed, and why.

    `code` is one of ``removed``, ``unwrapped`` (what is in it stays), ``replaced``,
    ``changed``, ``moved`` (to another attribute), ``added``, and ``ignored`` for what every
    browser takes for nothing. `element` is the name of an
    element, or the DOM's ``#text``, ``#comment`` and ``#doctype``; `attribute` is empty where
    the element itself is meant. `becomes` is the name of the element or attribute that stands
    there instead. `before` and `after` are values, or pieces of text. `holds` are the names of
    the elements that went with it. `line` is that of the file, None where it can't be told.
    """

    code: str
    element: str
    attribute: str
    reason: str
    line: int | None = None
    before: str = ""
    after: str = ""
    becomes: str = ""
    holds: tuple[str, ...] = ()
