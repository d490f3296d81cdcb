"""What a person sees on a terminal: one bar, gone when the work is done, and colours if wanted."""

import io
import itertools
import re
import sys
import time
from contextlib import suppress

import pytest
from click.testing import CliRunner

from feedpub.cli import _talk as talk
from feedpub.cli import main
from tests.conftest import Project

ESCAPES = re.compile(r"\x1b\[[?\d]*[a-zA-Z]")
STAGES = ("Reading", "Sanitizing", "Rendering", "Writing pages", "Older entries")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def lines(self) -> list[str]:
        """Return what stood on the line, one after the other."""
        return ESCAPES.sub("", self.getvalue()).split("\r")


def work(
    monkeypatch: pytest.MonkeyPatch,
    seconds: float,
    columns: int = 80,
    term: str = "xterm",
    fails_at: str = "",
) -> Terminal:
    """Do a task in which something is done every so many seconds; return what was drawn."""
    terminal = Terminal()
    clock = itertools.count(0, seconds)
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", terminal)
        patched.setattr(time, "monotonic", lambda: next(clock))
        patched.setenv("COLUMNS", str(columns))
        patched.setenv("TERM", term)
        with suppress(ZeroDivisionError), talk.progress_bar() as progress:
            for stage in STAGES:
                assert list(progress(stage, range(5), 5)) == list(range(5))
                assert stage != fails_at or 1 / 0
    return terminal


@pytest.mark.parametrize("columns", [20, 24, 30, 40, 80, 200])
def test_the_bar_is_one_line_on_any_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    terminal = work(monkeypatch, 1, columns)
    assert "Sanitizing" in terminal.getvalue()
    assert max(map(len, terminal.lines())) < columns
    assert "\n" not in terminal.getvalue()


def test_the_bar_tells_each_stage_and_never_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = work(monkeypatch, 1)
    shown = [line for line in terminal.lines() if line.strip()]
    assert list(dict.fromkeys(line.split("  ")[0] for line in shown)) == list(STAGES)
    reached = [int(line.rpartition(" ")[2].rstrip("%")) for line in shown]
    assert reached == sorted(reached)
    assert reached[-1] == 100


def test_the_bar_is_gone_when_the_work_is_done_and_the_cursor_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = work(monkeypatch, 1)
    *_, last, after = terminal.lines()
    assert (last.strip(), after) == ("", "")
    assert len(last) == 79
    assert terminal.getvalue().endswith("\x1b[?25h")


def test_the_bar_is_gone_after_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = work(monkeypatch, 1, fails_at="Reading")
    assert "Reading" in terminal.getvalue()
    assert "Sanitizing" not in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[?25h")


def test_nothing_is_drawn_of_what_takes_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = work(monkeypatch, 0.01)
    assert terminal.getvalue() == ""


def test_nothing_is_drawn_where_lines_cannot_be_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = work(monkeypatch, 1, term="dumb")
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_there_are_no_colours_where_they_are_not_wanted(
    project: Project, environment: dict[str, str], coloured: bool
) -> None:
    project.seed("a.md", title="A")
    command = ["build", "--project", str(project.path)]
    usual = {"TERM": "xterm", "NO_COLOR": None}
    done = CliRunner().invoke(main, command, env=usual | environment, color=True)
    assert "refused" in done.stderr
    assert ("\x1b[" in done.stderr) is coloured
