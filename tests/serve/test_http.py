"""What a request wants of a file (RFC 9110)."""

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.cli.serve import _http

TAG = '"1-2-3"'
SECOND = 1_000_000_000
MODIFIED = 1_700_000_000 * SECOND + 5
DATE = formatdate(1_700_000_000, usegmt=True)


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("all.rss", "application/rss+xml; charset=utf-8"),
        ("category/新媒体.atom", "application/atom+xml; charset=utf-8"),
        ("all.json", "application/feed+json"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("index.html", "text/html; charset=utf-8"),
        ("style.CSS", "text/css; charset=utf-8"),
        ("page.js", "text/javascript; charset=utf-8"),
        ("a.b.PNG", "image/png"),
        ("x.mp3", "audio/mpeg"),
        ("CNAME", "application/octet-stream"),
        ("x.unheard-of", "application/octet-stream"),
    ],
)
def test_media_types(name: str, type_: str) -> None:
    assert _http.media_type(name) == type_


@pytest.mark.parametrize(
    "name", ["a.rss", "a.atom", "a.json", "a.opml", "a.html", "a.css", "a.svg"]
)
def test_text_is_packed(name: str) -> None:
    assert _http.packable(_http.media_type(name), 501)
    assert not _http.packable(_http.media_type(name), 499)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.mp3", "a.mp4", "a.zip", "a.woff2", "a"])
def test_what_is_packed_already_is_not_packed_again(name: str) -> None:
    assert not _http.packable(_http.media_type(name), 10_000)


@pytest.mark.parametrize(
    "accepted",
    ["gzip", "gzip, deflate, br, zstd", "deflate,gzip", "GZip;q=0.5", "*", "br;q=1, *;q=0.1"],
)
def test_takes_gzip(accepted: str) -> None:
    assert _http.takes_gzip({"accept-encoding": accepted})


@pytest.mark.parametrize(
    "accepted", ["", "identity", "br", "gzip;q=0", "gzip; q=0.000, *", "*;q=0", "x-gzipped"]
)
def test_does_not_take_gzip(accepted: str) -> None:
    assert not _http.takes_gzip({"accept-encoding": accepted})


def test_who_asks_for_a_range_means_one_of_the_file() -> None:
    assert not _http.takes_gzip({"accept-encoding": "gzip", "range": "bytes=0-1"})


@pytest.mark.parametrize(
    "known", [TAG, f"W/{TAG}", f'"a", {TAG}', f'W/"a,b",W/{TAG},"c"', "*", " * "]
)
def test_has_it_by_its_tag(known: str) -> None:
    assert _http.has_it({"if-none-match": known}, TAG, MODIFIED)


@pytest.mark.parametrize(
    "known", ["", '"1-2"', '"1-2-3', "1-2-3", '"x1-2-3"', '"1-2-3-gzip"', '"*"']
)
def test_has_another_one_by_its_tag_whatever_the_date(known: str) -> None:
    assert not _http.has_it({"if-none-match": known, "if-modified-since": DATE}, TAG, MODIFIED)


@pytest.mark.parametrize(
    "since",
    [
        DATE,
        formatdate(1_700_000_001, usegmt=True),
        "Tuesday, 14-Nov-23 22:13:20 GMT",
        "Tue Nov 14 22:13:20 2023",
    ],
)
def test_has_it_by_its_date(since: str) -> None:
    assert _http.has_it({"if-modified-since": since}, TAG, MODIFIED)


@pytest.mark.parametrize(
    "since", ["", "yesterday", formatdate(1_699_999_999, usegmt=True), "Tue, 99 Nov 2023", "1e400"]
)
def test_has_an_older_one_or_none(since: str) -> None:
    assert not _http.has_it({"if-modified-since": since}, TAG, MODIFIED)


def test_the_time_of_a_change_is_told_when_no_other_can_have_it() -> None:
    assert _http.last_modified(MODIFIED, MODIFIED + 2 * SECOND) == {"Last-Modified": DATE}
    assert _http.last_modified(MODIFIED, MODIFIED + SECOND) == {}


@pytest.mark.parametrize(
    ("range_", "span"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=2-5", (2, 6)),
        ("bytes=2-", (2, 10)),
        ("bytes=9-99999999999999999", (9, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("Bytes = 2 - 5", (2, 6)),
    ],
)
def test_one_range(range_: str, span: tuple[int, int]) -> None:
    assert _http.span({"range": range_}, 10, TAG, MODIFIED) == span


@pytest.mark.parametrize(
    "range_",
    [
        *("", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "0-1"),
        *("bytes=--1", "bytes=+1-2", f"bytes={'9' * 5000}-", "bytes=١-٢"),
    ],
)
def test_what_is_no_range_or_several_is_all(range_: str) -> None:
    assert _http.span({"range": range_}, 10, TAG, MODIFIED) is None


@pytest.mark.parametrize(("range_", "size"), [("bytes=10-", 10), ("bytes=-0", 10), ("bytes=0-", 0)])
def test_a_range_behind_the_end(range_: str, size: int) -> None:
    with pytest.raises(_http.Unsatisfiable):
        _http.span({"range": range_}, size, TAG, MODIFIED)


@pytest.mark.parametrize("condition", [TAG, DATE])
def test_a_range_of_the_version_that_there_is(condition: str) -> None:
    asked = {"range": "bytes=0-0", "if-range": condition}
    assert _http.span(asked, 10, TAG, MODIFIED) == (0, 1)


@pytest.mark.parametrize("condition", ['"other"', f"W/{TAG}", "Tue, 14 Nov 2023 22:13:21 GMT"])
def test_a_range_of_another_version_is_all(condition: str) -> None:
    asked = {"range": "bytes=0-0", "if-range": condition}
    assert _http.span(asked, 10, TAG, MODIFIED) is None


@given(range_=st.text(), size=st.integers(0, 2**40))
def test_a_range_is_within_the_file_whatever_is_asked(range_: str, size: int) -> None:
    for asked in (range_, f"bytes={range_}"):
        try:
            span = _http.span({"range": asked}, size, TAG, MODIFIED)
        except _http.Unsatisfiable:
            continue
        assert span is None or 0 <= span[0] < span[1] <= size


@given(field=st.text())
def test_no_field_is_too_strange(field: str) -> None:
    names = ("if-none-match", "if-modified-since", "accept-encoding")
    for name in names:
        _http.has_it({name: field}, TAG, MODIFIED)
        _http.takes_gzip({name: field})
