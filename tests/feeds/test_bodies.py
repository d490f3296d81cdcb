"""What a feed shows of an entry: all or its summary, with the head image in it or without."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.config import Content, CoverInBody, Settings
from feedpub.feeds.content import entry_for_feed
from feedpub.model import Enclosure, Entry
from feedpub.sanitizer import clean
from feedpub.web.text import from_html
from tests.conftest import Project

COVER = "https://e.org/a.png?x=1&y=2"
WRITTEN = "https://e.org/a.png?x=1&amp;y=2"
DAY = datetime(2024, 5, 1, tzinfo=UTC)
POLICY = "no-referrer"


def entry(content: str, *covers: str) -> Entry:
    enclosures = tuple(Enclosure(cover, "image/png") for cover in covers)
    return Entry(
        "urn:ex:a",
        "Title",
        DAY,
        DAY,
        "a.md",
        summary="Short & <good>",
        content=content,
        enclosures=enclosures,
    )


def body(html: str, cover_in_body: str, content: str = "full") -> str:
    settings = Settings(cover_in_body=CoverInBody(cover_in_body), content=Content(content))
    return entry_for_feed(entry(html, COVER), settings, POLICY).content


def cleaned(html: str) -> str:
    return clean(html, "https://e.org/post/", has_page=True, referrer_policy=POLICY)


IMAGE = f'<img alt="" referrerpolicy="no-referrer" src="{WRITTEN}">'
OTHER = '<img src="https://e.org/other.png">'


@pytest.mark.parametrize(
    "content",
    [
        "<p>Text.</p>",
        f"<p>{IMAGE}</p><p>Text.</p>",
        f"<p>Text.</p>{IMAGE}",
    ],
)
def test_a_body_is_kept_as_it_is(content: str) -> None:
    given = entry(content, COVER)
    assert entry_for_feed(given, Settings(), POLICY) is given


class TestAdd:
    def test_puts_the_head_image_first(self) -> None:
        assert body("<p>Text.</p>", "add") == f"<p>{IMAGE}</p>\n<p>Text.</p>"

    def test_gives_it_the_policy_of_the_site(self) -> None:
        settings = Settings(cover_in_body=CoverInBody.ADD)
        assert entry_for_feed(entry("<p>T</p>", COVER), settings, None).content == (
            f'<p><img alt="" src="{WRITTEN}"></p>\n<p>T</p>'
        )

    @pytest.mark.parametrize(
        "content",
        [
            IMAGE,
            f"<p>Text.</p><figure>{IMAGE}</figure>",
            f"<p>{OTHER}</p><p>{IMAGE}</p>",
            f'<p><img src="{WRITTEN.replace("https", "http")}"></p>',
            f'<p><img alt="x" class="y" src="{WRITTEN}" title="z"></p>',
        ],
    )
    def test_puts_no_second_one(self, content: str) -> None:
        assert body(content, "add") == content

    @pytest.mark.parametrize(
        "content",
        [
            OTHER,
            f'<p><a href="{WRITTEN}">the picture</a></p>',
            "<p>src=&quot;https://e.org/a.png?x=1&amp;y=2&quot;</p>",
            '<p><img src="https://e.org/a.png?x=1&amp;y=2&amp;z=3"></p>',
            '<p><img src="https://e.org/a.png"></p>',
            f'<p><img src="https://e.org/b.png" srcset="{WRITTEN} 2x"></p>',
        ],
    )
    def test_takes_nothing_else_for_it(self, content: str) -> None:
        assert body(content, "add") == f"<p>{IMAGE}</p>\n{content}"

    def test_puts_it_before_a_summary(self) -> None:
        assert body(f"<p>{IMAGE}</p>", "add", content="summary") == (
            f"<p>{IMAGE}</p>\n<p>Short &amp; &lt;good&gt;</p>"
        )


class TestRemove:
    @pytest.mark.parametrize(
        ("content", "left"),
        [
            (f"{IMAGE}<p>Text.</p>", "<p>Text.</p>"),
            (f"<p>{IMAGE}</p><p>Text.</p>", "<p>Text.</p>"),
            (f"<p>\n{IMAGE}\n</p><p>Text.</p>", "<p>Text.</p>"),
            (f'<p class="x"><a href="/a">{IMAGE}</a></p><p>T</p>', "<p>T</p>"),
            (f"<div><p><span>{IMAGE}</span></p></div><p>T</p>", "<p>T</p>"),
            (f"<figure>{IMAGE}</figure><p>T</p>", "<p>T</p>"),
            (f"<div><p>{IMAGE}</p><p>T</p></div>", "<div><p>T</p></div>"),
            (
                f"<figure>{IMAGE}<figcaption>Cat</figcaption></figure>",
                "<figure><figcaption>Cat</figcaption></figure>",
            ),
            (f"<p>{IMAGE} and text</p>", "<p> and text</p>"),
            (f"<p>Text before.</p><p>{IMAGE}</p>", "<p>Text before.</p>"),
            (f"<p>{IMAGE}</p><p>{IMAGE}</p>", f"<p>{IMAGE}</p>"),
            (f'<p><img src="{WRITTEN.replace("https", "http")}"></p><p>T</p>', "<p>T</p>"),
            (f'<p><img class="x" src="{WRITTEN}" width="5"></p><p>T</p>', "<p>T</p>"),
        ],
    )
    def test_takes_the_image_and_what_held_nothing_else(self, content: str, left: str) -> None:
        assert body(content, "remove") == left

    @pytest.mark.parametrize(
        "content",
        [
            "<p>Text.</p>",
            f"<p>{OTHER}</p><p>{IMAGE}</p>",
            '<p><img src="https://e.org/a.png"></p>',
            '<p><img src="https://e.org/a.png?x=1&amp;amp;y=2"></p>',
            f'<p><a href="{WRITTEN}">T</a></p>',
        ],
    )
    def test_leaves_everything_else(self, content: str) -> None:
        assert body(content, "remove") == content

    @pytest.mark.parametrize(
        "content", [IMAGE, f"<p>{IMAGE}</p>", f"<div>\n<p>{IMAGE}</p>\n</div>"]
    )
    def test_leaves_the_summary_where_nothing_is_left(self, content: str) -> None:
        assert body(content, "remove") == "<p>Short &amp; &lt;good&gt;</p>"

    def test_has_nothing_to_do_in_a_summary(self) -> None:
        assert body(f"<p>{IMAGE}</p>", "remove", content="summary") == (
            "<p>Short &amp; &lt;good&gt;</p>"
        )


@pytest.mark.parametrize("how", CoverInBody)
def test_an_entry_without_a_head_image_stays_as_it_is(how: CoverInBody) -> None:
    sound = Enclosure("https://e.org/a.mp3", "audio/mpeg")
    given = replace(entry(f"<p>{IMAGE}</p>"), enclosures=(sound,))
    assert entry_for_feed(given, Settings(cover_in_body=how), POLICY) is given


def test_the_head_image_is_the_first_image_among_the_enclosures() -> None:
    sound = Enclosure("https://e.org/a.mp3", "audio/mpeg")
    given = entry("<p>T</p>", COVER, "https://e.org/b.png")
    given = replace(given, enclosures=(sound, *given.enclosures))
    content = entry_for_feed(given, Settings(cover_in_body=CoverInBody.ADD), POLICY).content
    assert WRITTEN in content and "b.png" not in content


def test_each_feed_shows_it_in_its_own_way(project: Project) -> None:
    project.write("feeds/site.toml", "[build]\nformats = ['json']\ncover_in_body = 'add'\n")
    project.write("feeds/without.toml", "cover_in_body = 'remove'\n")
    project.write("feeds/short.toml", "cover_in_body = 'keep'\ncontent = 'summary'\n")
    project.seed(
        "a.md",
        title="a",
        date="2024-05-01",
        headimg="https://e.org/c.png",
        body='<p><img src="http://e.org/c.png"></p><p>Text.</p>',
    )
    project.build()
    out = project.out()
    assert out["all.json"].count(b"<img") == 1
    assert b"<img" not in out["without.json"] and b"<p>Text.</p>" in out["without.json"]
    assert b'"content_html": "<p>Text.</p>"' in out["short.json"]


PARTS = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "</div>", "<figure>", "</figure>", "<a href='/x'>", "</a>"),
        *("<ul><li>", "</ul>", "<table><tr><td>", "</table>", "<blockquote>", "<b>", "</b>"),
        *("<figcaption>", "text", " ", "a &lt; b", "<br>", "<span>", "</span>", "<h2>", "</h2>"),
        *(f"<img src='{COVER}'>", f"<img src='{COVER}'>", "<img src=other.png title='src='>"),
        f"<img src='{COVER}' alt='a src=' title='b src='>",
    ]
)


@settings(deadline=None)  # for machines that are busy with other things
@given(st.lists(PARTS, max_size=14).map("".join), st.sampled_from(["add", "remove"]))
def test_what_is_done_to_clean_html_leaves_it_clean(html: str, how: str) -> None:
    content = cleaned(html) or "<p>x</p>"
    left = body(content, how)
    # Space at either end is nobody's.
    assert cleaned(left) == left.strip()
    assert left.strip()
    if how == "remove":
        assert left.count("<img") >= content.count("<img") - 1
        if f'src="{WRITTEN}"' not in content:
            assert left == content
        said = "".join(from_html(left).split())
        assert said in ("".join(from_html(content).split()), "Short&<good>")
    else:
        assert f'src="{WRITTEN}"' in left
        assert left.endswith(content)


@pytest.mark.parametrize(
    "content",
    [
        '<picture><source srcset="https://e.org/b.png"><img alt="" src="https://e.org/a.png"></picture>',
        '<p><img alt="" src="https://e.org/a.png">&nbsp;</p>',
        '<p><img alt="" src="https://e.org/a.png"><br></p>',
    ],
)
def test_what_is_left_without_anything_to_see_is_the_summary(content: str) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    entry = Entry("urn:x:a", "a", moment, moment, "a.md", summary="Short", content=content)
    entry = replace(entry, enclosures=(Enclosure("https://e.org/a.png", "image/png"),))
    settings = replace(Settings(), cover_in_body=CoverInBody.REMOVE)
    assert entry_for_feed(entry, settings, None).content == "<p>Short</p>"
