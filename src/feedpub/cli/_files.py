"""Write new files, and never over others."""

from contextlib import suppress
from pathlib import Path

from feedpub.errors import OutputError


def write_new(path: Path, body: bytes) -> bool:
    """Write a file; return False, and do nothing, where it exists already.

    Raises OutputError where it can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent}: can't be made: {error.strerror}") from None
    try:
        with path.open("xb") as file:
            try:
                file.write(body)
            except OSError:
                with suppress(OSError):
                    path.unlink()
                raise
    except FileExistsError:
        return False
    except OSError as error:
        raise OutputError(f"{path}: can't be written: {error.strerror}") from None
    return True
