"""Opens pages, and notes what goes wrong on them."""

from typing import Any

from playwright.sync_api import Browser, Page, Route, ViewportSize

# A picture; some are gone.
_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect/></svg>'


class Looking:
    """Opens pages of one site in windows of their own; other hosts serve pictures only."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.base = base
        self.wrong: list[str] = []
        self.foreign: list[str] = []
        self._browser = browser
        self._host = base.removesuffix("notes/")

    def open(self, path: str, width: int = 1280, **settings: Any) -> Page:
        """Return the page at `path`, loaded; `settings` are those of Playwright's context."""
        viewport = ViewportSize(width=width, height=800)
        context = self._browser.new_context(viewport=viewport, **settings)
        context.set_default_timeout(10_000)
        context.route("**/*", self._answer)
        page = context.new_page()
        page.on("console", lambda said: self._say(said.text, said.location.get("url", "")))
        page.on("pageerror", lambda error: self._say(str(error), ""))
        response = page.goto(self.base + path)
        assert response is not None and response.ok, path
        return page

    def close(self) -> None:
        """Close all pages; fail if one had an error, or fetched more from others than pictures."""
        for context in self._browser.contexts:
            context.close()
        assert self.wrong == []
        assert self.foreign == []

    def _answer(self, route: Route) -> None:
        request = route.request
        if request.url.startswith(self._host):
            route.continue_()
        elif request.resource_type == "image" and "gone" not in request.url:
            route.fulfill(content_type="image/svg+xml", body=_PICTURE)
        else:
            if request.resource_type != "image":
                self.foreign.append(f"{request.resource_type} {request.url}")
            route.fulfill(status=404)

    def _say(self, text: str, url: str) -> None:
        if "gone" not in url:
            self.wrong.append(f"{text} {url}")
