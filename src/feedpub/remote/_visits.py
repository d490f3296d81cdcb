"""Requests, with their redirects followed one by one."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Final, Self

import httpx

from feedpub import __version__
from feedpub.remote._guard import Guard, host_of
from feedpub.remote._limits import Gate, Limits, Patience
from feedpub.remote._reasons import Failed, told_plainly
from feedpub.urls import absolute

# 300, 304 and 305 name no other address that could be asked in the same way.
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

_HEADERS: Final = {
    "User-Agent": f"feedpub/{__version__}",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class Visits:
    """Requests that keep to common `limits`; the hosts `named` may be private.

    The transport is used as it is, without httpx's client: what is not there can't keep cookies,
    read .netrc or follow a redirect by itself.
    """

    def __init__(self, limits: Limits, named: Iterable[str] = ()) -> None:
        self._limits = limits
        self._gate = Gate(limits)
        self._guard = Guard(limits.allow_private, limits.seconds, frozenset(named))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._guard.aclose()

    def patience(self, begin: Callable[[], None] = lambda: None) -> Patience:
        """Return the time that there is for one address; `begin` is called before it passes."""
        return Patience(self._limits.seconds, begin)

    @asynccontextmanager
    async def answer(
        self,
        method: str,
        address: str,
        patience: Patience,
        headers: Mapping[str, str],
        content: bytes = b"",
        redirects: Collection[int] = _REDIRECTS,
    ) -> AsyncIterator[httpx.Response]:
        """Give the answer to a request, its body not yet read; follow the statuses `redirects`.

        Raises `Failed` where there is no answer, and inside of it when the time is over or the
        body breaks off. The connection is closed at the end.
        """
        url = absolute(address)
        seen = {url}
        for _ in range(self._limits.redirects + 1):
            request = _request(method, url, headers, content)
            async with self._once(request, patience) as response:
                if response.status_code not in redirects:
                    yield response
                    return
                locations = response.headers.get_list("location")
            url = _next(locations, url)
            if url in seen:
                raise Failed("redirects in a circle")
            seen.add(url)
        raise Failed("too many redirects")

    @asynccontextmanager
    async def _once(
        self, request: httpx.Request, patience: Patience
    ) -> AsyncIterator[httpx.Response]:
        async with self._gate.turn(host_of(request.url)):
            with told_plainly(self._limits.seconds):
                async with patience.running():
                    response = await self._guard.handle_async_request(request)
                    response.request = request
                    try:
                        yield response
                    finally:
                        await response.aclose()


def _request(
    method: str, url: str | None, headers: Mapping[str, str], content: bytes
) -> httpx.Request:
    try:
        if url is not None:
            return httpx.Request(method, url, headers={**_HEADERS, **headers}, content=content)
    except httpx.InvalidURL:  # httpx takes none of more than 65536 characters
        pass
    raise Failed("is no http or https address")


def _next(locations: list[str], url: str | None) -> str:
    if len(set(locations)) != 1:
        raise Failed("redirects to no address, or to several")
    target = absolute(locations[0], url)
    if target is None:
        raise Failed("redirects to something other than http and https")
    return target
