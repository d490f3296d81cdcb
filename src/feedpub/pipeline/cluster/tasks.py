"""Do one task of a build, in whatever process of whatever machine.

survey     a range        → its outlines; what it adds to each feed
choose     a bucket       → the newest entries of some of its feeds
complete   a range        → the bodies of some of its documents, and its entries with these
render     some feeds     → their files, as one object
pages      some entries   → their pages, as one object
publish    some files     → the same, in their places

Each is told the name of an object, and answers with that of another.
"""

import os
import platform
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Final

import msgspec

from feedpub.feeds import Key, Part, Place, newest
from feedpub.model import Entry, Output, Stored
from feedpub.pipeline._context import Context
from feedpub.pipeline._pages import make_pages
from feedpub.pipeline._read import Body, Others, Read
from feedpub.pipeline._render import Job, Rendered, render_feeds
from feedpub.pipeline._survey import Survey
from feedpub.pipeline._trouble import CannotRenderError
from feedpub.pipeline.cluster.files import StoredFiles
from feedpub.pipeline.cluster.job import Work, work_on
from feedpub.pipeline.cluster.lock import check_lock
from feedpub.pipeline.cluster.orders import (
    AllRendered,
    Completed,
    Done,
    Files,
    Found,
    Order,
    Paged,
    Placed,
    Published,
    ToChoose,
    ToComplete,
    ToPage,
    ToPublish,
    ToRender,
    ToSurvey,
)
from feedpub.pipeline.cluster.serving import put_file
from feedpub.pipeline.cluster.shards import At, Row, digest_of
from feedpub.pipeline.memory import versions
from feedpub.pipeline.memory.bodies import BODY, NOTES, Bodies, Notes
from feedpub.pipeline.memory.cache import Row as CacheRow
from feedpub.pipeline.memory.digests import digest_of_value, encode
from feedpub.pipeline.memory.documents import DOCUMENT, Documents
from feedpub.pipeline.memory.parts import SpoiltError
from feedpub.pipeline.ranges import bucket_of
from feedpub.pipeline.surveyed import Choice, Given, Surveyed
from feedpub.source.tree import path_as_text
from feedpub.stores import ChangedError


def run(order: Order) -> Done:
    """Do the task that an order describes; this is what an executor is given."""
    kind, address, job, given, code = order
    if code != versions.digest_of_code():
        return "", f"{platform.node()} (process {os.getpid()})"
    work = work_on(address, job)
    return _KINDS[kind](work, work.shards.get(given)), ""


class AllOfRange(Documents):
    """The outlines of a range, also of documents that have to be read again by the next build."""

    def note(self, path: str, read: Read) -> None:
        """Keep the outline of a document."""
        super().note(path, read)
        if not read.digest:
            self.flush()
            self._cache.put(DOCUMENT, [CacheRow(path_as_text(path), "", encode(read))])


class OneRange(Survey):
    """The only range of a task."""

    def survey_with(
        self, given: Given, choice: Choice | None
    ) -> tuple[str, bool, bool, Surveyed, list[Part]]:
        """Read what has changed in it, and survey it.

        Returns the digest of its contents, whether it names local files, whether its stamps can be
        trusted, and what it adds.
        """
        [part] = self.ranges
        self.give(given, choice)
        self.read(files_changed=True, given=given)
        return (
            self._contents[part.key],
            part.key in self._names_files,
            bool(self._stamps[part.key]),
            self.parts.surveyed[part.key],
            self.parts.of(part),
        )

    def give(self, given: Given, choice: Choice | None) -> None:
        """Take what is given, to `load` entries; nothing is read."""
        self._given = given
        self._choices = None if choice is None else {self.ranges[0].key: choice}


def _survey(work: Work, data: bytes) -> str:
    order = msgspec.json.decode(data, type=ToSurvey)
    with work.context(order.about) as context:
        rows = _outlines(work, order.outlines)
        context.cache.put(DOCUMENT, rows)
        documents = AllOfRange(context)
        survey = OneRange(context, documents, work.members)
        known = {row.key for row in rows if documents.is_as_read(row.key, row.made_of)}
        _read_ahead(context.places.stored, context, set(order.about.paths) - known)
        given = work.given(order.about)
        contents, names_files, is_settled, surveyed, parts = survey.survey_with(given, order.choice)
        read = context.cache.all(DOCUMENT)
    outlines, _ = work.shards.put_rows(Row((r.key, r.made_of), r.value) for r in read)
    by_bucket: dict[int, list[Part]] = {}
    for part in sorted(parts):
        by_bucket.setdefault(bucket_of(part.key, context.options.division.buckets), []).append(part)
    name, at = work.shards.put_rows(
        Row((str(bucket),), encode(some)) for bucket, some in by_bucket.items()
    )
    return work.shards.put_value(
        Found(
            *(contents, names_files, is_settled, outlines, surveyed),
            tuple(map(_sum_up, parts)),
            name,
            dict(zip(by_bucket, at, strict=True)),
        )
    )


def _sum_up(part: Part) -> Part:
    best = (Place(0.0, "", digest_of_value(part.best)),) if part.best else ()
    return part._replace(best=best)


def _choose(work: Work, data: bytes) -> str:
    order = msgspec.json.decode(data, type=ToChoose)
    found: dict[Key, list[Place]] = {key: [] for key in order.keys}
    for name, at in order.parts:
        [some] = work.shards.get_parts(name, [at])
        for part in msgspec.json.decode(some, type=tuple[Part, ...]):
            if part.key in found:
                found[part.key] += part.best
    known = work.members.known
    return work.shards.put_value([(key, newest(some, known(key))) for key, some in found.items()])


def _complete(work: Work, data: bytes) -> str:
    order = msgspec.json.decode(data, type=ToComplete)
    others = work.shards.get_value(order.others, Others)
    with work.context(order.about) as context:
        context.cache.put(DOCUMENT, _outlines(work, order.outlines))
        documents = Documents(context)
        survey = OneRange(context, documents, work.members)
        survey.give(work.given(order.about), order.choice)
        bodies = Bodies(context, documents, others, survey.load)
        before = work.shards.get_rows(order.bodies)
        known = _recall(context.cache.put, before)
        made_of = bodies.made_of_each({*known, *order.wanted})
        _read_ahead(
            context.places.stored,
            context,
            [path for path in order.wanted if known.get(path) != made_of[path]],
        )
        # Bodies that are not wanted now may be the next time.
        same = (path for path in known if known[path] == made_of[path])
        also = [entry.path for entry in survey.find(sorted({*same} - {*order.wanted}))]
        noted = dict(bodies.notes((*order.wanted, *also)))
        rows = list(_bodies_with_entries(context, survey, bodies, noted))
    name, at = work.shards.put_rows(rows)
    paths = [row.names[0] for row in rows]
    notes = tuple((path, one, noted[path]) for path, one in zip(paths, at, strict=True))
    return work.shards.put_value(Completed(name, notes))


def _bodies_with_entries(
    context: Context, survey: Survey, bodies: Bodies, noted: Mapping[str, Notes]
) -> Iterator[Row]:
    """Yield a row for each body: its entry with content, empty for one that can't be made."""
    good = [path for path, notes in noted.items() if not notes.failed]
    entries = zip(good, survey.load(good), strict=True)
    failed = ((path, None) for path, notes in noted.items() if notes.failed)
    for path, entry in chain[tuple[str, Entry | None]](entries, failed):
        row = context.cache.get(NOTES, path)
        if row is None:
            raise SpoiltError
        whole = bodies.whole_entry(entry) if entry else None
        assets = len(whole.assets) - len(entry.assets) if entry and whole else 0
        names = path, row.made_of, row.value.decode(), str(assets)
        yield Row(names, encode(whole) if whole else b"")


_NOTED: Final = msgspec.json.Decoder(tuple[str, Body])


def _recall(put: Callable[[str, Iterable[CacheRow]], None], rows: Iterable[Row]) -> dict[str, str]:
    """Put the bodies of a range where Bodies looks for them; return what each was made from."""
    whole, notes = [], []
    for row in rows:
        path, made_of, noted, assets = row.names
        _, body = _NOTED.decode(noted)
        if row.value:
            entry = msgspec.json.decode(row.value, type=Entry)
            body = replace(
                body,
                summary=entry.summary,
                content=entry.content,
                places=entry.places,
                assets=entry.assets[len(entry.assets) - int(assets) :],
            )
        whole.append(CacheRow(path, made_of, encode(body)))
        notes.append(CacheRow(path, made_of, noted.encode()))
    put(BODY, whole)
    put(NOTES, notes)
    return {row.names[0]: row.names[1] for row in rows}


def _render(work: Work, data: bytes) -> str:
    names, feeds = msgspec.json.decode(data, type=tuple[tuple[str, ...], tuple[ToRender, ...]])
    entries = _entries(work, names, [one for feed in feeds for one in feed.entries])
    jobs: list[Job] = []
    held: dict[str, Entry] = {}
    for number, feed in enumerate(feeds):
        paths = tuple(f"{number} {at}" for at in range(len(feed.entries)))
        held |= {path: next(entries) for path in paths}
        jobs.append(Job(feed.plan, paths, "", refers=False, made=None))
    with work.context() as context:
        load: Callable[[Iterable[str]], Iterator[Entry]] = partial(map, held.__getitem__)
        try:
            found = [made for _, made in render_feeds(jobs, load, context)]
        except CannotRenderError as error:
            return work.shards.put_value(AllRendered("", (), dict(error.refused)))
    packed = _Packed()
    files = tuple(packed.add(one) for one in found if isinstance(one, Rendered))
    return work.shards.put_value(AllRendered(packed.put(work), files, {}))


class _Packed:
    """Files that are put into one object."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._end = 0

    def place(self, file: Output) -> Placed:
        """Add a file; return where it is."""
        begin, self._end = self._end, self._end + len(file.body)
        self._parts.append(file.body)
        return file.path, At(begin, self._end, digest_of(file.body))

    def add(self, found: Rendered) -> Files:
        """Add the files of a feed."""
        return Files(
            found.feeds,
            found.entries,
            tuple(self.place(file) for file in found.outputs if isinstance(file, Output)),
            found.assets,
            found.problems,
            self.place(found.page) if isinstance(found.page, Output) else None,
            found.headlines,
        )

    def put(self, work: Work) -> str:
        """Write the object; return its name."""
        return work.shards.put(b"".join(self._parts))


def _pages(work: Work, data: bytes) -> str:
    order = msgspec.json.decode(data, type=ToPage)
    entries = _entries(work, order.names, order.entries)
    items = (
        (entry, tuple(order.feeds[number] for number in numbers), *around)
        for entry, numbers, around in zip(entries, order.carriers, order.around, strict=True)
    )
    packed = _Packed()
    with work.context() as context:
        try:
            look = context.look
            made = make_pages(context, look, items, len(order.entries)) if look else ()
            placed = tuple(packed.place(page) for page in made)
        except CannotRenderError as error:
            return work.shards.put_value(Paged("", (), dict(error.refused)))
    return work.shards.put_value(Paged(packed.put(work), placed, {}))


def _entries(
    work: Work, names: tuple[str, ...], wanted: Iterable[tuple[int, At]]
) -> Iterator[Entry]:
    """Yield entries with their content, from where they are in objects."""
    order = list(wanted)
    by_object: dict[int, dict[At, None]] = {}
    for number, at in order:
        by_object.setdefault(number, {})[at] = None
    found = {}
    for number, some in by_object.items():
        for at, part in zip(some, work.shards.get_parts(names[number], list(some)), strict=True):
            found[number, at] = part
    return (msgspec.json.decode(found[one], type=Entry) for one in order)


def _outlines(work: Work, name: str) -> list[CacheRow]:
    return [CacheRow(row.names[0], row.names[1], row.value) for row in work.shards.get_rows(name)]


def _read_ahead(stored: Stored | None, context: Context, paths: Iterable[str]) -> None:
    if isinstance(stored, StoredFiles):
        stored.read_ahead(map(context.places.place_of, paths))


def _publish(work: Work, data: bytes) -> str:
    order = msgspec.json.decode(data, type=ToPublish)
    store = work.shards.store
    tags, conflicts = {}, []
    for file in order.files:
        [body] = work.shards.get_parts(file.name, [file.at])
        try:
            # A task of an older build may be late.
            check_lock(store, order.lock)
            tags[file.path] = put_file(store, order.output, file.path, body, file.replaces)
        except ChangedError:
            conflicts.append(file.path)
    return work.shards.put_value(Published(tags, tuple(conflicts)))


_KINDS: Final[Mapping[str, Callable[[Work, bytes], str]]] = {
    "survey": _survey,
    "choose": _choose,
    "complete": _complete,
    "render": _render,
    "pages": _pages,
    "publish": _publish,
}
