"""Remember what each range of documents adds to each feed, and find what has changed.

The parts of a range stand in as many rows as its feeds have buckets, so that a feed is put
together from the rows of its bucket alone. Parts of this build are put beside those of the last
one, and take their places when it has ended well: until then, what has changed is what ``out/``
does not show yet.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar

import msgspec

from feedpub.feeds import Key, Members, Name, Part, Place, Total, is_name_of, newest
from feedpub.pipeline.memory.cache import Cache, Row
from feedpub.pipeline.memory.digests import digest_of_bytes, encode
from feedpub.pipeline.memory.trust import decode_words
from feedpub.pipeline.ranges import Range, bucket_of
from feedpub.pipeline.surveyed import Surveyed

_RANGE: Final = "range"
_TOTALS: Final = "totals"
_PARTS: Final = "parts"
_NEW: Final = "new parts"

_SURVEYED: Final = msgspec.json.Decoder(Surveyed)
_EACH_PART: Final = msgspec.json.Decoder(tuple[Part, ...])
_EACH_TOTAL: Final = msgspec.json.Decoder(tuple[tuple[Key, tuple[tuple[Name, int], ...], int], ...])

Known = TypeVar("Known")


class SpoiltError(Exception):
    """Somebody has changed the remembered ranges in the cache; they must be surveyed anew."""


class Parts:
    """The parts of all ranges: as the last build left them, and as this one finds them."""

    def __init__(self, cache: Cache, members: Members, buckets: int) -> None:
        """Recall what the last build left; raise SpoiltError where that can't be."""
        self._cache = cache
        self._members = members
        self._buckets = buckets
        self._stamps: dict[str, str] = {}
        self._before: dict[str, Surveyed] = {}
        for row in cache.all(_RANGE):
            self._stamps[row.key] = row.made_of
            self._before[row.key] = _unless_spoilt(decode_words(_SURVEYED, row.value))
        self._totals = self._recall_totals()
        self._now: dict[str, Surveyed] = {}
        self._changes: dict[str, set[Key]] = {}  # of each range with other parts than before
        self._gone: list[str] = []

    def _recall_totals(self) -> dict[Key, tuple[Counter[Name], int]]:
        row = self._cache.get(_TOTALS, "")
        if bool(row) != bool(self._before):
            raise SpoiltError
        each = _unseal(_EACH_TOTAL, row) if row else ()
        if not all(is_name_of(key, name) for key, names, _ in each for name, _ in names):
            raise SpoiltError
        return {key: (Counter(dict(names)), number) for key, names, number in each}

    @staticmethod
    def forget(cache: Cache) -> None:
        """Forget all that is remembered of ranges."""
        for kind in (_RANGE, _TOTALS, _PARTS, _NEW):
            cache.forget_kinds(kind)

    @staticmethod
    def drop(cache: Cache) -> None:
        """Forget the findings of a build that has failed."""
        cache.forget_kinds(_NEW)

    def before(self, part: Range) -> Surveyed | None:
        """Return a range as the last build surveyed it; None where it did not."""
        return self._before.get(part.key)

    def has_stamps(self, part: Range, digest: str) -> bool:
        """Tell whether the stamps of all documents of a range have this digest, as before."""
        return bool(digest) and self._stamps.get(part.key) == digest

    @property
    def surveyed(self) -> Mapping[str, Surveyed]:
        """All ranges as they are now, by their keys."""
        return self._now

    def begin(self, keys: Collection[str]) -> list[str]:
        """Take away what ranges added that are not among the `keys` any more, and return these."""
        self._gone = [key for key in self._before if key not in keys]
        for key in self._gone:
            parts = self._old(key)
            self._add(parts.values(), -1)
            self._changes[key] = set(parts)
        return self._gone

    def stay(self, part: Range) -> None:
        """Note that a range adds the same as before."""
        self._now[part.key] = self._before[part.key]

    def put(self, part: Range, surveyed: Surveyed, parts: Iterable[Part]) -> None:
        """Note what a range adds now, in place of what it added before."""
        key = part.key
        old = self._old(key)
        if key in self._changes:
            buckets = self._now[key].buckets
            self._add(self._read(_NEW, key, buckets).values(), -1)
            for bucket in buckets:
                self._cache.forget(f"{_NEW} {bucket}", [key])
        else:
            self._add(old.values(), -1)
        by_bucket: dict[int, list[Part]] = {}
        for one in parts:
            by_bucket.setdefault(bucket_of(one.key, self._buckets), []).append(one)
        for bucket, some in by_bucket.items():
            self._cache.put(f"{_NEW} {bucket}", [_seal(key, some)])
        new = {one.key: one for some in by_bucket.values() for one in some}
        self._add(new.values(), 1)
        self._changes[key] = {one for one in old.keys() | new if old.get(one) != new.get(one)}
        self._now[key] = replace(surveyed, buckets=tuple(sorted(by_bucket)))

    def of(self, part: Range) -> list[Part]:
        """Return what a range adds that has changed."""
        return list(self._read(_NEW, part.key, self._now[part.key].buckets).values())

    def has_changed(self, part: Range) -> bool:
        """Tell whether a range adds something else than before."""
        return part.key in self._changes

    def touched(self) -> set[Key]:
        """Return the feeds to which some range adds something else than before."""
        return set().union(*self._changes.values())

    def totals(self) -> dict[Key, Total]:
        """Return what all ranges add to each feed."""
        return {key: Total(dict(names), number) for key, (names, number) in self._totals.items()}

    def places(self, keys: Collection[Key]) -> Iterator[tuple[Key, list[Place]]]:
        """Yield the newest places of each of the feeds with the `keys`."""
        by_bucket: dict[int, dict[Key, list[Place]]] = {}
        for key in keys:
            by_bucket.setdefault(bucket_of(key, self._buckets), {})[key] = []
        for bucket, found in by_bucket.items():
            for row in self._rows(bucket):
                for part in self.parts_in(row):
                    if part.key in found:
                        found[part.key] += part.best
            for key, places in found.items():
                yield key, newest(places, self._members.known(key))

    @staticmethod
    def parts_in(row: Row) -> tuple[Part, ...]:
        """Return the parts in a row of a bucket."""
        return _unseal(_EACH_PART, row)

    def _rows(self, bucket: int) -> list[Row]:
        """Return the rows of all ranges that add anything to the feeds of a bucket."""
        stayed = self._now.keys() - self._changes.keys()
        rows = [row for row in self._cache.all(f"{_PARTS} {bucket}") if row.key in stayed]
        rows += self._cache.all(f"{_NEW} {bucket}")
        wanted = {key for key, surveyed in self._now.items() if bucket in surveyed.buckets}
        if {row.key for row in rows} != wanted:
            raise SpoiltError
        return rows

    def keep(self, stamps: Mapping[str, str]) -> None:
        """Remember all ranges as they are now; `stamps` are digests of the stamps of each."""
        for key in self._changes:
            for bucket in self._before[key].buckets if key in self._before else ():
                self._cache.forget(f"{_PARTS} {bucket}", [key])
        for bucket in range(self._buckets if self._changes else 0):
            self._cache.move(f"{_NEW} {bucket}", f"{_PARTS} {bucket}")
        self._cache.forget(_RANGE, self._gone)
        self._cache.put(
            _RANGE,
            (
                Row(key, stamps[key], encode(surveyed))
                for key, surveyed in self._now.items()
                if self._before.get(key) is not surveyed or self._stamps[key] != stamps[key]
            ),
        )
        totals = [
            (key, tuple(names.items()), number) for key, (names, number) in self._totals.items()
        ]
        self._cache.put(_TOTALS, [_seal("", totals)])

    def _old(self, key: str) -> dict[Key, Part]:
        known = self._before.get(key)
        return self._read(_PARTS, key, known.buckets) if known else {}

    def _read(self, kind: str, key: str, buckets: Iterable[int]) -> dict[Key, Part]:
        found = {}
        for bucket in buckets:
            row = self._cache.get(f"{kind} {bucket}", key)
            for part in _unseal(_EACH_PART, row):
                found[part.key] = part
        return found

    def _add(self, parts: Iterable[Part], times: int) -> None:
        for part in parts:
            names, number = self._totals.get(part.key, (Counter(), 0))
            for name, written in part.names:
                names[name] += times * written
                if names[name] == 0:
                    del names[name]
            if names:
                self._totals[part.key] = names, number + times * part.number
            else:
                self._totals.pop(part.key, None)


def _seal(key: str, value: object) -> Row:
    """Return a row with a digest of its value, which shows whether anybody changes it."""
    data = encode(value)
    return Row(key, digest_of_bytes(data), data)


def _unseal(decoder: msgspec.json.Decoder[Known], row: Row | None) -> Known:
    if row is None or row.made_of != digest_of_bytes(row.value):
        raise SpoiltError
    return _unless_spoilt(decode_words(decoder, row.value))


def _unless_spoilt(value: Known | None) -> Known:
    if value is None:
        raise SpoiltError
    return value
