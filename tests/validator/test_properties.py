"""Whatever the bytes are: findings, never a traceback; and nothing against what feedpub writes."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from feedpub.model import Format, Problem
from feedpub.validator import validate
from feedpub.validator.rules.canonical import canonical_form
from feedpub.web.urls import absolute, identifier
from tests.conftest import NOW, Project
from tests.test_properties import BODIES, MATTER, document
from tests.validator.reading import HERE, KINDS, place

GOLDEN = HERE.parent / "golden"
FEEDS = [(HERE / f"whole.{kind}").read_bytes() for kind in KINDS]
PIECES = (
    b"<", b">", b"&", b'"', b"]]>", b"\x00", b"\xff", b"{", b"}", b"\n", b" ", b"-", b"<![CDATA[",
    b"</item>", b"<guid>", b"&lt;", b"&#x26;", b"&#0;", b"0", b"%", b":", b"http://", b"xmlns",
)  # fmt: skip
ENDINGS = (*Format, "opml")


@given(st.binary(max_size=200))
@settings(max_examples=300)
def test_any_bytes_are_validated(data: bytes) -> None:
    assert validate(data, name="feed")


@given(
    st.sampled_from(FEEDS),
    st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=4)
        ),
        min_size=1,
        max_size=4,
    ),
)
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_change_of_a_feed_is_validated(
    feed: bytes, changes: list[tuple[float, int, bytes]]
) -> None:
    for where, removed, put in changes:
        at = int(where * len(feed))
        feed = feed[:at] + put + feed[at + removed :]
    for finding in validate(feed, name="feed", addresses=("https://example.org/all.rss",), now=NOW):
        line, column = place(finding)
        assert 1 <= line <= feed.count(b"\n") + feed.count(b"\r") + 1
        assert column >= 1
        assert finding.message.isprintable()


@pytest.mark.parametrize(
    "path",
    sorted(path for path in GOLDEN.rglob("*") if path.suffix[1:] in ENDINGS),
    ids=lambda path: path.relative_to(GOLDEN).as_posix(),
)
def test_nothing_is_found_in_the_golden_feeds(path: Path) -> None:
    assert validate(path.read_bytes(), name=path.name, now=NOW) == ()


def is_true(finding: Problem) -> bool:
    """Tell whether it is so: documents can change at one moment, and a category be </title>."""
    return finding.code == "DuplicateUpdated" or (
        finding.code == "ContainsHTML" and finding.element == "category" and "</" in finding.message
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(MATTER, BODIES, st.sampled_from(["yaml", "json"])), max_size=3),
    st.sampled_from(["full", "summary"]),
)
def test_nothing_is_found_in_what_feedpub_writes(
    documents: list[tuple[dict[str, object], str, str]], content: str
) -> None:
    assume("ud800" not in repr(documents))  # half a character, which JSON can write
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        (project.path / "seeds").mkdir()
        project.write(
            "feeds/site.toml",
            f'[build]\nformats = ["rss", "atom", "json"]\ncontent = "{content}"\n',
        )
        for number, (matter, body, kind) in enumerate(documents):
            dated = {"date": f"2024-01-0{number + 1}T12:00:00Z", **matter}
            with suppress(ValueError):  # nan has no JSON
                project.write(f"seeds/{number}.md", document(dated, body, kind))
        result = project.build()
        addresses = {feed.path: feed.url for feed in result.feeds}
        for name, written in project.out().items():
            if name.endswith(ENDINGS):
                served = (addresses[name],) if name in addresses else ()
                findings = validate(written, name=name, addresses=served, now=NOW)
                assert [finding for finding in findings if not is_true(finding)] == []


@given(st.text(max_size=30))
@settings(max_examples=300)
def test_what_can_be_an_id_is_canonical(path: str) -> None:
    address = absolute(f"https://example.org/{path}")
    if address and identifier(address):
        assert canonical_form(address) == address


@given(st.text(alphabet="aA%41eEfF:/.?#@[]~é-", max_size=30))
@settings(max_examples=500)
def test_the_canonical_form_of_a_canonical_form_is_itself(address: str) -> None:
    form = canonical_form(f"HTTP://Example.org/{address}")
    if form:
        assert canonical_form(form) == form
