"""Titles such as ``{category} · {site}``: checked when they are read, filled when they are used."""

import difflib
import string
from collections.abc import Iterable


def checked(template: str, names: Iterable[str]) -> str:
    """Return `template`; raise ValueError where it holds a field that is not one of `names`."""
    known = list(names)
    try:
        found = [part for part in string.Formatter().parse(template) if part[1] is not None]
    except ValueError:
        raise ValueError(
            f"{template!r} has a brace without its other; write {{{{ or }}}} for a brace itself"
        ) from None
    for _, name, form, conversion in found:
        if name not in known or form or conversion:
            near = difflib.get_close_matches(name or "", known, n=1, cutoff=0.6)
            said = f"did you mean {{{near[0]}}}?" if near else f"known are {_listed(known)}"
            raise ValueError(f"{template!r} has {{{name}}}, which is no field here; {said}")
    return template


def fields(template: str) -> list[str]:
    """Return the names in the braces of a template that was checked."""
    return [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]


def filled(template: str, **values: str) -> str:
    """Return `template`, which was checked, with its fields replaced."""
    return template.format(**values)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
