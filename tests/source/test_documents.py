from datetime import UTC, date, datetime
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.model import Document, Places, Problem, Severity
from feedpub.source import documents, front_matter
from feedpub.source.tree import Listing, discover
from tests.conftest import Project

MATTER: Final = st.lists(
    st.sampled_from(
        [
            *("---", "+++", "{", "}", "[", "]", "\n", " ", "\t", ":", "=", ",", "- ", "#", "'"),
            *('"', "&a", "*a", "<<", "?", "|", ">", "\\", "%", "@", "`", "~", "title", "date"),
            *("true", "null", "1_0", "2021-10-10", ".nan", "0x1", "\u2028", "\x85", "\x07", "文"),
        ]
    ),
    max_size=25,
).map("".join)
ANY_SOURCE: Final = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.builds("---\n{}\n---\n{}".format, MATTER, MATTER),
    st.builds("+++\n{}\n+++\n{}".format, MATTER, MATTER),
    st.builds("{{\n{}\n}}\n{}".format, MATTER, MATTER),
    MATTER,
)


def read(source: str) -> tuple[Document | None, tuple[Problem, ...]]:
    return front_matter.parse("blog/post.md", source.encode("utf-8", "surrogatepass"), "digest")


def parsed(source: str) -> Document:
    document, problems = read(source)
    assert document is not None
    assert problems == ()
    return document


def refused(source: str) -> Problem:
    document, [problem] = read(source)
    assert document is None
    assert (problem.severity, problem.path) == (Severity.ERROR, "seeds/blog/post.md")
    return problem


def test_a_scraped_document_is_read_as_it_stands() -> None:
    document = parsed(
        "---\n"
        "title: '城市里的稻田&#123;上篇&#125;：水田熟了'\n"
        "categories: \n"
        " - 新媒体\n"
        " - 首页\n"
        "headimg: \n"
        " 'https://img.example.org/a8f3?wx_fmt=png'\n"
        "author: 田野周刊\n"
        "comments: false\n"
        "date: Sun Oct 10 2021 11:06:15 GMT+0800 (China Standard Time)\n"
        "---\n"
        "\n"
        "<div>稻田</div>\n"
    )
    assert (document.path, document.body, document.metadata) == (
        "blog/post.md",
        "<div>稻田</div>",
        {
            "title": "城市里的稻田&#123;上篇&#125;：水田熟了",
            "categories": ["新媒体", "首页"],
            "headimg": "https://img.example.org/a8f3?wx_fmt=png",
            "author": "田野周刊",
            "comments": False,
            "date": "Sun Oct 10 2021 11:06:15 GMT+0800 (China Standard Time)",
        },
    )


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("2015", "2015", id="a year"),
        pytest.param("12_00", "12_00", id="digits with an underscore"),
        pytest.param("007", "007", id="leading zeros"),
        pytest.param("0x10", "0x10", id="hexadecimal"),
        pytest.param("1.0", "1.0", id="a version"),
        pytest.param("1e3", "1e3", id="an exponent"),
        pytest.param("12:30", "12:30", id="a time, or sixty times twelve"),
        pytest.param(".nan", ".nan", id="not a number"),
        pytest.param("No", "No", id="No"),
        pytest.param("yes", "yes", id="yes"),
        pytest.param("Off", "Off", id="Off"),
        pytest.param("2021-10-10", "2021-10-10", id="a day"),
        pytest.param("2021-10-10 11:06:15", "2021-10-10 11:06:15", id="a day and a time"),
        pytest.param("2021-02-31", "2021-02-31", id="a day that does not exist"),
        pytest.param("Invalid Date", "Invalid Date", id="Invalid Date"),
        pytest.param("=", "=", id="an equals sign"),
        pytest.param("'true'", "true", id="true in quotes"),
        pytest.param("'it''s'", "it's", id="a doubled quote"),
        pytest.param('"a\\tb"', "a\tb", id="an escape"),
        pytest.param("C# & F# <b>", "C# & F# <b>", id="marks"),
        pytest.param("🌾", "🌾", id="an emoji"),
        pytest.param("true", True, id="true"),
        pytest.param("False", False, id="False"),
        pytest.param("null", None, id="null"),
        pytest.param("~", None, id="a tilde"),
        pytest.param("", None, id="nothing"),
        pytest.param("''", "", id="an empty text"),
        pytest.param("[2015, No, true]", ["2015", "No", True], id="a list"),
        pytest.param("{year: 2015}", {"year": "2015"}, id="a mapping"),
    ],
)
def test_a_yaml_scalar_is_the_text_that_was_written(written: str, value: object) -> None:
    assert parsed(f"---\nx: {written}\n---\n").metadata == {"x": value}


def test_yaml_keys_are_text() -> None:
    document = parsed("---\n2015: a\ntrue: {No: b}\nnull: c\n---\n")
    assert document.metadata == {"2015": "a", "True": {"No": "b"}, "None": "c"}


def test_yaml_anchors_and_merges_are_followed() -> None:
    document = parsed("---\na: &a {x: 1}\nb: {<<: *a, y: 2}\n---\n")
    assert document.metadata == {"a": {"x": "1"}, "b": {"x": "1", "y": "2"}}


def test_toml_front_matter_is_read() -> None:
    document = parsed(
        "+++\n"
        "title = '海岸'\n"
        "date = 2021-10-10T11:06:15Z\n"
        "day = 2021-10-10\n"
        "draft = false\n"
        "version = 1.10\n"
        "tags = ['a', 'b']\n"
        "+++\n"
        "Body\n"
    )
    assert (document.body, document.metadata) == (
        "Body",
        {
            "title": "海岸",
            "date": datetime(2021, 10, 10, 11, 6, 15, tzinfo=UTC),
            "day": date(2021, 10, 10),
            "draft": False,
            "version": "1.10",
            "tags": ["a", "b"],
        },
    )


def test_json_front_matter_is_read() -> None:
    document = parsed(
        '{\n"title": 2015,\n"version": 1.10,\n"n": NaN,\n"draft": false,\n"x": null,\n'
        '"author": {"name": "Ann"}\n}\nBody\n'
    )
    assert (document.body, document.metadata) == (
        "Body",
        {
            "title": "2015",
            "version": "1.10",
            "n": "NaN",
            "draft": False,
            "x": None,
            "author": {"name": "Ann"},
        },
    )


@pytest.mark.parametrize(
    ("source", "body"),
    [
        pytest.param("---\ntitle: T\n---\n", "", id="none"),
        pytest.param("---\ntitle: T\n---", "", id="none, and no last line end"),
        pytest.param("---\ntitle: T\n---\n\n  <p>a</p> \n\n", "<p>a</p>", id="white space around"),
        pytest.param("---\ntitle: T\n---\na\n---\nb", "a\n---\nb", id="with a line of dashes"),
        pytest.param("---\ntitle: T\n---\n\n---\nb", "---\nb", id="that begins with dashes"),
        pytest.param("---  \ntitle: T\n--- \nb", "b", id="after dashes and spaces"),
        pytest.param("-----\ntitle: T\n-----\nb", "b", id="after more dashes"),
        pytest.param("+++\ntitle = 'T'\n+++\na\n+++\nb", "a\n+++\nb", id="with a line of pluses"),
        pytest.param('{\n"title": "T"\n}\n{\na\n}', "{\na\n}", id="with braces"),
    ],
)
def test_the_body_is_all_that_follows_the_front_matter(source: str, body: str) -> None:
    document = parsed(source)
    assert (document.metadata, document.body) == ({"title": "T"}, body)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("---\n---\nbody", id="no line"),
        pytest.param("---\n\n---\nbody", id="a blank line"),
        pytest.param("---\n# title: T\n---\nbody", id="a comment"),
        pytest.param("+++\n\n+++\nbody", id="no TOML"),
        pytest.param("{\n}\nbody", id="no JSON"),
    ],
)
def test_empty_front_matter_is_an_empty_mapping(source: str) -> None:
    document = parsed(source)
    assert (document.metadata, document.body) == ({}, "body")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("---\ntitle: T\ndate: x\n---\n", 3, id="YAML"),
        pytest.param("\n \n---\ntitle: T\ndate: x\n---\n", 5, id="after blank lines"),
        pytest.param("---\n'date' : x\n---\n", 2, id="in quotes"),
        pytest.param("---\n# date: y\nupdate: z\ndate: x\n---\n", 4, id="after one like it"),
        pytest.param("+++\ntitle = 'T'\ndate = 'x'\n+++\n", 3, id="TOML"),
        pytest.param('{\n"title": "T",\n  "date": "x"\n}\n', 3, id="JSON"),
        pytest.param("---\ntitle: T\n---\ndate: x\n", None, id="in the body only"),
    ],
)
def test_the_line_of_a_key_is_known(source: str, line: int | None) -> None:
    assert parsed(source).line_of("date") == line


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("", 1, id="nothing"),
        pytest.param("<p>Only a body.</p>\n", 1, id="a body alone"),
        pytest.param("\n\nNote: T\n---\n", 3, id="a heading with a colon"),
        pytest.param("--\ntitle: T\n--\n", 1, id="two dashes"),
        pytest.param("--- title: T ---\n", 1, id="dashes and text"),
        pytest.param("Body\n---\ntitle: T\n---\n", 1, id="not at the beginning"),
    ],
)
def test_a_document_without_front_matter_is_refused(source: str, line: int) -> None:
    problem = refused(source)
    assert (problem.code, problem.line) == ("front-matter-missing", line)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param("---\ntitle: T\n\nBody\n", "seeds/blog/post.md:1: {} ---", id="YAML"),
        pytest.param("\n\n---\ntitle: T\n", "seeds/blog/post.md:3: {} ---", id="blank lines first"),
        pytest.param("---", "seeds/blog/post.md:1: {} ---", id="three dashes alone"),
        pytest.param("+++\ntitle = 'T'\n", "seeds/blog/post.md:1: {} +++", id="TOML"),
        pytest.param('{\n"title": "T"\n', "seeds/blog/post.md:1: {} }}", id="JSON"),
    ],
)
def test_front_matter_that_is_not_closed_is_refused(source: str, message: str) -> None:
    problem = refused(source)
    what = "front matter is not closed; end it with a line"
    assert (problem.code, str(problem)) == ("front-matter-unclosed", message.format(what))


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("---\ntitle: T\n   date: x\n---\n", 3, id="a line too far in"),
        pytest.param("\n\n---\ntitle: T\n   date: x\n---\n", 5, id="blank lines first"),
        pytest.param("---\n\n\ntitle: T\n   date: x\n---\n", 5, id="blank lines inside"),
        pytest.param("---\ntags:\n  - a\n - b\n---\n", 4, id="a line not far enough in"),
        pytest.param("---\n- a\ntitle: T\n---\n", 3, id="a key after a list"),
        pytest.param("---\n标题: T\n作者：b\n---\n", 3, id="a full-width colon"),
        pytest.param("---\ndate: x\n? [a]\n: b\n---\n", 3, id="a list as key"),
        pytest.param("---\ndate: x\n<<: y\n---\n", 3, id="a merge of text"),
        pytest.param("---\ndate: x\ndate: y\n---\n", 3, id="a key twice"),
        pytest.param("---\na: 1\nb: !!python/name:os.system\n---\n", 3, id="a Python name"),
        pytest.param("---\na: !!python/object/apply:os.system [ls]\n---\n", 2, id="a Python call"),
        pytest.param("---\na: 1\nb: !!binary x\n---\n", 3, id="binary data that is none"),
        pytest.param("+++\ntitle = 'T'\ndate = \n+++\n", 3, id="TOML without a value"),
        pytest.param("+++\ntitle = 'a'\ntitle = 'b'\n+++\n", 3, id="TOML, a key twice"),
        pytest.param("\n\n+++\ntitle: T\n+++\n", 4, id="YAML between pluses"),
        pytest.param('{\n"title": T\n}\n', 2, id="JSON without quotes"),
        pytest.param('\n{\n"title": "T"\n"date": "x"\n}\n', 4, id="JSON with a comma too few"),
        pytest.param("{\n'title': 'T'\n}\n", 2, id="JSON in single quotes"),
    ],
)
def test_broken_front_matter_is_refused_with_its_line(source: str, line: int) -> None:
    problem = refused(source)
    assert (problem.code, problem.line) == ("front-matter-invalid", line)


def test_the_message_on_broken_front_matter_says_what_is_wrong() -> None:
    problem = refused("---\ntitle: T\n   date: x\n---\n")
    assert str(problem) == (
        "seeds/blog/post.md:3: front matter can't be read: the line has a colon too many,"
        " or begins too far in; begin it where the lines around it begin"
    )


def test_a_mended_document_is_read_with_a_warning_at_its_line() -> None:
    document, [problem] = read("\n---\ndate: x\ntitle: 港口: 夜班\n---\nBody\n")
    assert document is not None
    assert document.metadata == {"date": "x", "title": "港口: 夜班"}
    assert (problem.severity, problem.code, problem.line) == (
        Severity.WARNING,
        "front-matter-repaired",
        4,
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("---\n- a\n- b\n---\n", id="a list"),
        pytest.param("---\njust text\n---\n", id="a text"),
        pytest.param("---\ntrue\n---\n", id="true"),
    ],
)
def test_front_matter_that_is_no_mapping_is_refused(source: str) -> None:
    problem = refused(f"\n{source}")
    assert (problem.code, problem.line) == ("front-matter-no-mapping", 3)


@given(ANY_SOURCE)
@settings(deadline=None)
def test_whatever_a_file_holds_it_is_a_document_or_one_error(source: str) -> None:
    document, problems = read(source)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    assert len(errors) == (document is None)


@given(ANY_SOURCE)
@settings(deadline=None)
def test_the_line_of_a_problem_is_in_the_file(source: str) -> None:
    _, problems = read(source)
    lines = range(1, len(source.splitlines()) + 2)
    assert [problem for problem in problems if problem.line not in lines] == []


@given(st.binary())
@settings(deadline=None)
def test_whatever_bytes_a_file_holds_it_is_a_document_or_a_problem(data: bytes) -> None:
    document, problems = front_matter.parse("a.md", data, "digest")
    assert document is not None or len(problems) == 1


@pytest.mark.parametrize(
    ("data", "body"),
    [
        pytest.param(b"---\ntitle: T\n---\na\nb\n", "a\nb", id="LF"),
        pytest.param(b"---\r\ntitle: T\r\n---\r\na\r\nb\r\n", "a\nb", id="CRLF"),
        pytest.param(b"---\rtitle: T\r---\ra\rb\r", "a\nb", id="CR"),
        pytest.param(b"\xef\xbb\xbf---\ntitle: T\n---\na", "a", id="a byte order mark"),
        pytest.param(b"\xef\xbb\xbf\r\n---\r\ntitle: T\r\n---\r\na", "a", id="all at once"),
        pytest.param(b"\n\n \n---\ntitle: T\n---\na", "a", id="blank first lines"),
        pytest.param("---\ntitle: T\n---\n稻田🌾".encode(), "稻田🌾", id="any script"),
    ],
)
def test_a_file_is_read_whatever_system_wrote_it(project: Project, data: bytes, body: str) -> None:
    project.write("seeds/a.md", data)
    document, problems = documents.read(Places(project.path), "a.md")
    assert document is not None
    assert (document.metadata, document.body, problems) == ({"title": "T"}, body, ())


def problem_of(project: Project, name: str) -> Problem:
    document, [problem] = documents.read(Places(project.path), name)
    assert document is None
    return problem


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(
            "---\ntitle: T\nauthor: Zoë\n---\n".encode("latin-1"),
            "seeds/a.md:3: not UTF-8 text; save the file as UTF-8",
            id="Latin-1",
        ),
        pytest.param(
            b"---\r\ntitle: T\r\n---\r\n\x00",
            "seeds/a.md:4: holds a NUL byte, so it is no text; remove it",
            id="a NUL",
        ),
        pytest.param(
            b"\x89PNG\r\n\x1a\n",
            "seeds/a.md:1: not UTF-8 text; save the file as UTF-8",
            id="a picture",
        ),
    ],
)
def test_a_file_that_is_no_text_is_refused(project: Project, data: bytes, problem: str) -> None:
    project.write("seeds/a.md", data)
    found = problem_of(project, "a.md")
    assert (found.code, str(found)) == ("not-text", problem)


def test_a_file_that_is_not_there_is_refused(project: Project) -> None:
    found = problem_of(project, "none.md")
    assert (found.code, found.path, found.line) == ("unreadable", "seeds/none.md", None)


def test_a_folder_in_place_of_a_document_is_refused(project: Project) -> None:
    (project.path / "seeds/folder.md").mkdir()
    assert str(problem_of(project, "folder.md")).startswith("seeds/folder.md: ")


def test_the_digest_of_a_document_is_that_of_its_bytes(project: Project) -> None:
    digests = set()
    for name, end in (("a.md", "\n"), ("b.md", "\n"), ("c.md", "\r\n")):
        project.write(f"seeds/{name}", f"---\ntitle: T\n---{end}")
        document, _ = documents.read(Places(project.path), name)
        assert document is not None
        digests.add(document.digest)
    assert len(digests) == 2


def test_documents_are_found_by_their_endings(project: Project) -> None:
    for name in ("a.md", "b.markdown", "c.html", "d.htm", "e.txt", "F.MD", "g.mdx", "新/稿 (1).md"):
        project.write(f"seeds/{name}", "")
    for name in ("a.png", "b.toml", "md", "c.md.bak", "d.rst"):
        project.write(f"seeds/{name}", "")
    found = discover(Places(project.path)).paths
    first = ("F.MD", "a.md", "b.markdown", "c.html", "d.htm", "e.txt", "g.mdx")
    assert found == (*first, "新/稿 (1).md")


def test_documents_are_found_in_one_order_at_any_depth(project: Project) -> None:
    for name in ("b.md", "a/c/d.md", "a/b.md", "a.md", "a-b.md"):
        project.write(f"seeds/{name}", "")
    found = discover(Places(project.path)).paths
    assert found == ("a-b.md", "a.md", "a/b.md", "a/c/d.md", "b.md")


@pytest.mark.parametrize(
    "name", [".a.md", ".git/a.md", "#a.md#", "a.md~", "~$a.md", ".#a.md", "b/.obsidian/c/a.md"]
)
def test_hidden_files_and_what_editors_leave_are_counted(project: Project, name: str) -> None:
    project.write(f"seeds/{name}", "")
    assert discover(Places(project.path)) == Listing((), 1, ())


def test_hidden_files_of_other_kinds_are_not_counted(project: Project) -> None:
    for name in (".DS_Store", ".git/config", ".gitignore"):
        project.write(f"seeds/{name}", "")
    assert discover(Places(project.path)) == Listing((), 0, ())


def test_a_folder_with_the_name_of_a_document_is_none(project: Project) -> None:
    project.write("seeds/folder.md/a.md", "")
    assert discover(Places(project.path)).paths == ("folder.md/a.md",)


def test_an_empty_folder_holds_no_documents(project: Project) -> None:
    assert discover(Places(project.path)) == Listing((), 0, ())


def test_no_key_stands_on_no_line() -> None:
    document = Document("a.md", {}, "title: x\n" + " " * 100_000 + "\n: y", 2, "", "digest")
    assert document.line_of("") is None
    assert document.line_of("title") == 2
