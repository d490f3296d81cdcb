"""Texts in front matter that YAML, or a script, would lose: what is read and what is said."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.model import Severity
from feedpub.source.front_matter import Result, parse
from feedpub.web import text


def matter(lines: str) -> Result:
    return parse("a.md", f"---\ndate: 2022-01-01\n{lines}\n---\n<p>Body</p>".encode(), "digest")


def told(lines: str) -> tuple[dict[str, object], list[int]]:
    """Return the front matter but for its date, and the lines that are warned of."""
    found, problems = matter(lines)
    assert found is not None, problems
    assert {problem.severity for problem in problems} <= {Severity.WARNING}
    metadata = {key: value for key, value in found.metadata.items() if key != "date"}
    return metadata, [problem.line or 0 for problem in problems]


@pytest.mark.parametrize(
    "value",
    [
        *("#话题# 今天", "热搜 #话题# 今天", "C# is great # note", "# 1 tip", "a\t#b"),
        *("&more to read", "&", "&amp; more", "*text*", "*text", "* text", "!tag text", "! text"),
        *("%x", "@x", "`x`", "`x` and `y`", "| x", "> x", "|x", ">quote", "? x", "- x", "-", "?"),
        *("{x}", "{x", "{a: b}", "{{ page.title }}", "{% x %}", "[x] y", "[x]", "[x", "[a](b)"),
        *(", x", "] x", "} x", "a: b", "a:", ": b", "a: b: c", "a: #b", "@a # b", "[x] #y"),
    ],
)
@pytest.mark.parametrize("key", ["title", "Title", "seoTitle", "summary", "标题", "  title"])
def test_a_text_on_one_line_is_the_text_that_stands_there(key: str, value: str) -> None:
    nested = key.startswith(" ")
    read, lines = told(f"{'x:' + chr(10) if nested else ''}{key}: {value}\nauthor: Ann")
    holder = read["x"] if nested else read
    assert isinstance(holder, dict)
    assert (holder[key.strip()], read["author"]) == (value, "Ann")
    assert lines == ([4] if nested else [3])


@pytest.mark.parametrize(
    ("lines", "tags", "warned"),
    [
        ("tags:\n  - C# # x\n  - #话题#\n  - Go", ["C# # x", "#话题#", "Go"], [4, 5]),
        ("tags:\n- C# # x\n- &b c\n- *d\n- @e", ["C# # x", "&b c", "*d", "@e"], [4, 5, 6, 7]),
        ("tags: [C#, #话题#, C# # x]", ["C#", "#话题#", "C# # x"], [3]),
        ("tags: [&a b, *c, \"d, #e\", 'f']", ["&a b", "*c", "d, #e", "f"], [3]),
        ('tags: [\'it\'s\', "a "b"", c]', ["it's", 'a "b"', "c"], [3]),
        ("tags: #a, #b", "#a, #b", [3]),
        ("tags:\n  - Rust: the book\n  - b:", ["Rust: the book", "b:"], [4, 5]),
        ("tags: [a, b] # the tags", ["a", "b"], []),
        ("tags: ['a', b] # see [1]", ["a", "b"], []),
        ('tags: ["a #b", \'[&c\', "d\\", #e"]', ["a #b", "[&c", 'd", #e'], []),
        ("tags: # of this post\n  - a # b\n# c\n  - d", ["a # b", "d"], [4]),
        ("tags: # of this post\n- a", ["a"], []),
        ("tags:\n  - name: a\n    slug: b", [{"name": "a", "slug": "b"}], []),
        ('tags: ["\\ud83d\\ude00", b]', ["😀", "b"], []),
        ('tags:\n  - "\\ud83d\\ude00 \\ud83d"\n', ["😀 "], []),
        ("tags: &t [a]\ncategories: *t", ["a"], []),
    ],
)
def test_lists_of_names_hold_the_names_that_stand_there(
    lines: str, tags: object, warned: list[int]
) -> None:
    read, lines_warned = told(lines)
    assert (read["tags"], lines_warned) == (tags, warned)


@pytest.mark.parametrize(
    ("lines", "metadata"),
    [
        ("draft: false # not yet", {"draft": False}),
        ("day: 2022-01-02 # a Sunday", {"day": "2022-01-02"}),
        ("summary: false # none", {"summary": False}),
        ("cover: a.png # a picture", {"cover": "a.png"}),
        ('title: "C#" # a language', {"title": "C#"}),
        ("title: 'a' # b", {"title": "a"}),
        ("x:\n  - a # b", {"x": ["a"]}),
        (
            "summary: |\n  a # b\n  title: c # d\nx: y",
            {"summary": "a # b\ntitle: c # d\n", "x": "y"},
        ),
        ("author: &me Ann\neditor: *me", {"author": "Ann", "editor": "Ann"}),
        ("author: {name: Ann}", {"author": {"name": "Ann"}}),
        ("title: C#\nx: a#b", {"title": "C#", "x": "a#b"}),
        ("title: !!str 2015", {"title": "2015"}),
    ],
)
def test_what_is_a_comment_or_an_anchor_stays_one(lines: str, metadata: dict[str, object]) -> None:
    assert told(lines) == (metadata, [])


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"He said "hi" to all"', 'He said "hi" to all'),
        ('"He said "hi""', 'He said "hi"'),
        ('""Hi" he said"', '"Hi" he said'),
        ("'it's a dog's life'", "it's a dog's life"),
        ("'don't' and 'won't'", "'don't' and 'won't'"),
        ("'rock 'n' roll'", "rock 'n' roll"),
        ("'C'est la vie' et 'l'amour'", "'C'est la vie' et 'l'amour'"),
        ('"a" and "b"', '"a" and "b"'),
        ("'A' vs 'B'", "'A' vs 'B'"),
        ('"a", "b" and "c"', '"a", "b" and "c"'),
        ('"Dogs" and more', '"Dogs" and more'),
        ('"5" screen"', '5" screen'),
        ('"他说:"你好",走了"', '他说:"你好",走了'),
        ('"他说：“好”，又说："走"。"', '他说：“好”，又说："走"。'),
        ('"春天"、"秋天"', '"春天"、"秋天"'),
        ('"春天"的故事', '"春天"的故事'),
        ('"""""""\'春天\'"""""""', "春天"),
        ('""\'春天\'""', "春天"),
        ('"""春天"""', "春天"),
        ('""""""""', ""),
        ('"""', '"'),
        ('"C:\\bin"', "C:\\bin"),
        ('"a" # b"', 'a" # b'),
        ('"a"#b', '"a"#b'),
    ],
)
@pytest.mark.parametrize("key", ["title", "author"])
def test_quotes_inside_of_quotes_have_the_meaning_that_their_direction_tells(
    key: str, written: str, text: str
) -> None:
    if key == "title" or "\\" not in written:
        assert told(f"{key}: {written}") == ({key: text}, [3])


@pytest.mark.parametrize(
    "written",
    [
        '"春天"与"秋天"',
        '"a"b"c"d"',
        '"a "b"" # note',
        '"a \\"b\\" "c""',
        '"a "b" "c"',
    ],
)
def test_quotes_that_can_be_read_in_two_ways_are_refused_on_their_line(written: str) -> None:
    found, [problem] = matter(f"title: {written}\nauthor: Ann")
    assert found is None
    assert problem.line == 3
    assert "quotes inside of quotes" in problem.message


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        ("title: 'x'\ntitle: \"x\"\ntitle: x", "x"),
        ("title:\n  - a\n  - b\ntitle: [a, 'b']", ["a", "b"]),
        ("title: true\ntitle: True", True),
        ("title:\ntitle: ~", None),
        ("title: {a: b}\n'title':\n  a: b", {"a": "b"}),
    ],
)
def test_a_key_may_stand_twice_with_the_same_value(lines: str, value: object) -> None:
    assert told(lines.replace("title", "x")) == ({"x": value}, [])


def test_a_key_may_stand_twice_with_the_same_value_in_json_and_toml() -> None:
    for source in (
        '{\n"a": "x", "b": [1],\n"a": "\\u0078", "b": [1]\n}\n',
        "+++\na = 'x'\nb = ['1']\na = \"x\"\nb = ['1']\n[t]\nc = 1\n+++\n",
    ):
        found, problems = parse("a.md", source.encode(), "")
        assert found is not None, problems
        assert (found.metadata["a"], found.metadata["b"]) == ("x", ["1"])


SCRIPTED = st.one_of(
    st.text(st.sampled_from("ab 春'\"#:,-[]{}&*!|>%@`?. \\"), max_size=20),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])),
)


@given(SCRIPTED, st.sampled_from("'\""))
@settings(deadline=None, max_examples=500)
def test_a_script_that_escapes_nothing_never_publishes_other_words_in_silence(
    title: str, quote: str
) -> None:
    line = f"title: {quote}{title}{quote}"
    if "\\" in title if quote == '"' else "''" in title:
        return  # it can be escaped as it should be, and mean another text
    found, problems = matter(f"{line}\nauthor: Ann")
    if found is None or problems:
        assert all(problem.line == 3 for problem in problems)
    else:
        assert text.fold(str(found.metadata["title"])) == text.fold(title)
    if found is not None:
        assert found.metadata["author"] == "Ann"


@given(SCRIPTED)
@settings(deadline=None, max_examples=300)
def test_a_script_that_puts_no_quotes_never_publishes_other_words_in_silence(title: str) -> None:
    folded = text.fold(title)
    if re.fullmatch(r"[|>][-+0-9]{0,2}", folded):
        return  # they announce a text below
    found, problems = matter(f"title: {folded}\nauthor: Ann")
    if found is None or problems:
        assert all(problem.line == 3 for problem in problems)
    elif found.metadata["title"] is not None and not folded.startswith(("'", '"')):
        read = str(found.metadata["title"])
        # YAML's word for yes is read in any case, and shown in small letters.
        assert folded == read or folded.lower() in ("true", "false")


@given(st.text(st.characters(codec="utf-8")))
@settings(deadline=None)
def test_what_json_writes_of_a_text_is_read_as_that_text(title: str) -> None:
    found, problems = matter(f"title: {json.dumps(title)}\ntags: [{json.dumps(title)}]")
    if problems:
        assert "\\" in json.dumps(title)
        assert found is None or {problem.line for problem in problems} == {3}
    else:
        assert found is not None
        assert text.fold(str(found.metadata["title"])) == text.fold(title)


@pytest.mark.parametrize(
    "source",
    [
        '---\n"k\\n::stop-commands::tok\\n": a\n---\n',
        '---\n"k\\n::stop-commands::tok\\n": a\n"k\\n::stop-commands::tok\\n": b\n---\n',
        "---\n? |\n  k\n  ::error::x\n: a\n---\n",
        '---\na: !!bool "a\\n::error file=README.md,line=1::text"\n---\n',
        "---\na: !%0A::error::x y\n---\n",
        "---\na: !!%1B2J y\n---\n",
        '{\n"k\\n::error::x": 1\n}\n',
        '{\n"k\\n::error::x": 1, "k\\n::error::x": 2\n}\n',
        '+++\n"k\\n::error::x" = 1\n+++\n',
        '+++\na = {"k\\u001b[2J" = 1}\n+++\n',
    ],
)
def test_keys_and_tags_that_could_speak_in_a_log_are_refused_in_one_clean_line(source: str) -> None:
    found, [problem] = parse("a.md", source.encode(), "")
    assert found is None
    assert problem.line == (1 if source.startswith("{") else 2) + source.startswith("{")
    assert problem.message.isprintable()


def test_values_keep_line_breaks_and_tabs_and_no_other_control_character() -> None:
    escaped = '"a\\nb\\tc\\r\\nd\\u001b]0;e\\u0007\\u2028\\u0085f"'
    for source in (
        f"---\nx: [{escaped}]\n---\n",
        f'{{\n"x": [{escaped}]\n}}\n',
        f"+++\nx = [{escaped}]\n+++\n",
    ):
        found, problems = parse("a.md", source.encode(), "")
        assert found is not None, problems
        assert found.metadata["x"] == ["a\nb\tc\nd]0;e f"]
