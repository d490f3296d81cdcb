"""The files that are kept and committed: whatever stands in them, a sentence and no traceback."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.errors import ConfigError, FeedpubError, OutputError
from feedpub.pipeline.records import enclosure_facts, jsonl, ledger
from feedpub.pipeline.records.ledger import LEDGER_PATH
from tests.conftest import Project

ID = "urn:uuid:9b6c1b0e-52a7-5d38-8e0c-7d1f0b6f4e21"
LINE = {"path": "a.md", "id": ID, "title": "A", "published": "2024-05-01T00:00:00+00:00"}
# Python takes each of these for the end of a line.
LINE_ENDS = ["\u2028", "\u2029"]


@pytest.fixture
def kept(project: Project) -> Project:
    project.write("feeds/site.toml", "[build]\nledger = true\n")
    return project


@pytest.mark.parametrize("end", LINE_ENDS)
def test_the_end_of_a_line_in_a_name_is_none_in_the_file(kept: Project, end: str) -> None:
    kept.seed(f"a{end}b.md", title="A", date="2024-05-01")
    first = kept.build()
    assert first.counts.published == 1
    [record] = ledger.read(kept.path)
    assert record.path == f"a{end}b.md"
    assert kept.build().counts == first.counts
    assert ledger.read(kept.path) == [record]


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", *LINE_ENDS, "\r"])
def test_no_other_end_of_a_line_shifts_the_number_of_a_line(kept: Project, end: str) -> None:
    line = json.dumps({**LINE, "title": f"x{end}y"}, ensure_ascii=False)
    kept.write(LEDGER_PATH, f"\n{line}\n{{\n")
    number = 3 if end in LINE_ENDS else 2
    with pytest.raises(ConfigError, match=rf"^feeds/ids\.jsonl:{number}: not a line"):
        ledger.read(kept.path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"path": 7}, "lacks its id, path or date"),
        ({"path": None}, "lacks its id, path or date"),
        ({"id": True}, "lacks its id, path or date"),
        ({"id": "javascript:alert(1)"}, "can't be the id of an entry"),
        ({"id": "no uri"}, "can't be the id of an entry"),
        ({"published": 20240501}, "lacks its id, path or date"),
        ({"published": "9999-12-31T23:59:59-14:00"}, "lacks its id, path or date"),
        ({"link": "http://["}, "lacks its id, path or date"),
        ({"title": "a\x1b[2Jb"}, "not a line that feedpub wrote"),
        ({"title": "a\x00b"}, "not a line that feedpub wrote"),
        ({"title": "\ud83d"}, "not a line that feedpub wrote"),
        ({"path": "\udcff.md"}, "not a line that feedpub wrote"),
        ({"title": ["a"]}, "not a line that feedpub wrote"),
        ({"title": {"a": 1}}, "not a line that feedpub wrote"),
        ({"title": 1e999}, "not a line that feedpub wrote"),
        ({"digest": 2**70}, "not a line that feedpub wrote"),
        ({"digest": 1.5}, "not a line that feedpub wrote"),
    ],
)
def test_a_crafted_line_of_the_ledger_is_named(
    kept: Project, change: dict[str, object], said: str
) -> None:
    kept.seed("a.md", title="A", date="2024-05-01")
    kept.write(LEDGER_PATH, "\n" + json.dumps({**LINE, **change}) + "\n")
    with pytest.raises(ConfigError, match=rf"^feeds/ids\.jsonl:2: .*{said}"):
        kept.build()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"url": 7}, "lacks its url or day"),
        ({"url": ""}, "lacks its url or day"),
        ({"asked": 2024}, "lacks its url or day"),
        ({"length": True}, "no number of bytes"),
        ({"length": -1}, "no number of bytes"),
        ({"length": "7"}, "no number of bytes"),
        ({"length": 10**30}, "not a line that feedpub wrote"),
        ({"type": 'a" onload="x'}, "no media type"),
        ({"type": "text"}, "no media type"),
        ({"failure": "a\x1b]0;x\x07"}, "not a line that feedpub wrote"),
        ({"url": "http://a/\x00"}, "not a line that feedpub wrote"),
    ],
)
def test_a_crafted_line_about_an_enclosure_is_named(
    project: Project, change: dict[str, object], said: str
) -> None:
    line = {"url": "https://e.org/a", "asked": "2024-05-01", **change}
    project.write("feeds/enclosures.jsonl", json.dumps(line))
    with pytest.raises(ConfigError, match=rf"^feeds/enclosures\.jsonl:1: .*{said}"):
        project.build()


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)
VALUES = ANY | st.sampled_from([*LINE.values(), "https://e.org/", "2024-05-01", "image/png", 5])
KEYS = st.sampled_from([*LINE, "link", "digest", "removed", "url", "asked", "length", "failure"])
LINES = st.dictionaries(KEYS | st.just("type"), VALUES, max_size=8).map(json.dumps) | st.text()


@settings(deadline=None)
@given(lines=st.lists(LINES, max_size=3), data=st.binary(max_size=8))
def test_whatever_stands_there_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "feeds").mkdir()
    body = "\n".join(lines).encode("utf-8", "surrogatepass") + data
    for name in (LEDGER_PATH, enclosure_facts.FACTS_PATH):
        (folder / name).write_bytes(body)
    for read in (ledger.read, enclosure_facts.read):
        try:
            found: Any = read(folder)
        except ConfigError as error:
            assert str(error).startswith("feeds/")
            assert str(error).isprintable()
        else:
            kept: Any = found.values() if isinstance(found, dict) else found
            for one in kept:
                assert str(one).isprintable()


def test_what_is_written_is_what_is_read(project: Project) -> None:
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    known = [
        ledger.Record("a\u2028.md", ID, 'q"\\', moment, "https://e.org/", "00", moment),
        ledger.Record("b.md", "tag:e.org,2024:b", "海", moment),
    ]
    jsonl.write(project.path, LEDGER_PATH, ledger.lines(known))
    assert ledger.read(project.path) == known


def test_a_link_is_neither_read_nor_replaced(project: Project) -> None:
    secret = project.write("secret", "{")
    (project.path / "feeds").mkdir()
    (project.path / LEDGER_PATH).symlink_to(secret)
    with pytest.raises(ConfigError, match="is a link; put the file itself there"):
        ledger.read(project.path)
    with pytest.raises(OutputError, match="is a link; put the file itself there"):
        jsonl.write(project.path, LEDGER_PATH, [LINE])
    assert secret.read_text() == "{"


def test_what_a_killed_build_left_beside_it_is_removed(project: Project) -> None:
    left = project.write("feeds/.ids.jsonl.0123456789abcdef.writing", "half")
    jsonl.write(project.path, LEDGER_PATH, [LINE])
    assert not left.exists()
    assert [path.name for path in (project.path / "feeds").iterdir()] == ["ids.jsonl"]


def test_mode_and_group_of_the_file_are_kept(project: Project) -> None:
    jsonl.write(project.path, LEDGER_PATH, [LINE])
    path = project.path / LEDGER_PATH
    path.chmod(0o660)
    if os.geteuid() == 0:
        os.chown(path, 65534, 65533)
    before = path.stat()
    jsonl.write(project.path, LEDGER_PATH, [LINE, LINE])
    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )


NOTING = """
import sys
from pathlib import Path
from feedpub.cli._ping import note
from feedpub.model import Ping
for number in range(20):
    note(Path(sys.argv[1]), [Ping("https://h.org/", f"https://e.org/{sys.argv[2]}/{number}")])
"""


def test_two_processes_lose_nothing_of_what_the_other_notes(project: Project) -> None:
    arguments = [sys.executable, "-c", NOTING, str(project.path)]
    running = [subprocess.Popen([*arguments, name]) for name in "ab"]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    lines = (project.path / ".feedpub/pings.jsonl").read_text("utf-8").split("\n")
    assert len({json.loads(line)["topic"] for line in lines if line}) == 40


@pytest.mark.parametrize("what", ["link", "link to nothing", "lock"])
def test_a_link_in_the_place_of_feedpubs_own_folder_is_not_followed(
    project: Project, tmp_path_factory: pytest.TempPathFactory, what: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    project.seed("a.md", title="A", date="2024-05-01")
    if what == "lock":
        (project.path / ".feedpub").mkdir()
        (elsewhere / "victim").write_text("precious")
        (project.path / ".feedpub/lock").symlink_to(elsewhere / "victim")
    else:
        target = elsewhere if what == "link" else elsewhere / "gone"
        (project.path / ".feedpub").symlink_to(target)
    with pytest.raises(FeedpubError, match="is a link, through which files elsewhere"):
        project.build()
    found = {path.name: path.read_text() for path in Path(elsewhere).iterdir()}
    assert found in ({}, {"victim": "precious"})
    assert not (project.path / "out").exists()
