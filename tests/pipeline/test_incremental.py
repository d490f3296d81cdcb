"""What is remembered between builds changes the time that they take, and nothing else."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from feedpub import config
from feedpub.errors import DocumentsRefused
from feedpub.model import BuildResult, Places
from feedpub.pipeline import _read
from feedpub.pipeline.build import Options, build
from feedpub.pipeline.memory import cache, feeds, unchanged
from feedpub.pipeline.ranges import Division
from feedpub.source import documents, file_stamps, tree
from tests.conftest import Project, work_here

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15"
    b"\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01"
)
SITE = "[site]\nurl = 'https://feeds.example.org/'\n[build]\nlimit = {limit}\n{more}"


def soon() -> datetime:
    """Return a moment at which files that are written now are old enough to be trusted."""
    return datetime.now(UTC) + timedelta(seconds=10)


def run(project: Project, now: datetime | None = None, **options: Any) -> tuple[BuildResult, bool]:
    """Build as the command does; return also whether anything was done."""
    now = now or soon()
    state = unchanged.look(project.path)
    known, state = unchanged.recall(project.path, state, now)
    if known:
        return known, False
    site = config.load(project.path)
    return build(project.path, site, Options(**options), now, state=state), True


def stats(folder: Path) -> dict[str, tuple[int, ...]]:
    """Return what tells that a file was written."""
    found = {str(path): path.stat() for path in folder.rglob("*")}
    return {name: (it.st_mtime_ns, it.st_ctime_ns, it.st_ino) for name, it in found.items()}


def from_nothing(project: Project, now: datetime, folder: Path) -> dict[str, bytes]:
    """Return what a build without any memory makes of the same project."""
    return result_from_nothing(project, now, folder)[1]


def result_from_nothing(
    project: Project, now: datetime, folder: Path
) -> tuple[BuildResult, dict[str, bytes]]:
    """Return what a build without any memory tells of the same project, and what it makes."""
    for name in ("seeds", "feeds"):
        if (project.path / name).exists():
            shutil.copytree(project.path / name, folder / name, symlinks=True)
    other = Project(folder)
    result = build(folder, config.load(folder), Options(jobs=1), now)
    return result, other.published()


NAMES = ["a.md", "b.md", "c/a.md", "c/d.html", "e.md"]
BODIES = [
    "<p>One.</p>",
    "<p>Two.</p>",
    "![pic](p.png) and [b](b.md), [c](/c/a.md#x)",
    "# Title\n\ntext <!--more--> more",
    "<div>" * 600,
]


class AnyChange(RuleBasedStateMachine):
    """Whatever is done to a project, a build makes what a build from nothing makes."""

    @initialize(
        division=st.builds(Division, st.sampled_from([1, 2, 7, 1_000]), st.sampled_from([1, 5])),
        jobs=st.sampled_from([1, 1, 1, 2]),
    )
    def begin(self, division: Division, jobs: int) -> None:
        self.how = {"division": division, "jobs": jobs}
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project(self.folder / "project")
        (self.project.path / "seeds").mkdir(parents=True)
        self.days = 0
        self.number = 0
        self.configure(3, "")

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def files(self) -> list[Path]:
        return sorted(path for path in (self.project.path / "seeds").rglob("*.*") if path.is_file())

    @rule(
        name=st.sampled_from(NAMES),
        body=st.sampled_from(BODIES),
        day=st.integers(1, 28),
        title=st.sampled_from(["", "", "Same"]),
        category=st.sampled_from(["x", "y", "[x, y]", "Z"]),
        other=st.sampled_from(
            ["", "draft: true", "headimg: p.png", "link: https://e.org/a", "guid: same", "date: x"]
        ),
        year=st.sampled_from([2020, 2021, datetime.now(UTC).year + 1]),
    )
    def write(
        self, name: str, body: str, day: int, title: str, category: str, other: str, year: int
    ) -> None:
        date = "" if "date" in other else f"date: {year}-01-{day:02}\n"
        matter = f"title: {title or f'T{day}'}\n{date}categories: {category}\n{other}\n"
        self.project.write(f"seeds/{name}", f"---\n{matter}---\n{body}\n")

    @rule(size=st.integers(0, 2), where=st.sampled_from(["p.png", "c/p.png"]))
    def paint(self, size: int, where: str) -> None:
        self.project.write(f"seeds/{where}", PNG + bytes(size))

    @precondition(lambda self: self.files())
    @rule(number=st.integers(0, 20))
    def delete(self, number: int) -> None:
        files = self.files()
        files[number % len(files)].unlink()

    @precondition(lambda self: self.files())
    @rule(number=st.integers(0, 20), name=st.sampled_from(NAMES))
    def rename(self, number: int, name: str) -> None:
        files = self.files()
        target = self.project.path / "seeds" / name
        target.parent.mkdir(exist_ok=True)
        files[number % len(files)].rename(target)

    @precondition(lambda self: self.files())
    @rule(number=st.integers(0, 20))
    def edit_and_keep_size_and_time(self, number: int) -> None:
        path = self.files()[number % len(self.files())]
        known = path.stat()
        path.write_bytes(path.read_bytes().replace(b"T1", b"T7").replace(b"One", b"Own"))
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))

    @rule()
    def touch(self) -> None:
        for path in self.files():
            path.touch()

    @rule()
    def clone(self) -> None:
        """Move to another machine: every file is new there."""
        copy = self.folder / "copy"
        shutil.copytree(self.project.path, copy, symlinks=True, copy_function=shutil.copyfile)
        shutil.rmtree(self.project.path)
        copy.rename(self.project.path)

    @rule(
        limit=st.integers(1, 4),
        more=st.sampled_from(
            [
                "",
                "archive = true\n",
                "[category]\nread = 'path'\n",
                "formats = 'json'\n",
                "cover_in_body = 'add'\n",
                "pages = false\n",
                "ledger = true\n",
                "duplicates = 'merge'\n",
                "duplicates = 'merge'\nledger = true\nkeep_published = true\n",
                "[documents]\ndrafts = 'c/**'\n",
                "[fields]\ndraft = []\n",
                "[site.x]\n",
            ]
        ),
    )
    def configure(self, limit: int, more: str) -> None:
        if more != "[site.x]\n":
            self.project.write("feeds/site.toml", SITE.format(limit=limit, more=more))

    @rule(days=st.integers(-400, 800))
    def jump_in_time(self, days: int) -> None:
        self.days = days

    @rule(how=st.sampled_from(["delete", "junk", "empty", "old"]))
    def spoil_the_cache(self, how: str) -> None:
        path = self.project.path / cache.CACHE_PATH
        if how == "delete" or not path.exists():
            path.unlink(missing_ok=True)
        elif how == "old":
            with sqlite3.connect(path) as database:
                database.execute("UPDATE memory SET value = 'old' WHERE kind = 'code'")
            database.close()
        else:
            path.write_bytes(b"junk" * 100 if how == "junk" else b"")

    @precondition(lambda self: (self.project.path / "out").exists())
    @rule(number=st.integers(0, 20), how=st.sampled_from(["delete", "spoil"]))
    def meddle_with_the_output(self, number: int, how: str) -> None:
        files = sorted(path for path in (self.project.path / "out").rglob("*.*") if path.is_file())
        files = [path for path in files if path.name != ".feedpub.json"]
        if files and how == "delete":
            files[number % len(files)].unlink()
        elif files:
            files[number % len(files)].write_bytes(b"spoilt")

    @invariant()
    def the_output_is_that_of_a_build_from_nothing(self) -> None:
        if not hasattr(self, "project"):
            return
        now = soon() + timedelta(days=self.days)
        first, _ = run(self.project, now, **self.how)
        again, _ = run(self.project, now, **self.how)
        # What is so of one build alone: a spoilt cache, an entry that was in out/ under another id.
        passing = [
            problem
            for problem in first.problems
            if problem.code == "cache"
            or (problem.code == "id-changed" and problem.path == config.CONFIG_PATH)
        ]
        codes = [problem.code for problem in first.problems if problem not in passing]
        assert [problem.code for problem in again.problems] == codes
        self.number += 1
        folder = self.folder / str(self.number)
        whole, expected = result_from_nothing(self.project, now, folder)
        assert self.project.published() == expected
        told = [problem for problem in again.problems if problem.code != "cache"]
        assert (again.counts, again.withheld, told) == (
            whole.counts,
            whole.withheld,
            list(whole.problems),
        )


TestAnyChange = AnyChange.TestCase
TestAnyChange.settings = settings(
    max_examples=40,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_where_nothing_has_changed_no_document_is_opened_and_nothing_is_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    project.seed("a.md", title="a", date="2022-01-01", categories="x")
    project.seed("b.md", title="b")
    first, worked = run(project)
    assert worked
    everything = stats(project.path)

    def opened(*_: object) -> None:
        raise AssertionError("a document was opened")

    monkeypatch.setattr(documents, "read", opened)
    monkeypatch.setattr(documents, "digest_of_document", opened)
    second, worked = run(project)
    assert not worked
    assert (second.counts, second.problems) == (first.counts, first.problems)
    assert [feed.path for feed in second.feeds] == [feed.path for feed in first.feeds]
    assert not any(feed.changed for feed in second.feeds)
    assert stats(project.path) == everything


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda p: p.seed("c.md", title="c", date="2022-01-03"), id="a new document"),
        pytest.param(lambda p: (p.path / "seeds/a.md").unlink(), id="a document gone"),
        pytest.param(lambda p: p.write("seeds/x.png", b"x"), id="a new picture"),
        pytest.param(lambda p: p.write("feeds/x.toml", ""), id="a new definition"),
        pytest.param(lambda p: (p.path / "out/all.rss").unlink(), id="a feed gone"),
        pytest.param(lambda p: p.write("out/all.rss", "x"), id="a feed spoilt"),
        pytest.param(lambda p: (p.path / "out/feeds.opml").unlink(), id="the list gone"),
        pytest.param(lambda p: (p.path / "out/old.rss").unlink(), id="an alias gone"),
        pytest.param(
            lambda p: next((p.path / "out/media").iterdir()).unlink(), id="a picture gone"
        ),
        pytest.param(lambda p: (p.path / cache.CACHE_PATH).unlink(), id="the cache gone"),
    ],
)
def test_any_change_is_seen(project: Project, change: Callable[[Project], object]) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    project.write("feeds/own.toml", "aliases = 'old'")
    project.write("seeds/p.png", PNG)
    project.seed("a.md", title="a", date="2022-01-01", headimg="p.png")
    run(project)
    assert not run(project)[1]
    before = project.out()
    change(project)
    assert run(project)[1]
    if (project.path / "seeds/a.md").exists():
        assert project.out().keys() >= before.keys()
    assert not run(project)[1]


def test_a_document_that_is_due_now_is_seen(project: Project) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    due = soon() + timedelta(days=3)
    project.seed("a.md", title="a", date=due.isoformat())
    run(project)
    assert not run(project, soon() + timedelta(days=2))[1]
    assert run(project, due)[0].counts.published == 1
    assert run(project, soon())[0].counts.published == 0


def test_an_edit_within_the_resolution_of_the_file_system_is_not_missed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With times in whole seconds, a file that changes twice in one can look the same."""

    def coarse(found: os.stat_result) -> file_stamps.Stamp:
        return file_stamps._STAMP.pack(found.st_size, 10**18, 10**18, 1)

    monkeypatch.setattr(tree, "stamp_of", coarse)
    monkeypatch.setattr(file_stamps, "stamp_of", coarse)
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    moment = datetime.fromtimestamp(10**9 + 1, UTC)
    project.seed("a.md", title="one", date="1999-01-01")
    run(project, moment)
    project.seed("a.md", title="two", date="1999-01-01")
    run(project, moment)
    assert b"<title>two</title>" in project.out()["all.rss"]
    project.seed("a.md", title="six", date="1999-01-01")
    later = moment + timedelta(seconds=9)
    assert run(project, later)[1]
    assert b"<title>six</title>" in project.out()["all.rss"]
    assert not run(project, later)[1]


class TestFilesOfTheSameBytes:
    """Of files with other times, or with times too new to tell, the bytes are read."""

    @pytest.fixture
    def project(self, project: Project) -> Project:
        project.write("feeds/site.toml", SITE.format(limit=5, more=""))
        project.write("seeds/p.png", PNG)
        for name in "abc":
            project.seed(f"{name}.md", title=name, date="2022-01-01", headimg="p.png")
        return project

    def test_checked_out_once_more_they_are_read_once(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run(project)
        everything = stats(project.path / "out")
        for path in (project.path / "seeds").iterdir():
            path.touch()
        assert not run(project)[1]
        assert stats(project.path / "out") == everything
        monkeypatch.setattr(file_stamps, "digest_of_file", None)
        assert not run(project)[1]

    @pytest.mark.parametrize("name", ["a.md", "p.png"])
    def test_new_as_of_this_second_they_tell_of_a_change(self, project: Project, name: str) -> None:
        run(project, datetime.now(UTC))
        path = project.path / "seeds" / name
        known = path.stat()
        path.write_bytes(path.read_bytes()[:-1] + b"!")
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
        assert run(project, datetime.now(UTC))[1]

    def test_documents_new_as_of_this_second_are_not_parsed_again(self, project: Project) -> None:
        (project.path / "seeds/p.png").unlink()
        run(project, datetime.now(UTC))
        assert not run(project, datetime.now(UTC))[1]

    def test_an_older_one_in_the_place_of_another_is_seen(self, project: Project) -> None:
        run(project)
        spare = project.path / "seeds/a.bak"
        os.rename(project.path / "seeds/a.md", spare)  # noqa: PTH104
        project.seed("a.md", title="new", date="2022-01-01", headimg="p.png")
        run(project)
        before = project.out()
        os.replace(spare, project.path / "seeds/a.md")  # noqa: PTH105
        project.write("seeds/a.bak", "x")
        assert run(project)[1]
        assert project.out() != before


def test_a_configuration_that_changes_while_it_builds_is_seen(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    project.seed("a.md", title="a", date="2022-01-01")
    outline = _read.outline

    def meddled(*values: Any) -> Any:
        project.write("feeds/site.toml", SITE.format(limit=5, more="formats = ['atom']\n"))
        return outline(*values)

    work_here(monkeypatch)
    monkeypatch.setattr(_read, "outline", meddled)
    run(project, jobs=1)
    assert "all.rss" in project.out()
    assert run(project, jobs=1)[1]
    assert "all.rss" not in project.out()


def test_only_pages_that_change_are_rendered_and_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("feeds/site.toml", SITE.format(limit=2, more=""))
    for number in range(1, 6):
        project.seed(f"{number}.md", title=str(number), date=f"2022-01-0{number}", categories="x")
    assert run(project)[0].pages == 5
    before = project.published()
    project.seed("1.md", title="new", date="2022-01-01", categories="x")
    counting = Counting(monkeypatch)
    assert run(project, jobs=1)[0].pages == 2  # the page of 2.md names it
    assert counting.taken() == (["1.md"], ["1.md"])
    after = project.published()
    changed = {path for path in after if after[path] != before.get(path)}
    assert {path for path in changed if path.count("/") > 1} == {
        *("entries/all/1.html", "entries/category/x/1.html"),
    }
    assert [path.partition("/")[0] for path in changed] == ["entries"] * 4
    project.write("feeds/templates/entry.html", '{% extends "feedpub/entry.html" %}')
    assert run(project, jobs=1)[0].pages == 0  # written the same
    project.write("feeds/templates/entry.html", "{{ entry.title }}")
    assert run(project, jobs=1)[0].pages == 5


def test_a_new_style_sheet_is_seen(project: Project) -> None:
    project.seed("a.md", title="a")
    run(project)
    project.write("feeds/templates/custom.css", "p { color: teal }")
    assert run(project)[1] is True
    assert b"color: teal" in project.published()["assets/style.css"]


class TestAFreshClone:
    """With ``.feedpub/`` and ``out/`` of another time: every time is new, the bytes tell."""

    def cloned(self, project: Project, folder: Path) -> Project:
        project.write("feeds/site.toml", SITE.format(limit=5, more=""))
        project.seed("a.md", title="a", date="2022-01-01", headimg="p.png")
        project.seed("b.md", title="b", date="2022-01-02", body="![p](p.png)")
        project.write("seeds/p.png", PNG)
        run(project)
        shutil.copytree(project.path, folder, copy_function=shutil.copyfile)
        return Project(folder)

    def test_reads_the_bytes_and_does_nothing(self, project: Project, tmp_path: Path) -> None:
        clone = self.cloned(project, tmp_path / "clone")
        before = stats(clone.path / "out")
        assert run(clone)[1] is False
        assert stats(clone.path / "out") == before

    def test_reads_them_once(
        self, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clone = self.cloned(project, tmp_path / "clone")
        assert run(clone)[1] is False
        monkeypatch.setattr(
            file_stamps, "digest_of_file", lambda path: pytest.fail(f"{path} was read")
        )
        assert run(clone)[1] is False

    @pytest.mark.parametrize(
        "change",
        [
            lambda seeds: (seeds / "a.md").write_text("---\ntitle: A\ndate: 2022-01-01\n---\n"),
            lambda seeds: (seeds / "p.png").write_bytes(PNG + b"x"),
            lambda seeds: (seeds / "p.png").rename(seeds / "q.png"),
            lambda seeds: (seeds / "b.md").unlink(),
            lambda seeds: (seeds / "../out/all.rss").write_bytes(b""),
            lambda seeds: (seeds / "../out/all.rss").unlink(),
        ],
    )
    def test_sees_what_changed(
        self, project: Project, tmp_path: Path, change: Callable[[Path], object]
    ) -> None:
        clone = self.cloned(project, tmp_path / "clone")
        change(clone.path / "seeds")
        assert run(clone)[1] is True
        assert clone.published() == from_nothing(clone, soon(), tmp_path / "other")

    def test_does_not_trust_a_link_to_the_same_bytes(
        self, project: Project, tmp_path: Path
    ) -> None:
        clone = self.cloned(project, tmp_path / "clone")
        (clone.path / "seeds" / "a.md").rename(tmp_path / "a.md")
        (clone.path / "seeds" / "a.md").symlink_to(tmp_path / "a.md")
        result, _ = run(clone)
        assert [problem.code for problem in result.problems] == ["link-outside"]

    def test_renders_only_what_changed(self, project: Project, tmp_path: Path) -> None:
        clone = self.cloned(project, tmp_path / "clone")
        clone.seed("c.md", title="c", date="2022-01-03", categories="new")
        result, _ = run(clone)
        assert sorted(feed.path for feed in result.feeds if feed.changed) == [
            "all.atom",
            "all.rss",
            "category/new.atom",
            "category/new.rss",
        ]


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_does_the_work(
    project: Project, tmp_path: Path, kind: Callable[[int], Executor]
) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    for number in range(40):
        body = f"<p>{number} <a href='x'>a</a><table><p>b{'<i>' * number}"
        project.seed(f"{number}.md", title=str(number), date="2022-01-01", body=body)
    now = soon()
    with kind(4) as executor:
        run(project, now, executor=executor)
        assert executor.submit(int, "7").result() == 7
    assert project.published() == from_nothing(project, now, tmp_path / "other")


class Counting:
    """Counts how often a function is called that does the work."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.outlined: list[str] = []
        self.completed: list[str] = []
        real_outline, real_complete = _read.outline, _read.complete

        def outline(seeds: Places, site: config.Site, path: str) -> object:
            self.outlined.append(path)
            return real_outline(seeds, site, path)

        def complete(seeds: Places, site: config.Site, ids: Any, entry: Any) -> object:
            self.completed.append(entry.path)
            return real_complete(seeds, site, ids, entry)

        work_here(monkeypatch)
        monkeypatch.setattr(_read, "outline", outline)
        monkeypatch.setattr(_read, "complete", complete)

    def taken(self) -> tuple[list[str], list[str]]:
        taken = (self.outlined, self.completed)
        self.outlined, self.completed = [], []
        return taken


def test_only_what_changed_is_read_and_sanitized_and_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Counting(monkeypatch)
    project.write("feeds/site.toml", SITE.format(limit=2, more="pages = false\n"))
    for number in range(1, 6):
        category = "[x, old]" if number == 1 else "y"
        project.seed(
            f"{number}.md", title=str(number), date=f"2022-01-0{number}", categories=category
        )
    run(project, jobs=1)
    assert counting.taken() == ([f"{n}.md" for n in range(1, 6)], ["5.md", "4.md", "1.md"])
    project.seed("1.md", title="new", date="2022-01-01", categories="x")
    result, _ = run(project, jobs=1)
    assert counting.taken() == (["1.md"], ["1.md"])
    assert [feed.path for feed in result.feeds if feed.changed] == [
        "category/x.rss",
        "category/x.atom",
    ]
    assert result.removed == ("category/old.atom", "category/old.rss")
    for path in (project.path / "seeds").iterdir():
        path.touch()
    run(project, jobs=1)
    assert counting.taken() == ([], [])
    project.write("feeds/site.toml", SITE.format(limit=3, more="pages = false\n"))
    run(project, jobs=1)
    assert counting.taken() == ([], ["3.md"])
    project.write(
        "feeds/site.toml",
        SITE.format(limit=3, more="pages = false\n[sanitize]\nreferrerpolicy='origin'"),
    )
    run(project, jobs=1)
    assert counting.taken() == ([], ["5.md", "4.md", "3.md", "1.md"])


def test_what_a_body_names_is_looked_for_again(project: Project) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    project.seed("a.md", title="a", date="2022-01-01", body="[b](b.md) ![p](p.png)")
    run(project)
    assert b"b.example.org" not in project.out()["all.rss"]
    project.seed("b.md", title="b", date="2021-01-01", link="https://b.example.org/b")
    project.write("seeds/p.png", PNG)
    run(project)
    written = project.out()
    assert b'href="https://b.example.org/b"' in written["all.rss"]
    [media] = [name for name in written if name.startswith("media/")]
    project.write("seeds/p.png", PNG + b"\0")
    run(project)
    assert media not in project.out()


@pytest.mark.parametrize(
    "more",
    [
        "[site]\ntimezone = 'Asia/Tokyo'",
        "[site]\nauthor = 'Ann'",
        "[site]\nid = 'urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3341'",
        "[site]\nblog = 'https://blog.example.org/'\n[documents]\npermalink = ':year/:title/'",
        "[documents]\ndrafts = 'a.md'",
        "[documents]\nleave_out = 'a.md'",
        "[fields]\ndraft = []",
        "[fields]\ntitle = 'label'",
    ],
)
def test_documents_that_stay_are_read_again_under_other_settings(
    project: Project, tmp_path: Path, more: str
) -> None:
    site = "[site]\nurl = 'https://feeds.example.org/'\n"
    project.write("feeds/site.toml", site)
    project.seed("a.md", title="a", label="A", date="2022-01-01")
    project.seed("b.md", title="b", label="B", date="2022-01-02", draft="true")
    now = soon()
    run(project, now)
    before = project.published()
    project.write("feeds/site.toml", site + more.removeprefix("[site]\n"))
    run(project, now)
    assert project.published() == from_nothing(project, now, tmp_path / "other") != before


def test_a_link_goes_where_the_other_document_has_moved(project: Project) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    project.seed("a.md", title="a", date="2022-01-01", body="[b](b.md)")
    for address in ("https://b.example.org/one", "https://b.example.org/two"):
        project.seed("b.md", title="b", date="2021-01-01", link=address)
        run(project)
        assert f'href="{address}"'.encode() in project.out()["all.rss"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda p: p.seed("b.md", title="b"), id="a document that has no date"),
        pytest.param(lambda p: p.seed("b.md", title="b", draft="true"), id="a draft"),
        pytest.param(
            lambda p: (p.path / "seeds/c.md").rename(p.path / "seeds/b.md"), id="a draft by another"
        ),
    ],
)
def test_a_link_is_made_anew_where_a_document_without_an_entry_comes(
    project: Project, tmp_path: Path, change: Callable[[Project], object]
) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    project.seed("a.md", title="a", date="2022-01-01", body="[b](b.md) [c](c.md)")
    project.seed("c.md", title="c", draft="true", permalink="/c/")
    now = soon()
    run(project, now)
    before = project.published()
    change(project)
    run(project, now)
    assert project.published() == from_nothing(project, now, tmp_path / "other") != before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_can_t_be_read_any_more_is_published_no_more(project: Project, tmp_path: Path) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    path = project.seed("a.md", title="a", date="2022-01-01")
    project.seed("b.md", title="b", date="2022-01-02")
    now = soon()
    run(project, now)
    path.unlink()
    os.mkfifo(path)
    result, _ = run(project, now)
    assert [problem.code for problem in result.problems] == ["not-a-file"]
    published = project.published()
    path.unlink()
    assert published == from_nothing(project, now, tmp_path / "other")


def test_a_head_image_is_looked_at_again(project: Project) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    project.seed("a.md", title="a", date="2022-01-01", headimg="p.png")
    for size in (0, 7):
        project.write("seeds/p.png", PNG + bytes(size))
        run(project)
        assert f'length="{len(PNG) + size}"'.encode() in project.out()["all.rss"]


class TestACacheThat:
    @pytest.fixture
    def built(self, project: Project) -> Project:
        project.write("feeds/site.toml", SITE.format(limit=5, more=""))
        project.seed("a.md", title="a", date="2022-01-01")
        run(project)
        project.seed("b.md", title="b", date="2022-01-02")
        return project

    def told(self, project: Project) -> list[tuple[str, str]]:
        result, _ = run(project)
        assert result.counts.published == 2
        assert b"<title>b</title>" in project.out()["all.rss"]
        return [(problem.code, problem.path) for problem in result.problems]

    def test_is_whole_tells_nothing(self, built: Project) -> None:
        assert self.told(built) == []

    def test_is_broken_costs_a_warning(self, built: Project) -> None:
        (built.path / cache.CACHE_PATH).write_bytes(b"SQLite format 3\0" + b"junk" * 5000)
        assert self.told(built) == [("cache", cache.CACHE_PATH)]
        assert not run(built)[1]

    def test_has_lost_a_table_costs_no_more_than_time(self, built: Project) -> None:
        with sqlite3.connect(built.path / cache.CACHE_PATH) as database:
            database.execute("DROP TABLE memory")
        database.close()
        assert self.told(built) == []

    @pytest.mark.parametrize(
        "spoil",
        [
            "UPDATE memory SET value = '{' WHERE kind = 'document'",
            "UPDATE memory SET value = '[]' WHERE kind = 'body notes'",
            "UPDATE memory SET value = 'x' WHERE kind = 'body'",
            "UPDATE memory SET value = '{}' WHERE kind = 'feed'",
            "UPDATE memory SET value = '{}' WHERE kind = 'range'",
            "UPDATE memory SET value = '{}' WHERE kind = 'totals'",
            "UPDATE memory SET value = '{}' WHERE kind LIKE 'parts %'",
            "UPDATE memory SET value = '{}' WHERE kind = 'page'",
            "UPDATE memory SET value = 7",
            "DELETE FROM memory WHERE kind LIKE 'body%'",
            "DELETE FROM memory WHERE kind LIKE 'parts %'",
            "DELETE FROM memory WHERE kind = 'totals'",
            "DELETE FROM memory WHERE kind = 'range'",
            "DELETE FROM memory WHERE kind = 'document'",
            "DELETE FROM memory WHERE kind = 'page'",
        ],
    )
    def test_holds_junk_costs_no_more_than_time(self, built: Project, spoil: str) -> None:
        with sqlite3.connect(built.path / cache.CACHE_PATH) as database:
            database.execute(spoil)
        database.close()
        assert self.told(built) == []

    def test_is_locked_costs_a_warning(
        self, built: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cache, "_PATIENCE", 0.1)
        database = sqlite3.connect(built.path / cache.CACHE_PATH, isolation_level=None)
        database.execute("BEGIN EXCLUSIVE")
        assert self.told(built) == [("cache", cache.CACHE_PATH)]
        database.close()

    def test_can_t_be_written_costs_a_warning(self, built: Project) -> None:
        path = built.path / cache.CACHE_PATH
        path.unlink()
        path.mkdir()
        (path / "x").write_text("")
        assert self.told(built) == [("cache", cache.CACHE_PATH)]

    def test_is_of_another_version_is_made_anew(
        self, built: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run(built)
        assert not run(built)[1]
        monkeypatch.setattr("feedpub.pipeline.memory.versions.digest_of_code", lambda: "another")
        assert run(built)[1]
        assert not run(built)[1]


def test_the_cache_forgets_what_is_gone(project: Project) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    for number in range(5):
        project.seed(f"{number}.md", title="t", date="2022-01-01", categories=f"c{number}")
    run(project)
    for number in range(4):
        (project.path / f"seeds/{number}.md").unlink()
    run(project)
    database = sqlite3.connect(project.path / cache.CACHE_PATH)
    found = dict(database.execute("SELECT kind, count(*) FROM memory GROUP BY kind"))
    assert (found["document"], found["body"], found["feed"]) == (1, 1, 2)
    assert not [kind for kind in found if kind.startswith("new")]
    database.close()


def test_a_strict_build_that_fails_is_not_taken_for_one_that_did_nothing(project: Project) -> None:
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    project.seed("a.md", title="a")
    run(project)
    state = unchanged.look(project.path, "strict")
    assert unchanged.recall(project.path, state, soon())[0] is None


def test_what_a_strict_build_has_refused_is_not_taken_for_what_was_published(
    project: Project, tmp_path: Path
) -> None:
    """A strict build that fails has read the documents, but published none of them."""
    project.write("feeds/site.toml", SITE.format(limit=5, more=""))
    project.seed("a.md", title="one", date="2022-01-01")
    project.seed("b.md", title="b", date="2022-01-02")
    now = soon()
    assert run(project, now, strict=True)[1]
    project.seed("a.md", title="two", date="2022-01-01")
    project.seed("b.md", title="b", date="x")
    for _ in range(2):
        with pytest.raises(DocumentsRefused):
            run(project, now, strict=True)
    result, worked = run(project, now)
    assert (worked, result.counts.refused) == (True, 1)
    assert project.published() == from_nothing(project, now, tmp_path / "other")


def test_a_dry_run_leaves_no_cache(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-01")
    project.build(Options(dry_run=True))
    assert not (project.path / cache.CACHE_PATH).exists()


def test_the_first_change_looks_at_no_more_than_any_other(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What refers to nothing that has changed is not looked at, in whatever order it was read."""
    more = "pages = false\n"
    project.write("feeds/site.toml", SITE.format(limit=5, more=more))
    for number in range(8):
        project.seed(
            f"{number}.md", title="t", date="2022-01-01", categories=f"c{number}", body="[x](y.png)"
        )
    looked: list[int] = []
    real = feeds.Feeds.to_look_at

    def noted(self: feeds.Feeds, *values: Any) -> Any:
        found = real(self, *values)
        looked.append(len(found))
        return found

    monkeypatch.setattr(feeds.Feeds, "to_look_at", noted)
    for title in ("t", "u", "v"):
        project.seed("7.md", title=title, date="2022-01-01", categories="c7", body="[x](y.png)")
        run(project, division=Division(1, 5))
    assert looked == [9, 2, 2]
