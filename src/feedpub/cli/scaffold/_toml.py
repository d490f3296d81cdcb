"""Make a ``feeds/site.toml`` with every key, from the table of keys."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Final

from feedpub.cli.scaffold._document import as_markup
from feedpub.config import KEYS, Key, Site, default_of
from feedpub.web import text

_HEAD: Final = """\
# What feedpub does with documents. Every key is optional. A key behind a # shows what is so without
# it, or an example; take the # away, and write what you want.
"""


_SITE: Final = {key.name: key for key in KEYS if key.table == "site"}
# Tags and entities in it would be read as markup, for those who copy it from a page.
_MARKUP: Final = frozenset({"title", "author"})


def setting(name: str, value: str) -> str:
    """Check a person's value for the key `name` of ``[site]``; return it in the file's form.

    Raises ValueError with what is wrong and what to do.
    """
    written = as_markup(value) if name in _MARKUP else value
    checked = _SITE[name].value.check(written)
    return written if name in _MARKUP else str(checked)


def site_toml(
    given: Mapping[str, str],
    *,
    choices: Mapping[tuple[str, str], object] = MappingProxyType({}),
    more: Mapping[tuple[str, str], tuple[object, str]] | None = None,
) -> str:
    """Return the file with the `given` keys of ``[site]``, and all other keys as comments.

    The values are from `setting`. `choices` are values of any keys; so are `more`, each of these
    with where it is from.
    """
    found = {place: value for place, (value, _) in (more or {}).items()}
    chosen: dict[tuple[str, str], object] = found | {
        ("site", name): value for name, value in given.items() if value
    }
    chosen |= choices
    sources = {
        place: source for place, (value, source) in (more or {}).items() if chosen[place] == value
    }
    parts = [_HEAD]
    for table, keys in groupby(KEYS, lambda key: key.table):
        parts.append(f"\n[{table}]\n" if table else "")
        for key in keys:
            parts += [f"{line}\n" for line in _setting(key, chosen, sources)]
    return "".join(parts)


def _setting(
    key: Key, chosen: Mapping[tuple[str, str], object], sources: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    about = key.about.replace("`", "")
    # A table of its own, whose keys people name.
    if not key.table and isinstance(key.example, Mapping):
        yield f"\n[{key.name}]"
        yield f"# {about}; for example:"
        yield from (f"#{name} = {as_toml(value)}" for name, value in key.example.items())
        return
    if (key.table, key.name) in chosen:
        yield f"# {about}"
        if source := sources.get((key.table, key.name)):
            yield f"# from {text.fold(source)}"
        yield f"{key.name} = {as_toml(chosen[key.table, key.name])}"
        return
    default = default_of(key, Site())
    yield f"# {about}{'; for example:' if default is None else ''}"
    yield f"#{key.name} = {as_toml(key.example if default is None else default)}"


def as_toml(value: object) -> str:
    """Write a value in TOML."""
    if isinstance(value, Mapping):
        pairs = (f"{as_toml(key)} = {as_toml(item)}" for key, item in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_toml, value))}]"
    # JSON writes texts, numbers, true and false in the same way.
    return json.dumps(value, ensure_ascii=False)
