"""Find out, range by range, which entries are due and what they add to the feeds."""

import hashlib
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from feedpub.entries import Outline
from feedpub.feeds import Members
from feedpub.model import Entry
from feedpub.pipeline._context import Context
from feedpub.pipeline._copies import Whole
from feedpub.pipeline._read import Read
from feedpub.pipeline.memory.cache import chunks
from feedpub.pipeline.memory.digests import (
    digest_for_feeds,
    digest_of_bytes,
    digest_of_entry,
    digest_of_value,
    encode,
)
from feedpub.pipeline.memory.documents import Documents
from feedpub.pipeline.memory.parts import Parts, SpoiltError
from feedpub.pipeline.ranges import Range
from feedpub.pipeline.surveyed import Basis, Choice, Given, due_entries, survey_range
from feedpub.source.history import commits_of

_ALL: Final = Choice()
_AT_ONCE: Final = 200  # entries that are loaded at a time


class Survey:
    """The ranges of a project, as this build finds them.

    A range is `read` first, unless nothing in it has changed; then it is surveyed with what is
    `given`, unless that is as before too. What is published of it is said by `choose`, again and
    again; until then, it is what the last build published.
    """

    def __init__(
        self,
        context: Context,
        documents: Documents,
        members: Members,
        parts: Parts | None = None,
    ) -> None:
        self.site = context.site
        self.documents = documents
        self._context = context
        self._members = members
        division = context.options.division
        self.parts = parts or Parts(context.cache, members, division.buckets)
        self.ranges = context.state.ranges
        self._keys = [part.key for part in self.ranges]
        gone = self.parts.begin(set(self._keys))
        # Documents that were in ranges which are none any more are forgotten with these.
        self._disturbed = {bisect_right(self._keys, key) - 1 for key in gone}
        self._given = Given()
        self._choices: dict[str, Choice] | None = None
        self._contents: dict[str, str] = {}
        self._names_files: set[str] = set()
        self._stamps = {
            key: digest and f"{digest} {documents.settings_digest}"
            for key, digest in context.state.stamps.items()
        }
        if context.places.history:
            for part in self.ranges:
                commits = digest_of_bytes(b"".join(map(self._commits_of, part.paths)))
                self._stamps[part.key] = self._stamps[part.key] and (
                    f"{self._stamps[part.key]} {commits}"
                )
        settings = digest_for_feeds(context.site), documents.settings_digest
        self._made_of = (
            *settings,
            context.site.duplicates,
            division.buckets,
            context.options.future,
        )

    def read(self, *, files_changed: bool, given: Given | None = None) -> None:
        """Read the documents that have changed; with what is `given`, survey them at once.

        `files_changed` tells that some file that front matter names may be another one now.
        """
        if given:
            self._given = given
        if -1 in self._disturbed:
            self.documents.forget_before(self._keys[0] if self._keys else None)
        changed = [
            part
            for number, part in enumerate(self.ranges)
            if not self._is_as_before(number, part, files_changed)
        ]
        self._read(changed, given)

    def _read(self, changed: Sequence[Range], given: Given | None) -> None:
        """Read the ranges that have `changed`; with what is `given`, survey them at once."""
        for part, reads in self._read_each(changed):
            found = hashlib.blake2b(digest_size=20)
            for path, read in zip(part.paths, reads, strict=True):
                found.update(path.encode("utf-8", "surrogateescape"))
                found.update(encode((read.digest, read.files)))
                found.update(self._commits_of(path))
            self._contents[part.key] = found.hexdigest()
            if any(read.files for read in reads):
                self._names_files.add(part.key)
            if not all(read.digest for read in reads):
                self._stamps[part.key] = ""  # who knows whether such a document is the same
            if given:
                self._survey(part, [read.outline for read in reads])

    def survey(self, given: Given | None = None) -> None:
        """Survey all ranges with what is `given` now."""
        if given:
            self._given = given
        self._survey_all(self.ranges)

    def choose(self, excluded: Iterable[str], shown: Mapping[str, Whole]) -> None:
        """Leave the entries at the paths `excluded` out of all feeds, and no others.

        `shown` is what entries have from their copies, by path.
        """
        out: dict[str, set[str]] = {}
        for path in excluded:
            out.setdefault(self._key_of(path), set()).add(path)
        more: dict[str, dict[str, Whole]] = {}
        for path, whole in sorted(shown.items()):
            more.setdefault(self._key_of(path), {})[path] = whole
        self._choices = {
            key: Choice(frozenset(out.get(key, ())), more.get(key, {})) for key in out.keys() | more
        }
        surveyed = self.parts.surveyed
        self._survey_all(
            part
            for part in self.ranges
            if surveyed[part.key].basis.choice != self._choice(part.key).digest
        )

    def outlines(self, part: Range) -> Iterator[Outline]:
        """Yield the outlines of all documents of a range."""
        return (read.outline for read in self.documents.load(part.paths))

    def entries(self, part: Range) -> list[Entry]:
        """Return the entries of a range that are due, also those that are excluded."""
        return self._due(self.outlines(part))

    def published(self, parts: Iterable[Range] | None = None) -> Iterator[Entry]:
        """Yield the entries that are published, of all ranges or of some."""
        for part in self.ranges if parts is None else parts:
            yield from self._choice(part.key).published(self.entries(part))

    def load(self, paths: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries at the `paths`, all of which are published, in their order.

        Raises SpoiltError where one is not there.
        """
        for some in chunks(paths, _AT_ONCE):
            entries = list(self.find(some))
            if [entry.path for entry in entries] != some:
                raise SpoiltError
            yield from entries

    def find(self, paths: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries at the `paths`, without the ones that are not published."""
        for entry in self._due(read.outline for read in self.documents.load(paths)):
            yield from self._choice(self._key_of(entry.path)).published([entry])

    @property
    def until(self) -> datetime | None:
        """The first moment at which an entry becomes due, or expires; None where none will."""
        moments = [one.until for one in self.parts.surveyed.values() if one.until is not None]
        return datetime.fromtimestamp(min(moments), UTC) if moments else None

    def is_excluded(self, path: str) -> bool:
        """Tell whether the entry at `path` is left out of all feeds."""
        return path in self._choice(self._key_of(path)).excluded

    def range_of(self, path: str) -> Range:
        """Return the range that the document at `path` is in."""
        return self.ranges[bisect_right(self._keys, path) - 1]

    def keep(self) -> None:
        """Remember all ranges as they are now."""
        self.parts.keep(self._stamps)

    def _key_of(self, path: str) -> str:
        return self._keys[bisect_right(self._keys, path) - 1]

    def _choice(self, key: str) -> Choice:
        return self._choices.get(key, _ALL) if self._choices else _ALL

    def _is_as_before(self, number: int, part: Range, files_changed: bool) -> bool:
        """Tell whether a range is unchanged, so that none of its documents need be read."""
        before = self.parts.before(part)
        if before is None or number in self._disturbed:
            return False
        stayed = self.parts.has_stamps(part, self._stamps[part.key])
        if not stayed or (files_changed and before.basis.names_files):
            return False
        self._contents[part.key] = before.basis.contents
        if before.basis.names_files:
            self._names_files.add(part.key)
        return True

    def _read_each(self, changed: Iterable[Range]) -> Iterator[tuple[Range, list[Read]]]:
        """Yield ranges with what their documents say; only what has changed is read."""
        waiting: list[tuple[Range, dict[str, str]]] = []
        number = 0
        for part in changed:
            digests = self.documents.digests_of(part)
            if len(digests) == len(part.paths):
                known = self.documents.recall(part, digests)
                if len(known) == len(part.paths):
                    yield part, [known[path] for path in part.paths]
                    continue
                digests = {path: read.digest for path, read in known.items()}
            waiting.append((part, digests))
            number += len(part.paths) - len(digests)
        begun: deque[tuple[Range, dict[str, Read]]] = deque()
        wanted = self._missing(waiting, begun)
        reads = self._context.progress("Reading", self.documents.read(wanted, number), number)
        results = iter(reads)
        for _ in waiting:
            first = next(results)  # asks for paths, and so begins the range
            part, found = begun.popleft()
            for path in part.paths:
                if path not in found:
                    read = found[path] = first or next(results)
                    first = None
                    self.documents.note(path, read)
            self.documents.flush()
            yield part, [found[path] for path in part.paths]

    def _missing(
        self,
        waiting: Iterable[tuple[Range, dict[str, str]]],
        begun: deque[tuple[Range, dict[str, Read]]],
    ) -> Iterator[str]:
        """Yield the paths of documents to be read; note in `begun` what is known of the others."""
        for part, digests in waiting:
            known = self.documents.recall(part, digests)
            begun.append((part, known))
            yield from (path for path in part.paths if path not in known)

    def _commits_of(self, path: str) -> bytes:
        """Return what git knows of a document; nothing where nobody has asked."""
        commits = commits_of(self._context.places, path)
        return encode((path, *commits)) if commits else b""

    def _survey_all(self, ranges: Iterable[Range]) -> None:
        for part in ranges:
            self._survey(part)

    def _is_surveyed(self, part: Range, made_of: str) -> bool:
        """Tell whether a range is surveyed already, in this build or in the last one."""
        choice = self._choice(part.key)
        known = self.parts.surveyed.get(part.key)
        if known:
            # Until it is known which entries are chosen, those of the last build are.
            is_chosen = self._choices is None or known.basis.choice == choice.digest
            return known.basis.made_of == made_of and is_chosen
        before = self.parts.before(part)
        if before and before.is_true(made_of, self._context.now.timestamp()):
            self.parts.stay(part)
            return True
        return False

    def _survey(self, part: Range, outlines: Iterable[Outline] | None = None) -> None:
        made_of, choice = self._digest_of_all(part), self._choice(part.key)
        if self._is_surveyed(part, made_of):
            return
        read = self.outlines(part) if outlines is None else outlines
        by_path = dict(zip(part.paths, read, strict=True))
        names_files = part.key in self._names_files
        basis = Basis(self._contents[part.key], made_of, choice.digest, names_files)
        surveyed, entries = survey_range(by_path, basis, self._given, choice, self._context)
        parts = self._members.parts((entry, digest_of_entry(entry)) for entry in entries)
        self.parts.put(part, surveyed, parts)

    def _due(self, outlines: Iterable[Outline]) -> list[Entry]:
        return due_entries(outlines, self._given, self._context).entries

    def _digest_of_all(self, part: Range) -> str:
        """Hash everything that decides what a range adds to the feeds."""
        given = self._given
        ids = (
            {path: given.ids[path] for path in part.paths if path in given.ids} if given.ids else {}
        )
        dates = (
            [(path, *given.dates[path]) for path in part.paths if path in given.dates]
            if given.dates
            else []
        )
        taken = sorted(given.taken.intersection(part.paths)) if given.taken else []
        facts = digest_of_value(given.facts) if given.facts else ""
        return digest_of_value((self._contents[part.key], self._made_of, ids, taken, dates, facts))
