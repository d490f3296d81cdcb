"""``feedpub build``."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from feedpub import api
from feedpub.cli import report
from feedpub.cli._cluster import cluster_options, workers
from feedpub.cli._findings import as_annotations
from feedpub.cli._talk import (
    from_here,
    place_in,
    progress_bar,
    project_option_with,
    reading_options,
    say,
    say_as_it_is,
    say_problems,
    site_url_option,
)
from feedpub.errors import ConfigError, DocumentsRefused, OutputError
from feedpub.model import BuildResult, Problem

_STANDARD_OUTPUT: Final = "-"

_EPILOG: Final = """
\b
Exit status:
  0  done
  1  documents were refused and --strict was given; out/ is as it was
  2  the command or the configuration is wrong, or out/ can't be used
  4  a hub did not take what --ping told it
"""


@click.command("build", epilog=_EPILOG)
@project_option_with(
    "The project folder; the current one by default. Or a bucket, as s3://bucket/site.",
    buckets=True,
)
@site_url_option
@reading_options
@click.option("--strict", is_flag=True, help="Fail, and write nothing, if a document is refused.")
@click.option(
    "--report",
    "report_path",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Write all that the build did to this file: as JSON, or as Markdown if it ends in .md;"
    " - is standard output.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="How problems of documents are printed; github: annotations of GitHub Actions.",
)
@click.option("--check", is_flag=True, help="Check feeds before they take the place of the old.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would change, feed by feed.")
@click.option("--probe", is_flag=True, help="Ask the servers of enclosures for length and type.")
@click.option(
    "--ping", is_flag=True, help="Tell the hubs which feeds changed, as feedpub ping does."
)
@click.option(
    "--force",
    is_flag=True,
    help="Write into an out/ that feedpub did not make, and feeds over files that are in the way;"
    " go on where most of what is published would be gone.",
)
@click.option(
    "--replace",
    multiple=True,
    metavar="PATH",
    help="Write over this file or folder of out/ too, such as index.html; as often as needed.",
)
@cluster_options
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but what ended the build.")
@click.option("-v", "--verbose", is_flag=True, help="Print every file that was written.")
def build_command(
    project: Path | str,
    site_url: str | None,
    report_path: Path | None,
    form: str,
    *,
    strict: bool,
    dry_run: bool,
    probe: bool,
    check: bool,
    ping: bool,
    jobs: int | None,
    future: bool,
    force: bool,
    replace: tuple[str, ...],
    scheduler: str | None,
    tls_ca: str | None,
    tls_cert: str | None,
    tls_key: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build feeds from the documents in seeds/ into out/; feeds/site.toml may name other folders.

    It makes one feed of everything (all.rss, all.atom), one for each category
    (category/NAME.rss, category/NAME.atom), the feeds that feeds/*.toml describe, and a list
    of them all (feeds.opml). Unchanged files are neither read nor written again; feeds of
    categories that are gone are removed.

    A document that can't be published is reported, with file and line; all others are
    published.

    \b
    For example:
      feedpub build
      feedpub build --dry-run
      feedpub build --strict --report report.json
      feedpub build --project blog --site-url https://feeds.example.org/
      feedpub build --project s3://bucket/site --scheduler tcp://scheduler:8786
    """
    if ping and isinstance(project, str):
        raise ConfigError("--ping: works for a project in a folder; see docs/scale.md")
    # What goes to standard output stays one thing: the report, if it is written there.
    err = str(report_path) == _STANDARD_OUTPUT
    try:
        with (
            workers(scheduler, jobs, (tls_ca, tls_cert, tls_key), quiet=quiet) as executor,
            progress_bar(quiet=quiet) as progress,
        ):
            result = api.build(
                project,
                site_url=site_url,
                strict=strict,
                future=future,
                force=force,
                replace=replace,
                dry_run=dry_run,
                probe=probe,
                check=check,
                jobs=jobs,
                progress=progress,
                executor=executor,
            )
    except DocumentsRefused as error:
        _write_report(report_path, error.result)
        problems = error.problems if quiet else error.result.problems
        _tell_problems(problems, project, form, err=err)
        said = list(report.lines(error.result))
        for line in said[-1:] if quiet else said:
            say(line, err=True)
        raise SystemExit(error.exit_status) from None
    _write_report(report_path, result)
    if not quiet:
        _tell_problems(result.problems, project, form, err=err)
    for line in _about_files(project, result, every=verbose):
        say(line, longest=None, err=err)
    if not quiet:
        for line in report.lines(result):
            say(line, err=True)
    if not dry_run and isinstance(project, Path) and (result.pings or ping):
        from feedpub.cli._ping import tell  # noqa: PLC0415 - most builds have nothing to tell

        tell(project, result.pings, now=ping, quiet=quiet)


def _tell_problems(
    problems: Iterable[Problem], project: Path | str, form: str, *, err: bool
) -> None:
    if form == "github":
        for line in as_annotations(from_here(problems, project)):
            say_as_it_is(line, err=err)
    else:
        say_problems(problems, project)


def _about_files(project: Path | str, result: BuildResult, *, every: bool) -> Iterator[str]:
    """Yield what a dry run would change, else the files that were written if `every` is wanted."""
    if result.dry_run:
        yield from report.preview(result)
    elif every:
        for path in [*(feed.path for feed in result.feeds if feed.changed), *result.removed]:
            yield place_in(project, f"{result.output}/{path}")


def _write_report(path: Path | None, result: BuildResult) -> None:
    if path is None:
        return
    if str(path) == _STANDARD_OUTPUT:
        say_as_it_is(report.as_json(result).decode().rstrip("\n"))
        return
    written = report.as_markdown if path.suffix.lower() == ".md" else report.as_json
    try:
        path.write_bytes(written(result))
    except OSError as error:
        raise OutputError(f"{path}: can't be written: {error.strerror}") from None
