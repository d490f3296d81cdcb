"""Fetch a feed from a server."""

import asyncio
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import httpx

from feedpub.errors import NetworkError
from feedpub.remote._limits import Limits
from feedpub.remote._reasons import Failed, FailedForNow, Private, of_status
from feedpub.remote._visits import Visits
from feedpub.web.urls import absolute

_OK: Final = 200
_PERMANENT: Final = frozenset({301, 308})
_ACCEPT: Final = {"Accept-Encoding": "gzip"}
_GZIP: Final = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Served:
    """An answer: its decompressed `body`, the address where redirects ended, its Content-Type.

    `moved` is the address to which permanent redirects lead, if there are any.
    """

    body: bytes
    address: str
    content_type: str | None
    moved: str | None = None


def fetch(address: str, limits: Limits, most_bytes: int = 20_000_000) -> bytes:
    """Return the bytes that are served at `address`, decompressed; follow redirects.

    Raises NetworkError where that fails, or where there are more than `most_bytes`.
    """
    return visit(address, limits, most_bytes).body


def visit(address: str, limits: Limits, most_bytes: int = 20_000_000) -> Served:
    """Fetch as `fetch` does, and return the whole answer."""
    try:
        return asyncio.run(_fetch(address, limits, most_bytes))
    except Failed as failed:
        where = absolute(address) or repr(address)
        raise NetworkError(f"{where}: {failed}; {_advice(failed)}") from None


def _advice(failed: Failed) -> str:
    match failed:
        case FailedForNow():
            return "try again later"
        case Private():
            return "check the address, or give --allow-private if you trust it"
        case _:
            return "check the address"


async def _fetch(address: str, limits: Limits, most_bytes: int) -> Served:
    async with (
        Visits(limits) as visits,
        visits.answer("GET", address, visits.patience(), _ACCEPT) as response,
    ):
        if response.status_code != _OK:
            is_passing = response.status_code == 429 or response.status_code >= 500
            raise (FailedForNow if is_passing else Failed)(of_status(response.status_code))
        body = await read(response, most_bytes)
        moved = _moved(response)
        return Served(body, str(response.url), response.headers.get("content-type"), moved)


def _moved(response: httpx.Response) -> str | None:
    """Return the address to which the redirects lead up to the first that is not permanent."""
    moved = None
    for step, after in pairwise((*response.history, response)):
        if step.status_code not in _PERMANENT:
            break
        moved = str(after.url)
    return moved


async def read(response: httpx.Response, most_bytes: int) -> bytes:
    """Return the body of an answer, decompressed; may raise `Failed`."""
    body = _Body(response.headers, most_bytes)
    async for chunk in response.aiter_raw():
        body.add(chunk)
    return body.whole()


class _Body:
    """A body that is decompressed as it arrives, up to a number of bytes."""

    def __init__(self, headers: httpx.Headers, most_bytes: int) -> None:
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise Failed("is compressed in a way that was not asked for")
        self._gzip = zlib.decompressobj(_GZIP) if "gzip" in encoding else None
        self._most = most_bytes
        self._bytes = bytearray()

    def add(self, chunk: bytes) -> None:
        for part in self._decompress(chunk) if self._gzip else (chunk,):
            self._bytes += part
            if len(self._bytes) > self._most:
                raise Failed(f"has more than {self._most} bytes")

    def whole(self) -> bytes:
        if self._gzip and not self._gzip.eof:
            raise FailedForNow("the answer breaks off")
        return bytes(self._bytes)

    def _decompress(self, chunk: bytes) -> Iterator[bytes]:
        while chunk and self._gzip:
            if self._gzip.eof:  # gzip may be followed by more gzip (RFC 1952 §2.2)
                self._gzip = zlib.decompressobj(_GZIP)
            try:
                # One byte more than allowed tells too many from just enough.
                yield self._gzip.decompress(chunk, self._most - len(self._bytes) + 1)
            except zlib.error:
                raise Failed("is no gzip, as it says it is") from None
            chunk = self._gzip.unused_data
