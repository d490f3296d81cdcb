"""From the events of the browser to the outcome of a snippet."""

from collections.abc import Iterable
from typing import Final

from tests.browser.cdp import Json
from tests.browser.outcome import Outcome, Request

OWN_SCRIPT: Final = "feedpub:"
"""How the names of the harness's own scripts begin."""


class Recorder:
    """Collects the signs that are in the events of a document and of the windows it opens."""

    def __init__(self, *frames: str) -> None:
        """Take the frames that the document can act in; what happens in others is not its doing."""
        self._frames = set(frames)
        self._scripts: set[str] = set()
        self._requests: set[Request] = set()
        self._pending: set[str] = set()

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing that was asked for is still on its way."""
        return not self._pending

    def adopt(self, frame: str, parent: str) -> bool:
        """Take `frame` for one of the document if `parent` is; return whether it is."""
        if parent in self._frames:
            self._frames.add(frame)
        return frame in self._frames

    def script(self, sign: str) -> None:
        """Record a sign of a script or of a navigation."""
        self._scripts.add(sign)

    def take(self, event: str, details: Json) -> None:
        """Record what `event` shows, if anything."""
        world = details.get("executionContextAuxData", {})
        frame = details.get("frameId") or world.get("frameId")
        if event == "Page.frameAttached":
            self.adopt(details["frameId"], details["parentFrameId"])
        elif frame is None or frame in self._frames:
            self._take_script(event, details, world.get("type", ""))
            self._take_request(event, details)

    def _take_script(self, event: str, details: Json, world: str) -> None:
        match event:
            case "Runtime.bindingCalled":
                self.script(details["payload"])
            case "Runtime.consoleAPICalled":
                self.script("console")
            case "Debugger.scriptParsed" | "Debugger.scriptFailedToParse":
                if world == "default" and not details["url"].startswith(OWN_SCRIPT):
                    self.script("compiled")
            case "Page.frameScheduledNavigation" | "Page.frameRequestedNavigation":
                if details["reason"] != "initialFrameNavigation":
                    self.script(f"navigation: {details['reason']}")
            case "Page.windowOpen":
                self.script("window opened")
            case "Page.javascriptDialogOpening":
                self.script("dialog")
            case _:
                pass

    def _take_request(self, event: str, details: Json) -> None:
        match event:
            case "Network.requestWillBeSent":
                request = Request(details["request"]["url"], details.get("type", "Other"))
                # The buttons of Chromium's own media controls are such images; so nothing of the
                # snippet's can be told by them. `structure` finds those in attributes.
                if request.kind != "Image" or not request.url.startswith("data:"):
                    self._requests.add(request)
                self._pending.add(details["requestId"])
            case "Network.loadingFinished" | "Network.loadingFailed":
                self._pending.discard(details["requestId"])
            case "Network.webSocketCreated":
                self._requests.add(Request(details["url"], "WebSocket"))
            case _:
                pass

    def outcome(self, clobbered: Iterable[str]) -> Outcome:
        """Return all that was recorded, and what the document has `clobbered`."""
        return Outcome(
            tuple(sorted(self._scripts)), tuple(sorted(self._requests)), tuple(sorted(clobbered))
        )
