"""Remember the sanitized bodies of documents."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import msgspec

from feedpub.model import Entry, Problem
from feedpub.pipeline._context import Context
from feedpub.pipeline._read import Body, Others, address_of, bodies, find_page
from feedpub.pipeline.memory.cache import Cache, Row, chunks
from feedpub.pipeline.memory.digests import digest_for_bodies, digest_of_bytes, encode
from feedpub.pipeline.memory.documents import Documents, finds_the_same
from feedpub.pipeline.memory.trust import decode, decode_words, is_safe
from feedpub.source import media_files

BODY: Final = "body"
NOTES: Final = "body notes"
WARNED: Final = "warned"
# The address of no document. It never equals a remembered one, so a body that links to a document
# which is not listed is made anew.
_NO_ADDRESS: Final = "\0"
_AT_ONCE: Final = 200
# Problems that may be gone the next time, though the document is the same.
_PASSING: Final = frozenset({"changed", "unreadable"})


@dataclass(frozen=True, slots=True)
class Notes:
    """What a build needs to know about a body, without its content.

    `digest` is of the whole body; `refers` tells that it names local files or other documents.
    """

    digest: str
    refers: bool = False
    failed: bool = False
    problems: tuple[Problem, ...] = ()


_NOTED: Final = msgspec.json.Decoder(tuple[str, Body])
_BODY: Final = msgspec.json.Decoder(Body)
_PROBLEMS: Final = msgspec.json.Decoder(tuple[Problem, ...])


class Bodies:
    """The bodies of all documents that a feed or a page shows.

    `others` says where links to other documents lead. `load` gives the entries at some paths as
    they are published.
    """

    def __init__(
        self,
        context: Context,
        documents: Documents,
        others: Others,
        load: Callable[[Iterable[str]], Iterator[Entry]],
    ) -> None:
        self._context = context
        self._cache: Cache = context.cache
        self._documents = documents
        self._others = others
        self._load = load
        self._addresses: dict[str, str] = {}
        self._fresh: set[str] = set()
        self._find_local = partial(media_files.find_local, context.places, {})
        self._find_page = partial(find_page, context.places, self._address_at)
        self._settings_digest = digest_for_bodies(context.site)

    def notes(self, paths: Iterable[str]) -> Iterator[tuple[str, Notes]]:
        """Yield the notes on the bodies at `paths`; make the new ones first."""
        missing: dict[str, str] = {}
        for some in chunks(paths, _AT_ONCE):
            made_of = self.made_of_each(some)
            for path, row in self._cache.get_each(NOTES, some):
                refused = self._context.refused.get(path)
                if refused:
                    yield path, Notes("", failed=True, problems=(refused,))
                    continue
                known = decode(_NOTED, row.value) if row and row.made_of == made_of[path] else None
                if known and self._is_still_so(path, known[1]):
                    digest, body = known
                    yield path, notes_of(digest, body)
                else:
                    missing[path] = made_of[path]
        yield from self._make(missing)

    def made_of_each(self, paths: Iterable[str]) -> dict[str, str]:
        """Return what each body has to be made from, by its path."""
        return {path: self._made_of(d) for path, d in self._documents.file_digests(paths)}

    def _is_still_so(self, path: str, body: Body) -> bool:
        return path in self._fresh or (
            finds_the_same(self._find_local, path, body.files)
            and finds_the_same(self._find_page, path, body.pages)
        )

    def _make(self, missing: Mapping[str, str]) -> Iterator[tuple[str, Notes]]:
        context = self._context
        wanted = self._load(missing)
        new = bodies(
            context.workers, context.places, context.site, self._others, wanted, len(missing)
        )
        made = zip(missing, context.progress("Sanitizing", new, len(missing)), strict=True)
        for some in chunks(made, _AT_ONCE):
            rows, notes = [], []
            for path, body in some:
                whole = encode(body)
                digest = digest_of_bytes(whole)
                passing = _PASSING & {problem.code for problem in body.problems}
                made_of = "" if passing else missing[path]
                bare = replace(body, summary="", content="", places=(), assets=())
                rows.append((Row(path, made_of, whole), Row(path, made_of, encode((digest, bare)))))
                notes.append((path, notes_of(digest, body)))
            self._cache.put(BODY, [whole for whole, _ in rows])
            self._cache.put(NOTES, [bare for _, bare in rows])
            self._keep_warnings(notes)
            self._fresh.update(path for path, _ in notes)
            yield from notes

    def _keep_warnings(self, notes: Iterable[tuple[str, Notes]]) -> None:
        """Keep the problems of bodies that were made, for `warnings`."""
        problems = {path: noted.problems for path, noted in notes}
        self._cache.forget(WARNED, [path for path, some in problems.items() if not some])
        told = [Row(path, "", encode(some)) for path, some in problems.items() if some]
        self._cache.put(WARNED, told)

    def warnings(self) -> dict[str, tuple[Problem, ...]]:
        """Return the problems of all bodies that have some, by path."""
        found = {row.key: decode_words(_PROBLEMS, row.value) for row in self._cache.all(WARNED)}
        return {path: problems for path, problems in found.items() if problems}

    def entries(self, paths: Iterable[str]) -> Iterator[Entry]:
        """Yield the entries at the `paths` with their content."""
        return map(self.whole_entry, self._load(paths))

    def whole_entry(self, entry: Entry) -> Entry:
        """Return `entry` with its content; where it has no permalink, its page is that.

        It passed `notes` before.
        """
        link = self._context.site.link_of(entry)
        return replace(self._body(entry).of(entry), permalink=link)

    def _body(self, entry: Entry) -> Body:
        row = self._cache.get(BODY, entry.path)
        if row and entry.path in self._fresh:
            body = decode_words(_BODY, row.value)  # nobody else has written it since
        else:
            body = decode(_BODY, row.value) if row else None
            body = body if body and is_safe(body) else None
        if body:
            return body
        # Somebody has written into the cache.
        context = self._context
        return next(bodies(context.workers, context.places, context.site, self._others, [entry], 1))

    def _address_at(self, path: str) -> str:
        """Return the address of the document at `path` as this build has read it."""
        known = self._addresses.get(path)
        if known is None:
            read = next(self._documents.load([self._others.shown(path)]), None)
            site = self._context.site
            known = address_of(site, self._others, read.outline) if read else _NO_ADDRESS
            self._addresses[path] = known
        return known

    def _made_of(self, file_digest: str) -> str:
        return f"{file_digest} {self._documents.settings_digest} {self._settings_digest}"


def notes_of(digest: str, body: Body) -> Notes:
    """Return the notes on a body with this `digest`."""
    return Notes(digest, bool(body.files or body.pages), body.failed, body.problems)
