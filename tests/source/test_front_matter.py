"""What is mended in broken front matter, what is refused: the table of docs/documents.md."""

import codecs

import pytest

from feedpub.model import Document
from feedpub.source.front_matter import Result, parse
from tests.conftest import Project


def read(source: str | bytes) -> Result:
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    return parse("a.md", data, "digest")


def matter(lines: str) -> Result:
    return read(f"---\n{lines}\n---\n<p>Body</p>")


def document(result: Result) -> Document:
    found, problems = result
    assert found is not None, problems
    return found


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('title: "He said "hi""', 'He said "hi"'),
        ("title: 'it's'", "it's"),
        ('title: "back\\slash"', "back\\slash"),
        ('title: "it\'s "x" and "y" z"', 'it\'s "x" and "y" z'),
        ("title: ''tis'", "'tis"),
        ("title: Foo: bar", "Foo: bar"),
        ("title: [news] today", "[news] today"),
        ("title: @home", "@home"),
        ("title: `code`", "`code`"),
        ("title: *bold*", "*bold*"),
        ("title: 100% {sure", "100% {sure"),
        ("title: %percent", "%percent"),
        ("title: &amp; more &#123;", "&amp; more &#123;"),
    ],
)
def test_a_title_with_one_certain_meaning_is_mended_with_a_warning(line: str, title: str) -> None:
    found, problems = matter(f"date: 2022-01-01\n{line}\ncategories:\n - 新媒体")
    assert found is not None
    if found.metadata["title"] == title and not problems:
        assert line in ("title: 100% {sure", "title: &amp; more &#123;")
        return
    assert found.metadata == {"date": "2022-01-01", "title": title, "categories": ["新媒体"]}
    assert [(p.severity, p.code, p.path, p.line) for p in problems] == [
        ("warning", "front-matter-repaired", "seeds/a.md", 3)
    ]


def test_several_lines_are_mended_and_each_is_named() -> None:
    found, problems = matter('title: \'it\'s\'\nauthor: "a "b""\ndate: 2022-01-01')
    assert found is not None
    assert found.metadata == {"title": "it's", "author": 'a "b"', "date": "2022-01-01"}
    assert [problem.line for problem in problems] == [2, 3]


def test_of_many_lines_that_are_mended_the_first_hundred_are_named_and_the_rest_counted() -> None:
    found, problems = matter("\n".join(f"k{number}: @x" for number in range(1000)))
    assert found is not None
    assert found.metadata["k999"] == "@x"
    assert [problem.line for problem in problems] == list(range(2, 103))
    assert "900 lines" in problems[-1].message


def test_tabs_that_indent_are_spaces() -> None:
    found, problems = matter("title: x\ncategories:\n\t- a\n\t- b")
    assert found is not None
    assert found.metadata["categories"] == ["a", "b"]
    assert [(problem.code, problem.line) for problem in problems] == [
        ("front-matter-repaired", 4),
        ("front-matter-repaired", 5),
    ]


def test_control_characters_are_taken_out() -> None:
    assert document(matter("title: a\x07b\ufffec\x0b")).metadata["title"] == "abc"


def test_keys_that_are_no_text_are_their_text() -> None:
    assert document(matter("2015: a\ntrue: b\nnull: c\n1.5: d")).metadata == {
        "2015": "a",
        "True": "b",
        "None": "c",
        "1.5": "d",
    }


def test_keys_named_as_the_parser_s_own_are_read() -> None:
    assert document(matter("content: a\nhandler: b\ntext: c")).metadata == {
        "content": "a",
        "handler": "b",
        "text": "c",
    }


LAUGHS = "a0: &a0 x\n" + "\n".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)
)


MERGES = "a0: &a0 {k: v}\n" + "\n".join(
    f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("title: a\ntitle: b", 3, "key 'title' stands twice"),
        ("a: {b: 1, b: 2}", 2, "key 'b' stands twice"),
        ("title: a\n  broken: [", 3, "begins too far in"),
        (LAUGHS, 7, "more than 10000 values"),
        (MERGES, 10, "more than 10000 values"),
        ('title: "春天"与"秋天"', 2, "can be read in two ways"),
        ("title: 'unclosed", 2, "is not closed"),
        ('title: "a "b"" # note', 2, "can be read in two ways"),
        ("a: &a [*a]", 2, "nested too deep"),
        ("a: " + "[" * 100_000 + "]" * 100_000, 2, "nested too deep"),
        ("a: " + "{b: " * 30_000 + "}" * 30_000, 2, "nested too deep"),
        ("a:\n" + "- " * 100_000 + "x", 3, "nested too deep"),
        ("? " * 100_000 + "x", 2, "nested too deep"),
        ("\n".join(" " * n + "a:" for n in range(600)), 22, "nested too deep"),
        ("a: !!python/object/apply:os.system ['echo']", 2, "python/object"),
        ("a: !!python/name:os.system", 2, "python/name"),
        ("a: !unknown x", 2, "!unknown"),
        ("? [a]\n: b", 2, "can't be a key"),
        ("a: *nowhere and more\n  b", 2, "there is none"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_could_mean_two_things_or_is_an_attack_is_refused(
    lines: str, line: int, words: str
) -> None:
    found, [problem] = matter(lines)
    assert found is None
    assert (problem.severity, problem.code) == ("error", "front-matter-invalid")
    assert problem.line == line
    assert words in problem.message


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deep_json_and_toml_are_refused(depth: int) -> None:
    for source in (
        '{\n"a": ' + "[" * depth + "]" * depth + "\n}\n",
        "+++\na = " + "[" * depth + "]" * depth + "\n+++\n",
    ):
        found, [problem] = read(source)
        assert found is None
        assert problem.code == "front-matter-invalid"


def test_a_json_key_that_stands_twice_is_refused() -> None:
    found, [problem] = read('{\n"title": "a",\n"title": "b"\n}\n')
    assert found is None
    assert "key 'title' stands twice" in problem.message


def test_front_matter_without_an_end_is_refused() -> None:
    found, [problem] = read("\n\n---\ntitle: x\n<p>Body</p>\n")
    assert found is None
    assert (problem.code, problem.line) == ("front-matter-unclosed", 3)


def test_front_matter_that_swallowed_the_body_is_refused() -> None:
    found, [problem] = read("---\ntitle: x\n" + "# a comment\n" * 30_000 + "---\n")
    assert found is None
    assert (problem.code, problem.line) == ("front-matter-too-large", 1)


CHINESE = (
    "---\ntitle: 港口夜班：凌晨三点，谁在替这座城市收货\ndate: 2022-06-10\n---\n"
    "<p>港口的灯在傍晚六点一齐亮起。领航员老周说，他闭着眼睛也能听出每一条船的声音。</p>\n" * 3
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (CHINESE.encode("gb18030"), "GB18030"),
        (CHINESE.encode("gbk"), "GB18030"),
        (codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + CHINESE.encode("utf-16-be"), "UTF-16"),
        (CHINESE.encode("utf-16-le"), "UTF-16"),
        (CHINESE.encode("utf-16-be"), "UTF-16"),
        ("---\r\ntitle: plain\r\n---\r\ntext".encode("utf-16"), "UTF-16"),
    ],
)
def test_other_encodings_that_are_certain_are_read_with_a_warning(data: bytes, name: str) -> None:
    found, problems = read(data)
    assert found is not None, problems
    assert [(p.severity, p.code) for p in problems] == [("warning", "encoding")]
    assert name in problems[0].message
    assert "\ufffd" not in found.body
    if "夜班" in CHINESE and b"plain" not in data.replace(b"\0", b""):
        assert found.metadata["title"] == "港口夜班：凌晨三点，谁在替这座城市收货"


@pytest.mark.parametrize(
    "data",
    [
        "---\ntitle: Déjà vu à l’été\n---\nÀ côté, près de l'église".encode("cp1252"),
        b"---\ntitle: \xff\xfe\xfd\n---\n\x80\x81",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        bytes(range(256)) * 64,
    ],
    ids=["cp1252", "binary", "png", "all bytes"],
)
def test_what_is_no_certain_text_is_refused(data: bytes) -> None:
    found, [problem] = read(data)
    assert found is None
    assert problem.code == "not-text"
    assert problem.line is not None


def test_a_utf_8_byte_order_mark_and_windows_line_ends_are_nothing_special() -> None:
    found, problems = read("\ufeff\r\n---\r\ntitle: x\r\n---\r\na\r\nb".encode())
    assert problems == ()
    assert found is not None
    assert (found.metadata, found.body) == ({"title": "x"}, "a\nb")


@pytest.mark.parametrize(
    "source",
    [
        "---\n" * 20_000,
        "-" * 500_000,
        "---" + "\n" * 500_000,
        "---\n" + "a: b\n" * 60_000 + "---",
        "---\ntitle: " + "<script" * 30_000 + "\n---",
        "{\n" * 100_000,
        "+++\n" * 100_000,
    ],
    ids=lambda source: source[:6] + str(len(source)),
)
def test_long_front_matter_comes_to_an_end(source: str) -> None:
    found, problems = read(source)
    assert found is not None or problems


@pytest.mark.parametrize("key", ["title", "cover", "enclosure", "guid", "tags"])
def test_half_a_character_in_json_is_lost(project: Project, key: str) -> None:
    matter = f'{{\n"date": "2022-01-01",\n"{key}": ["a\\ud800.png", "\\ud83d\\ude00"]\n}}\n'
    project.write("seeds/a.md", matter + "\nbody")
    assert project.build().counts.published == 1
