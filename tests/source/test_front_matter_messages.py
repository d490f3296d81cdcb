"""What is said of broken front matter: the right line, and no words of a library."""

import gc
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.source.front_matter import Result, parse

# What libyaml, PyYAML, tomllib and json say, from their sources (6.0.4, Python 3.11 to 3.14).
THEIRS = re.compile(
    r"while (?:scanning|parsing|constructing|increasing)"
    r"|found (?:unexpected|character|unknown|a tab|undefined|duplicate|unhashable|an? in|extremely)"
    r"|found (?:invalid|incompatible)|could not|did not find|not allowed in this context|expected "
    r"|block (?:mapping|collection|sequence|node)|flow (?:mapp|seq)|constructor|<unicode|<stream"
    r"|document start|nesting depth|Expect|Illegal|Invalid|Unterminated|Cannot |namespace|Unclosed"
    r"|Unescaped|Duplicate|Extra data|property name|delimiter|\(at |column|\(char|recursion"
    r"|RecursionError|MemoryError|Error\b|limit \(|scalar|hexdec|tag:yaml"
)
YAML, TOML, JSON = "---\n{}\n---\n", "+++\n{}\n+++\n", "{{\n{}\n}}\n"


def refused(source: str) -> tuple[int | None, str]:
    found, [problem] = parse("a.md", source.encode(), "")
    assert found is None
    assert problem.message.isprintable()
    assert not THEIRS.search(problem.message), problem.message
    assert problem.message.count("; ") >= 1, problem.message
    return problem.line, problem.message


BROKEN_YAML = [
    ("title：'x'", "full-width"),
    ("title： x: y", "full-width"),
    ("title:x", "no space"),
    ("title:'x'", "no space"),
    ('title:"x y"', "no space"),
    ("标题:x", "no space"),
    ('title: "unterminated', "not closed"),
    ("title: 'unterminated", "not closed"),
    ("title: 'it's", "not closed"),
    ("- 'x", "not closed"),
    ('title: "a\\"', None),
    ('title: "春天"与"秋天"', "two ways"),
    ("tags: [a, b", "[ is not closed"),
    ("tags: [a, [b]", "[ is not closed"),
    ("image: {a: b", "{ is not closed"),
    ("title = 'x'", "= stands in place"),
    ("title", "no colon"),
    ("just words", "no colon"),
    ("<p>Words</p>", None),
    ("   title: x", None),
    ("- a", None),
    ("a: !x y", "no meaning"),
    ("a: !!python/name:os.system x", "no meaning"),
    ("a: !!bool maybe", "neither true nor false"),
    ("a: !!binary x", "no meaning"),
    ("a: !!map x", "not a mapping"),
    ("a: !!seq x", "does not fit"),
    ("a: !!str [x]", "does not fit"),
    ("? !!str [a]\n: b", "can't be a key"),
    ("a: *nowhere", "anchor"),
    ("a: [*nowhere]", "anchor"),
    ("<<: y", "another mapping"),
    ("? [a]\n: b", "can't be a key"),
    ("? {a: b}\n: b", "can't be a key"),
    ("date: z", "stands twice"),
    ('"k\\n": x', "line break"),
    ("..." + "\nx: y", None),
    ("--- x", None),
    ("a: &b [*b]", "nested too deep"),
    ("a: " + "[" * 50 + "]" * 50, "nested too deep"),
    ("k" * 2000 + ": x", None),
    ('a: [b, "c]', None),
    ("a: >0\n  b", None),
    ("a: |\n\tx: y\n z", None),
    ('a: "\\U99999999" b', None),
]


@pytest.mark.parametrize(("broken", "words"), BROKEN_YAML)
@pytest.mark.parametrize("before", [0, 1, 3])
@pytest.mark.parametrize("after", ["", "\nauthor: Ann", '\nauthor: "Ann"\nx:\n  - y'])
def test_the_broken_line_is_named_wherever_it_stands(
    broken: str, words: str | None, before: int, after: str
) -> None:
    lines = ["date: 2022-01-01", "link: 'https://example.org/'", "cover: a.png"]
    lines = lines[:before] if not broken.startswith("date") else lines[: max(1, before)]
    source = YAML.format("\n".join([*lines, broken]) + after)
    found, problems = parse("a.md", source.encode(), "")
    if found is not None or (words is None and problems[0].code.endswith("no-mapping")):
        assert words is None
        return
    line, message = refused(source)
    last = len(lines) + 2 + broken.count("\n") + (2 if words is None else 0)
    assert line in range(len(lines) + 2, last + 1), message
    assert words is None or words in message


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("title = 'T'\ndate = ", 3, "neither text nor"),
        ("title = T", 2, "neither text nor"),
        ("title: T", 2, "is YAML"),
        ("a＝1", 2, "full-width"),
        ("a = 'b' c", 2, "follows the value"),
        ("x = 'a\ny = 1", 2, "not closed"),
        ('x = "a\ny = 1', 2, "not closed"),
        ('y = 1\nx = """a\nb\nc', 3, "not closed"),
        ("y = 1\nx = '''a\nb\nc", 3, "not closed"),
        ("y = 1\nx = ['a',\n'b'\nz = 1", 3, "[ is not closed"),
        ("y = 1\nx = {a = 1\nz = 1", 3, "{ is not closed"),
        ("y = 1\n[a\nz = 1", 3, "not closed"),
        ("y = 1\n[[a]\nz = 1", 3, "not closed"),
        ("a = 1\na = 2", 3, "'a' stands twice"),
        ("[a]\nb = 1\n[a]", 4, "stands twice"),
        ("a = 1\n[a.b]", 3, "stands twice"),
        ("a = {b = 1, b = 2}", 2, "stands twice"),
        ("a = {}\n[a.b]", 3, "stands twice"),
        ("a.b = 1\n[a]", 3, "stands twice"),
        ("a = 2021-02-31", 2, "no such date"),
        ('a = "\\q"', 2, "\\ begins nothing"),
        ('a = "\\u12"', 2, "too few digits"),
        ('a = "\\ud83d"', 2, "names no character"),
        ("= 1", 2, "key = value"),
        ("a. = 1", 2, "key"),
        ("a", 2, "no = and value"),
        ("a = 0x" + "f" * 60, 2, "too large"),
        ("a = " + "9" * 5000, 2, "too large"),
        ("b = 1\n" + "a." * 24_000 + "a = 1", 3, "nested too deep"),
        ("b = 1\n[" + "a." * 24_000 + "a]", 3, "nested too deep"),
        ("b = 1\nc = {" + "'a' . " * 24_000 + "a = 1}", 3, "nested too deep"),
        ("a = " + "[" * 30 + "]" * 30, 2, "nested too deep"),
    ],
)
def test_broken_toml_is_named_with_its_line(lines: str, line: int, words: str) -> None:
    said_of, message = refused(TOML.format(lines))
    assert (said_of, words in message) == (line, True), message


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ('"title": T', 2, "neither text in"),
        ('"a": 1,\n"b": ', 4, "neither text in"),
        ("'title': 'T'", 2, "no quote in JSON"),
        ("\"a\": 'T'", 2, "no quote in JSON"),
        ('"a": "T"\n"b": 1', 3, "comma is missing"),
        ('"a": [1 2]', 2, "comma is missing"),
        ('"a": 1,', 2, "after the last value"),
        ('"a": [1,\n2,\n]', 3, "after the last value"),
        ('"a" 1', 2, "no colon"),
        ('"a"： 1', 2, "full-width"),
        ("“a”: 1", 2, "full-width"),
        ('"b": 1,\n"a": "b\n"c": 1', 3, "not closed"),
        ('"a": "\\q"', 2, "\\ begins nothing"),
        ('"a": "\\u12"', 2, "too few digits"),
        ('"a": 1 // b', 2, "no comments"),
        ('# b\n"a": 1', 2, "no comments"),
        ('"a": 1}, {"b": 1', 2, "follows the last"),
        ('"a": 1,\n"a": 2', 3, "'a' stands twice"),
        ('"k\\n": 1', 2, "line break"),
        ("title: x", 2, "key has to stand in"),
        ('"a": ' + "[" * 100 + "]" * 100, 2, "nested too deep"),
    ],
)
def test_broken_json_is_named_with_its_line(lines: str, line: int, words: str) -> None:
    said_of, message = refused(JSON.format(lines))
    assert (said_of, words in message) == (line, True), message


PIECES = [
    *(
        "title",
        "a",
        "日期",
        "date: x",
        ": ",
        ":",
        "：",
        "\n",
        "\n  ",
        "\n- ",
        "\n\t",
        " ",
        "=",
        ",",
    ),
    *("'", '"', "[", "]", "{", "}", "#", " #", "&a", "*a", "<<", "? ", "|", ">", "\\", "\\u", "%"),
    *("@", "`", "!", "!!x ", "!!bool ", "!!str ", "...", "true", "1", "\\ud83d", "[[", "]]", "0x"),
    *("2021-02-30", "---", "'''", '"""', ".", "\x07", "\u2028"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
    st.sampled_from([YAML, TOML, JSON]),
)
@settings(deadline=None, max_examples=1500)
def test_no_message_on_any_front_matter_has_the_words_of_a_library(lines: str, whole: str) -> None:
    source = whole.format(lines)
    _, problems = parse("a.md", source.encode(), "")
    for problem in problems:
        assert not THEIRS.search(problem.message), problem.message
        assert problem.message.isprintable()
        assert problem.line in range(1, source.count("\n") + 2)


def shapes() -> dict[str, Callable[[int], str]]:
    """Return front matter of about n characters, of shapes that took more than their time."""
    return {
        "quotes and spaces": lambda n: YAML.format('title: "a"b' + " " * n + 'x"y'),
        "quotes": lambda n: YAML.format('title: "' + 'a"b ' * (n // 4) + 'x" y'),
        "a run of quotes": lambda n: YAML.format("title: " + '"' * n),
        "backslashes": lambda n: YAML.format('title: "' + "\\" * n + '" x'),
        "dashes": lambda n: YAML.format("tags:\n" + "- " * (n // 2)),
        "colons": lambda n: YAML.format("x: @y\n" + "- a" * (n // 3)),
        "broken lines": lambda n: YAML.format("\n".join(f"k{i}: @x" for i in range(n // 9))),
        "broken lists": lambda n: YAML.format("\n".join(f"k{i}: [a] b" for i in range(n // 12))),
        "open quotes": lambda n: YAML.format("\n".join(f'k{i}: "x' for i in range(n // 9))),
        "hashes": lambda n: YAML.format("tags: [" + "a #b," * (n // 5) + "]"),
        "anchors": lambda n: YAML.format(
            "tags:\n" + "\n".join(f"- &a{i} x" for i in range(n // 9))
        ),
        "directives": lambda n: YAML.format("\n".join(f"%TAG !a{i}! x" for i in range(n // 14))),
        "halves": lambda n: YAML.format('x: "' + '\\ud83d:"\\"' * (n // 10)),
        "merges": lambda n: YAML.format("a: &a {x: 1}\nb:\n" + "  <<: *a\n" * (n // 9)),
        "a key again and again": lambda n: YAML.format("a: b\n" * (n // 5)),
        "blanks": lambda n: YAML.format("a" + " " * n + "b\nc: d"),
        "dotted keys": lambda n: TOML.format("a." * (n // 2) + "a = 1"),
        "numbers": lambda n: TOML.format("a = " + "9" * n),
        "words": lambda n: TOML.format("a" * n),
        "strings": lambda n: TOML.format('a = """' + '\\"""' * (n // 4)),
        "tables": lambda n: TOML.format("\n".join(f"[a{i}]" for i in range(n // 6))),
        "pairs again": lambda n: TOML.format("a = 1\n" * (n // 6)),
        "json keys": lambda n: JSON.format(",".join(['"a": 1'] * (n // 6))),
        "json escapes": lambda n: JSON.format('"a\\n": "' + '"\\' * (n // 2)),
    }


@pytest.mark.parametrize("name", shapes())
def test_the_time_for_front_matter_grows_as_its_length(name: str) -> None:
    shape = shapes()[name]

    def seconds(length: int) -> float:
        data = shape(length).encode()
        times = []
        gc.disable()  # it looks at all that other tests have left, whenever it likes
        try:
            for _ in range(3):
                begin = time.process_time()
                parse("a.md", data, "")
                times.append(time.process_time() - begin)
        finally:
            gc.enable()
        return min(times)

    # Of what is quadratic the ratio is 64; what takes next to nothing is no matter.
    assert seconds(128_000) < max(0.2, 24 * seconds(16_000))


def test_text_that_aliases_repeat_is_counted_each_time() -> None:
    anchors = "\n".join(f'a{i}: &a{i} "{"<rt>" * 2480}"' for i in range(24))
    names = ", ".join(f"*a{i % 24}" for i in range(192))
    result: Result = parse("a.md", YAML.format(f"{anchors}\ncategories: [{names}]").encode(), "")
    found, [problem] = result
    assert found is None
    assert (problem.line, "repeat more than" in problem.message) == (26, True)


def test_many_aliases_of_short_text_are_read() -> None:
    names = ", ".join(["*a"] * 100)
    found, problems = parse("a.md", YAML.format(f"x: &a b\ny: [{names}]").encode(), "")
    assert found is not None, problems
    assert found.metadata["y"] == ["b"] * 100
