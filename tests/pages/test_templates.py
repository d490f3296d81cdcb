"""Templates of a project's own: in the place of ours, file by file, and what is told of faults."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from feedpub.errors import ConfigError
from feedpub.writers.pages import Pages, _views
from tests.pages.example import ROOT
from tests.pages.reading import read, text_of
from tests.pages.values import FRONT, entry, feed


def pages(folder: Path, **files: str | bytes) -> Pages:
    """Make pages with these files (``entry_html`` is entry.html) in ``feeds/templates``."""
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Pages(FRONT, folder)


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert Pages(FRONT, tmp_path / "none").digest == Pages(FRONT).digest


def test_a_template_stands_in_the_place_of_ours(tmp_path: Path) -> None:
    own = pages(
        tmp_path, entry_html="<!doctype html><title>{{ entry.title }}</title>{{ site.url }}"
    )
    made = own.entry(entry(title="A & B"), []).body.decode()
    assert made == f"<!doctype html><title>A &amp; B</title>{FRONT.url}"
    assert own.feed(feed()) == Pages(FRONT).feed(feed())


def test_a_template_can_build_on_ours(tmp_path: Path) -> None:
    extended = (
        '{% extends "feedpub/base.html" %}{% block header %}<p>{{ t.feeds }}</p>{% endblock %}'
    )
    page = read(pages(tmp_path, base_html=extended).entry(entry(), []))
    assert "Feeds" in [text_of(it) for it in page.all("p")]
    assert text_of(page.one("h1")) == entry().title


def test_a_template_can_have_parts(tmp_path: Path) -> None:
    own = pages(
        tmp_path, entry_html='{% include "parts/by.html" %}', parts__by_html="By {{ t.copy }}"
    )
    assert own.entry(entry(), []).body == b"By Copy"


def test_additions_come_after_our_style_sheet(tmp_path: Path) -> None:
    own = pages(tmp_path, custom_css="p { color: red }", script_js="// none", icon_svg="<svg/>")
    assets = {output.path: output.body for output in own.assets()}
    assert assets["assets/style.css"].endswith(b"p { color: red }")
    assert b"--accent" in assets["assets/style.css"]
    assert assets["assets/script.js"] == b"// none"
    assert assets["assets/icon.svg"] == b"<svg/>"
    assert pages(tmp_path, style_css="").assets()[0].body == b"p { color: red }"


def test_braces_in_a_style_sheet_are_only_braces(tmp_path: Path) -> None:
    css = "@media print{#a{color:red}}/* {{ x }} {% y %} */"
    assert pages(tmp_path, style_css=css, custom_css="").assets()[0].body.decode() == css


def test_values_are_escaped_in_templates_of_ones_own(tmp_path: Path) -> None:
    own = pages(tmp_path, entry_html="{{ entry.title }}")
    assert own.entry(entry(title="<script>"), []).body == b"&lt;script&gt;"


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("{{")
    (tmp_path / ".entry.html.swp").write_text("{{")
    (tmp_path / "entry.html~").write_text("{{")
    (tmp_path / ".hidden.html").write_text("{{")
    assert Pages(FRONT, tmp_path).digest == Pages(FRONT).digest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\n{% if %}", "feeds/templates/entry.html:2: Expected an expression, got 'end of"),
        ("a\n\n{{ entry.title", "feeds/templates/entry.html:3: unexpected end of template"),
        ("{{ x|nofilter }}", "feeds/templates/entry.html:1: No filter named 'nofilter'"),
        (
            "a\n{{ entyr.title }}",
            "feeds/templates/entry.html:2: 'entyr' is undefined; docs/pages.md",
        ),
        ("\n{{ entry.titel }}", "feeds/templates/entry.html:2: 'Entry' has no attribute 'titel'; "),
        ("{{ entry.title + 1 }}", "feeds/templates/entry.html:1: can only concatenate str"),
        ("\n{{ 1 / 0 }}", "feeds/templates/entry.html:2: division by zero"),
        ('\n{% include "x.html" %}', "feeds/templates/entry.html:2: there is no template 'x.html'"),
        (
            '{% extends "base.htm" %}',
            "feeds/templates/entry.html:1: there is no template 'base.htm'",
        ),
        ('{% include "entry.html" %}', "feeds/templates/entry.html:1: "),
        (b"a\nb\xff", "feeds/templates/entry.html:2: is not UTF-8; save it as UTF-8"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        pages(tmp_path, entry_html=text).entry(entry(), [])
    assert str(caught.value).startswith(told)
    assert "\n" not in str(caught.value)


def test_a_fault_in_a_part_is_told_where_it_is(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^feeds/templates/parts/by.html:2: 'x' is undefined"):
        own = pages(
            tmp_path, entry_html='{% include "parts/by.html" %}', parts__by_html="\n{{ x }}"
        )
        own.entry(entry(), [])


def test_a_fault_that_shows_in_one_of_ours_is_told_where_the_owner_can_mend_it(
    tmp_path: Path,
) -> None:
    wrong = '\n{% set page = 1 %}{% include "feedpub/feed.html" %}'
    with pytest.raises(ConfigError, match=r"^feeds/templates/entry.html:2: "):
        pages(tmp_path, entry_html=wrong).entry(entry(), [])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "styles_css",
            "feeds/templates/styles.css: no page uses such a file; did you mean 'style.css'?",
        ),
        ("entries_html", "feeds/templates/entries.html: no page uses such a file; did you mean"),
        ("zzz_js", "feeds/templates/zzz.js: no page uses such a file; known are base.html, "),
        ("parts__entry_html", "feeds/templates/parts/entry.html: no page uses such a file"),
    ],
)
def test_a_file_that_no_page_uses_is_a_slip(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        pages(tmp_path, **{name: "x"})
    assert str(caught.value).startswith(told)


def test_a_folder_in_the_place_of_a_template_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "entry.html").mkdir()
    assert Pages(FRONT, tmp_path).digest == Pages(FRONT).digest


DOCUMENTATION = (ROOT / "docs" / "pages.md").read_text("utf-8")


def test_the_example_of_the_documentation_works(tmp_path: Path) -> None:
    [example] = re.findall(r"```jinja\n(.*?)```", DOCUMENTATION, re.S)
    page = read(pages(tmp_path, entry_html=example).entry(entry(), [feed()]))
    assert "Seen a mistake in “The harbour at night”? Write to us." in text_of(page.one("body"))
    assert page.all("footer", class_="entry")


def test_all_that_templates_are_given_is_in_the_documentation() -> None:
    given = {
        field.name
        for value in vars(_views).values()
        if is_dataclass(value)
        for field in fields(value)
    }
    assert [name for name in sorted(given) if f"`{name}`" not in DOCUMENTATION] == []


def test_every_template_is_in_the_documentation() -> None:
    ours = ROOT / "src" / "feedpub" / "writers" / "pages" / "templates"
    named = set(re.findall(r"`([a-z0-9]+\.(?:html|css|js|svg))`", DOCUMENTATION))
    assert {file.name for file in ours.iterdir()} <= named
