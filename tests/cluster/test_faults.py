"""Whatever fails, what is published is as it was or as it should be, and nothing is left over."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from feedpub.errors import DocumentsRefused, NetworkError, OutputError, WorkerError
from feedpub.pipeline.build import Options
from feedpub.pipeline.cluster import lock
from feedpub.pipeline.cluster.orders import Done, Order
from feedpub.pipeline.cluster.tasks import run
from feedpub.pipeline.ranges import Division
from feedpub.stores import ANY, Item, opened
from feedpub.stores._bucket import BucketStore
from tests.cluster.conftest import Counting, Inline, Site
from tests.cluster.test_same import EXAMPLE, here_from

DIVIDED = Options(division=Division(2, 5))
KINDS = ["survey", "choose", "complete", "render", "pages", "publish"]


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, bytes]:
    project = here_from(tmp_path / "expected", EXAMPLE)
    project.build(site_url=None)
    return project.published()


@pytest.fixture
def example(site: Site) -> Site:
    site.upload(EXAMPLE)
    return site


class Lost(Exception):
    """What an engine raises when a worker is gone."""


class Faulty(Inline):
    """Loses the first task of some kind, before or after it is done, so many times."""

    def __init__(self, kind: str, times: int, *, done: bool) -> None:
        super().__init__()
        self.kind, self.left, self.is_done = kind, times, done

    def do(self, function: Callable[[Order], Done], order: Order) -> Done:
        if order[0] == self.kind and self.left:
            self.left -= 1
            if self.is_done:
                function(order)
            raise Lost("the worker is gone")
        return function(order)


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_task_whose_worker_is_lost_is_done_again(
    kind: str, done: bool, example: Site, expected: dict[str, bytes]
) -> None:
    executor = Faulty(kind, 2, done=done)
    example.build(DIVIDED, executor=executor)
    assert executor.left == 0
    assert example.published() == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_task_that_is_always_lost_ends_the_build_and_the_next_one_is_whole(
    kind: str, example: Site, expected: dict[str, bytes]
) -> None:
    with pytest.raises(WorkerError, match=rf"{kind}: Lost: the worker is gone"):
        example.build(DIVIDED, executor=Faulty(kind, 10**6, done=False))
    if kind != "publish":
        assert example.published() == {}
    example.build(DIVIDED)
    assert example.published() == expected
    assert_nothing_is_left(example)


def assert_nothing_is_left(site: Site) -> None:
    """Hold that a build which has nothing to do leaves as many objects as there are."""
    before = site.keys(".feedpub")
    site.build(DIVIDED)
    assert site.keys(".feedpub") == before
    assert ".feedpub/lock" not in before


class Twice(Inline):
    """Does each task twice, and all of a stage once more in reverse when the next one begins."""

    def __init__(self) -> None:
        super().__init__()
        self.stage: list[Order] = []

    def do(self, function: Callable[[Order], Done], order: Order) -> Done:
        if self.stage and self.stage[-1][0] != order[0]:
            for old in reversed(self.stage):
                function(old)
            self.stage = []
        self.stage.append(order)
        first = function(order)
        assert function(order) == first or order[0] == "publish"
        return first


def test_tasks_that_run_twice_and_in_reverse_change_nothing(
    example: Site, expected: dict[str, bytes]
) -> None:
    example.build(DIVIDED, executor=Twice())
    assert example.published() == expected
    assert_nothing_is_left(example)


def test_a_task_of_an_older_build_that_comes_late_changes_nothing(example: Site) -> None:
    older = Inline()
    example.build(DIVIDED, executor=older)
    example.write("seeds/new.md", "---\ntitle: New\ndate: 2026-10-01\n---\nText.\n")

    class Late(Inline):
        """Keeps what is to be published back, as a machine that hangs does."""

        def do(self, function: Callable[[Order], Done], order: Order) -> Done:
            if order[0] == "publish":
                raise Lost
            return function(order)

    late = Late()
    with pytest.raises(WorkerError):
        example.build(DIVIDED, executor=late)
    kept = {key: example.store.get(key, 2**30)[0] for key in example.keys(".feedpub/work")}
    example.write("seeds/new.md", "---\ntitle: Newer\ndate: 2026-10-02\n---\nText.\n")
    example.build(DIVIDED)
    published = example.published()
    assert b"Newer" in published["all.rss"]
    for key, body in kept.items():
        example.store.put(key, body)
    for order in [*older.orders, *late.orders]:
        try:
            run(order)
        except Exception as error:  # noqa: BLE001 - what it needs may be gone
            assert "Spoilt" in type(error).__name__
    assert example.published() == published
    example.build(DIVIDED)
    assert example.published() == published


def test_a_write_that_fails_ends_the_build_and_the_next_one_is_whole(
    example: Site, expected: dict[str, bytes]
) -> None:
    store = example.store
    assert isinstance(store, Counting)
    store.asked.clear()
    example.build(DIVIDED)
    number = store.count("PUT")
    step = max(1, number // 12)
    for failing in range(1, number, step):
        store.delete([*example.keys("out"), *example.keys(".feedpub")])
        left = failing

        def fail(what: str, key: str) -> None:
            nonlocal left
            left -= what == "PUT"
            if what == "PUT" and left < 0 and key != ".feedpub/lock":
                raise NetworkError(f"{key}: no answer")

        store.before = fail
        with pytest.raises(NetworkError, match="no answer"):
            example.build(DIVIDED)
        store.before = lambda what, key: None
        assert all(expected[name] == body for name, body in example.published().items())
        example.build(DIVIDED)
        assert example.published() == expected
    assert_nothing_is_left(example)


def test_pages_come_before_the_feeds_that_name_them_and_lists_last(example: Site) -> None:
    store = example.store
    assert isinstance(store, Counting)
    example.build(DIVIDED)
    put = [key for what, key in store.asked if what == "PUT" and key.startswith("out/")]
    entries = [n for n, key in enumerate(put) if key.startswith(("out/entries/", "out/media/"))]
    feeds = [n for n, key in enumerate(put) if key.endswith((".rss", ".atom"))]
    lists = [n for n, key in enumerate(put) if key in ("out/index.html", "out/feeds.opml")]
    assert entries
    assert feeds
    assert max(entries) < min(feeds)
    assert max(feeds) < min(lists)
    assert put[-1] == "out/.feedpub.json"


def test_a_file_that_somebody_else_writes_meanwhile_is_left(example: Site) -> None:
    store = example.store
    assert isinstance(store, Counting)
    example.build(DIVIDED)
    example.write("seeds/new.md", "---\ntitle: New\ndate: 2026-10-01\n---\nText.\n")

    def meddle(what: str, key: str) -> None:
        if what == "PUT" and key == "out/all.rss":
            store.before = lambda what, key: None
            store.put("out/all.rss", b"somebody else's")

    store.before = meddle
    with pytest.raises(OutputError, match=r"out/all\.rss: was written by somebody else"):
        example.build(DIVIDED)
    assert store.get("out/all.rss", 100)[0] == b"somebody else's"
    example.build(DIVIDED)
    assert b"New" in store.get("out/all.rss", 2**30)[0]


def test_a_second_build_waits_for_the_first(example: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(Inline):
        def do(self, function: Callable[[Order], Done], order: Order) -> Done:
            begun.set()
            assert go_on.wait(20)
            return function(order)

    first = threading.Thread(target=lambda: example.build(DIVIDED, executor=Slow()))
    first.start()
    assert begun.wait(20)
    second = threading.Thread(target=lambda: example.build(DIVIDED))
    second.start()
    second.join(1)
    assert second.is_alive()
    go_on.set()
    first.join(30)
    second.join(30)
    assert not second.is_alive()
    assert_nothing_is_left(example)


def test_the_lock_of_a_build_that_is_gone_is_taken_over(site: Site) -> None:
    site.store.put(lock.LOCK, b"somebody 1")
    with lock.hold_lock(site.store, patience=5, gone=0.5) as owner:
        assert lock.lock_is_held(site.store, owner)
    assert site.keys(".feedpub") == []


def test_a_lock_that_is_renewed_is_not_taken_over(site: Site) -> None:
    over = threading.Event()

    def renew() -> None:
        number = 0
        while not over.wait(0.05):
            number += 1
            site.store.put(lock.LOCK, f"somebody {number}".encode())

    site.store.put(lock.LOCK, b"somebody 0")
    thread = threading.Thread(target=renew)
    thread.start()
    with (
        pytest.raises(OutputError, match="another feedpub build has been at work"),
        lock.hold_lock(site.store, patience=0.5, gone=0.5),
    ):
        pass
    over.set()
    thread.join()


class Heedless(BucketStore):
    """A store that writes whatever the condition of a request says."""

    def put(self, key: str, body: bytes, **how: str) -> str:
        return super().put(key, body, **{**how, "condition": ANY})


def test_a_store_that_ignores_conditions_is_refused(here: None) -> None:
    opened["memory://heedless"] = Heedless("memory://heedless", MemoryStore())
    site = Site(opened["memory://heedless"])
    site.upload(EXAMPLE)
    with pytest.raises(OutputError, match="does not look at the conditions"):
        site.build()
    assert site.keys("out") == []
    assert site.keys(".feedpub") == []


def test_a_worker_of_another_version_is_named(example: Site) -> None:
    class Other(Inline):
        def do(self, function: Callable[[Order], Done], order: Order) -> Done:
            return function((*order[:4], "another"))

    with pytest.raises(WorkerError, match=r"the worker \S+ \(process \d+\) has another version"):
        example.build(executor=Other())
    assert example.published() == {}


def test_strict_leaves_what_is_published(example: Site) -> None:
    example.build(DIVIDED)
    before = example.published()
    example.write("seeds/bad.md", "no front matter")
    with pytest.raises(DocumentsRefused) as told:
        example.build(replace(DIVIDED, strict=True))
    assert [one.path for one in told.value.problems] == ["seeds/bad.md"]
    assert example.published() == before


def test_a_dry_run_writes_nothing_that_stays(example: Site) -> None:
    example.build(DIVIDED)
    before = {key: example.store.get(key, 2**30)[0] for key in example.keys("")}
    example.write("seeds/new.md", "---\ntitle: New\ndate: 2026-10-01\n---\nText.\n")
    result = example.build(replace(DIVIDED, dry_run=True))
    assert any(feed.changed for feed in result.feeds)
    example.store.delete(["seeds/new.md"])
    assert {key: example.store.get(key, 2**30)[0] for key in example.keys("")} == before


def test_files_of_somebody_else_are_not_written_over(example: Site) -> None:
    example.write("out/mine.txt", b"mine")
    with pytest.raises(OutputError, match=r"out/: holds 'mine\.txt', which feedpub did not make"):
        example.build()
    example.store.delete(["out/mine.txt"])
    example.build()
    example.write("seeds/x.md", "---\ntitle: X\ndate: 2026-10-01\ncategories: fresh\n---\nText.\n")
    example.write("out/category/fresh.rss", b"mine")
    with pytest.raises(OutputError, match=r"fresh\.rss: feedpub did not make this file"):
        example.build()
    assert example.store.get("out/category/fresh.rss", 99)[0] == b"mine"
    example.build(Options(force=True))
    assert example.store.get("out/category/fresh.rss", 2**20)[0] != b"mine"


def test_keys_that_are_no_paths_are_refused_one_by_one(
    example: Site, expected: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = example.store
    listed = store.pages

    def pages(folder: str) -> list[list[Item]]:
        odd = ["seeds//a.md", "seeds/../b.md", "seeds/c\x01.md", "seeds//d.png", "seeds/dir/"]
        more = [Item(key, 0, "tag") for key in odd] if folder == "seeds" else []
        return [*listed(folder), more]

    monkeypatch.setattr(store, "pages", pages)
    result = example.build(DIVIDED)
    told = [one for one in result.problems if one.code == "name-not-text"]
    assert [one.path for one in told] == ["seeds/../b.md", "seeds//a.md", "seeds/c\\x01.md"]
    assert example.published() == expected


def test_a_document_that_is_too_large_is_refused_and_never_read(example: Site) -> None:
    store = example.store
    assert isinstance(store, Counting)
    example.write("seeds/large.md", b"---\ntitle: L\n---\n" + b"x" * (8 * 1024 * 1024))
    result = example.build(DIVIDED)
    assert [one.path for one in result.problems if one.code == "too-large"] == ["seeds/large.md"]
    assert store.count("GET", "seeds/large.md") == 0
