"""Explain the entry of one document: where each field is from, and what became of its body.

The same functions make the entry as in a build, with a front matter that notes which key was used
and a sanitizer that reports what it did. A build does none of this.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo

from feedpub.config import CONFIG_PATH, DateFrom, Site
from feedpub.entries._body import Body, FindPage
from feedpub.entries._matter import Matter
from feedpub.entries._media import FindLocal, media_by_key
from feedpub.entries._permalink import Link
from feedpub.entries._reader import Reader
from feedpub.entries._title import TITLE_LENGTH
from feedpub.entries._values import scalar
from feedpub.model import Asset, Change, Document, Entry, Source
from feedpub.sanitizer.explain import explain
from feedpub.web import dates, text

_SUMMARIES: Final = {
    "excerpt": "what stands before the mark of the excerpt",
    "body": "the beginning of the body",
    "title": "the title, for the body has no text",
}
# Two zones that differ as much as possible: a date with a zone is the same moment in both.
_EAST, _WEST = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12")


@dataclass(frozen=True, slots=True)
class Trace:
    """An entry with the source of everything in it.

    `entry` has content and summary, and the address of its page where it has no other link.
    `sources` holds the source of each field, by its name in the Entry; `enclosures` the sources of
    its enclosures, in their order. `changes` are what the sanitizer did to the body, with lines of
    the file, or None where it is Markdown.
    """

    entry: Entry
    sources: Mapping[str, Source]
    enclosures: tuple[Source, ...]
    changes: tuple[Change, ...]


def trace(
    entry: Entry, document: Document, site: Site, find_local: FindLocal, find_page: FindPage
) -> Trace:
    """Trace `entry`, which was made of `document` and has no content yet.

    Raises TooComplexError where `complete` does.
    """
    matter = _Watched(document)
    found: list[tuple[Change, ...]] = []

    def note_changes(html: str, *arguments: str, **rules: object) -> str:
        content, changes = explain(html, *arguments, **rules)  # type: ignore[arg-type]
        found.append(changes)
        return content

    body = Body(entry, Reader(matter, site), site, find_local, find_page, note_changes)
    completed = replace(body.complete(), permalink=site.link_of(entry))
    summary = matter.source() if body.summary_from == "front matter" else None
    begin = None if body.is_markdown else document.body_line - 1
    return Trace(
        completed,
        {
            **dict(_sources(entry, matter, site)),
            "summary": summary or Source(how=_SUMMARIES[body.summary_from]),
            "content": _content(body, document),
        },
        (*_enclosures(entry, matter, site, find_local), *_found_covers(entry, completed)),
        tuple(_with_lines(found[0], begin)),
    )


class _Watched(Matter):
    """Front matter that remembers which key was used last, and its value."""

    taken: tuple[str, object] | None = None

    def values_of(self, keys: tuple[str, ...]) -> Iterator[tuple[str, object]]:
        """Yield key and value; the last one that the caller asked for counts as used."""
        for self.taken in super().values_of(keys):
            yield self.taken
        self.taken = None

    def source(self, how: str = "") -> Source | None:
        """Return the key that was used as a Source, None where no key was."""
        if self.taken is None:
            return None
        return Source(self.taken[0], self.document.line_of(self.taken[0]), how)


def _sources(entry: Entry, matter: _Watched, site: Site) -> Iterator[tuple[str, Source]]:
    reader = Reader(matter, site)
    title = reader.title()
    yield "title", Source(how=title.source) if title.source else _title(matter, title.text)
    link = reader.permalink(title.text, entry.published, entry.branches)
    unlinked = "no key has an http(s) address"
    if site.pages:
        unlinked = f"its page in out/, for {unlinked}"
    yield "permalink", matter.source(link.how) or Source(how=link.how or unlinked)
    yield "id", _id(reader, matter, entry, link, site)
    reader.read_published()
    how = "its first commit" if reader.date_from is DateFrom.GIT else "the date in its path"
    yield "published", _date(matter, site) or Source(how=how)
    yield "updated", _source_of_updated(reader, matter, site, entry)
    named = reader.authors()
    author = f"author in {CONFIG_PATH}" if named else "no key names any"
    yield "authors", matter.source() or Source(how=author)
    reader.branches()
    yield "categories", matter.source() or Source(how="no key names any")
    reader.tags()
    yield "tags", matter.source() or Source(how="no key names any")
    language = reader.language()
    of_feed = f"no key names one, so it is the feed's: {site.settings.language}"
    yield (
        "language",
        matter.source() or Source(how="part of its path" if language else of_feed),
    )


def _title(matter: _Watched, title: str) -> Source:
    written = text.fold(scalar(matter.taken[1])) if matter.taken else ""
    if len(text.plain(written)) > TITLE_LENGTH:
        how = f"cut to {TITLE_LENGTH} characters"
    else:
        how = "its markup and entities read" if title != written else ""
    return matter.source(how) or Source()


def _id(reader: Reader, matter: _Watched, entry: Entry, link: Link, site: Site) -> Source:
    made, own = reader.id(link)
    if made != entry.id:
        return Source(how="that under which it was published before (feeds/ids.jsonl)")
    if own:
        written = scalar(matter.taken[1]).strip() if matter.taken else ""
        how = "" if made == written else "written as Atom wants ids"
        return matter.source(how) or Source()
    by_path = f"made from the path in {site.folder or 'the project'}/"
    return Source(how="the link" if link.address and link.is_whole else by_path)


def _source_of_updated(reader: Reader, matter: _Watched, site: Site, entry: Entry) -> Source:
    moment = reader.read_updated()
    if moment is None:
        key = matter.source("is no date, so the date of publication is used")
        return key or Source(how="the date of publication")
    of_git = "its last commit"
    if moment != entry.updated:
        when = "before the date of publication" if moment < entry.updated else "in the future"
        how = f"is {when}; the date of publication is used instead"
        return matter.source(how) or Source(how=f"{of_git} {how}")
    return _date(matter, site) or Source(how=of_git)


def _date(matter: _Watched, site: Site) -> Source | None:
    if matter.taken is None:
        return None
    value = matter.taken[1]
    zoned = dates.moment(value, _EAST) == dates.moment(value, _WEST)
    return matter.source("" if zoned else f"names no zone, so it is of {site.timezone}")


def _enclosures(
    entry: Entry, matter: _Watched, site: Site, find_local: FindLocal
) -> Iterator[Source]:
    for key, _, asset in media_by_key(matter, site, entry.permalink, find_local):
        yield Source(key, matter.document.line_of(key), _copy_note(asset, site) if asset else "")


def _found_covers(entry: Entry, completed: Entry) -> Iterator[Source]:
    for _ in completed.enclosures[len(entry.enclosures) :]:
        yield Source(how="the first picture of the body, as cover_from_body says")


def _copy_note(asset: Asset, site: Site) -> str:
    return f"{site.place_of(asset.source)}, copied to {site.output}/{asset.path}"


def _content(body: Body, document: Document) -> Source:
    if body.is_empty:
        return Source(how="the summary, for the body has nothing that can be shown")
    kind = "Markdown" if body.is_markdown else "HTML"
    how = f"{kind}, told by {body.told_by}"
    return Source(None, document.body_line, how)


def _with_lines(changes: Iterable[Change], begin: int | None) -> Iterator[Change]:
    """Yield the changes with their lines in the file, where the body begins after line `begin`."""
    for change in changes:
        known = begin is not None and change.line is not None
        line = (begin or 0) + (change.line or 0) if known else None
        yield replace(change, line=line)
