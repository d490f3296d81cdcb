from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qs

import pytest

from feedpub.model import Ping
from feedpub.remote import Limits, ping
from tests.misbehaving import Behaviour, Misbehaving, after, closes, hangs, in_turn, says, sends

TOPIC: Final = "https://x.org/feeds/a.atom?b=1&c=图"
HURRIED: Final = Limits(seconds=0.3)

ACCEPTED: Final = says("202 Accepted", "Content-Length: 0")
BROKEN: Final = says("500 Internal Server Error")


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with Misbehaving() as running:
        yield running


def told(address: str, limits: Limits = Limits(), attempts: int = 3) -> str | None:
    """Ping one hub without much of a pause; return why it failed."""
    failed = ping([Ping(address, TOPIC)], limits, attempts, pause=0.01)
    if not failed:
        return None
    ((which, reason),) = failed
    assert which == Ping(address, TOPIC)
    assert reason.isprintable()
    return reason


def test_a_hub_is_told_by_both_names_of_the_topic(server: Misbehaving) -> None:
    assert told(server.does("/hub", POST=ACCEPTED)) is None
    (call,) = server.calls
    assert call.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(call.body.decode()) == {
        "hub.mode": ["publish"],
        "hub.url": [TOPIC],
        "hub.topic": [TOPIC],
    }


@pytest.mark.parametrize("status", ["200 OK", "201 Created", "202 Accepted", "204 No Content"])
def test_any_status_of_success_will_do(server: Misbehaving, status: str) -> None:
    assert told(server.does("/hub", POST=says(status))) is None


def test_a_hub_that_fails_twice_and_then_accepts_is_told(server: Misbehaving) -> None:
    assert told(server.does("/hub", POST=in_turn(BROKEN, closes, ACCEPTED))) is None
    assert server.methods() == ["POST"] * 3


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        pytest.param(BROKEN, "500 Internal Server Error", id="an error"),
        pytest.param(says("503 x"), "503 Service Unavailable", id="busy"),
        pytest.param(says("408 x"), "408 Request Timeout", id="too slow"),
        pytest.param(says("425 x"), "425 Too Early", id="too early"),
        pytest.param(says("429 x"), "429 Too Many Requests", id="too many"),
        pytest.param(closes, "the answer is not HTTP, or breaks off", id="nothing"),
        pytest.param(sends(b"\x00"), "the answer is not HTTP, or breaks off", id="no HTTP"),
    ],
)
def test_a_hub_that_may_do_better_is_tried_again_and_then_given_up(
    server: Misbehaving, behaviour: Behaviour, reason: str
) -> None:
    assert told(server.does("/hub", POST=behaviour)) == reason
    assert len(server.calls) == 3


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        pytest.param(says("400 No\x1b[31m"), "400 Bad Request", id="bad"),
        pytest.param(says("404 x"), "404 Not Found", id="no hub"),
        pytest.param(says("301 x", "Location: /new"), "301 Moved Permanently", id="moved"),
        pytest.param(says("302 x", "Location: /new"), "302 Found", id="found elsewhere"),
        pytest.param(says("303 x", "Location: /new"), "303 See Other", id="see elsewhere"),
        pytest.param(says("307 x", "Location: /hub"), "redirects in a circle", id="a circle"),
    ],
)
def test_a_hub_that_says_no_is_not_tried_again(
    server: Misbehaving, behaviour: Behaviour, reason: str
) -> None:
    assert told(server.does("/hub", POST=behaviour)) == reason
    assert server.methods() == ["POST"]


def test_a_hub_that_hangs_is_given_up(server: Misbehaving) -> None:
    address = server.does("/hub", POST=hangs)
    assert told(address, HURRIED, attempts=2) == "no answer in 0.3 s"
    assert len(server.calls) == 2


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_that_keeps_the_method_keeps_the_news(server: Misbehaving, status: int) -> None:
    server.does("/new", POST=ACCEPTED)
    assert told(server.does("/hub", POST=says(f"{status} x", "Location: /new"))) is None
    assert [(call.method, call.path) for call in server.calls] == [
        ("POST", "/hub"),
        ("POST", "/new"),
    ]
    assert server.calls[0].body == server.calls[1].body != b""


def test_a_hub_may_be_private_but_does_not_open_other_private_hosts(server: Misbehaving) -> None:
    there = f"Location: http://127.0.0.2:{server.port}/new"
    assert told(server.does("/hub", POST=says("307 x", there))) == "address 127.0.0.2 is private"
    assert len(server.calls) == 1


def test_a_hub_may_redirect_to_itself_but_not_to_another_port(server: Misbehaving) -> None:
    with Misbehaving() as other:
        there = other.does("/new", POST=ACCEPTED)
        server.does("/hub", POST=says("307 x", f"Location: {there}"))
        assert told(server.address("/hub")) == "address 127.0.0.1 is private"
        assert other.calls == []


def test_a_hub_is_not_redirected_to_the_private_host_of_another_hub(server: Misbehaving) -> None:
    with Misbehaving() as inner:
        private = inner.does("/hub", POST=ACCEPTED)
        inner.does("/other", POST=ACCEPTED)
        outer = server.does("/hub", POST=says("307 x", f"Location: {inner.address('/other')}"))
        failed = ping([Ping(outer, TOPIC), Ping(private, TOPIC)], Limits(), pause=0.01)
        assert failed == [(Ping(outer, TOPIC), "address 127.0.0.1 is private")]
        assert [call.path for call in inner.calls] == ["/hub"]


class TestRetryAfter:
    """What is waited is not measured: the pauses are taken down in place of waiting."""

    @pytest.fixture
    def pauses(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        taken: list[float] = []

        async def take_down(seconds: float) -> None:
            taken.append(seconds)

        monkeypatch.setattr("feedpub.remote._persistence.sleep", take_down)
        return taken

    @pytest.mark.parametrize(
        ("header", "pause"),
        [
            pytest.param("7", 7.0, id="seconds"),
            pytest.param("0", 1.0, id="no time"),
            pytest.param("86400", 30.0, id="a day"),
            pytest.param("9" * 5000, 1.0, id="endless digits"),
            pytest.param("-5", 1.0, id="a negative number"),
            pytest.param("soon", 1.0, id="a word"),
            pytest.param("Wed, 21 Oct 2015 07:28:00 GMT", 1.0, id="a date"),
        ],
    )
    def test_is_kept_to_as_far_as_is_bearable(
        self, server: Misbehaving, pauses: list[float], header: str, pause: float
    ) -> None:
        busy = says("503 x", f"Retry-After: {header}")
        address = server.does("/hub", POST=in_turn(busy, ACCEPTED))
        assert ping([Ping(address, TOPIC)], Limits()) == []
        assert pauses == [pause]

    def test_apart_the_pauses_double(self, server: Misbehaving, pauses: list[float]) -> None:
        address = server.does("/hub", POST=BROKEN)
        assert len(ping([Ping(address, TOPIC)], Limits(), attempts=8)) == 1
        assert pauses == [1, 2, 4, 8, 16, 30, 30]


def test_those_that_failed_come_back_in_the_order_given(server: Misbehaving) -> None:
    slow = Ping(server.does("/slow", POST=after(0.2, says("403 Forbidden"))), TOPIC)
    good = Ping(server.does("/good", POST=ACCEPTED), TOPIC)
    bad = Ping(server.does("/bad", POST=says("410 Gone")), TOPIC)
    none = Ping("mailto:hub@x.org", TOPIC)
    assert ping([slow, good, bad, none, slow, good], Limits()) == [
        (slow, "403 Forbidden"),
        (bad, "410 Gone"),
        (none, "is no http or https address"),
    ]
    assert len(server.calls) == 3


def test_a_hub_is_told_so_many_topics_at_a_time(server: Misbehaving) -> None:
    address = server.does("/hub", POST=after(0.03, ACCEPTED))
    pings = [Ping(address, f"https://x.org/{number}") for number in range(9)]
    assert ping(pings, Limits(per_host=3)) == []
    assert len(server.calls) == 9
    assert server.most_at_once == 3


def test_no_hub_is_nothing_to_do() -> None:
    assert ping([], Limits()) == []
