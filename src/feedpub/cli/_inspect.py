"""``feedpub inspect``."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from feedpub import config, messages
from feedpub.cli import inspection
from feedpub.cli._locate import locate
from feedpub.cli._talk import progress_bar, project_options, say, say_as_it_is
from feedpub.cli.inspection import Kind
from feedpub.pipeline.build import Options
from feedpub.pipeline.survey import survey

_STYLES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.HEADING: {"bold": True},
    Kind.TEXT: {},
    Kind.QUIET: {"dim": True},
    Kind.GOOD: {"fg": "green"},
    Kind.WARNING: {"fg": "yellow"},
    Kind.ERROR: {"fg": "red"},
    Kind.HTML: {},
}

_EPILOG = """
\b
For example:
  feedpub inspect seeds/2026-01-31-harbour.md
  feedpub inspect 2026-01-31-harbour.md --json

\b
Exit status:
  0  done, also where the document would be refused
  2  there is no such document, or the configuration is wrong
"""


@click.command("inspect", epilog=_EPILOG, short_help="Show what one document becomes, and why.")
@click.argument("document")
@project_options
@click.option("--future", is_flag=True, help="Publish documents with a date in the future too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def inspect_command(
    document: str, project: Path, site_url: str | None, *, future: bool, as_json: bool
) -> None:
    """Show what DOCUMENT becomes: a path from here, from the project, or from its seeds/.

    It shows the entry, with the front matter key of each field; the feeds that carry it, or
    why they do not; the HTML that readers get; and everything that was removed or changed on
    the way, with the reason. Nothing is written. A draft, or a document of the future, is
    shown as it would be published.
    """
    site = config.load(project, site_url)
    path = locate(site.places(project), document)
    options = Options(future=future)
    with progress_bar() as progress:
        found = survey(project, site, path, options, datetime.now(UTC), progress)
    if as_json:
        say_as_it_is(inspection.as_json(found))
        return
    for line in inspection.lines(found):
        if line.kind is Kind.HTML:
            say_as_it_is(messages.defuse_html(line.text))
        else:
            say(line.text, **_STYLES[line.kind])
