"""How documents are divided into ranges: by their names alone."""

from hypothesis import given
from hypothesis import strategies as st

from feedpub.pipeline.ranges import bucket_of, divide

PATHS = st.sets(st.text("abcé/-. 𝕏", min_size=1, max_size=6), max_size=60).map(sorted)


def contents(paths: list[str], documents: int) -> dict[str, tuple[str, ...]]:
    return {part.key: part.paths for part in divide(paths, documents)}


@given(paths=PATHS, documents=st.integers(1, 9))
def test_each_document_is_in_one_range_and_they_follow_each_other(
    paths: list[str], documents: int
) -> None:
    ranges = list(divide(paths, documents))
    assert [path for part in ranges for path in part.paths] == paths
    assert all(part.paths for part in ranges)
    for part, following in zip(ranges, [*ranges[1:], None], strict=False):
        assert part.end == (following.key if following else None)
        assert all(part.key <= path for path in part.paths)
        assert part.end is None or all(path < part.end for path in part.paths)


@given(paths=PATHS, new=st.text("abcé/-. 𝕏", min_size=1, max_size=6), documents=st.integers(2, 9))
def test_a_new_document_changes_its_own_range_and_at_most_cuts_it_in_two(
    paths: list[str], new: str, documents: int
) -> None:
    before = contents(paths, documents)
    after = contents(sorted({*paths, new}), documents)
    changed = [key for key in before if before[key] != after.get(key)]
    added = [key for key in after if after[key] != before.get(key)]
    assert len(changed) <= 1
    assert len(added) <= 2
    assert all(new in after[key] or new == key or key in changed for key in added)


def test_ranges_of_one_document() -> None:
    assert [part.paths for part in divide(["a", "b", "c"], 1)] == [("a",), ("b",), ("c",)]
    assert list(divide([], 7)) == []


def test_a_thousand_on_average() -> None:
    ranges = list(divide(sorted(f"{number}.md" for number in range(100_000)), 1_000))
    assert 60 < len(ranges) < 150
    assert max(len(part.paths) for part in ranges) < 10_000


def test_a_name_that_is_no_text_begins_no_range() -> None:
    assert [part.key for part in divide(["a", "b\udcff", "c"], 1)] == ["a", "c"]


@given(key=st.lists(st.text(), min_size=1).map(tuple), buckets=st.integers(1, 64))
def test_buckets_are_numbered_from_nought(key: tuple[str, ...], buckets: int) -> None:
    assert 0 <= bucket_of(key, buckets) < buckets
    assert bucket_of(key, 1) == 0
