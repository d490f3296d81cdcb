"""Names in the directory are in the order of the language of the site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedpub.writers.pages._order import by_letter


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-CN", "阿里 编程 CSS 茶 港口 新媒体 Zoo 装卸 иван"),
        ("zh-TW", "CSS Zoo иван 阿里 茶 港口 新媒體 裝卸 編程"),
        ("en", "CSS Zoo иван"),
    ],
)
def test_names_are_in_the_order_of_the_language_of_the_site(language: str, expected: str) -> None:
    key = by_letter(language)
    given = "иван Zoo CSS 阿里 茶 港口".split()
    given += "新媒體 裝卸 編程".split() if language == "zh-TW" else "新媒体 装卸 编程".split()
    assert " ".join(sorted(given, key=key)).startswith(expected)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Åland Äpfel Ärmel Cave Chalk Czech Ñandú Nut Ötzi Óvalo Oz Zoo"),
        ("de", "Åland Äpfel Ärmel Cave Chalk Czech Ñandú Nut Ötzi Óvalo Oz Zoo"),
        ("sv", "Cave Chalk Czech Ñandú Nut Óvalo Oz Zoo Åland Äpfel Ärmel Ötzi"),
        ("da-DK", "Cave Chalk Czech Ñandú Nut Óvalo Oz Zoo Äpfel Ärmel Ötzi Åland"),
        ("es", "Åland Äpfel Ärmel Cave Chalk Czech Nut Ñandú Ötzi Óvalo Oz Zoo"),
        ("cs", "Åland Äpfel Ärmel Cave Czech Chalk Ñandú Nut Ötzi Óvalo Oz Zoo"),
        ("et", "Åland Cave Chalk Czech Ñandú Nut Oz Óvalo Zoo Äpfel Ärmel Ötzi"),
        ("ru", "Åland Äpfel Ärmel Cave Chalk Czech Ñandú Nut Ötzi Óvalo Oz Zoo"),
    ],
)
def test_letters_are_where_the_language_has_them(language: str, expected: str) -> None:
    mixed = sorted(expected.split(), key=len)
    assert " ".join(sorted(mixed, key=by_letter(language))) == expected


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "C Ca CSS D"),  # one that is the beginning of another comes first
        ("tr", "Hamam Irmak İzmir Jet"),
        ("sv", "Zoo Ål Åre Äng Ö"),
        ("pl", "Lato Łódź Mapa Żaba"),
        ("ru", "Ёж Ель Ж И Йод К"),
        ("uk", "Г Ґ Д Е Є Ж И І Ї Й К"),
        ("el", "Άλφα Βήτα"),
    ],
)
def test_names_of_one_language_are_in_its_order(language: str, names: str) -> None:
    mixed = sorted(names.split(), key=lambda name: name[::-1])
    assert " ".join(sorted(mixed, key=by_letter(language))) == names


@pytest.mark.parametrize(
    ("language", "name", "letter"),
    [
        ("sv", "Åre", "Å"),
        ("en", "Åre", "A"),
        ("cs", "chléb", "Ch"),
        ("da", "Aarhus", "Å"),
        ("tr", "Irmak", "I"),
        ("ru", "Йод", "Й"),
        ("sv", "2024", "#"),
        ("sv", "…", "#"),
    ],
)
def test_a_name_is_listed_under_its_first_letter(language: str, name: str, letter: str) -> None:
    assert by_letter(language)(name).letter == letter


@pytest.mark.parametrize("language", ["sv", "da", "tr", "hu", "zh-CN", "zh-TW", "zh-Hant-HK", ""])
@given(name=st.text())
def test_any_name_has_a_place(language: str, name: str) -> None:
    place = by_letter(language)(name)
    assert place.letter
    assert place == by_letter(language)(name)
