"""What the application answers, and that nothing outside of out/ is among it."""

import gzip
import os
import re
from email.utils import formatdate
from pathlib import Path

import pytest

from feedpub.cli.serve import Preview
from tests.serve.asking import Answer, ask, previewed, result

FEED = "<rss>" + "港口的灯在傍晚六点一齐亮起。" * 50 + "</rss>"
PAGE = "<!doctype html><html><head><title>t</title></head><body>x</body></html>"


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    return previewed(
        tmp_path,
        {
            "index.html": PAGE,
            "all.rss": FEED,
            "category/新媒体.rss": FEED,
            "category/field notes.html": PAGE,
            "entries/one.html": PAGE,
            "entries/index.html": PAGE,
            "media/a.png": bytes(range(256)) * 4,
            "empty.txt": "",
        },
    )


def test_a_feed(preview: Preview) -> None:
    answer = ask(preview, "/all.rss")
    assert (answer.status, answer.body.decode()) == (200, FEED)
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert answer.headers["content-length"] == str(len(FEED.encode()))
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    "address",
    [
        "/category/新媒体.rss",
        "/category/%E6%96%B0%E5%AA%92%E4%BD%93.rss",
        "/category/%e6%96%b0%e5%aa%92%e4%bd%93%2erss",
        "/%63ategory%2f新媒体.rss",
        "/category/新媒体.rss?v=2",
    ],
)
def test_names_in_any_script_and_encoding(preview: Preview, address: str) -> None:
    assert ask(preview, address).body.decode() == FEED


def test_a_name_in_the_composed_form_finds_one_in_the_other(tmp_path: Path) -> None:
    preview = previewed(tmp_path, {"cafe\u0301.rss": FEED})
    assert ask(preview, "/caf\u00e9.rss").status == 200
    assert ask(preview, "/cafe\u0301.rss").status == 200


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/entries/", "entries/index.html"),
        ("/entries/one.html", "entries/one.html"),
        ("/entries/one", "entries/one.html"),
        ("/category/field%20notes", "category/field notes.html"),
    ],
)
def test_pages(preview: Preview, address: str, name: str) -> None:
    assert b"<title>t</title>" in ask(preview, address).body


def test_a_folder_without_the_slash_leads_to_the_folder(tmp_path: Path) -> None:
    preview = previewed(tmp_path, {"田/index.html": PAGE, "x/y": ""})
    answer = ask(preview, "/田?a=1&b")
    assert (answer.status, answer.headers["location"]) == (307, "/%E7%94%B0/?a=1&b")
    assert ask(preview, "/x").status == 404
    assert ask(preview, "/x/").status == 404


@pytest.mark.parametrize(
    "address", ["//example.org", "//example.org/", "/%2fexample.org", "/\\x.org"]
)
def test_nothing_leads_elsewhere(preview: Preview, address: str) -> None:
    assert ask(preview, address).status == 404


def test_a_page_gets_the_script_and_the_file_does_not(preview: Preview, tmp_path: Path) -> None:
    answer = ask(preview, "/")
    [script] = re.findall(rb"<script [^>]*></script></head>", answer.body)
    assert re.fullmatch(rb'<script src="/-/feedpub.js" data-digest="\w+" defer>.*', script)
    assert answer.body.replace(script, b"</head>").decode() == PAGE
    assert answer.headers["content-length"] == str(len(answer.body))
    assert (tmp_path / "out/index.html").read_text() == PAGE


def test_a_page_without_a_head_gets_the_script_at_its_end(tmp_path: Path) -> None:
    preview = previewed(tmp_path, {"index.html": "<p>text"})
    assert ask(preview, "/").body.startswith(b'<p>text<script src="/-/feedpub.js"')


def test_a_page_that_allows_nothing_allows_the_script_to_ask_here(tmp_path: Path) -> None:
    policy = "default-src 'none'; script-src 'self'"
    meta = '<meta http-equiv="Content-Security-Policy" content="'
    preview = previewed(tmp_path, {"index.html": f'<head>{meta}{policy}"></head>{meta}x">'})
    body = ask(preview, "/").body.decode()
    assert body.startswith(f"<head>{meta}connect-src 'self'; {policy}\">")
    assert body.endswith(f'</head>{meta}x">')


def test_the_script_is_there(preview: Preview) -> None:
    for name, type_ in (("feedpub.js", "text/javascript"), ("feedpub.css", "text/css")):
        answer = ask(preview, f"/-/{name}")
        assert (answer.status, answer.headers["content-type"]) == (200, f"{type_}; charset=utf-8")
        assert answer.body


def test_head(preview: Preview) -> None:
    for address in ("/", "/all.rss", "/media/a.png", "/nothing", "/-/feedpub.js"):
        for coding in ("identity", "gzip"):
            get = ask(preview, address, accept_encoding=coding)
            head = ask(preview, address, "HEAD", accept_encoding=coding)
            assert (head.status, head.headers) == (get.status, get.headers)
            assert head.body in (b"", get.body)  # the server itself takes it away


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
def test_other_methods(preview: Preview, method: str) -> None:
    answer = ask(preview, "/all.rss", method)
    assert answer.status == 405
    assert {name.strip() for name in answer.headers["allow"].split(",")} == {"GET", "HEAD"}
    assert b"Only GET and HEAD" in answer.body


def test_what_is_not_there_is_said_in_a_page(preview: Preview) -> None:
    answer = ask(preview, "/<script>alert(1)</script>")
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert b"There is no &lt;script&gt;alert(1)&lt;/script&gt; in out/." in answer.body
    assert b"<script>" not in answer.body


def test_gzip(preview: Preview) -> None:
    plain, packed = ask(preview, "/all.rss"), ask(preview, "/all.rss", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["content-length"] == str(len(packed.body))
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert plain.headers["etag"] != packed.headers["etag"]
    assert packed == ask(preview, "/all.rss", accept_encoding="gzip")


def test_pictures_are_not_packed(preview: Preview) -> None:
    answer = ask(preview, "/media/a.png", accept_encoding="gzip")
    assert "content-encoding" not in answer.headers
    assert "vary" not in answer.headers
    assert answer.headers["content-type"] == "image/png"


def conditions(answer: Answer) -> list[dict[str, str]]:
    tag, modified = answer.headers["etag"], answer.headers["last-modified"]
    return [
        {"if_none_match": tag},
        {"if_none_match": f"W/{tag}"},
        {"if_none_match": f'"a", {tag}'},
        {"if_none_match": "*"},
        {"if_modified_since": modified},
        {"if_none_match": tag, "if_modified_since": formatdate(0, usegmt=True)},
    ]


@pytest.mark.parametrize("address", ["/all.rss", "/", "/media/a.png"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_a_client_has_is_not_sent_again(
    preview: Preview, address: str, coding: str, method: str
) -> None:
    first = ask(preview, address, accept_encoding=coding)
    for condition in conditions(first):
        again = ask(preview, address, method, accept_encoding=coding, **condition)
        assert (again.status, again.body) == (304, b"")
        kept = ("etag", "last-modified", "cache-control", "vary")
        assert [again.headers.get(name) for name in kept] == [
            first.headers.get(name) for name in kept
        ]
        assert not {"content-length", "content-type", "content-encoding"} & set(again.headers)


def test_what_has_changed_is_sent_again(preview: Preview, tmp_path: Path) -> None:
    first = ask(preview, "/all.rss")
    os.utime(tmp_path / "out/all.rss", (1, 1))
    previewed(tmp_path, {"all.rss": FEED.upper()})
    for condition in conditions(first)[:3]:
        assert ask(preview, "/all.rss", **condition).body.decode() == FEED.upper()


def test_what_has_just_changed_has_no_time_that_the_next_change_could_share(
    preview: Preview, tmp_path: Path
) -> None:
    path = tmp_path / "out/all.rss"
    path.write_text(FEED)
    preview.renew(lambda _changed: result())
    assert "last-modified" not in ask(preview, "/all.rss").headers
    assert "last-modified" in ask(preview, "/media/a.png").headers


def test_a_page_is_sent_again_when_anything_has_changed(preview: Preview, tmp_path: Path) -> None:
    """For what it says of the state of all would be of the past."""
    first = ask(preview, "/")
    (tmp_path / "out/new.rss").write_text("new")
    assert ask(preview, "/new.rss").status == 200
    assert ask(preview, "/", if_none_match=first.headers["etag"]).status == 200


def test_a_range(preview: Preview) -> None:
    whole = ask(preview, "/media/a.png")
    part = ask(preview, "/media/a.png", range="bytes=10-19", accept_encoding="gzip")
    assert (part.status, part.body) == (206, whole.body[10:20])
    assert part.headers["content-range"] == "bytes 10-19/1024"
    assert part.headers["content-length"] == "10"
    assert part.headers["etag"] == whole.headers["etag"]


def test_a_range_of_text_is_one_of_the_file(preview: Preview) -> None:
    whole = ask(preview, "/all.rss")
    part = ask(preview, "/all.rss", range="bytes=-7", accept_encoding="gzip")
    assert (part.status, part.body) == (206, whole.body[-7:])
    assert part.headers["vary"] == "Accept-Encoding"


def test_a_range_of_a_page_is_one_of_what_is_served(preview: Preview) -> None:
    whole = ask(preview, "/")
    part = ask(preview, "/", range="bytes=40-", if_range=whole.headers["etag"])
    assert (part.status, part.body) == (206, whole.body[40:])


def test_several_ranges_are_answered_with_all(preview: Preview) -> None:
    assert ask(preview, "/media/a.png", range="bytes=0-1,5-6").status == 200


def test_a_range_behind_the_end(preview: Preview) -> None:
    answer = ask(preview, "/media/a.png", range="bytes=1024-")
    assert (answer.status, answer.headers["content-range"]) == (416, "bytes */1024")


def test_a_range_is_nothing_to_head(preview: Preview) -> None:
    assert ask(preview, "/media/a.png", "HEAD", range="bytes=0-1").status == 200


def test_an_empty_file(preview: Preview) -> None:
    answer = ask(preview, "/empty.txt", accept_encoding="gzip")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", "0")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:9"])
def test_names_of_this_machine(preview: Preview, host: str) -> None:
    assert ask(preview, "/all.rss", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "example.org",
        "example.org:8000",
        "127.0.0.1.example.org",
        "localhost.example.org:8000",
        "127.0.0.1@example.org",
        "xlocalhost",
        "127.0.0.2",
        "[::1]",
        "0.0.0.0:8000",
        "www.localhost",
    ],
)
def test_names_that_were_made_to_lead_here(preview: Preview, host: str) -> None:
    for address in ("/", "/all.rss", "/-/events", "/-/feedpub.js"):
        answer = ask(preview, address, host=host)
        assert answer.status == 400
        assert b"rss" not in answer.body


def test_without_an_index_the_feeds_are_listed(tmp_path: Path) -> None:
    preview = previewed(
        tmp_path,
        {
            "all.rss": "",
            "all.atom": "",
            'category/"<b>.json': "",
            "archive/all/1.rss": "",
            "feeds.opml": "",
        },
    )
    answer = ask(preview, "/")
    links = re.findall(r'<a href="([^"]*)"', answer.body.decode())
    assert links == ["/all.rss", "/all.atom", "/category/%22%3Cb%3E.json"]
    for link in links:
        assert ask(preview, link).status == 200
    assert 'type="application/feed+json" title="category/&quot;&lt;b&gt;"' in answer.body.decode()


def test_without_anything_there_is_a_page(tmp_path: Path) -> None:
    answer = ask(Preview(tmp_path), "/")
    assert (answer.status, b"There are none yet" in answer.body) == (200, True)
    assert not (tmp_path / ".feedpub").exists()


def test_a_file_that_can_t_be_read_is_said_plainly(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    answer = ask(preview, "/all.rss")
    assert (answer.status, b"all.rss: can&#x27;t be read: Permission denied" in answer.body) == (
        500,
        True,
    )
