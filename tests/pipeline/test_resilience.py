"""Killed builds, two builds at once, documents that would stall a build."""

import json
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from lxml import etree

from feedpub.errors import OutputError, WorkerError
from feedpub.pipeline import _survey
from feedpub.pipeline.build import Options
from feedpub.pipeline.memory import cache
from feedpub.pipeline.memory.parts import SpoiltError
from feedpub.pipeline.output import one_at_a_time
from tests.conftest import SITE_URL, Project


def command(project: Project) -> list[str]:
    build = [sys.executable, "-m", "feedpub", "build", "--jobs", "1"]
    return [*build, "--project", str(project.path), "--site-url", SITE_URL]


KILLED_AT_A_RENAME = """
import os, pathlib
count = iter(range(1000))

def killing(real):
    def called(*arguments, **options):
        if next(count) == LIMIT:
            os.kill(os.getpid(), 9)
        return real(*arguments, **options)
    return called

pathlib.Path.replace = killing(pathlib.Path.replace)
pathlib.Path.rename = killing(pathlib.Path.rename)
os.link = killing(os.link)
from feedpub.cli import main
main()
"""


class TestKill:
    def test_leaves_whole_files_and_the_next_build_recovers(self, tmp_path: Path) -> None:
        project = Project(tmp_path / "killed")
        categories = [f"c{number}" for number in range(25)]
        chosen = random.Random(7)
        for number in range(60):
            some = chosen.sample(categories, 3)
            project.seed(f"{number}.md", title="one", date="2022-01-01", categories=str(some))
        project.build()
        moments = [0.2 + 0.06 * step for step in range(10)]
        for step, moment in enumerate(moments):
            for number in range(60):  # every feed changes, some come and some go
                some = [f"c{(number + step + extra) % 40}" for extra in range(3)]
                project.seed(
                    f"{number}.md", title=f"step {step}", date="2022-01-01", categories=str(some)
                )
            running = subprocess.Popen(command(project), stderr=subprocess.DEVNULL)
            time.sleep(moment)
            running.send_signal(signal.SIGKILL)
            running.wait()
            for name, body in project.out().items():
                if not name.startswith(".feedpub-writing"):
                    etree.fromstring(body)
        project.build()
        clean = Project(tmp_path / "clean")
        for path in (project.path / "seeds").iterdir():
            clean.write(f"seeds/{path.name}", path.read_bytes())
        clean.build()
        assert project.out() == clean.out()

    def test_while_writing_at_every_single_file(self, tmp_path: Path) -> None:
        """The same, at exact points: the process kills itself at its Nth rename."""
        project = Project(tmp_path)
        for number in range(3):
            project.seed(f"{number}.md", title="old", date="2022-01-01", categories=f"c{number}")
        project.build()
        for number in range(3):
            project.seed(f"{number}.md", title="new", date="2022-01-01", categories=f"n{number}")
        for limit in range(0, 60, 3):
            source = KILLED_AT_A_RENAME.replace("LIMIT", str(limit))
            done = subprocess.run(
                [sys.executable, "-c", source, *command(project)[3:]],
                check=False,
                stderr=subprocess.DEVNULL,
            )
            assert done.returncode in (0, -signal.SIGKILL)
            for name, body in project.out().items():
                if not name.startswith(".feedpub-writing"):
                    etree.fromstring(body)
        project.build()
        assert sorted(project.out()) == sorted(
            [
                "feeds.opml",
                "all.rss",
                "all.atom",
                *(f"category/n{n}.{e}" for n in range(3) for e in ("rss", "atom")),
            ]
        )
        assert b"old" not in b"".join(project.out().values())


KILLED_AT_A_STAGE = """
import os
from feedpub.pipeline import build, _survey, _identity, _pages
from feedpub.pipeline.memory import cache

def killing(owner, name):
    real = getattr(owner, name)
    def called(*arguments, **options):
        BEFORE or real(*arguments, **options)
        os.kill(os.getpid(), 9)
    setattr(owner, name, called)

killing(PLACE)
from feedpub.cli import main
main()
"""

STAGES = [
    '_survey.Survey, "read"',
    '_survey.Survey, "survey"',
    '_survey.Survey, "choose"',
    '_identity.Identity, "recall_ids"',
    'build, "choose"',
    'build, "stage"',
    '_pages.Pages, "stage"',
    'build.OutputFolder, "finish"',
    'build, "_remember"',
    '_survey.Survey, "keep"',
    'cache.Cache, "commit"',
]


class TestKilledInAStage:
    """A build that was killed leaves nothing that keeps the next one from making what it should."""

    @pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
    @pytest.mark.parametrize("place", STAGES)
    def test_the_next_build_makes_everything(
        self, tmp_path: Path, place: str, before: bool
    ) -> None:
        project = Project(tmp_path / "killed")
        project.write("feeds/site.toml", "[build]\nlimit = 2\nledger = true\n")
        for number in range(4):
            project.seed(f"{number}.md", title="old", date="2022-01-01", categories=f"c{number}")
        project.build()
        project.seed("0.md", title="new", date="2022-01-01", categories="c1")
        project.seed("4.md", title="new", date="2022-01-02", categories="n", body="[b](0.md)")
        (project.path / "seeds/2.md").unlink()
        source = KILLED_AT_A_STAGE.replace("PLACE", place).replace("BEFORE", str(before))
        done = subprocess.run(
            [sys.executable, "-c", source, *command(project)[3:]],
            check=False,
            stderr=subprocess.DEVNULL,
        )
        assert done.returncode == -signal.SIGKILL
        project.build()
        clean = Project(tmp_path / "clean")
        for path in (*(project.path / "seeds").iterdir(), *(project.path / "feeds").iterdir()):
            clean.write(path.relative_to(project.path).as_posix(), path.read_bytes())
        clean.build()
        assert project.published() == clean.published()
        assert not (project.path / "out/.feedpub-writing").exists()


OLD_FEED = json.dumps(
    {"items": [{"id": "tag:e.org,2022:a", "url": "https://e.org/a", "title": "a"}]}
)


class TestTwoBuildsAtOnce:
    def test_the_second_waits(self, project: Project) -> None:
        project.seed("a.md", title="a", date="2022-01-01")
        (project.path / ".feedpub").mkdir()
        lock = FileLock(project.path / ".feedpub" / "lock", thread_local=False)
        lock.acquire()
        timer = threading.Timer(1, lock.release, kwargs={"force": True})
        timer.start()
        done = subprocess.run(command(project), check=False, capture_output=True)
        timer.join()
        assert done.returncode == 0
        assert "all.rss" in project.out()

    def test_or_says_so(self, project: Project) -> None:
        # A FileLock is reentrant for one object only; here are two.
        with (
            one_at_a_time(project.path),
            pytest.raises(OutputError, match="another feedpub build"),
            one_at_a_time(project.path, patience=0.1),
        ):
            pass

    @pytest.mark.parametrize("command", ["ids", "ping"])
    def test_no_other_command_writes_meanwhile(self, project: Project, command: str) -> None:
        """What writes the records of a project waits for a build, as another build does."""
        hub = "http://127.0.0.1:9/"  # nobody is there
        project.write(
            "feeds/site.toml",
            f"[site]\nurl = '{SITE_URL}'\n[build]\nledger = true\nhub = '{hub}'\n",
        )
        project.seed("a.md", title="a", date="2022-01-01", link="https://e.org/a")
        project.build()
        record = project.path / "feeds/ids.jsonl"
        arguments = ["ids", "import", str(project.write("old.json", OLD_FEED))]
        if command == "ping":
            ping = json.dumps({"hub": "http://gone.example/", "topic": SITE_URL})
            record = project.write(".feedpub/pings.jsonl", f"{ping}\n")
            arguments = ["ping"]
        before = record.read_bytes()
        base = [sys.executable, "-m", "feedpub", *arguments, "--project", str(project.path)]
        with one_at_a_time(project.path):
            running = subprocess.Popen(base, stderr=subprocess.DEVNULL)
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(timeout=3)
            assert record.read_bytes() == before
        assert running.wait(timeout=60) == 0
        assert record.read_bytes() != before

    def test_many_at_once_end_with_the_same_files(self, project: Project) -> None:
        for number in range(20):
            project.seed(f"{number}.md", title="a", date="2022-01-01", categories=f"c{number}")
        running = [subprocess.Popen(command(project)) for _ in range(3)]
        assert [process.wait() for process in running] == [0, 0, 0]
        files = project.out()
        project.build()
        assert project.out() == files


STALLING = {
    "deep": "<div>" * 100_000,
    "deep and closed": "<ul><li>" * 20_000 + "</li></ul>" * 20_000,
    "links in links": "<a><div>" * 20_000,
    "formatting": "".join(f"<b a={number}>" for number in range(20_000)) + "<p>x</p>" * 1000,
    "tables": "<a><b><table>" * 20_000,
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x",
}


@pytest.mark.parametrize("name", STALLING)
def test_a_document_that_would_stall_the_build_is_refused(project: Project, name: str) -> None:
    project.seed("a.md", title="a", date="2022-01-02", body=STALLING[name])
    project.seed("b.md", title="b", date="2022-01-01")
    result = project.build()
    assert [(p.path, p.code) for p in result.problems] == [("seeds/a.md", "body-too-complex")]
    assert result.counts.published == 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>hello</p>\n" * 5_000,
        "<img src=x srcset='" + " ," * 50_000 + "'>",
        "<h1" * 20_000 + "<h1>" * 400,
        "<!--" * 20_000,
        "<p style='" + "color:red;" * 20_000 + "'>x",
        "&amp;" * 20_000 + "&" * 20_000,
        "<script>" * 5_000,
        "<td>" * 5_000 + "</table>" * 5_000,
        "<table>" + "x<br>" * 40_000,
        "\x00" * 50_000 + "Ã©" * 50_000,
        "<b><p>" * 300 + "x" * 100_000,
    ],
    ids=lambda body: body[:12],
)
def test_long_bodies_come_to_an_end(project: Project, body: str) -> None:
    project.seed("a.md", date="2022-01-02", body=body)
    counts = project.build().counts
    assert counts.published + counts.refused == 1


def test_the_room_of_a_document_that_failed_is_taken_by_the_next(project: Project) -> None:
    project.write("feeds/site.toml", "[build]\nlimit = 2")
    for day in range(1, 5):
        body = "<div>" * 1000 if day > 2 else "<p>fine</p>"
        project.seed(f"{day}.md", title=f"day {day}", date=f"2022-01-0{day}", body=body)
    result = project.build()
    assert [problem.path for problem in result.problems] == ["seeds/3.md", "seeds/4.md"]
    assert result.feeds[0].entries == 2


def test_the_last_wall_is_time(project: Project) -> None:
    project.seed("a.md", title="a", date="2022-01-02", body="<p>hello</p>" * 100_000)
    project.seed("b.md", title="b", date="2022-01-01")
    result = project.build(Options(time_limit=0.5))
    assert [(p.path, p.code) for p in result.problems] == [("seeds/a.md", "body-too-slow")]
    assert result.counts.published == 1


def test_two_documents_with_one_id_of_which_one_is_of_the_future(project: Project) -> None:
    project.seed("a.md", title="now", date="2022-01-01", id="x")
    project.seed("b.md", title="then", date="2099-01-01", id="x")
    result = project.build()
    assert (result.counts.published, result.counts.future, result.problems) == (1, 1, ())


def test_an_older_document_takes_the_place_of_a_newer_one_that_failed(project: Project) -> None:
    project.seed("old.md", title="old", date="2022-01-01", id="x")
    project.seed(
        "new.md", title="new", date="2022-01-01", updated="2022-02-01", id="x", body="<div>" * 600
    )
    result = project.build()
    assert [(p.path, p.code) for p in result.problems] == [("seeds/new.md", "body-too-complex")]
    assert result.counts.published == 1
    assert b"<title>old</title>" in project.out()["all.atom"]


def test_headings_that_never_end_come_to_an_end(project: Project) -> None:
    project.seed("a.md", date="2022-01-01", body="<h1>x" * 300_000)
    assert project.build().counts.documents == 1


def test_a_lock_that_can_t_be_opened_is_said_plainly(project: Project) -> None:
    (project.path / ".feedpub" / "lock").mkdir(parents=True)
    with pytest.raises(OutputError, match="can't be written"):
        project.build()


def test_what_never_fits_together_ends_the_build_with_a_sentence(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise SpoiltError

    project.seed("a.md", title="a", date="2022-01-01")
    monkeypatch.setattr(_survey.Survey, "read", never)
    with pytest.raises(WorkerError, match=r"^documents change while they are read"):
        project.build()
    assert project.out() == {}


def test_a_cache_that_fails_in_the_middle_costs_a_warning(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = cache.Cache.put

    def fails(self: cache.Cache, kind: str, rows: Any) -> None:
        if kind == "feed" and self.is_kept:
            raise cache.CacheError("disk I/O error")
        if kind == "body" and self.is_kept:
            raise cache.CacheError("database or disk is full")
        real(self, kind, rows)

    project.seed("a.md", title="a", date="2022-01-01")
    monkeypatch.setattr(cache.Cache, "put", fails)
    result = project.build()
    assert [problem.code for problem in result.problems] == ["cache"]
    assert "database or disk is full; delete the file" in result.problems[0].message
    assert b"<title>a</title>" in project.out()["all.rss"]


def test_without_room_for_temporary_files_a_build_says_so(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise cache.CacheError("database or disk is full")

    project.seed("a.md", title="a", date="2022-01-01")
    monkeypatch.setattr(cache.Cache, "put", fails)
    with pytest.raises(OutputError, match=r"^the folder for temporary files can't be used: data"):
        project.build()
    assert project.out() == {}
