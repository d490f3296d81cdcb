"""Feeds by hand, as people write them: feedgen, python-frontmatter and bleach."""

import mimetypes
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import bleach
import frontmatter
from feedgen.feed import FeedGenerator
from markdown_it import MarkdownIt

Posts = list[tuple[Path, Any]]
SITE = "https://feeds.example.org/"
TAGS = bleach.sanitizer.ALLOWED_TAGS | set(
    "p br img h1 h2 h3 pre div span table thead tbody tr th td".split()
)
MARKDOWN = MarkdownIt().enable("table")
ATTRIBUTES = {"a": ["href", "title"], "img": ["src", "alt"]}


def write_feed(name: str, posts: Posts, out: Path) -> None:
    """Write the RSS and the Atom feed of some posts."""
    feed = FeedGenerator()
    feed.id(SITE)
    feed.title(f"Coast & Field: {name}")
    feed.description("Notes from the coast")
    feed.link(href=SITE, rel="alternate")
    feed.link(href=f"{SITE}{quote(name)}.atom", rel="self")
    for path, post in posts:
        address = post.get("link") or f"{SITE}{path.stem}/"
        html = MARKDOWN.render(post.content) if path.suffix == ".md" else post.content
        entry = feed.add_entry(order="append")
        entry.id(address)
        entry.title(post["title"])
        entry.link(href=address)
        entry.author(name=post["author"])
        entry.content(bleach.clean(html, TAGS, ATTRIBUTES, strip=True), type="html")
        entry.category([{"term": term} for term in post["categories"]])
        if post.get("date"):
            entry.published(post["date"])
            entry.updated(post.get("updated") or post["date"])
        if post.get("headimg"):
            kind = mimetypes.guess_type(post["headimg"])[0] or "image/jpeg"
            entry.enclosure(post["headimg"], 0, kind)
    feed.rss_file(out / f"{name}.rss", pretty=True)
    feed.atom_file(out / f"{name}.atom", pretty=True)


def main(folder: Path, out: Path) -> None:
    """Write a feed of everything and one for each category."""
    posts: Posts = [(path, frontmatter.load(path)) for path in sorted(folder.glob("*.*"))]
    posts = [(path, post) for path, post in posts if not post.get("draft")]
    posts.sort(key=lambda pair: str(pair[1].get("date")), reverse=True)
    write_feed("all", posts, out)
    for name in sorted({name for _, post in posts for name in post["categories"]}):
        write_feed(name, [pair for pair in posts if name in pair[1]["categories"]], out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
