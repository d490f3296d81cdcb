"""A build does what has changed, and asks the store for nothing else."""

import pickle
from pathlib import Path

import pytest

from feedpub.pipeline.build import Options
from feedpub.pipeline.ranges import Division, divide
from tests.cluster.conftest import Counting, Inline, Site
from tests.conftest import SITE_URL, Project

DOCUMENTS = 300
DIVIDED = Options(division=Division(20, 64))
LIMIT = 5


def document(number: int, title: str = "") -> str:
    matter = (
        f"title: {title or f'T{number}'}\ndate: 2024-01-01T{number // 60:02}:{number % 60:02}:00Z"
    )
    return f"---\n{matter}\ncategories: c{number % 30}\n---\n<p>Body {number}.</p>\n"


@pytest.fixture
def built(site: Site) -> tuple[Site, Counting, Inline]:
    site.write(
        "feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n[build]\nlimit = {LIMIT}\npages = false\n"
    )
    for number in range(DOCUMENTS):
        site.write(f"seeds/{number:04}.md", document(number))
    site.build(DIVIDED)
    store, executor = site.store, site.executor
    assert isinstance(store, Counting)
    assert isinstance(executor, Inline)
    store.asked.clear()
    executor.orders.clear()
    return site, store, executor


def test_nothing_is_done_where_nothing_has_changed(built: tuple[Site, Counting, Inline]) -> None:
    site, store, executor = built
    site.build(DIVIDED)
    assert executor.kinds == []
    assert store.count("GET", "seeds/") == 0
    assert store.count("PUT", "out/") == 0
    # The names of the documents, how they lie in pages, and what all tasks would be told.
    assert store.count("GET", ".feedpub/work") == 0
    assert store.count("PUT", ".feedpub/work") <= 6


@pytest.mark.parametrize("number", [5, DOCUMENTS - 1])
def test_one_changed_document_is_one_read(
    number: int, built: tuple[Site, Counting, Inline]
) -> None:
    site, store, executor = built
    site.write(f"seeds/{number:04}.md", document(number, "Changed"))
    store.asked.clear()
    result = site.build(DIVIDED)
    is_new = number >= DOCUMENTS - LIMIT
    # In its category, which holds the newest of ten; in the feed of everything if it is new.
    in_category = number // 30 >= DOCUMENTS // 30 - LIMIT
    assert sum(feed.changed for feed in result.feeds) == 2 * (is_new + in_category)
    read = [key for what, key in store.asked if what == "GET" and key.startswith("seeds/")]
    assert set(read) == {f"seeds/{number:04}.md"}
    assert len(read) <= 2  # the front matter, then the body
    assert executor.kinds.count("survey") == 1
    assert executor.kinds.count("complete") <= 1
    assert executor.kinds.count("choose") <= 2
    assert executor.kinds.count("render") == (1 if is_new or in_category else 0)
    # What it writes: the files that change, the list of files if that does, and no other.
    assert store.count("PUT", "out/") == 2 * (is_new + in_category)
    assert store.count("GET", ".feedpub/work") <= 60


def test_a_new_and_a_deleted_document(built: tuple[Site, Counting, Inline], tmp_path: Path) -> None:
    site, store, executor = built
    site.write("seeds/0100a.md", document(400))
    store.delete(["seeds/0010.md"])
    store.asked.clear()
    site.build(DIVIDED)
    read = {key for what, key in store.asked if what == "GET" and key.startswith("seeds/")}
    assert read == {"seeds/0100a.md"}
    assert executor.kinds.count("survey") <= 2
    project = Project(tmp_path)
    for key in [*site.keys("seeds"), *site.keys("feeds")]:
        project.write(key, store.get(key, 2**20)[0])
    project.build(site_url=None)
    assert site.published() == project.published()


def test_no_task_is_told_more_than_a_kilobyte(site: Site) -> None:
    for number in range(DOCUMENTS):
        site.write(f"seeds/{number:04}.md", document(number))
    executor = site.executor
    assert isinstance(executor, Inline)
    site.build(DIVIDED)
    assert max(len(pickle.dumps(order)) for order in executor.orders) < 1_000
    ranges = list(divide([f"{number:04}.md" for number in range(DOCUMENTS)], 20))
    assert executor.kinds.count("survey") == len(ranges)
