"""Talking to Chromium over its debugging pipe: no port, no library, gone when the pipe closes."""

import asyncio
import itertools
import json
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A JSON object of the DevTools protocol; what is in it is the protocol's business."""

Listener: TypeAlias = Callable[[str, Json], None]
"""Takes the name of an event and its parameters."""

_BINARIES: Final = ("chromium", "chromium-browser", "google-chrome")

_FEATURES_OFF: Final = (
    "HttpsUpgrades",
    # Frames of other sites stay in the process, and so in the session, of the page.
    "IsolateOrigins",
    "IsolateSandboxedIframes",
    "site-per-process",
    # Parts of the window that take more time than all the pages.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-popup-blocking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-site-isolation-trials",
    f"--disable-features={','.join(_FEATURES_OFF)}",
    "--mute-audio",
    # Requests are answered before they get this far; what slips through finds no address.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)

# Chromium reads commands from descriptor 3 and writes answers and events to descriptor 4.
_WITH_PIPES: Final = 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null'
_LONGEST_MESSAGE: Final = 64 * 2**20
_SECONDS_TO_CLOSE: Final = 10


class BrowserError(Exception):
    """Chromium did not start, went away, or refused a command."""


def find_chromium() -> str | None:
    """Return the path of Chromium: the one FEEDPUB_CHROMIUM names, or the first on PATH."""
    named = os.environ.get("FEEDPUB_CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, _BINARIES)), None)


class Connection:
    """Commands to, and events from, one Chromium."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        """Take a Chromium that has its pipes, and the file that its messages are in."""
        self._process = process
        self._log = log
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Json]] = {}
        self._listeners: dict[str, Listener] = {}
        self._reader = asyncio.create_task(self._read())

    def listen(self, session: str, listener: Listener) -> None:
        """Give the events of `session` (``""``: of the browser itself) to `listener`."""
        self._listeners[session] = listener

    def forget(self, session: str) -> None:
        """Drop the events of `session` from now on."""
        self._listeners.pop(session, None)

    def send(
        self, method: str, parameters: Mapping[str, object] | None = None, session: str = ""
    ) -> asyncio.Future[Json]:
        """Send a command at once and return the future of its result, which need not be used."""
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        # Looked at here, or Python would complain of those that nobody waits for.
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())
        if self._reader.done() or self._process.stdin is None:
            answer.set_exception(self._gone())
            return answer
        number = next(self._numbers)
        self._answers[number] = answer
        message: Json = {"id": number, "method": method, "params": parameters or {}}
        if session:
            message["sessionId"] = session
        self._process.stdin.write(json.dumps(message).encode() + b"\0")
        return answer

    async def _read(self) -> None:
        stream = self._process.stdout
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while stream is not None:
                self._take(json.loads((await stream.readuntil(b"\0"))[:-1]))
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(self._gone())

    def _take(self, message: Json) -> None:
        if "id" not in message:
            listener = self._listeners.get(message.get("sessionId", ""))
            if listener is not None:
                listener(message["method"], message["params"])
            return
        answer = self._answers.pop(message["id"])
        if answer.done():
            return
        if "error" in message:
            answer.set_exception(BrowserError(message["error"]["message"]))
        else:
            answer.set_result(message["result"])

    def _gone(self) -> BrowserError:
        said = self._log.read_text(errors="replace")[-2000:]
        return BrowserError(f"Chromium has gone away; the last that it said:\n{said}")

    async def close(self) -> None:
        """Ask Chromium to leave, and end it if it does not."""
        self.send("Browser.close")
        try:
            await asyncio.wait_for(self._process.wait(), _SECONDS_TO_CLOSE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()
        await self._reader


@asynccontextmanager
async def chromium(binary: str) -> AsyncIterator[Connection]:
    """Start the Chromium at `binary` with an empty profile; end it when the block is left."""
    with tempfile.TemporaryDirectory(
        prefix="feedpub-chromium-", ignore_cleanup_errors=True
    ) as profile:
        log = Path(profile, "messages.txt")
        with log.open("wb") as messages:
            process = await asyncio.create_subprocess_exec(
                *("/bin/sh", "-c", _WITH_PIPES, "sh", binary, *_FLAGS),
                *(f"--user-data-dir={profile}", "about:blank"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=messages,
                limit=_LONGEST_MESSAGE,
                start_new_session=True,
            )
        connection = Connection(process, log)
        try:
            yield connection
        finally:
            await connection.close()
