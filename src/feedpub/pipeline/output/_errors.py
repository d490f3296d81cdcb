"""Turn errors of the system into errors that name the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feedpub.errors import OutputError


@contextmanager
def name_file_in_errors(path: Path) -> Iterator[None]:
    """Turn an OSError into an OutputError that names `path`."""
    try:
        yield
    except OSError as error:
        what = error.strerror or str(error)
        raise OutputError(f"{path}: can't be written: {what}") from error
