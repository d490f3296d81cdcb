"""Feeds by hand, as people write them: feedgen, python-frontmatter, and bleach or nh3.

    python feeds.py bleach|nh3 DOCUMENTS OUT

With bleach, every document is cleaned when it is read; with nh3, when its first feed carries it.
"""

import sys
from collections import defaultdict
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import frontmatter
from feedgen.feed import FeedGenerator

SITE: Final = "https://feeds.example.org/"
LIMIT: Final = 50
TAGS: Final = set(
    "a abbr b blockquote br code div em h1 h2 h3 h4 hr i img li ol p pre span strong"
    " table tbody td th thead tr ul".split()
)
ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height", "referrerpolicy"},
    "p": {"align"},
}


def with_bleach() -> Callable[[str], str]:
    """Return bleach's way to clean HTML."""
    from bleach.sanitizer import Cleaner  # noqa: PLC0415

    given = {tag: sorted(names) for tag, names in ATTRIBUTES.items()}
    return Cleaner(tags=TAGS, attributes=given, strip=True).clean


def with_nh3() -> Callable[[str], str]:
    """Return nh3's way to clean HTML."""
    import nh3  # noqa: PLC0415

    return lambda html: str(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES))


def write_feed(name: str, posts: list[Any], out: Path, clean: Callable[[str], str]) -> None:
    """Write the RSS and the Atom feed of some posts."""
    feed = FeedGenerator()
    feed.id(f"{SITE}{quote(name)}.atom")
    feed.title(f"{name} · Coast & Field")
    feed.description("Coast & Field")
    feed.link(href=SITE, rel="alternate")
    feed.link(href=f"{SITE}{quote(name)}.atom", rel="self")
    for post in posts:
        address = f"{SITE}{quote(post['slug'])}/"
        entry = feed.add_entry(order="append")
        entry.id(address)
        entry.title(post["title"])
        entry.link(href=address)
        entry.author(name=post["author"])
        entry.content(clean(post.content), type="html")
        entry.category([{"term": term} for term in post["categories"]])
        entry.published(post["moment"])
        entry.updated(post["moment"])
        entry.enclosure(post["headimg"], 0, "image/png")
    feed.rss_file(out / f"{name}.rss", pretty=True)
    feed.atom_file(out / f"{name}.atom", pretty=True)


def main(sanitizer: str, folder: Path, out: Path) -> None:
    """Write the feeds of the categories."""
    out.mkdir()
    all_first = sanitizer == "bleach"
    clean = with_bleach() if all_first else cache(with_nh3())
    categories: dict[str, list[Any]] = defaultdict(list)
    for path in folder.rglob("*.txt"):
        post: Any = frontmatter.load(path)
        post["slug"], post["moment"] = path.stem, parsedate_to_datetime(post["date"])
        if all_first:
            post.content = clean(post.content)
        for name in post["categories"]:
            categories[name].append(post)
    for name, posts in categories.items():
        posts.sort(key=lambda post: post["moment"], reverse=True)
        write_feed(name, posts[:LIMIT], out, str if all_first else clean)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
