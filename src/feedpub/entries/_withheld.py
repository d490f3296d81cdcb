"""Decide from path and front matter which documents are not to be published.

The table of keys is in the configuration (`Fields`); `_wishes` reads the values. In doubt a
document is withheld, with a warning.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from feedpub.config import RULES, Fields, Rule, Says, Site, matches_glob
from feedpub.entries import _wishes
from feedpub.entries._keys import plain_key
from feedpub.entries._matter import Matter
from feedpub.entries._slips import meaning
from feedpub.entries._values import short
from feedpub.model import Reason, Withheld
from feedpub.web import dates

# The tables in which Hugo and Zola expect keys that are not their own.
_INNER_TABLES: Final = frozenset({"params", "extra", "seo"})
_DATES: Final = (Says.A_PAST_DATE, Says.A_FUTURE_DATE)
# Sure reasons come first; the reason that keeps a document out of feeds only comes last.
_LAST: Final = {Reason.UNCLEAR: 1, Reason.NO_FEED: 2}

_ANCHOR: Final = re.compile(
    r"""^[ \t]*+["']?([^\s:"'][^\n:"']{0,99}?)["']?[ \t]*+:[ \t]++([&!]\S+)""", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What under `key` keeps a document out; `fix` is what to do where the value is unclear."""

    reason: Reason
    key: str
    value: object
    fix: str = ""


class UnclearError(Exception):
    """A document is withheld because it is unclear; the argument is the Withheld."""


def withheld_by_path(path: str, site: Site) -> Withheld | None:
    """Return why the configuration leaves out the document at `path`; None where it does not."""
    folded = path.casefold()
    for key, globs, reason in (
        ("leave_out", site.leave_out, Reason.LEFT_OUT),
        ("drafts", site.drafts, Reason.DRAFT),
    ):
        for pattern in globs:
            # In any case: a file system may not tell upper case from lower, and people seldom do.
            if any(matches_glob(one, folded) for one in _with_folder(pattern.casefold())):
                how = f"[documents] {key} has {pattern}"
                return Withheld(site.place_of(path), reason, how=how)
    return None


@lru_cache(maxsize=512)
def _with_folder(glob: str) -> tuple[str, ...]:
    """Return a glob, and one of all that is in the folder that it may be the name of."""
    is_name = not glob.endswith("/") and not set("*?") & set(glob.rpartition("/")[2])
    return (glob, f"{glob}/") if is_name else (glob,)


def withheld(matter: Matter, site: Site) -> Withheld | None:
    """Return why the front matter keeps its document out; None where no key does.

    A key with an ambiguous value does, with a warning. `period` reads the keys with dates.
    """
    # A document can have thousands of such keys; the line of the one that counts is looked for.
    wish = min(_wishes_of(matter, site), key=lambda one: _LAST.get(one.reason, 0), default=None)
    if wish is None:
        return None
    told = _because(matter, wish.reason, wish.key, wish.value)
    if wish.fix:
        _warn(matter, told, wish.fix)
    return told


def period(matter: Matter, site: Site) -> tuple[datetime | None, datetime | None]:
    """Return from when and until when a document is to be published, by its keys with dates.

    Either is None without such a key. Raises UnclearError for a value that is not a date.
    """
    begins: list[datetime] = []
    ends: list[datetime] = []
    for key, value, rule in _keys_with_rules(matter, site.fields):
        if rule.says not in _DATES or dates.is_blank(value):
            continue
        begin = rule.says is Says.A_FUTURE_DATE
        # `published: true`, `expires: never`: these are not dates.
        if _wishes.is_no_date(value) if begin else _wishes.says_never(value):
            continue
        try:
            written = str(value).lower() if isinstance(value, bool) else value
            moment = dates.moment(written, ZoneInfo(site.timezone))
        except ValueError as error:
            told = _because(matter, Reason.UNCLEAR, key, value)
            matter.warn("wish-unclear", key, f"{key} {error}; until then it is left out")
            raise UnclearError(told) from None
        (begins if begin else ends).append(moment)
    return max(begins, default=None), min(ends, default=None)


def _wishes_of(matter: Matter, site: Site) -> Iterator[_Wish]:
    """Yield all that keeps a document out; where a value is unclear, with what to do."""
    yield from _meant(matter, site.fields)
    for key, value, rule in _keys_with_rules(matter, site.fields):
        if rule.says in _DATES or (rule.says is Says.NO and _is_date(key, value, site)):
            continue
        try:
            reason = _wishes.reason(value, rule)
        except _wishes.NotUnderstoodError as error:
            yield _Wish(Reason.UNCLEAR, key, value, str(error))
        else:
            if reason:
                secret = rule.reason is Reason.PROTECTED
                yield _Wish(reason, key, "…" if secret else value)


def _meant(matter: Matter, fields: Fields) -> Iterator[_Wish]:
    """Yield what would keep the document out if its key were written right: `draf: true`."""
    rules, find = _rules(fields), meaning(fields)
    for key, value in _items(matter.document.metadata):
        meant = None if plain_key(key) in rules else find(key)
        for rule in rules.get(plain_key(meant), ()) if meant else ():
            if rule.says not in _DATES and _wishes.could_say(value, rule):
                shown = "…" if rule.reason is Reason.PROTECTED else value
                fix = f"did you mean {meant}? Write that, or take the line out"
                yield _Wish(Reason.UNCLEAR, key, shown, fix)


def _is_date(key: str, value: object, site: Site) -> bool:
    """Tell whether `value` is read as a date instead: `published` can be a date or a wish."""
    names = map(plain_key, (*site.fields.published, *site.fields.scheduled))
    return plain_key(key) in names and not _wishes.is_no_date(value)


def _keys_with_rules(matter: Matter, fields: Fields) -> Iterator[tuple[str, object, Rule]]:
    """Yield each key with a rule, its value and the rule; a key with two rules comes twice."""
    rules = _rules(fields)
    found = [
        (key, value, rule)
        for key, value in _items(matter.document.metadata)
        for rule in rules.get(plain_key(key), ())
    ]
    has_nothing = any(value is None for _, value, _ in found)
    anchors = _anchors(matter.document.matter) if has_nothing else {}
    for key, value, rule in found:
        yield key, anchors.get(key) if value is None else value, rule
    for path in _deep_keys(fields):
        for key, value in matter.values_of((path,)):
            yield from ((key, value, rule) for rule in rules[plain_key(path)])


def _anchors(written: str) -> dict[str, str]:
    """Return what stands after keys that have no value for YAML: ``password: &secret``."""
    found: dict[str, str] = {}
    for line in _ANCHOR.finditer(written):
        found.setdefault(line[1], line[2])
    return found


def _items(metadata: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in metadata.items():
        yield key, value
        if isinstance(value, Mapping) and key.casefold() in _INNER_TABLES:
            yield from ((str(name), item) for name, item in value.items())


@lru_cache(maxsize=8)
def _rules(fields: Fields) -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules of each key, by its plain form (`plain_key`)."""
    found: dict[str, tuple[Rule, ...]] = {}
    for row, rule in RULES.items():
        for key in map(plain_key, getattr(fields, row)):
            found[key] = (*found.get(key, ()), rule)
    return found


@lru_cache(maxsize=8)
def _deep_keys(fields: Fields) -> tuple[str, ...]:
    """Return the keys with a rule that have dots, and reach into a mapping."""
    keys = (key for row in RULES for key in getattr(fields, row))
    return tuple(dict.fromkeys(key for key in keys if "." in key))


def _because(matter: Matter, reason: Reason, key: str, value: object) -> Withheld:
    document = matter.document
    line = document.line_of(key)
    how = f"{key}: {_quote(value)}"
    return Withheld(document.place, reason, key, line, how)


def _warn(matter: Matter, told: Withheld, fix: str) -> None:
    what = f"{told.how} is not understood, so the document is left out"
    matter.warn("wish-unclear", told.key or "", f"{what}; {fix}")


def _quote(value: object) -> str:
    written = (
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    )
    return short(written)[1:-1]
