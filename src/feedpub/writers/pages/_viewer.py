"""Turn the values of feedpub into what templates show."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from html import escape
from typing import Final
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from feedpub import model
from feedpub.model import ENTRIES, Enclosure, Format, Front, feed_path
from feedpub.web import text
from feedpub.writers.pages import _content
from feedpub.writers.pages._code import qr_code
from feedpub.writers.pages._direction import direction
from feedpub.writers.pages._order import by_letter
from feedpub.writers.pages._texts import texts_for
from feedpub.writers.pages._views import (
    Address,
    Article,
    Author,
    Entry,
    Feed,
    File,
    Group,
    Headline,
    Image,
    Letter,
    Listed,
    Moment,
    Page,
    Reader,
    Site,
    Subscription,
)

_FORMATS: Final = {Format.RSS: "RSS", Format.ATOM: "Atom", Format.JSON: "JSON"}
_OF_THE_WEB: Final = ("http://", "https://")
# Content that is more than its words.
_SHOWN: Final = re.compile(r"<(?:a|audio|img|table|video)[ >]")
# In characters: the tags around a title, and what takes its place where one is escaped.
_TAGS: Final = 200
_ESCAPED: Final = 6
# Of so many feeds, and so many letters, letters are quicker than the eye.
_MANY_FEEDS: Final = 20
_MANY_LETTERS: Final = 4


class Viewer:
    """Shows values on one page, from which `root` leads to ``out/``: ``./``, ``../``…"""

    def __init__(self, front: Front, root: str) -> None:
        self._front = front
        self._zone = ZoneInfo(front.timezone)
        self._texts, self._language = texts_for(front.language)
        self._root = root

    def site(self) -> Site:
        """Return the site, which is the same on all pages."""
        front = self._front
        return Site(
            title=front.title,
            description=front.description,
            language=self._other(front.language),
            direction=direction(front.language),
            url=front.url,
            about_readers=_web_address(front.about_readers),
            icon=_web_address(front.icon),
            referrer_policy=front.referrer_policy or "",
        )

    def page(self, title: str, description: str, path: str, link: str | None = None) -> Page:
        """Return the page at `path`; `link` is its address where it is known."""
        return Page(
            title=title,
            description=description,
            url=_web_address(link or "") or self._front.url + quote(path),
            root=self._root,
            home=f"{self._root}index.html",
            opml=self._root + self._front.opml,
        )

    def feed(self, feed: model.Feed) -> Feed:
        """Return a feed without its entries."""
        language = self._other(feed.language)
        # The feed "News · Coast & Field" is called "News" on the pages of "Coast & Field".
        name = feed.title.removesuffix(f" · {self._front.title}")
        if name == self._front.title and not language:
            name = self._texts.everything
        said = feed.title, self._front.description
        return Feed(
            title=feed.title,
            name=name,
            description="" if feed.subtitle in said else feed.subtitle,
            language=language,
            href=self._root + quote(feed_path(feed)),
            image=_web_address(feed.image),
            rights=feed.rights,
            addresses=tuple(
                Address(
                    name=_FORMATS[target.format],
                    href=self._near(target.url),
                    url=target.url,
                    type=target.format.media_type,
                    title=f"{feed.title} ({_FORMATS[target.format]})",
                )
                for target in feed.targets
            ),
            updated=self._moment(feed.updated),
        )

    def subscription(self, shown: Feed, *, with_code: bool = False) -> Subscription:
        """Return how to subscribe to a feed."""
        first = shown.addresses[0].url
        encoded = quote(first, safe="")
        readers = (reader.rpartition(" ") for reader in self._front.readers)
        return Subscription(
            name=shown.name,
            language=shown.language,
            addresses=shown.addresses,
            readers=tuple(
                Reader(name, address.replace("{address}", encoded)) for name, _, address in readers
            ),
            app=f"feed:{first}",
            code=qr_code(first) if with_code else Markup(),
        )

    def groups(self, feeds: Iterable[model.Listed]) -> tuple[Group, ...]:
        """Return the feeds of each folder by name, in the order in which the folders come.

        The first feed stays the first: it is the one of everything.
        """
        found: dict[str, list[Listed]] = {}
        for listed in feeds:
            folder, slash, _ = listed.feed.targets[0].path.partition("/")
            found.setdefault(folder if slash else "", []).append(self._directory_row(listed))
        return tuple(
            self._group(number, folder, rows) for number, (folder, rows) in enumerate(found.items())
        )

    def _group(self, number: int, folder: str, rows: list[Listed]) -> Group:
        key = by_letter(self._front.language)
        first, rest = rows[: not number], rows[not number :]
        rest.sort(key=lambda row: key(row.feed.name))
        letters = {key(row.feed.name).letter: row for row in reversed(rest)}
        name = self._texts.groups.get(folder, folder) if folder else self._texts.feeds
        if len(rest) <= _MANY_FEEDS or len(letters) < _MANY_LETTERS:
            return Group(name, (*first, *rest), ())
        anchors = {
            letter: Letter(letter, f"{folder or 'feeds'}-{place}")
            for place, letter in enumerate(reversed(letters), 1)
        }
        begins = {row.feed.href: anchors[letter].anchor for letter, row in letters.items()}
        marked = (replace(row, anchor=begins.get(row.feed.href, "")) for row in rest)
        return Group(name, (*first, *marked), tuple(anchors.values()))

    def entry(self, entry: model.Entry, language: str = "") -> Entry:
        """Return an entry without its content; `language` is for an entry that names none."""
        published, updated = self._moment(entry.published), self._moment(entry.updated)
        return Entry(
            title=entry.title,
            href=self._link(entry.permalink or ""),
            language=self._other(entry.language or language),
            direction=direction(entry.language or language, entry.title, entry.summary),
            summary="" if _is_same(entry.summary, entry.title) else entry.summary,
            authors=tuple(Author(one.name, _web_address(one.uri or "")) for one in entry.authors),
            published=published,
            updated=updated if updated.text != published.text else None,
            image=self._image(entry),
            categories=entry.categories,
            tags=tuple(tag for tag in entry.tags if tag not in entry.categories),
        )

    def article(self, entry: model.Entry) -> Article:
        """Return the content and the files of an entry, for its own page."""
        cover = entry.cover
        return Article(
            content=self._content(entry),
            files=self._files(entry),
            image_is_in_content=bool(cover and text.has_image(entry.content, cover.url)),
        )

    def headline(self, headline: model.Headline, language: str) -> Headline:
        """Return an entry that is only named, among others in `language`."""
        return Headline(
            title=headline.title,
            href=self._link(headline.url),
            language="" if headline.language == language else headline.language,
            published=self._moment(headline.published),
        )

    def neighbour(self, headline: model.Headline) -> Headline:
        """Return an entry that is named on the page of another one."""
        return replace(self.headline(headline, ""), language=self._other(headline.language))

    def older_path(self, feed: model.Feed, count: int) -> str:
        """Return the address of the newest page of the `count` older entries of `feed`."""
        if not count:
            return ""
        return self._root + quote(model.older_path(feed, model.number_of_pages(count)))

    def _directory_row(self, listed: model.Listed) -> Listed:
        headlines = (self.headline(one, listed.feed.language) for one in listed.headlines)
        return Listed(self.feed(listed.feed), listed.count, tuple(headlines))

    def _content(self, entry: model.Entry) -> Markup:
        if _is_title(entry.content, entry.title):
            return Markup()
        site = self._front.url
        nearer = {}
        if site in entry.content:
            nearer = {f"{site}{asset.path}": f"{self._root}{asset.path}" for asset in entry.assets}
            nearer[f"{site}{ENTRIES}"] = f"{self._root}{ENTRIES}"
        content, page = entry.content, entry.permalink or ""
        if f'href="{escape(page, quote=False)}#' in content:
            content = _content.with_places(content, entry.places, page)
        # The one place where a text is used as HTML: it has passed both sanitizers.
        return Markup(_content.edit_for_page(content, nearer, self._texts.table))  # noqa: S704

    def _image(self, entry: model.Entry) -> Image | None:
        cover = entry.cover
        source = self._source(cover, entry) if cover else ""
        return Image(cover.url, source, cover.width, cover.height) if cover and source else None

    def _files(self, entry: model.Entry) -> tuple[File, ...]:
        return tuple(
            File(
                name=unquote(file.url.rpartition("/")[2]) or file.url,
                src=source,
                type=file.type,
                medium=file.medium,
                length=file.length,
            )
            for file in entry.enclosures
            if file is not entry.cover
            and f'="{escape(file.url, quote=False)}"' not in entry.content
            and (source := self._source(file, entry))
        )

    def _source(self, file: Enclosure, entry: model.Entry) -> str:
        path = file.url.removeprefix(self._front.url)
        own = path != file.url and any(asset.path == path for asset in entry.assets)
        return self._root + path if own else _web_address(file.url)

    def _link(self, url: str) -> str:
        """Return the address of an entry: a page of ours as seen from here, any other in full."""
        return self._near(url) if url.startswith(self._front.url + ENTRIES) else _web_address(url)

    def _near(self, url: str) -> str:
        return self._root + url.removeprefix(self._front.url)

    def _other(self, language: str) -> str:
        """Return a language, empty where the page's own words are in it."""
        language = language or self._front.language
        return "" if language.lower() == self._language.lower() else language

    def _moment(self, when: datetime) -> Moment:
        local = when.astimezone(self._zone)
        return Moment(local.isoformat(timespec="seconds"), self._texts.day(local))


def _is_title(content: str, title: str) -> bool:
    return (
        len(content) < _TAGS + _ESCAPED * len(title)
        and not _SHOWN.search(content)
        and _is_same(text.from_html(content), title)
    )


def _is_same(words: str, title: str) -> bool:
    return words.casefold() == title.casefold()


def _web_address(url: str) -> str:
    """Return `url` if it is http or https, else an empty text: no other may be clicked or shown."""
    return url if url.startswith(_OF_THE_WEB) else ""
