"""Check that the tags of HTML fit together, as the parsers of browsers do (HTML §13.2.6)."""

from collections.abc import Iterable, Iterator

from feedpub.validator.rules.html_names import (
    BARRIERS,
    CLOSES,
    CLOSES_P,
    IN_CELLS_ONLY,
    IN_TABLES,
    ITEM_BARRIERS,
    ITEMS,
    MAY_STAY_OPEN,
    VOID,
    closed_with,
)
from feedpub.validator.rules.html_tokens import Tag

# More are open only where something is wrong; each end tag looks through them all.
_DEEPEST = 500

_FOREIGN = frozenset({"svg", "math"})
_IN_TABLES = IN_TABLES.keys() | {"script", "style", "template"}
_ONCE = frozenset({"a", "button", "form", "nobr", "option", "select"})


def fault(tags: Iterable[Tag]) -> str | None:
    """Return the first thing that is wrong with `tags`, in words, or None."""
    return next(_faults(tags), None)


def _faults(tags: Iterable[Tag]) -> Iterator[str]:
    opened: list[str] = []
    foreign = 0
    for tag in tags:
        if tag.fault:
            yield tag.fault
        elif tag.is_end:
            # Nearly always, an end tag closes the element that was opened last.
            if opened and opened[-1] == tag.name:
                opened.pop()
            else:
                yield from _close(tag.name, opened)
            foreign = foreign if len(opened) >= foreign else 0
        elif not foreign:
            yield from _open(tag, opened)
            foreign = len(opened) if opened and opened[-1] in _FOREIGN else 0
        elif not tag.closes_itself:
            opened.append(tag.name)
        if len(opened) > _DEEPEST:
            yield f"more than {_DEEPEST} elements are open at once"
    left = [name for name in opened if name not in MAY_STAY_OPEN]
    if left:
        yield f"<{left[-1]}> is not closed"


def _open(tag: Tag, opened: list[str]) -> Iterator[str]:
    name = tag.name
    if name in IN_TABLES and not set(IN_TABLES[name]) & set(opened):
        yield f"<{name}> stands outside of a table"
    elif opened and opened[-1] in IN_CELLS_ONLY and name not in _IN_TABLES:
        yield f"<{name}> stands in <{opened[-1]}>, outside of its cells"
    if name in _ONCE - {"option"} and name in opened:
        yield f"<{name}> stands in another <{name}>"
    if opened and _is_heading(name) and _is_heading(opened[-1]):
        yield f"<{name}> stands in <{opened[-1]}>"
    if name in CLOSES:
        yield from _end_others(CLOSES[name], opened, name)
    if name in CLOSES_P:
        yield from _end_others(frozenset({"p"}), opened, name)
    if name in VOID:
        return
    if tag.closes_itself and name not in _FOREIGN:
        yield f"<{name}/> does not close itself as <{name}></{name}> does"
    if not (tag.closes_itself and name in _FOREIGN):
        opened.append(name)


def _end_others(ended: frozenset[str], opened: list[str], by: str) -> Iterator[str]:
    """Close what the start tag of `by` ends, up to the next barrier."""
    barriers = ITEM_BARRIERS if by in ITEMS and "p" not in ended else BARRIERS
    for place in range(len(opened) - 1, -1, -1):
        if opened[place] in ended:
            implied = closed_with(opened[place])
            left = [name for name in opened[place + 1 :] if name not in implied]
            if left:
                yield f"<{left[-1]}> is open where <{by}> begins"
            del opened[place:]
        elif opened[place] in barriers:
            return


def _close(name: str, opened: list[str]) -> Iterator[str]:
    if name in VOID or name not in opened:
        yield f"</{name}> closes nothing"
        return
    place = len(opened) - 1 - opened[::-1].index(name)
    implied = closed_with(name)
    left = [inner for inner in opened[place + 1 :] if inner not in implied]
    if left:
        yield f"</{name}> comes before </{left[-1]}>"
    del opened[place:]


def _is_heading(name: str) -> bool:
    return len(name) == 2 and name[0] == "h" and name[1] in "123456"
