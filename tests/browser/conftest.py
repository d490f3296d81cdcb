"""The browser that the tests here need."""

import os

import pytest

from tests.browser.harness import find_chromium


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium; without one, skip, but not where the tests have to run."""
    binary = find_chromium()
    if binary is None:
        message = "Chromium was not found: install it, or name it in FEEDPUB_CHROMIUM"
        if os.environ.get("CI") or os.environ.get("FEEDPUB_CHROMIUM"):
            pytest.fail(message)
        pytest.skip(message)
    return binary
