"""Print what commands have to say, and define the options that they share.

Nothing is printed anywhere else, so that all of it is cleaned in one place.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from feedpub import messages
from feedpub.model import Problem, Severity

Command = TypeVar("Command", bound=Callable[..., Any])


project_option = click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project folder; the current one by default.",
)
"""Adds the option that names the project."""


def project_options(command: Command) -> Command:
    """Add the options that name the project and its address."""
    site_url = click.option(
        "--site-url",
        envvar="FEEDPUB_SITE_URL",
        show_envvar=True,
        help="Where out/ will be served, in full; instead of url in feeds/site.toml.",
    )
    return project_option(site_url(command))


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


class Bars:
    """Progress bars on a terminal, for work that takes longer than a second."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._started = time.monotonic()

    def show(self, what: str, items: Iterable[Any], length: int) -> Iterator[Any]:
        """Yield `items`, and draw the bar meanwhile."""
        if not self._shown:
            yield from items
            return
        with click.progressbar(length=length, label=f"{what:<10}", file=sys.stderr) as bar:
            bar.hidden = True
            for item in items:
                bar.hidden = time.monotonic() - self._started < 1
                bar.update(1)
                yield item


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


def print_problems(problems: Iterable[Problem], *, quiet: bool = False) -> None:
    """Print problems on standard error, one line each; with `quiet` errors only."""
    for problem in problems:
        if problem.severity is Severity.ERROR:
            say(problem, err=True, label="refused", fg="red")
        elif not quiet:
            say(problem, err=True, label="warning", fg="yellow")


def fail(message: str, exit_status: int) -> NoReturn:
    """Print `message`, which may have several lines, and end the command."""
    for line in message.split("\n"):
        say(line, err=True)
    sys.exit(exit_status)
