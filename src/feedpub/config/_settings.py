"""Hold the configuration as values: the site, its feeds' settings, and feeds defined by files."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from feedpub.config._fields import Fields
from feedpub.config._globs import has_pattern, matches_glob
from feedpub.config._permalinks import Permalinks
from feedpub.model import (
    OUTPUT,
    SEEDS,
    Entry,
    Format,
    Person,
    Places,
    Podcast,
    Schedule,
    common_folder,
    entry_path,
    place_of,
)

# Where `feedpub serve` and `python -m http.server` serve a folder. A number and not "localhost":
# the W3C validator takes only dotted hosts in an enclosure.
DEFAULT_URL = "http://127.0.0.1:8000/"

# Feed readers whose web page, or app, takes the address of a feed.
_READERS = (
    "Feedly https://feedly.com/i/subscription/feed/{address}",
    "Inoreader https://www.inoreader.com/?add_feed={address}",
    "Feedbin https://feedbin.com/?subscribe={address}",
    "NewsBlur https://www.newsblur.com/?url={address}",
    "The Old Reader https://theoldreader.com/feeds/subscribe?url={address}",
    "Folo follow://add?url={address}",
)


@dataclass(frozen=True, slots=True)
class Subscribing:
    """What pages say of feed readers; `about` is the address of a page that says what one is.

    Each of `readers` is a name, a space, and an address with ``{address}`` where the address of
    the feed is to stand.
    """

    readers: tuple[str, ...] = _READERS
    about: str = "https://aboutfeeds.com/"


class Content(StrEnum):
    """How much of its entries a feed carries."""

    FULL = "full"
    SUMMARY = "summary"


class CoverInBody(StrEnum):
    """What becomes of the head image in the bodies of a feed."""

    KEEP = "keep"
    ADD = "add"
    REMOVE = "remove"


class DateFrom(StrEnum):
    """Where the date of a document can be from."""

    FRONT_MATTER = "front matter"
    NAME = "name"
    GIT = "git"


class TitleInBody(StrEnum):
    """What becomes of a heading at the top of a body that repeats the title."""

    REMOVE = "remove"
    KEEP = "keep"


class Duplicates(StrEnum):
    """What becomes of documents with the same title and text."""

    KEEP = "keep"
    MERGE = "merge"


class Undated(StrEnum):
    """What becomes of documents without a date."""

    REFUSE = "refuse"
    FIRST_SEEN = "first-seen"


@dataclass(frozen=True, slots=True)
class Base:
    """The address that the documents that the glob `paths` names are from."""

    paths: str
    url: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a feed: ``feeds/site.toml`` sets them for all, ``feeds/NAME.toml`` for one.

    `max_bytes` bounds each of its files; `image` and `icon` are addresses, absolute or relative to
    the site's.
    """

    language: str = "en"
    author: str = ""
    image: str = ""
    icon: str = ""
    copyright: str = ""
    limit: int = 50
    max_bytes: int = 1_000_000
    content: Content = Content.FULL
    formats: tuple[Format, ...] = (Format.RSS, Format.ATOM)
    archive: bool = False
    cover_in_body: CoverInBody = CoverInBody.KEEP
    tombstones: bool = False
    hubs: tuple[str, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)


@dataclass(frozen=True, slots=True)
class Automatic:
    """Feeds for each category, tag and the like, which need no file of their own.

    `leave_out` are names without a feed; a name with fewer than `least` entries has none either.
    `title` and `description` are templates; an empty one has a default. Tags for which nobody has
    said whether they have feeds have them where no entry has a category; then `feeds` is None.
    """

    feeds: bool | None = False
    leave_out: tuple[str, ...] = ()
    least: int = 1
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A condition on names: at least one of `any`, every one of `all`, and no one of `none`."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The entries of a feed: those that meet all conditions.

    They were published from `since` on and before `until`.
    """

    categories: Choice = Choice()
    authors: Choice = Choice()
    tags: Choice = Choice()
    paths: Choice = Choice()
    titles: Choice = Choice()
    words: Choice = Choice()
    languages: Choice = Choice()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """``feeds/NAME.toml``: a new feed, or changes to a feed that exists without the file.

    `of` is the kind and the name of the feed that it changes, such as ``category`` and
    ``新媒体``, or ``all`` and an empty name. `place` is the line with its `path`. Empty texts have
    defaults. `files` are the whole paths of files of some formats, in place of the `path` and the
    ending; `alias_files` are whole paths of copies.
    """

    file: str
    place: str = ""
    path: str = ""
    id: str = ""
    title: str = ""
    description: str = ""
    of: tuple[str, str] | None = None
    settings: Settings = Settings()
    selection: Selection = Selection()
    podcast: Podcast | None = None
    aliases: tuple[str, ...] = ()
    files: tuple[tuple[Format, str], ...] = ()
    alias_files: tuple[tuple[Format, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Probing:
    """How to ask the servers of enclosures; see `feedpub.remote.Limits`. `max_age` is in days."""

    max_age: int = 30
    at_once: int = 8
    per_host: int = 2
    seconds: float = 10
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """The whole configuration of a project, checked; `url` and `blog` end in a slash.

    `url` is where ``out/`` is served, `blog` where the documents are published as pages, empty
    where that is not known. `permalinks` are the patterns of their addresses there, of which the
    first that names a document counts, and `tool` is whose placeholders these have.

    `id` is unique to the project, and empty where it has none. `branches` tells that the categories
    of a document are one branch of a tree. `html`, `markdown`, `drafts` and `leave_out` are globs
    of paths of documents: bodies in HTML, bodies in Markdown, drafts, and documents that no
    feed and no page shows. `folders`, `files` and `output` are as in `Places`.

    `date_from` tells where the date of a document is looked for, in this order.

    `people` are authors whom documents name by a key: the folder in the project for which it
    counts, the key, and who that is, those of the innermost folders first.

    `bases` are for documents without a link, of which the first that names a document counts.
    `link_after` are texts in bodies at which the address of the original stands, and `no_cover`
    patterns of addresses of pictures that are no head images.

    `excerpt_separator` ends the summary of documents without a mark of their own. `templates` are
    names of template tags, in small letters, each with what it means. With `cover_from_body`, the
    first picture of a body is the head image of a document that names none.
    """

    url: str = DEFAULT_URL
    blog: str = ""
    id: str = ""
    title: str = "Feeds"
    description: str = ""
    timezone: str = "UTC"
    settings: Settings = Settings()
    pages: bool = True
    subscribe: Subscribing = Subscribing()
    check: bool = False
    ledger: bool = False
    duplicates: Duplicates = Duplicates.KEEP
    keep_published: bool = False
    category: Automatic = Automatic(feeds=True)
    tag: Automatic = Automatic(feeds=None)
    author: Automatic = Automatic()
    year: Automatic = Automatic()
    section: Automatic = Automatic()
    language: Automatic = Automatic()
    branches: bool = False
    html: tuple[str, ...] = ()
    markdown: tuple[str, ...] = ()
    drafts: tuple[str, ...] = (
        *("**/_drafts/**", "**/_draft/**", "**/drafts/**", "**/_discarded/**", "**/_trash/**"),
        *("**/_private/**", "**/private/**"),
    )
    leave_out: tuple[str, ...] = ("**/_index.*",)
    permalinks: tuple[Permalinks, ...] = ()
    tool: str = ""
    date_from: tuple[DateFrom, ...] = (DateFrom.FRONT_MATTER, DateFrom.NAME)
    people: tuple[tuple[str, str, Person], ...] = ()
    undated: Undated = Undated.REFUSE
    bases: tuple[Base, ...] = ()
    link_after: tuple[str, ...] = ()
    no_cover: tuple[str, ...] = ()
    excerpt_separator: str = ""
    title_in_body: TitleInBody = TitleInBody.REMOVE
    cover_from_body: bool = False
    templates: tuple[tuple[str, str], ...] = ()
    referrer_policy: str | None = "no-referrer"
    fields: Fields = field(default_factory=Fields)
    probe: Probing = Probing()
    definitions: tuple[Definition, ...] = ()
    folders: tuple[str, ...] = (SEEDS,)
    files: tuple[str, ...] = ()
    output: str = OUTPUT

    def places(self, project: Path) -> Places:
        """Return where the documents, files and feeds of `project` are."""
        return Places(project, self.folders, self.files, self.output)

    @property
    def folder(self) -> str:
        """The path in the project of the folder that all documents are in."""
        return common_folder(self.folders)

    def place_of(self, path: str) -> str:
        """Return the path in the project of a document or file, from its own path."""
        return place_of(self.folder, path)

    def link_of(self, entry: Entry) -> str | None:
        """Return the permalink of `entry`, else the address of its page in ``out/``, if any."""
        own_page = self.url + entry_path(entry.id) if self.pages else None
        return entry.permalink or own_page

    def origin_of(self, path: str, permalink: str | None) -> str | None:
        """Return the address that the document at `path` is from: its permalink, else its base."""
        if permalink is None:
            return next((one.url for one in self.bases if matches_glob(one.paths, path)), None)
        return permalink

    def is_no_cover(self, address: str) -> bool:
        """Tell whether the picture at `address` is never the head image of an entry."""
        return any(has_pattern(pattern, address) for pattern in self.no_cover)

    def base_of(self, permalink: str | None) -> str:
        """Return what relative addresses of a document are resolved against."""
        return permalink or self.blog or self.url

    def is_on_blog(self, permalink: str | None) -> bool:
        """Tell whether a document with this permalink is published on the blog."""
        return bool(self.blog) and (permalink is None or permalink.startswith(self.blog))

    @property
    def compares_texts(self) -> bool:
        """Whether anybody asks which documents have the same title and text."""
        return self.duplicates is Duplicates.MERGE or self.keep_published

    @property
    def id_space(self) -> str:
        """The id or address of the project, from which the ids of its entries are made."""
        return self.id or self.url

    @property
    def words(self) -> tuple[str, ...]:
        """All words that definitions search for in documents."""
        choices = [definition.selection.words for definition in self.definitions]
        named = (word for choice in choices for word in choice.any + choice.all + choice.none)
        return tuple(dict.fromkeys(named))
