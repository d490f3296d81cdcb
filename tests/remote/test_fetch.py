import gzip
import re
import tracemalloc
from collections.abc import Iterator
from typing import Final

import pytest

from feedpub.errors import NetworkError
from feedpub.remote import Limits, fetch
from tests.misbehaving import Behaviour, Misbehaving, closes, drips, hangs, says, sends

HERE: Final = Limits(allow_private=True)
HURRIED: Final = Limits(seconds=0.3, allow_private=True)

FEED: Final = b"<feed>" + b"<entry/>" * 500 + b"</feed>"
GZIPPED: Final = gzip.compress(FEED)
IN_GZIP: Final = "Content-Encoding: gzip"
OK: Final = "200 OK"


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with Misbehaving() as running:
        yield running


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(says(OK, f"Content-Length: {len(FEED)}", body=FEED), id="as it is"),
        pytest.param(says(OK, body=FEED), id="without a length"),
        pytest.param(
            says(OK, "Transfer-Encoding: chunked", body=chunked(FEED[:9], FEED[9:])), id="in chunks"
        ),
        pytest.param(says(OK, f"Content-Length: {len(FEED)}", body=FEED + b"!"), id="and more"),
        pytest.param(says(OK, "Content-Encoding: identity", body=FEED), id="as it is, it says"),
        pytest.param(says(OK, IN_GZIP, body=GZIPPED), id="gzip"),
        pytest.param(says(OK, "content-encoding: X-GZip", body=GZIPPED), id="gzip of old"),
        pytest.param(
            says(OK, IN_GZIP, body=gzip.compress(FEED[:7]) + gzip.compress(FEED[7:])),
            id="gzip after gzip",
        ),
        pytest.param(
            says(
                OK,
                IN_GZIP,
                "Transfer-Encoding: chunked",
                body=chunked(*(bytes([byte]) for byte in GZIPPED)),
            ),
            id="gzip, byte by byte",
        ),
    ],
)
def test_a_feed_comes_whole_and_decompressed(server: Misbehaving, behaviour: Behaviour) -> None:
    assert fetch(server.does("/feed", GET=behaviour), HERE) == FEED
    (call,) = server.calls
    assert call.headers["accept-encoding"] == "gzip"
    assert not {"referer", "cookie", "authorization"} & set(call.headers)


def test_a_feed_that_moved_is_found(server: Misbehaving) -> None:
    server.does("/feed.xml", GET=says(OK, body=FEED))
    assert fetch(server.does("/feed", GET=says("301 x", "Location: feed.xml")), HERE) == FEED


@pytest.mark.parametrize(
    ("behaviour", "text"),
    [
        pytest.param(says("404 \x1b[31m"), "404 Not Found; check the address", id="none"),
        pytest.param(says("204 x"), "204 No Content; check the address", id="no content"),
        pytest.param(says("206 x"), "206 Partial Content; check the address", id="a part"),
        pytest.param(says("429 x"), "429 Too Many Requests; try again later", id="too many"),
        pytest.param(says("503 x"), "503 Service Unavailable; try again later", id="busy"),
        pytest.param(
            says("302 x", "Location: /feed"),
            "redirects in a circle; check the address",
            id="circle",
        ),
        pytest.param(
            says("302 x", "Location: file:///etc/passwd"),
            "redirects to something other than http and https; check the address",
            id="a file",
        ),
        pytest.param(
            closes, "the answer is not HTTP, or breaks off; try again later", id="nothing"
        ),
        pytest.param(
            says(OK, "Content-Length: 9000", body=FEED),
            "the answer is not HTTP, or breaks off; try again later",
            id="less than promised",
        ),
        pytest.param(
            says(OK, "Transfer-Encoding: chunked", body=b"zz\r\n"),
            "the answer is not HTTP, or breaks off; try again later",
            id="broken chunks",
        ),
        pytest.param(
            says(OK, IN_GZIP, body=GZIPPED[:-9]),
            "the answer breaks off; try again later",
            id="half",
        ),
        pytest.param(says(OK, IN_GZIP), "the answer breaks off; try again later", id="no gzip"),
        pytest.param(
            says(OK, IN_GZIP, body=FEED),
            "is no gzip, as it says it is; check the address",
            id="false gzip",
        ),
        pytest.param(
            says(OK, "Content-Encoding: br", body=b"x"),
            "is compressed in a way that was not asked for; check the address",
            id="another compression",
        ),
        pytest.param(
            says(OK, "Content-Encoding: gzip, gzip", body=gzip.compress(GZIPPED)),
            "is compressed in a way that was not asked for; check the address",
            id="gzip in gzip",
        ),
        pytest.param(hangs, "no answer in 0.3 s; try again later", id="no answer"),
        pytest.param(
            drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
            "no answer in 0.3 s; try again later",
            id="drips",
        ),
        pytest.param(
            drips(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b""), 0),
            "no answer in 0.3 s; try again later",
            id="endless gzip of nothing",
        ),
    ],
)
def test_a_feed_that_can_not_be_had_is_an_error(
    server: Misbehaving, behaviour: Behaviour, text: str
) -> None:
    address = server.does("/feed", GET=behaviour)
    with pytest.raises(NetworkError) as caught:
        fetch(address, HURRIED if "0.3 s" in text else HERE)
    assert str(caught.value) == f"{address}: {text}"


@pytest.mark.parametrize("headers", [[], [IN_GZIP]], ids=["as it is", "gzip"])
def test_a_feed_may_have_so_many_bytes_and_no_more(server: Misbehaving, headers: list[str]) -> None:
    body = GZIPPED if headers else FEED
    address = server.does("/feed", GET=says(OK, *headers, body=body))
    assert fetch(address, HERE, len(FEED)) == FEED
    with pytest.raises(NetworkError, match=r"has more than 4012 bytes; check the address$"):
        fetch(address, HERE, len(FEED) - 1)


def test_an_endless_feed_is_left_off(server: Misbehaving) -> None:
    endless = drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 10_000, 0)
    with pytest.raises(NetworkError, match="has more than 1000000 bytes"):
        fetch(server.does("/feed", GET=endless), HERE, 1_000_000)


@pytest.mark.parametrize(
    "bomb",
    [
        pytest.param(says(OK, IN_GZIP, body=gzip.compress(bytes(100_000_000))), id="gzip"),
        pytest.param(
            says(OK, IN_GZIP, body=gzip.compress(bytes(1_000_000)) * 100), id="gzip after gzip"
        ),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 2000, 0), id="headers"),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 20_000, 0), id="a header"),
        pytest.param(
            drips(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 4000, 0
            ),
            id="chunks",
        ),
        pytest.param(
            drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"y" * 20_000, 0),
            id="what a chunk is called",
        ),
        pytest.param(
            drips(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 2000, 0
            ),
            id="headers at the end",
        ),
    ],
)
def test_no_bomb_fills_the_memory(server: Misbehaving, bomb: Behaviour) -> None:
    address = server.does("/feed", GET=bomb)
    tracemalloc.start()
    try:
        with pytest.raises(NetworkError):
            fetch(address, Limits(seconds=8, allow_private=True), 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_feed_in_a_private_network_is_not_fetched(server: Misbehaving) -> None:
    address = server.does("/feed", GET=says(OK, body=FEED))
    with pytest.raises(NetworkError, match=r"address 127\.0\.0\.1 is private; check the address"):
        fetch(address, Limits())
    assert server.connections == 0


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("file:///etc/passwd\x1b[31m", r"'file:///etc/passwd\x1b[31m'"),
        ("", "''"),
        ("http://me:secret@127.0.0.1/\x1ba", "http://127.0.0.1/%1Ba"),
    ],
)
def test_an_error_shows_the_address_without_what_nobody_should_see(
    address: str, shown: str
) -> None:
    with pytest.raises(NetworkError, match=re.escape(shown) + ": "):
        fetch(address, Limits())


def test_bytes_are_not_looked_at(server: Misbehaving) -> None:
    assert fetch(server.does("/feed", GET=sends(b"HTTP/1.0 200 OK\r\n\r\n\xff\x00")), HERE) == (
        b"\xff\x00"
    )
