"""Find misspelled keys of front matter, such as `titel` or `datee`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from typing import Final

from feedpub.config import Fields
from feedpub.entries._keys import plain_key

# Shorter keys are one letter away from too many words.
_SHORTEST: Final = 4
_LONGEST: Final = 40
# Keys of people or of other tools, although they are one slip away from a key that is read.
_OWN_WORDS: Final = frozenset(
    "audit banker banter blink built clang clover coder comer cove craft create curation"
    " dated drift empire enable estate except exclude expired featureimage fed fee formal"
    " gender gid grid guide guild heading hover imager indexing ink lag lan lender lin"
    " listen lng local locate lover mage manner modifier mover over particle photon"
    " publisher raft reader reason renter rover schedule sender skate slang slate stag stake"
    " stale stare stated stats statue tender tile tithe titled uid undated update".split()
)


def slips(metadata: Iterable[str], read: Fields) -> Iterator[tuple[str, str]]:
    """Yield each misspelled key of `metadata`, with the key that is meant."""
    find = _finder(read)
    for key in metadata:
        meant = find(key) if len(key) < _LONGEST else None
        if meant:
            yield key, meant


@lru_cache(maxsize=8)
def meaning(read: Fields) -> Callable[[str], str | None]:
    """Return the function that finds the key of which one is a slip, or the plural."""
    known, find = _by_plain_key(read), _finder(read)

    @lru_cache(maxsize=4096)
    def meant(key: str) -> str | None:
        plain = plain_key(key)
        return find(key) or (None if plain in known else known.get(plain.removesuffix("s")))

    return lambda key: meant(key) if len(key) < _LONGEST else None


@lru_cache(maxsize=8)
def _by_plain_key(read: Fields) -> dict[str, str]:
    known: dict[str, str] = {}
    for key in _known_keys(read):
        known.setdefault(plain_key(key), key)
    return known


@lru_cache(maxsize=8)
def _finder(read: Fields) -> Callable[[str], str | None]:
    """Return a function from a key to the one that is meant; it caches, for keys are repeated."""
    known = _by_plain_key(read)
    order = {plain: number for number, plain in enumerate(known)}
    near: dict[str, list[str]] = {}
    for plain in known:
        for shorter in _without_one_letter(plain):
            near.setdefault(shorter, []).append(plain)

    @lru_cache(maxsize=4096)
    def find(key: str) -> str | None:
        plain = plain_key(key)
        if plain in known or plain in _OWN_WORDS:
            return None
        alike = {other for one in _without_one_letter(plain) for other in near.get(one, ())}
        meant = [other for other in alike if is_slip(plain, other)]
        return known[min(meant, key=order.__getitem__)] if meant else None

    return find


def _without_one_letter(word: str) -> set[str]:
    """Return `word`, and what is left of it without each of its letters.

    Two words of which one is a slip of the other have one of these in common.
    """
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_slip(word: str, meant: str) -> bool:
    """Tell whether one letter is missing, doubled, wrong, or has changed places with the next.

    A plural is not a slip; nor is a wrong letter in a word of four, for many words are so close.
    """
    if len(meant) < _SHORTEST or abs(len(word) - len(meant)) > 1:
        return False
    if (word == f"{meant}s" and not meant.endswith("y")) or f"{word}s" == meant:
        return False
    start = 0
    while start < min(len(word), len(meant)) and word[start] == meant[start]:
        start += 1
    left, right = word[start:], meant[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if len(left) == len(right) == 1:
        return len(meant) > _SHORTEST
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])


def _known_keys(read: Fields) -> Iterable[str]:
    """Yield the keys that are read, but those that stand in a mapping."""
    for field in fields(read):
        yield from (key for key in getattr(read, field.name) if "." not in key)
