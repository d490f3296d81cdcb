"""Find a Dask cluster to work on a build: one of this machine, or one that is there already."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Final, cast

from feedpub.errors import ConfigError, NetworkError, WorkerError
from feedpub.pipeline.memory import versions

LOCAL: Final = "local"

_HOST: Final = "127.0.0.1"
_PATIENCE: Final = "30s"


@dataclass(frozen=True, slots=True)
class Tls:
    """Files with which a connection to a scheduler is encrypted, each side knowing the other."""

    authority: str | None = None
    certificate: str | None = None
    key: str | None = None

    @property
    def is_asked_for(self) -> bool:
        """Tell whether any of the files is named."""
        return any((self.authority, self.certificate, self.key))


@contextmanager
def connect(
    address: str, processes: int | None = None, tls: Tls | None = None
) -> Iterator[tuple[Executor, str]]:
    """Give the executor of a Dask cluster, and the address of its dashboard or "".

    ``local`` starts a cluster of so many `processes` on this machine, which nobody reaches from
    elsewhere; any other `address` is that of a scheduler. Raises ConfigError without Dask,
    NetworkError where no scheduler answers, and WorkerError where a worker has another version of
    what makes the output.
    """
    try:
        import distributed  # noqa: PLC0415 - takes long to import, and is an extra
    except ImportError:
        raise ConfigError(
            f"--scheduler {address}: needs Dask; install feedpub with the extra [cluster]"
        ) from None
    dask = cast("Any", distributed)
    if address == LOCAL:
        with _start(dask, processes) as cluster, dask.Client(cluster) as client:
            yield client.get_executor(pure=False), _dashboard(client)
        return
    try:
        client = dask.Client(address, timeout=_PATIENCE, security=_security(dask, tls))
    except (OSError, ValueError, TypeError, ImportError) as error:
        what = str(error).partition("\n")[0]
        raise NetworkError(
            f"--scheduler {address}: no scheduler answers there: {what}; give its address, such as"
            " tcp://host:8786, or tls://host:8786 with --tls-ca, --tls-cert and --tls-key"
        ) from None
    with client:
        _compare_versions(client)
        yield client.get_executor(pure=False), _dashboard(client)


def _start(dask: Any, processes: int | None) -> Any:
    """Start a scheduler and its workers on this machine; they listen on 127.0.0.1 alone."""
    return dask.LocalCluster(
        n_workers=processes,
        threads_per_worker=1,
        host=_HOST,
        dashboard_address=f"{_HOST}:0" if find_spec("bokeh") else None,
        memory_limit=0,  # what takes too much is ended in a process below the worker
    )


def _security(dask: Any, tls: Tls | None) -> Any:
    """Return the files for an encrypted connection; None for those of Dask's configuration."""
    if not tls or not tls.is_asked_for:
        return None
    return dask.Security(
        tls_ca_file=tls.authority,
        tls_client_cert=tls.certificate,
        tls_client_key=tls.key,
        require_encryption=True,
    )


def _dashboard(client: Any) -> str:
    return str(client.dashboard_link) if find_spec("bokeh") else ""


def _compare_versions(client: Any) -> None:
    """Raise WorkerError where a worker would make other output than this process."""
    own = versions.digest_of_code()
    try:
        found: dict[str, Any] = client.run(versions.digest_of_code, on_error="return")
    except Exception as error:  # noqa: BLE001 - whatever the engine raises
        raise WorkerError(
            f"the workers can't be asked for their version: {error}; look at their logs"
        ) from None
    others = sorted(name for name, digest in found.items() if digest != own)
    if others:
        raise WorkerError(
            f"the worker {others[0]} has another version of feedpub, of a library, or of Python"
            f" than the process that builds, or lacks feedpub ({len(others)} of {len(found)} do);"
            " install the same on all of them"
        )
