"""Read the documents of a project, whatever the file system does meanwhile.

`front_matter` reads what is in them.
"""

import os
import posixpath
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from feedpub.contents import OPEN_FLAGS
from feedpub.model import Document, Places, Problem, Stored, is_in
from feedpub.source import anywhere
from feedpub.source.file_stamps import digest_of_bytes
from feedpub.source.front_matter import parse
from feedpub.source.history import commits_of
from feedpub.source.passed_over import ENDINGS
from feedpub.source.tree import file_at, is_among, path_as_text, refusal

# In bytes. No article is larger; the W3C validator refuses a whole feed of 5 MB.
LARGEST_FILE: Final = 8 * 1024 * 1024

_ATTEMPTS: Final = 3

_ENDING: Final = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,7}$")
_SOURCES: Final = tuple(ending for ending in ENDINGS if ending != ".txt")
_INDEXES: Final = ("index", "README", "readme")
_MOST_FOLDERS: Final = 6


def find(places: Places, document: str, reference: str) -> str | None:
    """Return the path of the document to which `reference`, in the one at `document`, leads.

    None where it leads to no document. Places are tried as for a file (`media_files`): beside the
    document, in the folder of its name, then the top of the documents. As on a web site, a
    reference that begins with a slash is looked up from the top, or from a folder above the
    document, which the tool takes for the top; Zola's ``@/`` is the same. It need not have the
    ending of the file: a page is served as ``name``, ``name/`` or ``name.html``, and ``name/`` may
    be a folder with an index.
    """
    name = unquote(re.split(r"[?#]", reference, maxsplit=1)[0])
    if name.startswith(anywhere.MARK):
        place = anywhere.find(places, document, name, is_document=True)
        return places.path_of(place) if place and is_among(places, places.path_of(place)) else None
    stem, ending = _split_ending(name.removeprefix("@"))
    if not stem.strip("./") or (ending and not ending.lower().endswith(ENDINGS)):
        return None
    try:
        return next(_find(places, document, stem, ending), None)
    except (OSError, ValueError, RuntimeError):
        return None


def _split_ending(name: str) -> tuple[str, str]:
    """Split the name of a page into its stem and the ending of its file."""
    found = _ENDING.search(name)
    return (name[: found.start()], found[0]) if found else (name, "")


def _find(places: Places, document: str, stem: str, ending: str) -> Iterator[str]:
    documents = places.name if places.stored else str(places.top)
    is_folder = places.stored.is_folder if places.stored else os.path.isdir
    for folder in _folders(document, from_root=stem.startswith("/")):
        for name in _names(f"{documents}/{folder}/{stem.strip('/')}", stem, ending, is_folder):
            path = _path_at(places, f"{documents}/{folder}", name)
            if path is not None and is_among(places, path):
                yield path


def _path_at(places: Places, folder: str, name: str) -> str | None:
    """Return the path of the file that `name` leads to from `folder`; None without one."""
    if places.stored:
        place = posixpath.normpath(f"{folder}/{name.strip('/')}").lstrip("/")
        is_inside = is_in(place, places.name) and not is_in(place, "..")
        return (
            places.path_of(place) if is_inside and places.stored.size(place) is not None else None
        )
    file = file_at(folder, name)
    top = places.top.resolve() if file else None
    return _relative(top, str(file)) if file and top and file.is_relative_to(top) else None


def _folders(document: str, *, from_root: bool) -> tuple[str, ...]:
    own = os.path.dirname(document)  # noqa: PTH120
    if not from_root:
        return (own, os.path.splitext(document)[0], "")  # noqa: PTH122
    above = own.split("/") if own else []
    return ("", *("/".join(above[:end]) for end in range(1, min(len(above), _MOST_FOLDERS) + 1)))


def _names(path: str, stem: str, ending: str, is_folder: Callable[[str], bool]) -> Iterator[str]:
    """Yield the names that the file of a page can have; `path` is its address as a path."""
    # One question rules out all names in a folder that is not there; `..` may lead out of it.
    is_sure = not ending or ".." not in stem
    if is_sure and not is_folder(os.path.dirname(path)):  # noqa: PTH120
        return
    if ending:
        yield f"{stem}{ending}"
        if ending.lower() not in (".html", ".htm"):
            return
    bare = stem.rstrip("/")
    if not bare.strip("./"):
        return
    yield from (f"{bare}{known}" for known in _SOURCES)
    if not ending and is_folder(path):
        yield from (f"{bare}/{index}{known}" for index in _INDEXES for known in _SOURCES)


def read(places: Places, path: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read the document at `path`.

    Returns the document with warnings, or None with the Problem that says why.
    """
    data = _bytes(places, path)
    if isinstance(data, Problem):
        return None, (data,)
    document, problems = parse(path, data, digest_of_bytes(data), places.name)
    if document and places.history:
        document = replace(document, commits=commits_of(places, path))
    return document, problems


def digest_of_document(places: Places, path: str) -> str | None:
    """Hash the bytes of the document at `path`; return None where it can't be read."""
    data = _bytes(places, path)
    return None if isinstance(data, Problem) else digest_of_bytes(data)


def _bytes(places: Places, path: str) -> bytes | Problem:
    if path_as_text(path) != path:
        message = "name is no UTF-8 or holds control characters; rename the file"
        return refusal(places.place_of(path), "name-not-text", message)
    if places.stored:
        return _stored_bytes(places, places.stored, path)
    file = places.file(path)
    try:
        if _leads_outside(places.top, file):
            message = f"is a link out of {places.name or 'the project'}/; put the file itself there"
            return refusal(places.place_of(path), "link-outside", message)
        for found in _snapshots(file):
            if found is not None:
                return found
    except _NotAFileError:
        return refusal(places.place_of(path), "not-a-file", "is no regular file; remove it")
    except _TooLargeError as error:
        return _too_large(places, path, error.args[0])
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        what = getattr(error, "strerror", None) or str(error)
        if os.path.islink(file):  # noqa: PTH114
            what = f"it is a link that leads nowhere ({what})"
        message = f"can't be read: {what}; give read permission, or remove it"
        return refusal(places.place_of(path), "unreadable", message)
    message = "changed again and again while it was read; build again"
    return refusal(places.place_of(path), "changed", message)


def _stored_bytes(places: Places, stored: Stored, path: str) -> bytes | Problem:
    place = places.place_of(path)
    size = stored.size(place)
    if size is not None and size > LARGEST_FILE:
        return _too_large(places, path, size)
    try:
        data = stored.read(place, LARGEST_FILE)
    except OSError as error:
        message = f"can't be read: {error.strerror}; give read permission, or remove it"
        return refusal(place, "unreadable", message)
    if data is None:
        return refusal(place, "changed", "changed while it was built; build again")
    return data


def _too_large(places: Places, path: str, size: int) -> Problem:
    message = f"has {size} bytes, the most is {LARGEST_FILE}; split it"
    return refusal(places.place_of(path), "too-large", message)


class _NotAFileError(Exception):
    pass


class _TooLargeError(Exception):
    pass


def _snapshots(file: str) -> Iterator[bytes | None]:
    """Yield the file's bytes, or None where it changed while it was read; a few times."""
    for _ in range(_ATTEMPTS):
        with os.fdopen(os.open(file, OPEN_FLAGS), "rb") as stream:
            before = os.fstat(stream.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise _NotAFileError
            if before.st_size > LARGEST_FILE:
                raise _TooLargeError(before.st_size)
            data = stream.read(before.st_size + 1)  # room is made for as much as is asked for
            after = os.fstat(stream.fileno())
        same = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, len(data))
        yield data if same else None


def _leads_outside(top: Path, file: str) -> bool:
    # Folders are not followed when they are links, so only the file itself can be one.
    if not os.path.islink(file):  # noqa: PTH114 - there may be a hundred thousand
        return False
    return not Path(file).resolve().is_relative_to(top.resolve())


def _relative(top: Path, path: str) -> str:
    return Path(path).relative_to(top).as_posix()
