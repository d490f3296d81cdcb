"""Document to Entry: what each front matter key means.

Two steps, for most documents of a large folder are in no feed's newest fifty: `outline`
reads the front matter of every document, `complete` sanitizes the body of those that a
feed will carry. Neither knows the clock, the disk or the other documents.
"""

import re
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from pathlib import PurePosixPath
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from feedpub import dates, enclosures, text, urls
from feedpub.config import Site
from feedpub.model import SEEDS, Asset, Document, Enclosure, Entry, Person, Problem, Severity
from feedpub.people import persons
from feedpub.sanitize import clean

FindLocal: TypeAlias = Callable[[str, str], "Asset | str | None"]
"""Takes the path of a document and a reference in it; see `enclosures.find_local`."""

# In characters. A title is seldom longer than a line; what is longer is a slip, and is cut.
TITLE_LENGTH: Final = 300
SUMMARY_LENGTH: Final = 200
GIVEN_SUMMARY_LENGTH: Final = 1000
NAME_LENGTH: Final = 200

# Categories of one document: each has a feed, and each feed the whole document.
MOST_NAMES: Final = 50

# Every id that is made and not given lies in this space (RFC 9562 §5.5). Changing it would show
# every entry of every subscriber again as new.
_ID_SPACE: Final = uuid.UUID("9b6c1b0e-52a7-5d38-8e0c-7d1f0b6f4e21")

_GIVEN_ID = re.compile(
    r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|urn:(?!uuid:)[a-z0-9][a-z0-9-]{1,31}:(?:[A-Za-z0-9()+,.:=@;$_!*'-])+"
    r"|tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d{2}(?:-\d{2})?)?:[A-Za-z0-9;/?:@&=+$._!~*'(),-]*"
)
_DATED_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")
# Bounded, for a body can hold a million headings that never end.
_HEADING_WITHIN: Final = 20_000
_HEADING = re.compile(
    r"<h([1-6])(?=[\s>])[^<>]{0,500}>(.{0,1000}?)</h\1\s*>", re.IGNORECASE | re.DOTALL
)
_MARKDOWN_HEADING = re.compile(r"^#{1,6}[ \t]+([^\n]{1,1000})$", re.MULTILINE)


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


class _Refused(Exception):
    """Ends the mapping of a document; carries the Problem."""


def outline(document: Document, site: Site, find_local: FindLocal) -> Outline:
    """Map the front matter of `document` to an Entry without summary and content."""
    reader = _Reader(document, site)
    if reader.is_draft():
        return Outline(None, draft=True)
    if reader.is_hidden():
        return Outline(None, hidden=True)
    try:
        published, updated = reader.dates()
    except _Refused as refused:
        return Outline(None, (*reader.problems, refused.args[0]))
    permalink = reader.permalink()
    found, assets = reader.image(permalink, find_local)
    entry = Entry(
        id=reader.id(permalink),
        path=document.path,
        title=reader.title(),
        published=published,
        updated=updated,
        permalink=permalink,
        authors=reader.authors(),
        categories=reader.names(site.fields.categories),
        tags=reader.names(site.fields.tags),
        enclosures=found,
        assets=assets,
        digest=document.digest,
    )
    return Outline(entry, tuple(reader.problems))


def complete(entry: Entry, document: Document, site: Site) -> Entry:
    """Return `entry` with its sanitized content and its summary, from the same document."""
    content = clean(
        document.body,
        entry.permalink or site.url,
        has_page=entry.permalink is not None,
        referrer_policy=site.referrer_policy,
    )
    summary = (
        _Reader(document, site).summary()
        or text.cut(text.from_html(content), SUMMARY_LENGTH)
        or entry.title
    )
    if site.content == "summary":
        content = ""
    # RFC 4287 §4.1.2: an entry without content needs a link; this one may have none.
    content = content or f"<p>{escape(summary, quote=False)}</p>"
    return replace(entry, summary=summary, content=content)


class _Reader:
    """Reads one document's front matter by the site's table of keys, noting what was odd."""

    def __init__(self, document: Document, site: Site) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._site = site
        # The first of two that differ in case only.
        given = list(document.metadata.items())
        self._metadata = {key.lower(): value for key, value in reversed(given)}
        self._name = unicodedata.normalize("NFC", PurePosixPath(document.path).stem)

    def is_draft(self) -> bool:
        return _is_true(self._metadata.get("draft")) or _is_false(self._metadata.get("published"))

    def is_hidden(self) -> bool:
        return _is_true(self._metadata.get("hidden"))

    def dates(self) -> tuple[datetime, datetime]:
        """Return published and updated; updated is never before published."""
        published = self._date(self._site.fields.published)
        if published is None:
            dated = _DATED_NAME.fullmatch(self._name)
            if dated is None:
                given = ", ".join(f"'{key}'" for key in self._site.fields.published[:2])
                raise self._refuse(
                    "date-missing",
                    self._site.fields.published[0],
                    f"has no date; give it one under {given}, or in its name: 2024-01-31-name.md",
                )
            published = self._moment("date", dated[1])
        try:
            updated = self._date(self._site.fields.updated)
        except _Refused as refused:
            problem: Problem = refused.args[0]
            self.problems.append(replace(problem, severity=Severity.WARNING))
            updated = None
        return published, max(published, updated or published)

    def title(self) -> str:
        for _, value in self._given(self._site.fields.title):
            title = text.plain(_scalar(value))
            if title:
                return text.cut(title, TITLE_LENGTH)
        body = self._document.body
        beginning = body[:_HEADING_WITHIN]
        for heading in (_HEADING.search(beginning), _MARKDOWN_HEADING.search(beginning)):
            written = heading[heading.lastindex or 0].rstrip("# \t") if heading else ""
            title = text.plain(written)
            if title:
                return text.cut(title, TITLE_LENGTH)
        dated = _DATED_NAME.fullmatch(self._name)
        return text.fold(dated[2] if dated else self._name) or "Untitled"

    def permalink(self) -> str | None:
        for _, value in self._given(self._site.fields.link):
            written = _scalar(value).strip()
            if re.match(r"https?:", written, re.IGNORECASE):
                address = urls.absolute(written)
                if address:
                    return address
        return None

    def id(self, permalink: str | None) -> str:
        """Return the document's own id, else its link, else a URN of its path."""
        for _, value in self._given(self._site.fields.id):
            given = _scalar(value).strip()
            if given:
                address = urls.absolute(given) if re.match(r"https?:", given) else None
                known = urls.identifier(address) if address else None
                if known or _GIVEN_ID.fullmatch(given):
                    return known or given
                return _urn("id", given)
        if permalink:
            return urls.identifier(permalink) or _urn("link", permalink)
        return _urn("path", unicodedata.normalize("NFC", self._document.path))

    def authors(self) -> tuple[Person, ...]:
        for _, value in self._given(self._site.fields.authors):
            found = tuple(dict.fromkeys(persons(value)))
            if found:
                return found
        return (Person(self._site.author),) if self._site.author else ()

    def names(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Return the categories or tags under the first of `keys` that holds any."""
        for key, value in self._given(keys):
            named = (text.cut(text.plain(name), NAME_LENGTH) for name in _flat(value))
            found = tuple(dict.fromkeys(filter(None, named)))
            if len(found) > MOST_NAMES:
                what = f"{key} has {len(found)} names, of which {MOST_NAMES} are kept"
                self._warn("names-too-many", key, f"{what}; remove some")
            if found:
                return found[:MOST_NAMES]
        return ()

    def summary(self) -> str:
        for _, value in self._given(self._site.fields.summary):
            summary = text.plain(_scalar(value))
            if summary:
                return text.cut(summary, GIVEN_SUMMARY_LENGTH)
        return ""

    def image(
        self, permalink: str | None, find_local: FindLocal
    ) -> tuple[tuple[Enclosure, ...], tuple[Asset, ...]]:
        """Return the head image as an Enclosure, and the file to copy for it where it is local."""
        for key, value in self._given(self._site.fields.image):
            for reference in _references(value):
                local = find_local(self._document.path, reference)
                if isinstance(local, str):
                    self._warn("image-not-copied", key, f"{key} {_short(reference)} {local}")
                    continue
                address = (
                    urls.absolute(local.path, self._site.url)
                    if local
                    else urls.absolute(reference, permalink or self._site.url)
                )
                if address is None or not urls.has_domain(address):
                    what = "is no address that the enclosure of a feed can have"
                    fix = "give the http(s) address of the image, or the path of a file in seeds/"
                    self._warn("image-address", key, f"{key} {_short(reference)} {what}; {fix}")
                    continue
                if local is None and permalink is None and "//" not in reference:
                    what = f"names no file in {SEEDS}/; the address {address} is used"
                    self._warn("image-not-found", key, f"{key} {_short(reference)} {what}")
                if local:
                    return (Enclosure(address, local.type, local.length),), (local,)
                return (Enclosure(address, enclosures.type_of(address)),), ()
        return (), ()

    def _given(self, keys: Iterable[str]) -> Iterator[tuple[str, object]]:
        """Yield key and value for each of `keys` that is in the front matter and not empty."""
        for key in keys:
            value = self._metadata.get(key.lower())
            if value is not None and value != "":
                yield key, value

    def _date(self, keys: tuple[str, ...]) -> datetime | None:
        for key, value in self._given(keys):
            if not (dates.is_blank(value) or _is_true(value) or _is_false(value)):
                return self._moment(key, value)
        return None

    def _moment(self, key: str, value: object) -> datetime:
        try:
            return dates.moment(value, ZoneInfo(self._site.timezone))
        except ValueError as error:
            raise self._refuse("date-invalid", key, f"{key} {error}") from None

    def _refuse(self, code: str, key: str, message: str) -> _Refused:
        return _Refused(self._problem(Severity.ERROR, code, key, message))

    def _warn(self, code: str, key: str, message: str) -> None:
        self.problems.append(self._problem(Severity.WARNING, code, key, message))

    def _problem(self, severity: Severity, code: str, key: str, message: str) -> Problem:
        path = f"{SEEDS}/{self._document.path}"
        return Problem(severity, code, path, self._document.line_of(key), message)


def _short(reference: str) -> str:
    return repr(text.cut(text.fold(reference), 80))


def _urn(kind: str, name: str) -> str:
    return uuid.uuid5(_ID_SPACE, f"{kind}:{name}").urn


def _scalar(value: object) -> str:
    """Return a value that should be text as text; nothing for lists and mappings.

    JSON can write half a surrogate pair, which no other text can hold.
    """
    if isinstance(value, list | tuple | Mapping | bool):
        return ""
    return text.without_controls(str(value))


def _flat(value: object) -> Iterator[str]:
    """Yield the texts in a value: one text, a list, or Hexo's list of lists."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    elif isinstance(value, Mapping):
        yield from _flat(value.get("name", value.get("title")))
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _references(value: object) -> Iterator[str]:
    """Yield the addresses in an image value: text, a list, or a mapping with src or url."""
    if isinstance(value, Mapping):
        for key in ("src", "url", "path", "image", "feature"):
            yield from _references(value.get(key))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _references(item)
    elif isinstance(value, str) and value.strip():
        yield value.strip()


def _is_true(value: object) -> bool:
    return value is True or (
        isinstance(value, str) and value.strip().lower() in ("true", "yes", "on", "1")
    )


def _is_false(value: object) -> bool:
    return value is False or (
        isinstance(value, str) and value.strip().lower() in ("false", "no", "off", "0")
    )
