"""Have tasks make the bodies of documents, and know where their entries are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from feedpub.pipeline._context import Context
from feedpub.pipeline._read import Others
from feedpub.pipeline.cluster.engine import Engine
from feedpub.pipeline.cluster.orders import Completed, ToComplete
from feedpub.pipeline.cluster.ranges import SurveyElsewhere
from feedpub.pipeline.cluster.shards import At
from feedpub.pipeline.memory.bodies import NOTES, Bodies, Notes
from feedpub.pipeline.memory.cache import Row
from feedpub.pipeline.memory.digests import digest_for_bodies, digest_of_value, encode
from feedpub.pipeline.memory.parts import SpoiltError
from feedpub.pipeline.memory.trust import decode_words
from feedpub.pipeline.ranges import Range


@dataclass(frozen=True, slots=True)
class _Noted:
    """The notes on a body, and where the entry with it is."""

    name: str
    at: At
    notes: Notes


_NOTED: Final = msgspec.json.Decoder(_Noted)


class BodiesElsewhere(Bodies):
    """The bodies of all documents that a feed or a page shows, made by tasks, range by range."""

    def __init__(
        self,
        context: Context,
        survey: SurveyElsewhere,
        others: Others,
        engine: Engine,
        *,
        world_changed: bool,
    ) -> None:
        super().__init__(context, survey.documents, others, survey.load)
        self._survey = survey
        self._engine = engine
        self._others_at = engine.shards.put_value(others)
        self._made_of_range: dict[str, str] = {}
        self._settings = digest_of_value(
            (digest_for_bodies(context.site), survey.documents.settings_digest)
        )
        self._world_changed = world_changed
        self._new: set[str] = set()

    def notes(self, paths: Iterable[str]) -> Iterator[tuple[str, Notes]]:
        """Yield the notes on the bodies at `paths`; have the new ones made first."""
        wanted: dict[str, list[str]] = {}
        for path, row in self._cache.get_each(NOTES, paths):
            refused = self._context.refused.get(path)
            if refused:
                yield path, Notes("", failed=True, problems=(refused,))
                continue
            part = self._survey.range_of(path)
            known = None
            if row and row.made_of == self._made_of_entries(part):
                known = decode_words(_NOTED, row.value)
            if known and (path in self._new or self._can_stay(part, known)):
                yield path, known.notes
            else:
                wanted.setdefault(part.key, []).append(path)
        yield from self._complete(wanted)

    def at(self, paths: Sequence[str]) -> list[tuple[str, At]]:
        """Return the object with each entry at `paths`, and where it is there."""
        found = []
        for _, row in self._cache.get_each(NOTES, paths):
            known = decode_words(_NOTED, row.value) if row else None
            if known is None:
                raise SpoiltError
            found.append((known.name, known.at))
        return found

    def _can_stay(self, part: Range, known: _Noted) -> bool:
        is_there = known.name == self._survey.bodies.get(part.key)
        return is_there and not (known.notes.refers and self._world_changed)

    def _made_of_entries(self, part: Range) -> str:
        """Hash what all entries of a range are made from."""
        if part.key not in self._made_of_range:
            basis = self._survey.basis_of(part)
            self._made_of_range[part.key] = f"{basis} {self._settings}"
        return self._made_of_range[part.key]

    def _complete(self, wanted: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Notes]]:
        ranges = [self._survey.range_of(paths[0]) for paths in wanted.values()]
        tasks = (
            ToComplete(
                self._survey.about(part),
                self._survey.choice_of(part),
                self._survey.outlines_at(part.paths[0]),
                self._survey.bodies.get(part.key, ""),
                tuple(wanted[part.key]),
                self._others_at,
            )
            for part in ranges
        )
        results = self._engine.map("complete", tasks, Completed)
        shown = self._context.progress("Sanitizing", results, len(wanted))
        for part, done in zip(ranges, shown, strict=True):
            made_of = self._made_of_entries(part)
            notes = {path: one for path, _, one in done.notes}
            rows = [
                Row(path, made_of, encode(_Noted(done.bodies, at, one)))
                for path, at, one in done.notes
            ]
            before = self._cache.made_of_between(NOTES, part.key, part.end)
            self._cache.forget(NOTES, [path for path, _ in before if path not in notes])
            self._cache.put(NOTES, rows)
            self._keep_warnings(notes.items())
            self._survey.note_bodies(part, done.bodies)
            self._new.update(notes)
            yield from ((path, notes[path]) for path in wanted[part.key])
