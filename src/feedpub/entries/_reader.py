"""What each front matter key of a document means."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from feedpub import dates, text, urls
from feedpub.config import Site, language_tag
from feedpub.entries._matter import Matter, RefusedError
from feedpub.entries._title import Title, title_of
from feedpub.entries._values import branches, flat, is_false, is_true, scalar
from feedpub.model import Person, Problem, Severity
from feedpub.people import persons

# In characters.
GIVEN_SUMMARY_LENGTH: Final = 1000
NAME_LENGTH: Final = 200

# Categories or authors of one document: each has a feed, and each feed the whole document.
MOST_NAMES: Final = 50

Name = TypeVar("Name", str, Person)

_DATED_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(.+)")


class Reader:
    """Reads one document's front matter by the site's table of keys, noting what was odd."""

    def __init__(self, matter: Matter, site: Site) -> None:
        self.matter = matter
        self._document = matter.document
        self._site = site
        self._name = unicodedata.normalize("NFC", PurePosixPath(self._document.path).stem)

    def dates(self) -> tuple[datetime, datetime]:
        """Return published and updated; updated is never before published."""
        published = self.published()
        return published, max(published, self.updated() or published)

    def published(self) -> datetime:
        published = self._date(self._site.fields.published)
        if published:
            return published
        dated = _DATED_NAME.fullmatch(self._name)
        if dated is None:
            given = ", ".join(f"'{key}'" for key in self._site.fields.published[:2])
            raise self.matter.refuse(
                "date-missing",
                self._site.fields.published[0],
                f"has no date; give it one under {given}, or in its name: 2024-01-31-name.md",
            )
        return self._moment("date", dated[1])

    def updated(self) -> datetime | None:
        try:
            return self._date(self._site.fields.updated)
        except RefusedError as refused:
            problem: Problem = refused.args[0]
            self.matter.add(replace(problem, severity=Severity.WARNING))
            return None

    def title(self) -> Title:
        dated = _DATED_NAME.fullmatch(self._name)
        return title_of(self.matter, self._site, dated[2] if dated else self._name)

    def permalink(self) -> str | None:
        for _, value in self.matter.given(self._site.fields.link):
            written = scalar(value).strip()
            if re.match(r"https?:", written, re.IGNORECASE):
                address = urls.absolute(written)
                if address:
                    return address
        return None

    def id(self, permalink: str | None) -> tuple[str, bool]:
        """Return the document's own id, else its link, else a URN of its path; and if it is own."""
        for _, value in self.matter.given(self._site.fields.id):
            given = scalar(value).strip()
            if given:
                address = urls.absolute(given) if re.match(r"https?:", given) else None
                known = urls.identifier(address or given)
                return known or urls.urn("id", given, self._site.id_space), True
        if permalink:
            return urls.identifier(permalink) or urls.urn("link", permalink), False
        path = unicodedata.normalize("NFC", self._document.path)
        return urls.urn("path", path, self._site.id_space), False

    def authors(self) -> tuple[Person, ...]:
        for key, value in self.matter.given(self._site.fields.authors):
            found = tuple(dict.fromkeys(persons(value)))
            if found:
                return self._few(key, found)
        author = self._site.settings.author
        return (Person(author),) if author else ()

    def tags(self) -> tuple[str, ...]:
        """Return the tags under the first key that holds any."""
        for key, value in self.matter.given(self._site.fields.tags):
            found = self._few(key, _named(flat(value)))
            if found:
                return found
        return ()

    def branches(self) -> tuple[tuple[str, ...], ...]:
        """Return the categories under the first key that holds any, as branches of a tree."""
        for key, value in self.matter.given(self._site.fields.categories):
            found = tuple(dict.fromkeys(filter(None, map(_named, branches(value)))))
            if found:
                names = dict.fromkeys(name for branch in found for name in branch)
                kept = set(self._few(key, tuple(names)))
                cut = (tuple(name for name in branch if name in kept) for branch in found)
                return tuple(dict.fromkeys(filter(None, cut)))
        return ()

    def _few(self, key: str, names: tuple[Name, ...]) -> tuple[Name, ...]:
        if len(names) > MOST_NAMES:
            what = f"{key} has {len(names)} names, of which {MOST_NAMES} are kept"
            self.matter.warn("names-too-many", key, f"{what}; remove some")
        return names[:MOST_NAMES]

    def language(self) -> str:
        for key, value in self.matter.given(self._site.fields.language):
            try:
                return language_tag(scalar(value))
            except ValueError as error:
                self.matter.warn("language-invalid", key, f"{key} {error}")
        return ""

    def words(self, title: str) -> tuple[str, ...]:
        """Return the words that definitions ask for and `title` or the text has."""
        wanted = self._site.words
        if not wanted:
            return ()
        read = f"{title}\n{text.seen(self._document.body)}"
        return tuple(word for word in wanted if text.has_word(read, word))

    def excerpt_mark(self) -> str | None:
        """Return the text after which the document's excerpt ends, if it names one (Jekyll)."""
        value = self.matter.value("excerpt_separator")
        return None if value is None else scalar(value).strip()

    def summary(self) -> str:
        for _, value in self.matter.given(self._site.fields.summary):
            summary = text.plain(scalar(value))
            if summary:
                return text.cut(summary, GIVEN_SUMMARY_LENGTH)
        return ""

    def _date(self, keys: tuple[str, ...]) -> datetime | None:
        for key, value in self.matter.given(keys):
            if not (dates.is_blank(value) or is_true(value) or is_false(value)):
                return self._moment(key, value)
        return None

    def _moment(self, key: str, value: object) -> datetime:
        try:
            return dates.moment(value, ZoneInfo(self._site.timezone))
        except ValueError as error:
            raise self.matter.refuse("date-invalid", key, f"{key} {error}") from None


def _named(names: Iterable[str]) -> tuple[str, ...]:
    cut = (text.cut(text.plain(name), NAME_LENGTH) for name in names)
    return tuple(dict.fromkeys(filter(None, cut)))
