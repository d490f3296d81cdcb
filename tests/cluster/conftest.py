"""Projects in a store in memory, and executors that a test can look into."""

import gc
import logging
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from obstore.store import MemoryStore

from feedpub.model import BuildResult, show_nothing
from feedpub.pipeline.build import Options
from feedpub.pipeline.cluster.build import build_in_bucket
from feedpub.pipeline.cluster.job import end_workers
from feedpub.pipeline.cluster.orders import Done, Order
from feedpub.stores import Item, Store, opened
from feedpub.stores._bucket import BucketStore
from tests.conftest import NOW
from tests.stores.conftest import s3

__all__ = ["s3"]


class Inline(Executor):
    """Does each task at once, in this thread; notes which, and how many bytes were sent."""

    def __init__(self) -> None:
        self.orders: list[Order] = []

    @property
    def kinds(self) -> list[str]:
        return [order[0] for order in self.orders]

    def submit(self, function: Callable[..., Any], /, *given: Any, **more: Any) -> "Future[Any]":
        self.orders.append(given[0])
        future: Future[Any] = Future()
        try:
            future.set_result(self.do(function, given[0]))
        except Exception as error:  # noqa: BLE001 - as any executor does
            future.set_exception(error)
        return future

    def do(self, function: Callable[[Order], Done], order: Order) -> Done:
        return function(order)


class Counting(BucketStore):
    """A store in memory that notes what is asked of it, and fails as a test wants."""

    def __init__(self, address: str) -> None:
        super().__init__(address, MemoryStore())
        self.asked: list[tuple[str, str]] = []
        self.before: Callable[[str, str], None] = lambda what, key: None

    def _note(self, what: str, key: str) -> None:
        self.before(what, key)
        self.asked.append((what, key))

    def pages(self, folder: str) -> Iterator[list[Item]]:
        self._note("LIST", folder)
        return super().pages(folder)

    def get(self, key: str, most: int, tag: str = "") -> tuple[bytes, str]:
        self._note("GET", key)
        return super().get(key, most, tag)

    def get_ranges(self, key: str, ranges: Any) -> list[bytes]:
        self._note("GET", key)
        return super().get_ranges(key, ranges)

    def put(self, key: str, body: bytes, **how: Any) -> str:
        self._note("PUT", key)
        return super().put(key, body, **how)

    def count(self, what: str, begin: str = "") -> int:
        return sum(one == what and key.startswith(begin) for one, key in self.asked)


@dataclass
class Site:
    """A project in a store."""

    store: Store
    executor: Executor = field(default_factory=Inline)

    def write(self, name: str, body: str | bytes) -> None:
        self.store.put(name, body.encode() if isinstance(body, str) else body)

    def upload(self, folder: Path) -> None:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name.split("/")[0] in ("seeds", "feeds"):
                self.write(name, path.read_bytes())

    def build(
        self,
        options: Options = Options(),
        now: datetime = NOW,
        *,
        check: bool = False,
        site_url: str | None = None,
        executor: Executor | None = None,
    ) -> BuildResult:
        return build_in_bucket(
            *(self.store.address, site_url, lambda _: options, now, show_nothing, lambda _: None),
            executor or self.executor,
            check=check,
        )

    def keys(self, folder: str) -> list[str]:
        return sorted(item.key for page in self.store.pages(folder) for item in page)

    def published(self) -> dict[str, bytes]:
        """Return the files of ``out/``, without feedpub's own list of them."""
        return {
            key.removeprefix("out/"): self.store.get(key, 2**30)[0]
            for key in self.keys("out")
            if not key.endswith(".feedpub.json")
        }


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have tasks read documents in this process: no other one sees what is in its memory."""
    monkeypatch.setattr("feedpub.pipeline.workers._process.can_start", lambda: False)


@pytest.fixture
def site(here: None) -> Iterator[Site]:
    """An empty project in a store in memory."""
    address = f"memory://{uuid4().hex}"
    store = opened[address] = Counting(address)
    yield Site(store)
    del opened[address]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Have nobody's server write what it does, nor tell of sockets that Dask leaves open."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    yield
    end_workers()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()
