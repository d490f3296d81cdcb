"""Compare the attributes of one element before and after, one Change for each difference."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from feedpub.model import REFERRER_POLICIES, Change, Done
from feedpub.sanitizer._addresses import Local
from feedpub.sanitizer._images import (
    LAZY_SOURCE_SETS,
    LAZY_SOURCES,
    WEAK_SOURCES,
    other_sources,
)
from feedpub.sanitizer._rewrite import Rewriter
from feedpub.sanitizer.explain import _reasons as reasons
from feedpub.sanitizer.explain._notes import Note
from feedpub.sanitizer.policy import ATTRIBUTES
from feedpub.web import text

_ADDRESSES = frozenset({"cite", "href", "poster", "src"})


@dataclass(frozen=True, slots=True)
class Place:
    """What the addresses of a body are relative to; see `clean`."""

    base: str
    has_page: bool
    local: Local
    rewriter: Rewriter


def of_attributes(element: str, note: Note, line: int | None, place: Place) -> Iterator[Change]:
    """Yield the changes of the attributes of an element that stays, written as `element`."""
    before, left = note.before, dict(note.before)
    after = {key: text.printable(value) for key, value in note.after.items()}
    for target in ("src", "srcset"):
        key = _origin(note, target, place.rewriter)
        if key:
            value, now = left.pop(key), after.pop(target)
            yield Change(Done.MOVED, element, key, reasons.LAZY, line, value, now, target)
            if target in left:
                value, why = left.pop(target), reasons.PLACEHOLDER
                yield Change(Done.REMOVED, element, target, why, line, value)
    for key, value in left.items():
        now = after.get(key, "")
        if key not in after:
            why = _why_removed(element, key, value, place)
            yield Change(Done.REMOVED, element, key, why, line, value)
        elif now != value:
            why = _why_changed(note, key, place)
            yield Change(Done.CHANGED, element, key, why, line, value, now, key)
    for key, now in after.items():
        if key not in before:
            yield Change(Done.ADDED, element, key, _why_added(key), line, "", now, key)


def _origin(note: Note, target: str, rewriter: Rewriter) -> str | None:
    """Return the attribute from which the value of `target` was taken, None where it is its own."""
    now = note.after.get(target)
    if now is None or note.name not in ("audio", "img", "source", "video"):
        return None
    keys: tuple[str, ...] = LAZY_SOURCE_SETS
    if target == "src":
        keys = (*LAZY_SOURCES, *WEAK_SOURCES, *other_sources(note.before))

    def resolved(key: str) -> str | None:
        value = note.before.get(key, "").strip()
        if target == "srcset":
            return ", ".join(rewriter.addresses.candidates(value))
        return rewriter.addresses.absolute(value) if value else None

    if resolved(target) == now:
        return None
    return next((key for key in keys if key in note.before and resolved(key) == now), None)


def _why_removed(element: str, key: str, value: str, place: Place) -> str:
    if key in ATTRIBUTES.get(element, ()):
        if key in _ADDRESSES:
            return reasons.of_lost_address(value, has_page=place.has_page, local=place.local)
        if key == "srcset":
            return "names no image that can be fetched"
    return reasons.of_attribute(element, key, value)


def _why_changed(note: Note, key: str, place: Place) -> str:
    value, raw = note.before[key], note.after[key]
    if raw == value:
        return reasons.of_characters(value)
    if key in _ADDRESSES:
        return reasons.of_address(value, place.base, place.local)
    if key == "srcset":
        return "its addresses are written in full, and what is none is left out"
    if key == "style":
        return reasons.SAME_CSS if _bare(value) == _bare(raw) else reasons.CSS
    if key == "class":
        return reasons.LANGUAGE
    if key == "referrerpolicy":
        known = value.strip().lower() in REFERRER_POLICIES
        return "is written as the standard does" if known else reasons.POLICY
    return reasons.PLAYED


def _bare(style: str) -> str:
    """Return a style without what says nothing."""
    return re.sub(r"[\s;]", "", style).lower()


def _why_added(key: str) -> str:
    if key == "referrerpolicy":
        return reasons.POLICY
    if key in ("width", "height"):
        return reasons.SIZED
    return reasons.FIRST_CANDIDATE if key == "src" else reasons.PLAYED
