"""Limit requests: at a time, to one host, in seconds."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that all requests keep to.

    `at_once` requests at a time, `per_host` of them to one host; `seconds` for one address with up
    to `redirects` redirects, without the time that it waits for its turn. `allow_private` lets
    requests into private networks.
    """

    at_once: int = 8
    per_host: int = 2
    seconds: float = 10.0
    redirects: int = 5
    allow_private: bool = False


class Gate:
    """A gate that lets so many requests pass at a time, and so many to each host."""

    def __init__(self, limits: Limits) -> None:
        self._all = asyncio.Semaphore(limits.at_once)
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(limits.per_host)
        )

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn to ask `host`; the turn lasts as long as the block."""
        # First the host: requests that wait for a busy host must not hold up those to others.
        async with self._hosts[host], self._all:
            yield


class Patience:
    """The seconds that are left for one address; they pass only while they are `running`."""

    def __init__(self, seconds: float, begin: Callable[[], None] = lambda: None) -> None:
        """Begin with so many seconds; `begin` is called before they run, and can raise."""
        self._left = seconds
        self._begin = begin

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Let the time run during the block; raise TimeoutError when it is over."""
        self._begin()
        loop = asyncio.get_running_loop()
        start = loop.time()
        try:
            async with asyncio.timeout(self._left):
                yield
        finally:
            self._left -= loop.time() - start
