"""Find the files under ``seeds/`` and read them.

Knows the file system and its surprises; what is in a file is the business of `front_matter`.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from feedpub.front_matter import parse
from feedpub.model import SEEDS, Document, Problem, Severity

ENDINGS: Final = frozenset({".md", ".markdown", ".html", ".htm", ".txt"})

# In bytes. No article is larger; the W3C validator refuses a whole feed of 5 MB.
LARGEST_FILE: Final = 8 * 1024 * 1024

_ATTEMPTS: Final = 3
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Opening a named pipe must not wait for somebody to write into it.
_OPEN_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents of a folder: their paths, sorted; how many are hidden; what can't be read."""

    paths: tuple[str, ...]
    hidden: int
    problems: tuple[Problem, ...]


def discover(seeds: Path) -> Listing:
    """List the documents below `seeds`, by paths relative to it with forward slashes.

    Hidden files, those in hidden folders, and what editors leave behind (``x.md~``,
    ``#x.md#``) are counted and passed over. Links to folders are not followed.
    """
    paths: list[str] = []
    problems: list[Problem] = []
    hidden = 0

    def unreadable(error: OSError) -> None:
        path = _relative(seeds, str(error.filename))
        message = f"folder can't be read: {error.strerror}; give read permission"
        problems.append(_refused(path, "unreadable", message))

    for folder, names, files in os.walk(seeds, onerror=unreadable):
        here = _relative(seeds, folder)
        concealed = any(_is_hidden(part) for part in here.split("/")) and here != "."
        for name in files:
            if _is_hidden(name) or concealed:
                hidden += _ending(name.rstrip("~#")) in ENDINGS
            elif _ending(name) in ENDINGS:
                paths.append(_below(here, name))
        problems += [
            _linked_folder(_below(here, name))
            for name in names
            if Path(folder, name).is_symlink() and not _is_hidden(name)
        ]
    return Listing(tuple(sorted(paths)), hidden, tuple(problems))


def find(seeds: Path, document: str, reference: str) -> str | None:
    """Return the path of the document that `reference`, in the one at `document`, names.

    None where it names none. As on a web site, a reference that begins with a slash is
    looked for from the top of `seeds`.
    """
    name = unquote(re.split(r"[?#]", reference, maxsplit=1)[0])
    if _ending(name) not in ENDINGS:
        return None
    folder = seeds if name.startswith("/") else (seeds / document).parent
    try:
        file = (folder / name.lstrip("/")).resolve()
        if not file.is_file() or not file.is_relative_to(seeds.resolve()):
            return None
    except (OSError, ValueError, RuntimeError):
        return None
    return _relative(seeds.resolve(), str(file))


def read(seeds: Path, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read the document at `path` (relative to `seeds`).

    Returns the document with warnings, or None with the Problem that says why.
    """
    data = _bytes(seeds, path)
    if isinstance(data, Problem):
        return None, (data,)
    return parse(path, data, hashlib.blake2b(data, digest_size=16).hexdigest())


def _bytes(seeds: Path, path: str) -> bytes | Problem:
    if _shown(path) != path:
        message = "name is no UTF-8 or holds control characters; rename the file"
        return _refused(path, "name-not-text", message)
    file = seeds / path
    try:
        if _leads_outside(seeds, file):
            message = f"is a link out of {SEEDS}/; put the file itself there"
            return _refused(path, "link-outside", message)
        for found in _snapshots(file):
            if found is not None:
                return found
    except _NotAFileError:
        return _refused(path, "not-a-file", "is no regular file; remove it")
    except _TooLargeError as error:
        message = f"has {error.args[0]} bytes, the most is {LARGEST_FILE}; split it"
        return _refused(path, "too-large", message)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        what = getattr(error, "strerror", None) or str(error)
        if file.is_symlink():
            what = f"it is a link that leads nowhere ({what})"
        message = f"can't be read: {what}; give read permission, or remove it"
        return _refused(path, "unreadable", message)
    message = "changed again and again while it was read; build again"
    return _refused(path, "changed", message)


class _NotAFileError(Exception):
    pass


class _TooLargeError(Exception):
    pass


def _snapshots(file: Path) -> Iterator[bytes | None]:
    """Yield the file's bytes, or None where it changed while it was read; a few times."""
    for _ in range(_ATTEMPTS):
        with os.fdopen(os.open(file, _OPEN_FLAGS), "rb") as stream:
            before = os.fstat(stream.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise _NotAFileError
            if before.st_size > LARGEST_FILE:
                raise _TooLargeError(before.st_size)
            data = stream.read(LARGEST_FILE + 1)
            after = os.fstat(stream.fileno())
        same = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, len(data))
        yield data if same else None


def _leads_outside(seeds: Path, file: Path) -> bool:
    # Folders are not followed when they are links, so only the file itself can be one.
    return file.is_symlink() and not file.resolve().is_relative_to(seeds.resolve())


def _linked_folder(path: str) -> Problem:
    message = "is a link to a folder and is not followed; put the folder itself there"
    return Problem(Severity.WARNING, "link-to-folder", f"{SEEDS}/{_shown(path)}", None, message)


def _refused(path: str, code: str, message: str) -> Problem:
    return Problem(Severity.ERROR, code, f"{SEEDS}/{_shown(path)}", None, message)


def _below(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder}/{name}"


def _relative(seeds: Path, path: str) -> str:
    return Path(path).relative_to(seeds).as_posix()


def _ending(name: str) -> str:
    return Path(name).suffix.lower()


def _shown(path: str) -> str:
    """Return a path as text; what is no UTF-8 and what is no visible character by its number."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], shown)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "#", "~$")) or name.endswith(("~", "#"))
