"""The one place in which what strangers wrote is made fit to be shown."""

import html
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedpub import messages
from tests.hostile import HOSTILE, LONG, obeyed

PIECES = st.lists(
    st.sampled_from(
        [*HOSTILE, ":", "::", "#", "##", "[", " ", "\t", "a", "图", "👩", "\u200d", "\n"]
    )
    | st.text(),
    max_size=6,
).map("".join)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_shown_is_obeyed(text: str) -> None:
    shown = messages.defuse(text)
    assert obeyed(shown) == []
    assert "\n" not in shown


@given(PIECES)
@example("#\u200b#[error]")
@example("##\u200b[error]")
@example(":\u200b:error::")
@example("###vso[a]")
@example("x" * 690 + "##" + "y" * 400 + "[error]")
def test_whatever_the_text_is(text: str) -> None:
    shown = messages.defuse(text)
    assert obeyed(shown) == []
    assert "\n" not in shown
    assert messages.defuse(shown) == shown or len(shown) > messages.LONGEST


@given(PIECES)
def test_of_lines_none_is_obeyed_and_none_is_added(text: str) -> None:
    shown = messages.defuse_lines(text)
    assert obeyed(shown) == []
    assert shown.count("\n") == text.count("\n")


WHOLE = PIECES.filter(lambda text: not any("\ud800" <= one <= "\udfff" for one in text))
"""Of halves of characters, JSON makes one where two meet, and HTML none."""


@given(WHOLE)
def test_json_means_the_same(text: str) -> None:
    written = messages.as_json({text: [text, {"a": text}]}, indent=1)
    assert obeyed(written, longest=None) == []
    assert json.loads(written) == {text: [text, {"a": text}]}


@given(WHOLE)
def test_html_means_the_same(text: str) -> None:
    line = html.escape(text.replace("\n", " "))
    shown = messages.defuse_html(line)
    assert obeyed(shown, longest=None) == []
    # References to controls mean other characters, which is why none is in sanitized HTML.
    if not any(one in text for one in (*map(chr, range(32)), *map(chr, range(127, 160)))):
        assert html.unescape(shown) == html.unescape(line)


@pytest.mark.parametrize(
    "text",
    [
        "seeds/港口夜班.md:3: 'x' is no date; write one as 2024-01-31",
        "第一章\u3000开始, 100\xa0km",
        "👩\u200d💻 🏳️\u200d🌈 می\u200cخواهم क\u094d\u200dष",
        "C++::vector, a ## b, #[derive], [##], a:: b",
        "\U0001f469\U0001f3fd",
    ],
)
def test_what_people_write_is_shown_as_they_wrote_it(text: str) -> None:
    assert messages.defuse(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\t\x1b[31m", r"a\nb\t\x1b[31m"),
        ("a\u202eb\U000e0041\udc80", r"a\u202eb\U000e0041\udc80"),
        (" ::error::x", " : :error::x"),
        ("##[error]x ##vso[y]", "## [error]x ## vso[y]"),
        ("a\u200db", r"a\u200db"),
    ],
)
def test_what_is_hidden_is_shown(text: str, shown: str) -> None:
    assert messages.defuse(text) == shown


def test_of_a_long_message_the_beginning_and_what_to_do_are_left() -> None:
    shown = messages.defuse(f"seeds/a.md:1: {LONG} is no date; write one")
    assert len(shown) == messages.LONGEST
    assert shown.startswith("seeds/a.md:1: long long")
    assert shown.endswith("long  is no date; write one")
    assert " … " in shown
