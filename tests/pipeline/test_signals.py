"""What is told to end ends, with all that works for it, and leaves things as they were."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from feedpub.pipeline.signals import Ended, hold_back, obey
from tests.conftest import SITE_URL, Project
from tests.misbehaving import Misbehaving, hangs
from tests.processes import MARK, becomes, mark, marked

STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
FEEDPUB = [sys.executable, "-m", "feedpub"]

# A document keeps Python's lock for good, in C code that looks at no signal.
STUCK = [
    sys.executable,
    "-c",
    "import re\n"
    "from feedpub.source import documents\n"
    "documents.parse = lambda *_: re.match(r'(a+)+$', 'a' * 60 + 'b')\n"
    "from feedpub.cli import main\n"
    "main()",
]


class Command:
    """A command that runs, and all processes that it has started."""

    def __init__(self, arguments: Sequence[str], *, ignored: int | None = None) -> None:
        self.mark = mark()

        def ignore() -> None:
            if ignored:
                signal.signal(ignored, signal.SIG_IGN)

        self.process = subprocess.Popen(
            arguments,
            env={**os.environ, MARK: self.mark},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=ignore,  # noqa: PLW1509 - there are no threads
        )

    def processes(self) -> int:
        return len(marked(self.mark))

    def ended(self, seconds: float = 20) -> int:
        """Wait for its end, and for that of its output; return its status."""
        said, _ = self.process.communicate(timeout=seconds)
        self.said = said.decode()
        return self.process.returncode

    def leaves_nothing(self) -> bool:
        return becomes(lambda: not self.processes(), 20)


@contextmanager
def running(arguments: Sequence[str], *, ignored: int | None = None) -> Iterator[Command]:
    command = Command(arguments, ignored=ignored)
    try:
        yield command
    finally:
        for process in marked(command.mark):
            os.kill(process, signal.SIGKILL)
        command.process.communicate()


def arguments(project: Project, *more: str) -> list[str]:
    return ["build", "--project", str(project.path), "--site-url", SITE_URL, *more]


@pytest.fixture
def site(project: Project) -> Project:
    """A project that was built once, and takes some seconds the next time."""
    project.write("feeds/site.toml", "[build]\nmax_bytes = 5000000\n")
    project.seed("a.md", title="a", date="2022-01-01")
    project.build()
    for number in range(400):
        body = f"<p>{number} <b>text</b> <a href='https://e.org/x'>link</a></p>\n" * 800
        project.seed(f"{number}.md", title="new", date="2022-01-02", body=body)
    return project


def is_as_it_was(project: Project, before: dict[str, bytes]) -> bool:
    return project.published() == before and not (project.path / "out/.feedpub-writing").exists()


@pytest.mark.parametrize(
    ("number", "jobs"),
    [(signal.SIGTERM, 1), (signal.SIGTERM, 2), (signal.SIGHUP, 2), (signal.SIGINT, 2)],
)
def test_a_build_ends_in_order(site: Project, number: int, jobs: int) -> None:
    before = site.published()
    for later in (0.0, 0.5, 1.5):
        with running([*FEEDPUB, *arguments(site, "--jobs", str(jobs))]) as command:
            assert becomes(lambda: command.processes() > jobs)
            time.sleep(later)
            command.process.send_signal(number)
            assert command.ended() == STATUS[signal.Signals(number)]
            assert "Traceback" not in command.said
            assert command.leaves_nothing()
        assert is_as_it_was(site, before)


def test_a_build_in_a_terminal_ends_with_ctrl_c_for_all_its_processes(site: Project) -> None:
    before = site.published()
    with running([*FEEDPUB, *arguments(site, "--jobs", "2")]) as command:
        assert becomes(lambda: command.processes() > 2)
        for process in marked(command.mark):
            os.kill(process, signal.SIGINT)
        assert command.ended() == 130
        assert command.leaves_nothing()
    assert is_as_it_was(site, before)


@pytest.mark.parametrize("later", [0.0, 0.5, 1.5])
def test_a_build_that_is_killed_takes_its_workers_with_it(site: Project, later: float) -> None:
    with running([*FEEDPUB, *arguments(site, "--jobs", "2")]) as command:
        assert becomes(lambda: command.processes() > 2)
        time.sleep(later)
        command.process.kill()
        assert command.ended() == -signal.SIGKILL
        assert command.leaves_nothing()
    # Nobody holds the lock, nor the cache.
    result = site.build()
    assert (result.counts.published, result.problems) == (401, ())


@pytest.mark.parametrize("number", [*STATUS, signal.SIGKILL])
def test_workers_end_in_the_middle_of_c_code(project: Project, number: int) -> None:
    for name in "ab":
        project.seed(f"{name}.md", title=name, date="2022-01-01")
    with running([*STUCK, *arguments(project, "--jobs", "2")]) as command:
        assert becomes(lambda: command.processes() > 2)
        time.sleep(0.5)
        command.process.send_signal(number)
        assert command.ended() == STATUS.get(signal.Signals(number), -number)
        assert command.leaves_nothing()


def test_workers_that_are_no_copies_end_too(project: Project) -> None:
    elsewhere = STUCK[2].replace(
        "main()",
        "from feedpub.pipeline.workers import _process\n_process.can_copy = lambda: False\nmain()",
    )
    stuck = elsewhere.replace("lambda *_: re.match(r'(a+)+$', 'a' * 60 + 'b')", "documents.parse")
    body = "<p>word</p>" * 100_000
    for name in "abcdef":
        project.seed(f"{name}.md", title=name, date="2022-01-01", body=body)
    with running([sys.executable, "-c", stuck, *arguments(project, "--jobs", "2")]) as command:
        assert becomes(lambda: command.processes() > 2)
        time.sleep(1)
        command.process.kill()
        assert command.ended() == -signal.SIGKILL
        assert command.leaves_nothing()


def test_what_is_ignored_stays_ignored(project: Project) -> None:
    """As `nohup` has it."""
    project.seed("a.md", title="a", date="2022-01-01")
    command = [*FEEDPUB, *arguments(project)]
    with running(command, ignored=signal.SIGHUP) as running_on:
        time.sleep(0.3)
        running_on.process.send_signal(signal.SIGHUP)
        assert running_on.ended(60) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    "words",
    [
        "validate --allow-private {address}",
        "ids import --allow-private {address} --project {project}",
        "build --project {project} --probe --site-url https://e.org/",
    ],
    ids=lambda words: words.split(" -")[0],
)
def test_every_command_that_waits_ends(project: Project, words: str, number: int) -> None:
    with Misbehaving() as server:
        address = server.does("/feed", any=hangs)
        project.write("feeds/site.toml", "[build]\nledger = true\n[probe]\nallow_private = true\n")
        project.seed("a.md", title="a", date="2022-01-01", enclosure=address)
        given = words.format(address=address, project=project.path).split()
        with running([*FEEDPUB, *given]) as command:
            assert becomes(lambda: server.calls)
            command.process.send_signal(number)
            assert command.ended() == (STATUS[signal.Signals(number)])
            assert command.leaves_nothing()


def test_inspect_ends(site: Project) -> None:
    given = [*FEEDPUB, "inspect", "a.md", "--project", str(site.path), "--site-url", SITE_URL]
    with running(given) as command:
        assert becomes(lambda: command.processes() > 1)
        command.process.send_signal(signal.SIGTERM)
        assert command.ended() == 143
        assert command.leaves_nothing()


class TestObeyed:
    @pytest.mark.parametrize("number", STATUS)
    def test_ends_the_block_with_the_status_of_the_signal(self, number: int) -> None:
        before = signal.getsignal(number)
        with pytest.raises(Ended) as ended, obey():
            os.kill(os.getpid(), number)
            time.sleep(10)
        assert ended.value.code == STATUS[signal.Signals(number)]
        assert signal.getsignal(number) is before

    def test_cleaning_up_is_not_disturbed_by_another_one(self) -> None:
        cleaned = []
        with pytest.raises(Ended), obey():
            try:
                os.kill(os.getpid(), signal.SIGTERM)
            finally:
                os.kill(os.getpid(), signal.SIGINT)
                cleaned.append(True)
        assert cleaned

    def test_what_must_be_done_as_a_whole_is_done_first(self) -> None:
        done = []
        with pytest.raises(Ended) as ended, obey():
            with hold_back():
                os.kill(os.getpid(), signal.SIGTERM)
                done.append("whole")
            done.append("not this")
        assert (done, ended.value.code) == (["whole"], 143)

    def test_it_is_heard_where_exceptions_are_thrown_away(self) -> None:
        class Gone:
            def __del__(self) -> None:
                os.kill(os.getpid(), signal.SIGTERM)

        with pytest.raises(Ended) as ended, obey():
            Gone()
            time.sleep(10)
        assert ended.value.code == 143

    def test_an_interrupt_by_others_is_one_too(self) -> None:
        with pytest.raises(Ended) as ended, obey():
            raise KeyboardInterrupt
        assert ended.value.code == 130


def test_a_build_that_is_told_to_end_while_it_publishes_publishes_all(project: Project) -> None:
    """Half of the new files would be worse than all or none."""
    project.seed("a.md", title="old", date="2022-01-01", categories="x")
    project.build()
    project.seed("a.md", title="new", date="2022-01-01", categories="y")
    source = (
        "import os, pathlib\n"
        "real = pathlib.Path.replace\n"
        "def replace(self, target):\n"
        "    os.kill(os.getpid(), 15)\n"
        "    return real(self, target)\n"
        "pathlib.Path.replace = replace\n"
        "from feedpub.cli import main\n"
        "main()"
    )
    with running([sys.executable, "-c", source, *arguments(project)]) as command:
        assert command.ended(60) == 143
    out = project.published()
    assert {"category/y.rss", "all.rss"} <= out.keys()
    assert "category/x.rss" not in out
    assert b"old" not in out["all.rss"] + out["all.atom"]
    assert Path(project.path / "out/.feedpub-writing").exists() is False
