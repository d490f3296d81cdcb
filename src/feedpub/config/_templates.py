"""Check and fill templates of titles such as ``{category} · {site}``."""

import difflib
import string
from collections.abc import Iterable


def check_template(template: str, names: Iterable[str]) -> str:
    """Return `template`; raise ValueError where it has a field that is not among `names`."""
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
            said = f"did you mean {{{near[0]}}}?" if near else f"known are {_join(known)}"
            raise ValueError(f"{template!r} has {{{name}}}, which is no field here; {said}")
    return template


def fields(template: str) -> list[str]:
    """Return the names in the braces of a checked template."""
    return [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]


def fill(template: str, **values: str) -> str:
    """Return a checked template with its fields replaced by `values`."""
    return template.format(**values)


def _join(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
