"""Send requests, and follow their redirects one by one."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import httpx

from feedpub import __version__
from feedpub.remote._guard import Guard, host_of
from feedpub.remote._limits import Gate, Limits, Patience
from feedpub.remote._reasons import Failed, Private, failures_in_words
from feedpub.web.urls import absolute

# Not 300, 304 and 305: these do not name an address to ask in the same way.
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

_HEADERS: Final = {
    "User-Agent": f"feedpub/{__version__}",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class Visits:
    """Requests that keep to common `limits`.

    They use the transport and not httpx.Client, so no cookies are kept, no .netrc is read, and no
    redirect is followed behind our back.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._gate = Gate(limits)
        self._guard = Guard(limits.seconds)

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
        """Return the time limit for one address; `begin` is called before the time runs."""
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
        *,
        is_named: bool = False,
    ) -> AsyncIterator[httpx.Response]:
        """Give the answer to a request, its body not yet read; follow the statuses `redirects`.

        An address that `is_named` by the owner may be private, and so may other pages of its
        server, but no other target of a redirect. Where `limits` allow private addresses, a private
        server may redirect to another one, a public one may not.

        Raises `Failed` where there is no answer, and in the block when the time is over or the body
        breaks off. The connection is closed at the end. The redirects are its `history`.
        """
        url = absolute(address)
        seen = {url}
        history: list[httpx.Response] = []
        may_be_private = is_named or self._limits.allow_private
        for _ in range(self._limits.redirects + 1):
            request = _request(method, url, headers, content)
            try:
                async with self._once(request, patience, may_be_private) as (response, is_private):
                    if response.status_code not in redirects:
                        response.history = history
                        yield response
                        return
                    locations = response.headers.get_list("location")
                    history.append(response)
            except Private as refused:
                # Whoever allows private addresses does not allow a public server to lead there.
                raise (Failed(str(refused)) if history else refused) from None
            url = _next(locations, url)
            if url in seen:
                raise Failed("redirects in a circle")
            seen.add(url)
            may_be_private = (self._limits.allow_private and is_private) or (
                is_named and _origin(url) == _origin(address)
            )
        raise Failed("too many redirects")

    @asynccontextmanager
    async def _once(
        self, request: httpx.Request, patience: Patience, may_be_private: bool
    ) -> AsyncIterator[tuple[httpx.Response, bool]]:
        async with self._gate.turn(host_of(request.url)):
            with failures_in_words(self._limits.seconds):
                async with patience.running():
                    response, is_private = await self._guard.send(
                        request, may_be_private=may_be_private
                    )
                    response.request = request
                    try:
                        yield response, is_private
                    finally:
                        await response.aclose()


def _request(
    method: str, url: str | None, headers: Mapping[str, str], content: bytes
) -> httpx.Request:
    try:
        if url is not None:
            return httpx.Request(method, url, headers={**_HEADERS, **headers}, content=content)
    except httpx.InvalidURL:  # httpx accepts no more than 65536 characters
        pass
    raise Failed("is no http or https address")


def _origin(address: str) -> tuple[str, ...]:
    """Return scheme, host and port, which tell one server from another."""
    url = urlsplit(absolute(address) or "")
    return url.scheme, url.netloc


def _next(locations: list[str], url: str | None) -> str:
    if len(set(locations)) != 1:
        raise Failed("redirects to no address, or to several")
    target = absolute(locations[0], url)
    if target is None:
        raise Failed("redirects to something other than http and https")
    return target
