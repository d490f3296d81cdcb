"""What feedgen gets wrong, shown without our mending.

Each test fails when a new feedgen has mended the fault: then the mending in
`writers/_feedgen.py` can go, with the test.
"""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from feedgen.feed import FeedGenerator


def feed() -> Any:
    made = FeedGenerator()
    made.id("urn:x-test:feed")
    made.title("Feed")
    made.description("A feed")
    made.link(href="https://example.org/", rel="alternate")
    return made


def entry(made: Any, name: str = "1") -> Any:
    added = made.add_entry()
    added.id(f"urn:x-test:{name}")
    added.title(name)
    added.content("<p>Text</p>", type="html")
    return added


def test_links_of_atom_entries_still_lose_rel_type_and_length() -> None:
    made = feed()
    entry(made).link(
        href="https://example.org/a.png", rel="enclosure", type="image/png", length="7"
    )
    assert '<link href="https://example.org/a.png"/>' in made.atom_str().decode()


def test_the_clock_is_still_in_the_output() -> None:
    made = feed()
    now = datetime.now(UTC)
    assert f"<updated>{now:%Y-%m-%d}" in made.atom_str().decode()
    assert "<lastBuildDate>" in made.rss_str().decode()


def test_add_entry_still_puts_entries_in_front() -> None:
    made = feed()
    entry(made, "first")
    entry(made, "second")
    assert re.findall("<title>(first|second)", made.atom_str().decode()) == ["second", "first"]


def test_the_last_link_is_still_the_channel_link() -> None:
    made = feed()
    made.link(href="https://example.org/feed.rss", rel="self")
    assert "<link>https://example.org/feed.rss</link>" in made.rss_str().decode()


def test_an_author_without_an_address_still_vanishes_from_rss() -> None:
    made = feed()
    entry(made).author({"name": "Ada"})
    assert "Ada" not in made.rss_str().decode()


def test_a_single_thumbnail_is_still_put_into_a_group() -> None:
    made = feed()
    made.load_extension("media")
    entry(made).media.thumbnail(url="https://example.org/a.png")
    assert "<media:group>" in made.rss_str().decode()


def test_control_characters_still_end_in_an_exception() -> None:
    made = feed()
    entry(made).summary("\x07")
    with pytest.raises(ValueError, match="XML compatible"):
        made.atom_str()


def test_rss_still_has_no_link_but_self() -> None:
    made = feed()
    made.link(href="https://hub.example.org/", rel="hub")
    assert 'rel="hub"' in made.atom_str().decode()
    assert 'rel="hub"' not in made.rss_str().decode()


def test_rss_still_keeps_the_last_enclosure() -> None:
    made = feed()
    added = entry(made)
    for name in ("first", "last"):
        link = f"https://example.org/{name}.mp3"
        added.link(href=link, rel="enclosure", type="audio/mpeg", length="7")
    assert re.findall(r"<enclosure url=\"([^\"]*)", made.rss_str().decode()) == [
        "https://example.org/last.mp3"
    ]


def test_the_syndication_module_is_still_written_with_capitals() -> None:
    made = feed()
    made.load_extension("syndication")
    made.syndication.update_period("daily")
    assert "<sy:UpdatePeriod>" in made.rss_str().decode()


def test_a_year_before_1000_is_still_written_with_three_digits() -> None:
    made = feed()
    entry(made).published(datetime(885, 3, 4, tzinfo=UTC))
    assert "Mar 885 00:00:00" in made.rss_str().decode()


def test_an_explicit_podcast_still_says_yes() -> None:
    made = feed()
    made.load_extension("podcast")
    with pytest.raises(ValueError, match="explicit"):
        made.podcast.itunes_explicit("true")
