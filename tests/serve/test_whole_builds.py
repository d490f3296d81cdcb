"""No answer is of half a build: of this process or another one, that goes on, fails or ends."""

import itertools
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest

from feedpub.cli.serve import Preview, Status
from feedpub.errors import ConfigError, OutputError
from feedpub.model import BuildResult, Problem, Severity
from feedpub.pipeline.output import one_at_a_time
from tests.serve.asking import Answer, ask, previewed, result

# Enough for an answer that does not wait, which is what would be wrong, to arrive.
A_WHILE = 0.4


def nothing() -> None:
    """Do nothing."""


def write(
    project: Path,
    files: dict[str, str],
    half: Callable[[], object] = nothing,
    done: Callable[[], object] = nothing,
) -> None:
    """Publish as a build does.

    `half` is called when one file is in its place and others are not, `done` when all are.
    """
    out = project / "out"
    with one_at_a_time(project):
        out.mkdir(exist_ok=True)
        for number, (name, body) in enumerate(files.items()):
            if not (out / name).exists() or (out / name).read_text() != body:
                (out / ".aside").write_text(body)
                (out / ".aside").replace(out / name)
            if number == 0:
                half()
        for path in out.iterdir():
            if path.name not in files:
                path.unlink()
        done()


class Asking(threading.Thread):
    """Asks in a thread of its own."""

    def __init__(self, preview: Preview, address: str) -> None:
        super().__init__(daemon=True)
        self._asked = (preview, address)
        self.answer: Answer | None = None
        self.start()

    def run(self) -> None:
        self.answer = ask(*self._asked)

    def waits(self) -> bool:
        self.join(A_WHILE)
        return self.answer is None

    def body(self) -> bytes:
        self.join(60)
        assert self.answer is not None
        return self.answer.body


BEFORE = {"a.rss": "a1", "b.rss": "b1", "gone.rss": "gone1"}
AFTER = {"a.rss": "a2", "b.rss": "b2", "new.rss": "new2"}


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    preview = previewed(tmp_path, {})
    preview.renew(build_of(tmp_path, BEFORE))
    return preview


def build_of(
    project: Path, files: dict[str, str], half: Callable[[], object] = nothing
) -> Callable[[Sequence[str]], BuildResult]:
    def rebuild(_changed: Sequence[str]) -> BuildResult:
        write(project, files, half)
        return result()

    return rebuild


@contextmanager
def halfway_here(preview: Preview, project: Path) -> Iterator[None]:
    """Build in another thread of this process, which stops halfway until the block ends."""
    half, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        half.set()
        assert go_on.wait(60)

    building = threading.Thread(target=preview.renew, args=(build_of(project, AFTER, wait),))
    building.start()
    assert half.wait(60)
    try:
        yield
    finally:
        go_on.set()
        building.join()


@contextmanager
def halfway_elsewhere(_preview: Preview, project: Path) -> Iterator[None]:
    """Build in another process, as in another terminal."""
    code = (
        "import sys; from pathlib import Path; from tests.serve.test_whole_builds import *\n"
        "half = lambda: (print('half', flush=True), input())\n"
        "write(Path(sys.argv[1]), AFTER, half)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(project)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        text=True,
    ) as building:
        assert building.stdout is not None
        assert building.stdout.readline() == "half\n"
        try:
            yield
        finally:
            building.communicate("go on\n", timeout=60)
    assert building.returncode == 0


@pytest.mark.parametrize("halfway", [halfway_here, halfway_elsewhere])
def test_while_a_build_publishes(
    preview: Preview,
    tmp_path: Path,
    halfway: Callable[[Preview, Path], AbstractContextManager[None]],
) -> None:
    with halfway(preview, tmp_path):
        assert (tmp_path / "out/a.rss").read_text() == "a2"
        changed, added = Asking(preview, "/a.rss"), Asking(preview, "/new.rss")
        assert ask(preview, "/b.rss").body == b"b1"
        assert ask(preview, "/gone.rss").body == b"gone1"
        assert changed.waits()
        assert added.waits()
    assert changed.body() == b"a2"
    assert added.body() == b"new2"
    assert ask(preview, "/b.rss").body == b"b2"
    assert ask(preview, "/gone.rss").status == 404


def test_a_build_that_fails_halfway(preview: Preview, tmp_path: Path) -> None:
    def fail() -> None:
        raise OutputError("out/b.rss: can't be written: No space left on device")

    preview.renew(build_of(tmp_path, AFTER, fail))
    for address in ("/a.rss", "/new.rss"):
        answer = ask(preview, address)
        assert answer.status == 503
        assert b"out/b.rss: can&#x27;t be written: No space left on device" in answer.body
    assert ask(preview, "/b.rss").body == b"b1"
    preview.renew(build_of(tmp_path, AFTER))
    assert [ask(preview, f"/{name}").body.decode() for name in AFTER] == list(AFTER.values())


def test_every_answer_is_of_a_build_that_has_ended_and_of_no_older_one(tmp_path: Path) -> None:
    ended: list[int] = []
    enough = threading.Event()
    preview = previewed(tmp_path, {})
    preview.renew(build_of(tmp_path, {"a.rss": "0", "b.rss": "0"}))

    def build_on_and_on() -> None:
        for number in itertools.count(1):
            files = dict.fromkeys(("a.rss", "b.rss"), str(number))
            write(tmp_path, files, done=partial(ended.append, number))
            if enough.wait(0.01):
                break

    building = threading.Thread(target=build_on_and_on)
    building.start()
    try:
        for name in ("a.rss", "b.rss") * 20:
            before = len(ended)
            number = int(ask(preview, f"/{name}").body)
            assert before <= number <= len(ended)
    finally:
        enough.set()
        building.join()
    assert int(ask(preview, "/a.rss").body) == len(ended) > 0


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConfigError("feeds/site.toml:3: unknown key"), "feeds/site.toml:3: unknown key"),
        (TypeError("<b>"), "feedpub failed, which it should not: TypeError: <b>"),
        (RecursionError(), "feedpub failed, which it should not: RecursionError: "),
        (OutputError("out/\udcff: odd"), "out/\\udcff: odd"),
    ],
)
def test_whatever_a_build_raises_is_shown(
    preview: Preview, tmp_path: Path, error: Exception, said: str
) -> None:
    def fail(_changed: Sequence[str]) -> BuildResult:
        raise error

    before = preview.status
    preview.renew(fail)
    assert preview.status == Status(before.digest, said)
    assert ask(preview, "/a.rss").body == b"a1"
    answer = ask(preview, "/nothing")
    assert answer.status == 503
    assert said.replace("<", "&lt;").replace(">", "&gt;").encode() in answer.body
    preview.renew(build_of(tmp_path, BEFORE))
    assert preview.status == before
    assert ask(preview, "/nothing").status == 404


def test_what_is_shown_first_when_the_first_build_fails(tmp_path: Path) -> None:
    """What an earlier command has built."""
    write(tmp_path, BEFORE)

    def fail(_changed: Sequence[str]) -> BuildResult:
        raise ConfigError("feeds/site.toml:1: no")

    preview = Preview(tmp_path)
    preview.renew(fail)
    assert ask(preview, "/a.rss").body == b"a1"
    assert (ask(preview, "/").status, ask(preview, "/x").status) == (200, 503)


def test_when_nothing_was_ever_built(tmp_path: Path) -> None:
    def fail(_changed: Sequence[str]) -> BuildResult:
        raise ConfigError("seeds: no such folder")

    preview = Preview(tmp_path)
    preview.renew(fail)
    assert (ask(preview, "/").status, b"no such folder" in ask(preview, "/").body) == (503, True)
    assert list(tmp_path.iterdir()) == []


def test_problems_are_those_of_the_last_build(preview: Preview) -> None:
    problem = Problem(Severity.WARNING, "x", "seeds/a.md", 3, "odd; mend it")
    preview.renew(lambda _changed: result(problem))
    assert list(preview.status.problems) == [problem]
    preview.renew(lambda _changed: result())
    assert list(preview.status.problems) == []


def test_the_state_is_the_same_as_long_as_the_files_are(preview: Preview, tmp_path: Path) -> None:
    first = preview.status.digest
    preview.renew(build_of(tmp_path, BEFORE))
    assert preview.status.digest == first
    os.utime(tmp_path / "out/a.rss", (1, 1))
    preview.renew(build_of(tmp_path, BEFORE))
    assert preview.status.digest != first


def test_out_that_is_removed_is_gone_until_it_is_built_again(
    preview: Preview, tmp_path: Path
) -> None:
    for path in (tmp_path / "out").iterdir():
        path.unlink()
    (tmp_path / "out").rmdir()
    assert ask(preview, "/a.rss").status == 404
    preview.renew(build_of(tmp_path, BEFORE))
    assert ask(preview, "/a.rss").body == b"a1"
