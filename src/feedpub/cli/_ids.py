"""``feedpub ids``: the ledger of ids."""

from pathlib import Path

import click

from feedpub import config
from feedpub.cli import feed_import
from feedpub.cli._group import Group
from feedpub.cli._talk import progress_bar, project_options, say
from feedpub.errors import ConfigError
from feedpub.pipeline.build import Options, entries_of
from feedpub.pipeline.output import one_at_a_time
from feedpub.pipeline.records import jsonl, ledger


@click.group("ids", cls=Group, short_help="Keep the ids of another tool: ids import FEED.")
def ids_command() -> None:
    """The ledger that keeps the ids of published documents (feeds/ids.jsonl).

    \b
    For example:
      feedpub ids import https://blog.example.org/atom.xml
    """


@ids_command.command("import", short_help="Take over the ids of a feed that readers know.")
@click.argument("feed")
@project_options
@click.option("--allow-private", is_flag=True, help="Fetch FEED from a private network too.")
def import_command(feed: str, project: Path, site_url: str | None, *, allow_private: bool) -> None:
    """Take over the ids of FEED: the file or the address of a feed that readers know.

    An entry of FEED is matched to a document by its link, else by its title and day. Readers
    then do not see the documents again as new. The feed of another tool should be complete:
    raise its limit before it is written for the last time.

    \b
    For example:
      feedpub ids import https://blog.example.org/atom.xml
      feedpub ids import public/index.xml
    """
    site = config.load(project, site_url)
    if not site.ledger:
        raise ConfigError(
            f"{config.CONFIG_PATH}: there is no ledger; set ledger = true under [build]"
        )
    items = feed_import.items(feed, _body(feed, allow_private=allow_private))
    with progress_bar() as progress:
        entries = entries_of(project, site, Options(), progress)
    with one_at_a_time(project):
        known = ledger.read(project)
        renewed, left = ledger.take_over(items, entries, known)
        jsonl.write(project, ledger.LEDGER_PATH, ledger.lines(renewed))
    for item, why in left:
        say(f"{item.title!r}: {why}", err=True, label="warning", fg="yellow")
    unlike = [item.id for item in items if ledger.id_in_ascii(item.id) not in (item.id, None)]
    if unlike:
        what = f"{len(unlike)} ids have letters beyond ASCII, which no valid feed can have"
        why = "they are kept as addresses in ASCII, and readers that compare each letter see these"
        say(f"{what}, such as {unlike[0]!r}; {why} entries once more", err=True, label="warning")
    taken = len(items) - len(left)
    say(f"{taken} of {len(items)} ids taken over into {ledger.LEDGER_PATH}", err=True)


def _body(feed: str, *, allow_private: bool) -> bytes:
    if feed.startswith(("http://", "https://")):
        # Takes long to import.
        from feedpub import remote  # noqa: PLC0415

        return remote.fetch(feed, remote.Limits(seconds=60, allow_private=allow_private))
    try:
        with Path(feed).open("rb") as file:
            return file.read(feed_import.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or "it is no path"
        raise ConfigError(f"{feed}: can't be read: {what}") from None
