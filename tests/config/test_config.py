import re
from operator import attrgetter
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub import config
from feedpub.config import Content, Fields, Settings, Site
from feedpub.errors import ConfigError
from feedpub.model import Format
from tests.conftest import Project

TOML: Final = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                *(
                    "[site]",
                    "[build]",
                    "[fields]",
                    "[tag]",
                    "[select]",
                    "[of]",
                    "[sanitize]",
                    "[[site]]",
                    "[site.title]",
                    "[]",
                ),
                *("\n", "\r\n", " ", "#", "=", ".", ",", "{", "}", "[", "]", "'", '"', '"""'),
                *("title", "url", "limit", "formats", "timezone", "language", "image", "x", '""'),
                *("'rss'", "'http://x.org'", "'Europe/Berlin'", "'..'", "'\\u0000'", "''", "'en'"),
                *("1", "0", "-1", "1.5", "nan", "0xff", "true", "1979-05-27", "07:32:00", "[]"),
            ]
        ),
        max_size=30,
    ).map("".join),
)


def mistakes(project: Project, source: str | bytes, site_url: str | None = None) -> list[str]:
    """Return what ``feeds/site.toml`` with this source is refused for, a line each."""
    project.write("feeds/site.toml", source)
    with pytest.raises(ConfigError) as refused:
        config.load(project.path, site_url)
    return str(refused.value).split("\n")


def test_a_project_without_configuration_has_the_defaults(project: Project) -> None:
    assert config.load(project.path) == Site()


def test_an_empty_file_has_the_defaults(project: Project) -> None:
    project.write("feeds/site.toml", "# nothing yet\n\n[site]\n[build]\n")
    assert config.load(project.path) == Site()


@pytest.mark.parametrize(
    "key", [key for key in config.KEYS if key.table != "fields"], ids=lambda key: key.name
)
def test_every_default_that_is_something_is_a_value_that_may_be_written(key: config.Key) -> None:
    default = attrgetter(key.attribute)(Site())
    if default not in (None, "", ()) and key.name != "read":
        written = list(default) if isinstance(default, tuple) else default
        assert key.value.check(written) == default


def test_every_key_is_read(project: Project) -> None:
    project.write(
        "feeds/site.toml",
        """
        [site]
        url = "https://Feeds.example.org/a"
        title = "海岸与田野  Coast &amp; Field"
        description = "<b>All</b> of it"
        language = "zh_CN"
        timezone = "Asia/Shanghai"
        author = "田野周刊"

        [build]
        limit = 10000
        content = "summary"
        formats = ["atom"]

        [sanitize]
        referrerpolicy = "origin"

        [fields]
        image = ["cover", "头图"]
        published = "发布时间"
        tags = []
        """,
    )
    assert config.load(project.path) == Site(
        url="https://feeds.example.org/a/",
        title="海岸与田野 Coast & Field",
        description="All of it",
        timezone="Asia/Shanghai",
        settings=Settings(
            language="zh-CN",
            author="田野周刊",
            limit=10_000,
            content=Content.SUMMARY,
            formats=(Format.ATOM,),
        ),
        referrer_policy="origin",
        fields=Fields(image=("cover", "头图"), published=("发布时间",), tags=()),
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("\ufeff[site]\ntitle = 'T'\n", id="a byte order mark"),
        pytest.param("[site]\r\ntitle = 'T'\r\n", id="CRLF"),
        pytest.param("site.title = 'T'", id="a dotted key"),
        pytest.param("site = { title = 'T' }", id="an inline table"),
    ],
)
def test_the_file_may_be_written_in_any_way_toml_knows(project: Project, source: str) -> None:
    project.write("feeds/site.toml", source)
    assert config.load(project.path) == Site(title="T")


@pytest.mark.parametrize(
    ("written", "formats"),
    [
        pytest.param("'rss'", (Format.RSS,), id="one, without a list"),
        pytest.param("['atom', 'rss']", (Format.RSS, Format.ATOM), id="in one order always"),
        pytest.param("['atom', 'atom']", (Format.ATOM,), id="twice"),
    ],
)
def test_formats_are_each_written_once(
    project: Project, written: str, formats: tuple[Format, ...]
) -> None:
    project.write("feeds/site.toml", f"[build]\nformats = {written}\n")
    assert config.load(project.path).settings.formats == formats


def test_no_referrer_policy_is_none(project: Project) -> None:
    project.write("feeds/site.toml", "[sanitize]\nreferrerpolicy = 'none'\n")
    assert config.load(project.path).referrer_policy is None


def test_the_command_line_takes_the_place_of_the_address(project: Project) -> None:
    project.write("feeds/site.toml", "[site]\nurl = 'https://x.org/'\ntitle = 'T'\n")
    assert config.load(project.path, "https://y.org/z") == Site("https://y.org/z/", title="T")


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        pytest.param(
            "[site]\ntitel = 'T'",
            "feeds/site.toml:2: unknown key 'titel' in [site]; did you mean 'title'?",
            id="a slip in a key",
        ),
        pytest.param(
            "# title = 'T'\n[site]\n\nTitle = 'T'",
            "feeds/site.toml:4: unknown key 'Title' in [site]; did you mean 'title'?",
            id="a capital in a key",
        ),
        pytest.param(
            "[fields]\nimages = 'cover'",
            "feeds/site.toml:2: unknown key 'images' in [fields]; did you mean 'image'?",
            id="a plural",
        ),
        pytest.param(
            "[tag]\nxyzzy = 1",
            "feeds/site.toml:2: unknown key 'xyzzy' in [tag];"
            " known are feeds, leave_out, least, title, description",
            id="a key like no other",
        ),
        pytest.param(
            "[build]\nlimit = 9\n[site]\nlimit = 9",
            "feeds/site.toml:4: unknown key 'limit' in [site]; put 'limit' under [build]",
            id="a key of another table",
        ),
        pytest.param(
            "\n[sit]\ntitle = 'T'",
            "feeds/site.toml:3: unknown table [sit]; did you mean 'site'?",
            id="a slip in a table",
        ),
        pytest.param(
            "\n[sit]",
            "feeds/site.toml:2: unknown table [sit]; did you mean 'site'?",
            id="an empty one",
        ),
        pytest.param(
            "[xyzzy]\na = 1",
            "feeds/site.toml:2: unknown table [xyzzy];"
            " known are site, build, category, tag, author, year, section, language,"
            " documents, output, subscribe, sanitize,"
            " probe, fields, templates",
            id="a table like no other",
        ),
        pytest.param(
            "\nlimit = 9\n[site]",
            "feeds/site.toml:2: 'limit' stands outside of any table; put 'limit' under [build]",
            id="a key above its table",
        ),
        pytest.param(
            "xyzzy = 9",
            "feeds/site.toml:1: 'xyzzy' stands outside of any table;"
            " known are site, build, category, tag, author, year, section, language,"
            " documents, output, subscribe, sanitize,"
            " probe, fields, templates",
            id="a key of no table",
        ),
    ],
)
def test_what_is_unknown_is_refused_with_what_to_do(
    project: Project, source: str, mistake: str
) -> None:
    assert mistakes(project, source) == [mistake]


@pytest.mark.parametrize(
    ("table", "setting", "mistake"),
    [
        pytest.param("site", "title = 2015", "2015 is not text; put it in quotes", id="a number"),
        pytest.param("site", "title = ['T']", "['T'] is not text; put it in quotes", id="a list"),
        pytest.param("site", "author = true", "True is not text; put it in quotes", id="a boolean"),
        pytest.param("site", "title = ' '", "is empty; give it a text", id="a blank title"),
        pytest.param("site", "title = '<br>'", "is empty; give it a text", id="a title of tags"),
        pytest.param(
            "site",
            "url = 'x.org'",
            "'x.org' is not the http(s) address of a folder; write it in full",
            id="a host alone",
        ),
        pytest.param(
            "site",
            "url = 'ftp://x.org/'",
            "'ftp://x.org/' is not the http(s) address of a folder; write it in full",
            id="another scheme",
        ),
        pytest.param(
            "site",
            "url = 'https://x.org/?a'",
            "'https://x.org/?a' is not the http(s) address of a folder; write it in full",
            id="an address with a query",
        ),
        pytest.param("site", "url = 1", "1 is not text; put it in quotes", id="a number for a URL"),
        pytest.param(
            "site",
            "language = 'Chinese'",
            "'Chinese' is no language tag; write one such as en, zh-CN or pt-BR",
            id="a language by name",
        ),
        pytest.param(
            "site",
            "language = 'xx'",
            "'xx' is no language tag; write one such as en, zh-CN or pt-BR",
            id="a language that does not exist",
        ),
        pytest.param(
            "site",
            "timezone = 'CST'",
            "'CST' is no time zone; write one such as Europe/Berlin",
            id="a zone of two meanings",
        ),
        pytest.param(
            "site",
            "timezone = 'Asia'",
            "'Asia' is no time zone; write one such as Europe/Berlin",
            id="a folder of zones",
        ),
        pytest.param(
            "site",
            "timezone = ''",
            "'' is no time zone; write one such as Europe/Berlin",
            id="an empty zone",
        ),
        pytest.param(
            "site",
            "timezone = '/etc/localtime'",
            "'/etc/localtime' is no time zone; write one such as Europe/Berlin",
            id="a path",
        ),
        pytest.param(
            "build",
            "limit = 0",
            "0 is no number of entries; write one from 1 to 10000",
            id="a limit too small",
        ),
        pytest.param(
            "build",
            "limit = 10001",
            "10001 is no number of entries; write one from 1 to 10000",
            id="a limit too large",
        ),
        pytest.param(
            "build",
            "limit = '50'",
            "'50' is no number of entries; write one from 1 to 10000",
            id="a limit in quotes",
        ),
        pytest.param(
            "build",
            "limit = true",
            "True is no number of entries; write one from 1 to 10000",
            id="a limit that is true",
        ),
        pytest.param(
            "build",
            "content = 'half'",
            "'half' is not known; write one of full, summary",
            id="an unknown choice",
        ),
        pytest.param(
            "build",
            "formats = ['rss', 'pdf']",
            "'pdf' is not known; write some of rss, atom, json",
            id="an unknown format",
        ),
        pytest.param(
            "build", "formats = []", "is empty; write some of rss, atom, json", id="no format"
        ),
        pytest.param(
            "build",
            "formats = [['rss']]",
            "['rss'] is not known; write some of rss, atom, json",
            id="a list of lists",
        ),
        pytest.param(
            "fields", "image = ['a', 2]", "2 is not text; put it in quotes", id="a key of a number"
        ),
        pytest.param("fields", "image = ''", "is empty; give it a text", id="an empty key"),
    ],
)
def test_a_wrong_value_is_refused_with_what_to_do(
    project: Project, table: str, setting: str, mistake: str
) -> None:
    key = setting.partition(" ")[0]
    found = mistakes(project, f"# feedpub\n[{table}]\n\n{setting}\n")
    assert found == [f"feeds/site.toml:4: [{table}] {key}: {mistake}"]


@pytest.mark.parametrize(
    "key", [key for key in config.KEYS if key.table], ids=lambda key: f"{key.table}.{key.name}"
)
def test_no_key_of_the_site_takes_a_table(project: Project, key: config.Key) -> None:
    found = mistakes(project, f"[{key.table}]\n{key.name} = {{ a = 1 }}\n")
    assert [line.partition(" {")[0] for line in found] == [
        f"feeds/site.toml:2: [{key.table}] {key.name}:"
    ]


def test_all_mistakes_are_told_at_once(project: Project) -> None:
    project.write("feeds/weekly.toml", "limit = 0")
    source = "limit = 9\n[site]\ntitel = 'T'\nlanguage = 'Chinese'\n[build]\nlimit = 0\n"
    places = [line.partition(": ")[0] for line in mistakes(project, source, "nowhere")]
    assert places == [
        "feeds/site.toml:1",
        "feeds/site.toml:3",
        "feeds/site.toml:4",
        "feeds/site.toml:6",
        "--site-url 'nowhere'",
        "feeds/weekly.toml:1",
    ]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("[site]\ntitle = \n", 2, id="no value"),
        pytest.param("[site]\n\ntitle = 海岸\n", 3, id="no quotes"),
        pytest.param("[site]\ntitle = 'T\nurl = 'https://x.org/'\n", 2, id="an unclosed quote"),
        pytest.param("[site]\ntitle = 'a'\ntitle = 'b'\n", 3, id="a key twice"),
        pytest.param("[site]\n[build]\n[site]\n", 3, id="a table twice"),
        pytest.param("[site\ntitle = 'T'\n", 1, id="an unclosed table"),
        pytest.param("title: T\n", 1, id="YAML"),
        pytest.param("[site]\ntitle = 'a\x00b'\n", 2, id="a NUL"),
    ],
)
def test_bad_toml_is_refused_with_its_line(project: Project, source: str, line: int) -> None:
    (mistake,) = mistakes(project, source)
    assert re.fullmatch(rf"feeds/site\.toml:{line}: not valid TOML: .+; mend this line", mistake)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(project: Project) -> None:
    found = mistakes(project, "[site]\ntitle = '海岸'\n".encode("gbk"))
    assert found == ["feeds/site.toml:2: not UTF-8; save the file as UTF-8"]


def test_a_folder_in_place_of_the_file_is_refused(project: Project) -> None:
    (project.path / "feeds/site.toml").mkdir(parents=True)
    with pytest.raises(ConfigError, match=r"^feeds/site\.toml: can't be read: "):
        config.load(project.path)


@pytest.mark.parametrize(
    "site_url", [pytest.param("", id="nothing"), pytest.param("x.org", id="a host alone")]
)
def test_a_wrong_address_on_the_command_line_is_refused(project: Project, site_url: str) -> None:
    with pytest.raises(ConfigError) as refused:
        config.load(project.path, site_url)
    assert str(refused.value) == (
        f"--site-url {site_url!r}: {site_url!r} is not the http(s) address of a folder;"
        " write it in full"
    )


@given(source=TOML)
@settings(deadline=None)
def test_whatever_the_file_holds_it_is_a_site_or_a_config_error(
    tmp_path_factory: pytest.TempPathFactory, source: str
) -> None:
    project = Project(tmp_path_factory.getbasetemp() / "any-toml")
    project.write("feeds/site.toml", source)
    project.write("feeds/own.toml", source)
    try:
        site = config.load(project.path)
    except ConfigError:
        return
    assert isinstance(site, Site)
