"""What hostile reading and fuzzing found wrong once, each as a test."""

import struct
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feedpub import config
from feedpub.entries.people import persons
from feedpub.errors import ConfigError
from feedpub.model import Asset, Places, Unusable
from feedpub.source import front_matter, media_files
from feedpub.web import dates, text
from tests.conftest import Project

UTC = ZoneInfo("UTC")


def parse(source: str) -> front_matter.Result:
    return front_matter.parse("a.md", source.encode(), "digest")


@pytest.mark.parametrize("value", ["9999-12-31T24:00:00Z", "9999-12-31T23:59:60"])
def test_the_end_of_the_last_day_is_a_value_error(value: str) -> None:
    with pytest.raises(ValueError, match="out of range"):
        dates.moment(value, UTC)


@pytest.mark.parametrize("tagged", ["!!int ''", "!!float ''", "!!timestamp abc", "!!int 12_00"])
def test_a_tag_that_is_written_out_makes_text_no_number(tagged: str) -> None:
    document, problems = parse(f"---\ntitle: {tagged}\n---\n")
    assert document is not None
    assert isinstance(document.metadata["title"], str)
    assert problems == ()


@pytest.mark.parametrize("tagged", ["!!bool maybe", "!!binary x", "!!set {a}", "!!pairs [a: b]"])
def test_a_value_unlike_its_tag_is_refused_at_its_line(tagged: str) -> None:
    document, [problem] = parse(f"---\ndate: x\ntitle: {tagged}\n---\n")
    assert (document, problem.code, problem.line) == (None, "front-matter-invalid", 3)


@pytest.mark.parametrize("inner", ["http://[abc/pic.png", "http://ex%E2%84%80mple.org/a.png"])
def test_a_broken_address_inside_the_query_tells_nothing_or_its_ending(inner: str) -> None:
    assert media_files.type_of(f"https://p.org/?url={inner}").startswith("image/")


def test_links_in_a_circle_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "loop.png").symlink_to("loop.png")
    found = media_files.find_local(Places(tmp_path, ("",)), {}, "a.md", "loop.png")
    assert found is None or (isinstance(found, Unusable) and found.why.startswith("can't be read"))


def test_a_lone_surrogate_in_json_does_not_stop_the_build(project: Project) -> None:
    project.write("seeds/a.md", '{\n"date": "2024-01-01",\n"guid": "\\ud800"\n}\n')
    project.build()


def test_a_huge_number_in_toml_does_not_stop_the_build(project: Project) -> None:
    project.write("seeds/a.md", f"+++\ndate = 2024-01-01\ntitle = 0x{'f' * 5000}\n+++\n")
    project.build()


@pytest.mark.parametrize("source", ["x = " + "[" * 5000, "x = " + "1" * 5000])
def test_any_toml_is_a_site_or_a_config_error(project: Project, source: str) -> None:
    project.write("feeds/site.toml", source)
    with pytest.raises(ConfigError, match=r"^feeds/site\.toml"):
        config.load(project.path)


def test_aliases_in_pairs_are_bounded_too() -> None:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} !!pairs [{', '.join([f'k: *a{n - 1}'] * 9)}]" for n in range(1, 12)]
    document, problems = parse("---\n" + "\n".join(lines) + "\n---\n")
    assert document is None
    assert problems


def test_many_json_keys_are_read_in_time() -> None:
    keys = ",".join(f'"k{n}":1' for n in range(6000))
    document, [problem] = parse("{\n" + keys + ',"k5999":2\n}\n')
    assert document is None
    assert "key 'k5999' stands twice" in problem.message


@pytest.mark.parametrize("size", [20, 28])
def test_avif_is_copied_whatever_the_length_of_its_first_box(tmp_path: Path, size: int) -> None:
    data = struct.pack(">I", size) + b"ftypavif" + bytes(4) + b"avifmif1miafMA1B" + bytes(60)
    (tmp_path / "a.avif").write_bytes(data)
    found = media_files.find_local(Places(tmp_path, ("",)), {}, "a.md", "a.avif")
    assert isinstance(found, Asset)


@pytest.mark.parametrize(
    "address",
    [
        "https://x.org/a.jpg?imageView2/2/w/600/format/webp",
        "https://x.org/a.jpg?x-oss-process=image/resize,w_300/format,webp",
        "https://x.org/a.jpg@320w_200h.webp",
        "https://x.org/a.jpg_.webp",
    ],
)
def test_the_kind_an_image_service_is_asked_for_is_told(address: str) -> None:
    assert media_files.type_of(address) == "image/webp"


def test_no_offset_has_75_minutes() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        dates.moment("2021-10-10T11:06:15+08:75", UTC)


def test_a_leap_second_stands_at_the_end_of_an_hour_only() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        dates.moment("2021-10-10T11:06:60Z", UTC)


def test_a_word_that_begins_like_a_month_is_none() -> None:
    with pytest.raises(ValueError, match="is no date"):
        dates.moment("Marble 3, 2021", UTC)


def test_a_line_break_in_a_title_is_a_space() -> None:
    assert text.plain("Hello<br>World") == "Hello World"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("---\ntitle: 'a\n\n  b'\nx: it: s\n---\n", 5),  # the error of the repaired text is told
        ("---\ntitle: a\u2028b\nx:\n  - y\n z\n---\n", 5),  # libyaml counts U+2028 as a line
        ("---\ntitle: T\nfoo\ndate: x\n---\n", 3),  # the context mark knows better
        ("+++\na = 1\nx = [\n+++\n", 3),
        ("+++\na = 1\nx = 0x\n+++\n", 3),
        ('{\n"a": 1,\n"b": 1,\n"a": 2\n}\n', 4),
    ],
)
def test_the_line_to_mend_is_told(source: str, line: int) -> None:
    _, [problem] = parse(source)
    assert problem.line == line


@pytest.mark.parametrize("source", ["\n\n+++\na = 1\nb =\n+++\n", '\n\n{\n"a": 1\n"b": 2\n}\n'])
def test_one_message_does_not_name_two_lines(source: str) -> None:
    _, [problem] = parse(source)
    assert problem.line == 5
    assert "line 3" not in problem.message


@pytest.mark.parametrize("source", ["\n\nsite = { title = 3 }\n", "\n\nsite.title = 3\n"])
def test_the_line_of_a_dotted_or_inline_key_is_told(project: Project, source: str) -> None:
    project.write("feeds/site.toml", source)
    with pytest.raises(ConfigError, match=r"^feeds/site\.toml:3: "):
        config.load(project.path)


@pytest.mark.parametrize("source", ["[[site]]\ntitle = 'T'\n", "site = 3\n"])
def test_a_table_that_is_none_is_not_its_own_suggestion(project: Project, source: str) -> None:
    project.write("feeds/site.toml", source)
    with pytest.raises(ConfigError) as refused:
        config.load(project.path)
    assert "did you mean 'site'" not in str(refused.value)


def test_a_message_names_no_path_of_this_machine(tmp_path: Path) -> None:
    found = media_files.find_local(Places(tmp_path, ("",)), {}, "a.md", "x" * 5000)
    assert isinstance(found, Unusable)
    assert str(tmp_path) not in found.why


def test_a_flag_is_not_cut_in_two() -> None:
    assert text.cut("a🇨🇳🇨🇳b", 3) == "a…"


def test_a_name_that_is_true_is_nobody() -> None:
    assert list(persons({"name": True})) == []


def test_the_first_usable_address_of_an_author_is_taken() -> None:
    [person] = persons({"name": "Ann", "uri": "n/a", "url": "https://x.org"})
    assert person.uri == "https://x.org/"
