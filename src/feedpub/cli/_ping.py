"""``feedpub ping``, and the list of pings that it keeps until ``out/`` is published."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

import click

from feedpub.cli._talk import project_options, say
from feedpub.errors import NetworkError
from feedpub.model import Ping
from feedpub.pipeline.records import jsonl

# The pings that are still to be sent; safe to delete.
_PENDING: Final = ".feedpub/pings.jsonl"


@click.command("ping", short_help="Tell hubs (WebSub) which feeds changed.")
@project_options
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def ping_command(project: Path, site_url: str | None, *, quiet: bool) -> None:
    """Tell the hubs (WebSub) which feeds have changed since they were last told.

    Run it when out/ has been published: a hub fetches a feed as soon as it is told of it.
    The key hub in feeds/*.toml names the hubs of a feed. What a hub does not accept is kept,
    and told again the next time.

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
    """Note which feeds have changed, and tell the hubs `now` or when ``feedpub ping`` is run.

    With `base`, only feeds below that address count.
    """
    note(project, changed)
    pending = _read(project) if now else {}
    hubs = _named_hubs(project) if pending else frozenset()
    strange = {ping: times for ping, times in pending.items() if ping.hub not in hubs}
    wanted = {
        ping: times
        for ping, times in pending.items()
        if ping not in strange and ping.topic.startswith(base or "")
    }
    failed = dict(_send(list(wanted)))
    done = {ping: times for ping, times in wanted.items() if ping not in failed}
    _forget(project, done | strange)
    for hub in dict.fromkeys(ping.hub for ping in strange):
        say(f"{hub}: is not told, for no feed of feeds/*.toml has this hub", err=True)
    if now and not quiet:
        told = len(wanted) - len(failed)
        say(f"{told} {'change' if told == 1 else 'changes'} told to hubs", err=True)
    if failed:
        said = [f"{ping.hub}: {ping.topic}: {why}" for ping, why in failed.items()]
        raise NetworkError("\n".join([*said, "run feedpub ping to tell them again"]))


def note(project: Path, changed: Iterable[Ping]) -> None:
    """Note which feeds have changed, for a later ``feedpub ping``; may raise FeedpubError."""
    new = list(changed)
    if new:
        with _alone(project):
            pending = _read(project)
            _write(project, pending | {ping: pending.get(ping, 0) + 1 for ping in new})


def _forget(project: Path, told: Mapping[Ping, int]) -> None:
    """Remove the pings that were sent from the list, unless their feeds have changed again."""
    if told:
        with _alone(project):
            pending = _read(project).items()
            _write(project, {ping: times for ping, times in pending if told.get(ping) != times})


def _alone(project: Path) -> AbstractContextManager[None]:
    # Takes long to import, and most builds have nothing to tell.
    from feedpub.pipeline.output import one_at_a_time  # noqa: PLC0415

    return one_at_a_time(project)


def _named_hubs(project: Path) -> frozenset[str]:
    """Return the hubs that the owner named; nobody else is told, for the list can be forged."""
    # Takes long to import, and most builds have nothing to tell.
    from feedpub import config  # noqa: PLC0415

    site = config.load(project)
    settings = (site.settings, *(definition.settings for definition in site.definitions))
    return frozenset(hub for some in settings for hub in some.hubs)


def _write(project: Path, pending: Mapping[Ping, int]) -> None:
    lines = (
        {"hub": ping.hub, "topic": ping.topic, "times": times if times > 1 else None}
        for ping, times in pending.items()
    )
    jsonl.write(project, _PENDING, lines)


def _send(pings: list[Ping]) -> list[tuple[Ping, str]]:
    if not pings:
        return []
    # Takes long to import.
    from feedpub import remote  # noqa: PLC0415

    return remote.ping(pings, remote.Limits())


def _read(project: Path) -> dict[Ping, int]:
    """Read the list of pings, each with the number of times that it was noted."""
    return dict(jsonl.read(project, _PENDING, _parse))


def _parse(line: Mapping[str, object]) -> tuple[Ping, int]:
    hub, topic, times = line.get("hub"), line.get("topic"), line.get("times", 1)
    if not (isinstance(hub, str) and isinstance(topic, str) and isinstance(times, int)):
        raise ValueError("the line lacks its hub or its topic; remove it")
    return Ping(hub, topic), times
