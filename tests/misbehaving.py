"""A server on 127.0.0.1 that does whatever a test wants, and remembers what was asked of it."""

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Self, TypeAlias

Behaviour: TypeAlias = Callable[["Call"], Awaitable[None]]


@dataclass
class Call:
    """One request, and the way to answer it."""

    writer: asyncio.StreamWriter
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()


@dataclass
class Misbehaving:
    """Runs in a thread of its own while it is entered; `tls` makes it a server of https."""

    tls: SSLContext | None = None
    calls: list[Call] = field(default_factory=list)
    connections: int = 0
    most_at_once: int = 0
    most_per_host: Counter[str] = field(default_factory=Counter)
    port: int = 0
    _now: Counter[str] = field(default_factory=Counter)
    _behaviours: dict[tuple[str, str], Behaviour] = field(default_factory=dict)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    def __enter__(self) -> Self:
        started = threading.Event()
        self._thread = threading.Thread(
            target=self._loop.run_until_complete, args=(self._serve(started),)
        )
        self._thread.start()
        assert started.wait(5)
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()
        self._loop.close()

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def does(self, path: str, **behaviours: Behaviour) -> str:
        """Set what happens on a method (`any` for all of them); return the address of `path`."""
        for method, behaviour in behaviours.items():
            self._behaviours[path, method] = behaviour
        return self.address(path)

    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    async def _serve(self, started: threading.Event) -> None:
        tasks: set[asyncio.Task[None]] = set()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            tasks.add(asyncio.create_task(self._converse(reader, writer)))

        server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await self._over.wait()
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # What clients break off is no fault of the server.
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._answer(await self._call(reader, writer))
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Call:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        method, path, _ = first.split(" ")
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in lines)
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        return Call(writer, method, path, headers, body)

    async def _answer(self, call: Call) -> None:
        self.calls.append(call)
        host = call.headers["host"]
        self._now[host] += 1
        self.most_per_host[host] = max(self.most_per_host[host], self._now[host])
        self.most_at_once = max(self.most_at_once, self._now.total())
        behaviour = self._behaviours.get((call.path, call.method))
        try:
            await (behaviour or self._behaviours[call.path, "any"])(call)
        finally:
            self._now[host] -= 1


def says(status: str, *headers: str, body: bytes = b"") -> Behaviour:
    """Answer with these lines and this body, whatever HTTP thinks of it."""
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""])
    return sends(head.encode("latin-1") + body)


def sends(data: bytes) -> Behaviour:
    """Answer with these bytes."""

    async def behave(call: Call) -> None:
        await call.send(data)

    return behave


def drips(start: bytes, drop: bytes, pause: float = 0.02) -> Behaviour:
    """Send `start`, and then `drop` again and again without end."""

    async def behave(call: Call) -> None:
        await call.send(start)
        while True:
            await call.send(drop)
            await asyncio.sleep(pause)

    return behave


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave in one way after the other, and then always in the last."""
    left = list(behaviours)

    async def behave(call: Call) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(call)

    return behave


def after(seconds: float, then: Behaviour) -> Behaviour:
    """Wait, and then behave so."""

    async def behave(call: Call) -> None:
        await asyncio.sleep(seconds)
        await then(call)

    return behave


hangs = after(3600, sends(b""))
closes = sends(b"")
