"""The values that templates see: addresses as seen from the page, dates in words.

What is in these classes is what docs/pages.md promises to templates.
"""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Site:
    """The site, the same on all pages; `language` is empty where the pages' words are in it."""

    title: str
    description: str
    language: str
    url: str
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
    """A feed in the directory."""

    feed: Feed
    count: int
    headlines: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The feeds of one folder of ``out/``."""

    name: str
    feeds: tuple[Listed, ...]


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
    """An entry; `updated` is None where it is on the day of `published`."""

    title: str
    href: str
    language: str
    summary: str
    authors: tuple[Author, ...]
    published: Moment
    updated: Moment | None
    image: Image | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """What only the page of an entry shows: its content, which is HTML, and its files."""

    content: Markup
    files: tuple[File, ...]
    image_is_in_content: bool
