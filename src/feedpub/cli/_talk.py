"""Print what commands have to say, and define the options that they share.

Nothing is printed anywhere else, so that all of it is cleaned in one place.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from feedpub import messages
from feedpub.errors import FeedpubError, OutputError
from feedpub.model import Problem, Progress, Severity, show_nothing

Command = TypeVar("Command", bound=Callable[..., Any])


_PROJECT: Final = "feedpub.project"  # in the context of a command


class _Place(click.Path):
    """A folder; or the address of a bucket, which is left as it is, where a command takes one."""

    def __init__(self, *, buckets: bool) -> None:
        super().__init__(exists=True, file_okay=False, path_type=Path)
        self._buckets = buckets

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path, or an address."""
        if not isinstance(value, str) or "://" not in value:
            return super().convert(value, param, ctx)
        if not self._buckets:
            self.fail(f"{value} is no folder; only feedpub build takes the address of a bucket")
        return value


def project_option_with(help_text: str, *, buckets: bool = False) -> Callable[[Command], Command]:
    """Return what adds the option that names the project, with a text for the help.

    With `buckets`, it can also be the address of one.
    """

    def note(ctx: click.Context, _: click.Parameter, project: Path | str) -> Path | str:
        ctx.meta[_PROJECT] = project
        return project

    return click.option(
        "--project",
        type=_Place(buckets=buckets),
        default=Path(),
        callback=note,
        is_eager=True,
        help=help_text,
    )


project_option = project_option_with("The project folder; the current one by default.")
"""Adds the option that names the project."""


site_url_option = click.option(
    "--site-url",
    envvar="FEEDPUB_SITE_URL",
    show_envvar=True,
    help="Where out/ will be served, in full; instead of url in feeds/site.toml.",
)
"""Adds the option that names the address of the project."""


def project_options(command: Command) -> Command:
    """Add the options that name the project and its address."""
    return project_option(site_url_option(command))


def reading_options(command: Command) -> Command:
    """Add the options that say how, and which, documents are read."""
    jobs = click.option(
        "--jobs",
        type=click.IntRange(min=1),
        help="Processes that read and sanitize; one for each processor by default.",
    )
    future = click.option(
        "--future", is_flag=True, help="Publish documents with a date in the future too."
    )
    return jobs(future(command))


_WHOLE: Final = 1000
# How far the bar is when a stage begins and when it has ended. Parts of a build are not repeated
# for what has not changed, so the bar may jump; it never goes back.
_STAGES: Final = {
    "Asking servers": (0, 0),
    "Reading": (0, 300),
    "Sanitizing": (300, 700),
    "Rendering": (700, 850),
    "Writing pages": (850, 980),
    "Older entries": (980, _WHOLE),
}
_MOMENT: Final = 0.1  # in seconds: the bar is drawn no more often
_AROUND: Final = len("  []  100%") + 1  # no terminal likes its last column to be written
_WIDEST_BAR: Final = 36
_NARROWEST_BAR: Final = 5
_SHOW_CURSOR: Final = "\033[?25h"


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[Progress]:
    """Draw one bar on a terminal for all stages of a task that takes longer than a second.

    It is one line on any terminal, and gone when the task has ended.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield show_nothing
        return
    import shutil  # noqa: PLC0415 - takes a while to import, and most builds are in no terminal

    begun = time.monotonic()
    widest = max(map(len, _STAGES))
    columns = shutil.get_terminal_size().columns
    width = min(_WIDEST_BAR, columns - widest - _AROUND)
    template = "%(label)s  [%(bar)s]  %(info)s"
    if width < _NARROWEST_BAR:
        template = "%(label)s %(info)s"
    with click.progressbar(
        length=_WHOLE,
        hidden=True,
        show_eta=False,
        file=sys.stderr,
        width=width,
        bar_template=template,
    ) as bar:
        drawn = begun

        def show(what: str, items: Iterable[Any], length: int) -> Iterator[Any]:
            nonlocal drawn
            first, last = _STAGES.get(what, (bar.pos, bar.pos))
            for number, item in enumerate(items, 1):
                now = time.monotonic()
                if now - drawn > _MOMENT and now - begun > 1:
                    bar.hidden, bar.label, drawn = False, f"{what:<{widest}}", now
                    reached = first + (last - first) * number // max(length, 1)
                    bar.update(max(0, reached - bar.pos))
                    bar.render_progress()
                yield item

        try:
            yield show
        finally:
            if not bar.hidden:
                bar.hidden = True  # so that nothing is drawn any more
                click.echo(f"\r{' ' * (columns - 1)}\r{_SHOW_CURSOR}", nl=False, err=True)


def say(
    text: object,
    *,
    err: bool = False,
    label: str = "",
    longest: int | None = messages.LONGEST,
    **style: Any,
) -> None:
    """Print a line for people, in `style`, or with a `label` in that style before it.

    At most `longest` characters of it are shown.
    """
    line = messages.defuse(str(text), longest)
    styled = f"{click.style(label, **style)} {line}" if label else click.style(line, **style)
    say_as_it_is(styled, err=err)


def say_as_it_is(text: str, *, err: bool = False) -> None:
    """Print a text that `messages` has made, or that is no stranger's."""
    # A terminal of another encoding shows a number for each character that it lacks.
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=err)


def ask(question: str, *, default: str, check: Callable[[str], str], **options: Any) -> str:
    """Ask at the terminal until `check` accepts the answer; return what it makes of it."""
    answer: str = click.prompt(
        messages.defuse(question),
        default=messages.defuse(default),
        value_proc=check,
        err=True,
        **options,
    )
    return answer


def say_problems(problems: Iterable[Problem], project: Path | str) -> None:
    """Print problems of documents on standard error, one line each."""
    for problem in from_here(problems, project):
        if problem.severity is Severity.ERROR:
            say(problem, err=True, label="refused", fg="red")
        else:
            say(problem, err=True, label="warning", fg="yellow")


def from_here(problems: Iterable[Problem], project: Path | str) -> Iterator[Problem]:
    """Yield problems whose files are named from where the user is, as a shell would take them."""
    for problem in problems:
        yield replace(problem, path=place_in(project, problem.path))


def place_in(project: Path | str, path: str) -> str:
    """Return where a file of a project is, from where the user is, or in a bucket."""
    return f"{project.rstrip('/')}/{path}" if isinstance(project, str) else str(project / path)


def end_with(error: Exception, ctx: click.Context) -> None:
    """Tell what ended a command, and end it with its exit status; return if it is unforeseen."""
    match error:
        case click.ClickException():
            error.message = messages.defuse_lines(error.message)  # type: ignore[misc]
        case FeedpubError():
            say_error(error, ctx.meta.get(_PROJECT, Path()))
            sys.exit(error.exit_status)
        case OSError() if error.filename is not None:
            fix = "; give read permission" if isinstance(error, PermissionError) else ""
            say(f"{error.filename}: can't be used: {error.strerror}{fix}", err=True)
            sys.exit(OutputError.exit_status)
        case OSError() if error.errno != errno.EPIPE:  # click ends in silence if nobody reads
            say(f"can't go on: {error.strerror or error}", err=True)
            sys.exit(OutputError.exit_status)


def say_error(error: FeedpubError, project: Path | str) -> None:
    """Print an error, line by line; files of the project are named from where the user is."""
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    placed = dict(zip(map(str, problems), map(str, from_here(problems, project)), strict=True))
    for line in str(error).split("\n"):
        say(placed.get(line, line), err=True)
