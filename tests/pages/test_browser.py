"""The pages in a browser: what is seen, what can be done with them, what is fetched."""

from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, expect

from feedpub.model import entry_path
from tests.pages.example import Example
from tests.pages.looking import Looking
from tests.pages.values import PAGES, entry

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
PATHS = ("index.html", "all.html", "crafts.html", "quiet.html", "category/新媒体.html", *ENTRIES)


def address(documents: Example, path: str) -> str:
    """Return the address of a page, from its path or the name of its document."""
    return quote(path if path.endswith(".html") else entry_path(documents.entry(path).id))


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_the_page(looking: Looking, documents: Example, path: str) -> None:
    page = looking.open(address(documents, path))
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # What is in a box that scrolls may be wider than it.
        wider = page.evaluate(
            """width => [...document.querySelectorAll("body *")]
                .filter((it) => !it.closest(".wide, pre, .unseen, .skip"))
                .filter((it) => it.getBoundingClientRect().right > width + 0.5)
                .map((it) => it.outerHTML)""",
            width,
        )
        assert wider == []


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_barrier(looking: Looking, documents: Example, axe: str, path: str) -> None:
    page = looking.open(address(documents, path), color_scheme="light")
    page.evaluate(axe)
    # The colours that a document brings with it are its own.
    context = {"exclude": [".content [style]"]}
    by_day = page.evaluate("context => axe.run(context)", context)
    page.emulate_media(color_scheme="dark")
    colours = {"runOnly": ["color-contrast"]}
    by_night = page.evaluate("given => axe.run(...given)", [context, colours])
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


def test_an_address_can_be_copied(looking: Looking) -> None:
    page = looking.open("index.html", permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="复制地址: Atom: 全部文章")
    button.press("Enter")
    expect(page.locator("body > [role=status]")).to_contain_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{looking.base}all.atom"
    page.get_by_role("button", name="OPML").click()
    expect(page.locator("body > [role=status]")).to_contain_text("feeds.opml")
    assert page.evaluate("navigator.clipboard.readText()") == f"{looking.base}feeds.opml"


@pytest.mark.parametrize("path", ["index.html", "crafts.html"])
def test_without_a_script_there_are_no_controls_that_need_one(looking: Looking, path: str) -> None:
    page = looking.open(path, java_script_enabled=False)
    expect(page.get_by_role("searchbox")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".address > a").first).to_be_visible()
    expect(page.get_by_role("link", name="Putting up a shelf").first).to_be_visible()


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


def test_colours_for_white_paper_are_not_shown_on_black(
    looking: Looking, documents: Example
) -> None:
    for scheme, colour in (("light", "rgb(34, 34, 34)"), ("dark", "rgb(227, 225, 219)")):
        page = looking.open(address(documents, "long-words.md"), color_scheme=scheme)
        expect(page.get_by_text("Black on white")).to_have_css("color", colour)


def test_text_runs_from_the_side_that_its_script_does(looking: Looking, documents: Example) -> None:
    page = looking.open(address(documents, "right-to-left.md"))
    expect(page.locator("article")).to_have_css("direction", "rtl")
    page = looking.open(address(documents, "episode.md"))
    expect(page.locator("article")).to_have_css("direction", "ltr")


def test_a_picture_that_has_gone_leaves_no_hole(looking: Looking, documents: Example) -> None:
    page = looking.open("category/" + quote("新媒体") + ".html")
    entry_ = page.locator("article", has_text="一张再也打不开的照片")
    entry_.scroll_into_view_if_needed()
    expect(entry_.locator("img")).to_be_hidden()
    expect(page.locator("article", has_text="港口夜班").locator("img")).to_be_visible()


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
