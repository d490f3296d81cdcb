"""``feedpub build``."""

from pathlib import Path

import click

from feedpub import api
from feedpub.cli import report
from feedpub.cli._ping import tell
from feedpub.cli._talk import Bars, fail, print_problems, project_options, reading_options, say
from feedpub.errors import DocumentsRefused, FeedpubError, OutputError
from feedpub.model import BuildResult

_EPILOG = """
\b
Exit status:
  0  done
  1  documents were refused and --strict was given; out/ is as it was
  2  the command or the configuration is wrong, or out/ can't be used
  4  a hub did not take what --ping told it
"""


@click.command("build", epilog=_EPILOG)
@project_options
@reading_options
@click.option("--strict", is_flag=True, help="Fail, and write nothing, if a document is refused.")
@click.option(
    "--report",
    "report_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all that the build did to this file: as JSON, or as Markdown if it ends in .md.",
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
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print every file that was written.")
def build_command(
    project: Path,
    site_url: str | None,
    report_path: Path | None,
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
    quiet: bool,
    verbose: bool,
) -> None:
    """Build feeds from the documents in seeds/ into out/.

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
    """
    try:
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
            progress=Bars(quiet=quiet).show,
        )
    except DocumentsRefused as error:
        _, result, failed = error.args
        _write_report(report_path, result)
        print_problems(failed if quiet else result.problems)
        said = list(report.lines(result))
        fail("\n".join(said[-1:] if quiet else said), error.exit_status)
    except FeedpubError as error:
        fail(str(error), error.exit_status)
    _write_report(report_path, result)
    print_problems(result.problems, quiet=quiet)
    if dry_run:
        for line in report.preview(result):
            say(line)
    elif verbose:
        for path in [*(feed.path for feed in result.feeds if feed.changed), *result.removed]:
            say(f"{result.output}/{path}", longest=None)
    if not quiet:
        for line in report.lines(result):
            say(line, err=True)
    if not dry_run:
        tell(project, result.pings, now=ping, quiet=quiet)


def _write_report(path: Path | None, result: BuildResult) -> None:
    if path:
        written = report.as_markdown if path.suffix.lower() == ".md" else report.as_json
        try:
            path.write_bytes(written(result))
        except OSError as error:
            fail(f"{path}: can't be written: {error.strerror}", OutputError.exit_status)
