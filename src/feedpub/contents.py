"""Read a file that anybody may have put there, with a bound, and no pipe or device.

A pipe would make the reader wait, a device never ends, and a file can be larger than memory.
Nothing here is heavy to import.
"""

import errno
import os
import stat
from pathlib import Path
from typing import Final

# Opening a named pipe must not wait for somebody to write into it.
OPEN_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read(path: Path, most: int) -> bytes:
    """Return the bytes of a file.

    Raises OSError, in plain words, for anything but a regular file, and for a file of more than
    `most` bytes.
    """
    with os.fdopen(os.open(path, OPEN_FLAGS), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")
        data = file.read(most + 1) if found.st_size <= most else None
    if data is None or len(data) > most:
        raise OSError(errno.EFBIG, f"it has more than {most} bytes")
    return data


def read_text(path: Path, most: int) -> str:
    """Return the text of a file in UTF-8, with the ends of its lines as one character.

    Raises OSError as `read` does, and UnicodeDecodeError.
    """
    return read(path, most).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
