"""The options of commands whose work can be done by a cluster."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from feedpub.cli._talk import say

if TYPE_CHECKING:
    from feedpub.pipeline.workers import Executor

Command = TypeVar("Command", bound=Callable[..., Any])


def cluster_options(command: Command) -> Command:
    """Add the options that name a scheduler, and the files for a connection with TLS to it."""
    tls = {
        "--tls-ca": "The certificate of the authority that has signed those of a Dask cluster.",
        "--tls-cert": "The certificate of this machine, for a Dask cluster.",
        "--tls-key": "The key of that certificate.",
    }
    for name, text in reversed(tls.items()):
        command = click.option(name, type=click.Path(exists=True, dir_okay=False), help=text)(
            command
        )
    return click.option(
        "--scheduler",
        envvar="FEEDPUB_SCHEDULER",
        show_envvar=True,
        metavar="ADDRESS",
        help="Have a Dask cluster do the work: local, or the address of its scheduler.",
    )(command)


@contextmanager
def workers(
    scheduler: str | None,
    jobs: int | None,
    tls: tuple[str | None, str | None, str | None],
    *,
    quiet: bool,
) -> Iterator["Executor | None"]:
    """Give the executor of the cluster that is named; None where none is."""
    if not scheduler:
        yield None
        return
    from feedpub.pipeline.cluster.scheduler import Tls, connect  # noqa: PLC0415

    with connect(scheduler, jobs, Tls(*tls)) as (executor, dashboard):
        if dashboard and not quiet:
            say(f"the dashboard of the cluster: {dashboard}", err=True)
        yield executor
