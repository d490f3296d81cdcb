"""Sound, film and pictures: how front matter names them, and what feeds say of them."""

import json
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feedpub import api
from feedpub.config import Site
from feedpub.entries import outline
from feedpub.model import Document, Enclosure, Entry, Episode
from feedpub.validator import validate
from tests.conftest import SITE_URL, Project
from tests.entries.test_entries import document, nowhere

SITE = Site(url="https://feeds.example.org/")
MEDIA = "{http://search.yahoo.com/mrss/}"
SOUND = (b"\xff\xfb\x90\x00" + bytes(413)) * 2  # two frames of MP3


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\0" * width) * height)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def entry(matter: str) -> Entry:
    found = outline(document(matter), SITE, nowhere)
    assert found.entry is not None
    return found.entry


def said(matter: str) -> list[Enclosure]:
    return list(entry(matter).enclosures)


A = "https://e.org/a.mp3"


@pytest.mark.parametrize(
    ("matter", "enclosure"),
    [
        (f"audio: {A}", Enclosure(A, "audio/mpeg")),
        (f"podcast: {A}", Enclosure(A, "audio/mpeg")),
        (f"enclosure: {A}", Enclosure(A, "audio/mpeg")),
        (f"Audio: '  {A} '", Enclosure(A, "audio/mpeg")),
        ("audio: https://e.org/dl?id=3", Enclosure("https://e.org/dl?id=3", "audio/*")),
        ("video: https://e.org/v/3", Enclosure("https://e.org/v/3", "video/*")),
        ("video: https://e.org/v.webm", Enclosure("https://e.org/v.webm", "video/webm")),
        (
            "enclosure: https://e.org/x",
            Enclosure("https://e.org/x", "application/octet-stream"),
        ),
        ("enclosure: https://e.org/x.pdf", Enclosure("https://e.org/x.pdf", "application/pdf")),
        (f"enclosures: [{{url: '{A}', length: 12}}]", Enclosure(A, "audio/mpeg", 12)),
        (f"enclosure: {{href: '{A}', size: '12'}}", Enclosure(A, "audio/mpeg", 12)),
        (f"audio: {{src: '{A}', bytes: 12}}", Enclosure(A, "audio/mpeg", 12)),
        (f"podcast: {{file: '{A}', type: audio/x-own}}", Enclosure(A, "audio/x-own")),
        (f"podcast: {{url: '{A}', mime: 'Audio/OGG; codecs=x'}}", Enclosure(A, "audio/ogg")),
        (f"podcast: {{url: '{A}', mime_type: nonsense}}", Enclosure(A, "audio/mpeg")),
        (f"audio: {{url: '{A}', length: -3}}", Enclosure(A, "audio/mpeg")),
        (f"audio: {{url: '{A}', length: 0}}", Enclosure(A, "audio/mpeg")),
        (f"audio: {{url: '{A}', length: 1 MB}}", Enclosure(A, "audio/mpeg")),
        (f"audio: {{url: '{A}', length: 9007199254740993}}", Enclosure(A, "audio/mpeg")),
        (f"audio: {{url: '{A}', length: 99999999999999999999}}", Enclosure(A, "audio/mpeg")),
        (f"audio: {{url: {{url: '{A}'}}}}", Enclosure(A, "audio/mpeg")),
        (f"audio: [[[ '{A}' ]]]", Enclosure(A, "audio/mpeg")),
        (
            f"video: {{url: 'https://e.org/v.mp4', width: 640, height: '480', duration: 62}}",  # noqa: F541
            Enclosure("https://e.org/v.mp4", "video/mp4", None, 640, 480, 62),
        ),
        # WordPress
        (f"enclosure: |\n  {A}\n  1234\n  audio/mp4\n", Enclosure(A, "audio/mp4", 1234)),
        (
            f'enclosure: |\n  {A}\n  1234\n  audio/mpeg\n  a:1:{{s:8:"duration";}}\n',
            Enclosure(A, "audio/mpeg", 1234),
        ),
        (f"enclosure: |\n  {A}\n  1234\n", Enclosure(A, "audio/mpeg", 1234)),
        (f'enclosure: "{A}\\r\\n1234\\r\\naudio/mp4"', Enclosure(A, "audio/mp4", 1234)),
    ],
)
def test_a_file_is_named_in_many_ways(matter: str, enclosure: Enclosure) -> None:
    assert said(matter) == [enclosure]


@pytest.mark.parametrize(
    "matter",
    [
        "audio:",
        "audio: ''",
        "audio: '  '",
        "audio: []",
        "audio: {}",
        "audio: [{}, [], '', null]",
        "audio: true",
        "podcast: {episode: 3, season: 1}",
        "podcast: {explicit: true, title: x}",
        "audio: {url: ''}",
        "audio: 'javascript:alert(1)'",
        "audio: 'data:audio/mpeg;base64,AAAA'",
        "audio: 'file:///etc/passwd'",
        "audio: 'http://localhost/a.mp3'",
        "audio: 'http://[::1]/a.mp3'",
    ],
)
def test_what_names_nothing_is_no_enclosure(matter: str) -> None:
    assert said(matter) == []


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("'31:40'", 1900),
        ("31:40", 1900),
        ("'1:02:03'", 3723),
        ("01:02:03", 3723),
        ("'00:31:40.5'", 1900),
        ("1900", 1900),
        ("'1900'", 1900),
        ("1900.7", 1900),
        ("' 90:00 '", 5400),
        ("'0:59'", 59),
        ("0", None),
        ("'0:00'", None),
        ("-5", None),
        ("long", None),
        ("'1:2:3:4'", None),
        ("31m40s", 1900),
        ("PT1H2M", 3720),
        ("pt1h2m3s", 3723),
        ("P1DT1S", 86_401),
        ("PT90M", 5400),
        ("PT3723.5S", 3723),
        ("1h 2 min", 3720),
        ("62 minutes", 3720),
        ("'1 hour, 2 minutes'", 3720),
        ("1小时2分3秒", 3723),
        ("45分钟", 2700),
        ("'1：02：03'", 3723),
        ("'60:00'", 3600),
        ("P1M", None),
        ("PT", None),
        ("h", None),
        ("[31, 40]", None),
        ("{m: 3}", None),
        ("true", None),
        ("99999999999", None),
        ("'999:59:59'", 3_599_999),
        ("1e3", None),
        ("''", None),
    ],
)
def test_durations(duration: str, seconds: int | None) -> None:
    inside, beside = (
        said(f"audio: {{url: '{A}', duration: {duration}}}"),
        said(f"audio: {A}\nduration: {duration}"),
    )
    assert [inside[0].duration, beside[0].duration] == [seconds, seconds]


def test_a_duration_by_itself_is_that_of_the_first_sound_or_film() -> None:
    found = said(
        "enclosure: https://e.org/x.pdf\naudio: https://e.org/a.mp3\nvideo: https://e.org/v.mp4\n"
        "image: https://e.org/i.png\nduration: 99"
    )
    assert [(item.type, item.duration) for item in found] == [
        ("application/pdf", None),
        ("audio/mpeg", 99),
        ("video/mp4", None),
        ("image/png", None),
    ]


def test_a_duration_of_its_own_goes_before_that_of_the_document() -> None:
    [found] = said(f"audio: {{url: '{A}', duration: 5}}\nduration: 99")
    assert found.duration == 5


def test_files_come_before_pictures_and_each_comes_once() -> None:
    found = said(
        "photos: [https://e.org/1.png, https://e.org/2.png, https://e.org/1.png]\n"
        f"video: https://e.org/v.mp4\naudio: [{A}, {A}]\nenclosure: {{url: '{A}', length: 7}}"
    )
    assert [item.url.removeprefix("https://e.org/") for item in found] == [
        "a.mp3",
        "v.mp4",
        "1.png",
        "2.png",
    ]
    assert found[0].length == 7


def test_the_pictures_are_those_of_the_first_key_that_has_a_good_one() -> None:
    found = said(
        "headimg: 'data:x'\ncover: [https://e.org/c.png, https://e.org/d.png]\n"
        "photos: [https://e.org/p.png]"
    )
    assert [item.url for item in found] == ["https://e.org/c.png", "https://e.org/d.png"]


@pytest.mark.parametrize(("number", "problems"), [(20, []), (21, ["enclosures-too-many"])])
def test_twenty_are_kept(number: int, problems: list[str]) -> None:
    photos = ", ".join(f"https://e.org/{n}.png" for n in range(number - 1))
    found = outline(document(f"audio: {A}\nphotos: [{photos}]"), SITE, nowhere)
    assert found.entry is not None
    assert len(found.entry.enclosures) == 20
    assert found.entry.enclosures[0].url == A
    assert [problem.code for problem in found.problems] == problems


@pytest.mark.parametrize(
    ("matter", "episode"),
    [
        ("", Episode()),
        ("episode: 3\nseason: 2\nexplicit: true", Episode(3, 2, True)),
        ("podcast: {episode: '3', season: 2, explicit: 'no'}", Episode(3, 2, False)),
        ("episodeType: Bonus", Episode(kind="bonus")),
        ("podcast: {episodeType: trailer}", Episode(kind="trailer")),
        ("itunes: {episode_type: full}", Episode(kind="full")),
        ("episode_type: other", Episode()),
        ("episode_type: [full]", Episode()),
        ("podcast: {episode: 3}\nepisode: 5\nseason: 1", Episode(3, 1)),
        (f"podcast: {A}\nepisode: 5", Episode(5)),
        ("explicit: clean", Episode()),
        ("explicit: false", Episode(explicit=False)),
        ("episode: 0\nseason: first", Episode()),
        ("episode: 1.5\nseason: [1]", Episode()),
        ("episode: -1", Episode()),
    ],
)
def test_episodes(matter: str, episode: Episode) -> None:
    assert entry(matter).episode == episode


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([A, "a.mp3", "../x", "1:02", "http://[", "//", "\ud800", "%ff", "\n\n1\nx/y"])
)
KEYS = st.sampled_from(
    ["src", "url", "href", "file", "length", "size", "type", "mime", "duration", "width", "episode"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
FIELDS = ["audio", "video", "enclosure", "enclosures", "podcast", "photos", "cover", "duration"]


@settings(deadline=None)  # for machines that are busy with other things
@given(st.dictionaries(st.sampled_from([*FIELDS, "episode", "season", "explicit"]), VALUES))
def test_nothing_that_front_matter_can_hold_raises(metadata: dict[str, object]) -> None:
    given = Document("a.md", {"date": "2024-05-01", **metadata}, "", 1, "Text.", "digest")
    found = outline(given, SITE, nowhere)
    assert found.entry is not None
    for enclosure in found.entry.enclosures:
        assert enclosure.url.startswith(("http://", "https://"))
        assert "/" in enclosure.type
        numbers = (enclosure.length, enclosure.width, enclosure.height, enclosure.duration)
        assert all(number is None or 0 < number <= 2**53 for number in numbers)
    assert len({enclosure.url for enclosure in found.entry.enclosures}) <= 20


class TestInFeeds:
    @pytest.fixture
    def made(self, project: Project) -> Project:
        project.write("feeds/site.toml", "[build]\nformats = ['rss', 'atom', 'json']\n")
        project.write("seeds/talk.mp3", SOUND)
        project.write("seeds/one.png", png(3, 2))
        project.seed(
            "a.md",
            title="a",
            date="2024-05-01",
            audio="{src: talk.mp3, duration: '1:02:03', length: 1}",
            video="https://e.org/v.mp4",
            photos="[one.png, https://e.org/two.jpg]",
        )
        assert project.build().problems == ()
        return project

    def test_local_files_are_copied(self, made: Project) -> None:
        media = {name: body for name, body in made.out().items() if name.startswith("media/")}
        assert sorted(media.values()) == sorted([SOUND, png(3, 2)])
        assert sorted(name.rpartition(".")[2] for name in media) == ["mp3", "png"]

    def test_rss_carries_the_first(self, made: Project) -> None:
        item = etree.fromstring(made.out()["all.rss"]).find("channel/item")
        assert item is not None
        [enclosure] = item.findall("enclosure")
        assert enclosure.get("url", "").startswith("https://feeds.example.org/media/")
        assert (enclosure.get("type"), enclosure.get("length")) == ("audio/mpeg", str(len(SOUND)))

    @pytest.mark.parametrize(
        ("name", "path"), [("all.rss", "channel/item"), ("all.atom", "{*}entry")]
    )
    def test_media_rss_says_what_is_known_of_all(self, made: Project, name: str, path: str) -> None:
        item = etree.fromstring(made.out()[name]).find(path)
        assert item is not None
        contents = [
            {key: value for key, value in content.attrib.items() if key != "url"}
            for content in item.iterfind(f"{MEDIA}content")
        ]
        assert contents == [
            {
                "type": "audio/mpeg",
                "medium": "audio",
                "fileSize": str(len(SOUND)),
                "duration": "3723",
            },
            {"type": "video/mp4", "medium": "video"},
            {
                "type": "image/png",
                "medium": "image",
                "fileSize": str(len(png(3, 2))),
                "width": "3",
                "height": "2",
            },
            {"type": "image/jpeg", "medium": "image"},
        ]
        [thumbnail] = item.findall(f"{MEDIA}thumbnail")
        assert (thumbnail.get("width"), thumbnail.get("height")) == ("3", "2")

    def test_atom_links_to_all_in_order(self, made: Project) -> None:
        feed = etree.fromstring(made.out()["all.atom"])
        links = feed.findall("{*}entry/{*}link[@rel='enclosure']")
        assert [link.get("type") for link in links] == [
            "audio/mpeg",
            "video/mp4",
            "image/png",
            "image/jpeg",
        ]
        assert [link.get("length") for link in links] == [
            str(len(SOUND)),
            "0",
            str(len(png(3, 2))),
            "0",
        ]

    def test_json_attaches_all_in_order(self, made: Project) -> None:
        [item] = json.loads(made.out()["all.json"])["items"]
        attachments = [
            {key: value for key, value in attachment.items() if key != "url"}
            for attachment in item["attachments"]
        ]
        assert attachments == [
            {
                "mime_type": "audio/mpeg",
                "size_in_bytes": len(SOUND),
                "duration_in_seconds": 3723,
            },
            {"mime_type": "video/mp4"},
            {"mime_type": "image/png", "size_in_bytes": len(png(3, 2))},
            {"mime_type": "image/jpeg"},
        ]
        assert item["image"] == item["attachments"][2]["url"]


@pytest.mark.parametrize("content", [b"text", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""])
def test_a_local_file_that_is_no_media_is_not_copied(project: Project, content: bytes) -> None:
    project.write("seeds/a.mp3", content)
    project.seed("a.md", title="a", date="2024-05-01", audio="a.mp3")
    [problem] = project.build().problems
    assert problem.code == "image-not-copied"
    assert not any(name.startswith("media/") for name in project.out())


def test_a_picture_that_is_none_is_told(project: Project) -> None:
    project.write("seeds/a.mp3", SOUND)
    project.seed("a.md", title="a", date="2024-05-01", cover="a.mp3")
    [problem] = project.build().problems
    assert problem.message.startswith("cover 'a.mp3' is no picture")
    assert b"<enclosure" not in project.out()["all.rss"]


@pytest.mark.parametrize(
    ("data", "media_type", "ending"),
    [
        pytest.param(b"\0\0\0\x1cftypM4A \0\0\0\0" + bytes(40), "audio/mp4", "m4a", id="M4A"),
        pytest.param(b"\xff\xf3\x40\xc0" + bytes(60), "audio/mpeg", "mp3", id="MP3 of MPEG 2"),
        pytest.param(b"\xff\xfb\x90\x00" + bytes(60), "audio/mpeg", "mp3", id="MP3 of MPEG 1"),
    ],
)
def test_sound_is_told_by_its_bytes(
    project: Project, data: bytes, media_type: str, ending: str
) -> None:
    project.write("seeds/a.bin", data)
    project.seed("a.md", title="a", date="2024-01-01", audio="a.bin")
    project.build()
    assert f'type="{media_type}"'.encode() in project.out()["all.rss"]
    assert [name for name in project.out() if name.endswith(f".{ending}")]


@pytest.mark.parametrize(
    ("matter", "enclosure"),
    [
        ("audio_url: https://e.org/x", Enclosure("https://e.org/x", "audio/*")),
        (
            "podcast_link: https://e.org/a.MP3?x=1",
            Enclosure("https://e.org/a.MP3?x=1", "audio/mpeg"),
        ),
        ("podcast_file: https://e.org/a.opus", Enclosure("https://e.org/a.opus", "audio/ogg")),
        (
            f"link: {A}\nduration: '60:00'\nlength: '12,345,678'",
            Enclosure(A, "audio/mpeg", 12345678, duration=3600),
        ),
        (f"link: {A}?x=1", Enclosure(f"{A}?x=1", "audio/mpeg")),
        (f"audio: {A}\nlength: 12345", Enclosure(A, "audio/mpeg", 12345)),
        (f"audio: {A}\nLength: 12 345 678 bytes", Enclosure(A, "audio/mpeg", 12345678)),
        (f"audio: {A}\nlength: 12.345.678", Enclosure(A, "audio/mpeg", 12345678)),
        (f"audio: {A}\nlength: 1.234", Enclosure(A, "audio/mpeg")),
        (f"audio: {A}\nlength: '45:12'", Enclosure(A, "audio/mpeg", duration=2712)),
        (
            f"podcast_url: {A}\npodcast_bytes: 17\npodcast_duration: PT1M",
            Enclosure(A, "audio/mpeg", 17, duration=60),
        ),
        (f"audio: {{url: '{A}', length: 3}}\nlength: 12345", Enclosure(A, "audio/mpeg", 3)),
        (
            f"audio: {{URL: '{A}', mimeType: audio/x-own, fileSize: '1,234'}}",
            Enclosure(A, "audio/x-own", 1234),
        ),
        (
            "enclosure: https://e.org/x\nduration: 62\nlength: 9",
            Enclosure("https://e.org/x", "application/octet-stream", 9, duration=62),
        ),
    ],
)
def test_what_is_said_of_a_sound_beside_it(matter: str, enclosure: Enclosure) -> None:
    assert said(matter) == [enclosure]


def test_a_link_to_a_sound_is_still_the_link_and_no_second_sound() -> None:
    found = entry(f"link: {A}\naudio: https://e.org/b.mp3")
    assert found.permalink == A
    assert [one.url for one in found.enclosures] == ["https://e.org/b.mp3"]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=abc",
        "https://youtu.be/abc",
        "https://m.youtube.com/watch?v=abc",
        "https://vimeo.com/123",
        "https://www.bilibili.com/video/BV1",
        "https://open.spotify.com/episode/1",
        "https://podcasts.apple.com/us/podcast/id1",
        "https://e.org/player.html?file=1",
    ],
)
@pytest.mark.parametrize("key", ["video", "audio", "enclosure", "podcast_link"])
def test_a_page_with_a_player_is_no_enclosure(key: str, address: str) -> None:
    found = outline(document(f"{key}: {address}"), SITE, nowhere)
    assert found.entry is not None
    assert found.entry.enclosures == ()
    assert [(problem.code, problem.line) for problem in found.problems] == [("enclosure-page", 3)]


def test_a_file_on_the_host_of_players_is_an_enclosure() -> None:
    assert [one.type for one in said("video: https://vimeo.com/a/b.mp4")] == ["video/mp4"]


@pytest.mark.parametrize(
    "value",
    [
        *("transparent", "'#49b1f5'", "'#fff'", "false", "true", "none", "'off'", "random", "~"),
        *("linear-gradient(135deg, #667eea 0.5%, red)", "rgba(0,0,0,.5)", "'rgb(1 2 3 / 50%)'"),
        *("var(--cover)", "-webkit-linear-gradient(top, red, blue);", "''", "[]", "{}", "' '"),
    ],
)
@pytest.mark.parametrize("key", ["top_img", "cover", "banner", "heroImage"])
def test_what_is_no_image_is_none_in_silence(key: str, value: str) -> None:
    found = outline(document(f"{key}: {value}\nlink: https://e.org/a/"), SITE, nowhere)
    assert found.entry is not None
    assert found.entry.enclosures == ()
    assert found.problems == ()


@pytest.mark.parametrize(
    "value",
    [
        "url(https://e.org/a.png)",
        "'url(\"https://e.org/a.png\")'",
        "'![x](https://e.org/a.png \"t\")'",
        "'[[https://e.org/a.png|300]]'",
        "'![[https://e.org/a.png]]'",
    ],
)
def test_an_image_as_other_languages_write_it(value: str) -> None:
    assert [one.url for one in said(f"cover: {value}")] == ["https://e.org/a.png"]


@pytest.mark.parametrize(
    "matter",
    [
        "cover: images/a.png",
        "cover: /images/a.png",
        "cover: ../../static/a.png",
        "cover: ../../../a.png\nlink: https://e.org/b/",
        "cover: /../a.png\nlink: https://e.org/b/",
        "cover: '@/assets/a.png'\nlink: https://e.org/b/",
        "cover: ~/assets/a.png\nlink: https://e.org/b/",
        "audio: sounds/a.mp3",
    ],
)
def test_a_file_that_can_be_nowhere_is_no_enclosure(matter: str) -> None:
    found = outline(document(matter), SITE, nowhere)
    assert found.entry is not None
    assert found.entry.enclosures == ()
    assert [(problem.code, problem.line) for problem in found.problems] == [("image-not-found", 3)]


def test_a_file_beside_what_is_served_may_be_there() -> None:
    site = Site(url="https://blog.example/feeds/")
    found = outline(document("cover: /images/a.png"), site, nowhere)
    assert found.entry is not None
    assert [one.url for one in found.entry.enclosures] == ["https://blog.example/images/a.png"]
    assert [problem.code for problem in found.problems] == ["image-not-found"]


@pytest.mark.parametrize(
    ("head", "image", "shown"),
    [
        pytest.param(
            "https://e.org/loadimg.gif",
            "<img src='https://e.org/loadimg.gif' data-original='https://e.org/a.jpg'>",
            "https://e.org/a.jpg",
            id="placeholder",
        ),
        pytest.param(
            "https://e.org/x.png?a=1&b=2",
            "<IMG class=x src=https://e.org/x.png?a=1&amp;b=2 data-src=//e.org/a.jpg>",
            "https://e.org/a.jpg",
            id="placeholder of any name",
        ),
        pytest.param(
            "/spinner.svg",
            "<img src=/spinner.svg real_src='https://e.org/a.jpg'>",
            "https://e.org/a.jpg",
            id="an attribute of any name",
        ),
        pytest.param(
            "'data:image/gif;base64,R0'",
            "<img src='data:image/gif;base64,R0'><noscript><img src=https://e.org/a.jpg></noscript>",
            "https://e.org/a.jpg",
            id="beside a noscript",
        ),
        pytest.param(
            "https://e.org/thumb/a.jpg",
            "<img src='https://e.org/thumb/a.jpg' data-original='https://e.org/full/a.jpg'>",
            "https://e.org/thumb/a.jpg",
            id="thumbnail",
        ),
        pytest.param(
            "https://e.org/b.jpg",
            "<img src='https://e.org/b.jpg' data-thumb='https://e.org/a.jpg'>",
            "https://e.org/b.jpg",
            id="picture with others",
        ),
    ],
)
def test_the_head_image_is_the_one_that_the_body_shows(
    project: Project, head: str, image: str, shown: str
) -> None:
    project.write(
        "feeds/site.toml", '[site]\nurl = "https://f.org/"\n[build]\ncover_in_body = "remove"\n'
    )
    project.seed("a.html", title="a", date="2024-05-01", headimg=head, body=f"<p>b{image}c</p>")
    assert project.build().problems == ()
    [item] = etree.fromstring(project.out()["all.rss"]).iterfind("channel/item")
    [enclosure] = item.iterfind("enclosure")
    assert enclosure.get("url") == shown
    assert "<img" not in item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded", "")


COVER_SITE = (
    f"[site]\nurl = '{SITE_URL}'\n[documents]\ncover_from_body = true\nno_cover = '/faces/*.jpg'\n"
)


@pytest.mark.parametrize(
    ("body", "matter", "expected"),
    [
        ("![a](https://e.org/a.jpg) ![b](https://e.org/b.jpg)", {}, "https://e.org/a.jpg"),
        (
            '<img src="https://e.org/i.png" width="16">\n\n![b](https://e.org/b.webp?x=1&y=2)',
            {},
            "https://e.org/b.webp?x=1&y=2",
        ),
        (
            "![a](https://e.org/faces/a.jpg) ![b](https://e.org/b.jpg)",
            {"headimg": "https://e.org/faces/h.jpg"},
            "https://e.org/b.jpg",
        ),
        ("![a](https://e.org/a.jpg)", {"headimg": "https://e.org/h.jpg"}, "https://e.org/h.jpg"),
        ("![a](https://e.org/a.jpg)", {"headimg": "false"}, "https://e.org/a.jpg"),
        ("Text.", {}, None),
        ('<img src="https://e.org/i.png" height="20">', {}, None),
    ],
)
def test_a_picture_of_the_body_is_the_head_image_where_that_is_asked_for(
    project: Project, body: str, matter: dict[str, str], expected: str | None
) -> None:
    project.write("feeds/site.toml", COVER_SITE)
    path = project.seed("a.md", title="a", date="2024-05-01", body=body, **matter)
    assert project.build().problems == ()
    feed = etree.fromstring(project.out()["all.rss"])
    found = feed.find("channel/item/enclosure")
    assert (None if found is None else found.get("url")) == expected
    entry = api.read(path).entry
    assert entry
    assert (entry.cover.url if entry.cover else None) == expected


def test_a_local_picture_of_the_body_is_the_head_image_with_its_size(project: Project) -> None:
    project.write("feeds/site.toml", COVER_SITE)
    project.write("seeds/small.png", png(16, 16))
    project.write("seeds/large.png", png(640, 480))
    project.seed("a.md", title="a", date="2024-05-01", body="![](small.png) ![](large.png)")
    project.build()
    feed = etree.fromstring(project.out()["all.rss"])
    found = feed.find("channel/item/enclosure")
    assert found is not None
    assert (found.get("type"), found.get("length")) == ("image/png", str(len(png(640, 480))))


def test_no_picture_of_the_body_is_the_head_image_unasked(project: Project) -> None:
    project.seed("a.md", title="a", date="2024-05-01", body="![a](https://e.org/a.jpg)")
    project.build()
    assert b"<enclosure" not in project.out()["all.rss"]
    project.write("feeds/site.toml", COVER_SITE)
    project.build()
    assert b"<enclosure" in project.out()["all.rss"]


@pytest.mark.parametrize(
    ("matter", "transcripts", "chapters"),
    [
        ("transcript: https://e.org/a.vtt", (("https://e.org/a.vtt", "text/vtt"),), None),
        (
            "transcripts: [https://e.org/a.srt?x=1, {url: https://e.org/b, type: text/html}]",
            (("https://e.org/a.srt?x=1", "application/x-subrip"), ("https://e.org/b", "text/html")),
            None,
        ),
        ("podcast: {chapters: https://e.org/c.json}", (), "https://e.org/c.json"),
        ("transcript: yes\nchapters: 12", (), None),
        ("transcript: 'Hello. It is about sound.'", (), None),
        ("transcript: 'javascript:alert(1).vtt'\nchapters: [1, 2]", (), None),
    ],
)
def test_what_players_show_beside_a_sound(
    matter: str, transcripts: tuple[tuple[str, str], ...], chapters: str | None
) -> None:
    found = entry(matter).episode
    assert tuple((one.url, one.type) for one in found.transcripts) == transcripts
    assert (found.chapters and found.chapters.url) == chapters


def test_feeds_of_podcasts_carry_transcripts_and_chapters(project: Project) -> None:
    project.write(
        "feeds/talks.toml",
        "podcast = true\n[itunes]\nauthor = 'A'\ncategory = 'Arts'\n"
        "image = 'https://e.org/i.jpg'\nowner_email = 'a@e.org'\n",
    )
    project.seed(
        "a.md",
        title="a",
        date="2024-05-01",
        audio="https://e.org/a.mp3",
        transcript="https://e.org/a.vtt",
        chapters="https://e.org/a.json",
    )
    project.build()
    written = project.out()["talks.rss"].decode()
    assert 'xmlns:podcast="https://podcastindex.org/namespace/1.0"' in written
    assert '<podcast:transcript url="https://e.org/a.vtt" type="text/vtt"/>' in written
    assert (
        '<podcast:chapters url="https://e.org/a.json" type="application/json+chapters"/>' in written
    )
    assert "podcast:" not in project.out()["all.rss"].decode()
    assert not validate(
        project.out()["talks.rss"], name="talks.rss", addresses=(f"{SITE_URL}talks.rss",)
    )
