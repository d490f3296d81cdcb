"""``feeds/site.toml`` with every key that there is, made from the table of keys."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from feedpub.cli.scaffold._document import meant
from feedpub.config import KEYS, Key, Site, default_of

_HEAD: Final = """\
# What feedpub does with the documents in seeds/. Every key is optional. A key behind a # shows what
# is so without it, or an example; take the # away, and write what you want.
"""


_SITE: Final = {key.name: key for key in KEYS if key.table == "site"}
# What is read as markup, for those who copy it from a page.
_MARKUP: Final = frozenset({"title", "author"})


def setting(name: str, value: str) -> str:
    """Return what a person gave for the key `name` of ``[site]`` as the file is to have it.

    Raises ValueError with what is wrong and what to do.
    """
    written = meant(value) if name in _MARKUP else value
    checked = _SITE[name].value.check(written)
    return written if name in _MARKUP else str(checked)


def site_toml(given: Mapping[str, str], *, ledger: bool = False) -> str:
    """Return the file with the keys of ``[site]`` that are `given`, and all others as comments.

    The values are from `setting`. With `ledger`, it is turned on.
    """
    chosen: dict[tuple[str, str], object] = {("site", name): v for name, v in given.items() if v}
    if ledger:
        chosen["build", "ledger"] = True
    parts = [_HEAD]
    for table, keys in groupby(KEYS, lambda key: key.table):
        parts.append(f"\n[{table}]\n")
        for key in keys:
            parts += [f"{line}\n" for line in _setting(key, chosen)]
    return "".join(parts)


def _setting(key: Key, chosen: Mapping[tuple[str, str], object]) -> Iterator[str]:
    about = key.about.replace("`", "")
    if (key.table, key.name) in chosen:
        yield f"# {about}"
        yield f"{key.name} = {_written(chosen[key.table, key.name])}"
        return
    default = default_of(key, Site())
    yield f"# {about}{'; for example:' if default is None else ''}"
    yield f"#{key.name} = {_written(key.example if default is None else default)}"


def _written(value: object) -> str:
    """Return a value as TOML has it."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    # What JSON knows of texts, numbers, true and false is the same in TOML.
    return json.dumps(value, ensure_ascii=False)
