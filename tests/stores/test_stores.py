"""Folders and buckets behave alike."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from feedpub.errors import ConfigError, NetworkError
from feedpub.stores import (
    ABSENT,
    ChangedError,
    MissingError,
    Store,
    TooLargeError,
    objection_to_key,
    open_store,
)
from feedpub.stores._bucket import BucketStore
from feedpub.stores._folder import FolderStore
from tests.stores.server import Server


@pytest.fixture(params=["folder", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    made: dict[str, Callable[[], Store]] = {
        "folder": lambda: FolderStore(tmp_path),
        "memory": lambda: BucketStore("memory://", MemoryStore()),
        "s3": lambda: open_store(f"s3://{request.getfixturevalue('s3').bucket()}/site"),
    }
    return made[request.param]()


def keys(store: Store, folder: str) -> list[str]:
    return sorted(item.key for page in store.pages(folder) for item in page)


def test_what_is_put_is_listed_and_given(store: Store) -> None:
    tag = store.put("a/b c.md", b"text", content_type="text/plain", cache_control="no-cache")
    store.put("a/ü/d%20.md", b"more")
    store.put("ab/c.md", b"")
    [[one, _]] = store.pages("a")
    assert (one.key, one.size, one.tag) == ("a/b c.md", 4, tag)
    assert keys(store, "a") == ["a/b c.md", "a/ü/d%20.md"]
    assert keys(store, "") == ["a/b c.md", "a/ü/d%20.md", "ab/c.md"]
    assert keys(store, "nothing") == []
    assert store.get("a/b c.md", 4) == (b"text", tag)
    assert store.get("a/b c.md", 4, tag) == (b"text", tag)
    assert store.get_ranges("a/b c.md", [(0, 1), (2, 4)]) == [b"t", b"xt"]
    assert store.get_ranges("a/b c.md", []) == []


def test_what_is_not_there_or_too_large_or_another_is_told(store: Store) -> None:
    with pytest.raises(MissingError):
        store.get("a.md", 10)
    with pytest.raises(MissingError):
        store.get_ranges("a.md", [(0, 1)])
    tag = store.put("a.md", b"text")
    with pytest.raises(TooLargeError):
        store.get("a.md", 3)
    store.put("a.md", b"other")
    with pytest.raises(ChangedError):
        store.get("a.md", 10, tag)


def test_a_put_under_a_condition(store: Store) -> None:
    first = store.put("a.md", b"1", condition=ABSENT)
    with pytest.raises(ChangedError):
        store.put("a.md", b"2", condition=ABSENT)
    second = store.put("a.md", b"three", condition=first)
    assert second != first
    with pytest.raises(ChangedError):
        store.put("a.md", b"4", condition=first)
    with pytest.raises(ChangedError):
        store.put("b.md", b"4", condition=first)
    assert store.get("a.md", 10) == (b"three", second)
    assert keys(store, "") == ["a.md"]


def test_objects_are_deleted_whether_they_are_there_or_not(store: Store) -> None:
    for key in ("a.md", "b/c.md", "d.md"):
        store.put(key, b"text")
    store.delete(["a.md", "nothing.md", "b/c.md"])
    store.delete([])
    assert keys(store, "") == ["d.md"]


def test_s3_gives_types_to_readers(s3: Server) -> None:
    bucket = s3.bucket()
    store = open_store(f"s3://{bucket}/site")
    store.put("all.rss", b"x", content_type="application/rss+xml", cache_control="max-age=300")
    found = s3.client.head_object(Bucket=bucket, Key="site/all.rss")
    assert found["ContentType"] == "application/rss+xml"
    assert found["CacheControl"] == "max-age=300"


def test_keys_that_are_no_paths_do_not_end_the_listing(s3: Server) -> None:
    bucket = s3.bucket()
    odd = ["seeds//b.md", "seeds/../c.md", "seeds/./d.md", "seeds/e\x01.md", "seeds/f/"]
    good = ["seeds/a+b.md", "seeds/%2F.md", "seeds/ü x.md", "seeds/z.md"]
    for key in [*odd, *good, "seedsother/../x.md"]:
        s3.client.put_object(Bucket=bucket, Key=f"site/{key}", Body=b"text")
    store = open_store(f"s3://{bucket}/site")
    assert keys(store, "seeds") == sorted([*odd, *good])
    tags = {item.key: item.tag for page in store.pages("seeds") for item in page}
    assert all(store.get(key, 10) == (b"text", tags[key]) for key in good)
    assert [key for key in tags if objection_to_key(key)] == [k for k in tags if k in odd]


def test_no_page_is_given_twice_where_an_odd_key_comes_late(s3: Server) -> None:
    bucket = s3.bucket()
    names = [*(f"seeds/{number:04}.md" for number in range(1_001)), "seeds/z//a.md"]
    for name in names:
        s3.client.put_object(Bucket=bucket, Key=name, Body=b"")
    assert keys(open_store(f"s3://{bucket}"), "seeds") == names


@pytest.mark.parametrize("address", ["s4://bucket/site", "s3://"])
def test_an_address_that_names_no_bucket_is_told(address: str) -> None:
    with pytest.raises(ConfigError, match="is no address of a bucket"):
        open_store(address)


def test_a_bucket_that_is_not_there_is_told_in_our_words(s3: Server) -> None:
    store = open_store("s3://no-such-bucket-here/site")
    with pytest.raises(NetworkError, match="there is no such bucket"):
        store.put("a.md", b"")


def test_nothing_of_buckets_is_imported_for_a_folder() -> None:
    code = (
        "import sys, feedpub.stores; feedpub.stores.open_store('.');"
        "print({'obstore', 'botocore', 'distributed'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_without_the_extra_a_bucket_is_refused_with_what_to_install() -> None:
    code = (
        "import sys; sys.modules['obstore'] = None\n"
        "from feedpub.stores import open_store\n"
        "from feedpub.errors import ConfigError\n"
        "try: open_store('s3://bucket/site')\n"
        "except ConfigError as error: print(error)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "install feedpub with the extra [s3]" in found.stdout
