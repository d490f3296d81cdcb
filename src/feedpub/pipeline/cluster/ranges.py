"""Survey the ranges of a project by tasks."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from feedpub.feeds import Key, Members, Place
from feedpub.pipeline._context import Context
from feedpub.pipeline._read import Read
from feedpub.pipeline._survey import Survey
from feedpub.pipeline.cluster.engine import Engine
from feedpub.pipeline.cluster.job import About
from feedpub.pipeline.cluster.orders import Found, ToChoose, ToSurvey
from feedpub.pipeline.cluster.shards import At
from feedpub.pipeline.memory.bodies import NOTES, WARNED
from feedpub.pipeline.memory.cache import Cache, Row
from feedpub.pipeline.memory.digests import digest_of_value, encode
from feedpub.pipeline.memory.documents import Documents
from feedpub.pipeline.memory.parts import Parts, SpoiltError
from feedpub.pipeline.memory.trust import decode, decode_words
from feedpub.pipeline.ranges import Range, bucket_of
from feedpub.pipeline.surveyed import Choice, Given
from feedpub.source.tree import path_as_text

_OUTLINES: Final = "outlines at"
_BODIES: Final = "bodies at"
_PARTS_AT: Final = "parts at"
_READ: Final = msgspec.json.Decoder(Read)

_HELD: Final = 8  # ranges whose outlines are held


@dataclass(frozen=True, slots=True)
class _PartsAt:
    """The object with the parts of a range, and where in it those of each bucket are."""

    name: str
    at: dict[int, At]


_PARTS: Final = msgspec.json.Decoder(_PartsAt)


class OutlinesElsewhere(Documents):
    """The outlines of all documents, which tasks have read."""

    def __init__(self, context: Context, engine: Engine) -> None:
        super().__init__(context)
        self._context = context
        self._engine = engine
        self._held: dict[str, dict[str, bytes]] = {}
        self.survey: SurveyElsewhere | None = None

    def load(self, paths: Iterable[str]) -> Iterator[Read]:
        """Yield documents that were read before, in the order of the `paths`."""
        for path in paths:
            known = self._outlines_beside(path).get(path_as_text(path))
            read = decode(_READ, known) if known else None
            if read is not None and (read.outline.entry is None or read.outline.entry.path == path):
                yield read
            elif path in self._stamps:
                # Only a task reads documents: one of them may end the process that does.
                raise SpoiltError

    def forget_before(self, end: str | None) -> None:
        """Forget all documents that come before the first range, or all where there is none."""
        for kind in (NOTES, WARNED):
            rows = self._context.cache.made_of_between(kind, "", end)
            self._context.cache.forget(kind, [path for path, _ in rows])

    def _outlines_beside(self, path: str) -> dict[str, bytes]:
        name = self.survey.outlines_at(path) if self.survey else ""
        if name not in self._held:
            while len(self._held) >= _HELD:
                self._held.pop(next(iter(self._held)))
            rows = self._engine.shards.get_rows(name)
            self._held[name] = {row.names[0]: row.value for row in rows}
        return self._held[name]


class PartsElsewhere(Parts):
    """The parts of all ranges; the places in them are in objects, and tasks put them together.

    What is kept here has a digest in place of them.
    """

    def __init__(self, cache: Cache, members: Members, buckets: int, engine: Engine) -> None:
        super().__init__(cache, members, buckets)
        self._engine = engine
        self._buckets = buckets
        self._at = {row.key: decode_words(_PARTS, row.value) for row in cache.all(_PARTS_AT)}

    def place(self, part: Range, found: Found) -> None:
        """Note where the parts of a range are."""
        self._at[part.key] = _PartsAt(found.parts, found.at)

    def places(self, keys: Collection[Key]) -> Iterator[tuple[Key, list[Place]]]:
        """Yield the newest places of each of the feeds with the `keys`."""
        by_bucket: dict[int, list[Key]] = {}
        for key in keys:
            by_bucket.setdefault(bucket_of(key, self._buckets), []).append(key)
        tasks = [self._task(bucket, some) for bucket, some in by_bucket.items()]
        kind = list[tuple[Key, list[Place]]]
        for found in self._engine.map("choose", tasks, kind):
            yield from found

    def keep(self, stamps: Mapping[str, str]) -> None:
        """Remember all ranges as they are now."""
        super().keep(stamps)
        now = {key: at for key, at in self._at.items() if key in self._now and at}
        self._cache.forget(_PARTS_AT, [row.key for row in self._cache.all(_PARTS_AT)])
        self._cache.put(_PARTS_AT, (Row(key, "", encode(at)) for key, at in now.items()))

    @property
    def names(self) -> set[str]:
        """The objects that the next build may want."""
        return {at.name for key, at in self._at.items() if at and key in self._now}

    def _task(self, bucket: int, keys: Sequence[Key]) -> ToChoose:
        """Return the task that puts together some feeds of a bucket, from the ranges with them."""
        wanted = set(keys)
        found = []
        for row in self._rows(bucket):
            if any(part.key in wanted for part in self.parts_in(row)):
                at = self._at.get(row.key)
                if at is None or bucket not in at.at:
                    raise SpoiltError
                found.append((at.name, at.at[bucket]))
        return ToChoose(tuple(keys), tuple(found))


class SurveyElsewhere(Survey):
    """The ranges of a project, read and surveyed by tasks."""

    def __init__(
        self, context: Context, documents: OutlinesElsewhere, members: Members, engine: Engine
    ) -> None:
        buckets = context.options.division.buckets
        self._places = PartsElsewhere(context.cache, members, buckets, engine)
        super().__init__(context, documents, members, self._places)
        documents.survey = self
        self._engine = engine
        self._cache = context.cache
        self._outlines = {row.key: row.made_of for row in context.cache.all(_OUTLINES)}
        self.bodies = {row.key: row.made_of for row in context.cache.all(_BODIES)}
        self._facts: tuple[str, str] = "", ""

    def outlines_at(self, path: str) -> str:
        """Return the object with the outline of a document; empty where there is none."""
        return self._outlines.get(self.range_of(path).key, "")

    def about(self, part: Range) -> About:
        """Return what a task has to know of a range."""
        given, stamps = self._given, self._context.state.listing.stamps
        ids = {path: given.ids[path] for path in part.paths if path in given.ids}
        taken = tuple(path for path in part.paths if path in given.taken)
        dates = {path: given.dates[path] for path in part.paths if path in given.dates}
        hexadecimal = tuple(stamps[path].hex() for path in part.paths)
        return About(part.paths, hexadecimal, ids, taken, dates, self._place_of_facts())

    def choice_of(self, part: Range) -> Choice | None:
        """Return which entries of a range are published; None as long as that is not known."""
        return None if self._choices is None else self._choice(part.key)

    def basis_of(self, part: Range) -> str:
        """Hash all that decides about the entries of a range, but which of them are left out."""
        surveyed = self.parts.surveyed[part.key]
        about = self.about(part)
        given = self._contents[part.key], self._made_of, about.ids, about.taken, about.facts
        shown = self._choice(part.key).shown
        return digest_of_value((given, list(about.dates.items()), shown, surveyed.until))

    def note_bodies(self, part: Range, name: str) -> None:
        """Note which object holds the bodies of a range."""
        self.bodies[part.key] = name
        self._cache.put(_BODIES, [Row(part.key, name, b"")])

    def keep(self) -> None:
        """Remember all ranges as they are now; delete the objects that are not wanted any more."""
        super().keep()
        keys = {part.key for part in self.ranges}
        for kind, known in ((_OUTLINES, self._outlines), (_BODIES, self.bodies)):
            self._cache.forget(kind, [key for key in known if key not in keys])
            for key in known.keys() - keys:
                del known[key]

    @property
    def objects(self) -> set[str]:
        """The objects that the next build may want."""
        return {*self._outlines.values(), *self.bodies.values(), *self._places.names}

    def _read(self, changed: Sequence[Range], given: Given | None) -> None:
        self._survey_by_tasks(changed, "Reading", keep=given is not None)

    def _survey_all(self, ranges: Iterable[Range]) -> None:
        wanted = [p for p in ranges if not self._is_surveyed(p, self._digest_of_all(p))]
        self._survey_by_tasks(wanted, "", keep=True)

    def _survey_by_tasks(self, ranges: Sequence[Range], what: str, *, keep: bool) -> None:
        tasks = (
            ToSurvey(
                self.about(part),
                self._outlines.get(part.key, ""),
                self.choice_of(part),
            )
            for part in ranges
        )
        found = self._engine.map("survey", tasks, Found)
        if what:
            found = iter(self._context.progress(what, found, len(ranges)))
        for part, one in zip(ranges, found, strict=True):
            self._contents[part.key] = one.contents
            if one.names_files:
                self._names_files.add(part.key)
            if not one.is_settled:
                self._stamps[part.key] = ""
            self._outlines[part.key] = one.outlines
            self._cache.put(_OUTLINES, [Row(part.key, one.outlines, b"")])
            self._forget_what_is_gone(part)
            if keep:
                self._places.place(part, one)
                self._places.put(part, one.surveyed, one.sums)

    def _forget_what_is_gone(self, part: Range) -> None:
        listed = set(part.paths)
        for kind in (NOTES, WARNED):
            rows = self._cache.made_of_between(kind, part.key, part.end)
            self._cache.forget(kind, [path for path, _ in rows if path not in listed])

    def _place_of_facts(self) -> str:
        """Return the object with what servers said of enclosures; empty without any."""
        facts = self._given.facts
        digest = digest_of_value(facts) if facts else ""
        if self._facts[0] != digest:
            self._facts = digest, self._engine.shards.put_value(facts) if facts else ""
        return self._facts[1]
