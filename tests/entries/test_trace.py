"""Where the fields of an entry are said to be from is where they are from."""

from dataclasses import replace

import pytest

from feedpub import config
from feedpub.entries import outline
from feedpub.entries.trace import Trace, trace
from feedpub.model import Asset, Document, Source, Unusable
from feedpub.source import front_matter

SITE = replace(config.Site(), url="https://feeds.example.org/", timezone="Asia/Shanghai")
PICTURE = Asset("a.png", "media/1.png", "image/png", 10)


def document(matter: str, body: str = "<p>Text.</p>", path: str = "a.html") -> Document:
    read, _ = front_matter.parse(path, f"---\n{matter}\n---\n\n{body}\n".encode(), "digest")
    assert read
    return read


def find_local(_document: str, reference: str) -> Asset | Unusable | None:
    return PICTURE if reference == "a.png" else None


def traced(
    matter: str, body: str = "<p>Text.</p>", path: str = "a.html", site: config.Site = SITE
) -> Trace:
    read = document(matter, body, path)
    entry = outline(read, site, find_local).entry
    assert entry
    return trace(entry, read, site, find_local, lambda *_: None)


@pytest.mark.parametrize(
    ("matter", "field", "expected"),
    [
        ("title: A\ndate: 2022-01-01", "title", Source("title", 2)),
        ("TITLE: A\ndate: 2022-01-01", "title", Source("TITLE", 2)),
        (
            "title: <b>A</b>\ndate: 2022-01-01",
            "title",
            Source("title", 2, "its markup and entities read"),
        ),
        (
            f"title: {'a ' * 200}\ndate: 2022-01-01",
            "title",
            Source("title", 2, "cut to 300 characters"),
        ),
        ("date: 2022-01-01", "title", Source(how="the name of the file")),
        ("date: 2022-01-01T00:00:00Z", "published", Source("date", 2)),
        (
            "date: 2022-01-01",
            "published",
            Source("date", 2, "names no zone, so it is of Asia/Shanghai"),
        ),
        (
            "date:\ncreated: 2022-01-01T00:00:00Z",
            "published",
            Source("created", 3),
        ),
        ("date: 2022-01-01", "updated", Source(how="the date of publication")),
        (
            "date: 2022-01-01T00:00:00Z\nlastmod: 2022-01-02T00:00:00Z",
            "updated",
            Source("lastmod", 3),
        ),
        (
            "date: 2022-01-02T00:00:00Z\nlastmod: 2022-01-01T00:00:00Z",
            "updated",
            Source(
                "lastmod", 3, "is before the date of publication; the date of publication is used"
                " instead"
            ),
        ),
        (
            "date: 2022-01-02T00:00:00Z\nlastmod: 03/04/2022",
            "updated",
            Source("lastmod", 3, "is no date, so the date of publication is used"),
        ),
        ("date: 2022-01-01\nlink: https://e.org/a", "permalink", Source("link", 3)),
        (
            "date: 2022-01-01\nlink: nowhere\nurl: https://e.org/a",
            "permalink",
            Source("url", 4),
        ),
        (
            "date: 2022-01-01\nlink: nowhere",
            "permalink",
            Source(how="its page in out/, for no key has an http(s) address"),
        ),
        ("date: 2022-01-01\nlink: https://e.org/a", "id", Source(how="the link")),
        ("date: 2022-01-01", "id", Source(how="made from the path in seeds/")),
        ("date: 2022-01-01\nguid: tag:e.org,2022:a", "id", Source("guid", 3)),
        ("date: 2022-01-01\nid: 17", "id", Source("id", 3, "written as Atom wants ids")),
        ("date: 2022-01-01\nauthor: A", "authors", Source("author", 3)),
        ("date: 2022-01-01", "authors", Source(how="no key names any")),
        ("date: 2022-01-01\ncategories: [a]", "categories", Source("categories", 3)),
        ("date: 2022-01-01\ncategories: []\ncategory: b", "categories", Source("category", 4)),
        ("date: 2022-01-01", "tags", Source(how="no key names any")),
        ("date: 2022-01-01\nlang: 17\nlocale: zh-CN", "language", Source("locale", 4)),
        (
            "date: 2022-01-01",
            "language",
            Source(how="no key names one, so it is the feed's: en"),
        ),
        ("date: 2022-01-01\nexcerpt: Text.", "summary", Source("excerpt", 3)),
        ("date: 2022-01-01", "summary", Source(how="the beginning of the body")),
        (
            "date: 2022-01-01",
            "content",
            Source(None, 5, "HTML, told by the ending of its name"),
        ),
    ],
)  # fmt: skip
def test_where_a_field_is_from(matter: str, field: str, expected: Source) -> None:
    assert traced(matter).sources[field] == expected


def test_what_is_made_of_the_file_alone() -> None:
    found = traced("tags: [x]", "# A heading", "2022-01-31-name.md").sources
    assert found["published"] == Source(how="the date in its path")
    assert found["title"] == Source(how="the first heading of the body")
    assert found["content"] == Source(None, 5, "Markdown, told by how it looks")


def test_summaries_that_the_front_matter_does_not_give() -> None:
    date = "title: A\ndate: 2022-01-01"
    before = traced(date, "<p>One.</p><!--more--><p>Two.</p>").sources["summary"]
    assert before.how == "what stands before the mark of the excerpt"
    assert traced(date, "").sources["summary"].how == "the title, for the body has no text"


def test_the_author_of_the_site() -> None:
    site = replace(SITE, settings=replace(SITE.settings, author="The editors"))
    [author] = traced("date: 2022-01-01", site=site).entry.authors
    assert author.name == "The editors"
    found = traced("date: 2022-01-01", site=site).sources["authors"]
    assert found == Source(how="author in feeds/site.toml")


def test_an_id_that_the_ledger_keeps() -> None:
    read = document("date: 2022-01-01")
    entry = outline(read, SITE, find_local).entry
    assert entry
    kept = replace(entry, id="tag:e.org,2020:old")
    found = trace(kept, read, SITE, find_local, lambda *_: None).sources["id"]
    assert found.how == "that under which it was published before (feeds/ids.jsonl)"


def test_each_enclosure_has_its_key() -> None:
    found = traced("date: 2022-01-01\naudio: https://e.org/a.mp3\ncover: a.png")
    assert [enclosure.url for enclosure in found.entry.enclosures] == [
        "https://e.org/a.mp3",
        "https://feeds.example.org/media/1.png",
    ]
    assert found.enclosures == (
        Source("audio", 3),
        Source("cover", 4, "seeds/a.png, copied to out/media/1.png"),
    )


def test_changes_have_the_lines_of_the_file_where_the_body_is_html() -> None:
    body = "<p>Text.</p>\n<script></script>"
    assert [change.line for change in traced("date: 2022-01-01", body).changes] == [6]
    marked = traced("date: 2022-01-01\nformat: markdown", body).changes
    assert [change.line for change in marked] == [None]


@pytest.mark.parametrize(
    "handler", ["---\n{}\n---", "+++\n{}\n+++", "{{\n{}\n}}", "\n\n---\n{}\n---"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n\n", "\n \n\t\n"])
def test_a_document_knows_the_line_of_its_body(handler: str, gap: str) -> None:
    matter = {"+": 'date = "2022-01-01"', "{": '"date": "2022-01-01"'}.get(
        handler[0], "date: 2022-01-01"
    )
    head = handler.format(matter)
    read, _ = front_matter.parse("a.md", f"{head}{gap}First\n\nLast\n\n".encode(), "")
    assert read
    assert read.body == "First\n\nLast"
    assert read.body_line == (head + gap).count("\n") + 1
