"""Whatever the values are: valid HTML, their text in it, and nothing but text made of it."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.model import Enclosure, Listed, Output, Person
from feedpub.web import text
from tests.pages.example import bare
from tests.pages.reading import read, text_of
from tests.pages.values import PAGES, SITE, entry, feed

# As `entries` gives it: of characters that can be published, on one line.
TEXT = (
    st.text(max_size=60)
    | st.sampled_from(
        ["</title><script>alert(1)</script>", '" onload="x', "{{ 1 }}", "&amp;", "a" * 400]
    )
).map(text.fold)
SOME_TEXT = TEXT.filter(bool)
WORDS = st.lists(SOME_TEXT, max_size=4).map(tuple)
ADDRESSES = st.sampled_from(
    [
        "https://example.org/a?b=c&d='\"<>#x",
        "http://example.org/%E6%96%B0",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//example.org/x",
        '" onclick="alert(1)',
        "",
    ]
)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC))
LANGUAGES = st.sampled_from(["", "en", "zh-CN", "ar", "x-klingon"])
ENTRIES = st.builds(
    entry,
    id=SOME_TEXT,
    title=SOME_TEXT,
    published=MOMENTS,
    updated=MOMENTS,
    permalink=st.none() | ADDRESSES,
    authors=st.lists(st.builds(Person, SOME_TEXT, st.none(), st.none() | ADDRESSES), max_size=3),
    language=LANGUAGES,
    branches=st.lists(WORDS, max_size=2).map(tuple),
    tags=WORDS,
    summary=TEXT,
    enclosures=st.lists(
        st.builds(
            Enclosure,
            ADDRESSES,
            st.sampled_from(["image/png", "image/*", "audio/mpeg", "video/mp4", "text/plain"]),
            st.none() | st.integers(0, 2**53),
            st.none() | st.integers(0, 99999),
            st.none() | st.integers(0, 99999),
        ),
        max_size=4,
    ).map(tuple),
)
FEEDS = st.builds(
    feed,
    title=SOME_TEXT,
    subtitle=TEXT,
    language=LANGUAGES.filter(bool),
    image=ADDRESSES,
    rights=TEXT,
    path=st.sampled_from(["all", "category/新媒体", "a/b/c"]),
    url_path=st.sampled_from(["all", "category/%E6%96%B0", "javascript:alert(1)//x"]),
)
HANDLED = (
    *("https://", "http://", "./", "../", "#content"),
    *(f"feed:{SITE}", "follow://add?url="),  # of apps, see FRONT
)


def check(output: Output, *shown: str) -> None:
    """Check that a page is valid and shows these texts, and that nothing in it can run."""
    page = read(output)
    assert len(page.all("script")) == 1
    for address in page.addresses():
        assert address.startswith(HANDLED)
    for element in page.root.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
    body = " ".join(text_of(page.one("body")).split())
    for one in shown:
        assert " ".join(one.split()) in body


@settings(max_examples=60, deadline=None)
@given(ENTRIES, st.lists(FEEDS, max_size=2))
def test_any_entry_has_a_valid_page(shown, feeds) -> None:  # type: ignore[no-untyped-def]
    names = [*(one.name for one in shown.authors), *shown.categories, *shown.tags]
    check(PAGES.entry(shown, feeds), shown.title, *names)


@settings(max_examples=60, deadline=None)
@given(FEEDS, st.lists(ENTRIES, max_size=3))
def test_any_feed_has_a_valid_page(shown, entries) -> None:  # type: ignore[no-untyped-def]
    titles = [entry.title for entry in entries]
    check(PAGES.feed(feed(*entries, title=shown.title)), *titles)
    check(PAGES.feed(shown))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(FEEDS, st.lists(ENTRIES, max_size=4)), max_size=15))
def test_any_feeds_have_a_valid_directory(pairs) -> None:  # type: ignore[no-untyped-def]
    listed = [Listed.of(feed(*entries), bare(shown), len(entries)) for shown, entries in pairs]
    most = 1 if len(listed) > 12 else 3  # of a long list, each feed has a row
    headlines = [line.title for one in listed for line in one.headlines[:most]]
    check(PAGES.directory(listed), *headlines)
