"""The command line: parse, call, print; nothing else."""

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from feedpub import __version__, config
from feedpub.build import Options, build
from feedpub.errors import DocumentsRefused, FeedpubError, OutputError
from feedpub.model import BuildResult, Problem, Severity
from feedpub.render import report

_EPILOG = """
\b
Exit status:
  0  done
  1  documents were refused and --strict was given; out/ is as it was
  2  the command or the configuration is wrong, or out/ can't be used
"""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(__version__, prog_name="feedpub")
def main() -> None:
    """Turn a folder of front-matter documents into feeds that any reader accepts.

    \b
    A project is a folder with
      seeds/           documents: .md .markdown .html .htm .txt, with front matter
      feeds/site.toml  the site: its address, title, language… (optional)
      out/             what `feedpub build` makes: serve it with any static host

    \b
    For example:
      feedpub build
      feedpub build --project blog --site-url https://feeds.example.org/
    """


@main.command("build", epilog=_EPILOG)
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project folder; the current one by default.",
)
@click.option(
    "--site-url",
    envvar="FEEDPUB_SITE_URL",
    show_envvar=True,
    help="Where out/ will be served, in full; instead of url in feeds/site.toml.",
)
@click.option("--strict", is_flag=True, help="Fail, and write nothing, if a document is refused.")
@click.option(
    "--report",
    "report_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all that the build did to this file, as JSON.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes that read and sanitize; one for each processor by default.",
)
@click.option("--future", is_flag=True, help="Publish documents with a date in the future too.")
@click.option("--force", is_flag=True, help="Write into an out/ that feedpub did not make.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print every file that was written.")
def build_command(
    project: Path,
    site_url: str | None,
    report_path: Path | None,
    *,
    strict: bool,
    jobs: int | None,
    future: bool,
    force: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build RSS and Atom feeds from the documents in seeds/ into out/.

    One feed of everything (all.rss, all.atom) and one for each category
    (category/NAME.rss, category/NAME.atom). Files whose content would not change are not
    touched; feeds of categories that are gone are removed.

    A document that can't be published is reported, with file and line, and the others are.
    """
    try:
        result = build(
            project,
            config.load(project, site_url),
            Options(strict=strict, future=future, force=force, jobs=jobs),
            datetime.now(UTC),
            _Bars(shown=not quiet and sys.stderr.isatty()).show,
        )
    except DocumentsRefused as error:
        _write_report(report_path, error.args[1])
        _fail(str(error), error.exit_status)
    except FeedpubError as error:
        _fail(str(error), error.exit_status)
    _write_report(report_path, result)
    _print_problems(result.problems, quiet=quiet)
    if verbose:
        for path in [*(feed.path for feed in result.feeds if feed.changed), *result.removed]:
            click.echo(f"out/{path}")
    if not quiet:
        for line in report.lines(result):
            click.echo(line, err=True)


class _Bars:
    """Shows a progress bar for what takes longer than a second, on a terminal."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._started = time.monotonic()

    def show(self, what: str, items: Iterable[Any], length: int) -> Iterator[Any]:
        """Yield `items`, drawing the bar as they pass."""
        if not self._shown:
            yield from items
            return
        with click.progressbar(length=length, label=f"{what:<10}", file=sys.stderr) as bar:
            bar.hidden = True
            for item in items:
                bar.hidden = time.monotonic() - self._started < 1
                bar.update(1)
                yield item


def _print_problems(problems: Iterable[Problem], *, quiet: bool) -> None:
    for problem in problems:
        if problem.severity is Severity.ERROR:
            click.echo(f"{click.style('refused', fg='red')} {problem}", err=True)
        elif not quiet:
            click.echo(f"{click.style('warning', fg='yellow')} {problem}", err=True)


def _write_report(path: Path | None, result: BuildResult) -> None:
    if path:
        try:
            path.write_bytes(report.as_json(result))
        except OSError as error:
            _fail(f"{path}: can't be written: {error.strerror}", OutputError.exit_status)


def _fail(message: str, exit_status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(exit_status)
