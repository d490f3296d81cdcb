"""The values that templates see: addresses as seen from the page, dates in words.

What is in these classes is what docs/pages.md promises to templates.
"""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Site:
    """The site, the same on all pages; `language` is empty where the pages' words are in it.

    `direction` is ``rtl`` or ``ltr``, the side from which its language runs; `about_readers` is
    the address of a page that says what a feed reader is, or empty.
    """

    title: str
    description: str
    language: str
    direction: str
    url: str
    about_readers: str
    icon: str
    referrer_policy: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page itself; `url` is its address when published.

    `root` leads from it to ``out/``, `home` to the directory, `opml` to the list of feeds.
    """

    title: str
    description: str
    url: str
    root: str
    home: str
    opml: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, for machines and for people."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """One file of a feed: `href` as seen from the page, `url` in full."""

    name: str
    href: str
    url: str
    type: str
    title: str


@dataclass(frozen=True, slots=True)
class Reader:
    """A feed reader, and the address at which it subscribes to a feed."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """How to subscribe to a feed.

    `addresses` are those of the feed, `readers` those at which a reader takes the first of them,
    `app` is for whatever app the device has for feeds, and `code` is the first one as a QR code,
    which is HTML and can be empty.
    """

    name: str
    language: str
    addresses: tuple[Address, ...]
    readers: tuple[Reader, ...]
    app: str
    code: Markup


@dataclass(frozen=True, slots=True)
class Headline:
    """An entry that is only named; `href` can be empty."""

    title: str
    href: str
    language: str
    published: Moment


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; `name` is its title without the site's, `href` its page.

    `description` is empty where it is the site's, `language` where it is the page's.
    """

    title: str
    name: str
    description: str
    language: str
    href: str
    image: str
    rights: str
    addresses: tuple[Address, ...]
    updated: Moment


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in the directory; `anchor` is empty unless a letter leads to it."""

    feed: Feed
    count: int
    headlines: tuple[Headline, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with which names of feeds begin, and the `anchor` of the first of them."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Group:
    """The feeds of one folder of ``out/``, by name; a short list has no `letters`."""

    name: str
    feeds: tuple[Listed, ...]
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """An author; `href` can be empty."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Image:
    """The head image; the sizes are None where not known."""

    url: str
    src: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class File:
    """Another file that goes with an entry; `medium` is ``audio``, ``video``, ``application``…"""

    name: str
    src: str
    type: str
    medium: str
    length: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry; `updated` is None where it is on the day of `published`.

    `direction` is ``rtl`` or ``ltr``; `summary` is empty where it says no more than the title.
    """

    title: str
    href: str
    language: str
    direction: str
    summary: str
    authors: tuple[Author, ...]
    published: Moment
    updated: Moment | None
    image: Image | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """What only the page of an entry shows: its content, which is HTML, and its files.

    `content` is empty where it says no more than the title.
    """

    content: Markup
    files: tuple[File, ...]
    image_is_in_content: bool
