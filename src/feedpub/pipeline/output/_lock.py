"""Lock a project, so that one process at a time writes into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from feedpub.errors import OutputError
from feedpub.pipeline.output._errors import name_file_in_errors

_PATIENCE: Final = 60.0  # seconds to wait for another build


@contextmanager
def one_at_a_time(project: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock of `project`, so that two processes at once do not mix their files.

    Waits `patience` seconds for the other process, then raises OutputError. Also raises it where
    ``.feedpub`` is a link, through which files outside of the project would be written.
    """
    folder = project / ".feedpub"
    path = folder / "lock"
    for linked in (folder, path):
        if linked.is_symlink():
            raise OutputError(
                f"{linked}: is a link, through which files elsewhere would be written; remove it"
            )
    with name_file_in_errors(path):
        folder.mkdir(exist_ok=True)
        lock = FileLock(path, timeout=patience)
        try:
            lock.acquire()
        except Timeout:
            raise OutputError(
                f"{project}: another feedpub build has been at work for {patience:g} s; wait for it"
            ) from None
    try:
        yield
    finally:
        lock.release()
