"""``feeds/NAME.toml``, the templates in both kinds of files, and their JSON Schema."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

import pytest
from lxml import etree

from feedpub import config
from feedpub.api import validate
from feedpub.config import Choice, Definition, Selection, matches_glob
from feedpub.config._globs import has_pattern
from feedpub.errors import ConfigError
from feedpub.model import Format, Podcast, Schedule
from tests.conftest import Project

ROOT = Path(__file__).parents[2]


def definition(project: Project, source: str, site: str = "", name: str = "own") -> Definition:
    project.write("feeds/site.toml", site)
    project.write(f"feeds/{name}.toml", source)
    [found] = config.load(project.path).definitions
    return found


def mistakes(project: Project, source: str, site: str = "", name: str = "own") -> list[str]:
    with pytest.raises(ConfigError) as refused:
        definition(project, source, site, name)
    return str(refused.value).split("\n")


def test_an_empty_definition_is_a_feed_of_everything_at_its_name(project: Project) -> None:
    found = definition(project, "", "[build]\nlimit = 7\n")
    assert (found.file, found.path, found.of) == ("feeds/own.toml", "own", None)
    assert found.settings == config.load(project.path).settings
    assert found.settings.limit == 7


def test_every_key_is_read(project: Project) -> None:
    found = definition(
        project,
        """
        title = "Crafts · {site}"
        description = "Of {site}"
        path = "news/crafts.rss"
        id = "https://Old.example.org/feed"
        aliases = ["old", "news/old"]
        language = "de"
        author = "Ann"
        image = "/logo.png"
        icon = "https://example.org/icon.png"
        copyright = "© Ann"
        limit = 5
        max_bytes = 20000
        content = "summary"
        formats = ["json", "atom"]
        archive = true
        cover_in_body = "add"
        hub = "https://hub.example.org/"
        ttl = 60
        update_period = "daily"
        update_frequency = 2
        skip_hours = [2, 1]
        skip_days = ["Sunday"]
        podcast = true

        [itunes]
        category = ["Arts", "Books"]
        image = "cover.jpg"
        owner_email = "ann@example.org"
        explicit = true
        type = "serial"

        [select]
        categories = "craft"
        authors = ["Ann", "Bo"]
        tags = { all = ["a", "b"], none = "c" }
        paths = "seeds/blog/**"
        titles = { any = "press" }
        words = { none = ["ad"] }
        languages = ["de", "pt_BR"]
        since = 2024-01-31
        until = 2024-02-29
        """,
        "[site]\ntimezone = 'Asia/Shanghai'\n",
    )
    assert found.title == "Crafts · {site}"
    assert (found.path, found.id, found.aliases) == (
        "news/crafts",
        "https://old.example.org/feed",
        ("old", "news/old"),
    )
    settings = found.settings
    assert (settings.language, settings.author, settings.copyright) == ("de", "Ann", "© Ann")
    assert (settings.image, settings.icon) == ("/logo.png", "https://example.org/icon.png")
    assert (settings.limit, settings.max_bytes, settings.content) == (5, 20_000, "summary")
    assert settings.formats == (Format.ATOM, Format.JSON)
    assert (settings.archive, settings.cover_in_body) == (True, "add")
    assert settings.hubs == ("https://hub.example.org/",)
    assert settings.schedule == Schedule(60, "daily", 2, (1, 2), ("Sunday",))
    assert found.podcast == Podcast(
        "Ann",
        ("Arts", "Books"),
        "cover.jpg",
        "ann@example.org",
        "Ann",
        explicit=True,
        type="serial",
    )
    assert found.selection == Selection(
        categories=Choice(any=("craft",)),
        authors=Choice(any=("Ann", "Bo")),
        tags=Choice(all=("a", "b"), none=("c",)),
        paths=Choice(any=("blog/**",)),
        titles=Choice(any=("press",)),
        words=Choice(none=("ad",)),
        languages=Choice(any=("de", "pt-BR")),
        since=datetime(2024, 1, 30, 16, tzinfo=UTC),
        until=datetime(2024, 2, 29, 16, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("name", "source", "of"),
    [
        ("x", "[of]\ncategory = '新媒体'", ("category", "新媒体")),
        ("x", "[of]\nyear = 2024", ("year", "2024")),
        ("x", "[of]\nauthor = 'Ann'", ("author", "Ann")),
        ("all", "limit = 3", ("all", "")),
        ("x", "limit = 3", None),
    ],
)
def test_of_which_feed_it_is(
    project: Project, name: str, source: str, of: tuple[str, str] | None
) -> None:
    assert definition(project, source, name=name).of == of


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("limt = 3", "1: unknown key 'limt'; did you mean 'limit'?"),
        ("[selekt]\ntags = 'a'", "2: unknown table [selekt]; did you mean 'select'?"),
        (
            "[select]\nlimit = 3",
            "2: unknown key 'limit' in [select]; put 'limit' before the first table",
        ),
        ("[build]\nlimit = 3", "2: unknown table [build]; put 'limit' before the first table"),
        ("category = 'x'", "1: unknown key 'category'; put 'category' under [of]"),
        ("select = 3", "1: 'select' is no table; write a line [select] and its keys below it"),
        (
            "title = '{ste}'",
            "1: title: '{ste}' has {ste}, which is no field here; did you mean {site}?",
        ),
        (
            "title = '{tag}'",
            "1: title: '{tag}' has {tag}, which this feed is not of; known are {site}",
        ),
        (
            "title = '{site'",
            "1: title: '{site' has a brace without its other; write {{ or }} for a brace itself",
        ),
        (
            "title = '{site!r}'",
            "1: title: '{site!r}' has {site}, which is no field here; did you mean {site}?",
        ),
        (
            "path = '../x'",
            "1: path: '../x' is no path that every server can serve; write letters, digits,"
            " hyphens and slashes",
        ),
        (
            "path = 'a b'",
            "1: path: 'a b' is no path that every server can serve; write letters, digits,"
            " hyphens and slashes",
        ),
        (
            "path = 'archive/x'",
            "1: path: 'archive/x' is kept for feedpub's own files; write another folder",
        ),
        ("id = 'x'", "1: id: 'x' is no http(s) address; write it in full"),
        ("hub = 'hub'", "1: hub: 'hub' is no http(s) address; write it in full"),
        (
            "archive = 'yes'",
            "1: archive: 'yes' is neither true nor false; write one of them, without quotes",
        ),
        (
            "skip_hours = [24]",
            f"1: skip_hours: 24 is not known; write some of {', '.join(map(str, range(24)))}",
        ),
        (
            "max_bytes = 10",
            "1: max_bytes: 10 is no number of bytes; write one from 20000 to 5000000",
        ),
        (
            "[select]\nsince = '2024'",
            "2: [select] since: '2024' is no date; write one such as 2024-01-31, without quotes",
        ),
        (
            "[select]\nsince = 2024-02-01\nuntil = 2024-01-01",
            "3: [select] until: is before since; nothing is in between",
        ),
        (
            "[select]\ntags = { some = 'a' }",
            "2: [select] tags: 'some' is not known; write any, all or none",
        ),
        (
            "[select]\npaths = '../x'",
            "2: [select] paths: '../x' leads out of the documents;"
            " write it relative to their folder",
        ),
        ("[of]\ntag = 'a'\nyear = 2024", "3: [of] year: is one too many; a feed is of one thing"),
        (
            "tombstones = true",
            "1: tombstones: the ledger knows what was removed; set ledger = true under"
            " [build] in site.toml",
        ),
        (
            "podcast = true",
            "1: podcast: directories want author, category, image, owner_email; give it"
            " under [itunes]",
        ),
        (
            "[itunes]\nexplicit = true",
            "2: [itunes] explicit: is for podcasts; write podcast = true too",
        ),
        (
            "[itunes]\nimage = 'a.gif'",
            "2: [itunes] image: 'a.gif' is no address of a .jpg or .png file; directories want one",
        ),
        (
            "[itunes]\ncategory = ['Arts', 'Golf']",
            "2: [itunes] category: 'Golf' is not in 'Arts'; write none, or one of Books,"
            " Design, Fashion & Beauty, Food, Performing Arts, Visual Arts",
        ),
    ],
)
def test_a_mistake_names_file_line_and_what_to_do(
    project: Project, source: str, mistake: str
) -> None:
    assert f"feeds/own.toml:{mistake}" in mistakes(project, source)


def test_the_name_of_the_file_has_to_be_one_that_can_be_served(project: Project) -> None:
    assert mistakes(project, "", name="My feed") == [
        "feeds/My feed.toml:1: the name of the file 'My feed' is no path that every server"
        " can serve;"
        " write letters, digits, hyphens and slashes; or give it a path"
    ]
    project.write("feeds/My feed.toml", "path = 'my-feed'")
    assert config.load(project.path).definitions[0].path == "my-feed"


def test_two_definitions_of_one_feed_or_path_are_told(project: Project) -> None:
    project.write("feeds/a.toml", "[of]\ncategory = 'x'")
    project.write("feeds/b.toml", "path = 'Own'\n[of]\ncategory = 'x'")
    project.write("feeds/d.toml", "path = 'd'\naliases = 'own'")
    assert mistakes(project, "") == [
        "feeds/b.toml:3: [of] category: the feed of 'x' is also in feeds/a.toml;"
        " change one of the two",
        "feeds/d.toml:2: aliases: the path 'own' is also in feeds/b.toml; change one of the two",
        "feeds/own.toml:1: path: the path 'own' is also in feeds/b.toml; change one of the two",
    ]


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        (
            "[category]\ntitle = '{tag}'",
            "2: [category] title: '{tag}' has {tag}, which is no field here; known are"
            " {category}, {path}, {site}",
        ),
        (
            "[tag]\nleast = 0",
            "2: [tag] least: 0 is no number of entries; write one from 1 to 10000",
        ),
        (
            "[category]\nread = 'tree'",
            "2: [category] read: 'tree' is not known; write one of flat, path",
        ),
        (
            "[build]\ntombstones = true",
            "2: [build] tombstones: the ledger knows what was removed; set ledger = true under"
            " [build] in site.toml",
        ),
    ],
)
def test_mistakes_of_the_site(project: Project, source: str, mistake: str) -> None:
    project.write("feeds/site.toml", source)
    with pytest.raises(ConfigError) as refused:
        config.load(project.path)
    assert str(refused.value) == f"feeds/site.toml:{mistake}"


def test_what_editors_leave_behind_is_no_definition(project: Project) -> None:
    for name in (".own.toml", ".#own.toml", "#own.toml#", "own.toml~", "notes.txt"):
        project.write(f"feeds/{name}", "limt = 3")
    assert config.load(project.path).definitions == ()


@pytest.mark.parametrize(
    ("pattern", "path", "named"),
    [
        ("*.md", "a.md", True),
        ("*.md", "blog/a.md", False),
        ("blog/*", "blog/a.md", True),
        ("blog/*", "blog/b/a.md", False),
        ("blog/**", "blog/b/a.md", True),
        ("blog/", "blog/b/a.md", True),
        ("**/a.md", "a.md", True),
        ("**/a.md", "x/y/a.md", True),
        ("**/a.md", "ba.md", False),
        ("b?og/a.md", "blog/a.md", True),
        ("a.md", "axmd", False),
        ("新*", "新媒体.md", True),
    ],
)
def test_globs(pattern: str, path: str, named: bool) -> None:
    assert matches_glob(pattern, path) is named


@pytest.mark.parametrize("name", ["site", "feed"])
class TestSchema:
    def test_has_every_key(self, name: str) -> None:
        schema = config.schema(name)
        keys = config.KEYS if name == "site" else config.DEFINITION_KEYS
        for key in keys:
            properties = schema["properties"]
            if key.table:
                assert isinstance(properties, Mapping)
                properties = properties[key.table]["properties"]
            assert isinstance(properties, Mapping)
            assert properties[key.name]["description"]

    def test_stands_in_the_docs(self, name: str) -> None:
        written = (ROOT / "docs" / "schema" / f"{name}.schema.json").read_text("utf-8")
        assert json.loads(written) == json.loads(json.dumps(config.schema(name)))


def test_every_default_of_a_definition_is_that_of_the_site(project: Project) -> None:
    found = definition(project, "")
    site = config.load(project.path)
    for key in config.DEFINITION_KEYS:
        if key.attribute.startswith("settings."):
            assert attrgetter(key.attribute)(found) == attrgetter(key.attribute)(site)


def test_names_of_a_podcast_are_no_markup_to_anybody(project: Project) -> None:
    project.write(
        "feeds/pod.toml",
        """\
        title = "Salt &amp;amp; <patience> </x>"
        podcast = true
        [itunes]
        author = "A & B <at> </b> C"
        category = "Arts"
        image = "https://e.example.org/p.png"
        owner_email = "a@e.example.org"
        """,
    )
    project.seed("a.md", title="A", date="2024-05-01")
    project.build()
    feed = project.out()["pod.rss"]
    assert [one.code for one in validate(feed)] == []
    channel = etree.fromstring(feed)[0]
    names = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
    assert channel.findtext(f"{names}author") == "A & B <at> < /b> C"
    assert channel.findtext(f"{names}owner/{names}name") == "A & B <at> < /b> C"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("/avatar/", True),
        ("/AVATAR/", True),
        ("avatar*.png", True),
        ("*/avatar/*", True),
        ("e.org*2*png", True),
        ("*", True),
        ("avatars", False),
        ("png*avatar", False),
        ("2*2", False),
        ("e?org", False),
    ],
)
def test_a_pattern_of_addresses_is_part_of_one(pattern: str, found: bool) -> None:
    assert has_pattern(pattern, "https://e.org/Avatar/2.png") is found


def test_a_pattern_with_many_stars_takes_no_longer_than_its_text() -> None:
    assert not has_pattern("a*" * 50 + "b", "a" * 1_000_000)
