"""``feedpub ping``, and what it keeps between a build and the publication of ``out/``."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from feedpub import records
from feedpub.cli._talk import fail, project_options
from feedpub.errors import FeedpubError, NetworkError
from feedpub.model import Ping

# What hubs are still to be told; safe to delete.
_PENDING: Final = ".feedpub/pings.jsonl"


@click.command("ping", short_help="Tell hubs (WebSub) which feeds changed.")
@project_options
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def ping_command(project: Path, site_url: str | None, *, quiet: bool) -> None:
    """Tell the hubs (WebSub) which feeds have changed since they were last told.

    Run it when out/ has been published: a hub fetches what it is told of at once. Which
    feeds have a hub is said by hub in feeds/*.toml. What a hub does not take is kept, and
    told the next time.

    \b
    For example:
      feedpub ping
      feedpub ping --project blog --site-url https://feeds.example.org/
    """
    tell(project, (), now=True, quiet=quiet, base=site_url)


def tell(
    project: Path,
    changed: Iterable[Ping],
    *,
    now: bool,
    quiet: bool,
    base: str | None = None,
) -> None:
    """Note what has changed, and tell the hubs `now` or when ``feedpub ping`` is run.

    With `base`, only of feeds below that address.
    """
    try:
        pending = dict.fromkeys((*_read(project), *changed))
        wanted = [ping for ping in pending if now and ping.topic.startswith(base or "")]
        failed = dict(_sent(wanted))
        _write(project, [ping for ping in pending if ping not in wanted or ping in failed])
    except FeedpubError as error:
        fail(str(error), error.exit_status)
    if now and not quiet:
        told = len(wanted) - len(failed)
        click.echo(f"{told} {'change' if told == 1 else 'changes'} told to hubs", err=True)
    if failed:
        said = [f"{ping.hub}: {ping.topic}: {why}" for ping, why in failed.items()]
        fail("\n".join([*said, "run feedpub ping to tell them again"]), NetworkError.exit_status)


def note(project: Path, changed: Iterable[Ping]) -> None:
    """Note what has changed, to be told when ``feedpub ping`` is run; raises FeedpubError."""
    _write(project, list(dict.fromkeys((*_read(project), *changed))))


def _write(project: Path, left: Sequence[Ping]) -> None:
    if left or (project / _PENDING).exists():
        records.write(project, _PENDING, ({"hub": ping.hub, "topic": ping.topic} for ping in left))


def _sent(pings: list[Ping]) -> list[tuple[Ping, str]]:
    if not pings:
        return []
    # Takes long to import.
    from feedpub import remote  # noqa: PLC0415

    return remote.ping(pings, remote.Limits())


def _read(project: Path) -> list[Ping]:
    lines = records.read(project, _PENDING)
    return [Ping(str(line.get("hub")), str(line.get("topic"))) for line in lines]
