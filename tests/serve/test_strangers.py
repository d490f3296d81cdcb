"""What other sites and other programs of the machine can have of the preview: nothing."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.serve.asking import previewed, sent, serving

CONNECTIONS = 400


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder: Path = tmp_path_factory.mktemp("project")
    with serving(previewed(folder, {"all.rss": "public", "index.html": "<p>public"})) as port:
        yield port


def request(*fields: str, method: str = "GET", path: str = "/all.rss") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", *fields, "Connection: close", "", ""]
    return "\r\n".join(lines).encode()


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "localhost:1"])
def test_its_own_names_are_answered(port: int, host: str) -> None:
    assert status(sent(port, request(f"Host: {host}"))) == 200


@pytest.mark.parametrize(
    "fields",
    [
        ["Host: evil.example"],
        ["Host: 127.0.0.1.evil.example"],
        ["Host: evil.example:8000"],
        ["Host: localhost.evil.example"],
        ["Host: evil.example#127.0.0.1"],
        ["Host: 127.0.0.1@evil.example"],
        ["Host: 127.0.0.1, evil.example"],
        ["Host: [::1]"],
        ["Host: 0.0.0.0"],
        ["Host:"],
        [],
        ["Host: 127.0.0.1", "Host: evil.example"],
        ["Host: evil.example", "X-Forwarded-Host: 127.0.0.1"],
    ],
)
@pytest.mark.parametrize("path", ["/all.rss", "/-/events", "/", "/nothing"])
def test_a_name_that_was_made_to_lead_here_reads_nothing(
    port: int, fields: list[str], path: str
) -> None:
    answer = sent(port, request(*fields, path=path))
    assert status(answer) == 400
    assert b"public" not in answer


@pytest.mark.parametrize("path", ["/all.rss", "/", "/-/feedpub.js", "/nothing"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_no_other_site_is_allowed_to_read(port: int, path: str, origin: str) -> None:
    for method in ("GET", "OPTIONS", "POST"):
        fields = ["Host: 127.0.0.1", f"Origin: {origin}", "Access-Control-Request-Method: GET"]
        answer = sent(port, request(*fields, method=method, path=path))
        assert b"access-control-" not in answer.lower()
        assert method == "GET" or status(answer) == 405


def test_slow_connections_keep_nobody_waiting(port: int) -> None:
    with ExitStack() as stack:
        for number in range(CONNECTIONS):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            slow.sendall(request("Host: 127.0.0.1")[: number % 40])
        started = time.monotonic()
        answers = [sent(port, request("Host: 127.0.0.1")) for _ in range(5)]
        assert time.monotonic() - started < 10
        assert [status(answer) for answer in answers] == [200] * 5
        assert status(sent(port, request("Host: evil.example"))) == 400
