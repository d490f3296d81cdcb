"""A browser, and the example served as a static host does, for the tests that look at pages."""

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from feedpub.writers.pages import Pages
from tests.browser.cdp import find_chromium
from tests.pages import example
from tests.pages.example import Example
from tests.pages.looking import Looking

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - the base class has it so
        **SimpleHTTPRequestHandler.extensions_map,
        ".rss": "application/rss+xml",
        ".atom": "application/atom+xml",
        ".json": "application/feed+json",
        ".opml": "text/x-opml",
    }

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's
        pass


def _needed(found: str | None, what: str) -> str:
    if found is not None:
        return found
    if os.environ.get("CI") or os.environ.get("FEEDPUB_CHROMIUM"):
        pytest.fail(what)
    pytest.skip(what)


# Of this folder only: while Playwright is there, nothing else can run asyncio.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = _needed(find_chromium(), "Chromium was not found: install it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium)
        yield started
        started.close()


@pytest.fixture(scope="package")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Return the example."""
    return example.read(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory, documents: Example) -> Iterator[str]:
    """Serve the example below a folder, as GitHub Pages does; return its address."""
    top = tmp_path_factory.mktemp("host")
    documents.write(top / "notes", Pages(documents.front))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(top)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/notes/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="package")
def axe() -> str:
    """Return the script of axe-core."""
    found = AXE.read_text("utf-8") if AXE.is_file() else None
    return _needed(found, "axe-core was not found: install npm, then run `make test`")


@pytest.fixture
def looking(browser: Browser, served: str) -> Iterator[Looking]:
    """Open pages of the example; at the end, fail for whatever any of them did wrong."""
    opened = Looking(browser, served)
    yield opened
    opened.close()
