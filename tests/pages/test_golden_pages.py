"""One page of each kind, byte for byte; --update-golden writes them anew: read the diff."""

from dataclasses import replace
from pathlib import Path

import pytest

from feedpub.model import Enclosure, Headline, Listed, Output, Person
from feedpub.writers.pages import Pages
from tests.pages.example import bare
from tests.pages.values import FRONT, entry, feed

GOLDEN = Path(__file__).parent / "golden"
ENTRY = entry(
    title="港口夜班：<凌晨三点>",
    authors=(Person("海岸日报", uri="https://example.org/"), Person("林渡")),
    branches=(("新媒体",),),
    tags=("夜",),
    summary="一艘冷藏船刚刚靠稳。",
    content='<p>一艘冷藏船刚刚<em>靠稳</em>。</p><h1>听诊器</h1><p><img alt="" src="https://img.example.org/b.png"></p>',
    enclosures=(
        Enclosure("https://img.example.org/a.png", "image/png", width=640, height=480),
        Enclosure("https://media.example.org/a.mp3", "audio/mpeg", 23_456_789),
    ),
)
ENGLISH = entry(
    id="urn:x:2", title="The harbour", language="en", permalink="https://example.org/a?b&c"
)
FEED = feed(
    ENTRY,
    ENGLISH,
    title="新媒体 · 海岸与田野",
    path="category/新媒体",
    url_path="category/%E6%96%B0%E5%AA%92%E4%BD%93",
    language="zh-CN",
    rights="© 海岸与田野",
)
PAGES = Pages(replace(FRONT, title="海岸与田野", description="港口、稻田与灯塔", language="zh-CN"))


def made() -> dict[str, Output]:
    return {
        "index.html": PAGES.directory([Listed.of(FEED, bare(FEED), 2)]),
        "feed.html": PAGES.feed(FEED, 118),
        "entry.html": PAGES.entry(ENTRY, [bare(FEED)], Headline.of(ENGLISH), Headline.of(ENTRY)),
        "older.html": PAGES.older(FEED, [Headline.of(ENGLISH), Headline.of(ENTRY)], 1, False),
        "404.html": PAGES.missing(),
    }


@pytest.mark.parametrize(
    "name", ["index.html", "feed.html", "older.html", "entry.html", "404.html"]
)
def test_writes_the_pages_that_were_read_and_agreed_to(
    name: str, request: pytest.FixtureRequest
) -> None:
    page = made()[name].body.decode()
    if request.config.getoption("--update-golden"):
        (GOLDEN / name).write_text(page, "utf-8")
    assert page == (GOLDEN / name).read_text("utf-8")
