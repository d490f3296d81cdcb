"""The stamps of files, packed: each is found by its path, and any change shows in the digest."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.source.file_stamps import NO_STAMP, Stamp, Stamps, stamp_of

NAMES = st.text("ab/.é漢\udcff", min_size=1, max_size=6)
STAMPS = st.one_of(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))


@given(st.dictionaries(NAMES, STAMPS))
def test_stamps_are_found_by_their_paths(known: dict[str, Stamp]) -> None:
    stamps = Stamps.of(known)
    assert list(stamps) == sorted(known)
    assert dict(stamps) == known
    assert "nowhere" not in stamps


@given(st.dictionaries(NAMES, STAMPS, min_size=1), st.data())
def test_any_other_stamp_or_path_gives_another_digest(
    known: dict[str, Stamp], data: st.DataObject
) -> None:
    stamps = Stamps.of(known)
    begin = data.draw(st.integers(0, len(known) - 1))
    part = stamps.paths[begin : data.draw(st.integers(begin + 1, len(known)))]
    path = data.draw(st.sampled_from(part))
    other = data.draw(STAMPS.filter(lambda one: one != known[path]))
    assert stamps.digest(part) == Stamps.of(known).digest(part)
    assert Stamps.of(known | {path: other}).digest(part) != stamps.digest(part)
    assert stamps.digest(part[:-1]) != stamps.digest(part)


@pytest.mark.parametrize("age", [timedelta(seconds=1), timedelta(seconds=5)])
def test_a_file_is_settled_when_its_last_change_is_old(tmp_path: Path, age: timedelta) -> None:
    now = datetime(2030, 1, 1, tzinfo=UTC)
    file, link = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"")
    link.symlink_to(file)
    long_ago = now.timestamp() - 100
    old = _changed_at(file, long_ago)
    new = _changed_at(file, (now - age).timestamp())
    stamps = Stamps.of({"a": old, "b": old + new, "c": new, "d": NO_STAMP})
    is_old = age > timedelta(seconds=2)
    assert stamps.are_settled(("a",), now)
    assert stamps.are_settled((), now)
    assert stamps.are_settled(("a", "b"), now) == is_old
    assert stamps.are_settled(("a", "b", "c", "d"), now) == is_old


def _changed_at(file: Path, moment: float) -> Stamp:
    """Return the stamp of a file as if all of its times were this moment."""
    found = list(file.stat())
    at = int(moment)
    keys = {"st_mtime_ns": at * 10**9, "st_ctime_ns": at * 10**9}
    return stamp_of(os.stat_result((*found[:8], at, at), keys))
