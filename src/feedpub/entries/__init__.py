"""Document to Entry: what each front matter key means, and what a body becomes.

Two steps, for most documents of a large folder are in no feed's newest fifty: `outline`
reads the front matter of every document, `complete` sanitizes the body of those that a
feed will carry. Neither knows the clock, the disk or the other documents: what they need
of these is given to them as functions.
"""

from dataclasses import dataclass

from feedpub.config import Site
from feedpub.entries._body import FindPage, complete
from feedpub.entries._matter import Matter, RefusedError
from feedpub.entries._media import FindLocal, episode, media
from feedpub.entries._reader import Reader
from feedpub.model import Document, Entry, Problem

__all__ = ["FindLocal", "FindPage", "Outline", "complete", "outline"]


@dataclass(frozen=True, slots=True)
class Outline:
    """What the front matter of one document came to.

    `entry` is None for a document that is refused (then an error is among the problems) or
    that says itself that it is not to be published (`draft`, `hidden`).
    """

    entry: Entry | None
    problems: tuple[Problem, ...] = ()
    draft: bool = False
    hidden: bool = False


def outline(document: Document, site: Site, find_local: FindLocal) -> Outline:
    """Map the front matter of `document` to an Entry without summary and content."""
    reader = Reader(Matter(document), site)
    if reader.is_draft():
        return Outline(None, draft=True)
    if reader.is_hidden():
        return Outline(None, hidden=True)
    try:
        published, updated = reader.dates()
    except RefusedError as refused:
        return Outline(None, (*reader.matter.problems, refused.args[0]))
    permalink = reader.permalink()
    enclosures, assets = media(reader.matter, site, permalink, find_local)
    entry_id, own_id = reader.id(permalink)
    title = reader.title().text
    entry = Entry(
        id=entry_id,
        own_id=own_id,
        path=document.path,
        title=title,
        published=published,
        updated=updated,
        permalink=permalink,
        authors=reader.authors(),
        language=reader.language(),
        branches=reader.branches(),
        tags=reader.tags(),
        words=reader.words(title),
        enclosures=enclosures,
        assets=assets,
        episode=episode(reader.matter),
        digest=document.digest,
    )
    return Outline(entry, tuple(reader.matter.problems))
