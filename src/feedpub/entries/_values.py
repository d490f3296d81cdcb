"""Read front matter values of whatever shape."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from feedpub.web import text

# Under which a mapping has the name of a category or a tag; `label` is Docusaurus'.
_NAMES: Final = ("name", "title", "label")
# Between separators; the `;` of an entity such as `&amp;` is none.
_NAMES_IN_TEXT = re.compile(r"(?:&#?\w{1,31};|[^,;，、；])+")


def short(reference: str) -> str:
    """Shorten a reference for a message."""
    return repr(text.cut(text.fold(reference), 80))


def first_of(references: Collection[str]) -> str:
    """Name the first of `references` for a message, and say how many more there are."""
    others = len(references) - 1
    more = f" (and {others} more like it)" if others else ""
    return f"{short(next(iter(references)))}{more}"


def scalar(value: object) -> str:
    """Return a value as text; an empty text for lists and mappings.

    JSON can write half a surrogate pair, which no valid text has.
    """
    if isinstance(value, list | tuple | Mapping | bool):
        return ""
    return text.without_controls(str(value))


def flat(value: object) -> Iterator[str]:
    """Yield the texts in a value: a text, a list, or Hexo's list of lists."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from flat(item)
    elif isinstance(value, Mapping):
        named = (value[key] for key in _NAMES if value.get(key) is not None)
        yield from flat(next(named, None))
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def split_names(value: object, *, at_spaces: bool = False) -> object:
    """Return a text that lists names, such as ``a, b; c，d、e``, as a list; all else as it is.

    With `at_spaces`, spaces part the names of a text that has no other separator, as in Jekyll.
    """
    if not isinstance(value, str):
        return value
    found = [name.strip() for name in _NAMES_IN_TEXT.findall(value)]
    return value.split() if at_spaces and len(found) == 1 else found


def branches(value: object) -> Iterator[Iterator[str]]:
    """Yield the branches in a value as Hexo does: a list is one branch, a list of lists several."""
    if isinstance(value, list | tuple) and any(isinstance(item, list | tuple) for item in value):
        yield from (flat(item) for item in value)
    else:
        yield flat(value)


def is_true(value: object) -> bool:
    """Tell whether a value says yes."""
    return value is True or (
        isinstance(value, str) and value.strip().lower() in ("true", "yes", "on", "1")
    )


def is_false(value: object) -> bool:
    """Tell whether a value says no."""
    return value is False or (
        isinstance(value, str) and value.strip().lower() in ("false", "no", "off", "0")
    )
