"""Entries to feeds: which, in what order, where."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.config import Automatic, Choice, Definition, Selection, Settings, Site
from feedpub.feeds import Plan, pack, slug, weight
from feedpub.model import Enclosure, Entry, Feed, Format, Person, Tombstone
from feedpub.web import text
from feedpub.writers import render
from tests.feeds.assembling import assemble, newest_first

SITE = Site(url="https://feeds.example.org/", title="Site", settings=Settings(limit=3))
DAY = datetime(2022, 6, 10, tzinfo=UTC)


def entry(name: str, day: int = 0, *categories: str) -> Entry:
    moment = DAY + timedelta(days=day)
    return Entry(f"urn:x:{name}", name, moment, moment, f"{name}.md", branches=(categories,))


def packed(plan: Plan, site: Site = SITE) -> tuple[Feed, ...]:
    return pack(plan, site)[0]


def titles(plans: Iterable[Plan]) -> dict[str, list[str]]:
    return {plan.path: [found.title for found in plan.entries] for plan in plans}


def test_newest_first_and_ties_by_id() -> None:
    entries = [entry("b", 1), entry("a", 1), entry("c", 2), entry("d", 0)]
    Random(7).shuffle(entries)
    assert [found.title for found in newest_first(entries)] == ["c", "a", "b", "d"]


def test_one_feed_of_everything_and_one_for_each_category() -> None:
    plans = assemble([entry("a", 0, "新媒体", "首页"), entry("b", 1, "首页")], SITE)
    assert [(plan.feed.title, [found.title for found in plan.entries]) for plan in plans] == [
        ("Site", ["b", "a"]),
        ("新媒体 · Site", ["a"]),
        ("首页 · Site", ["b", "a"]),
    ]


def test_targets() -> None:
    plan = assemble([entry("a", 0, "新媒体")], SITE)[1]
    assert [(target.format, target.path, target.url) for target in plan.feed.targets] == [
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
    [feed] = packed(assemble(entries, SITE)[0])
    assert [found.title for found in feed.entries] == ["4", "3", "2"]
    assert feed.updated == DAY + timedelta(days=100)


def test_a_feed_of_nothing_has_a_date_that_stays() -> None:
    [feed] = packed(assemble([], SITE)[0])
    assert (feed.entries, feed.updated) == ((), datetime(1990, 1, 1, tzinfo=UTC))


class TestAutomaticFeeds:
    ENTRIES = (
        replace(entry("a", 0, "x", "y"), tags=("t",), authors=(Person("Ann"),)),
        replace(entry("b", 300, "x"), tags=("t", "u"), authors=(Person("Ann"), Person("Bo"))),
    )

    @pytest.mark.parametrize(
        ("changes", "paths"),
        [
            pytest.param({}, ["category/x", "category/y"], id="of categories"),
            pytest.param({"category": Automatic()}, [], id="of nothing"),
            pytest.param(
                {"category": Automatic(), "tag": Automatic(feeds=True)},
                ["tag/t", "tag/u"],
                id="of tags",
            ),
            pytest.param(
                {"category": Automatic(), "author": Automatic(feeds=True)},
                [f"author/{slug('Ann')}", f"author/{slug('Bo')}"],
                id="of authors",
            ),
            pytest.param(
                {"category": Automatic(), "year": Automatic(feeds=True)},
                ["year/2022", "year/2023"],
                id="of years",
            ),
            pytest.param(
                {"category": Automatic(feeds=True, leave_out=("y",))}, ["category/x"], id="but some"
            ),
            pytest.param(
                {"category": Automatic(feeds=True, least=2)}, ["category/x"], id="of some size"
            ),
        ],
    )
    def test_are_made_for(self, changes: dict[str, Automatic], paths: list[str]) -> None:
        plans = assemble(self.ENTRIES, replace(SITE, **changes))  # type: ignore[arg-type]
        assert [plan.path for plan in plans] == ["all", *paths]

    def test_a_year_is_one_of_the_time_zone_of_the_site(self) -> None:
        late = replace(entry("late"), published=datetime(2022, 12, 31, 20, tzinfo=UTC))
        site = replace(SITE, timezone="Asia/Shanghai", year=Automatic(feeds=True))
        assert "year/2023" in titles(assemble([late], site))

    def test_titles_are_templates(self) -> None:
        site = replace(
            SITE, tag=Automatic(feeds=True, title="#{tag} at {site}", description="{tag}!")
        )
        plans = {plan.path: plan.feed for plan in assemble(self.ENTRIES, site)}
        assert (plans["tag/t"].title, plans["tag/t"].subtitle) == ("#t at Site", "t!")


class TestBranches:
    SITE = replace(SITE, branches=True)
    ENTRIES = (
        replace(entry("a", 1), branches=(("新媒体", "观察者网", "首页"),)),
        replace(entry("b", 2), branches=(("新媒体", "首页"), ("首页",))),
    )

    def test_each_level_has_a_feed_that_holds_what_is_below(self) -> None:
        assert titles(assemble(self.ENTRIES, self.SITE)) == {
            "all": ["b", "a"],
            "category/新媒体": ["b", "a"],
            "category/新媒体/观察者网": ["a"],
            "category/新媒体/观察者网/首页": ["a"],
            "category/新媒体/首页": ["b"],
            "category/首页": ["b"],
        }

    def test_two_branches_of_one_name_have_titles_that_tell_them_apart(self) -> None:
        plans = {plan.path: plan.feed.title for plan in assemble(self.ENTRIES, self.SITE)}
        assert plans["category/新媒体/首页"] == "新媒体 › 首页 · Site"
        assert plans["category/首页"] == "首页 · Site"

    def test_a_definition_names_a_branch(self) -> None:
        definition = Definition(
            "feeds/x.toml",
            of=("category", "新媒体/首页"),
            title="T {category}",
            settings=SITE.settings,
        )
        plans = assemble(self.ENTRIES, replace(self.SITE, definitions=(definition,)))
        assert {plan.path: plan.feed.title for plan in plans}["category/新媒体/首页"] == "T 首页"


class TestDefinitions:
    def plan(self, entries: list[Entry], **given: Any) -> Plan:
        own = replace(Definition("feeds/own.toml", path="own", settings=SITE.settings), **given)
        plans = assemble(entries, replace(SITE, definitions=(own,)))
        return next(plan for plan in plans if plan.file)

    @pytest.mark.parametrize(
        ("selection", "chosen"),
        [
            (Selection(), "edcba"),
            (Selection(categories=Choice(any=("x",))), "cba"),
            (Selection(categories=Choice(any=("x", "y"))), "dcba"),
            (Selection(categories=Choice(all=("x", "y"))), "b"),
            (Selection(categories=Choice(none=("x",))), "ed"),
            (Selection(categories=Choice(any=("x",), none=("y",))), "ca"),
            (Selection(tags=Choice(any=("t",))), "a"),
            (Selection(authors=Choice(any=("Ann",))), "b"),
            (Selection(paths=Choice(any=("?.md",), none=("e.*",))), "dcba"),
            (Selection(titles=Choice(any=("C",))), "c"),
            (Selection(words=Choice(any=("rss",))), "d"),
            (Selection(languages=Choice(any=("zh",))), "e"),
            (Selection(languages=Choice(any=("en",))), "dcba"),
            (Selection(since=DAY + timedelta(days=3)), "ed"),
            (Selection(until=DAY + timedelta(days=1)), "a"),
            (Selection(since=DAY + timedelta(days=1), tags=Choice(any=("t",))), ""),
        ],
    )
    def test_select_entries(self, selection: Selection, chosen: str) -> None:
        entries = [
            replace(entry("a", 0, "x"), tags=("t",)),
            replace(entry("b", 1, "x", "y"), authors=(Person("Ann"),)),
            entry("c", 2, "x"),
            replace(entry("d", 3, "y"), words=("rss",)),
            replace(entry("e", 4), language="zh-CN"),
        ]
        plan = self.plan(entries, selection=selection, settings=Settings(limit=10))
        assert "".join(found.title for found in plan.entries) == chosen

    def test_change_the_feed_of_a_category(self) -> None:
        plan = self.plan(
            [entry("a", 0, "x")], of=("category", "x"), path="renamed", aliases=("category/x",)
        )
        assert (plan.path, plan.feed.title) == ("renamed", "x · Site")
        assert [(target.path, target.aliases) for target in plan.feed.targets] == [
            ("renamed.rss", ("category/x.rss",)),
            ("renamed.atom", ("category/x.atom",)),
        ]

    def test_a_category_that_is_defined_has_its_feed_when_it_is_empty(self) -> None:
        assert self.plan([], of=("category", "x"), path="").path == "category/x"

    def test_change_the_feed_of_everything(self) -> None:
        plan = self.plan([entry("a")], of=("all", ""), path="", title="All of {site}")
        assert (plan.path, plan.feed.title) == ("all", "All of Site")


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"]) | st.sampled_from("<>&\"'\\字"),
    min_size=1,
    max_size=40,
)


class TestSize:
    def long(self, number: int, size: int = 10_000) -> Entry:
        return replace(entry(f"{number:04}", number), content=f"<p>{'字' * (size // 3)}</p>")

    def plan(self, entries: Iterable[Entry], **changes: Any) -> tuple[Plan, Site]:
        settings = replace(Settings(limit=10), **changes)
        site = replace(SITE, settings=settings)
        return assemble(entries, site)[0], site

    def test_a_feed_holds_what_fits_and_tells_what_does_not(self) -> None:
        plan, site = self.plan(map(self.long, range(9)), max_bytes=50_000)
        [feed], problems = pack(plan, site)
        assert [found.title for found in feed.entries] == ["0008", "0007", "0006"]
        assert all(len(render(feed, target).body) <= 50_000 for target in feed.targets)
        [problem] = problems
        assert (problem.code, problem.path) == ("feed-too-large", "feeds/site.toml")
        assert "newest 3 entries and not 9" in problem.message

    def test_an_entry_that_is_too_large_by_itself_is_carried_as_its_summary(self) -> None:
        big = replace(self.long(1, 100_000), summary="Short & good")
        plan, site = self.plan([self.long(0), big], max_bytes=50_000)
        [feed], problems = pack(plan, site)
        assert [found.title for found in feed.entries] == ["0001", "0000"]
        assert feed.entries[0].content == "<p>Short &amp; good</p>"
        assert [(problem.code, problem.path) for problem in problems] == [
            ("body-too-large", "seeds/0001.md")
        ]

    @given(
        st.builds(
            Entry,
            id=TEXTS,
            path=st.just("a.md"),
            title=TEXTS,
            published=st.just(DAY),
            updated=st.just(DAY),
            permalink=st.none() | TEXTS.map(lambda text: f"https://e.org/{quote(text)}?a&b"),
            summary=TEXTS,
            content=TEXTS.map(lambda text: escape(text, quote=False) * 20),
            tags=st.lists(TEXTS, max_size=4).map(tuple),
            authors=st.lists(st.builds(Person, name=TEXTS), max_size=3).map(tuple),
            enclosures=st.lists(
                TEXTS.map(
                    lambda text: Enclosure(
                        f"https://e.org/{quote(text)}?a&b",
                        "image/svg+xml",
                        2**53,
                        9999,
                        9999,
                        99999,
                    )
                ),
                max_size=3,
            ).map(tuple),
        )
    )
    def test_the_weight_of_an_entry_is_never_less_than_what_is_written(self, some: Entry) -> None:
        empty = packed(assemble([], replace(SITE, settings=Settings(formats=tuple(Format))))[0])[0]
        for target in empty.targets:
            written = render(replace(empty, entries=(some,)), target).body
            assert len(written) - len(render(empty, target).body) <= weight(some)


class TestArchives:
    SITE = replace(SITE, settings=Settings(limit=50, archive=True, formats=(Format.ATOM,)))

    def feeds(self, entries: Iterable[Entry]) -> dict[str, Feed]:
        return {
            feed.targets[0].path: feed
            for feed in packed(assemble(entries, self.SITE)[0], self.SITE)
        }

    def test_a_thousand_entries_and_one_more_change_three_files_at_the_most(self) -> None:
        entries = [entry(f"{number:04}", number) for number in range(1_100)]
        for number in range(1_000, 1_100):
            before = self.feeds(entries[:number])
            after = self.feeds(entries[: number + 1])
            changed = [path for path in after if after[path] != before.get(path)]
            assert before.keys() <= after.keys()
            assert len(changed) <= 3
            assert "all.atom" in changed

    @pytest.mark.parametrize("number", [0, 1, 49, 50, 51, 99, 100, 101, 1000])
    def test_who_walks_the_links_sees_every_entry_once(self, number: int) -> None:
        feeds = self.feeds(entry(str(n), n) for n in range(number))
        by_url = {feed.targets[0].url: feed for feed in feeds.values()}
        seen: list[str] = []
        url: str | None = "https://feeds.example.org/all.atom"
        while url:
            feed = by_url[url]
            seen += [found.title for found in feed.entries]
            links = {link.rel: link.url for link in feed.targets[0].links}
            older = links.get("prev-archive")
            if older:
                back = {link.rel: link.url for link in by_url[older].targets[0].links}
                assert back["current"] == "https://feeds.example.org/all.atom"
                assert back.get("next-archive") == (url if feed.archive else None)
            url = older
        assert seen == [str(n) for n in reversed(range(number))]

    def test_parts_are_bounded_in_bytes_too(self) -> None:
        site = replace(self.SITE, settings=replace(self.SITE.settings, max_bytes=50_000))
        some = [replace(entry(str(n), n), content="x" * 9_000) for n in range(40)]
        found = packed(assemble(some, site)[0], site)
        assert all(len(render(feed, feed.targets[0]).body) <= 50_000 for feed in found)
        assert sum(len(feed.entries) for feed in found) == 40
        assert len(found) > 8

    def test_a_feed_that_is_small_has_no_archive(self) -> None:
        assert list(self.feeds([entry("a")])) == ["all.atom"]


def test_tombstones_make_a_feed_as_new_as_the_removal() -> None:
    site = replace(SITE, settings=Settings(tombstones=True))
    stone = Tombstone("urn:x:gone", DAY + timedelta(days=9))
    [feed] = packed(assemble([entry("a")], site, (stone,))[0], site)
    assert (feed.tombstones, feed.updated) == ((stone,), stone.when)
    assert packed(assemble([entry("a")], SITE, (stone,))[0])[0].tombstones == ()


@pytest.mark.parametrize(
    "name", ["新媒体", "craft", "привет", "हिन्दी", "2015", "e-commerce", "日本語"]
)
def test_a_name_that_is_fit_is_its_own_slug(name: str) -> None:
    assert slug(name) == name


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("News", "news"),
        ("NEWS", "news"),
        ("Field notes", "field-notes"),
        ("field_notes", "field-notes"),
        ("Field - Notes", "field-notes"),
        ("Ｎｅｗｓ　２", "news-2"),
        ("Straße", "strasse"),
        ("Österreich", "österreich"),
    ],
)
def test_a_name_is_folded_into_a_readable_slug(name: str, folded: str) -> None:
    assert slug(name) == folded


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("C++", "c-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("a/b", "a-b-"),
        ("con", "con-"),
        ("LPT1", "lpt1-"),
        ("😀", "x-"),
        (".hidden", "hidden-"),
        ("x" * 300, "x" * 40 + "-"),
        ("NUL\x00", "nul-"),
        ("C#", "c-"),
        ("C--", "c-"),
        ("R&D", "r-d-"),
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
    categories = {text.fold_name(name) for name in names}
    slugs = {slug(name).casefold() for name in categories}
    assert len(slugs) == len(categories)


@given(NAMES)
def test_folding_a_name_that_is_folded_changes_nothing(name: str) -> None:
    assert text.fold_name(text.fold_name(name)) == text.fold_name(name)


class TestOneCategoryWrittenInManyWays:
    ENTRIES = (
        entry("a", 0, "News"),
        entry("b", 1, "news"),
        entry("c", 2, "NEWS", "News"),
        entry("d", 3, "Field notes"),
        entry("e", 4, "field_notes"),
    )

    def test_is_one_feed_called_as_most_write_it(self) -> None:
        plans = assemble(self.ENTRIES, SITE)
        assert [(plan.path, len(plan.entries)) for plan in plans[1:]] == [
            ("category/field-notes", 2),
            ("category/news", 3),
        ]
        assert [plan.feed.title.partition(" ")[0] for plan in plans[1:]] == ["Field", "News"]

    def test_is_changed_by_one_definition_however_it_writes_the_name(self) -> None:
        definition = Definition(file="feeds/x.toml", of=("category", "NEWS"), title="Of the day")
        plans = assemble(self.ENTRIES, replace(SITE, definitions=(definition,)))
        assert [plan.feed.title for plan in plans if plan.path == "category/news"] == ["Of the day"]

    def test_is_left_out_however_the_name_is_written(self) -> None:
        site = replace(SITE, category=Automatic(feeds=True, leave_out=("FIELD-NOTES",)))
        assert [plan.path for plan in assemble(self.ENTRIES, site)] == ["all", "category/news"]

    def test_is_selected_however_the_name_is_written(self) -> None:
        selection = Selection(categories=Choice(any=("field notes",)))
        definition = Definition(file="feeds/x.toml", path="x", selection=selection)
        plan = assemble(self.ENTRIES, replace(SITE, definitions=(definition,)))[-1]
        assert {found.title for found in plan.entries} == {"d", "e"}


def test_entries_of_one_moment_stand_in_the_order_of_their_paths() -> None:
    entries = [
        replace(entry("a", 0), path=f"{name}.md", id=f"urn:x:{9 - n}")
        for n, name in enumerate("bac")
    ]
    assert [found.path for found in newest_first(entries)] == ["a.md", "b.md", "c.md"]


@given(NAMES)
def test_a_slug_is_one_safe_file_name(name: str) -> None:
    found = slug(name)
    assert found
    assert not set(found) & set('/\\:*?"<>|\x00. ')
    assert len(f"{found}.atom".encode()) <= 255
