"""What stands in the pages."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import msgspec
import pytest
import segno

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
    number_of_pages,
    older_pages,
)
from feedpub.writers.pages import MISSING, Pages
from tests.pages import example
from tests.pages.example import Example
from tests.pages.reading import Read, read, text_of
from tests.pages.values import FRONT, PAGES, SITE, WHEN, entry, feed

PICTURE = Enclosure("https://img.example.org/a.png?b=c&d", "image/png", width=640, height=480)


def test_every_page_of_the_example_is_valid_html(documents: Example) -> None:
    for output in documents.pages(Pages(documents.front)):
        if output.path.endswith(".html"):
            assert read(output).all("h1"), output.path


def test_every_link_of_the_example_leads_somewhere(documents: Example, tmp_path: Path) -> None:
    documents.write(tmp_path, Pages(documents.front))
    for file in sorted({*tmp_path.rglob("*.html")} - {tmp_path / MISSING}):
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
    pages = Pages(replace(FRONT, readers=(), about_readers=""))
    outputs = {
        SITE: pages.directory([Listed.of(found, example.bare(found), 1)]),
        f"{SITE}category/%E6%96%B0%E5%AA%92%E4%BD%93.html": pages.feed(found, 3),
        SITE + entry_path(entry().id): pages.entry(entry(), [example.bare(found)]),
    }
    for base, output in outputs.items():
        page = read(output)
        assert page.feeds() and page.one("link", rel="canonical").get("href") == base
        links = [urljoin(base, href) for _, href in page.feeds()]
        assert links == [target.url for target in found.targets]
        inside = {it for it in page.addresses() if not it.startswith(("#", "feed:"))} - {base}
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
    assert names(page) == ["News", "news", "night", "lamps"]
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
    assert names(page) == ["News", "night"]


def names(page: Read) -> list[str]:
    """Return the feeds and names at the foot of the page of an entry."""
    return [text_of(item) for names in page.all("ul", class_="names") for item in names.iter("li")]


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
    [button] = page.all("a", href="./category/news.html#subscribe")
    assert button.get("aria-label") == "Subscribe: News"


def test_the_feeds_of_a_folder_are_in_the_order_of_their_names() -> None:
    titles = "Cooking CSS Österreich apples Oslo Zürich 2024 Straße 新媒体 v10 v9".split()
    listed = [
        Listed(feed(path="all", title="Coast & Field"), 9),
        Listed(feed(path="aaa", title="A"), 1),
    ]
    listed += [Listed(feed(path=f"category/{t}", title=t), 1) for t in titles]
    page = read(PAGES.directory(listed))
    assert [text_of(it) for it in page.all("h3")] == [
        *("All entries", "A"),
        *("2024", "apples", "Cooking", "CSS", "Oslo", "Österreich", "Straße"),
        *("v9", "v10", "Zürich", "新媒体"),
    ]


def test_letters_lead_to_the_feeds_of_a_long_list() -> None:
    titles = [f"{letter}{number}" for letter in "ÄbcD" for number in range(6)]
    listed = [Listed(feed(path=f"tag/{title}", title=title), 1) for title in ("All", *titles)]
    page = read(PAGES.directory(listed))
    [letters] = page.all("nav", class_="letters")
    assert [text_of(it) for it in letters] == ["A", "B", "C", "D"]
    for link in letters:
        item = page.one("li", id=link.attrib["href"][1:])
        assert text_of(item).strip().startswith(tuple("ÄbcD")) and "0" in text_of(item)
    assert not read(PAGES.directory(listed[:21])).all("nav", class_="letters")


@pytest.mark.parametrize(("number", "boxes"), [(12, 0), (13, 1)])
def test_more_than_a_dozen_feeds_can_be_filtered(number: int, boxes: int) -> None:
    found = [Listed(feed(path=f"category/{n}"), 0) for n in range(number)]
    assert len(read(PAGES.directory(found)).all("div", role="search")) == boxes


# Subscribing


def test_a_feed_is_subscribed_to_by_plain_links() -> None:
    page = read(PAGES.feed(feed(path="category/a b", url_path="category/a%20b")))
    menu = page.one("details", class_="subscribe")
    links = {text_of(it): it.attrib["href"] for it in menu.iter("a")}
    address = f"{SITE}category/a%20b.rss"
    assert links == {
        "What is a feed reader?": "https://aboutfeeds.com/",
        "Feedly": f"https://feedly.com/i/subscription/feed/{quote(address, safe='')}",
        "The Old Reader": f"https://theoldreader.com/feeds/subscribe?url={quote(address, safe='')}",
        "Folo": f"follow://add?url={quote(address, safe='')}",
        "The app of this device": f"feed:{address}",
        address: "../category/a%20b.rss",
        f"{SITE}category/a%20b.atom": "../category/a%20b.atom",
    }


def test_a_site_can_name_no_readers() -> None:
    pages = Pages(replace(FRONT, readers=(), about_readers=""))
    menu = read(pages.feed(feed())).one("details", class_="subscribe")
    assert [it.attrib["href"] for it in menu.iter("a")] == [
        f"feed:{SITE}category/news.rss",
        "../category/news.rss",
        "../category/news.atom",
    ]


def test_the_code_is_the_address_of_the_feed() -> None:
    page = read(PAGES.feed(feed()))
    code = segno.make(f"{SITE}category/news.rss", error="m", micro=False)
    _, svg, path, _ = page.one("figure", class_="code").iter()
    assert svg.attrib["viewBox"] == "0 0 {0} {0}".format(len(code.matrix))
    assert squares(path.attrib["d"]) == {
        (x, y) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark
    }


def squares(path: str) -> set[tuple[int, int]]:
    """Return which squares a path of horizontal strokes covers."""
    found, x, y = set(), 0, -1
    for command, values in re.findall("([Mmh])([-0-9. ]*)", path):
        numbers = [float(value) for value in values.split()]
        if command == "h":
            found |= {(column, y) for column in range(x, x + int(numbers[0]))}
            x += int(numbers[0])
        else:
            x = int(numbers[0]) + (x if command == "m" else 0)
            y += int(numbers[1]) if command == "m" else 1
    return found


def test_an_address_too_long_for_a_code_has_none() -> None:
    page = read(PAGES.feed(feed(path="a" * 3000)))
    assert not page.all("figure", class_="code")


def test_a_page_of_an_entry_has_the_menu_of_a_feed_that_carries_it() -> None:
    page = read(PAGES.entry(entry(), [example.bare(feed())]))
    menu = page.one("details", class_="subscribe")
    assert "Subscribe · News" in text_of(menu)
    assert f"feed:{SITE}category/news.rss" in [it.get("href") for it in menu.iter("a")]
    assert not list(menu.iter("figure"))
    assert not read(PAGES.entry(entry(), [])).all("details")


# Older entries


def test_a_feed_says_what_it_has_left_out_and_where_that_is() -> None:
    page = read(PAGES.feed(feed(entry(), entry(id="urn:x:2")), 118))
    body = text_of(page.one("body"))
    assert "120 entries · the feed holds the newest 2 · updated 1 April 2024" in body
    link = page.one("a", href="../entries/category/news/2.html")
    assert text_of(link) == "118 older entries"
    assert "older" not in text_of(read(PAGES.feed(feed(entry()))).one("body"))


def test_pages_of_older_entries_are_filled_from_the_oldest_on() -> None:
    entries = [entry(id=f"urn:x:{number}") for number in range(250)]
    pages = list(older_pages(entries))
    assert [len(page) for page in pages] == [100, 100, 50]
    assert number_of_pages(250) == 3 and number_of_pages(200) == 2 and number_of_pages(0) == 0
    assert pages[0] == entries[150:] and pages[2] == entries[:50]
    assert list(older_pages([entry(), *entries]))[:2] == pages[:2]


@pytest.mark.parametrize(
    ("number", "has_newer", "expected"),
    [
        (1, True, ["2.html"]),
        (2, True, ["3.html", "1.html"]),
        (3, False, ["../../../category/news.html", "2.html"]),
    ],
)
def test_pages_of_older_entries_lead_to_each_other(
    number: int, has_newer: bool, expected: list[str]
) -> None:
    page = read(PAGES.older(feed(), [Headline.of(entry())], number, has_newer))
    for links in page.all("nav", class_="pages"):
        assert [link.get("href") for link in links] == expected
    assert page.all("a", href=f"../../../{entry_path(entry().id)}")


# What is missing


def test_what_is_shown_for_a_missing_page_works_at_any_address() -> None:
    missing = PAGES.missing()
    page = read(missing)
    assert missing.path == "404.html"
    assert {it for it in page.addresses() if it != "#content"} == {
        "/notes/index.html",
        "/notes/assets/icon.svg",
        "/notes/assets/style.css",
        "/notes/assets/script.js",
    }
    assert page.meta("robots") == "noindex"


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


ARABIC = "أضواء الميناء"


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("ar", ARABIC, "rtl"),
        ("", ARABIC, "rtl"),
        ("en", ARABIC, "rtl"),
        ("ar", "RSS و Atom", "rtl"),
        ("fa-IR", "123", "rtl"),
        ("az-Arab", "RSS", "rtl"),
        ("ar-Latn", "marhaba", "ltr"),
        ("en", f"Of {ARABIC}", "ltr"),
        ("zh-CN", "港口", "ltr"),
        ("", "«123» שלום", "rtl"),
        ("", "12:30", "ltr"),
    ],
)
def test_an_entry_runs_from_the_side_of_its_language_else_of_its_words(
    language: str, title: str, expected: str
) -> None:
    shown = entry(language=language, title=title, summary="")
    page = read(PAGES.entry(shown, []))
    assert page.one("article").get("dir") == expected
    assert page.one("div", class_="content").get("dir") == expected
    assert (page.one("footer").get("dir") or "ltr") == expected
    # The words of the pages run from the left wherever they are.
    assert page.one("p", class_="meta").get("dir") == "ltr"
    assert read(PAGES.feed(feed(shown))).one("article").get("dir") == expected


def test_the_pages_of_an_arabic_site_begin_at_the_right() -> None:
    arabic = Pages(replace(FRONT, language="ar", title=ARABIC))
    for output in (arabic.directory([]), arabic.feed(feed()), arabic.missing()):
        assert read(output).one("html").get("dir") == "rtl"
    assert read(PAGES.missing()).one("html").get("dir") is None


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


def test_the_colour_of_the_browser_is_that_of_the_paper() -> None:
    [style] = [output.body.decode() for output in PAGES.assets() if output.path.endswith(".css")]
    page = read(PAGES.missing())
    colours = [it.get("content") for it in page.all("meta", name_="theme-color")]
    assert colours == re.findall(r"--paper: (#\w+);", style)


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
