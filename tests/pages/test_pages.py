"""What stands in the pages."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import msgspec
import pytest

from feedpub.model import (
    Asset,
    Enclosure,
    Format,
    Headline,
    Listed,
    Output,
    Person,
    entry_path,
    feed_path,
)
from feedpub.render.pages import Pages
from tests.pages import example
from tests.pages.example import Example
from tests.pages.reading import read, text_of
from tests.pages.values import FRONT, PAGES, SITE, WHEN, entry, feed

PICTURE = Enclosure("https://img.example.org/a.png?b=c&d", "image/png", width=640, height=480)


def test_every_page_of_the_example_is_valid_html(documents: Example) -> None:
    for output in documents.pages(Pages(documents.front)):
        if output.path.endswith(".html"):
            assert read(output).all("h1"), output.path


def test_every_link_of_the_example_leads_somewhere(documents: Example, tmp_path: Path) -> None:
    documents.write(tmp_path, Pages(documents.front))
    for file in tmp_path.rglob("*.html"):
        page = read(Output(file.name, file.read_bytes()))
        base = f"https://example.org/{quote(file.relative_to(tmp_path).as_posix())}"
        links = {urlsplit(urljoin(base, it)) for it in page.addresses() if it.startswith(".")}
        assert links
        for link in links:
            assert (tmp_path / unquote(link.path[1:])).is_file(), (file, link)


def test_no_two_pages_of_the_example_share_a_path(documents: Example) -> None:
    paths = [output.path.casefold() for output in documents.pages(Pages(documents.front))]
    assert len(paths) == len(set(paths))


# The addresses of pages


def test_the_path_of_an_entry_is_that_of_its_id_for_ever() -> None:
    urn = "urn:uuid:e271468a-689d-5e52-9dc5-935706ba2545"
    assert entry_path(urn) == "entries/v75fjn52zxwhjh2icnnj2z4y.html"
    assert entry_path("https://example.org/a") != entry_path("https://example.org/A")


def test_the_page_of_a_feed_stands_beside_its_files() -> None:
    assert feed_path(feed(path="category/新媒体")) == "category/新媒体.html"
    assert feed_path(feed(path="v1.rss.x", formats=(Format.JSON,))) == "v1.rss.x.html"


def test_links_lead_from_each_page_to_the_files_wherever_out_is_served() -> None:
    found = feed(entry(), path="category/新媒体", url_path="category/%E6%96%B0%E5%AA%92%E4%BD%93")
    outputs = {
        SITE: PAGES.directory([Listed.of(found, example.bare(found), 1)]),
        f"{SITE}category/%E6%96%B0%E5%AA%92%E4%BD%93.html": PAGES.feed(found),
        SITE + entry_path(entry().id): PAGES.entry(entry(), [example.bare(found)]),
    }
    for base, output in outputs.items():
        page = read(output)
        assert page.feeds() and page.one("link", rel="canonical").get("href") == base
        links = [urljoin(base, href) for _, href in page.feeds()]
        assert links == [target.url for target in found.targets]
        inside = {it for it in page.addresses() if not it.startswith("#")} - {base}
        assert not [it for it in inside if urlsplit(it).netloc or it.startswith("/")]
        assert all(urljoin(base, it).startswith(SITE) for it in inside)


def test_the_link_of_an_entry_that_has_its_own_is_left_as_it_is() -> None:
    own = entry(permalink="https://blog.example.org/a?b&c")
    page = read(PAGES.feed(feed(own)))
    assert page.all("a", href="https://blog.example.org/a?b&c")


def test_an_entry_without_any_link_is_no_link() -> None:
    page = read(PAGES.feed(feed(entry(permalink=None))))
    [title] = [it for it in page.all("h2") if text_of(it) == "The harbour at night"]
    assert not list(title)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "//x.org/a"],
)
def test_an_address_that_is_not_of_the_web_is_nowhere(address: str) -> None:
    hostile = entry(
        permalink=address,
        authors=(Person("Ada", uri=address),),
        enclosures=(Enclosure(address, "image/png"), Enclosure(address, "audio/mpeg")),
    )
    carrying = feed(hostile, image=address)
    listed = Listed(example.bare(carrying), 1, (Headline("The harbour", address, WHEN),))
    for output in (
        PAGES.directory([listed]),
        PAGES.feed(carrying),
        PAGES.entry(hostile, [example.bare(carrying)]),
        Pages(replace(FRONT, icon=address)).feed(carrying),
    ):
        page = read(output)
        assert address not in page.addresses()
        assert address not in (page.meta("og:image"), page.meta("og:url"))


def test_a_relative_address_can_never_become_a_scheme() -> None:
    odd = feed(path="javascript:alert(1)//")
    page = read(PAGES.directory([Listed(odd, 0)]))
    assert {it[:2] for it in page.addresses() if "alert" in it} == {"./"}


# What is shown


def test_titles_and_names_are_text_whatever_is_in_them() -> None:
    title = "</title><script>alert(1)</script> & \"'"
    hostile = entry(
        title=title,
        summary=f"{title} summary",
        authors=(Person(title),),
        branches=((title,),),
        tags=(f"{title}2",),
    )
    carrying = feed(hostile, title=title, subtitle=f"{title} subtitle", rights=title)
    listed = Listed.of(carrying, example.bare(carrying), 1)
    for output in (
        PAGES.directory([listed]),
        PAGES.feed(carrying),
        PAGES.entry(hostile, [example.bare(carrying)]),
        Pages(replace(FRONT, title=title, description=title)).directory([listed]),
    ):
        page = read(output)
        assert [it.get("src", "").lstrip("./") for it in page.all("script")] == ["assets/script.js"]
        assert title in text_of(page.one("body"))


def test_an_entry_page_shows_all_that_is_known() -> None:
    shown = entry(
        updated=WHEN + timedelta(days=2),
        authors=(Person("Ada", "ada@example.org"), Person("Ben", uri="https://ben.example.net/")),
        branches=(("news",), ("night",)),
        tags=("lamps", "news"),
        enclosures=(PICTURE,),
    )
    page = read(PAGES.entry(shown, [example.bare(feed())]))
    assert text_of(page.one("h1")) == "The harbour at night"
    assert text_of(page.one("title")) == "The harbour at night · Coast & Field"
    times = {it.get("datetime"): text_of(it) for it in page.all("time")}
    assert times == {
        "2024-04-01T04:00:00+08:00": "1 April 2024",
        "2024-04-03T04:00:00+08:00": "3 April 2024",
    }
    body = text_of(page.one("body"))
    assert "Ada" in body and "ada@example.org" not in body
    assert text_of(page.one("a", href="https://ben.example.net/")) == "Ben"
    assert [text_of(it) for it in page.all("li")] == ["News", "news", "night", "lamps"]
    cover = page.one("img")
    assert cover.get("src") == PICTURE.url
    assert (cover.get("width"), cover.get("height")) == ("640", "480")
    assert (cover.get("loading"), cover.get("referrerpolicy")) == ("lazy", "no-referrer")
    assert {name: page.meta(name) for name in ("og:type", "og:title", "og:image", "og:url")} == {
        "og:type": "article",
        "og:title": "The harbour at night",
        "og:image": PICTURE.url,
        "og:url": shown.permalink,
    }
    assert page.meta("og:description") == page.meta("description") == shown.summary
    assert page.meta("article:published_time") == "2024-04-01T04:00:00+08:00"
    assert page.meta("article:modified_time") == "2024-04-03T04:00:00+08:00"
    assert page.feeds() == [
        ("application/rss+xml", "../category/news.rss"),
        ("application/atom+xml", "../category/news.atom"),
    ]


def test_a_category_that_is_a_feed_is_named_once() -> None:
    page = read(PAGES.entry(entry(branches=(("News",), ("night",))), [example.bare(feed())]))
    assert [text_of(it) for it in page.all("li")] == ["News", "night"]


def test_a_change_on_the_day_of_publication_is_not_told() -> None:
    page = read(PAGES.entry(entry(updated=WHEN + timedelta(hours=3)), []))
    assert len(page.all("time")) == 1


def test_the_head_image_is_shown_once() -> None:
    written = '<p><img alt="" src="http://img.example.org/a.png?b=c&amp;d"></p>'
    page = read(PAGES.entry(entry(content=written, enclosures=(PICTURE,)), []))
    assert len(page.all("img")) == 1
    assert page.meta("og:image") == PICTURE.url


def test_sound_film_and_other_files_wait_until_they_are_asked_for() -> None:
    files = (
        Enclosure("https://media.example.org/a%20b.mp3", "audio/mpeg", 23_456_789),
        Enclosure("https://media.example.org/a.mp4", "video/mp4"),
        Enclosure("https://media.example.org/a.pdf", "application/pdf"),
    )
    in_content = Enclosure("https://media.example.org/b.mp3?c&d", "audio/mpeg")
    content = (
        '<audio controls="" preload="none" src="https://media.example.org/b.mp3?c&amp;d"></audio>'
    )
    page = read(PAGES.entry(entry(content=content, enclosures=(*files, in_content)), []))
    assert [it.get("preload") for it in (*page.all("audio"), *page.all("video"))] == ["none"] * 3
    captions = [text_of(it) for it in page.all("figcaption")]
    assert captions == ["a b.mp3 · 23.5 MB", "a.mp4", "a.pdf"]


def test_a_picture_of_our_own_is_taken_from_where_the_page_is() -> None:
    own = Asset("a.png", "media/a.png", "image/png", 10)
    shown = entry(
        content=f'<p><img alt="" src="{SITE}media/b.png"></p>'
        f'<p><a href="{SITE}{entry_path("x")}">x</a> <a href="{SITE}other.html">y</a></p>',
        enclosures=(Enclosure(f"{SITE}media/a.png", "image/png"),),
        assets=(own, replace(own, path="media/b.png")),
    )
    page = read(PAGES.entry(shown, []))
    assert [it.get("src") for it in page.all("img")] == ["../media/a.png", "../media/b.png"]
    assert page.meta("og:image") == f"{SITE}media/a.png"
    assert page.all("a", href=f"../{entry_path('x')}")
    assert page.all("a", href=f"{SITE}other.html")


def test_the_directory_says_of_each_feed_what_is_in_it() -> None:
    one = feed(*(entry(id=f"urn:x:{n}", title=f"Entry {n}") for n in range(5)))
    none = feed(path="quiet", title="Quiet", subtitle="Nothing yet")
    page = read(PAGES.directory([Listed.of(none, none, 0), Listed.of(one, example.bare(one), 120)]))
    assert [text_of(it) for it in page.all("h2")] == ["Feeds", "Categories"]
    assert [text_of(it) for it in page.all("h3")] == ["Quiet", "News"]
    body = text_of(page.one("main"))
    assert "120 entries · updated 1 April 2024" in body and "No entries yet." in body
    assert [text_of(it) for it in page.all("span", class_="headline")] == [
        "Entry 0",
        "Entry 1",
        "Entry 2",
    ]
    assert len(page.all("a", href="./feeds.opml")) == 1
    assert page.feeds() == [
        (f"application/{form}+xml", f"./{path}.{form}")
        for path in ("quiet", "category/news")
        for form in ("rss", "atom")
    ]
    labels = [it.get("aria-label") for it in page.all("a", href="./category/news.rss")]
    assert labels == ["RSS: News"]


@pytest.mark.parametrize(("number", "boxes"), [(12, 0), (13, 1)])
def test_more_than_a_dozen_feeds_can_be_filtered(number: int, boxes: int) -> None:
    found = [Listed(feed(path=f"category/{n}"), 0) for n in range(number)]
    assert len(read(PAGES.directory(found)).all("div", role="search")) == boxes


def test_a_site_without_feeds_has_a_directory() -> None:
    assert text_of(read(PAGES.directory([])).one("h1")) == "Coast & Field"


def test_a_feed_of_everything_has_a_name_on_the_pages_of_its_site() -> None:
    everything = feed(path="all", title="Coast & Field")
    page = read(PAGES.feed(everything))
    assert text_of(page.one("h1")) == "All entries"
    assert text_of(page.one("title")) == "Coast & Field"


def test_a_listed_feed_goes_through_json() -> None:
    listed = Listed.of(feed(entry()), example.bare(feed()), 7)
    assert msgspec.json.decode(msgspec.json.encode(listed), type=Listed) == listed


# Languages


@pytest.mark.parametrize(
    ("language", "written", "date", "heading"),
    [
        ("en-GB", "en-GB", "1 April 2024", "Categories"),
        ("zh-CN", "zh-CN", "2024年4月1日", "分类"),
        ("zh-Hant", "zh-Hant", "2024年4月1日", "分類"),
        ("zh-tw", "zh-tw", "2024年4月1日", "分類"),
        ("fr", "en", "1 April 2024", "Categories"),
        ("zhx", "en", "1 April 2024", "Categories"),
    ],
)
def test_the_words_of_the_pages_are_of_the_language_of_the_site(
    language: str, written: str, date: str, heading: str
) -> None:
    pages = Pages(replace(FRONT, language=language))
    shown = feed(entry(), language=language)
    page = read(pages.directory([Listed.of(shown, example.bare(shown), 1)]))
    assert page.one("html").get("lang") == written
    assert text_of(page.all("time")[0]) == date
    assert text_of(page.one("h2")) == heading
    assert page.one("h1").get("lang") == (language if written != language else None)


def test_an_entry_of_another_language_says_so() -> None:
    chinese = entry(language="zh-CN", title="港口夜班")
    assert read(PAGES.entry(chinese, [])).one("article").get("lang") == "zh-CN"
    page = read(PAGES.feed(feed(chinese, entry(language="EN"), language="de")))
    assert [it.get("lang") for it in page.all("article")] == ["zh-CN", None]
    assert page.one("header", class_="front").get("lang") == "de"
    listed = Listed.of(feed(chinese, language="zh-CN"), feed(language="zh-CN"), 1)
    page = read(PAGES.directory([listed]))
    assert page.one("li", class_="feed").get("lang") == "zh-CN"
    assert page.one("span", class_="headline").get("lang") is None


# What all pages have in common


def test_no_script_runs_but_the_one_of_the_pages() -> None:
    policy = read(PAGES.entry(entry(), [])).meta("Content-Security-Policy") or ""
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def test_all_that_a_page_fetches_is_fetched_by_the_policy_of_its_images() -> None:
    """A document's video has a poster, which is fetched at once and has no attribute for it."""
    listed = Listed.of(feed(entry()), feed(), 1)
    for pages, policy in (
        (PAGES, "no-referrer"),
        (Pages(replace(FRONT, referrer_policy=None)), None),
    ):
        for page in (
            pages.entry(entry(), []),
            pages.feed(feed(entry())),
            pages.directory([listed]),
        ):
            assert read(page).meta("referrer") == policy


def test_assets_keep_their_addresses_and_pages_name_them() -> None:
    paths = {output.path for output in PAGES.assets()}
    assert paths == {"assets/style.css", "assets/script.js", "assets/icon.svg"}
    used = read(PAGES.entry(entry(), [])).addresses()
    assert {it.removeprefix("../") for it in used if "assets/" in it} == paths


def test_the_style_sheet_asks_for_nothing() -> None:
    [style] = [output for output in PAGES.assets() if output.path.endswith(".css")]
    assert b"url(" not in style.body and b"@import" not in style.body


def test_the_same_values_make_the_same_bytes() -> None:
    again = Pages(FRONT)
    assert again.digest == PAGES.digest
    assert again.entry(entry(), [feed()]) == PAGES.entry(entry(), [feed()])


def test_the_digest_changes_with_what_all_pages_share(tmp_path: Path) -> None:
    assert Pages(replace(FRONT, description="x")).digest != PAGES.digest
    (tmp_path / "custom.css").write_text("body { color: red }")
    assert Pages(FRONT, tmp_path).digest == PAGES.digest
    (tmp_path / "feed.html").write_text("{{ feed.name }}")
    assert Pages(FRONT, tmp_path).digest != PAGES.digest
