"""What a browser does with pieces of HTML: which scripts run, what is fetched.

    snippets ── observe ─▶ {(name, Method): Outcome}

Each snippet gets a fresh document for each way of inserting it. Nothing leaves the machine:
every request is recorded and answered here.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from tests.browser.cdp import BrowserError, Connection, Json, chromium, find_chromium
from tests.browser.outcome import Method, Outcome, Request
from tests.browser.page import Page

__all__ = ["BrowserError", "Method", "Outcome", "Outcomes", "Request", "find_chromium", "observe"]

Outcomes: TypeAlias = dict[tuple[str, Method], Outcome]
"""By the name of the snippet and the way it was inserted."""

_PAGES: Final = 6
_SECONDS_FOR_A_SNIPPET: Final = 30
_MOST_TRIES: Final = 3


def observe(
    binary: str, snippets: Mapping[str, str], methods: Iterable[Method] = tuple(Method)
) -> Outcomes:
    """Insert every one of `snippets`, by name, in every way into a page of `binary`."""
    return asyncio.run(_observe(binary, snippets, tuple(methods)))


async def _observe(
    binary: str, snippets: Mapping[str, str], methods: tuple[Method, ...]
) -> Outcomes:
    outcomes: Outcomes = {}
    waiting = ((name, method) for name in snippets for method in methods)
    async with chromium(binary) as browser:
        pages = _Pages(browser)
        await pages.attach()
        async with asyncio.TaskGroup() as workers:
            for _ in range(_PAGES):
                workers.create_task(_work(pages, waiting, snippets, outcomes))
    return outcomes


async def _work(
    pages: "_Pages",
    waiting: Iterator[tuple[str, Method]],
    snippets: Mapping[str, str],
    outcomes: Outcomes,
) -> None:
    """Take from `waiting`, which other workers take from too, until nothing is left."""
    page = await pages.open()
    for name, method in waiting:
        for _ in range(_MOST_TRIES):
            try:
                async with asyncio.timeout(_SECONDS_FOR_A_SNIPPET):
                    outcomes[name, method] = await page.observe(method, snippets[name])
                break
            except TimeoutError:
                # The machine may be busy, or the page beyond help.
                page.close()
                page = await pages.open()
            except BrowserError as error:
                error.add_note(f"{name}, by {method}: {snippets[name][:400]!r}")
                raise
        else:
            raise BrowserError(f"{name}, by {method}, did not come to rest")


class _Pages:
    """Opens pages, and gives each window that one of them opens to its page."""

    def __init__(self, browser: Connection) -> None:
        self._browser = browser
        self._sessions: dict[str, str] = {}
        self._pages: dict[str, Page] = {}
        browser.listen("", self._take)

    async def attach(self) -> None:
        """Have every page, from now on, wait until it is watched."""
        settings = {
            "autoAttach": True,
            "waitForDebuggerOnStart": True,
            "flatten": True,
            "filter": [{"type": "page"}],
        }
        await self._browser.send("Target.setAutoAttach", settings)

    async def open(self) -> Page:
        """Open a page, in a window of its own: only what can be seen is drawn."""
        settings = {"url": "about:blank", "newWindow": True}
        target = (await self._browser.send("Target.createTarget", settings))["targetId"]
        page = self._pages[target] = Page(self._browser, target, self._sessions[target])
        await page.load()
        return page

    def _take(self, event: str, details: Json) -> None:
        if event == "Target.attachedToTarget":
            info, session = details["targetInfo"], details["sessionId"]
            self._sessions[info["targetId"]] = session
            opener = self._pages.get(info.get("openerId", ""))
            if opener is not None:
                self._pages[info["targetId"]] = opener
                opener.adopt(info["targetId"], session, info.get("openerFrameId", ""))
