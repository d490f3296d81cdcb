"""Turn a Document into an Entry: read what each front matter key means, and make its body safe.

That takes two steps, for most documents of a large folder are in no feed: `outline` reads the
front matter of every document, `complete` sanitizes the bodies that a feed will carry. Neither
uses the clock, the disk or other documents: what they need of these is given to them as functions.
"""

from contextlib import suppress
from dataclasses import dataclass

from feedpub.config import Site, Undated
from feedpub.entries._body import FindPage, complete
from feedpub.entries._episode import episode
from feedpub.entries._matter import Matter, RefusedError
from feedpub.entries._media import FindLocal, media
from feedpub.entries._reader import DATE_MISSING, MISSPELT, Reader
from feedpub.entries._same import digest_of_article
from feedpub.entries._withheld import UnclearError, period, withheld, withheld_by_path
from feedpub.model import UNDATED, Document, Entry, Problem, Reason, Withheld

__all__ = ["FindLocal", "FindPage", "Outline", "complete", "outline", "withheld_by_path"]


@dataclass(frozen=True, slots=True)
class Outline:
    """The entry in the front matter of one document, without its body.

    `entry` is None for a document that is refused (then an error is among the problems) or
    `withheld`. `permalink` is set for a document that is only kept out of feeds, for others may
    link to it.
    """

    entry: Entry | None
    problems: tuple[Problem, ...] = ()
    withheld: Withheld | None = None
    permalink: str | None = None


def outline(
    document: Document, site: Site, find_local: FindLocal, *, as_if_published: bool = False
) -> Outline:
    """Map the front matter of `document` to an Entry without summary and content.

    With `as_if_published`, a document that is withheld gets an entry too.
    """
    reader = Reader(Matter(document), site)
    matter = reader.matter
    told = withheld(matter, site)
    if told and not as_if_published:
        return _without_entry(reader, site, told)
    reader.look_for_slips()
    try:
        published, updated = reader.dates()
    except RefusedError as refused:
        reason: Problem = refused.args[0]
        if site.undated is not Undated.FIRST_SEEN or reason.code != DATE_MISSING:
            # A key that is meant as the date is told once, by the refusal.
            others = (p for p in matter.problems if (p.code, p.line) != (MISSPELT, reason.line))
            return Outline(None, (*others, reason), told)
        published = updated = UNDATED
    dated = published != UNDATED
    appears = expires = None
    try:
        appears, expires = period(matter, site)
    except UnclearError as unclear:
        told = told or unclear.args[0]
        if not as_if_published:
            return _without_entry(reader, site, told)
    title, branches = reader.title().text, reader.branches()
    link = reader.permalink(title, published if dated else None, branches)
    origin = site.origin_of(document.path, link.address)
    enclosures, assets = media(matter, site, origin, find_local)
    entry_id, own_id = reader.id(link)
    language, same = reader.language(), ""
    if site.compares_texts:
        same = digest_of_article(title, language, document.body, enclosures)
    entry = Entry(
        id=entry_id,
        own_id=own_id,
        path=document.path,
        title=title,
        published=published,
        updated=updated,
        dated=dated,
        permalink=link.address,
        own_link=link.is_whole or link.address is None,
        authors=reader.authors(),
        language=language,
        branches=branches,
        tags=reader.tags(),
        words=reader.words(title),
        enclosures=enclosures,
        assets=assets,
        episode=episode(matter, site.fields, site.base_of(link.address)),
        digest=document.digest,
        same=same,
        folder=document.folder,
        appears=appears if appears and appears > published else None,
        expires=expires,
    )
    return Outline(entry, tuple(matter.problems), told)


def _without_entry(reader: Reader, site: Site, told: Withheld) -> Outline:
    permalink = _address(reader, site) if told.reason is Reason.NO_FEED else None
    return Outline(None, tuple(reader.matter.problems), told, permalink)


def _address(reader: Reader, site: Site) -> str | None:
    """Return the permalink of a document without an entry, which may have no date."""
    # What else is odd in it is nobody's concern.
    apart = Reader(Matter(reader.matter.document), site)
    published = None
    with suppress(RefusedError):
        published = apart.read_published()
    return reader.permalink(apart.title().text, published, apart.branches()).address
