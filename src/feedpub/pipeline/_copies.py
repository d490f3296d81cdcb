"""Find the documents that are copies of one article, and choose the one that is shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Final

from feedpub.model import Entry, Reason, Withheld
from feedpub.web import urls

# Of one article. Each category has a feed with the article, and the article names each category.
_MOST_NAMES: Final = 200


@dataclass(frozen=True, slots=True)
class Whole:
    """What an article has that is shown once, together with its copies.

    Its dates are those of the copy that was published first.
    """

    published: datetime
    updated: datetime
    branches: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...]

    def of(self, entry: Entry) -> Entry:
        """Return `entry` with what its copies add."""
        return replace(
            entry,
            published=self.published,
            updated=self.updated,
            branches=self.branches,
            tags=self.tags,
        )


@dataclass(frozen=True, slots=True)
class Copies:
    """The articles of which there are several documents.

    `shown` holds what each document that is shown has from all of them, by its path; `left_out`
    the path of that document for each of the others, by theirs; `withheld` tells of these.
    """

    shown: Mapping[str, Whole] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()


def find_copies(entries: Iterable[Entry]) -> Copies:
    """Find the copies among `entries`, all of which could be published."""
    shown: dict[str, Whole] = {}
    left_out: dict[str, str] = {}
    withheld: list[Withheld] = []
    for article in articles(entries):
        if len(article) > 1:
            first = article[0]
            shown[first.path] = _whole(article)
            for copy in article[1:]:
                left_out[copy.path] = first.path
                how = f"it has the title and text of {first.place}, which has its categories"
                withheld.append(Withheld(copy.place, Reason.DUPLICATE, how=how))
    return Copies(shown, left_out, tuple(withheld))


def articles(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries of each article; the first one is the one to be shown.

    Entries of one title and text are one article, unless they name different ids or links
    themselves; so are those of one title and link, of which the newest text is shown. An entry with
    an id or a link of its own is shown before others, then the oldest.
    """
    alike: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.same:
            alike.setdefault(entry.same, []).append(entry)
    apart = (
        one
        for found in alike.values()
        for one in (_apart(sorted(found, key=_rank)) if len(found) > 1 else [found])
    )
    for article in _of_one_page(apart):
        yield sorted(article, key=_rank_among(article)) if len(article) > 1 else article


def _rank_among(article: list[Entry]) -> Callable[[Entry], tuple[bool, bool, bool, datetime, str]]:
    """Return the order in which the entries of one article are shown: the newest text first."""
    newest = max(article, key=lambda entry: (entry.updated, entry.published, entry.path)).same
    return lambda entry: (entry.same != newest, *_rank(entry))


def _rank(entry: Entry) -> tuple[bool, bool, datetime, str]:
    return not entry.own_id, _page(entry) is None, entry.published, entry.path


def _of_one_page(apart: Iterable[list[Entry]]) -> Iterable[list[Entry]]:
    """Put entries of one title and link together, which were edited between two copies."""
    found: dict[object, list[Entry]] = {}
    for number, article in enumerate(apart):
        pages = ((entry.title, entry.language, _page(entry), _own(entry)) for entry in article)
        key = next((one for one in pages if one[2]), number)
        found.setdefault(key, []).extend(article)
    return found.values()


def _own(entry: Entry) -> str:
    return entry.id if entry.own_id else ""


def _page(entry: Entry) -> tuple[str, str, str] | None:
    """Return the page that the document itself names as its own."""
    return urls.page_of(entry.permalink) if entry.own_link else None


def _apart(found: Iterable[Entry]) -> list[list[Entry]]:
    """Keep entries apart that name different ids or links; others join the first ones."""
    apart: list[list[Entry]] = []
    by_id: dict[str, list[Entry]] = {}
    by_page: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in found:
        page = _page(entry)
        own = by_id.get(entry.id) if entry.own_id else None
        if own is None and page and not entry.own_id:
            own = by_page.get(page)
        if own is None and (not apart or entry.own_id or page):
            apart.append(own := [])
        own = apart[0] if own is None else own
        own.append(entry)
        if entry.own_id:
            by_id[entry.id] = own
        if page:
            by_page.setdefault(page, own)
    return apart


def _whole(article: list[Entry]) -> Whole:
    oldest = min(article, key=_age)
    shown = min(
        (entry for entry in article if entry.same == article[0].same),
        key=_age,
    )
    branches = dict.fromkeys(branch for entry in article for branch in entry.branches)
    tags = dict.fromkeys(tag for entry in article for tag in entry.tags)
    return Whole(
        oldest.published,
        shown.updated,
        tuple(islice(branches, _MOST_NAMES)),
        tuple(islice(tags, _MOST_NAMES)),
    )


def _age(entry: Entry) -> tuple[bool, datetime, str]:
    return not entry.dated, entry.published, entry.path
