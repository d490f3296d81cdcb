"""``feedpub ids import``: the ids of a feed that something else wrote are taken over."""

import json
import time
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from feedpub.cli import feed_import, main
from feedpub.errors import ConfigError
from feedpub.model import Entry
from feedpub.pipeline.records import ledger
from tests.conftest import SITE_URL, Project
from tests.misbehaving import Misbehaving, says

ATOM = "{http://www.w3.org/2005/Atom}"

RSS_FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Old</title><link>https://old.example.org/</link>
<item><title>A &amp; B</title><link>http://www.old.example.org/a/index.html</link>
<guid isPermaLink="false">tag:old.example.org,2024:a</guid>
<pubDate>Wed, 01 May 2024 00:00:00 GMT</pubDate></item>
<item><title>Second</title><guid isPermaLink="true">https://old.example.org/?p=2</guid>
<pubDate>Thu, 02 May 2024 20:00:00 GMT</pubDate></item>
</channel></rss>"""

ATOM_FEED = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Old</title><id>https://old.example.org/</id>
<updated>2024-05-02T00:00:00Z</updated>
<entry><title type="html">A &amp;amp; B</title><id>tag:old.example.org,2024:a</id>
<link href="http://www.old.example.org/a/index.html"/><updated>2024-05-01T00:00:00Z</updated></entry>
<entry><title>Second</title><id>https://old.example.org/?p=2</id>
<published>2024-05-02T22:00:00+02:00</published><updated>2025-01-01T00:00:00Z</updated></entry>
</feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Old",
        "items": [
            {
                "id": "tag:old.example.org,2024:a",
                "url": "http://www.old.example.org/a/index.html",
                "title": "A & B",
            },
            {
                "id": "https://old.example.org/?p=2",
                "title": " Second\n",
                "date_published": "2024-05-02T22:00:00+02:00",
            },
        ],
    }
)

FEEDS = {"rss": RSS_FEED, "atom": ATOM_FEED, "json": JSON_FEED}
TAKEN = {"a.md": "tag:old.example.org,2024:a", "b.md": "https://old.example.org/?p=2"}


@pytest.fixture
def kept(project: Project) -> Project:
    project.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[build]\nledger = true\n")
    project.seed("a.md", title="A & B", date="2020-01-01", link="https://old.example.org/a/")
    project.seed("b.md", title="Second", date="2024-05-02")
    project.seed("c.md", title="Third", date="2024-05-02")
    return project


def take(project: Project, feed: str | Path, *options: str) -> Result:
    arguments = ["ids", "import", str(feed), "--project", str(project.path), *options]
    return CliRunner().invoke(main, arguments)


def ids(project: Project) -> dict[str, str]:
    lines = (project.path / "feeds/ids.jsonl").read_text("utf-8").splitlines()
    return {line["path"]: line["id"] for line in map(json.loads, lines)}


def published(project: Project) -> dict[str, str]:
    feed = etree.fromstring(project.out()["all.atom"])
    return {
        unescape(entry.findtext(f"{ATOM}title", "")): entry.findtext(f"{ATOM}id", "")
        for entry in feed.iterfind(f"{ATOM}entry")
    }


@pytest.mark.parametrize("form", FEEDS)
class TestAFeedInAFile:
    def test_gives_its_ids_by_link_and_by_title_and_day(self, kept: Project, form: str) -> None:
        result = take(kept, kept.write(f"old.{form}", FEEDS[form]))
        assert (result.exit_code, result.stdout, result.stderr) == (
            0,
            "",
            "2 of 2 ids taken over into feeds/ids.jsonl\n",
        )
        assert ids(kept) == TAKEN

    def test_is_built_with_these_ids_from_then_on(self, kept: Project, form: str) -> None:
        take(kept, kept.write(f"old.{form}", FEEDS[form]))
        assert kept.build(site_url=None).problems == ()
        first = published(kept)
        assert (first["A & B"], first["Second"]) == tuple(TAKEN.values())
        assert first["Third"].startswith("urn:uuid:")
        (kept.path / "seeds/a.md").rename(kept.path / "seeds/z.md")
        kept.build(site_url=None)
        assert published(kept) == first

    def test_changes_nothing_when_it_is_imported_again(self, kept: Project, form: str) -> None:
        feed = kept.write(f"old.{form}", FEEDS[form])
        take(kept, feed)
        kept.build(site_url=None)
        path = kept.path / "feeds/ids.jsonl"
        before = (path.stat().st_mtime_ns, path.read_bytes())
        assert take(kept, feed).exit_code == 0
        assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def rss(*items: str) -> str:
    listed = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0'><channel><title>x</title>{listed}</channel></rss>"


@pytest.mark.parametrize(
    "link",
    [
        "https://old.example.org/a/",
        "http://old.example.org/a/",
        "https://www.old.example.org/a/",
        "https://OLD.example.org/a",
        "https://old.example.org/a/index.html",
        "https://old.example.org/a/#more",
    ],
)
def test_links_are_compared_as_people_see_them(kept: Project, link: str) -> None:
    feed = rss(f"<title>other</title><link>{link}</link><guid>tag:e.org,2024:x</guid>")
    take(kept, kept.write("old.xml", feed))
    assert ids(kept) == {"a.md": "tag:e.org,2024:x"}


@pytest.mark.parametrize(
    ("item", "why"),
    [
        pytest.param(
            "<title>Second</title><guid>post-2</guid>"
            "<pubDate>Thu, 02 May 2024 01:00:00 GMT</pubDate>",
            "warning 'Second': has the id 'post-2', which is no URI as Atom wants it",
            id="an id that is no URI",
        ),
        pytest.param(
            "<title>Second</title><guid>tag:e.org,2024:x</guid>"
            "<pubDate>Fri, 03 May 2024 01:00:00 GMT</pubDate>",
            "warning 'Second': is no document's by link, nor by title and day",
            id="another day",
        ),
        pytest.param(
            "<title>Second</title><guid>tag:e.org,2024:x</guid>",
            "warning 'Second': is no document's by link, nor by title and day",
            id="no day",
        ),
        pytest.param(
            "<title>X</title><link>https://old.example.org/a/?p=1</link>"
            "<guid>tag:e.org,2024:x</guid>",
            "warning 'X': is no document's by link, nor by title and day",
            id="another query",
        ),
    ],
)
def test_what_cannot_be_taken_is_told_and_left(kept: Project, item: str, why: str) -> None:
    result = take(kept, kept.write("old.xml", rss(item)))
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [why, "0 of 1 ids taken over into feeds/ids.jsonl"]
    assert ids(kept) == {}


def test_a_title_that_two_documents_have_is_nobodys(kept: Project) -> None:
    kept.seed("d.md", title="Second", date="2024-05-02")
    result = take(kept, kept.write("old.xml", RSS_FEED))
    assert result.stderr.splitlines()[-1] == "1 of 2 ids taken over into feeds/ids.jsonl"
    assert ids(kept) == {"a.md": TAKEN["a.md"]}


def test_other_lines_of_the_ledger_stay(kept: Project) -> None:
    kept.build(site_url=None)
    before = ids(kept)
    take(kept, kept.write("old.xml", RSS_FEED))
    assert ids(kept) == {**TAKEN, "c.md": before["c.md"]}


def test_without_a_ledger_there_is_nothing_to_take_them_into(kept: Project) -> None:
    kept.write("feeds/site.toml", "")
    result = take(kept, kept.write("old.xml", RSS_FEED))
    assert (result.exit_code, result.stderr) == (
        2,
        "feeds/site.toml: there is no ledger; set ledger = true under [build]\n",
    )
    assert not (kept.path / "feeds/ids.jsonl").exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"plain text",
        b"<!doctype html><title>Page</title><p>No feed.",
        b'<rss version="2.0"><channel><title>Empty</title></channel></rss>',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
        b'{"items": 3}',
        b'{"items": [3]}',
        b"[1]",
        b"{",
        b'{"a":' * 100_000,
        b"\x00\xff\xfe" * 50,
    ],
    ids=lambda body: repr(body[:30]),
)
def test_what_is_no_feed_is_refused(kept: Project, body: bytes) -> None:
    path = kept.write("old.xml", body)
    result = take(kept, path)
    assert (result.exit_code, result.stderr) == (
        2,
        f"{path}: no feed, or one without entries; give RSS, Atom or JSON Feed\n",
    )
    assert not (kept.path / "feeds/ids.jsonl").exists()


def test_entities_of_a_feed_are_neither_fetched_nor_expanded(kept: Project) -> None:
    secret = kept.write("secret.txt", "the secret")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    declared = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">{laughs}]>'
    feed = RSS_FEED.replace("<rss", f"{declared}<rss")
    feed = feed.replace("tag:old.example.org,2024:a", "&x;&a11;").replace("Second", "&a11;")
    started = time.monotonic()
    result = take(kept, kept.write("old.xml", feed))
    assert time.monotonic() - started < 10
    assert len(result.output) < 10_000
    written = kept.path / "feeds/ids.jsonl"
    assert "the secret" not in result.output + (written.read_text() if written.exists() else "")


def test_a_file_that_is_not_there_is_told(kept: Project) -> None:
    result = take(kept, "missing.xml")
    assert (result.exit_code, result.stderr) == (
        2,
        "missing.xml: can't be read: No such file or directory\n",
    )


def test_a_broken_ledger_is_told_and_left(kept: Project) -> None:
    path = kept.write("feeds/ids.jsonl", "<<<<<<< HEAD\n")
    result = take(kept, kept.write("old.xml", RSS_FEED))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{kept.path}/feeds/ids.jsonl:1: not a line")
    assert path.read_text() == "<<<<<<< HEAD\n"


def test_a_feed_is_fetched_from_a_private_address_only_when_that_is_allowed(kept: Project) -> None:
    with Misbehaving() as server:
        body = ATOM_FEED.encode()
        address = server.does(
            "/atom.xml", GET=says("200 OK", f"Content-Length: {len(body)}", body=body)
        )
        refused = take(kept, address)
        assert refused.exit_code == 4
        assert "address 127.0.0.1 is private" in refused.stderr
        assert server.calls == []
        assert not (kept.path / "feeds/ids.jsonl").exists()
        assert take(kept, address, "--allow-private").exit_code == 0
    assert ids(kept) == TAKEN


def test_a_server_that_has_no_such_feed_is_told(kept: Project) -> None:
    with Misbehaving() as server:
        address = server.does("/atom.xml", GET=says("404 Not Found", "Content-Length: 0"))
        result = take(kept, address, "--allow-private")
    assert result.exit_code == 4
    assert address in result.stderr and "404 Not Found" in result.stderr


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_our_own_feeds_can_be_read_back(kept: Project, form: str) -> None:
    kept.write(
        "feeds/site.toml",
        f"[site]\nurl = '{SITE_URL}'\n[build]\nledger = true\nformats = ['rss', 'atom', 'json']\n",
    )
    kept.seed("d.md", title="Is 1 < 2 & 3 > 2? <b>", date="2024-05-02")
    kept.build(site_url=None)
    before = ids(kept)
    (kept.path / "feeds/ids.jsonl").unlink()
    result = take(kept, kept.path / f"out/all.{form}")
    assert result.stderr == "4 of 4 ids taken over into feeds/ids.jsonl\n"
    assert ids(kept) == before


def test_an_entry_without_an_id_has_that_of_its_link() -> None:
    [item] = feed_import.items("x", rss("<title>T</title><link>https://e.org/t</link>").encode())
    assert (item.id, item.link, item.published) == ("https://e.org/t", "https://e.org/t", None)


def test_dates_that_are_none_are_no_dates() -> None:
    items = [{"id": "tag:e.org,2024:x", "title": "T", "date_published": "soon"}]
    [item] = feed_import.items("x", json.dumps({"items": items}).encode())
    assert item.published is None
    with pytest.raises(ConfigError):
        feed_import.items("x", b'{"items": [{"title": "no id"}]}')


@pytest.mark.parametrize(
    "item",
    [
        pytest.param({"id": "https://e.org/1", "url": "http://["}, id="a link that is none"),
        pytest.param(
            {"id": "https://e.org/1", "date_published": "0001-01-01T00:00:00+10:00"}, id="year 0"
        ),
        pytest.param({"id": "https://e.org/1", "title": None}, id="no title"),
    ],
)
def test_junk_in_a_feed_is_no_reason_to_stop(item: dict[str, object]) -> None:
    [read] = feed_import.items("feed.json", json.dumps({"items": [item]}).encode())
    taken, left = ledger.take_over([read], [], [])
    assert (taken, len(left)) == ([], 1)


def test_a_feed_is_not_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    local = tmp_path / "feed.xml"
    local.write_text("<rss version='2.0'><channel><item><guid>x</guid></item></channel></rss>")
    with pytest.raises(ConfigError, match="no feed"):
        feed_import.items("feed", str(local).encode())


def test_an_id_for_two_documents_is_left_and_told() -> None:
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    entries = [
        Entry(f"urn:x:{name}", name, moment, moment, f"{name}.md", f"https://e.org/{name}/")
        for name in "ab"
    ]
    items = [
        ledger.PublishedItem("https://old.org/1", "a", "http://www.e.org/a/index.html", None),
        ledger.PublishedItem("https://old.org/1", "b", "https://e.org/b", None),
        ledger.PublishedItem("https://old.org/2", "a", None, moment),
    ]
    taken, left = ledger.take_over(items, entries, [])
    assert [(record.path, record.id) for record in taken] == [("a.md", "https://old.org/1")]
    assert [item for item, _ in left] == items[1:]


@pytest.mark.parametrize(
    "feed",
    [
        f"<item><guid>a</guid><author>{'a.' * 40_000}</author></item>",
        f"<item><guid>a</guid><description>{'&lt;!--' * 60_000}</description></item>",
    ],
    ids=["an author", "comments"],
)
def test_what_is_not_asked_for_takes_no_time(feed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_import, "_SECONDS", 10)
    body = f'<rss version="2.0"><channel>{feed}</channel></rss>'.encode()
    assert [item.id for item in feed_import.items("feed", body)] == ["a"]


def test_others_in_this_process_still_read_authors() -> None:
    body = b"<rss version='2.0'><channel><item><guid>a</guid><author>Ann</author></item></channel>"
    assert [item.id for item in feed_import._of_xml(body)] == ["a"]
    assert feedparser.parse(body).entries[0].author_detail.name == "Ann"


def sleep(_body: bytes) -> None:
    time.sleep(60)


def test_a_feed_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_import, "_SECONDS", 1)
    monkeypatch.setattr(feed_import, "_items", sleep)
    with pytest.raises(ConfigError, match=r"^feed: takes more than 1 s to read, or too much mem"):
        feed_import.items("feed", b"<rss/>")


@pytest.mark.parametrize("encoding", ["punycode", "idna", "rot13", "zlib", "undefined", "mbcs"])
def test_an_encoding_that_is_none_of_text_ends_in_no_traceback(
    kept: Project, encoding: str
) -> None:
    feed = RSS_FEED.replace("?>", f" encoding='{encoding}'?>", 1)
    result = take(kept, kept.write("old.rss", feed))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (0, 2)
    assert "Traceback" not in result.stderr


def test_a_feed_that_is_too_long_is_not_read() -> None:
    with pytest.raises(ConfigError, match="has more than 20000000 bytes"):
        feed_import.items("feed", b" " * 20_000_001)


@pytest.mark.parametrize(
    ("written", "kept_as"),
    [
        ("https://old.example.org/你好/", "https://old.example.org/%E4%BD%A0%E5%A5%BD/"),
        ("https://old.example.org/cafe\u0301/", "https://old.example.org/caf%C3%A9/"),
        ("https://例子.example/a", "https://xn--fsqu00a.example/a"),
    ],
)
def test_an_id_with_letters_beyond_ascii_is_kept_in_ascii_and_told(
    kept: Project, written: str, kept_as: str
) -> None:
    feed = ATOM_FEED.replace("https://old.example.org/?p=2", written)
    result = take(kept, kept.write("old.atom", feed))
    assert ids(kept) == {**TAKEN, "b.md": kept_as}
    assert "2 of 2 ids taken over" in result.stderr
    assert "1 ids have letters beyond ASCII" in result.stderr
    assert kept.build(site_url=None).problems == ()
    assert published(kept)["Second"] == kept_as


@pytest.mark.parametrize("written", ["tag:old.example.org,2024:你好", "你好"])
def test_a_name_with_letters_beyond_ascii_is_no_id(kept: Project, written: str) -> None:
    feed = ATOM_FEED.replace("https://old.example.org/?p=2", written)
    result = take(kept, kept.write("old.atom", feed))
    assert "1 of 2 ids taken over" in result.stderr
    assert "is no URI as Atom wants it" in result.stderr


def test_a_link_with_letters_beyond_ascii_finds_its_document(project: Project) -> None:
    project.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[build]\nledger = true\n")
    project.seed(
        "a.md", title="Other", date="2020-01-01", link="https://old.example.org/%E4%BD%A0/"
    )
    feed = ATOM_FEED.replace(
        "http://www.old.example.org/a/index.html", "https://old.example.org/你/"
    )
    take(project, project.write("old.atom", feed))
    assert ids(project) == {"a.md": "tag:old.example.org,2024:a"}
