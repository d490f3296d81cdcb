"""How much may be asked of others: at a time, of one host, for how long."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What requests are held to.

    `at_once` requests at a time, `per_host` of them to one host; `seconds` for one address with
    its redirects, of which there may be `redirects`; the time that is spent waiting for a turn
    does not count. `allow_private` lets them go into private networks.
    """

    at_once: int = 8
    per_host: int = 2
    seconds: float = 10.0
    redirects: int = 5
    allow_private: bool = False


class Gate:
    """Lets requests through, so many at a time and so many to each host."""

    def __init__(self, limits: Limits) -> None:
        self._all = asyncio.Semaphore(limits.at_once)
        self._hosts: defaultdict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(limits.per_host)
        )

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn to ask `host`, and have it."""
        # The host comes first: those that wait for a busy host must not keep others from theirs.
        async with self._hosts[host], self._all:
            yield


class Patience:
    """The seconds that are left for one address; they pass only while they are `running`."""

    def __init__(self, seconds: float, begin: Callable[[], None] = lambda: None) -> None:
        """Take the seconds; `begin` is called before they pass, and can raise."""
        self._left = seconds
        self._begin = begin

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Let the time pass; raise TimeoutError when there is none left."""
        self._begin()
        loop = asyncio.get_running_loop()
        start = loop.time()
        try:
            async with asyncio.timeout(self._left):
                yield
        finally:
            self._left -= loop.time() - start
