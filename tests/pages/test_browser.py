"""The pages in a browser: what is seen, what can be done with them, what is fetched."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, Page, expect

from feedpub.model import Listed, entry_path
from tests.pages.example import Example
from tests.pages.looking import Looking
from tests.pages.values import PAGES, WHEN, entry, feed

ENTRIES = (
    "2022-06-10-港口夜班.txt",
    "2024-09-14-winter-feed.md",
    "broken-image.md",
    "episode.md",
    "long-title.md",
    "long-words.md",
    "markup-in-title.md",
    "right-to-left.md",
    "two-authors.md",
)
PATHS = (
    *("index.html", "all.html", "crafts.html", "quiet.html", "category/新媒体.html"),
    *("entries/all/1.html", "404.html"),
    *ENTRIES,
)


def address(documents: Example, path: str) -> str:
    """Return the address of a page, from its path or the name of its document."""
    return quote(path if path.endswith(".html") else entry_path(documents.entry(path).id))


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_the_page(looking: Looking, documents: Example, path: str) -> None:
    page = looking.open(address(documents, path))
    page.evaluate("document.querySelectorAll('details').forEach((it) => (it.open = true))")
    for width in (1280, 768, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # What is in a box that scrolls may be wider than it.
        wider = page.evaluate(
            """width => [...document.querySelectorAll("body *")]
                .filter((it) => !it.closest(".wide, pre, .unseen, .skip, .rows .headline"))
                .filter((it) => it.getBoundingClientRect().right > width + 0.5)
                .map((it) => it.outerHTML)""",
            width,
        )
        assert wider == []


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_barrier(looking: Looking, documents: Example, axe: str, path: str) -> None:
    page = looking.open(address(documents, path), color_scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach((it) => (it.open = true))")
    page.evaluate(axe)
    by_day = page.evaluate("axe.run()")
    page.emulate_media(color_scheme="dark")
    by_night = page.evaluate("axe.run({ runOnly: ['color-contrast'] })")
    for found in (by_day, by_night):
        assert found["passes"]
        assert [told(violation) for violation in found["violations"]] == []


def told(violation: dict[str, Any]) -> str:
    return f"{violation['id']}: {[node['html'] for node in violation['nodes']]}"


def test_the_feeds_that_a_page_announces_are_there(looking: Looking, documents: Example) -> None:
    for path in ("index.html", "category/新媒体.html", "episode.md"):
        page = looking.open(address(documents, path))
        links = page.locator("link[rel=alternate]").evaluate_all(
            "all => all.map((it) => [it.href, it.type])"
        )
        assert links
        for url, media_type in links:
            with urlopen(url) as answer:
                assert answer.headers["Content-Type"] == media_type


def test_no_server_is_told_which_page_fetches_the_poster_of_a_video(looking: Looking) -> None:
    page = looking.open("index.html")
    video = '<video poster="https://img.example.org/poster.png" preload="none"></video>'
    with page.expect_request("**/poster.png") as fetched:
        page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", video)
    assert "referer" not in fetched.value.all_headers()


def test_words_find_feeds(looking: Looking, documents: Example) -> None:
    page = looking.open("index.html")
    feeds = page.locator(".feed")
    number = len(documents.feeds)
    assert feeds.count() == number
    box = page.get_by_role("searchbox", name="查找订阅源")
    box.fill("ＦＩＥＬＤ notes")
    expect(feeds.locator("visible=true").locator("h3").first).to_have_text("field notes")
    expect(page.get_by_text(f"1 / {number} 个订阅源")).to_be_visible()
    expect(page.get_by_role("heading", name="分类")).to_be_visible()
    expect(page.get_by_role("heading", name="年份")).to_be_hidden()
    box.fill("港口夜班")  # a headline
    assert visible(feeds) > 1
    box.fill("no such words")
    expect(page.get_by_text("没有订阅源含有这些字。")).to_be_visible()
    assert visible(feeds) == 0
    box.fill("")
    assert visible(feeds) == number


def visible(found: Locator) -> int:
    return found.locator("visible=true").count()


def listing(looking: Looking, *feeds: Listed) -> Page:
    """Open a directory of these feeds, and of as many others as make it a long one."""
    others = [Listed(feed(path=f"category/{n}", title=f"{n}"), 0) for n in range(20)]
    everything = Listed(feed(path="all", title="Coast & Field"), 99)
    body = PAGES.directory([everything, *feeds, *others]).body.decode()
    page = looking.open("index.html")
    page.route("**/long.html", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto(f"{looking.base}long.html")
    return page


def named(*titles: str) -> list[Listed]:
    """Return feeds of categories: each has an entry more than the last, and is a day older."""
    return [
        Listed(feed(path=f"category/x{n}", title=title, updated=WHEN - timedelta(days=n)), n)
        for n, title in enumerate(titles, 1)
    ]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Österreich", "osterreich"),
        ("Osterreich", "ÖSTERREICH"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("Encyclopædia", "encyclopaedia"),
        ("Ｆｉｅｌｄ", "field"),
        ("İstanbul", "istanbul"),
        ("Việt Nam", "viet nam"),
        ("مُدَرِّس", "مدرس"),
        ("Ёлка", "елка"),
    ],
)
def test_accents_and_case_do_not_hide_a_feed(looking: Looking, title: str, words: str) -> None:
    page = listing(looking, *named(title, "Another"))
    box = page.get_by_role("searchbox")
    assert box.get_attribute("placeholder")
    box.fill(words)
    assert page.locator(".feed h3").locator("visible=true").all_text_contents() == [title]


def test_feeds_are_sorted_as_one_wishes(looking: Looking) -> None:
    page = listing(looking, *named("Cooking", "CSS", "apples", "Zürich"))
    shown = page.locator(".group").nth(1).locator("h3")
    letters = page.locator(".letters")
    assert shown.all_text_contents()[-4:] == ["apples", "Cooking", "CSS", "Zürich"]
    expect(letters).to_be_visible()
    page.get_by_label("Sort by").select_option("newest")
    assert shown.all_text_contents()[:4] == ["Cooking", "CSS", "apples", "Zürich"]
    expect(letters).to_be_hidden()
    page.get_by_label("Sort by").select_option("size")
    assert shown.all_text_contents()[:4] == ["Zürich", "apples", "CSS", "Cooking"]
    page.get_by_label("Sort by").select_option("name")
    assert shown.all_text_contents()[-4:] == ["apples", "Cooking", "CSS", "Zürich"]


def test_a_long_list_is_short_on_a_telephone(looking: Looking) -> None:
    page = listing(looking, *named(*(f"Name {n}" for n in range(20))))
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.locator(".feed").count() == 41
    assert page.evaluate("document.documentElement.scrollHeight") < 41 * 75
    stops = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
            .filter((it) => it.checkVisibility()).length"""
    )
    assert stops < 41 * 2 + 30


def test_an_address_can_be_copied_as_it_is_shown(looking: Looking) -> None:
    page = looking.open("all.html", permissions=["clipboard-read", "clipboard-write"])
    page.locator("details > summary").press("Enter")
    for name in ("RSS", "Atom"):
        button = page.get_by_role("button", name=f"复制: {name}")
        button.press("Enter")
        expect(button).to_have_text("已复制 ✓")
        expect(page.locator("body > [role=status]")).to_contain_text("已复制")
        shown = page.locator("dl > div", has_text=name).locator("dd > a").text_content()
        assert page.evaluate("navigator.clipboard.readText()") == shown
        # A preview, or a mirror, is elsewhere than the site says.
        assert shown == f"{looking.base}all.{name.lower()}"
    assert page.locator("a.app").get_attribute("href") == f"feed:{looking.base}all.rss"


def test_the_list_of_all_feeds_can_be_copied(looking: Looking) -> None:
    page = looking.open("index.html", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="OPML").click()
    expect(page.locator("body > [role=status]")).to_contain_text("feeds.opml")
    assert page.evaluate("navigator.clipboard.readText()") == f"{looking.base}feeds.opml"


def test_the_directory_leads_to_the_open_menu_of_a_feed(looking: Looking) -> None:
    page = looking.open("index.html")
    page.get_by_role("link", name="订阅: 全部文章").click()
    expect(page.get_by_role("link", name="Feedly")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "link"), [("index.html", "全部文章"), ("crafts.html", "Putting up a shelf")]
)
def test_without_a_script_there_are_no_controls_that_need_one(
    looking: Looking, path: str, link: str
) -> None:
    page = looking.open(path, java_script_enabled=False)
    assert visible(page.locator("button, input, select")) == 0
    expect(page.get_by_role("link", name=link).first).to_be_visible()


def test_without_a_script_one_can_subscribe(looking: Looking) -> None:
    page = looking.open("all.html", java_script_enabled=False)
    expect(page.get_by_role("link", name="Feedly")).to_be_hidden()
    page.locator("details > summary").click()
    expect(page.get_by_role("link", name="Feedly")).to_be_visible()
    expect(page.locator("dd.address > a").first).to_be_visible()
    expect(page.locator("figure.code svg")).to_be_visible()


def test_the_first_tab_leads_past_what_is_on_every_page(looking: Looking) -> None:
    page = looking.open("all.html")
    skip = page.get_by_role("link", name="跳到正文")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None and box["x"] >= 0 and box["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_what_has_the_focus_is_marked(looking: Looking) -> None:
    page = looking.open("index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


def test_tables_and_code_are_scrolled_by_keys(looking: Looking, documents: Example) -> None:
    for name, box in (("long-title.md", ".wide"), ("long-words.md", "pre")):
        page = looking.open(address(documents, name), 360)
        found = page.locator(box).first
        found.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("it => it.scrollLeft > 0", arg=found.element_handle())


COLOURS = (
    *"black white red lime blue yellow gray silver aqua fuchsia navy olive transparent".split(),
    *("#fff", "#eee", "#0b0", "rgb(255, 200, 200)"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_of_an_article_can_be_read_by_day_and_by_night(
    looking: Looking, axe: str, scheme: str
) -> None:
    content = "".join(
        f'<p style="background-color:{paper};color:{ink}">Words</p>'
        f'<p style="color:{ink}">Words</p><p style="background-color:{paper}">Words</p>'
        for ink in COLOURS
        for paper in COLOURS
    )
    body = PAGES.entry(entry(content=content), []).body.decode()
    page = looking.open("index.html", color_scheme=scheme)
    page.route("**/colours.html", lambda it: it.fulfill(content_type="text/html", body=body))
    page.goto(f"{looking.base}entries/colours.html")
    page.evaluate(axe)
    found = page.evaluate("axe.run({ runOnly: ['color-contrast'] })")
    assert found["passes"] and not found["incomplete"]
    assert [told(violation) for violation in found["violations"]] == []
    red = page.locator("p[style='--ink-of-it:red']").first
    said = red.evaluate("it => getComputedStyle(it).color")
    lightness, chroma, _ = map(float, re.findall(r"[\d.]+", said))
    assert chroma > 0.1 and (lightness < 0.5) == (scheme == "light")  # still red


def test_text_runs_from_the_side_that_its_script_does(looking: Looking, documents: Example) -> None:
    page = looking.open(address(documents, "right-to-left.md"))
    expect(page.locator("article")).to_have_css("direction", "rtl")
    for begin in (page.locator("article h1"), page.locator("article .meta time")):
        box, whole = begin.bounding_box(), page.locator("article").bounding_box()
        assert box and whole
        assert box["x"] + box["width"] > whole["x"] + whole["width"] * 0.9
    expect(page.locator("footer.entry")).to_have_css("direction", "rtl")
    page = looking.open(address(documents, "episode.md"))
    expect(page.locator("article")).to_have_css("direction", "ltr")


def test_a_picture_that_has_gone_leaves_no_hole(looking: Looking, documents: Example) -> None:
    page = looking.open("category/" + quote("新媒体") + ".html")
    entry_ = page.locator("article", has_text="一张再也打不开的照片")
    entry_.scroll_into_view_if_needed()
    expect(entry_.locator("img")).to_be_hidden()
    expect(page.locator("article", has_text="港口夜班").locator("img")).to_be_visible()


def test_a_picture_that_has_gone_leaves_its_words_and_no_icon(looking: Looking) -> None:
    gone = '<img alt="{}" src="https://img.example.org/gone.png">'
    there = '<img alt="There" src="https://img.example.org/there.png">'
    content = f"<p>{gone.format('A lamp')}</p><p>{gone.format('')}</p><p>{there}</p>"
    body = PAGES.entry(entry(content=content), []).body.decode()
    page = looking.open("index.html")
    page.route("**/pictures.html", lambda it: it.fulfill(content_type="text/html", body=body))
    page.goto(f"{looking.base}entries/pictures.html")
    expect(page.locator(".gone")).to_have_text("A lamp")
    expect(page.locator(".content img").locator("visible=true")).to_have_count(1)


@pytest.mark.parametrize("tag", ["h2", "p"])
def test_quotation_marks_in_chinese_are_those_of_its_face(looking: Looking, tag: str) -> None:
    content = f"<{tag}><b>“</b><i>港</i></{tag}>"
    body = PAGES.entry(entry(content=content, language="zh-CN"), []).body.decode()
    page = looking.open("index.html")
    page.route("**/marks.html", lambda it: it.fulfill(content_type="text/html", body=body))
    page.goto(f"{looking.base}entries/marks.html")
    families = page.locator(f".content {tag}").evaluate("it => getComputedStyle(it).fontFamily")
    assert families.startswith('"Chinese marks"')


@pytest.mark.parametrize(("language", "tag"), [("en", "p"), ("en", "h2"), ("zh-CN", "p")])
def test_latin_letters_are_never_of_a_chinese_face(
    looking: Looking, language: str, tag: str
) -> None:
    """On a Debian that has but its own faces and a Chinese one."""
    body = PAGES.entry(entry(content=f"<{tag}>Latin</{tag}>", language=language), []).body.decode()
    page = looking.open("index.html")
    page.route("**/faces.html", lambda it: it.fulfill(content_type="text/html", body=body))
    page.goto(f"{looking.base}entries/faces.html")
    families = page.locator(f".content {tag}").evaluate("it => getComputedStyle(it).fontFamily")
    names = [family.strip(' "') for family in families.split(",")]
    chinese = names.index("PingFang SC")
    assert any(name.startswith("DejaVu") for name in names[:chinese])


def test_a_script_in_content_does_not_run_even_if_it_came_through(
    looking: Looking, documents: Example
) -> None:
    hostile = entry(
        content="<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"
        "<iframe srcdoc='<script>parent.ran = 3</script>'></iframe>"
        "<a href='javascript:window.ran = 4'>link</a><style>h1 { color: red }</style>"
    )
    body = PAGES.entry(hostile, []).body.decode()
    page = looking.open("index.html")
    page.route("**/hostile.html", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto(f"{looking.base}entries/hostile.html")
    page.get_by_role("link", name="link").click()
    expect(page.locator("h1")).not_to_have_css("color", "rgb(255, 0, 0)")
    assert page.evaluate("window.ran") is None
    refused = [said for said in looking.wrong if "Content Security Policy" in said]
    assert len(refused) >= 4
    looking.wrong.clear()
