"""Remember what the front matter of each document says."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

import msgspec

from feedpub.model import Asset, Unusable
from feedpub.pipeline._context import Context
from feedpub.pipeline._read import Read, outlines
from feedpub.pipeline.memory.cache import Row
from feedpub.pipeline.memory.digests import digest_for_outlines, encode
from feedpub.pipeline.memory.trust import decode
from feedpub.pipeline.ranges import Range
from feedpub.source import documents, file_stamps, media_files
from feedpub.source.history import commits_of

DOCUMENT: Final = "document"
# What is remembered of a document besides its outline.
_WITH: Final = ("body", "body notes", "warned", "page")
_BATCH: Final = 1_000  # documents that are written at a time
_READ: Final = msgspec.json.Decoder(Read)


class Documents:
    """The outlines of all documents, each with the digest of the file that it was made from."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._cache = context.cache
        self._stamps = context.state.listing.stamps
        self._find_local = partial(media_files.find_local, context.places, {})
        self._new: list[Row] = []
        self.settings_digest = digest_for_outlines(context.site)

    def digests_of(self, part: Range) -> dict[str, str]:
        """Return the digest of each document in a range that has not changed since it was read."""
        found = {}
        rows = self._cache.made_of_between(DOCUMENT, part.key, part.end)
        listed = set(part.paths)
        self._forget(path for path, _ in rows if path not in listed)
        for path, made_of in rows:
            digest, settings, _ = (*made_of.split(" ", 2), "", "")[:3]
            if path not in listed or settings != self._settings_of(path):
                continue
            if self.is_as_read(path, made_of) or self._digest_of_file(path) == digest:
                found[path] = digest
        return found

    def is_as_read(self, path: str, made_of: str) -> bool:
        """Tell by its stamp that a document is the one that was read, under the same settings."""
        _, settings, stamp = (*made_of.split(" ", 2), "", "")[:3]
        now = file_stamps.stamp_as_text(self._stamps.get(path))
        return settings == self._settings_of(path) and bool(now) and stamp == now

    def forget_before(self, end: str | None) -> None:
        """Forget all documents that come before the first range, or all where there is none."""
        self._forget(path for path, _ in self._cache.made_of_between(DOCUMENT, "", end))

    def _forget(self, paths: Iterable[str]) -> None:
        gone = list(paths)
        for kind in (DOCUMENT, *_WITH):
            self._cache.forget(kind, gone)

    def recall(self, part: Range, digests: Mapping[str, str]) -> dict[str, Read]:
        """Return the outlines of those documents whose `digests` are known.

        An outline that names local files is left out where these files have changed.
        """
        found = {}
        for row in self._cache.between(DOCUMENT, part.key, part.end):
            if row.key in digests:
                read = decode(_READ, row.value)
                if read and finds_the_same(self._find_local, row.key, read.files):
                    found[row.key] = read
                    if row.made_of != self._made_of(row.key, read.digest):
                        self._note(row.key, read.digest, row.value)
        return found

    def read(self, paths: Iterable[str], number: int) -> Iterator[Read]:
        """Read `number` documents in workers, and keep their outlines."""
        return self._outlines(paths, number)

    def note(self, path: str, read: Read) -> None:
        """Keep the outline of a document; forget the last one where it can't be read any more."""
        if read.digest:
            self._note(path, read.digest, encode(read))
        else:
            self._forget([path])

    def _note(self, path: str, digest: str, value: bytes) -> None:
        self._new.append(Row(path, self._made_of(path, digest), value))
        if len(self._new) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write everything that was noted, so that `load` finds it."""
        self._cache.put(DOCUMENT, self._new)
        self._new = []

    def load(self, paths: Iterable[str]) -> Iterator[Read]:
        """Yield documents that were read before, in the order of the `paths`."""
        for path, row in self._cache.get_each(DOCUMENT, paths):
            read = decode(_READ, row.value) if row else None
            if read is not None and (read.outline.entry is None or read.outline.entry.path == path):
                yield read
            elif path in self._stamps:
                # It can't be remembered, or somebody has written into the cache.
                yield from self._outlines([path], 1)

    def file_digests(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield documents that were read before, each with the digest of its file."""
        for path, made_of in self._cache.made_of(DOCUMENT, paths):
            yield path, made_of.partition(" ")[0]

    def _digest_of_file(self, path: str) -> str | None:
        known = self._context.state.digests.get(path)
        return known or documents.digest_of_document(self._context.places, path)

    def _outlines(self, paths: Iterable[str], number: int) -> Iterator[Read]:
        context = self._context
        return outlines(context.workers, context.places, context.site, paths, number)

    def _made_of(self, path: str, digest: str) -> str:
        stamp = self._stamps.get(path)
        # A file that is so new can change once more without a change of its stamp.
        settled = file_stamps.is_settled([stamp], self._context.now)
        known = file_stamps.stamp_as_text(stamp) if settled else ""
        return f"{digest} {self._settings_of(path)} {known}"

    def _settings_of(self, path: str) -> str:
        """Return what a document is read with: the settings, and what git knows of it."""
        commits = commits_of(self._context.places, path)
        return (
            f"{self.settings_digest}-{commits[0]}-{commits[1]}" if commits else self.settings_digest
        )


def finds_the_same(
    find: Callable[[str, str], object],
    document: str,
    answers: Mapping[str, Asset | Unusable | str | None],
) -> bool:
    """Tell whether `find` still gives the same `answers` for the references in `document`."""
    return not answers or all(find(document, name) == was for name, was in answers.items())
