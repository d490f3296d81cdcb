"""``feedpub new``."""

from datetime import datetime
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from feedpub import config
from feedpub.cli import scaffold
from feedpub.cli._files import write_new
from feedpub.cli._talk import project_option, say
from feedpub.errors import ConfigError

_EPILOG = """
\b
For example:
  feedpub new "First frost" -c "Field notes"
  feedpub new 港口夜班 -c 新媒体 -c 首页 --author 海岸日报
  $EDITOR "$(feedpub new "First frost")"
"""


@click.command("new", epilog=_EPILOG, short_help="Write a new document.")
@click.argument("title")
@project_option
@click.option(
    "-c", "--category", "categories", multiple=True, help="A category; as often as needed."
)
@click.option("-t", "--tag", "tags", multiple=True, help="A tag; as often as needed.")
@click.option("--author", default="", help="Who wrote it; the author of the site by default.")
def new_command(
    title: str, project: Path, categories: tuple[str, ...], tags: tuple[str, ...], author: str
) -> None:
    """Write a document with the title TITLE, dated now, and print its path.

    It is seeds/YYYY-MM-DD-TITLE.md ([documents] folder, the first of several), with the day in
    the site's time zone ([site] timezone) and the letters of the title, in any script. No file
    is overwritten: a second one of the same name gets -2.
    """
    site = config.load(project)
    folder = project / site.folders[0]
    if not folder.is_dir():
        raise ConfigError(
            f"{folder}: no such folder; name the project with --project, or make one"
            " with feedpub init"
        )
    if not scaffold.as_markup(title):
        raise ConfigError(f"{title!r} is no title; write a text")
    now = datetime.now(ZoneInfo(site.timezone)).replace(microsecond=0)
    written = scaffold.document(title, now, categories=categories, tags=tags, author=author)
    stem = scaffold.file_name(title, now)
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.md" for number in count(1))
    path = next(
        path for path in (folder / name for name in names) if write_new(path, written.encode())
    )
    say(path, longest=None)
