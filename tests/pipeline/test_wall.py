"""No document can stop a build: not by what nobody has thought of, and at no step."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from feedpub import api, entries, feeds
from feedpub.errors import WorkerError
from feedpub.model import BuildResult
from feedpub.pipeline.build import Options
from feedpub.pipeline.workers._attempt import Limits
from feedpub.source import documents, front_matter
from feedpub.writers.pages import Pages
from tests.conftest import SITE_URL, Project, work_here
from tests.processes import becomes, children

LIMIT = 3.0
BAD = "bad.md"


def spin() -> None:
    while True:
        pass


def allocate() -> object:
    return [bytes(10**9) for _ in range(100)]


def recurse() -> object:
    return recurse()


def leave() -> None:
    os._exit(3)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise KeyError("x")


HOW: dict[Callable[[], object], tuple[str, str]] = {
    spin: ("too-slow", "takes longer than"),
    allocate: ("too-complex", "takes more memory than a document may"),
    recurse: ("too-complex", "takes more memory than a document may"),
    leave: ("too-complex", "ended the process that read it (status 3)"),
    kill: ("too-complex", "ended the process that read it (SIGKILL)"),
    fail: ("feedpub-fault", "brings out a fault of feedpub (KeyError"),
}


def code_of(part: str, code: str) -> str:
    return f"body-{code}" if part == "body" and code.startswith("too") else code


def in_front_matter(monkeypatch: pytest.MonkeyPatch, how: Callable[[], object]) -> str:
    real = front_matter.parse

    def parse(path: str, *more: Any) -> Any:
        return how() if path == BAD else real(path, *more)

    monkeypatch.setattr(documents, "parse", parse)
    return ""


def in_body(monkeypatch: pytest.MonkeyPatch, how: Callable[[], object]) -> str:
    real = entries.complete

    def complete(entry: Any, *more: Any) -> Any:
        return how() if entry.path == BAD else real(entry, *more)

    monkeypatch.setattr(entries, "complete", complete)
    return "body"


def in_feed(monkeypatch: pytest.MonkeyPatch, how: Callable[[], object]) -> str:
    real = feeds.pack

    def pack(plan: Any, site: Any) -> Any:
        is_bad = any(entry.path == BAD for entry in plan.entries)
        return how() if is_bad else real(plan, site)

    monkeypatch.setattr(feeds, "pack", pack)
    return "entry"


def in_page(monkeypatch: pytest.MonkeyPatch, how: Callable[[], object]) -> str:
    real = Pages.entry

    def page(self: Pages, entry: Any, *others: Any) -> Any:
        return how() if entry.path == BAD else real(self, entry, *others)

    monkeypatch.setattr(Pages, "entry", page)
    return "entry"


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    before = children(os.getpid())
    yield
    assert becomes(lambda: children(os.getpid()) <= before)


def with_others(project: Project, number: int) -> None:
    project.seed(BAD, title="bad", date="2022-02-01", categories="[x, only]")
    for other in range(number - 1):
        project.seed(f"{other}.md", title=f"good {other}", date="2022-01-01", categories="x")


def holds(project: Project, result: BuildResult, number: int, code: str, message: str) -> None:
    """Hold that the one document is refused by name, and all others are published."""
    assert [(p.path, p.code) for p in result.problems] == [(f"seeds/{BAD}", code)]
    assert message in str(result.problems[0])
    assert (result.counts.refused, result.counts.published) == (1, number - 1)
    out = project.published()
    assert out["all.rss"].count(b"<item>") == min(50, number - 1)
    assert b">bad<" not in b"".join(out.values())
    assert sum(path.startswith("entries/") and path.count("/") == 1 for path in out) == number - 1
    assert "category/only.rss" not in out
    assert not (project.path / "out" / ".feedpub-writing").exists()


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("step", [in_front_matter, in_body])
def test_a_document_is_refused_whatever_it_does(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    step: Callable[..., str],
    how: Callable[[], object],
    jobs: int,
) -> None:
    part = step(monkeypatch, how)
    with_others(project, 3)
    started = time.monotonic()
    result = project.build(Options(jobs=jobs, time_limit=LIMIT if how is spin else 60))
    assert time.monotonic() - started < 60
    code, message = HOW[how]
    holds(project, result, 3, code_of(part, code), f"{part} {message}".strip())


@pytest.mark.parametrize("jobs", [1, 2, None])
@pytest.mark.parametrize("how", [spin, kill])
@pytest.mark.parametrize("step", [in_front_matter, in_body])
def test_and_so_among_many(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    step: Callable[..., str],
    how: Callable[[], object],
    jobs: int | None,
) -> None:
    part = step(monkeypatch, how)
    with_others(project, 300)
    result = project.build(Options(jobs=jobs, time_limit=LIMIT if how is spin else 60))
    code, message = HOW[how]
    holds(project, result, 300, code_of(part, code), message)


@pytest.mark.parametrize("how", [spin, kill, fail])
@pytest.mark.parametrize("step", [in_feed, in_page])
def test_an_entry_that_can_be_in_no_feed_or_page_is_found_and_refused(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    step: Callable[..., str],
    how: Callable[[], object],
) -> None:
    part = step(monkeypatch, how)
    with_others(project, 3)
    result = project.build(Options(time_limit=1.5 if how is spin else 60))
    code, message = HOW[how]
    holds(project, result, 3, code, f"{part} {message}")


def test_a_feed_that_fails_for_no_single_entry_ends_the_build_as_it_was(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_others(project, 3)
    project.build()
    before = project.published()
    real = feeds.pack

    def pack(plan: Any, site: Any) -> Any:
        return leave() if len(plan.entries) > 1 else real(plan, site)

    monkeypatch.setattr(feeds, "pack", pack)
    project.seed("new.md", title="new", date="2022-03-01")
    with pytest.raises(WorkerError, match=r"the feed '.*' ended the process"):
        project.build()
    assert project.published() == before
    assert not (project.path / "out" / ".feedpub-writing").exists()


@pytest.mark.parametrize("size", [10, 40_000], ids=["short", "long"])
def test_where_processes_take_long_to_start_long_documents_have_one(
    project: Project, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    work_here(monkeypatch)
    seen = set()
    real = entries.complete

    def complete(*given: Any) -> Any:
        seen.add(os.getpid())
        return real(*given)

    monkeypatch.setattr(entries, "complete", complete)
    project.seed("a.md", title="a", date="2022-01-01", body="<p>x</p>" * (size // 8))
    assert project.build().counts.published == 1
    assert seen == ({os.getpid()} if size == 10 else set())


@pytest.mark.parametrize("how", [spin, kill])
@pytest.mark.parametrize("step", [in_front_matter, in_body])
def test_one_document_read_from_python(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    step: Callable[..., str],
    how: Callable[[], object],
) -> None:
    limits = Limits(LIMIT)
    monkeypatch.setattr("feedpub.pipeline.workers.Limits", lambda *_: limits)
    step(monkeypatch, how)
    path = project.seed(BAD, title="bad", date="2022-02-01")
    found = api.read(path, site_url=SITE_URL)
    assert found.entry is None
    assert HOW[how][1] in found.problems[0].message


def test_what_becomes_far_larger_than_its_document_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedpub.entries._body.Body._make_safe", lambda _, html: html * 500)
    project.seed(BAD, title="bad", date="2022-02-01", body="<p>word</p>" * 500)
    project.seed("a.md", title="a", date="2022-01-01")
    result = project.build()
    assert [(p.path, p.code) for p in result.problems] == [(f"seeds/{BAD}", "body-too-complex")]
    assert "becomes HTML of more than" in result.problems[0].message


def test_front_matter_that_becomes_too_much_is_refused(project: Project) -> None:
    names = ", ".join(f"{number}{'x' * 300}" for number in range(4000))
    project.seed(BAD, title="bad", date="2022-02-01", tags=f"[{names}]")
    project.seed("a.md", title="a", date="2022-01-01")
    result = project.build()
    assert [p.path for p in result.problems] == [f"seeds/{BAD}"]
    assert result.counts.published == 1


@pytest.mark.parametrize("how", [spin, kill])
def test_a_document_that_is_linked_to_is_not_read_in_the_build_itself(
    project: Project, monkeypatch: pytest.MonkeyPatch, how: Callable[[], object]
) -> None:
    """Whether a link still leads where it did is known from what the other one came to."""
    project.seed("a.md", title="a", date="2022-01-01", body=f"[bad]({BAD})")
    project.seed(BAD, title="bad", date="2022-02-01")
    project.build()
    in_front_matter(monkeypatch, how)
    project.seed(BAD, title="worse", date="2022-02-01")
    result = project.build(Options(time_limit=LIMIT if how is spin else 60))
    assert f"seeds/{BAD}" in {problem.path for problem in result.problems}
