import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub import __version__
from feedpub.model import Fact
from feedpub.remote import Limits, probe
from tests.misbehaving import (
    Behaviour,
    Misbehaving,
    after,
    closes,
    drips,
    hangs,
    says,
    sends,
)

TODAY: Final = date(2026, 2, 3)
HERE: Final = Limits(allow_private=True)
HURRIED: Final = Limits(seconds=0.3, allow_private=True)

OK: Final = "200 OK"
PART: Final = "206 Partial Content"
PNG: Final = "Content-Type: image/png"
GOOD: Final = says(OK, PNG, "Content-Length: 1234")
REFUSED: Final = says("405 Method Not Allowed", "Content-Length: 0")
NOT_HTTP: Final = "the answer is not HTTP, or breaks off"
SLOW: Final = "no answer in 0.3 s"


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with Misbehaving() as running:
        yield running


def asked(address: str, limits: Limits = HERE) -> Fact:
    (fact,) = probe([address], limits, TODAY)
    assert (fact.url, fact.asked) == (address, TODAY)
    if fact.failure is not None:
        assert fact.failure.isprintable()
        assert 0 < len(fact.failure) <= 100
        assert (fact.length, fact.type) == (None, None)
    return fact


def told(fact: Fact) -> tuple[int | None, str | None, str | None]:
    return fact.length, fact.type, fact.failure


def partial(content_range: str, *headers: str) -> Behaviour:
    return says(PART, PNG, "Content-Length: 1", f"Content-Range: {content_range}", *headers)


class TestHead:
    def test_that_tells_all_is_enough(self, server: Misbehaving) -> None:
        assert told(asked(server.does("/a", HEAD=GOOD))) == (1234, "image/png", None)
        assert server.methods() == ["HEAD"]

    @pytest.mark.parametrize(
        ("header", "media_type"),
        [
            pytest.param("Image/PNG; charset=binary", "image/png", id="with a parameter"),
            pytest.param("image/svg+xml", "image/svg+xml", id="an image in XML"),
            pytest.param("audio/mpeg", "audio/mpeg", id="audio"),
            pytest.param("video/mp4;codecs=x", "video/mp4", id="video"),
            pytest.param("application/pdf", "application/pdf", id="a document"),
            pytest.param("application/octet-stream", None, id="some bytes"),
            pytest.param("binary/octet-stream", None, id="some bytes, as S3 says it"),
        ],
    )
    def test_tells_the_type(self, server: Misbehaving, header: str, media_type: str | None) -> None:
        head = says(OK, f"Content-Type: {header}", "Content-Length: 5")
        assert told(asked(server.does("/a", HEAD=head))) == (5, media_type, None)
        assert server.methods() == ["HEAD"]

    def test_names_feedpub_and_nothing_else(self, server: Misbehaving) -> None:
        asked(server.does("/a", any=says("404 Not Found")))
        for call in server.calls:
            assert call.headers["user-agent"] == f"feedpub/{__version__}"
            assert call.headers["accept-encoding"] == "identity"
            assert not {"referer", "cookie", "authorization", "origin"} & set(call.headers)
        assert [call.headers.get("range") for call in server.calls] == [None, "bytes=0-0"]

    @pytest.mark.parametrize(
        "head",
        [
            pytest.param(says("403 Forbidden", PNG, "Content-Length: 9"), id="forbidden"),
            pytest.param(says("404 Not Found", PNG, "Content-Length: 9"), id="not found"),
            pytest.param(says("405 Method Not Allowed", "Allow: GET"), id="not allowed"),
            pytest.param(says("501 Not Implemented"), id="not implemented"),
            pytest.param(says("500 Internal Server Error"), id="an error"),
            pytest.param(says("204 No Content"), id="no content"),
            pytest.param(says(OK, PNG), id="no length"),
            pytest.param(says(OK, PNG, "Content-Length: 0"), id="a length of 0"),
            pytest.param(says(OK, PNG, "Content-Length: many"), id="a length that is no number"),
            pytest.param(says(OK, PNG, "Content-Length: -7"), id="a negative length"),
            pytest.param(says(OK, PNG, "Content-Length: +7"), id="a length with a sign"),
            pytest.param(says(OK, PNG, f"Content-Length: {2**53 + 1}"), id="an absurd length"),
            pytest.param(says(OK, PNG, f"Content-Length: {10**18}"), id="a more absurd length"),
            pytest.param(says(OK, PNG, f"Content-Length: {'9' * 5000}"), id="endless digits"),
            pytest.param(says(OK, PNG, "Content-Length: 7, 8"), id="two lengths"),
            pytest.param(
                says(OK, PNG, "Content-Length: 7", "Content-Length: 8"), id="two lines of length"
            ),
            pytest.param(
                says(OK, PNG, "Content-Length: 7", "Content-Encoding: gzip"), id="a packed length"
            ),
            pytest.param(
                says(OK, PNG, "Content-Length: 7", "Transfer-Encoding: chunked"), id="chunks"
            ),
            pytest.param(says(OK, "Content-Length: 7"), id="no type"),
            pytest.param(says(OK, "Content-Type: png", "Content-Length: 7"), id="half a type"),
            pytest.param(says(OK, "Content-Type: image/*", "Content-Length: 7"), id="a range"),
            pytest.param(
                says(OK, "Content-Type: text/html", "Content-Length: 7"), id="a page for HEAD"
            ),
            pytest.param(partial("bytes 0-0/99"), id="a part, which nobody asked for"),
            pytest.param(closes, id="the end"),
            pytest.param(sends(b"\x15\x03\x01\x00\x02\x02P"), id="something else than HTTP"),
        ],
    )
    def test_that_is_of_no_use_is_followed_by_a_get(
        self, server: Misbehaving, head: Behaviour
    ) -> None:
        address = server.does("/a", HEAD=head, GET=partial("bytes 0-0/1234"))
        assert told(asked(address)) == (1234, "image/png", None)
        assert server.methods() == ["HEAD", "GET"]

    def test_goes_after_what_a_get_says(self, server: Misbehaving) -> None:
        head = says(OK, "Content-Length: 7")
        address = server.does("/a", HEAD=head, GET=partial("bytes 0-0/1234"))
        assert told(asked(address)) == (1234, "image/png", None)

    def test_fills_in_what_a_get_leaves_out(self, server: Misbehaving) -> None:
        head, get = says(OK, "Content-Length: 7"), says(OK, PNG, "Transfer-Encoding: chunked")
        assert told(asked(server.does("/a", HEAD=head, GET=get))) == (7, "image/png", None)


HTML: Final = "answered with a page (text/html) and not with a file"


@pytest.mark.parametrize(
    ("get", "fact"),
    [
        pytest.param(GOOD, (1234, "image/png", None), id="the whole file"),
        pytest.param(partial("bytes 0-0/77"), (77, "image/png", None), id="a byte"),
        pytest.param(partial("Bytes 0-9/77"), (77, "image/png", None), id="more than a byte"),
        pytest.param(partial("bytes 0-0/*"), (None, "image/png", None), id="of unknown length"),
        pytest.param(partial("bytes */5"), (None, "image/png", None), id="of no part"),
        pytest.param(partial("bytes 3-2/5"), (None, "image/png", None), id="backwards"),
        pytest.param(partial("bytes 0-5/5"), (None, "image/png", None), id="past the end"),
        pytest.param(partial("bytes 0-0/0"), (None, "image/png", None), id="of nothing"),
        pytest.param(partial("bytes 0-0/-5"), (None, "image/png", None), id="of less"),
        pytest.param(partial("0-0/5"), (None, "image/png", None), id="of no unit"),
        pytest.param(partial("bytes 0-0/5x"), (None, "image/png", None), id="and a letter"),
        pytest.param(
            partial(f"bytes 0-0/{2**53 + 1}"), (None, "image/png", None), id="of an absurd length"
        ),
        pytest.param(
            partial("bytes 0-0/" + "9" * 5000), (None, "image/png", None), id="of endless digits"
        ),
        pytest.param(
            partial("bytes 0-0/5", "Content-Range: bytes 0-0/6"),
            (None, "image/png", None),
            id="of two lengths",
        ),
        pytest.param(
            partial("bytes 0-0/5", "Content-Encoding: br"), (None, "image/png", None), id="packed"
        ),
        pytest.param(says(PART, PNG), (None, "image/png", None), id="a part of who knows what"),
        pytest.param(
            says(OK, PNG, "Content-Length: 9", body=b"short"), (9, "image/png", None), id="shorter"
        ),
        pytest.param(
            says(OK, PNG, "Content-Length: 1", body=b"longer"), (1, "image/png", None), id="longer"
        ),
        pytest.param(
            drips(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", b"x" * 999),
            (None, "image/png", None),
            id="an endless body",
        ),
        pytest.param(
            drips(
                b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n",
                b"3\r\nabc\r\n",
            ),
            (None, "image/png", None),
            id="endless chunks",
        ),
        pytest.param(
            says(OK, "Content-Type: image/png\x01\x7f", "Content-Length: 9"),
            (9, None, None),
            id="a type with control characters",
        ),
        pytest.param(
            says(OK, "Content-Type: \xef\xbf\xbd/\xff", "Content-Length: 9"),
            (9, None, None),
            id="a type that is no text",
        ),
        pytest.param(
            says(OK, "Content-Type: image/png, image/gif", "Content-Length: 9"),
            (9, None, None),
            id="two types",
        ),
        pytest.param(
            says(OK, PNG, "Content-Type: image/gif", "Content-Length: 9"),
            (9, None, None),
            id="two lines of type",
        ),
        pytest.param(
            says(OK, f"Content-Type: image/{'x' * 200}", "Content-Length: 9"),
            (9, None, None),
            id="too long a type",
        ),
        pytest.param(
            says(OK, "Content-Type: font/woff2", "Content-Length: 9"), (9, None, None), id="a font"
        ),
        pytest.param(
            says(OK, "Content-Type: application/problem+json", "Content-Length: 9"),
            (None, None, "answered with a page (application/problem+json) and not with a file"),
            id="data",
        ),
        pytest.param(
            says(OK, "Content-Type: text/html", "Content-Length: 9"), (None, None, HTML), id="page"
        ),
        pytest.param(
            says(OK, "Content-Type: TEXT/HTML; charset=utf-8"), (None, None, HTML), id="a PAGE"
        ),
        pytest.param(
            says(OK, "Content-Type: application/xhtml+xml", "Content-Length: 9"),
            (None, None, HTML.replace("text/html", "application/xhtml+xml")),
            id="an XHTML page",
        ),
        pytest.param(
            says(OK, f"Content-Type: text/{'x' * 100}", "Content-Length: 9"),
            (None, None, HTML.replace("html", "x" * 30)),
            id="a page of a long type",
        ),
        pytest.param(says("404 Nothing\x1b[31m"), (None, None, "404 Not Found"), id="none"),
        pytest.param(says("204 No Content", PNG), (None, None, "204 No Content"), id="no content"),
        pytest.param(says("304 x", PNG), (None, None, "304 Not Modified"), id="not modified"),
        pytest.param(
            says("429 x", "Retry-After: 1"), (None, None, "429 Too Many Requests"), id="too many"
        ),
        pytest.param(
            says("503 x", "Retry-After: 1"), (None, None, "503 Service Unavailable"), id="busy"
        ),
        pytest.param(
            says("599 x"), (None, None, "status 599, which no standard knows"), id="unknown"
        ),
        pytest.param(
            says("101 Switching Protocols", "Upgrade: x", "Connection: upgrade"),
            (None, None, NOT_HTTP),
            id="another protocol",
        ),
        pytest.param(
            sends(b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n" * 50 + b"HTTP/1.1 404 \r\n\r\n"),
            (None, None, "404 Not Found"),
            id="many hints and then an answer",
        ),
        pytest.param(
            says(OK, PNG, "Content-Length: nine"), (None, None, NOT_HTTP), id="a length in words"
        ),
        pytest.param(says(OK, "X" * 200_000), (None, None, NOT_HTTP), id="a huge header"),
        pytest.param(
            says(OK, *(f"X-{number}: y" for number in range(20_000))),
            (None, None, NOT_HTTP),
            id="thousands of headers",
        ),
        pytest.param(
            drips(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 20_000, 0), (None, None, NOT_HTTP), id="endless"
        ),
        pytest.param(says("OK"), (None, None, NOT_HTTP), id="no status"),
        pytest.param(sends(b"\x00\xff" * 500 + b"\r\n\r\n"), (None, None, NOT_HTTP), id="garbage"),
        pytest.param(sends(b"<html>" + b"\n" * 9), (None, None, NOT_HTTP), id="HTTP/0.9"),
        pytest.param(says(OK, "no colon"), (None, None, NOT_HTTP), id="a line that is no header"),
        pytest.param(sends(b"HTTP/1.1 200 OK\r\nX: y\r\n"), (None, None, NOT_HTTP), id="half"),
        pytest.param(closes, (None, None, NOT_HTTP), id="nothing"),
        pytest.param(hangs, (None, None, SLOW), id="no answer"),
        pytest.param(drips(b"HTTP/1.1 200 OK\r\nX: ", b"y"), (None, None, SLOW), id="drips"),
        pytest.param(
            drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 99, 0), (None, None, SLOW), id="100s"
        ),
    ],
)
def test_whatever_a_server_says_to_a_get_is_a_fact(
    server: Misbehaving, get: Behaviour, fact: tuple[object, ...]
) -> None:
    limits = HURRIED if SLOW in fact else HERE
    assert told(asked(server.does("/a", HEAD=REFUSED, GET=get), limits)) == fact


def test_a_server_that_hangs_at_head_has_no_more_time_for_get(server: Misbehaving) -> None:
    assert asked(server.does("/a", HEAD=hangs, GET=GOOD), HURRIED).failure == SLOW


PIECES: Final = [
    *[b"200 OK", b"206 ", b"301 ", b"\r\n", b"\r\n\r\n", b": ", b"9", b"0-0/", b"/a", b"//["],
    *[b"HTTP/1.1 ", b"Location: ", b"Content-Type: ", b"image/png", b"Content-Length: "],
    *[b"Content-Range: bytes ", b"Content-Encoding: ", b"Transfer-Encoding: chunked"],
]


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=5), max_size=20).map(b"".join))
@settings(deadline=None, max_examples=40)
def test_any_bytes_make_a_fact(data: bytes) -> None:
    with Misbehaving() as server:
        asked(
            server.does("/a", any=sends(b"HTTP/1.1 " + data)),
            Limits(redirects=2, seconds=2, allow_private=True),
        )


def test_nobody_at_the_port_is_a_refused_connection() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        assert asked(address).failure == "connection refused"


def test_a_server_that_never_accepts_takes_no_longer_than_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        assert asked(f"http://127.0.0.1:{deaf.getsockname()[1]}/", HURRIED).failure == SLOW


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "ftp://x.org/a", "http://", "a.png"])
def test_an_address_of_another_kind_is_not_asked(address: str) -> None:
    assert asked(address).failure == "is no http or https address"


def test_an_endless_address_is_not_asked() -> None:
    assert asked(f"http://127.0.0.1/{'a' * 70_000}").failure == "is no http or https address"


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_are_followed(self, server: Misbehaving, status: int) -> None:
        server.does("/b/c", HEAD=GOOD)
        address = server.does("/b/a", HEAD=says(f"{status} x", "Location: ../b/c#d"))
        assert told(asked(address)) == (1234, "image/png", None)

    @pytest.mark.parametrize(
        ("location", "reason"),
        [
            pytest.param("Location: file:///etc/passwd", "something other than http", id="file"),
            pytest.param("Location: gopher://127.0.0.1/", "something other than http", id="gopher"),
            pytest.param("Location: http://[::1", "something other than http", id="broken"),
            pytest.param("Location: /a", "in a circle", id="itself"),
            pytest.param("X: y", "no address", id="nowhere"),
            pytest.param("Location: /b\r\nLocation: /c", "several", id="two places"),
        ],
    )
    def test_that_lead_nowhere_end(self, server: Misbehaving, location: str, reason: str) -> None:
        address = server.does("/a", any=says("302 Found", location))
        assert reason in str(asked(address).failure)
        assert server.methods() == ["HEAD"]

    def test_in_a_circle_end(self, server: Misbehaving) -> None:
        server.does("/b", any=says("302 Found", "Location: /a"))
        address = server.does("/a", any=says("302 Found", "Location: /b"))
        assert asked(address).failure == "redirects in a circle"

    @pytest.mark.parametrize(("steps", "failure"), [(5, None), (6, "too many redirects")])
    def test_are_counted(self, server: Misbehaving, steps: int, failure: str | None) -> None:
        for step in range(steps):
            server.does(f"/{step}", any=says("302 Found", f"Location: /{step + 1}"))
        server.does(f"/{steps}", any=GOOD)
        assert asked(server.address("/0")).failure == failure

    def test_share_the_time(self, server: Misbehaving) -> None:
        for step in range(4):
            slowly = after(0.1, says("302 Found", f"Location: /{step + 1}"))
            server.does(f"/{step}", any=slowly)
        server.does("/4", any=GOOD)
        assert asked(server.address("/0"), HURRIED).failure == SLOW

    def test_carry_no_cookies_and_no_referer(self, server: Misbehaving) -> None:
        server.does("/b", any=says("404 Not Found", "Set-Cookie: b=2"))
        asked(server.does("/a", any=says("302 Found", "Set-Cookie: a=1; Path=/", "Location: /b")))
        assert [call.path for call in server.calls] == ["/a", "/b", "/a", "/b"]
        assert all(not {"cookie", "referer"} & set(call.headers) for call in server.calls)


PUBLIC: Final = "93.184.215.14"


def resolve(monkeypatch: pytest.MonkeyPatch, **names: list[str]) -> list[str]:
    """Make names under .test lead to addresses; return the list of what will be looked up."""
    real, asked_for = socket.getaddrinfo, []

    def getaddrinfo(host: str, *arguments: Any, **keywords: Any) -> Any:
        asked_for.append(host)
        addresses = names.get(host.removesuffix(".test"), [host])
        return [entry for address in addresses for entry in real(address, *arguments, **keywords)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked_for


class TestGuard:
    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "localhost",
            "2130706433",
            "0x7f.1",
            "0177.0.0.1",
            "127.1",
            "127.0.0.1.",
            "１２７.0.0.1",
            "0",
            "0.0.0.0",
            "0x7f000001",
            "0X7F.0x0.0.1",
            "017700000001",
            "0177.0.0.0x1",
            "127.0.1",
            "127.255.255.254",
            "127.1.",
            "0x7f.0.1",
            "00000177.1",
            "127。0。0。1",
            "①②⑦.⓪.⓪.①",
            "%31%32%37.0.0.1",
            "127%2E0%2E0%2E1",
            "LOCALHOST",
            "ｌｏｃａｌｈｏｓｔ",
            "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
            "loc\tal\nhost",
            "me:secret@localhost",
            "1.1.1.1@127.0.0.1",
        ],
    )
    def test_lets_nobody_in(self, server: Misbehaving, host: str) -> None:
        fact = asked(server.address("/a", host), Limits())
        assert str(fact.failure).endswith("is private")
        assert server.connections == 0

    @pytest.mark.parametrize(
        "address",
        [
            "http://[::1]/a",
            "http://[::ffff:127.0.0.1]/a",
            "http://[::ffff:7f00:1]/a",
            "http://[0:0:0:0:0:0:0:1]/a",
            "http://[::]/a",
            "http://127.0.0.1\\@1.1.1.1/a",
            "http:\\\\127.0.0.1/a",
            "http:127.0.0.1/a",
            "file:///etc/passwd",
            "gopher://127.0.0.1/",
        ],
    )
    def test_lets_no_other_form_in(self, address: str) -> None:
        assert asked(address, Limits()).failure in (
            "is no http or https address",
            "address 127.0.0.1 is private",
        )

    @pytest.mark.parametrize("evil", ["%0d%0aX-Evil: 1", "\r\nX-Evil: 1", "\u010d\u010aX-Evil: 1"])
    def test_sends_no_header_of_an_address(self, server: Misbehaving, evil: str) -> None:
        server.does("/a", any=says("302 x", f"Location: /b?{evil.encode().decode('latin-1')}"))
        asked(server.address(f"/a{evil} HTTP/1.1{evil}"))
        asked(server.address("/a"))
        assert server.calls
        for call in server.calls:
            assert "x-evil" not in call.headers
            assert call.path.isascii() and call.path.isprintable()

    def test_lets_no_name_with_a_dot_at_its_end_in(self, server: Misbehaving) -> None:
        fact = asked(server.address("/a", "localhost."), Limits())
        assert fact.failure == "name ends in a dot"
        assert server.connections == 0

    def test_lets_no_name_in_that_leads_to_a_private_address_too(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resolve(monkeypatch, both=[PUBLIC, "127.0.0.1"], six=["::ffff:127.0.0.1"])
        fact = asked(server.address("/a", "both.test"), Limits())
        assert fact.failure == "address 127.0.0.1 is private"
        fact = asked(server.address("/a", "six.test"), Limits())
        assert str(fact.failure).endswith("is private")
        assert server.connections == 0

    def test_stands_at_redirects_too(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The public server is the one on 127.0.0.1, which counts as public for this once.
        resolve(monkeypatch, public=["127.0.0.1"], inside=["10.0.0.1"])
        monkeypatch.setattr(
            "feedpub.remote._guard.is_public", lambda address: str(address) == "127.0.0.1"
        )
        server.does("/a", any=says("302 Found", "Location: http://inside.test/"))
        fact = asked(server.address("/a", "public.test"), Limits())
        assert fact.failure == "address 10.0.0.1 is private"

    def test_lets_no_public_server_send_on_into_a_private_network_that_is_allowed(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Who allows private addresses allows those that are named, not all that servers name."""
        resolve(monkeypatch, public=["127.0.0.1"], inside=["127.0.0.2"])
        monkeypatch.setattr(
            "feedpub.remote._guard.is_public", lambda address: str(address) == "127.0.0.1"
        )
        there = f"Location: http://inside.test:{server.port}/b"
        server.does("/a", any=says("302 Found", there))
        fact = asked(server.address("/a", "public.test"), HERE)
        assert fact.failure == "address 127.0.0.2 is private"
        assert {call.path for call in server.calls} == {"/a"}

    def test_lets_a_private_server_send_on_to_another_one_where_they_are_allowed(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resolve(monkeypatch, one=["127.0.0.1"], two=["127.0.0.1"])
        server.does("/b", any=GOOD)
        server.does("/a", any=says("302 Found", f"Location: {server.address('/b', 'two.test')}"))
        assert asked(server.address("/a", "one.test")).length == 1234

    def test_connects_to_what_it_checked_and_looks_up_once(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked_for = resolve(monkeypatch, a=["127.0.0.1"])
        server.does("/a", any=GOOD)
        assert asked(server.address("/a", "a.test")).length == 1234
        assert asked_for == ["a.test"]
        assert server.calls[0].headers["host"] == f"a.test:{server.port}"

    def test_looks_up_the_name_that_a_browser_would(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked_for = resolve(monkeypatch, **{"xn--fa-hia": ["10.0.0.1"]})
        assert asked("http://faß.test/", Limits()).failure == "address 10.0.0.1 is private"
        assert set(asked_for) == {"xn--fa-hia.test"}

    def test_tries_the_next_address_where_one_does_not_answer(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resolve(monkeypatch, a=["127.0.0.9", "127.0.0.1"])
        server.does("/a", any=GOOD)
        assert asked(server.address("/a", "a.test")).length == 1234

    def test_says_that_a_name_leads_nowhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def getaddrinfo(*arguments: object, **keywords: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        assert asked("http://a.test/").failure == "name can't be resolved"

    def test_resolves_names_in_the_time_that_there_is(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **keywords: time.sleep(2))
        assert asked("http://a.test/", HURRIED).failure == SLOW

    @pytest.mark.parametrize("host", ["a..b", ".a.test", "a" * 64 + ".test"])
    def test_says_that_an_odd_name_leads_nowhere(self, host: str) -> None:
        assert asked(f"http://{host}/").failure is not None


class TestMany:
    def test_are_told_in_the_order_given_and_each_once(self, server: Misbehaving) -> None:
        server.does("/slow", any=after(0.2, GOOD))
        server.does("/fast", any=GOOD)
        server.does("/none", any=says("404 Not Found"))
        server.does("/hangs", any=hangs)
        paths = ["/hangs", "/slow", "/fast", "/slow", "/none", "/fast"]
        limits = Limits(seconds=1, allow_private=True)
        facts = probe([server.address(path) for path in paths], limits, TODAY)
        assert [(fact.url, *told(fact)) for fact in facts] == [
            (server.address("/hangs"), None, None, "no answer in 1 s"),
            (server.address("/slow"), 1234, "image/png", None),
            (server.address("/fast"), 1234, "image/png", None),
            (server.address("/none"), None, None, "404 Not Found"),
        ]

    def test_none_is_nothing(self) -> None:
        assert probe([], Limits(), TODAY) == []

    def test_of_a_host_that_does_not_answer_are_asked_twice(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resolve(monkeypatch, a=["127.0.0.1"], b=["127.0.0.1"])
        silent = [server.address(f"/{n}", "a.test") for n in range(20)]
        for number in range(20):
            server.does(f"/{number}", any=hangs)
        server.does("/b", any=GOOD)
        *facts, good = probe([*silent, server.address("/b", "b.test")], HURRIED, TODAY)
        why = Counter(fact.failure for fact in facts)
        assert why.keys() == {SLOW, "not asked, for its server did not answer before"}
        assert 2 <= why[SLOW] <= 5  # some are on their way when the second is given up
        assert good.failure is None

    def test_that_one_document_names_are_waited_for_a_few_times(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hosts = "abcdefghijklmnopqrst"
        resolve(monkeypatch, **{name: ["127.0.0.1"] for name in hosts})
        server.does("/", any=hangs)
        server.does("/good", any=GOOD)
        named = {server.address("/", f"{name}.test"): "one.md" for name in hosts}
        named[server.address("/good", "t.test")] = "other.md"
        limits = Limits(at_once=2, seconds=0.3, allow_private=True)
        *silent, good = probe(named, limits, TODAY)
        why = Counter(fact.failure for fact in silent)
        assert why.keys() == {SLOW, "not asked, for others that the document names did not answer"}
        assert 4 <= why[SLOW] <= 7  # some are on their way when the fourth is given up
        assert good.failure is None

    def test_are_asked_so_many_at_a_time_and_of_a_host(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resolve(monkeypatch, **{name: ["127.0.0.1"] for name in "abcd"})
        addresses = []
        for number in range(40):
            server.does(f"/{number}", any=after(0.03, GOOD))
            addresses.append(server.address(f"/{number}", f"{'abcd'[number % 4]}.test"))
        facts = probe(addresses, Limits(5, 2, allow_private=True), TODAY)
        assert [fact.length for fact in facts] == [1234] * 40
        assert server.most_at_once == 5
        assert set(server.most_per_host.values()) == {2}

    def test_do_not_lose_their_time_while_they_wait_for_a_turn(self, server: Misbehaving) -> None:
        addresses = [server.does(f"/{number}", any=after(0.15, GOOD)) for number in range(6)]
        limits = Limits(per_host=1, seconds=0.7, allow_private=True)
        assert {fact.failure for fact in probe(addresses, limits, TODAY)} == {None}

    def test_to_a_busy_host_keep_none_from_another(
        self, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resolve(monkeypatch, a=["127.0.0.1"], b=["127.0.0.1"])
        server.does("/b", any=GOOD)
        addresses = [server.address(f"/a{number}", "a.test") for number in range(2)]
        for number in range(2):
            server.does(f"/a{number}", any=hangs)
        came: list[Fact] = []

        def watch(what: str, facts: Iterable[Any], length: int) -> Iterable[Any]:
            for fact in facts:
                came.append(fact)
                yield fact

        limits = Limits(at_once=2, per_host=1, seconds=0.5, allow_private=True)
        probe([*addresses, server.address("/b", "b.test")], limits, TODAY, watch)
        assert came[0].length == 1234

    def test_are_shown_as_they_come(self, server: Misbehaving) -> None:
        shown: list[tuple[str, int]] = []

        def watch(what: str, facts: Iterable[Any], length: int) -> Iterable[Any]:
            for fact in facts:
                shown.append((fact.url, length))
                yield fact

        slow = server.does("/slow", any=after(0.2, GOOD))
        fast = server.does("/fast", any=GOOD)
        facts = probe([slow, fast], HERE, TODAY, watch)
        assert [fact.url for fact in facts] == [slow, fast]
        assert shown == [(fast, 2), (slow, 2)]

    def test_can_be_given_up(self, server: Misbehaving) -> None:
        def give_up(what: str, facts: Iterable[Any], length: int) -> Iterable[Any]:
            for _ in facts:
                raise KeyboardInterrupt
            yield

        addresses = [server.does("/fast", any=GOOD), server.does("/hangs", any=hangs)]
        with pytest.raises(KeyboardInterrupt):
            probe(addresses, HERE, TODAY, give_up)


# Made for these tests and signed by itself, for a.test, from 2020 to 2120.
CERTIFICATE: Final = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0uCozdUNPbcIEJVL
caxHAmT9PjsIhamCkBJNm1TSz9ChRANCAATtxxnbJRJGDuBdnyIRFXGvSGfV4ctt
8AFSHAmN9/Xx4/EsUEd52oyl9kksglnT6eiGonaGM9dBSwj95uMtZv8J
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBazCCARGgAwIBAgIUMVy3Bo834gd0GBnc94YfMrAuXwkwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGYS50ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAw
MDAwWjARMQ8wDQYDVQQDDAZhLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATtxxnbJRJGDuBdnyIRFXGvSGfV4ctt8AFSHAmN9/Xx4/EsUEd52oyl9kksglnT
6eiGonaGM9dBSwj95uMtZv8Jo0UwQzARBgNVHREECjAIggZhLnRlc3QwDwYDVR0T
AQH/BAUwAwEB/zAdBgNVHQ4EFgQUQ/L5hW95ipBR3MqCOg0lqJrTVyAwCgYIKoZI
zj0EAwIDSAAwRQIgP9Fcf9V3uYDYmDoEiZicO/CHW9wDCtRcDpiIEONG+HQCIQD1
6mEEs1dffwN4Amp1y9rf76bw3LDwVd+QFiVLM4NEcw==
-----END CERTIFICATE-----
"""


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file with a certificate and its key."""
    path = tmp_path / "certificate.pem"
    path.write_text(CERTIFICATE, "ascii")
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    """What a server of https needs."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


class TestHttps:
    def test_needs_a_certificate_that_is_valid(self, tls: ssl.SSLContext) -> None:
        with Misbehaving(tls) as server:
            server.does("/a", any=GOOD)
            assert asked(server.address("/a")).failure == "certificate is not valid"
            assert server.calls == []

    def test_checks_the_certificate_for_the_name_and_tells_the_name(
        self, tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        trusting = ssl.create_default_context(cafile=certificate)
        monkeypatch.setattr("feedpub.remote._guard._authorities", lambda: trusting)
        resolve(monkeypatch, a=["127.0.0.1"], b=["127.0.0.1"])
        names: list[str | None] = []
        tls.sni_callback = lambda _, name, __: names.append(name)
        with Misbehaving(tls) as server:
            server.does("/a", any=GOOD)
            assert asked(server.address("/a", "a.test")).length == 1234
            assert names == ["a.test"]
            fact = asked(server.address("/a", "b.test"))
            assert fact.failure == "certificate is not valid"

    def test_of_a_server_that_does_not_speak_it_is_no_secure_connection(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as plain:

            def answer() -> None:
                for _ in ("HEAD", "GET"):
                    connection, _ = plain.accept()
                    with connection:
                        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                        connection.recv(9999)

            thread = threading.Thread(target=answer)
            thread.start()
            fact = asked(f"https://127.0.0.1:{plain.getsockname()[1]}/")
            thread.join()
        assert fact.failure == "no secure connection"

    def test_of_a_server_that_is_silent_ends_in_time(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"https://127.0.0.1:{silent.getsockname()[1]}/"
            assert asked(address, HURRIED).failure == SLOW
