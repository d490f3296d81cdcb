"""One page of the browser, into which one snippet after the other is put."""

import asyncio
import base64
import json
from asyncio import Future
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.browser.cdp import BrowserError, Connection, Json
from tests.browser.outcome import Method, Outcome
from tests.browser.recorder import Recorder

_SITE: Final = "http://reader.example/"
_HTML: Final = (
    b'<!doctype html><meta charset="utf-8"><title>reader</title><link rel="icon" href="data:,">'
)
_PIXEL: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
    "rkJggg=="
)
_TYPES: Final = {"Document": "text/html", "Script": "text/javascript", "Stylesheet": "text/css"}


def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


_RENEW: Final = _script("renew.js")
_VISITOR: Final = _script("visitor.js")
_CLOBBERED: Final = _script("clobbered.js")

# What a reader's program might call its variables, and the attacks think that it does.
_VARIABLES: Final = ("readerConfig", "readerPlugins", "readerTheme")

_SECONDS_OF_A_WAIT: Final = 0.05
_MOST_WAITS: Final = 20

_SETUP: Final[tuple[tuple[str, Json], ...]] = (
    ("Page.enable", {}),
    ("Runtime.enable", {}),
    ("Network.enable", {}),
    ("Debugger.enable", {}),
    ("Fetch.enable", {"patterns": [{"urlPattern": "*"}]}),
    ("Runtime.addBinding", {"name": "__report"}),
    ("Page.addScriptToEvaluateOnNewDocument", {"source": _script("hooks.js")}),
    ("Emulation.setFocusEmulationEnabled", {"enabled": True}),
    ("Runtime.runIfWaitingForDebugger", {}),
)

# What the protocol answers when another document has taken the place of the visitor's.
_WORLD_IS_GONE: Final = ("context was destroyed", "navigated or closed", "Promise was collected")


async def _quiet(recorder: Recorder) -> None:
    """Wait, not for ever, until all that was asked for has come, and has been acted upon."""
    waits = 0
    while waits < _MOST_WAITS and not recorder.is_quiet:
        await asyncio.sleep(_SECONDS_OF_A_WAIT)
        waits += 1
    if waits:
        await asyncio.sleep(_SECONDS_OF_A_WAIT)


class Page:
    """A page, the frame in it that snippets are put into, and the windows that they open."""

    def __init__(self, browser: Connection, target: str, session: str) -> None:
        """Take a target of the browser that waits for its debugger, and the session for it."""
        self._browser = browser
        self._target = target
        self._session = session
        self._windows: dict[str, str] = {}
        self._recorder = Recorder()
        self._frame = ""
        self._keeper = 0
        self._loaded: Future[None] = Future()
        self._ready = self._prepare(session)

    async def load(self) -> None:
        """Go to the reader's page."""
        await self._ready
        await self._browser.send("Page.navigate", {"url": _SITE}, self._session)
        await self._loaded
        self._keeper = await self._world(self._target)

    async def observe(self, method: Method, html: str) -> Outcome:
        """Insert `html` into a fresh document, do all that a person could, tell what came of it."""
        await self._call(self._keeper, _RENEW)
        recorder = self._recorder
        try:
            visitor = await self._world(self._frame)
            await self._call(visitor, _VISITOR, str(method), html)
        except BrowserError as error:
            if not any(words in str(error) for words in _WORLD_IS_GONE):
                raise
            recorder.script("document replaced")
        await _quiet(recorder)
        self._close_windows()
        self._recorder = Recorder()  # the snippet's is complete; the next script is ours
        expression = f"({_CLOBBERED})({json.dumps(_VARIABLES)})"
        answer = await self._send(
            "Runtime.evaluate", {"expression": expression, "returnByValue": True}
        )
        return recorder.outcome(answer["value"])

    def adopt(self, target: str, session: str, opener: str) -> None:
        """Record what a window does that was opened by the frame `opener`."""
        self._windows[session] = target
        if self._recorder.adopt(target, opener):
            self._prepare(session)
        else:
            self._close_windows()

    def close(self) -> None:
        """Close the page and its windows."""
        self._close_windows()
        self._browser.forget(self._session)
        self._browser.send("Target.closeTarget", {"targetId": self._target})

    def _close_windows(self) -> None:
        while self._windows:
            session, target = self._windows.popitem()
            self._browser.forget(session)
            self._browser.send("Target.closeTarget", {"targetId": target})

    async def _world(self, frame: str) -> int:
        """Make a world for scripts that the frame's own can't reach; return its context."""
        settings = {"frameId": frame, "worldName": "feedpub"}
        world = await self._browser.send("Page.createIsolatedWorld", settings, self._session)
        context: int = world["executionContextId"]
        return context

    async def _call(self, context: int, function: str, *arguments: str) -> None:
        call = {
            "executionContextId": context,
            "functionDeclaration": function,
            "arguments": [{"value": argument} for argument in arguments],
            "awaitPromise": True,
        }
        await self._send("Runtime.callFunctionOn", call)

    async def _send(self, command: str, parameters: Json) -> Json:
        answer = await self._browser.send(command, parameters, self._session)
        if "exceptionDetails" in answer:
            raise BrowserError(f"a script of the tests failed: {answer['exceptionDetails']}")
        result: Json = answer["result"]
        return result

    def _prepare(self, session: str) -> Future[Json]:
        self._browser.listen(session, lambda event, details: self._take(session, event, details))
        *_, last = [self._browser.send(*command, session) for command in _SETUP]
        return last

    def _take(self, session: str, event: str, details: Json) -> None:
        self._recorder.take(event, details)
        match event:
            case "Page.frameNavigated" if details["frame"]["url"] == _SITE:
                if not self._loaded.done():
                    self._loaded.set_result(None)
            case "Page.frameAttached" if details["parentFrameId"] == self._target:
                self._frame = details["frameId"]
                self._recorder = Recorder(self._frame, self._target)
            case "Fetch.requestPaused":
                self._browser.send("Fetch.fulfillRequest", self._answer(details), session)
            case "Page.javascriptDialogOpening":
                self._browser.send("Page.handleJavaScriptDialog", {"accept": True}, session)
            case _:
                pass

    def _answer(self, paused: Json) -> Json:
        kind = paused["resourceType"]
        status, media_type, body = 200, _TYPES.get(kind, "text/plain"), b""
        if not self._loaded.done():
            body = _HTML
        elif kind == "Document" and paused["frameId"] in {self._target, self._frame}:
            status = 204  # the document stays: there may be more to see
        elif kind == "Image" and urlsplit(paused["request"]["url"]).path.endswith(".png"):
            media_type, body = "image/png", _PIXEL
        elif kind == "Image":
            status = 404
        headers = {"content-type": media_type, "access-control-allow-origin": "*"}
        return {
            "requestId": paused["requestId"],
            "responseCode": status,
            "responseHeaders": [{"name": name, "value": value} for name, value in headers.items()],
            "body": base64.b64encode(body).decode(),
        }
