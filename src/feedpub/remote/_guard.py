"""Let requests out only to addresses that are public, or that the owner allows.

Otherwise anybody who writes a document or runs a server could have feedpub ask the router, the
database or the cloud's own services, which trust all requests from inside.
"""

import asyncio
import contextlib
import functools
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Any

import httpx

from feedpub.remote._ranges import IP, is_public
from feedpub.remote._reasons import Failed, FailedForNow, Private


class Guard:
    """A transport that looks up each host itself, and connects to the address that it checked.

    The name is not looked up again, for then it could lead elsewhere. `seconds` is how long to try
    to connect.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        # A connection is known by its IP address here, and many names share one: a connection that
        # was kept would serve a name that its certificate was not checked for.
        self._transport = httpx.AsyncHTTPTransport(
            verify=_authorities(),
            trust_env=False,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )

    async def send(
        self, request: httpx.Request, *, may_be_private: bool
    ) -> tuple[httpx.Response, bool]:
        """Send `request` to the first address of its host that accepts it; may raise `Failed`.

        Returns the answer, and whether its host has a private address.
        """
        host = host_of(request.url)
        if host.endswith("."):
            raise Failed("name ends in a dot")
        addresses = await _addresses(host)
        private = [address for address in addresses if not is_public(address)]
        if private and not may_be_private:
            raise Private(f"address {private[0]} is private")
        for address in addresses[:-1]:
            with contextlib.suppress(httpx.ConnectError, httpx.ConnectTimeout):
                answer = await self._send(request, address, self._seconds / len(addresses))
                return answer, bool(private)
        return await self._send(request, addresses[-1], self._seconds), bool(private)

    async def aclose(self) -> None:
        """Close what is open."""
        await self._transport.aclose()

    async def _send(self, request: httpx.Request, address: IP, seconds: float) -> httpx.Response:
        opened = []

        async def watch(event: str, info: Mapping[str, Any]) -> None:
            if event == "connection.connect_tcp.complete":
                opened.append(info["return_value"])

        to_address = httpx.Request(
            request.method,
            request.url.copy_with(host=str(address)),
            headers=request.headers,  # with the Host of the name
            stream=request.stream,
            extensions={
                "sni_hostname": host_of(request.url),
                "timeout": {"connect": seconds},
                "trace": watch,
            },
        )
        try:
            return await self._transport.handle_async_request(to_address)
        except BaseException:
            # httpcore leaves a connection open when the time is over in the midst of a handshake.
            for connection in opened:
                await connection.aclose()
            raise


def host_of(url: httpx.URL) -> str:
    """Return the host of `url` for a lookup: in ASCII, with Punycode left as it is."""
    return url.raw_host.decode("ascii")


@functools.cache
def _authorities() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


async def _addresses(host: str) -> list[IP]:
    try:
        found = await _in_a_thread(lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError):  # a label too long for Punycode is a UnicodeError
        raise FailedForNow("name can't be resolved") from None
    return list(dict.fromkeys(ip_address(entry[4][0]) for entry in found))


async def _in_a_thread(function: Callable[[], Any]) -> Any:
    # Not asyncio's own threads: no program can end before they do, and a resolver can take minutes.
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[Any] = loop.create_future()

    def settle(set_it: Callable[[Any], None], value: object) -> None:
        if not outcome.done():
            set_it(value)

    def work() -> None:
        try:
            step = (outcome.set_result, function())
        except (OSError, UnicodeError) as error:
            step = (outcome.set_exception, error)
        with contextlib.suppress(RuntimeError):  # nobody waits any longer, the loop is closed
            loop.call_soon_threadsafe(settle, *step)

    threading.Thread(target=work, daemon=True).start()
    return await outcome
