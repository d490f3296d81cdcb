"""What earlier builds learned, asked before any work is done; and what this one learns.

Each answer is kept with all that it was made from. The same question has the same answer, so
that nothing in ``out/`` depends on what is remembered.
"""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from feedpub.config import Site
from feedpub.feeds import Plan
from feedpub.model import SEEDS, Entry, Problem, Progress, entry_path
from feedpub.pipeline._read import Body, Read, address_of, bodies, find_page, outlines
from feedpub.pipeline.memory.cache import Cache, KnownBody, KnownDocument, KnownFeed, KnownPage
from feedpub.pipeline.memory.made import Made
from feedpub.pipeline.memory.trust import decode, is_path, is_safe
from feedpub.pipeline.memory.unchanged import State
from feedpub.pipeline.workers import Workers
from feedpub.source import documents, media_files, tree

if TYPE_CHECKING:
    from feedpub.entries import Outline

_encode: Final = msgspec.json.Encoder().encode
# The address of no document. It never equals a remembered one, so a body that links to a document
# which is not listed is made anew.
_NO_ADDRESS: Final = "\0"
_BATCH: Final = 1_000  # documents that are written at a time

_READ: Final = msgspec.json.Decoder(Read)
_BODY: Final = msgspec.json.Decoder(Body)
_MADE: Final = msgspec.json.Decoder(Made)


class Memory:
    """The memory of one build; without a cache, it knows nothing and keeps nothing."""

    def __init__(
        self,
        project: Path,
        site: Site,
        state: State,
        now: datetime,
        cache: Cache | None,
        refused: Mapping[str, Problem],
    ) -> None:
        self._seeds = project / SEEDS
        self._out = project / "out"
        self._site = site
        self._listing = state.listing
        self._digests = state.digests
        self._now = now
        self._cache = cache
        self._refused = refused
        self._gone: set[str] = set()
        self._bodies = cache.bodies() if cache else {}
        self._feeds = cache.feeds() if cache else {}
        self._find_local = partial(media_files.find_local, self._seeds, {})
        self._find_page = partial(find_page, self._seeds, self._address_at)
        self._outlines: dict[str, Outline] = {}
        self._ids: dict[str, str] = {}
        self._new_documents: list[KnownDocument] = []
        self._new_pages: list[KnownPage] = []
        self._pages = cache.pages() if cache and site.pages else {}
        self._new_bodies: dict[str, KnownBody] = {}
        self._new_feeds: list[KnownFeed] = []
        self._feeds_seen: set[str] = set()
        self._entry_digests: dict[str, str] = {}
        fields = (site.url, site.id, site.timezone, site.settings.author, site.fields, site.words)
        links = (site.blog, site.permalinks, site.tool)
        self._outline_settings_digest = digest_of_value(
            (*fields, site.leave_out, site.drafts, links)
        )
        self._body_settings_digest = digest_of_value(
            (site.url, site.referrer_policy, site.html, site.markdown, site.fields, site.pages)
        )

    def outlines(self, workers: Workers, progress: Progress) -> list[Read]:
        """Return the outline of every document, in the order of their paths."""
        with _without_garbage_collection():
            known = dict(self._known_outlines())
        wanted = [path for path in self._listing.paths if path not in known]
        read = outlines(workers, self._seeds, self._site, wanted)
        for path, found in zip(wanted, progress("Reading", read, len(wanted)), strict=True):
            known[path] = found
            if found.digest:
                self._note_document(path, found.digest, _encode(found))
        self._flush_documents()
        self._outlines = {path: read.outline for path, read in known.items()}
        # The collector would look at all of them again and again, to the end of the build.
        gc.freeze()
        return [known[path] for path in self._listing.paths]

    def free(self) -> None:
        """Leave to the garbage collector what was kept from it."""
        gc.unfreeze()

    def bodies(
        self, entries: Sequence[Entry], workers: Workers, progress: Progress
    ) -> Iterator[Body]:
        """Yield the body of each entry; one from the cache has its problems, but no content."""
        known = [self._refused_body(entry) or self._known_body(entry) for entry in entries]
        wanted = [entry for entry, body in zip(entries, known, strict=True) if body is None]
        new = bodies(workers, self._seeds, self._site, self._ids, wanted)
        made = iter(progress("Sanitizing", new, len(wanted)))
        for entry, body in zip(entries, known, strict=True):
            yield body or self._note_body(entry, next(made))

    def keep_ids(self, kept: Mapping[str, str]) -> None:
        """Note the ids that the ledger gave to documents in place of their own, by path.

        A document that is not published now has an empty one.
        """
        self._ids = dict(kept)

    def with_content(self, plan: Plan, workers: Workers) -> Plan:
        """Return `plan` with the content of its entries, all of which passed `bodies` before."""
        full = [self.whole_entry(entry, workers) for entry in plan.entries]
        return replace(plan, entries=tuple(full), members=())

    def whole_entry(self, entry: Entry, workers: Workers) -> Entry:
        """Return `entry` with its content; where it has no permalink, its page is that.

        It passed `bodies` before.
        """
        link = self._site.link_of(entry)
        return replace(self._body(entry, workers).of(entry), permalink=link)

    def digest_of_plan(self, plan: Plan, pages: str) -> str:
        """Hash everything that the files of `plan` are made from.

        `pages` is the digest of whatever else its page is made from.
        """
        policy = self._site.referrer_policy
        own = digest_of_value(
            (
                plan.feed,
                plan.settings,
                plan.path,
                plan.file,
                policy,
                len(plan.members),
                self._site.check,
            )
        )
        parts = [own, pages, *map(self.digest_of_entry, plan.entries)]
        return _digest(" ".join(parts).encode())

    def find_made(self, plan: Plan, input_digest: str) -> Made | None:
        """Return what an earlier build wrote for `plan`; None unless all of it is still true.

        That takes the same `input_digest`, and files in ``out/`` that nobody has changed.
        """
        self._feeds_seen.add(plan.path)
        known = self._feeds.get(plan.path)
        if known is None or known.input_digest != input_digest:
            return None
        made = decode(_MADE, known.made)
        if made is None or not all(map(is_path, made.on_disk)) or not self._has_stayed(made):
            return None
        return replace(made, files=tuple(replace(file, changed=False) for file in made.files))

    def note_made(self, plan: Plan, input_digest: str, made: Made) -> None:
        """Keep what was written for `plan`, now that it is in its place."""
        marks = {
            path: tree.stamp_and_digest(self._out / path, digest)
            for path, (_, digest) in made.on_disk.items()
        }
        self._new_feeds.append(
            KnownFeed(plan.path, input_digest, _encode(replace(made, on_disk=marks)))
        )

    def page(self, entry: Entry, input_digest: str) -> KnownPage | None:
        """Return the page that an earlier build wrote for `entry`; None unless it is still true."""
        known = self._pages.pop(entry.path, None)
        if (
            known is None
            or known.input_digest != input_digest
            or known.file != entry_path(entry.id)
        ):
            return None
        there = tree.has_stayed(self._out / known.file, (known.stamp, known.digest))
        return known if there else None

    def note_pages(self, pages: Iterable[KnownPage]) -> None:
        """Keep the pages that were written, now that they are in their places."""
        for page in pages:
            stamp, _ = tree.stamp_and_digest(self._out / page.file, page.digest)
            self._new_pages.append(replace(page, stamp=stamp))

    def _has_stayed(self, made: Made) -> bool:
        return all(tree.has_stayed(self._out / name, mark) for name, mark in made.on_disk.items())

    def save(self, kept: tuple[str, Mapping[str, object]] | None = None) -> None:
        """Write what this build learned, and forget documents that are gone.

        `kept` is a name and a value to store. Without it the build did not end: what earlier builds
        noted of feeds and pages stays.
        """
        if self._cache:
            self._cache.forget(self._gone)
            if kept:
                self._cache.save_feeds(self._new_feeds, self._feeds.keys() - self._feeds_seen)
                self._cache.save_pages(self._new_pages, self._pages)
                self._cache.keep(*kept)
            self._cache.commit()

    def _known_outlines(self) -> Iterator[tuple[str, Read]]:
        """Yield path and outline of each document that has not changed since it was read."""
        if not self._cache:
            return
        listed = set(self._listing.paths)
        for head in self._cache.documents():
            path = head.path
            if path not in listed:
                self._gone.add(path)
                continue
            stamp = self._listing.stamps.get(path)
            if stamp is None or head.settings_digest != self._outline_settings_digest:
                continue
            same = head.settled and head.stamp == tree.stamp_as_text(stamp)
            if not same and self._digest_of_document(path) != head.digest:
                continue
            read = decode(_READ, head.outline)
            if read is None or not _finds_the_same(self._find_local, path, read.files):
                continue
            if not same:
                self._note_document(path, head.digest, head.outline)
            yield path, read

    def _digest_of_document(self, path: str) -> str | None:
        return self._digests.get(path) or documents.digest_of_document(self._seeds, path)

    def _note_document(self, path: str, digest: str, outline: bytes) -> None:
        stamp = self._listing.stamps.get(path)
        settled = tree.is_settled([stamp], self._now)
        self._new_documents.append(
            KnownDocument(
                path,
                tree.stamp_as_text(stamp),
                settled,
                digest,
                self._outline_settings_digest,
                outline,
            )
        )
        if len(self._new_documents) == _BATCH:
            self._flush_documents()

    def _flush_documents(self) -> None:
        if self._cache:
            self._cache.save_documents(self._new_documents)
        self._new_documents = []

    def _known_body(self, entry: Entry) -> Body | None:
        if entry.path in self._new_bodies:
            return _BODY.decode(self._new_bodies[entry.path].without_content)
        known = self._bodies.get(entry.path)
        if known is None or known.input_digest != self._input_digest(entry):
            return None
        body = decode(_BODY, known.without_content)
        same = (
            body is not None
            and _finds_the_same(self._find_local, entry.path, body.files)
            and _finds_the_same(self._find_page, entry.path, body.pages)
        )
        return body if same else None

    def _address_at(self, path: str) -> str:
        """Return the address of the document at `path` as this build has read it."""
        read = self._outlines.get(path)
        return address_of(self._site, self._ids, read) if read else _NO_ADDRESS

    def _input_digest(self, entry: Entry) -> str:
        return f"{entry.digest} {self._outline_settings_digest} {self._body_settings_digest}"

    def _note_body(self, entry: Entry, body: Body) -> Body:
        bare = replace(body, summary="", content="", assets=())
        whole = _encode(body)
        input_digest = self._input_digest(entry)
        if {problem.code for problem in body.problems} & {"changed", "unreadable"}:
            input_digest = ""
        known = KnownBody(entry.path, input_digest, _digest(whole), _encode(bare), whole)
        if self._cache and self._cache.save_bodies([known]):
            known = replace(known, body=None)  # there may be many of them
        self._new_bodies[entry.path] = known
        return body

    def _refused_body(self, entry: Entry) -> Body | None:
        problem = self._refused.get(entry.path)
        return Body(problems=(problem,), failed=True) if problem else None

    def _body(self, entry: Entry, workers: Workers) -> Body:
        fresh = self._new_bodies.get(entry.path)
        whole = fresh.body if fresh else None
        if whole is None and self._cache:
            whole = self._cache.body(entry.path)
        body = decode(_BODY, whole) if whole else None
        if body and (fresh or is_safe(body)):
            return body
        # The cache has failed since it was asked, or somebody has written into it.
        return next(bodies(workers, self._seeds, self._site, self._ids, [entry]))

    def digest_of_entry(self, entry: Entry) -> str:
        """Hash `entry` and its content; it passed `bodies` before."""
        known = self._entry_digests.get(entry.path)
        if known is None:
            body = self._new_bodies.get(entry.path) or self._bodies[entry.path]
            known = self._entry_digests[entry.path] = f"{digest_of_value(entry)} {body.body_digest}"
        return known


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Keep the garbage collector from looking again and again at many thousand values that stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _finds_the_same(
    find: Callable[[str, str], object], document: str, answers: Mapping[str, object]
) -> bool:
    """Tell whether `find` still gives the same `answers` for the references in `document`."""
    return not answers or all(find(document, name) == was for name, was in answers.items())


def digest_of_value(value: Any) -> str:
    """Hash a value by its JSON."""
    return _digest(_encode(value))


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=20).hexdigest()
