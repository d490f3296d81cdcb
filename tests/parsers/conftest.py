"""The parsers from npm that the tests here read feeds with."""

import pytest

from tests.parsers.reading import NpmParsers, npm_parsers


@pytest.fixture(scope="session")
def parsers() -> NpmParsers:
    """Return the parsers; without them, skip, but not where the tests have to run."""
    return npm_parsers()
