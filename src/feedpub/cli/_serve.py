"""``feedpub serve``."""

import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Final

import click

from feedpub import api
from feedpub.cli import report
from feedpub.cli._ping import note
from feedpub.cli._talk import (
    progress_bar,
    project_options,
    reading_options,
    say,
    say_error,
    say_problems,
)
from feedpub.errors import ConfigError, FeedpubError
from feedpub.model import BuildResult, Problem
from feedpub.pipeline import workers
from feedpub.source.places import places_of

_OF_THE_EXTRA: Final = frozenset({"starlette", "uvicorn", "watchfiles"})


@click.command("serve", short_help="Show the feeds in a browser; build again with every change.")
@project_options
@reading_options
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="Where to serve; 8000 or the next that is free by default.",
)
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
def serve_command(
    project: Path,
    site_url: str | None,
    *,
    jobs: int | None,
    future: bool,
    port: int | None,
    open_page: bool,
) -> None:
    """Build, and serve what is built on this machine (http://127.0.0.1:8000/); end with Ctrl-C.

    When a document or a file in feeds/ changes, everything that depends on it is built again,
    and the open page is loaded again. Problems are shown there and here; after a failed build,
    the result of the one before is served.

    That is out/, or the folder that [output] in feeds/site.toml names, as `feedpub build` makes it:
    the feeds name the address of the site, not this one.

    \b
    For example:
      feedpub serve
      feedpub serve --project blog --port 8080 --open
    """
    serve = _room()
    listener = serve.listen(port)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    ready = partial(_ready, address, places_of(project).output, open_page=open_page)
    builder = workers.Apart(_Builder(project, site_url, future=future, jobs=jobs))
    try:
        serve.run(project, listener, builder, ready)
    finally:
        builder.end()


def _room() -> ModuleType:
    # Takes long to import, and may be missing.
    try:
        from feedpub.cli import serve  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _OF_THE_EXTRA:
            raise
        message = (
            "feedpub serve needs starlette, uvicorn and watchfiles, which are not installed;"
            " install feedpub with [serve]: docs/install.md says how"
        )
        raise ConfigError(message) from None
    return serve


def _ready(address: str, output: str, *, open_page: bool) -> None:
    say(f"{address} shows {output}/; end with Ctrl-C", err=True)
    if open_page:
        click.launch(address)


class _Builder:
    """Builds again and again, and prints each time what is new."""

    def __init__(
        self, project: Path, site_url: str | None, *, future: bool, jobs: int | None
    ) -> None:
        self._build = partial(
            api.build,
            project,
            site_url=site_url,
            future=future,
            jobs=jobs,
        )
        self._project = project
        self._told: frozenset[Problem] | None = None

    def __call__(self, changed: Sequence[str]) -> BuildResult:
        """Build because the files `changed`, or if anything has changed; may raise FeedpubError."""
        try:
            with progress_bar() as progress:
                result = self._build(progress=progress)
            note(self._project, result.pings)
        except FeedpubError as error:
            say_error(error, self._project)
            raise
        except Exception:
            for line in traceback.format_exc().split("\n"):
                say(line, err=True)
            raise
        self._tell(changed, result)
        return result

    def _folders(self) -> list[str]:
        return [f"{folder or '.'}/" for folder in places_of(self._project).folders]

    def _tell(self, changed: Sequence[str], result: BuildResult) -> None:
        known = self._told or frozenset()
        new = [problem for problem in result.problems if problem not in known]
        say_problems(new, self._project)
        first, self._told = self._told is None, frozenset(result.problems)
        if first:
            for line in report.lines(result):
                say(line, err=True)
        elif changed or any(feed.changed for feed in result.feeds):
            say(report.rebuild_line(changed or self._folders(), result), err=True)
