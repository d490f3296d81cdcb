"""What an open page is told, by the real server."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from feedpub.cli.serve import Preview
from feedpub.errors import ConfigError
from feedpub.model import BuildResult, Problem, Severity
from tests.serve.asking import previewed, result, sent, serving


def events(response: httpx.Response) -> Iterator[dict[str, Any]]:
    for line in response.iter_lines():
        if line:
            yield json.loads(line.removeprefix("data: "))


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    return previewed(tmp_path, {"a.rss": "a"})


def test_a_page_is_told_what_is_so_and_what_changes(preview: Preview, tmp_path: Path) -> None:
    def broken(_changed: object) -> BuildResult:
        raise ConfigError("feeds/site.toml:1: <b>\nfeeds/x.toml:2: no")

    problem = Problem(Severity.ERROR, "date-missing", "seeds/<i>.md", 1, "there is no date")
    with serving(preview) as port:
        address = f"http://127.0.0.1:{port}/-/events"
        with (
            httpx.stream("GET", address, timeout=20) as first,
            httpx.stream("GET", address) as other,
        ):
            assert first.headers["content-type"] == "text/event-stream; charset=utf-8"
            assert first.headers["cache-control"] == "no-cache"
            told, also_told = events(first), events(other)
            state = preview.status.digest
            assert next(told) == {"digest": state, "failure": "", "problems": []}
            assert next(also_told)["digest"] == state
            preview.renew(broken)
            failure = "feeds/site.toml:1: <b>\nfeeds/x.toml:2: no"
            assert next(told) == {"digest": state, "failure": failure, "problems": []}
            preview.renew(lambda _changed: result(problem))
            shown = {"severity": "error", "text": "seeds/<i>.md:1: there is no date"}
            assert next(told) == {"digest": state, "failure": "", "problems": [shown]}
            (tmp_path / "out/b.rss").write_text("b")
            preview.renew(lambda _changed: result(problem))
            assert next(told)["digest"] == preview.status.digest != state
            assert len([next(also_told) for _ in range(3)]) == 3
            preview.renew(lambda _changed: result(problem))  # nothing that is new
            preview.end()
            assert list(told) == list(also_told) == []


def test_pages_that_are_closed_are_forgotten(preview: Preview) -> None:
    with serving(preview) as port:
        for _ in range(3):
            with httpx.stream("GET", f"http://127.0.0.1:{port}/-/events") as response:
                next(events(response))
        for _ in range(200):
            if not preview._listeners:
                break
            sent(port, b"GET /a.rss HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert not preview._listeners


def test_the_server_ends_while_pages_listen_and_clients_dawdle(preview: Preview) -> None:
    with serving(preview) as port:
        listening = socket.create_connection(("127.0.0.1", port))
        listening.sendall(b"GET /-/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert listening.recv(9) == b"HTTP/1.1 "
        dawdling = socket.create_connection(("127.0.0.1", port))
        dawdling.sendall(b"GET / HT")
    for connection in (listening, dawdling):
        connection.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_head_and_large_files_over_the_wire(tmp_path: Path) -> None:
    body = bytes(range(256)) * 4096
    preview = previewed(tmp_path, {"a.mp3": body, "a.rss": "x" * 1000})
    with serving(preview) as port, httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        assert client.get("/a.mp3").content == body
        assert client.get("/a.mp3", headers={"Range": "bytes=300000-"}).content == body[300000:]
        for name in ("/a.mp3", "/a.rss", "/", "/none"):
            get, head = client.get(name), client.head(name)
            assert (head.status_code, head.content) == (get.status_code, b"")
            assert head.headers.get("content-length") == get.headers.get("content-length")
        assert client.get("/a.rss").headers["content-encoding"] == "gzip"
