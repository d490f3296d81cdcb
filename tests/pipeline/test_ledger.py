"""Ids that stay: the ledger in feeds/ids.jsonl, through real builds."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)
from lxml import etree

from feedpub.errors import ConfigError, DocumentsRefused
from feedpub.pipeline.build import Options
from tests.conftest import NOW, SITE_URL, Project

ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
DAY = timedelta(days=1)


@pytest.fixture
def kept(project: Project) -> Project:
    configure(project)
    return project


def configure(project: Project, url: str = SITE_URL) -> None:
    project.write(
        "feeds/site.toml",
        f"[site]\nurl = '{url}'\n[build]\nledger = true\ntombstones = true\n"
        "[category]\nfeeds = false\n",
    )


def published(project: Project) -> dict[str, str]:
    """Return the ids of the feed of everything by title."""
    feed = etree.fromstring(project.out()["all.atom"])
    return {
        entry.findtext(f"{ATOM}title", ""): entry.findtext(f"{ATOM}id", "")
        for entry in feed.iterfind(f"{ATOM}entry")
    }


def built(project: Project, day: int = 0) -> dict[str, str]:
    project.build(site_url=None, now=NOW + day * DAY)
    return published(project)


def stones(project: Project) -> dict[str, str]:
    feed = etree.fromstring(project.out()["all.atom"])
    return {stone.get("ref", ""): stone.get("when", "") for stone in feed.iterfind(DELETED)}


def ledger(project: Project) -> list[dict[str, str]]:
    lines = (project.path / "feeds/ids.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return all files, with when they were written and their bytes.

    Not the lock and the cache, which are nobody's but feedpub's.
    """
    own = (".feedpub/lock", ".feedpub/cache")
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {
        name: (path.stat().st_mtime_ns, path.read_bytes())
        for path in paths
        if not (name := path.relative_to(folder).as_posix()).startswith(own)
    }


def move(project: Project, old: str, new: str) -> Path:
    target = project.path / "seeds" / new
    target.parent.mkdir(parents=True, exist_ok=True)
    return (project.path / "seeds" / old).rename(target)


LINKED = {"title": "A", "date": "2024-05-01", "link": "http://old.example.org/a/"}


def edit(project: Project, **front_matter: str) -> Path:
    return project.seed("blog/a.md", **{**LINKED, **front_matter})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda it: move(it, "blog/a.md", "blog/b.md"), id="the file has another name"),
        pytest.param(lambda it: move(it, "blog", "articles/old"), id="its folder moves"),
        pytest.param(lambda it: move(it, "blog/a.md", "a.html"), id="it has another ending"),
        pytest.param(lambda it: edit(it, title="B"), id="it has another title"),
        pytest.param(lambda it: edit(it, date="2023-01-02"), id="it has another date"),
        pytest.param(lambda it: edit(it, body="<p>New.</p>"), id="it has another text"),
        pytest.param(
            lambda it: edit(it, link="http://new.example.com/a/"), id="its link has another domain"
        ),
        pytest.param(
            lambda it: edit(it, link="https://www.old.example.org/a/index.html"),
            id="its link is of https",
        ),
        pytest.param(
            lambda it: edit(it, title="B", date="2023-01-02", body="x", link="https://e.org/x"),
            id="all of it is another",
        ),
        pytest.param(
            lambda it: configure(it, "https://other.example.com/feeds/"), id="the site moves"
        ),
        pytest.param(
            lambda it: (
                edit(it, body="New", link="https://e.org/x"),
                move(it, "blog/a.md", "b.md"),
            ),
            id="it moves with another text and link",
        ),
        pytest.param(
            lambda it: (
                edit(it, title="B", date="2023-01-02", link="https://www.old.example.org/a"),
                move(it, "blog/a.md", "b.md"),
            ),
            id="it moves with nothing but its link",
        ),
    ],
)
def test_an_id_stays_though(kept: Project, change: Callable[[Project], object]) -> None:
    edit(kept)
    kept.seed("other.md", title="Other", date="2024-05-02")
    before = built(kept)
    change(kept)
    after = built(kept, 1)
    assert before["A"] == "http://old.example.org/a/"
    assert sorted(after.values()) == sorted(before.values())
    assert after["Other"] == before["Other"]
    assert stones(kept) == {}


def test_without_the_ledger_a_rename_is_another_id(kept: Project) -> None:
    """As a check on the tests above: they would fail without the thing they test."""
    kept.write("feeds/site.toml", f"[site]\nurl = '{SITE_URL}'\n")
    kept.seed("a.md", title="A", date="2024-05-01")
    before = built(kept)
    move(kept, "a.md", "b.md")
    assert built(kept)["A"] != before["A"]
    assert not (kept.path / "feeds/ids.jsonl").exists()


def test_what_stands_where_another_stood_has_an_id_of_its_own(kept: Project) -> None:
    kept.seed("a.md", title="Old", date="2024-05-01")
    before = built(kept)
    move(kept, "a.md", "archive/a.md")
    kept.seed("a.md", title="New", date="2024-06-01")
    after = built(kept, 1)
    assert after["Old"] == before["Old"]
    assert after["New"] not in before.values()
    move(kept, "a.md", "archive/b.md")
    kept.seed("a.md", title="Newer", date="2024-07-01")
    third = built(kept, 2)
    assert {"Old": third["Old"], "New": third["New"]} == after
    assert len(set(third.values())) == 3
    assert built(kept, 3) == third


def test_two_files_that_change_places_keep_their_ids(kept: Project) -> None:
    kept.seed("a.md", title="A", date="2024-05-01")
    kept.seed("b.md", title="B", date="2024-05-02")
    before = built(kept)
    move(kept, "a.md", "c.md")
    move(kept, "b.md", "a.md")
    move(kept, "c.md", "b.md")
    assert built(kept, 1) == before


def test_a_copy_is_another_document(kept: Project) -> None:
    kept.seed("m.md", **LINKED)
    before = built(kept)
    kept.seed("a.md", **{**LINKED, "title": "Before"})
    kept.write("seeds/z.md", (kept.path / "seeds/m.md").read_bytes())
    kept.build(site_url=None)
    ids = {line["path"]: line["id"] for line in ledger(kept)}
    assert ids["m.md"] == before["A"]
    assert len(set(ids.values())) == 3
    again = ids
    kept.build(site_url=None)
    assert {line["path"]: line["id"] for line in ledger(kept)} == again


def test_a_copy_of_how_it_was_is_another_document(kept: Project) -> None:
    path = kept.seed("b.md", title="A", date="2024-05-01")
    before = built(kept)
    kept.write("seeds/a.md", path.read_bytes())
    kept.seed("b.md", title="A", date="2024-06-01", body="Edited.")
    kept.build(site_url=None)
    ids = {line["path"]: line["id"] for line in ledger(kept)}
    assert ids["b.md"] == before["A"] != ids["a.md"]


def test_documents_of_one_title_and_date_are_known_by_their_bytes(kept: Project) -> None:
    for name in ("a.md", "b.md"):
        kept.seed(name, title="Same", date="2024-05-01", body=name)
    kept.build(site_url=None)
    before = {line["path"]: line["id"] for line in ledger(kept)}
    move(kept, "a.md", "z.md")
    move(kept, "b.md", "y.md")
    kept.build(site_url=None)
    after = {line["path"]: line["id"] for line in ledger(kept)}
    assert after == {"z.md": before["a.md"], "y.md": before["b.md"]}


def test_documents_of_one_content_are_two_and_stay_two(kept: Project) -> None:
    for name in ("a.md", "b.md"):
        kept.seed(name, title="Same", date="2024-05-01")
    kept.build(site_url=None)
    before = {line["path"]: line["id"] for line in ledger(kept)}
    assert len(set(before.values())) == 2
    move(kept, "a.md", "c.md")
    kept.build(site_url=None)
    after = {line["path"]: line["id"] for line in ledger(kept)}
    assert after["b.md"] == before["b.md"]
    assert len({line["id"] for line in ledger(kept)}) == len(ledger(kept))


def test_what_comes_back_has_the_id_that_it_had(kept: Project) -> None:
    path = kept.seed("a.md", title="A", date="2024-05-01")
    kept.seed("b.md", title="B", date="2024-05-01")
    before = built(kept)
    content = path.read_bytes()
    path.unlink()
    assert built(kept, 1) == {"B": before["B"]}
    assert list(stones(kept)) == [before["A"]]
    kept.write("seeds/elsewhere/a.md", content)
    assert built(kept, 2) == before
    assert stones(kept) == {}


def test_what_cannot_be_read_for_once_keeps_its_id_and_is_not_gone(kept: Project) -> None:
    kept.seed("a.md", title="A", date="2024-05-01")
    kept.seed("b.md", title="B", date="2024-05-01")
    before, lines = built(kept), ledger(kept)
    kept.write("seeds/a.md", "---\ntitle: [\n---\n")
    assert built(kept, 1) == {"B": before["B"]}
    assert (stones(kept), ledger(kept)) == ({}, lines)
    kept.seed("a.md", title="Mended", date="2024-05-03")
    assert built(kept, 2) == {"B": before["B"], "Mended": before["A"]}


def test_what_cannot_be_read_for_once_gives_its_id_to_no_copy(kept: Project) -> None:
    path = kept.seed("a.md", title="A", date="2024-05-01")
    before, good = built(kept), path.read_bytes()
    kept.write("seeds/a.md", "---\ntitle: [\n---\n")
    kept.write("seeds/copy.md", good)
    copied = built(kept, 1)
    assert copied["A"] != before["A"]
    path.write_bytes(good)
    kept.build(site_url=None)
    ids = {line["path"]: line["id"] for line in ledger(kept)}
    assert ids == {"a.md": before["A"], "copy.md": copied["A"]}


@pytest.mark.parametrize("key", ["draft", "hidden"])
def test_a_document_that_is_withdrawn_is_gone_once_and_for_all(kept: Project, key: str) -> None:
    kept.seed("a.md", title="A", date="2024-05-01")
    kept.seed("b.md", title="B", date="2024-05-01")
    before = built(kept)
    kept.seed("a.md", title="A", date="2024-05-01", **{key: "true"})
    assert built(kept, 1) == {"B": before["B"]}
    gone = {before["A"]: (NOW + DAY).isoformat()}
    assert stones(kept) == gone
    first = kept.out()
    built(kept, 5)
    assert (stones(kept), kept.out()) == (gone, first)
    kept.seed("a.md", title="A", date="2024-05-01")
    assert built(kept, 6) == before
    assert stones(kept) == {}


def test_tombstones_stand_only_where_they_are_wanted(kept: Project) -> None:
    kept.write("feeds/own.toml", "tombstones = false")
    path = kept.seed("a.md", title="A", date="2024-05-01")
    id_of_a = built(kept)["A"].encode()
    path.unlink()
    built(kept, 1)
    assert id_of_a in kept.out()["all.atom"]
    assert id_of_a not in kept.out()["own.atom"]


def test_what_is_to_come_has_no_line_until_it_is_there(kept: Project) -> None:
    kept.seed("a.md", title="A", date="2024-05-01")
    kept.seed("b.md", title="B", date="2026-11-03")
    built(kept)
    assert [line["path"] for line in ledger(kept)] == ["a.md"]
    move(kept, "b.md", "c.md")
    after = built(kept, 10)
    assert [line["path"] for line in ledger(kept)] == ["a.md", "c.md"]
    kept.seed("a.md", title="A", date="2027-05-01")
    assert built(kept, 11) == {"B": after["B"]}
    assert stones(kept) == {}
    assert built(kept, 365) == after


class TestAnIdThatADocumentNamesItself:
    def test_is_taken_where_there_was_none(self, kept: Project) -> None:
        kept.seed("a.md", title="A", date="2024-05-01", guid="tag:e.org,2024:a")
        assert built(kept) == {"A": "tag:e.org,2024:a"}

    def test_gives_way_to_the_published_one(self, kept: Project) -> None:
        kept.seed("a.md", title="A", date="2024-05-01")
        before = built(kept)
        kept.seed("a.md", title="A", date="2024-05-01", guid="tag:e.org,2024:a")
        [problem] = kept.build(site_url=None).problems
        assert (problem.severity, problem.code, problem.path) == (
            "warning",
            "id-changed",
            "seeds/a.md",
        )
        assert problem.message == (
            f"names the id tag:e.org,2024:a, but was published as {before['A']}, which is kept;"
            " take the id out of the document, or its line out of feeds/ids.jsonl"
        )
        assert published(kept) == before

    def test_refuses_a_strict_build_that_then_writes_nothing(self, kept: Project) -> None:
        kept.seed("a.md", title="A", date="2024-05-01")
        built(kept)
        kept.seed("a.md", title="A", date="2024-05-01", guid="tag:e.org,2024:a")
        kept.seed("b.md", title="B", date="2024-05-01")
        before = everything(kept.path)
        with pytest.raises(DocumentsRefused, match=r"names the id tag:e\.org,2024:a"):
            kept.build(Options(strict=True), site_url=None)
        assert everything(kept.path) == before

    def test_is_no_matter_when_it_is_the_published_one(self, kept: Project) -> None:
        kept.seed("a.md", title="A", date="2024-05-01")
        before = built(kept)
        kept.seed("b.md", title="A", date="2024-05-01", guid=before["A"])
        (kept.path / "seeds/a.md").unlink()
        assert kept.build(Options(strict=True), site_url=None).problems == ()
        assert published(kept) == before

    def test_is_taken_when_its_line_is_taken_out(self, kept: Project) -> None:
        kept.seed("a.md", title="A", date="2024-05-01")
        built(kept)
        kept.seed("a.md", title="A", date="2024-05-01", guid="tag:e.org,2024:a")
        kept.write("feeds/ids.jsonl", "")
        assert built(kept) == {"A": "tag:e.org,2024:a"}


class TestTheFile:
    def test_has_a_sorted_line_for_each_document(self, kept: Project) -> None:
        for name in ("b.md", "a.md", "文/图.md", "B.md"):
            kept.seed(name, title=f"《{name}》", date="2024-05-01T10:00:00+08:00")
        built(kept)
        text = (kept.path / "feeds/ids.jsonl").read_text("utf-8")
        assert [line["path"] for line in ledger(kept)] == ["B.md", "a.md", "b.md", "文/图.md"]
        assert text.endswith("}\n") and text.count("\n") == 4 and "《文/图.md》" in text
        assert ledger(kept)[1] == {
            "path": "a.md",
            "id": published(kept)["《a.md》"],
            "title": "《a.md》",
            "published": "2024-05-01T02:00:00+00:00",
            "digest": ledger(kept)[1]["digest"],
        }

    def test_is_not_touched_by_a_build_that_changes_nothing(self, kept: Project) -> None:
        kept.seed("a.md", title="A", date="2024-05-01")
        path = kept.seed("b.md", title="B", date="2024-05-01")
        built(kept)
        path.unlink()
        built(kept, 1)
        before = everything(kept.path)
        built(kept, 2)
        assert everything(kept.path) == before

    @pytest.mark.parametrize(
        "line",
        ["<<<<<<< HEAD", "=======", "[]", "null", "{", '"text"', "x" * 100, "[" * 100_000],
        ids=lambda line: line[:10],
    )
    def test_with_a_line_that_is_none_stops_the_build_and_names_it(
        self, kept: Project, line: str
    ) -> None:
        kept.seed("a.md", title="A", date="2024-05-01")
        built(kept)
        file = kept.path / "feeds/ids.jsonl"
        file.write_text(f"{file.read_text('utf-8')}\n{line}\n", "utf-8")
        before = everything(kept.path)
        with pytest.raises(ConfigError, match=r"^feeds/ids\.jsonl:3: not a line that feedpub"):
            built(kept, 1)
        assert everything(kept.path) == before

    @pytest.mark.parametrize(
        "line",
        [
            '{"path": "b.md", "id": "urn:x:b"}',
            '{"path": "b.md", "published": "2024-05-01T00:00:00+00:00"}',
            '{"path": "b.md", "id": "urn:x:b", "published": "yesterday"}',
            '{"path": "b.md", "id": "urn:x:b", "published": "0001-01-01T00:00:00+14:00"}',
            '{"path": "b.md", "id": "urn:x:b", "published": "2024-05-01", "removed": "once"}',
        ],
    )
    def test_with_a_line_that_lacks_something_stops_the_build(
        self, kept: Project, line: str
    ) -> None:
        kept.write("feeds/ids.jsonl", line)
        with pytest.raises(ConfigError, match=r"^feeds/ids\.jsonl:1: the line of 'b\.md' lacks"):
            built(kept)

    def test_with_one_id_twice_stops_the_build(self, kept: Project) -> None:
        kept.seed("a.md", title="A", date="2024-05-01")
        built(kept)
        file = kept.path / "feeds/ids.jsonl"
        line = file.read_text("utf-8")
        file.write_text(line + line.replace("a.md", "b.md"), "utf-8")
        with pytest.raises(
            ConfigError, match=r"^feeds/ids\.jsonl:2: has the same id, urn:uuid:.* as line 1"
        ):
            built(kept)

    def test_that_is_no_utf_8_stops_the_build(self, kept: Project) -> None:
        kept.write("feeds/ids.jsonl", '{"path": "é"}'.encode("latin-1"))
        with pytest.raises(ConfigError, match=r"feeds/ids\.jsonl: not UTF-8"):
            built(kept)

    def test_is_read_after_an_editor_has_saved_it(self, kept: Project) -> None:
        kept.seed("a.md", title="A", date="2024-05-01")
        before = built(kept)
        move(kept, "a.md", "b.md")
        file = kept.path / "feeds/ids.jsonl"
        body = file.read_bytes().replace(b"\n", b"\r\n\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + body)
        assert built(kept) == before

    def test_is_as_it_was_after_a_dry_run(self, kept: Project) -> None:
        kept.seed("a.md", title="A", date="2024-05-01")
        kept.seed("b.md", title="B", date="2024-05-01")
        built(kept)
        move(kept, "a.md", "c.md")
        kept.seed("b.md", title="B", date="2024-05-01", draft="true")
        kept.seed("d.md", title="D", date="2024-05-01")
        before = everything(kept.path)
        kept.build(Options(dry_run=True), site_url=None)
        assert everything(kept.path) == before


class Ledger(RuleBasedStateMachine):
    """A project of a few documents, each known to the test by a number that feedpub never sees.

    Each rule changes one thing of one document and builds. Of what is withdrawn nothing is known
    while it changes, so a draft only comes back, or is deleted.
    """

    documents = Bundle("documents")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.project = Project(Path(self.folder.name))
        (self.project.path / "seeds").mkdir()
        configure(self.project)
        self.count = 0
        self.paths: dict[int, str] = {}
        self.matters: dict[int, dict[str, str]] = {}
        self.ids: dict[int, str] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    def write(self, number: int) -> None:
        self.project.seed(self.paths[number], **self.matters[number])

    @rule(target=documents, linked=st.booleans())
    def add(self, linked: bool) -> int:
        self.count += 1
        number = self.count
        self.paths[number] = f"new/{number}.md"
        self.matters[number] = {
            "title": f"T{number}",
            "date": f"2024-01-{1 + number % 28:02}",
            "body": f"{number}",
        }
        if linked:
            self.matters[number]["link"] = f"https://e.org/{number}/"
        self.write(number)
        self.build()
        return number

    @rule(number=documents, name=st.sampled_from(["a", "b", "x/a", "x/b"]))
    def rename(self, number: int, name: str) -> None:
        path = f"{name}.md"
        if path not in self.paths.values() and "draft" not in self.matters[number]:
            move(self.project, self.paths[number], path)
            self.paths[number] = path
            self.build()

    @rule(
        number=documents,
        key=st.sampled_from(["title", "body"]),
        value=st.sampled_from(["One", "Two"]),
    )
    def edit(self, number: int, key: str, value: str) -> None:
        if "draft" not in self.matters[number]:
            self.matters[number][key] = f"{value} {number}"
            self.write(number)
            self.build()

    @rule(number=documents)
    def edit_and_rename(self, number: int) -> None:
        """Another text at another path, the title and the date being what they were."""
        if "draft" not in self.matters[number]:
            self.count += 1
            move(self.project, self.paths[number], f"moved/{self.count}.md")
            self.paths[number] = f"moved/{self.count}.md"
            self.matters[number]["body"] = f"moved {self.count}"
            self.write(number)
            self.build()

    @rule(number=documents)
    def withdraw_or_bring_back(self, number: int) -> None:
        was = self.matters[number].pop("draft", None)
        if was is None:
            self.matters[number]["draft"] = "true"
        self.write(number)
        self.build()

    @rule(number=consumes(documents))
    def delete(self, number: int) -> None:
        (self.project.path / "seeds" / self.paths.pop(number)).unlink()
        self.build()

    def build(self) -> None:
        result = self.project.build(site_url=None)
        assert result.problems == ()
        lines = ledger(self.project)
        given = {line["path"]: line["id"] for line in lines if "removed" not in line}
        live = {n: path for n, path in self.paths.items() if "draft" not in self.matters[n]}
        assert set(given) == set(live.values())
        for number, path in live.items():
            assert given[path] == self.ids.setdefault(number, given[path])
        assert len(set(self.ids.values())) == len(self.ids)
        assert sorted(published(self.project).values()) == sorted(given.values())
        assert {line["id"] for line in lines if "removed" in line} == set(stones(self.project))

    @invariant()
    def a_second_build_changes_nothing(self) -> None:
        if self.ids:
            before = everything(self.project.path)
            self.project.build(site_url=None, now=NOW + DAY)
            assert everything(self.project.path) == before


def test_no_change_of_one_thing_at_a_time_changes_an_id() -> None:
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=25,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


def test_a_line_of_what_was_removed_gives_way_to_what_stands_there_now(kept: Project) -> None:
    kept.seed("p.md", title="A", date="2024-05-01", guid="urn:ex:zzz")
    kept.seed("q.md", title="B", date="2024-05-02", guid="urn:ex:aaa")
    built(kept)
    (kept.path / "seeds/p.md").unlink()
    built(kept, 1)
    move(kept, "q.md", "p.md")
    assert built(kept, 2) == {"B": "urn:ex:aaa"}
    kept.seed("p.md", title="B, edited", date="2024-05-03", body="new")
    assert built(kept, 3) == {"B, edited": "urn:ex:aaa"}


def test_the_id_of_what_cannot_be_read_just_now_is_not_given_away(kept: Project) -> None:
    kept.seed("a.md", title="A", date="2024-05-01")
    before = built(kept)
    move(kept, "a.md", "b.md")
    assert built(kept, 1) == before
    good = (kept.path / "seeds/b.md").read_bytes()
    kept.write("seeds/b.md", "---\ntitle: [\n---\n")
    kept.seed("a.md", title="New", date="2024-06-01")
    assert built(kept, 2)["New"] != before["A"]
    kept.write("seeds/b.md", good)
    assert built(kept, 3)["A"] == before["A"]


def test_what_stands_where_another_was_deleted_before_is_not_that_other(kept: Project) -> None:
    kept.seed("a.md", title="A", date="2024-05-01")
    before = built(kept)
    (kept.path / "seeds/a.md").unlink()
    built(kept, 1)
    kept.seed("a.md", title="New", date="2024-06-01")
    assert built(kept, 2)["New"] != before["A"]
    assert list(stones(kept)) == [before["A"]]


def test_the_day_alone_does_not_make_two_articles_one(kept: Project) -> None:
    kept.seed("a.md", title="A", date="2024-05-01")
    kept.seed("b.md", title="B", date="2024-05-01")
    before = built(kept)
    for old, new in (("a.md", "c.md"), ("b.md", "a.md"), ("c.md", "b.md")):
        move(kept, old, new)
    assert built(kept, 1) == before


def test_nobody_takes_the_id_of_another_by_naming_it(kept: Project) -> None:
    kept.seed("b.md", title="B", date="2024-05-01")
    before = built(kept)
    kept.seed("a.md", title="A", date="2024-06-01", guid=before["B"])
    [problem] = kept.build(site_url=None).problems
    assert (problem.severity, problem.code, problem.path) == ("error", "id-duplicate", "seeds/a.md")
    assert published(kept) == before
