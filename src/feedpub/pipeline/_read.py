"""Read one document in a worker: its outline first, later its body where a feed carries it.

A document that takes too much time or memory, gives too much output, or brings out a fault is
refused; all others are read.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import PurePosixPath
from typing import Final, Generic, TypeVar

import msgspec

from feedpub import entries
from feedpub.config import Site
from feedpub.model import (
    Asset,
    Document,
    Enclosure,
    Entry,
    Places,
    Problem,
    Reason,
    Unusable,
    Withheld,
)
from feedpub.pipeline._trouble import explain
from feedpub.pipeline.workers import Cause, Trouble, Workers
from feedpub.sanitizer import TooComplexError
from feedpub.source import documents, media_files
from feedpub.source.tree import refusal

_encode: Final = msgspec.json.Encoder().encode

# In bytes: the outlines of all documents are held in memory together.
_LARGEST_OUTLINE: Final = 1_000_000
# In characters: a relative link or image grows to at most some twenty times its length when it is
# made absolute.
_LARGEST_SHORT_BODY: Final = 1_000_000
_MOST_PER_CHARACTER: Final = 20

# Files for people who keep the documents: without front matter, they are not documents themselves.
_NOT_ARTICLES: Final = frozenset(
    {
        *("readme", "license", "licence", "copying", "changelog", "contributing", "authors"),
        *("code_of_conduct", "security", "support", "robots", "humans", "ads"),
    }
)

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Others:
    """What a link to another document leads to, where that is not what the document says.

    `ids` holds the ids that documents have in place of their own, by path: an empty one for a
    document that is not published now. `copies` holds the path of the document that is shown in
    place of another one.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)

    def shown(self, path: str) -> str:
        """Return the path of the document that is shown for the one at `path`."""
        return self.copies.get(path, path)


@dataclass(frozen=True, slots=True)
class Read:
    """The outline of one document, and what it was made from.

    `digest` is of the document's bytes, empty where it could not be read. `files` holds the local
    files that it names: for each reference, what was found.
    """

    outline: entries.Outline
    digest: str
    files: dict[str, Asset | Unusable | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """The sanitized body of one document; `failed` where no feed can carry it.

    `files` and `pages` hold the local files and the other documents that it names: for each
    reference, what was found. `enclosures` are those that the body adds: a head image.
    """

    summary: str = ""
    content: str = ""
    places: tuple[tuple[int, str], ...] = ()
    assets: tuple[Asset, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: bool = False
    files: dict[str, Asset | Unusable | None] = field(default_factory=dict)
    pages: dict[str, str | None] = field(default_factory=dict)
    enclosures: tuple[Enclosure, ...] = ()

    def of(self, entry: Entry) -> Entry:
        """Return `entry` with its content and summary."""
        return replace(
            entry,
            summary=self.summary,
            content=self.content,
            places=self.places,
            enclosures=(*entry.enclosures, *self.enclosures),
            assets=(*entry.assets, *self.assets),
        )


_DECODER: Final = msgspec.json.Decoder(Read)


class _Noted(Generic[Found]):
    """A function that looks up what a document names, and remembers the answers it gave."""

    def __init__(self, find: Callable[[str, str], Found]) -> None:
        self.answers: dict[str, Found] = {}
        self._find = find

    def __call__(self, document: str, reference: str) -> Found:
        found = self.answers[reference] = self._find(document, reference)
        return found


def outlines(
    workers: Workers, places: Places, site: Site, paths: Iterable[str], number: int
) -> Iterator[Read]:
    """Yield the outlines of the documents at `paths`, of which there are as many as `number`."""
    written = workers.map(
        partial(_written_outline, places, site),
        paths,
        number,
        instead=partial(_outline_of_trouble, places),
        size=partial(_size, places),
    )
    return (_DECODER.decode(one) if isinstance(one, bytes) else one for one in written)


def bodies(
    workers: Workers,
    places: Places,
    site: Site,
    others: Others,
    wanted: Iterable[Entry],
    number: int,
) -> Iterator[Body]:
    """Yield the bodies of the `wanted` entries, of which there are as many as `number`."""
    return workers.map(
        partial(complete, places, site, others),
        wanted,
        number,
        instead=_body_of_trouble,
        size=lambda entry: _size(places, entry.path),
    )


def _written_outline(places: Places, site: Site, path: str) -> bytes | Read:
    """Return an outline as JSON, for pickling takes six times as long; as it is if JSON can't."""
    read = outline(places, site, path)
    try:
        return _encode(read)
    except UnicodeEncodeError:  # a name that is no UTF-8
        return read


def outline(places: Places, site: Site, path: str) -> Read:
    """Read the front matter of the document at `path`."""
    withheld = entries.withheld_by_path(path, site)
    if withheld:
        return Read(
            entries.Outline(None, withheld=withheld),
            documents.digest_of_document(places, path) or "",
        )
    document, problems = documents.read(places, path)
    if document is None:
        digest = documents.digest_of_document(places, path) or ""
        return Read(no_document(site, path, problems), digest)
    files = _Noted(partial(media_files.find_local, places, {}))
    outlined = entries.outline(document, site, files)
    known = {name: found for name, found in files.answers.items() if _is_local(name)}
    if problems:
        outlined = replace(outlined, problems=(*problems, *outlined.problems))
    read = Read(outlined, document.digest, known)
    if len(_encode(read)) > _LARGEST_OUTLINE:
        message = f"front matter becomes more than {_LARGEST_OUTLINE} bytes; shorten it"
        problem = refusal(site.place_of(path), "too-complex", message)
        return Read(entries.Outline(None, (problem,)), document.digest)
    return read


def no_document(site: Site, path: str, problems: tuple[Problem, ...]) -> entries.Outline:
    """Return the outline of a file that could not be read as a document because of `problems`.

    A README and the like without front matter is left out, not refused.
    """
    name = PurePosixPath(path).name.casefold().split(".")[0]
    if name in _NOT_ARTICLES and [problem.code for problem in problems] == ["front-matter-missing"]:
        how = "a file of this name without front matter is no document"
        withheld = Withheld(site.place_of(path), Reason.NO_DOCUMENT, how=how)
        return entries.Outline(None, withheld=withheld)
    return entries.Outline(None, problems)


def complete(places: Places, site: Site, others: Others, entry: Entry) -> Body:
    """Read the document of `entry` again, for its body."""
    document, problems = documents.read(places, entry.path)
    if document is None:
        return Body(problems=problems, failed=True)
    if document.digest != entry.digest:
        return _failed_body(entry, "changed", "changed while it was built; build again")
    try:
        body = _sanitize(places, site, others, entry, document)
    except TooComplexError as error:
        return _failed_body(entry, "body-too-complex", f"body: {error}")
    most = _LARGEST_SHORT_BODY + _MOST_PER_CHARACTER * len(document.body)
    if len(body.content) + len(body.summary) > most:
        message = f"body becomes HTML of more than {most} characters; shorten or simplify it"
        return _failed_body(entry, "body-too-complex", message)
    return body


def find_page(
    places: Places, address_at: Callable[[str], str], document: str, reference: str
) -> str | None:
    """Return the address of the other document to which `reference`, in `document`, leads.

    `address_at` gives the address of the document at a path. See FindPage.
    """
    path = documents.find(places, document, reference)
    return None if path is None else address_at(path)


def addresses(places: Places, site: Site, others: Others) -> Callable[[str], str]:
    """Return a function from a path to the document's address; it reads each document once."""

    def address_at(path: str) -> str:
        return address_of(site, others, outline(places, site, others.shown(path)).outline)

    return cache(address_at)


def address_of(site: Site, others: Others, outlined: entries.Outline) -> str:
    """Return the address under which other documents link to this one, empty without one.

    Nothing links to one that is not published yet, or no longer.
    """
    other = outlined.entry
    if other is None:
        return outlined.permalink or ""
    kept = others.ids.get(other.path, other.id)
    return (site.link_of(replace(other, id=kept)) or "") if kept else ""


def _sanitize(places: Places, site: Site, others: Others, entry: Entry, document: Document) -> Body:
    files = _Noted(partial(media_files.find_local, places, {}))
    pages = _Noted(partial(find_page, places, addresses(places, site, others)))
    full, problems = entries.complete(entry, document, site, files, pages)
    return Body(
        full.summary,
        full.content,
        full.places,
        tuple(asset for asset in full.assets if asset not in entry.assets),
        problems,
        files=files.answers,
        pages=pages.answers,
        enclosures=full.enclosures[len(entry.enclosures) :],
    )


def _size(places: Places, path: str) -> int:
    if places.stored:
        return places.stored.size(places.place_of(path)) or 0
    try:
        return os.stat(places.file(path)).st_size  # noqa: PTH116 - there may be many of them
    except (OSError, ValueError):
        return 0


def _outline_of_trouble(places: Places, path: str, trouble: Trouble) -> Read:
    """Return an outline that refuses a document on which the work could not be finished."""
    code, message = explain(trouble)
    # Without a digest, it is tried again by the next build: what the system has ended may go well.
    digest = None
    if trouble.cause is not Cause.DEATH:
        digest = documents.digest_of_document(places, path)
    return Read(
        entries.Outline(None, (refusal(places.place_of(path), code, message),)), digest or ""
    )


def _body_of_trouble(entry: Entry, trouble: Trouble) -> Body:
    code, message = explain(trouble)
    code = {"too-slow": "body-too-slow", "too-complex": "body-too-complex"}.get(code, code)
    return _failed_body(entry, code, f"body {message}")


def _is_local(reference: str) -> bool:
    return not reference.startswith(("http:", "https:", "//", "data:"))


def _failed_body(entry: Entry, code: str, message: str) -> Body:
    return Body(problems=(refusal(entry.place, code, message),), failed=True)
