"""Asking the preview: the application itself, and the server by a socket.

Clients tidy up addresses before they send them. These do not.
"""

import asyncio
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp, Message

from feedpub.cli.serve import Preview, application, listen
from feedpub.cli.serve._server import answer_in_thread
from feedpub.model import BuildResult, Counts, Problem


@dataclass(frozen=True)
class Answer:
    """What was answered; the names of header fields are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def result(*problems: Problem) -> BuildResult:
    """Return the result of a build that found `problems`."""
    return BuildResult(Counts(0, 0, 0, 0, 0, 0), (), (), problems, 0.0)


def previewed(project: Path, files: dict[str, str | bytes]) -> Preview:
    """Return the preview of a project whose build wrote `files` to ``out/``, ten seconds ago."""
    (project / "out").mkdir(exist_ok=True)
    for name, content in files.items():
        path = project / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, ns=(time.time_ns() - 10_000_000_000,) * 2)
    preview = Preview(project)
    preview.renew(lambda _changed: result())
    return preview


def ask(preview: Preview, target: str | bytes, method: str = "GET", **headers: str) -> Answer:
    """Ask the application for `target`, path and query as they would stand in the request."""
    raw, _, query = (target.encode() if isinstance(target, str) else target).partition(b"?")
    fields = {"host": "127.0.0.1:8000"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    scope: dict[str, object] = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": raw.decode("latin-1"),
        "raw_path": raw,
        "query_string": query,
        "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in fields.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    return asyncio.run(_asked(application(preview), scope))


async def _asked(app: ASGIApp, scope: dict[str, object]) -> Answer:
    requests: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]
    sent: list[Message] = []

    async def receive() -> Message:
        if requests:
            return requests.pop()
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    begin, *rest = sent
    headers = {name.decode(): value.decode("latin-1") for name, value in begin["headers"]}
    return Answer(begin["status"], headers, b"".join(part.get("body", b"") for part in rest))


@contextmanager
def serving(preview: Preview) -> Iterator[int]:
    """Serve `preview` by the real server; gives the port."""
    listener = listen(0)
    port: int = listener.getsockname()[1]
    with answer_in_thread(application(preview), listener):
        try:
            yield port
        finally:
            preview.end()


def sent(port: int, request: bytes) -> bytes:
    """Send bytes to the server, and return all that it answers until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))
