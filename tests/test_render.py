"""`feedpub.render`: values of somebody's program as a feed, or a sentence that names the value."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedpub
from feedpub import (
    ArgumentError,
    ArgumentTypeError,
    Enclosure,
    Entry,
    Episode,
    Feed,
    Format,
    Person,
    Podcast,
    Schedule,
    Severity,
)
from tests.conftest import Project

URL = "https://e.org/feed"
DAY = datetime(2024, 5, 1, tzinfo=UTC)
ENTRY = Entry(id="https://e.org/1", title="Tide", published=DAY, updated=DAY)
FEED = Feed(
    id="https://e.org/",
    title="Notes",
    link="https://e.org/notes/",
    author=Person("Wang"),
    updated=DAY,
    entries=(ENTRY,),
)
PODCAST = Podcast("Wang", ("Arts", "Books"), "cover.png", "wang@e.org", "Wang")
SOUND = (Enclosure("a.mp3", "audio/mpeg", 5, duration=6), Enclosure("a.png", "image/*"))


def item(feed: Feed) -> Any:
    """Return the first entry, in JSON, for that is read at once."""
    return json.loads(feedpub.render(feed, url=URL, format="json"))["items"][0]


def of(**changed: Any) -> Feed:
    return replace(FEED, entries=(replace(ENTRY, **changed),))


@pytest.mark.parametrize("form", Format)
def test_a_feed_of_values_has_nothing_that_can_be_said_against_it(form: Format) -> None:
    whole = replace(
        of(
            permalink="tide",
            authors=(Person("Li", "li@e.org", "/li"), Person("Wu", uri="mailto:wu@e.org")),
            language="zh_CN",
            branches=(("Sea", "Tide"), ("", "Harbour")),
            tags=("Sea", ""),
            content="<p>Text\x0b.<script>x()</script>",
            enclosures=SOUND,
            episode=Episode(1, 2, explicit=True, kind="bonus"),
        ),
        language="en",
        image="logo.png",
        icon="/favicon.ico",
        rights="© <Wang> & sons",
        hubs=("https://hub.e.org/",),
        schedule=Schedule(60, "daily", 2, (3, 4), ("Sunday",)),
        podcast=PODCAST,
    )
    written = feedpub.render(whole, url=URL, format=form)
    assert feedpub.validate(written, addresses=(URL,)) == ()
    assert feedpub.render(whole, url=URL, format=form.value) == written


def test_the_format_is_atom_where_none_is_named() -> None:
    assert feedpub.render(FEED, url=URL) == feedpub.render(FEED, url=URL, format="atom")


def test_an_entry_that_was_read_is_written_as_it_is(project: Project) -> None:
    body = '<p>Tide <img src="https://e.org/a.png"> <a href="https://e.org/b">b</a></p>'
    path = project.seed("a.html", title="a", date="2022-01-01", link="https://e.org/a", body=body)
    entry = feedpub.read(path).entry
    assert entry is not None
    made = item(replace(FEED, entries=(entry,)))
    assert made["content_html"] == entry.content
    assert (made["id"], made["summary"]) == (entry.id, entry.summary)


@pytest.mark.parametrize(
    ("changed", "key", "right"),
    [
        ({"content": '<p onclick="x()">a</p>'}, "content_html", "<p>a</p>"),
        ({"content": '<a href="b">c</a>'}, "content_html", '<a href="https://e.org/notes/b">c</a>'),
        (
            {"content": '<a href="b">c</a>', "permalink": "/d/"},
            "content_html",
            '<a href="https://e.org/d/b">c</a>',
        ),
        ({"content": ""}, "content_html", "<p>Tide</p>"),
        ({"content": "<script>x</script>", "summary": "a < b"}, "content_html", "<p>a &lt; b</p>"),
        ({"content": "a\x00\ud800\ufffeb"}, "content_html", "ab"),
        ({"content": "<p>Long\ntext</p>"}, "summary", "Long text"),
        ({"title": " a\x00\n\ud800 b "}, "title", "a b"),
        ({"permalink": "/d"}, "url", "https://e.org/d"),
        ({"permalink": "HTTP://user:word@E.org:80/ä"}, "url", "http://e.org/%C3%A4"),
        ({"published": DAY + timedelta(1)}, "date_published", "2024-05-02T00:00:00+00:00"),
        (
            {"published": datetime(2024, 5, 1, tzinfo=timezone(timedelta(hours=1, seconds=1)))},
            "date_published",
            "2024-04-30T22:59:59+00:00",
        ),
    ],
)
def test_what_has_one_right_reading_is_made_right(
    changed: dict[str, Any], key: str, right: object
) -> None:
    assert item(of(**changed))[key] == right


def test_no_name_can_be_taken_for_html() -> None:
    feed = replace(of(authors=(Person("Wang</p> & Li"),)), author=Person("W</i>"))
    written = feedpub.render(feed, url=URL)
    assert b"<name>Wang&#x3C; /p&gt; &#x26; Li</name>" in written
    assert b"<name>W&#x3C; /i&gt;</name>" in written
    assert feedpub.validate(written, addresses=(URL,)) == ()


def test_no_feed_is_older_than_an_entry_in_it() -> None:
    late = DAY + timedelta(days=1)
    written = feedpub.render(of(updated=late), url=URL)
    assert written.count(b"<updated>2024-05-02T00:00:00+00:00</updated>") == 2


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        (of(id=""), "feed.entries[0].id='': is no id"),
        (of(id="17"), "feed.entries[0].id='17': is no id"),
        (of(title="\x00 "), "feed.entries[0].title: is empty"),
        (of(published=DAY.replace(tzinfo=None)), "feed.entries[0].published: has no time zone"),
        (of(updated=DAY.replace(tzinfo=None)), "feed.entries[0].updated: has no time zone"),
        (
            of(updated=datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-3)))),
            "feed.entries[0].updated: is of no year",
        ),
        (of(permalink="javascript:x"), "feed.entries[0].permalink='javascript:x': is no http"),
        (of(permalink="x" * 9_000), f"feed.entries[0].permalink='{'x' * 79}…: is no http"),
        (of(language="Chinese"), "feed.entries[0].language: 'Chinese' is no language tag"),
        (of(authors=(Person(""),)), "feed.entries[0].authors[0].name: is empty"),
        (of(authors=(Person("a", "b"),)), "feed.entries[0].authors[0].email='b': is no e-mail"),
        (of(authors=(Person("a", uri="b:c"),)), "feed.entries[0].authors[0].uri='b:c': is no http"),
        (
            of(enclosures=(SOUND[0], Enclosure("/a", "audio"))),
            "feed.entries[0].enclosures[1].type='audio': is no media type",
        ),
        (of(enclosures=(Enclosure("/a", "a/b", -1),)), "enclosures[0].length=-1: can't be"),
        (of(enclosures=(Enclosure("http://localhost/a", "a/b"),)), "names no host with a domain"),
        (of(episode=Episode(kind="extra")), "feed.entries[0].episode.kind='extra': is none of"),
        (of(episode=Episode(season=-1)), "feed.entries[0].episode.season=-1: can't be"),
        (replace(FEED, entries=(ENTRY, ENTRY)), "2 have the id 'https://e.org/1'"),
        (replace(FEED, id="a b"), "feed.id='a b': is no id"),
        (replace(FEED, title=""), "feed.title: is empty"),
        (replace(FEED, link="/notes"), "feed.link='/notes': is no http(s) address"),
        (replace(FEED, updated=DAY.replace(tzinfo=None)), "feed.updated: has no time zone"),
        (replace(FEED, language="zz"), "feed.language: 'zz' is no language tag"),
        (replace(FEED, image="data:x"), "feed.image='data:x': is no http(s) address"),
        (replace(FEED, icon="data:x"), "feed.icon='data:x': is no http(s) address"),
        (replace(FEED, hubs=("hub",)), "feed.hubs='hub': is no http(s) address"),
        (replace(FEED, schedule=Schedule(ttl=0)), "feed.schedule.ttl: 0 is no number of minutes"),
        (replace(FEED, schedule=Schedule(skip_hours=(24,))), "feed.schedule.skip_hours: 24"),
        (replace(FEED, podcast=PODCAST), "feed.language: is empty"),
        (
            replace(FEED, language="en", podcast=replace(PODCAST, category=("Sea",))),
            "feed.podcast.category: ['Sea'] is no category of podcasts",
        ),
    ],
)
def test_what_has_no_right_reading_is_refused_by_its_name(feed: Feed, said: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        feedpub.render(feed, url=URL)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        ("feed", "feed: is of the type str; give Feed"),
        (replace(FEED, entries=[ENTRY]), "feed.entries: is of the type list; give a tuple"),  # type: ignore[arg-type]
        (replace(FEED, author="Wang"), "feed.author: is of the type str; give Person"),  # type: ignore[arg-type]
        (of(tags="sea"), "feed.entries[0].tags: is of the type str; give a tuple"),
        (of(branches=("sea",)), "feed.entries[0].branches[0]: is of the type str; give a tuple"),
        (of(tags=(1,)), "feed.entries[0].tags[0]: is of the type int; give a text"),
        (of(content=b"a"), "feed.entries[0].content: is of the type bytes; give a text"),
        (of(published="2024-05-01"), "feed.entries[0].published: is of the type str; give"),
        (
            of(enclosures=(Enclosure("/a", "a/b", length=True),)),
            "enclosures[0].length: is of the type bool; give a whole number or None",
        ),
    ],
)
def test_a_value_of_another_type_is_told_by_its_name(feed: Any, said: str) -> None:
    with pytest.raises(ArgumentTypeError) as raised:
        feedpub.render(feed, url=URL)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"url": "feed.atom"}, "url='feed.atom': is no http"),
        ({"url": b"https://e.org/"}, "url: is of the type bytes; give a text"),
        ({"url": URL, "format": "xml"}, "format='xml': is no format of feeds; give one of rss"),
        ({"url": URL, "format": None}, "format: is of the type NoneType; give a text"),
    ],
)
def test_wrong_arguments_are_told_at_the_door(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        feedpub.render(FEED, **arguments)
    assert said in str(raised.value)


TEXTS = st.text() | st.sampled_from(
    ["]]>", "</b>", "&lt;", "<b>a</b>", "<", "&", "\x00", "\ud800", "\ufffe", "a\r\nb", "cafÃ©"]
)


@given(st.data(), st.sampled_from(Format))
def test_whatever_the_texts_are_a_feed_is_right_or_refused(
    data: st.DataObject, form: Format
) -> None:
    def text() -> str:
        return data.draw(TEXTS)

    feed = replace(
        of(
            title=text() + "a",
            content=text(),
            summary=text(),
            tags=(text(), text()),
            branches=((text(),),),
            authors=(Person(text() + "a"),),
            permalink=f"/{text()}",
        ),
        title=text() + "a",
        subtitle=text(),
        rights=text(),
    )
    try:
        written = feedpub.render(feed, url=URL, format=form)
    except ArgumentError as error:
        assert "permalink" in str(error) or "title" in str(error) or "name" in str(error)
        return
    found = feedpub.validate(written, addresses=(URL,))
    assert not [one for one in found if one.severity is Severity.ERROR]
    assert {one.code for one in found} <= {"nothing-to-open"}
