"""What was not meant for the public is not published, and said."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from feedpub import api
from feedpub.cli import main, report
from feedpub.config import RULES, Fields, Site
from feedpub.entries import Outline, outline
from feedpub.model import BuildResult, Document, Reason, Withheld
from feedpub.pipeline.build import Options
from feedpub.source import front_matter, passed_over
from tests.conftest import NOW, SITE_URL, Project

SITE = Site(url=SITE_URL, timezone="Asia/Shanghai")
DRAFT, HIDDEN, PRIVATE = Reason.DRAFT, Reason.HIDDEN, Reason.PRIVATE
PROTECTED, NO_FEED, UNCLEAR = Reason.PROTECTED, Reason.NO_FEED, Reason.UNCLEAR


def document(matter: str, path: str = "a.md") -> Document:
    text = f"---\ntitle: a\ndate: 2022-01-01\n{matter}\n---\nText.\n"
    parsed, _ = front_matter.parse(path, text.encode(), "digest")
    assert parsed
    return parsed


def outlined(matter: str, site: Site = SITE) -> Outline:
    return outline(document(matter), site, lambda *_: None)


def reason(matter: str, site: Site = SITE) -> Reason | None:
    """Return the reason for which a document is withheld, None where it is published."""
    found = outlined(matter, site)
    assert (found.entry is None) == (found.withheld is not None)
    return found.withheld.reason if found.withheld else None


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("draft: true", DRAFT),
        ("draft: y", DRAFT),
        ("draft: T", DRAFT),
        ("draft: 是", DRAFT),
        ("draft: [true]", DRAFT),
        ("draft: ＴＲＵＥ", DRAFT),
        ("draft: 1", DRAFT),
        ("publish: false", DRAFT),
        ("published: no", DRAFT),
        ("dg-publish: false", DRAFT),
        ("render: false", DRAFT),
        ("status: draft", DRAFT),
        ("Status: Draft", DRAFT),
        ("status: [draft]", DRAFT),
        ("status: pending", DRAFT),
        ("status: future", DRAFT),
        ("status: trash", DRAFT),
        ("status: auto-draft", DRAFT),
        ("status: In Progress", DRAFT),
        ("status: 草稿", DRAFT),
        ("status: false", DRAFT),
        ("publishStatus: unlisted", HIDDEN),
        ("status: hidden", HIDDEN),
        ("Status: skip", HIDDEN),
        ("status: private", PRIVATE),
        ("post_status: private", PRIVATE),
        ("visibility: private", PRIVATE),
        ("visibility: members", PRIVATE),
        ("visibility: paid", PRIVATE),
        ("visibility: unlisted", HIDDEN),
        ("private: true", PRIVATE),
        ("public: false", PRIVATE),
        ("hidden: true", HIDDEN),
        ("unlisted: true", HIDDEN),
        ("headless: true", HIDDEN),
        ("hide: true", HIDDEN),
        ("visible: PRIVATE", PRIVATE),
        ("publish: draft", DRAFT),
        ("state: private", PRIVATE),
        ("state: queued\nstage: draft", DRAFT),
        ("status: [published, draft]", DRAFT),
        ("status: [draft, seedling]", DRAFT),
        ("_hidden: yes", HIDDEN),
        ("listed: false", HIDDEN),
        ("build: {list: never}", HIDDEN),
        ("build: {list: local}", HIDDEN),
        ("_build: {list: always, render: never}", HIDDEN),
        ("_build:\n  render: false", HIDDEN),
        ("password: x", PROTECTED),
        ("password: 0", PROTECTED),
        ("password: no", PROTECTED),
        ("password: [a, b]", PROTECTED),
        ("encrypt: true", PROTECTED),
        ("encrypt: hunter2", PROTECTED),
        ("rss: false", NO_FEED),
        ("feed: false", NO_FEED),
        ("rss: {exclude: true}", NO_FEED),
        ("feed: {enable: no}", NO_FEED),
        ("exclude_from_feed: true", NO_FEED),
        ("disable_feed: true", NO_FEED),
        ("DisableFeed: true", NO_FEED),
        ("hiddenInRss: true", NO_FEED),
        ("feed_exclude: true", NO_FEED),
        ("eleventyExcludeFromCollections: true", NO_FEED),
        ("permalink: false", NO_FEED),
        ("article: false", NO_FEED),
        ("noindex: true", NO_FEED),
        ("robots: noindex, nofollow", NO_FEED),
        ("params: {draft: true}", DRAFT),
        ("extra:\n  unlisted: true", HIDDEN),
        # The one that withholds most is the reason.
        ("rss: false\ndraft: true", DRAFT),
        ("rss: false\ndraft: perhaps", UNCLEAR),
        ("draft: perhaps\nprivate: true", PRIVATE),
        # Of two keys that differ in case, one is enough.
        ("draft: false\nDraft: true", DRAFT),
    ],
)
def test_what_withholds_a_document(matter: str, expected: Reason) -> None:
    assert reason(matter) is expected


@pytest.mark.parametrize(
    "matter",
    [
        "draft: false",
        "draft:",
        "draft: ''",
        "draft: []",
        "draft: 否",
        "draft: f",
        "published: true",
        "published: 2021-01-01",
        "publish: 2021-01-01",
        "dg-publish: true",
        "status: publish",
        "status: Published",
        "status: featured",
        "status: new",
        "status:",
        "visibility: public",
        "hide: [navigation, toc]",
        "visible: PUBLIC",
        "state: California",
        "state: published",
        "state: true",
        "hidden: no",
        "build: {list: always, render: link, publishResources: false}",
        "build:",
        "password:",
        "password: ''",
        "password: false",
        "encrypt: no",
        "rss: true",
        "rss: https://example.org/rss.xml",
        "feed: {excerpt_only: true}",
        "permalink: /a/",
        "robots: index, follow",
        "sitemap: false",
        "sticky: 100",
        "search: false",
        "comments: false",
        "expires: never",
        "expires: false",
        "expiryDate: 2099-01-01",
        "expiryDate: Invalid Date",
        "publishDate:",
        "publishDate: 2020-01-01",
        "params: {a: 1}",
    ],
)
def test_what_does_not(matter: str) -> None:
    assert reason(matter) is None
    # That a relative permalink is no link is told, and keeps nothing out.
    assert {problem.code for problem in outlined(matter).problems} <= {"link-not-absolute"}


@pytest.mark.parametrize(
    ("matter", "message"),
    [
        ("draft: yes please", "draft: yes please is not understood"),
        ("draft: [false, true]", "draft: [false, true] is not understood"),
        ("hidden: x", "hidden: x is not understood"),
        ("draft: date", "draft: date is not understood"),
        ("draft: [date]", 'draft: ["date"] is not understood'),
        ("publish: soon", "publish 'soon' is no date"),
        ("published: maybe", "published 'maybe' is no date"),
        ("dg-publish: later", "dg-publish: later is not understood"),
        ("status: seedling", "status: seedling is not understood"),
        ("visibility: some", "visibility: some is not understood"),
        ("build: {list: sometimes}", 'build: {"list": "sometimes"} is not understood'),
        ("build: 12", "build: 12 is not understood"),
        ("rss: nope", "rss: nope is not understood"),
        ("noindex: perhaps", "noindex: perhaps is not understood"),
        ("expires: soon", "expires 'soon' is no date"),
        ("expires: true", "expires 'true' is no date"),
        ("publishDate: rubbish", "publishDate 'rubbish' is no date"),
        ("unpublishDate: 2021-02-31", "unpublishDate '2021-02-31' does not exist"),
    ],
)
def test_a_value_that_is_not_understood_withholds_and_is_shown(matter: str, message: str) -> None:
    found = outlined(matter)
    assert found.entry is None
    assert found.withheld
    assert found.withheld.reason is UNCLEAR
    [problem] = found.problems
    assert (problem.code, problem.severity, problem.line) == ("wish-unclear", "warning", 4)
    assert problem.message.startswith(message)


@given(st.text(min_size=1, max_size=8))
def test_no_text_under_draft_is_taken_for_no_by_accident(value: str) -> None:
    found = outline(
        replace(document(""), metadata={"title": "a", "date": "2022-01-01", "draft": value}),
        SITE,
        lambda *_: None,
    )
    if found.entry:
        no = ("false", "no", "off", "0", "n", "f", "none", "null", "否", "不", "不是", "假", "")
        assert "".join(value.split()).casefold() in no or not value.isprintable()


KEYS = sorted({key for row in RULES for key in getattr(Fields(), row)})
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(st.characters(exclude_categories=()), max_size=6)
    | st.sampled_from(["true", "no", "draft", "never", "noindex", "2099-01-01", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["list", "render", "exclude", "x", "\x1b"]), inner)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*KEYS, "params"]), VALUES, max_size=4))
def test_any_value_publishes_or_withholds_and_is_shown_on_one_line(
    metadata: dict[str, object],
) -> None:
    whole = {"title": "a", "date": "2022-01-01", **metadata}
    found = outline(replace(document(""), metadata=whole), SITE, lambda *_: None)
    assert (found.entry is None) == (found.withheld is not None)
    for shown in (
        *(problem.message for problem in found.problems),
        found.withheld.how if found.withheld else "",
    ):
        assert shown.isprintable() or shown.replace("\xa0", "").isprintable()


@pytest.mark.parametrize(
    ("matter", "meant"),
    [
        ("draf: true", "draft"),
        ("drafts: yes", "draft"),
        ("Drfat: 1", "draft"),
        ("publised: false", "published"),
        ("hiden: on", "hidden"),
        ("privte: true", "private"),
        ("statuss: private", "status"),
        ("exclude_from_feds: true", "exclude_from_feeds"),
        ("params: {unlistd: true}", "unlisted"),
        ("pasword: sesame", "password"),
        ("secrets: sesame", "secret"),
    ],
)
def test_a_slip_of_a_key_that_says_so_withholds_and_asks(matter: str, meant: str) -> None:
    found = outlined(matter)
    assert found.entry is None
    assert found.withheld
    assert found.withheld.reason is UNCLEAR
    [problem] = found.problems
    assert f"so the document is left out; did you mean {meant}?" in problem.message
    assert "sesame" not in problem.message + found.withheld.how


@pytest.mark.parametrize(
    "matter",
    ["drafts: []", "draf: false", "hiden: z", "stats: [1, 2]", "unlistd: no", "feeds: [a]"],
)
def test_a_slip_that_says_nothing_of_it_publishes(matter: str) -> None:
    assert outlined(matter).entry is not None


@pytest.mark.parametrize("row", RULES)
@pytest.mark.parametrize("written", ["{}", "{} ", "'{}'"])
def test_every_key_of_the_table_is_read_however_it_is_written(row: str, written: str) -> None:
    value = {
        "build": "{list: never}",
        "robots": "noindex",
        "status": "private",
        "state": "private",
        "expires": "soon",
        "scheduled": "soon",
        **dict.fromkeys(("publish", "listed", "public", "feed", "page"), "false"),
    }.get(row, "true")
    for key in getattr(Fields(), row):
        plain = key.replace("_", "").replace("-", "")
        for name in (key, key.upper(), plain, plain.title(), key.replace("_", "-")):
            assert reason(f"{written.format(name)}: {value}"), name


def test_a_row_of_the_table_can_be_changed() -> None:
    site = replace(SITE, fields=replace(Fields(), status=(), draft=("entwurf",)))
    assert reason("status: seedling", site) is None
    assert reason("draft: true", site) is None
    assert reason("Entwurf: true", site) is DRAFT


def test_the_configuration_changes_a_row(project: Project) -> None:
    project.write("feeds/site.toml", "[fields]\nstatus = []\nhidden = 'versteckt'\n")
    project.seed("a.md", title="a", date="2022-01-01", status="seedling")
    project.seed("b.md", title="b", date="2022-01-01", versteckt="true")
    result = project.build()
    assert (result.counts.published, result.reasons) == (1, {Reason.HIDDEN: 1})


def test_what_says_so_is_said_with_its_line_and_no_password_is_shown() -> None:
    found = outlined("password: hunter2").withheld
    assert found == Withheld("seeds/a.md", PROTECTED, "password", 4, "password: …")
    found = outlined("Published: no").withheld
    assert found == Withheld("seeds/a.md", DRAFT, "Published", 4, "Published: no")


class TestTime:
    """The clock is the build's: what is withheld today is not to-morrow."""

    def test_what_has_expired_is_gone(self, project: Project) -> None:
        project.seed("a.md", title="a", date="2022-01-01", expiryDate="2023-01-01")
        result = project.build()
        assert (result.counts.published, result.reasons) == (0, {Reason.EXPIRED: 1})
        assert project.build(Options(future=True)).counts.published == 0
        before = project.build(now=datetime(2022, 6, 1, tzinfo=UTC))
        assert before.counts.published == 1

    def test_a_publish_date_to_come_counts_beside_an_older_date(self, project: Project) -> None:
        project.seed("a.md", title="a", date="2022-01-01", publishDate="2099-01-01")
        result = project.build()
        assert (result.counts.published, result.counts.future) == (0, 1)
        assert project.build(Options(future=True)).counts.published == 1
        later = project.build(now=datetime(2099, 1, 2, tzinfo=UTC))
        assert later.counts.published == 1
        assert b"2022" in project.out()["all.rss"]

    @pytest.mark.parametrize(
        ("key", "counts"), [("expiryDate", (1, 0)), ("publishDate", (0, 1)), ("date", (0, 1))]
    )
    @pytest.mark.parametrize("future", [False, True])
    def test_a_build_that_has_nothing_to_do_knows_when_it_has(
        self, project: Project, key: str, counts: tuple[int, int], future: bool
    ) -> None:
        now = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
        moment = now + timedelta(days=3)
        given_ = {"title": "a", "date": "2022-01-01", key: moment.isoformat()}
        project.seed("a.md", **given_)

        def published(when: datetime) -> int:
            result = api.build(project.path, site_url=SITE_URL, now=when, future=future)
            return result.counts.published

        if future and key != "expiryDate":
            counts = (1, 1)
        assert published(now) == counts[0]
        assert published(moment - timedelta(seconds=1)) == counts[0]
        assert published(moment) == counts[1]
        assert published(moment) == counts[1]

    def test_a_day_is_of_the_zone_of_the_site(self) -> None:
        entry = outlined("expires: 2023-01-01").entry
        assert entry
        assert entry.expires == datetime(2022, 12, 31, 16, tzinfo=UTC)


class TestPaths:
    def test_drafts_by_their_folder(self, project: Project) -> None:
        for name in ("_drafts/a.md", "blog/_drafts/x/b.md", "Drafts/c.md", "kept/d.md"):
            project.seed(name, title=name, date="2022-01-01")
        result = project.build()
        assert (result.counts.published, result.reasons) == (1, {DRAFT: 3})
        assert {one.path for one in result.withheld} == {
            "seeds/_drafts/a.md",
            "seeds/blog/_drafts/x/b.md",
            "seeds/Drafts/c.md",
        }

    def test_leave_out_is_for_every_feed_and_page(self, project: Project) -> None:
        project.write(
            "feeds/site.toml", "[documents]\nleave_out = ['about.md', 'x/**', '?raft.txt']\n"
        )
        for name in ("about.md", "x/y/a.md", "draft.txt", "b/about.md"):
            project.seed(name, title=f"T {name}", date="2022-01-01", categories="c")
        project.write("seeds/x/broken.md", "no front matter")
        result = project.build()
        assert (result.counts.published, result.reasons) == (1, {Reason.LEFT_OUT: 4})
        assert result.counts.refused == 0
        everything = b"".join(project.published().values())
        assert b"T b/about.md" in everything
        assert not any(
            f"T {name}".encode() in everything.replace(b"T b/about.md", b"")
            for name in ("about.md", "x/y/a.md", "draft.txt")
        )

    @pytest.mark.parametrize(
        ("glob", "left"),
        [("x", 2), ("./x", 2), ("seeds/x/", 2), ("X/y", 1), ("x/y/a.md", 1), ("./x/b.md", 1)],
    )
    def test_the_name_of_a_folder_leaves_out_what_is_in_it(
        self, project: Project, glob: str, left: int
    ) -> None:
        project.write("feeds/site.toml", f"[documents]\nleave_out = '{glob}'\n")
        for name in ("x/y/a.md", "x/b.md", "xy/c.md", "b/x.md"):
            project.seed(name, title=name, date="2022-01-01")
        assert project.build().reasons == {Reason.LEFT_OUT: left}

    @pytest.mark.parametrize("glob", ["*", "x*", "*.md"])
    def test_a_glob_of_names_leaves_out_no_folder(self, project: Project, glob: str) -> None:
        project.write("feeds/site.toml", f"[documents]\nleave_out = '{glob}'\n")
        project.seed("xy/c.md", title="c", date="2022-01-01")
        assert project.build().counts.published == 1

    def test_changing_it_is_seen_by_the_next_build(self, project: Project) -> None:
        project.seed("about.md", title="a", date="2022-01-01")
        assert project.build().counts.published == 1
        project.write("feeds/site.toml", "[documents]\nleave_out = 'about.md'\n")
        assert project.build().counts.published == 0
        project.write("feeds/site.toml", "[documents]\nleave_out = []\n")
        assert project.build().counts.published == 1

    def test_sections_and_readmes_are_no_documents_even_for_a_strict_build(
        self, project: Project
    ) -> None:
        project.write("seeds/_index.md", "---\ntitle: Section\n---\n")
        project.write("seeds/blog/_index.zh.md", "---\ntitle: Section\ndate: 2022-01-01\n---\n")
        project.write("seeds/README.md", "# How to write here\n")
        project.write("seeds/blog/Readme.zh-CN.md", "text")
        project.write("seeds/LICENSE.txt", "text")
        project.seed("blog/a.md", title="a", date="2022-01-01")
        result = project.build(Options(strict=True))
        assert result.counts.published == 1
        assert result.reasons == {Reason.LEFT_OUT: 2, Reason.NO_DOCUMENT: 3}

    def test_a_readme_with_front_matter_is_a_document(self, project: Project) -> None:
        project.seed("README.md", title="a", date="2022-01-01")
        assert project.build().counts.published == 1

    def test_any_other_file_without_front_matter_is_refused(self, project: Project) -> None:
        project.write("seeds/reader.md", "text")
        assert project.build().counts.refused == 1


class TestNames:
    @pytest.mark.parametrize(
        "name",
        [
            "#话题# 今天.md",
            "...然后呢.md",
            ".NET 新版.md",
            "C#/a.md",
            "#t#/a.md",
            "#x.md",
            "x#.md",
            "~x.md",
            ".gitignore and you.md",
            "…/a.md",
        ],
    )
    def test_what_ends_as_a_document_is_one(self, project: Project, name: str) -> None:
        project.seed(name, title="a", date="2022-01-01")
        result = project.build()
        assert (result.counts.published, result.reasons) == (1, {})
        assert not passed_over.is_passed_over(name)

    @pytest.mark.parametrize(
        "name", ["#x.md#", "x.md~", ".x.md.swp", ".#x.md", "._x.md", "~$x.md", ".~lock.x.html#"]
    )
    def test_what_editors_leave_is_not_and_needs_no_word(self, project: Project, name: str) -> None:
        project.seed("x.md", title="a", date="2022-01-01")
        project.seed(name, title="b", date="2022-01-01")
        result = project.build()
        assert result.counts.published == 1
        assert result.withheld == ()
        assert passed_over.is_passed_over(name)

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            (".secret.md", "seeds/.secret.md, its name begins with a dot"),
            (".2024-01-01-x.html", "seeds/.2024-01-01-x.html, its name begins with a dot"),
            (".NET/b.md", "seeds/.NET, its name begins with a dot (1 document)"),
            (".obsidian/a/b.md", "seeds/.obsidian, its name begins with a dot (1 document)"),
            ("x/.trash/b.md", "seeds/x/.trash, its name begins with a dot (1 document)"),
            ("old~/b.md", "seeds/old~, its name is one that editors give (1 document)"),
            ("~$x.md", "seeds/~$x.md, its name is one that editors give"),
        ],
    )
    def test_what_is_hidden_is_named(self, project: Project, name: str, said: str) -> None:
        project.seed(name, title="b", date="2022-01-01")
        result = project.build()
        assert (result.counts.published, result.reasons) == (0, {Reason.NAME: 1})
        assert f"hidden by their names: {said}" in list(report.lines(result))
        assert passed_over.is_passed_over(name)

    def test_a_hidden_folder_that_is_left_out_needs_no_word(self, project: Project) -> None:
        project.write("feeds/site.toml", "[documents]\nleave_out = ['.trash/**', '.x.md']\n")
        project.seed(".trash/a.md", title="a", date="2022-01-01")
        project.seed(".x.md", title="a", date="2022-01-01")
        assert project.build().withheld == ()

    def test_one_that_holds_no_document_needs_no_word(self, project: Project) -> None:
        project.write("seeds/.git/config", "")
        assert project.build().withheld == ()

    def test_links_lead_to_documents_with_such_names(self, project: Project) -> None:
        project.seed("#话题# 今天.md", title="a", date="2022-01-01", link="https://e.org/topic")
        body = "[x](%23话题%23%20今天.md) [y](.hidden.md)"
        project.seed("b.md", title="b", date="2022-01-02", body=body)
        project.seed(".hidden.md", title="c", date="2022-01-01", link="https://e.org/hidden")
        project.build()
        assert b"https://e.org/topic" in project.out()["all.rss"]
        assert b"https://e.org/hidden" not in project.out()["all.rss"]


def test_what_is_kept_out_of_feeds_is_linked_to_and_a_draft_is_not(project: Project) -> None:
    for name, key in (("feedless", "rss: false"), ("draft", "draft: true")):
        link = f"https://e.org/{name}"
        project.write(
            f"seeds/{name}.md", f"---\ntitle: {name}\ndate: 2022-01-01\nlink: {link}\n{key}\n---\n."
        )
    project.seed("a.md", title="a", date="2022-01-02", body="[x](feedless.md) [y](draft.md)")
    result = project.build()
    feed = project.out()["all.rss"]
    assert b"https://e.org/feedless" in feed
    assert b"https://e.org/draft" not in feed
    assert [problem.code for problem in result.problems] == ["link-without-address"]


@pytest.fixture
def mixed(project: Project) -> Project:
    project.seed("a.md", title="a", date="2022-01-01")
    project.seed("b.md", title="b", date="2022-01-01", draft="true")
    project.seed("c.md", title="c", date="2022-01-01", password="x")
    project.seed("d.md", title="d", date="2022-01-01", rss="false")
    project.seed("e.md", title="e", date="2022-01-01", draft="perhaps")
    project.seed("f.md", title="f", date="2099-01-01")
    project.seed(".g/h.md", title="g", date="2022-01-01")
    return project


class TestReport:
    def test_the_counts_add_up_and_say_the_reasons(self, mixed: Project) -> None:
        result = mixed.build()
        first, second, *_ = report.lines(result)
        assert first == (
            "7 documents read, 1 published, 1 draft, 1 with a future date, 1 with a password, 1 not"
            " for feeds, 1 not understood and 1 hidden by their names left out"
        )
        assert second == "hidden by their names: seeds/.g, its name begins with a dot (1 document)"
        counts = result.counts
        assert (counts.drafts, counts.future, counts.hidden, counts.refused) == (1, 1, 4, 0)
        assert counts.published + sum(result.reasons.values()) == counts.documents

    def test_as_json_and_as_markdown(self, mixed: Project) -> None:
        result = mixed.build()
        told = json.loads(report.as_json(result))
        assert told["reasons"] == {
            "draft": 1,
            "future": 1,
            "protected": 1,
            "no-feed": 1,
            "unclear": 1,
            "name": 1,
        }
        assert {
            "path": "seeds/d.md",
            "reason": "no-feed",
            "key": "rss",
            "line": 4,
            "how": "rss: false",
        } in told["withheld"]
        page = report.as_markdown(result).decode()
        assert "### Left out" in page
        assert "| <code>seeds/c.md:4</code> | with a password: password: … |" in page

    def test_a_build_that_has_nothing_to_do_says_the_same(self, mixed: Project) -> None:
        def built() -> BuildResult:
            return replace(api.build(mixed.path, site_url=SITE_URL, now=NOW), seconds=0)

        first, second = built(), built()
        assert not any(feed.changed for feed in second.feeds)
        assert second.withheld == first.withheld
        assert list(second.reasons.items()) == list(first.reasons.items())

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_the_order_is_that_of_the_paths(self, mixed: Project, jobs: int) -> None:
        paths = [one.path for one in mixed.build(Options(jobs=jobs)).withheld]
        assert paths == sorted(paths)
        assert len(paths) == 6


class TestInspect:
    @pytest.mark.parametrize(
        ("name", "outcome", "said"),
        [
            (
                "b.md",
                "draft",
                "Left out, for line 4 says draft: true. This is what it would be, in",
            ),
            ("c.md", "protected", "Left out, for line 4 says password: …. This is what it would"),
            ("d.md", "no-feed", "Left out of feeds, for line 4 says rss: false. This is what it"),
            (
                "e.md",
                "unclear",
                "Left out, for line 4 says draft: perhaps, which is not understood. This is",
            ),
            ("x.md", "expired", "Left out, for it expired at 2023-01-01T00:00:00+00:00. This is"),
            ("p.md", "future", "Left out until 2099-01-01 00:00:00 UTC. This is what it would be,"),
            (
                "_drafts/a.md",
                "draft",
                "Left out, for [documents] drafts has **/_drafts/**. This is",
            ),
            ("_drafts/b.md", "draft", "Left out, for [documents] drafts has **/_drafts/**."),
            ("README.md", "no-document", "Left out, for a file of this name without front matter"),
        ],
    )
    def test_it_says_why(self, mixed: Project, name: str, outcome: str, said: str) -> None:
        mixed.write("feeds/site.toml", f'[site]\nurl = "{SITE_URL}"\n')
        mixed.seed("x.md", title="x", date="2022-01-01", expires="2023-01-01")
        mixed.seed("p.md", title="p", date="2022-01-01", publishDate="2099-01-01")
        mixed.seed("_drafts/a.md", title="x", date="2022-01-01")
        mixed.write("seeds/_drafts/b.md", "nothing yet")
        mixed.write("seeds/README.md", "nothing yet")
        arguments = ["inspect", "--project", str(mixed.path), name]
        shown = CliRunner().invoke(main, arguments).stdout.splitlines()
        assert " ".join(shown[1:4]).startswith(said)
        told = json.loads(CliRunner().invoke(main, [*arguments, "--json"]).stdout)
        assert told["outcome"] == outcome


def test_reading_one_document_says_why(project: Project) -> None:
    path = project.seed("a.md", title="a", date="2022-01-01", private="true")
    found = api.read(path)
    assert found.entry is None
    assert found.withheld
    assert (found.withheld.reason, found.withheld.line) == (PRIVATE, 4)


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("draft: true", True),
        ("password: x", True),
        ("rss: false", True),
        ("expires: 2023-01-01", True),
        ("draft: perhaps", False),
        ("publishDate: 2099-01-01", False),
    ],
)
def test_what_was_published_is_told_to_be_gone_where_that_is_sure(
    project: Project, line: str, gone: bool
) -> None:
    project.write("feeds/site.toml", "[build]\nledger = true\ntombstones = true\n")
    project.seed("a.md", title="a", date="2022-01-01")
    project.seed("b.md", title="b", date="2022-01-01")
    project.build()
    key, _, value = line.partition(": ")
    project.seed("a.md", title="a", date="2022-01-01", **{key: value})
    project.build()
    assert (b"deleted-entry" in project.out()["all.atom"]) == gone
    assert b"<title>a</title>" not in project.out()["all.atom"]


@pytest.mark.parametrize("line", ["draft: &true", "password: &hunter2", "private: &a yes"])
def test_an_anchor_of_yaml_is_no_reason_to_publish(project: Project, line: str) -> None:
    key, _, value = line.partition(": ")
    project.seed("a.md", title="a", date="2024-01-01", **{key: value})
    assert project.build().counts.published == 0


@pytest.mark.parametrize(
    "written", ['"hun"ter2"', '"hunter2', "'hunter2", '"hunter2"#x', '"hunter2" and "hunter2" x']
)
@pytest.mark.parametrize("key", ["password", "Post_Password", "passphrase", "secret"])
def test_a_password_is_shown_nowhere(project: Project, key: str, written: str) -> None:
    project.seed("a.md", title="a", date="2024-01-01", **{key: written})
    result = project.build()
    assert result.counts.published == 0
    assert "hun" not in f"{result.problems} {result.withheld}"
