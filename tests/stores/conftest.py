"""A server on 127.0.0.1 that speaks as S3 does."""

from collections.abc import Iterator

import pytest

from tests.stores.server import Server


@pytest.fixture(scope="session")
def s3() -> Iterator[Server]:
    with Server() as server:
        yield server
