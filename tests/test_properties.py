"""Whatever stands in the files: well-formed feeds, or a Problem; never a traceback."""

import json
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from xml.parsers import expat

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from feedpub.config import Fields
from feedpub.model import Counts, Format
from tests.conftest import Project

KEYS = sorted({key for name in Fields.__dataclass_fields__ for key in getattr(Fields(), name)})
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.datetimes().map(str),
    st.dates().map(str),
    st.sampled_from(
        [
            "https://example.org/a?b=c&d",
            "//example.org/x",
            "javascript:alert(1)",
            "../x.png",
            "]]>",
            "</title><script>",
            "&#123;&lt;b&gt;",
            "a <a@example.org>",
            "\x00\x07\ufffe\ud800\u202e",
            "Fri, 10 Jun 2022 14:01:35 GMT",
        ]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda some: (
        st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=8), some, max_size=3)
    ),
    max_leaves=6,
)
MATTER = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=10), VALUES, max_size=8)
BODIES = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<a href='x'>",
                "<b>",
                "<table>",
                "<td>",
                "]]>",
                "&#0;",
                "\x0b",
                "<svg>",
            ]
        )
        | st.text(max_size=5),
        max_size=20,
    ).map("".join),
)


def document(matter: dict[str, object], body: str, kind: str) -> bytes:
    if kind == "json":
        # JSON front matter begins and ends with a bare brace on a line.
        text = "{\n" + json.dumps(matter, allow_nan=False, default=str)[1:-1] + "\n}\n" + body
    else:
        text = f"---\n{yaml.safe_dump(matter, allow_unicode=True)}---\n{body}"
    return text.encode("utf-8", "surrogatepass")


def ended(counts: Counts) -> int:
    return sum((counts.published, counts.drafts, counts.future, counts.hidden, counts.refused))


def assert_well_formed(body: bytes) -> None:
    etree.fromstring(body)
    expat.ParserCreate().Parse(body, True)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(MATTER, BODIES, st.sampled_from(["yaml", "json"])), max_size=3))
def test_any_document_gives_well_formed_feeds_or_a_problem(
    documents: list[tuple[dict[str, object], str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        (project.path / "seeds").mkdir()
        for number, (matter, body, kind) in enumerate(documents):
            with suppress(ValueError):  # nan has no JSON
                project.write(f"seeds/{number}.md", document(matter, body, kind))
        result = project.build()
        counts = result.counts
        assert counts.documents == ended(counts)
        files = project.out()
        assert {"all.rss", "all.atom"} <= set(files)
        for name, written in files.items():
            if name.endswith(tuple(Format)):
                assert_well_formed(written)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_a_problem(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        project.write("seeds/a.md", b"---\ntitle: x\ndate: 2022-01-01\n" + data)
        counts = project.build().counts
        assert (
            counts.documents
            == 1
            == counts.published + counts.drafts + counts.future + counts.refused
        )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.datetimes(datetime(1991, 1, 1), datetime(2025, 1, 1)),
            st.lists(st.sampled_from("abcd"), max_size=3),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_entry_is_in_all_once_and_each_category_feed_is_the_filter_of_all(
    documents: list[tuple[datetime, list[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        for number, (moment, categories) in enumerate(documents):
            project.seed(
                f"{number}.md", title=str(number), date=str(moment), categories=str(categories)
            )
        project.build(now=datetime(2026, 1, 1, tzinfo=UTC))
        files = project.out()
        everything = titles(files["all.atom"])
        assert sorted(everything, key=int) == [str(number) for number in range(len(documents))]
        for category in {name for _, categories in documents for name in categories}:
            assert titles(files[f"category/{category}.atom"]) == [
                title for title in everything if category in documents[int(title)][1]
            ]


def titles(feed: bytes) -> list[str]:
    names = {"a": "http://www.w3.org/2005/Atom"}
    found = etree.fromstring(feed).findall("a:entry/a:title", names)
    return [title.text or "" for title in found]
