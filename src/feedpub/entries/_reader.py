"""Read the fields of an entry from the front matter of its document."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from feedpub.config import CONFIG_PATH, DateFrom, Site, language_tag
from feedpub.entries._keys import plain_key
from feedpub.entries._language import language_of_path
from feedpub.entries._matter import Matter, RefusedError
from feedpub.entries._permalink import Link, permalink
from feedpub.entries._placeholders import Facts
from feedpub.entries._slips import slips
from feedpub.entries._title import Title, title_of
from feedpub.entries._values import branches, flat, is_false, is_true, scalar, short, split_names
from feedpub.entries.people import persons
from feedpub.model import Person, Problem, Severity, is_in
from feedpub.web import dates, text, urls

# In characters.
GIVEN_SUMMARY_LENGTH: Final = 1000
NAME_LENGTH: Final = 200

MISSPELT: Final = "key-misspelt"

# The most categories or authors of one document, for each has a feed with the whole document.
MOST_NAMES: Final = 50

# What stands under this key is one name, whatever is in it, as in Jekyll and Pelican.
_ONE_NAME: Final = "category"
_PARTED_AT_SPACES: Final = frozenset({"categories", "tags"})  # in Jekyll
_NAME_IN_JEKYLL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-")

DATE_MISSING: Final = "date-missing"
"""The code of the problem that a document has no date."""

Name = TypeVar("Name", str, Person)

_OF_PUBLICATION = re.compile("date|time|publ|post|creat", re.IGNORECASE)


class Reader:
    """Reads one document's front matter by the site's table of keys, and notes what is odd."""

    def __init__(self, matter: Matter, site: Site) -> None:
        self.matter = matter
        self._document = matter.document
        self._site = site
        path = unicodedata.normalize("NFC", self._document.path)
        self._language, path = language_of_path(path)
        self._dated = dates.dated_path(path)
        self.date_from: DateFrom | None = None

    def dates(self) -> tuple[datetime, datetime]:
        """Return published and updated; updated is never before published."""
        published = self.read_published()
        return published, max(published, self.read_updated() or published)

    def read_published(self) -> datetime:
        published = self._first_date()
        if published.year < dates.FIRST_FEEDS:
            key = self.matter.first_of(self._site.fields.published)
            here = published.astimezone(ZoneInfo(self._site.timezone)).year
            year = here if here < dates.FIRST_FEEDS else published.year
            message = (
                f"is of {year}, before there were feeds, which the W3C validator finds"
                " implausible; check the year"
            )
            self.matter.warn("date-before-feeds", key, message)
        return published

    def _first_date(self) -> datetime:
        """Return the date from the first of the site's sources that has one."""
        for source in self._site.date_from:
            self.date_from = source
            match source:
                case DateFrom.FRONT_MATTER:
                    if found := self._date(self._site.fields.published):
                        return found
                case _ if self._names_no_date():
                    continue
                case DateFrom.NAME if self._dated.day:
                    first = self._site.fields.published[0]
                    return self._moment(first, self._dated.day, "the date in its path:")
                case DateFrom.GIT if self._document.commits:
                    return datetime.fromtimestamp(self._document.commits[0], UTC)
        raise self._refuse_undated()

    def read_updated(self) -> datetime | None:
        """Return when the entry was changed; its last commit tells that where nothing else does."""
        given = self._given_update()
        if given or DateFrom.GIT not in self._site.date_from or not self._document.commits:
            return given
        return datetime.fromtimestamp(self._document.commits[1], UTC)

    def _given_update(self) -> datetime | None:
        try:
            return self._date(self._site.fields.updated)
        except RefusedError as refused:
            problem: Problem = refused.args[0]
            self.matter.add(replace(problem, severity=Severity.WARNING))
            return None

    def look_for_slips(self) -> None:
        """Warn of keys that are not read but are one slip away from a key that is."""
        for key, meant in slips(self._document.metadata, self._site.fields):
            message = f"{key} is no key that is read; did you mean {meant}?"
            self.matter.warn(MISSPELT, key, message)

    def title(self) -> Title:
        return title_of(self.matter, self._site, self._dated.name)

    def permalink(
        self, title: str, published: datetime | None, branches: tuple[tuple[str, ...], ...]
    ) -> Link:
        """Return the link of the entry; without a date, no pattern makes one."""
        facts = None
        if published and self._site.blog:
            local = published.astimezone(ZoneInfo(self._site.timezone))
            facts = Facts(self.matter, self._dated.name, title, local, branches)
        return permalink(self.matter, self._site, facts)

    def id(self, link: Link) -> tuple[str, bool]:
        """Return the document's id, its link or a URN of its path; and whether it is its own.

        A link that depends on the configuration makes no id: ids stay when that changes.
        """
        for _, value in self.matter.values_of(self._site.fields.id):
            given = scalar(value).strip()
            if given:
                address = urls.absolute(given) if re.match(r"https?:", given) else None
                known = urls.identifier(address or given)
                return known or urls.urn("id", given, self._site.id_space), True
        if link.address and link.is_whole:
            return urls.identifier(link.address) or urls.urn("link", link.address), False
        path = unicodedata.normalize("NFC", self._document.path)
        return urls.urn("path", path, self._site.id_space), False

    def authors(self) -> tuple[Person, ...]:
        for key, value in self.matter.values_of(self._site.fields.authors):
            found = tuple(dict.fromkeys(self._persons(value)))
            if found:
                return self._few(key, found)
        author = self._site.settings.author
        return (Person(author),) if author else ()

    def _persons(self, value: object) -> Iterator[Person]:
        """Yield the authors that `value` names, by themselves or by the keys of known ones."""
        if not self._site.people:
            yield from persons(value)
            return
        for one in value if isinstance(value, list | tuple) else [value]:
            key = one.get("key") if isinstance(one, Mapping) else one
            known = self._person(scalar(key).strip())
            if known is None:
                yield from persons(one)
            elif isinstance(one, Mapping):
                own = {"name": known.name, "email": known.email or "", "url": known.uri or ""}
                yield from persons({**own, **one})
            else:
                yield known

    def _person(self, key: str) -> Person | None:
        """Return the author with this key, as the nearest file of authors says."""
        place = self._document.place
        known = (p for folder, name, p in self._site.people if name == key and is_in(place, folder))
        return next(known, None)

    def tags(self) -> tuple[str, ...]:
        """Return the tags under the first key that has any."""
        for key, value in self.matter.values_of(self._site.fields.tags):
            found = self._few(key, _distinct_names(flat(self._split_names(key, value))))
            if found:
                return found
        return ()

    def branches(self) -> tuple[tuple[str, ...], ...]:
        """Return the categories under the first key that has any, as branches of a tree."""
        for key, value in self.matter.values_of(self._site.fields.categories):
            found = tuple(
                dict.fromkeys(
                    filter(None, map(_distinct_names, branches(self._split_names(key, value))))
                )
            )
            if found:
                names = dict.fromkeys(name for branch in found for name in branch)
                kept = set(self._few(key, tuple(names)))
                cut = (tuple(name for name in branch if name in kept) for branch in found)
                return tuple(dict.fromkeys(filter(None, cut)))
        return ()

    def _split_names(self, key: str, value: object) -> object:
        """Return the names under `key` as a list, where they are a text."""
        last = plain_key(key.rpartition(".")[2])
        if last == _ONE_NAME:
            return value
        return split_names(value, at_spaces=last in _PARTED_AT_SPACES and self._is_of_jekyll())

    def _is_of_jekyll(self) -> bool:
        """Tell whether the document is Jekyll's, by its name and its layout."""
        name = self._document.path.rpartition("/")[2]
        if not _NAME_IN_JEKYLL.match(name):
            return False
        return isinstance(self.matter.value(self._site.fields.layout), str)

    def _few(self, key: str, names: tuple[Name, ...]) -> tuple[Name, ...]:
        if len(names) > MOST_NAMES:
            what = f"{key} has {len(names)} names, of which {MOST_NAMES} are kept"
            self.matter.warn("names-too-many", key, f"{what}; remove some")
        return names[:MOST_NAMES]

    def language(self) -> str:
        for key, value in self.matter.values_of(self._site.fields.language):
            try:
                return language_tag(scalar(value))
            except ValueError as error:
                self.matter.warn("language-invalid", key, f"{key} {error}")
        return self._language

    def words(self, title: str) -> tuple[str, ...]:
        """Return the words for which definitions ask and which `title` or the text has."""
        wanted = self._site.words
        if not wanted:
            return ()
        read = f"{title}\n{text.visible_text(self._document.body)}"
        return tuple(word for word in wanted if text.has_word(read, word))

    def excerpt_mark(self) -> str | None:
        """Return the text after which the document's excerpt ends, if it names one (Jekyll)."""
        value = self.matter.value(self._site.fields.excerpt_separator)
        return None if value is None else scalar(value).strip()

    def summary(self) -> str:
        for _, value in self.matter.values_of(self._site.fields.summary):
            summary = text.plain(scalar(value))
            if summary:
                return text.cut(summary, GIVEN_SUMMARY_LENGTH)
        return ""

    def _date(self, keys: tuple[str, ...]) -> datetime | None:
        for key, value in self.matter.values_of(keys):
            if isinstance(value, Mapping):  # another key reaches into it: `date.created`
                continue
            if not (dates.is_blank(value) or is_true(value) or is_false(value)):
                return self._moment(key, value)
        return None

    def _moment(self, key: str, value: object, what: str = "") -> datetime:
        try:
            return dates.moment(value, ZoneInfo(self._site.timezone))
        except ValueError as error:
            raise self.matter.refuse("date-invalid", key, f"{what or key} {error}") from None

    def _names_no_date(self) -> bool:
        """Tell whether a mapping stands where a date should, without one that is known in it."""
        given = self.matter.values_of(self._site.fields.published)
        return any(isinstance(value, Mapping) for _, value in given)

    def _refuse_undated(self) -> RefusedError:
        """Return the refusal of a document without a date; name keys that may be meant as one."""
        keys = self._site.fields.published
        for key, value in self.matter.values_of(keys):
            if dates.is_blank(value) or isinstance(value, Mapping):
                return self._no_date(key, value)
        for key, meant in slips(self._document.metadata, self._site.fields):
            if meant in keys:
                message = f"has no {meant}, but {key}; did you mean {meant}?"
                return self.matter.refuse(DATE_MISSING, key, message)
        for key in self._keys_with_dates():
            message = (
                f"has no date, but {key} looks like one; to have it read, write"
                f' published = ["{keys[0]}", "{key}"] under [fields] in {CONFIG_PATH}, with all'
                " keys of dates that your documents have"
            )
            return self.matter.refuse(DATE_MISSING, key, message)
        for key, value in self.matter.values_of(keys[:1]):
            return self._no_date(key, value)  # yes or no
        given = ", ".join(f"'{key}'" for key in keys[:2])
        message = f"has no date; give it one under {given}, or in its name: 2024-01-31-name.md"
        if DateFrom.GIT in self._site.date_from:
            message = f"has no date and is in no commit; commit it, or give it a date under {given}"
        return self.matter.refuse(DATE_MISSING, keys[0], message)

    def _no_date(self, key: str, value: object) -> RefusedError:
        written = str(value).lower() if isinstance(value, bool) else str(value)
        message = f"{key} is {short(written)}, which is no date; correct it"
        return self.matter.refuse(DATE_MISSING, key, message)

    def _keys_with_dates(self) -> list[str]:
        """Return the keys whose values are dates, first those with a name like one of ours."""
        found = []
        for key, value in self._document.metadata.items():
            if isinstance(value, str | date) and not str(value).isdigit():
                with suppress(ValueError):
                    dates.moment(value, ZoneInfo(self._site.timezone))
                    found.append(key)
        return sorted(found, key=lambda key: not _OF_PUBLICATION.search(key))


def _distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    cut = (text.cut(text.plain(name), NAME_LENGTH) for name in names)
    return tuple(dict.fromkeys(filter(None, cut)))
