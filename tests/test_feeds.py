"""Entries to feeds: which, in what order, where."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.config import Site
from feedpub.feeds import assemble, newest_first, slug
from feedpub.model import Entry, Format

SITE = Site(url="https://feeds.example.org/", title="Site", limit=3)
DAY = datetime(2022, 6, 10, tzinfo=UTC)


def entry(name: str, day: int = 0, *categories: str) -> Entry:
    moment = DAY + timedelta(days=day)
    return Entry(f"urn:x:{name}", f"{name}.md", name, moment, moment, categories=categories)


def test_newest_first_and_ties_by_id() -> None:
    entries = [entry("b", 1), entry("a", 1), entry("c", 2), entry("d", 0)]
    Random(7).shuffle(entries)
    assert [found.title for found in newest_first(entries)] == ["c", "a", "b", "d"]


def test_one_feed_of_everything_and_one_for_each_category() -> None:
    feeds = assemble([entry("a", 0, "新媒体", "首页"), entry("b", 1, "首页")], SITE)
    assert [(feed.title, [found.title for found in feed.entries]) for feed in feeds] == [
        ("Site", ["b", "a"]),
        ("新媒体 · Site", ["a"]),
        ("首页 · Site", ["b", "a"]),
    ]


def test_targets() -> None:
    feed = assemble([entry("a", 0, "新媒体")], SITE)[1]
    assert [(target.format, target.path, target.url) for target in feed.targets] == [
        (
            Format.RSS,
            "category/新媒体.rss",
            "https://feeds.example.org/category/%E6%96%B0%E5%AA%92%E4%BD%93.rss",
        ),
        (
            Format.ATOM,
            "category/新媒体.atom",
            "https://feeds.example.org/category/%E6%96%B0%E5%AA%92%E4%BD%93.atom",
        ),
    ]


def test_a_feed_holds_the_newest_and_is_as_new_as_its_newest_change() -> None:
    entries = [entry(str(day), day) for day in range(5)]
    entries[2] = replace(entries[2], updated=DAY + timedelta(days=100))
    feed = assemble(entries, SITE)[0]
    assert [found.title for found in feed.entries] == ["4", "3", "2"]
    assert feed.updated == DAY + timedelta(days=100)


def test_a_feed_of_nothing_has_a_date_that_stays() -> None:
    [feed] = assemble([], SITE)
    assert (feed.entries, feed.updated) == ((), datetime(1990, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "name", ["新媒体", "craft", "привет", "हिन्दी", "2015", "e-commerce", "日本語"]
)
def test_a_name_that_is_fit_is_its_own_slug(name: str) -> None:
    assert slug(name) == name


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("News", "news-"),
        ("C++", "c-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("a/b", "a-b-"),
        ("con", "con-"),
        ("LPT1", "lpt1-"),
        ("😀", "x-"),
        (".hidden", "hidden-"),
        ("x" * 300, "x" * 40 + "-"),
        ("NUL\x00", "nul-"),
        ("a b", "a-b-"),
        ("c-" + "a2" * 8, "c-" + "a2" * 8 + "-"),
    ],
)
def test_any_other_name_gets_a_code(name: str, stem: str) -> None:
    found = slug(name)
    assert found.startswith(stem)
    assert len(found) == len(stem) + 16


NAMES = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(["c", "C", "c++", "C#", "a b", "a-b", "A B", "ſ", "s", "ß", "ss", "İ", "i̇"]),
)


@given(st.sets(NAMES, max_size=8).map(sorted))
def test_no_two_categories_share_a_file_even_where_case_is_ignored(names: list[str]) -> None:
    categories = {unicodedata.normalize("NFC", name) for name in names}
    slugs = {slug(name).casefold() for name in categories}
    assert len(slugs) == len(categories)


@given(NAMES)
def test_a_slug_is_one_safe_file_name(name: str) -> None:
    found = slug(name)
    assert found
    assert not set(found) & set('/\\:*?"<>|\x00. ')
    assert len(f"{found}.atom".encode()) <= 255
