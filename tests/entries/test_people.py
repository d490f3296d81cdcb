from datetime import date
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.entries.people import persons
from feedpub.model import Person
from feedpub.web import text

NAMES: Final = st.one_of(
    st.text(),
    st.sampled_from(
        ["Ann <ann@x.org>", "<ann@x.org>", "ann@x.org (Ann)", "&lt;b&gt;", "<<a@x.org>>"]
    ),
)
VALUES: Final = st.recursive(
    st.one_of(NAMES, st.none(), st.booleans(), st.integers(), st.floats(), st.dates()),
    lambda values: st.one_of(
        st.lists(values),
        st.dictionaries(st.sampled_from(["name", "title", "email", "uri", "url", "x"]), values),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("written", "person"),
    [
        pytest.param("田野周刊", Person("田野周刊"), id="a name"),
        pytest.param("  Ann \n Lee ", Person("Ann Lee"), id="white space"),
        pytest.param("Lee, Ann & Co", Person("Lee, Ann & Co"), id="commas"),
        pytest.param("Ann <ann@x.org>", Person("Ann", "ann@x.org"), id="name and address"),
        pytest.param("Ann<mailto:ann@x.org>", Person("Ann", "ann@x.org"), id="mailto"),
        pytest.param("ann@x.org (Ann)", Person("Ann", "ann@x.org"), id="RSS's way"),
        pytest.param("ann@x.org", Person("ann", "ann@x.org"), id="an address alone"),
        pytest.param("<ann@x.org>", Person("ann", "ann@x.org"), id="an address in brackets"),
        pytest.param("ann@x.org ()", Person("ann", "ann@x.org"), id="an empty name"),
        pytest.param("<b>Ann</b> &amp; Bob", Person("Ann & Bob"), id="markup"),
        pytest.param("&#24352;&#19977;", Person("张三"), id="entities"),
        pytest.param("Ann &lt;ann@x.org&gt;", Person("Ann"), id="an encoded address"),
        pytest.param("Ann <ann@x.org> Lee", Person("Ann Lee"), id="an address inside a name"),
        pytest.param("Ann <https://x.org>", Person("Ann https://x.org"), id="brackets"),
        pytest.param("Ann <ann@localhost>", Person("Ann"), id="no address"),
        pytest.param("Ann\x00\u202e", Person("Ann"), id="control characters"),
        pytest.param(163, Person("163"), id="a number, in TOML"),
    ],
)
def test_text_is_one_author(written: object, person: Person) -> None:
    assert list(persons(written)) == [person]


@pytest.mark.parametrize(
    ("mapping", "person"),
    [
        pytest.param(
            {"name": "Ann", "email": "ann@x.org", "uri": "https://X.org"},
            Person("Ann", "ann@x.org", "https://x.org/"),
            id="in full",
        ),
        pytest.param(
            {"Name": "Ann", "URL": "https://x.org/a"},
            Person("Ann", None, "https://x.org/a"),
            id="capitals",
        ),
        pytest.param(
            {"name": "Ann", "email": " mailto:ann@x.org "}, Person("Ann", "ann@x.org"), id="mailto"
        ),
        pytest.param(
            {"name": "Ann <ann@x.org>"}, Person("Ann", "ann@x.org"), id="an address in the name"
        ),
        pytest.param(
            {"name": "Ann <a@x.org>", "email": "ann@x.org"},
            Person("Ann", "ann@x.org"),
            id="two addresses",
        ),
        pytest.param({"name": "Ann", "email": "none"}, Person("Ann"), id="no address"),
        pytest.param({"name": "Ann", "url": "javascript:alert(1)"}, Person("Ann"), id="javascript"),
        pytest.param({"name": "Ann", "url": "/ann"}, Person("Ann"), id="a relative address"),
        pytest.param(
            {"name": "", "nickname": "Ann"}, Person("Ann"), id="an empty name and a nickname"
        ),
        pytest.param({"email": "ann@x.org"}, Person("ann", "ann@x.org"), id="an address alone"),
        pytest.param({"name": 163}, Person("163"), id="a number"),
    ],
)
def test_a_mapping_is_one_author(mapping: object, person: Person) -> None:
    assert list(persons(mapping)) == [person]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        pytest.param(["Ann", "Bob"], ["Ann", "Bob"], id="texts"),
        pytest.param(("Ann", {"name": "Bob"}), ["Ann", "Bob"], id="texts and mappings"),
        pytest.param(["Ann", None, "", True, "Bob"], ["Ann", "Bob"], id="with blanks"),
        pytest.param(["Bob", "Ann", "Bob"], ["Bob", "Ann", "Bob"], id="in their order"),
        pytest.param([], [], id="empty"),
    ],
)
def test_a_list_is_an_author_an_item(value: object, names: list[str]) -> None:
    assert [person.name for person in persons(value)] == names


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(None, id="null"),
        pytest.param("", id="nothing"),
        pytest.param(" \n", id="spaces"),
        pytest.param("<br>", id="a tag"),
        pytest.param("<>", id="brackets"),
        pytest.param(True, id="true"),
        pytest.param(False, id="false"),
        pytest.param(date(2021, 10, 10), id="a date"),
        pytest.param({}, id="an empty mapping"),
        pytest.param({"role": "editor"}, id="a mapping without a name"),
        pytest.param({"name": None}, id="a mapping with null"),
        pytest.param({"name": ["Ann"]}, id="a mapping with a list"),
    ],
)
def test_what_names_nobody_is_no_author(value: object) -> None:
    assert list(persons(value)) == []


def test_a_list_that_holds_itself_ends() -> None:
    endless: list[object] = ["Ann"]
    endless.append(endless)
    assert list(persons(endless)) == [Person("Ann")]


@given(VALUES)
@settings(deadline=None)
def test_every_author_has_a_name_on_one_printable_line(value: object) -> None:
    names = [person.name for person in persons(value)]
    assert names == [text.fold(name) for name in names if name]


@given(VALUES)
@settings(deadline=None)
def test_no_name_looks_like_markup(value: object) -> None:
    names = "".join(person.name for person in persons(value))
    assert set("<>") & set(names) == set()
