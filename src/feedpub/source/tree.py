"""Which files there are below a folder, and what tells that one has changed without opening it.

One walk, with `stat` for each file, is all that a build of an unchanged folder does; where all
times are new, as in a fresh clone, the bytes tell. Nothing here is heavy to import.
"""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from feedpub.contents import OPEN_FLAGS
from feedpub.errors import ConfigError
from feedpub.model import SEEDS, Problem, Severity

ENDINGS: Final = (".md", ".markdown", ".html", ".htm", ".txt")

# Of documents that are written in languages which are not read.
_OTHER_ENDINGS: Final = (
    *(".mdx", ".mdoc", ".svx", ".org", ".adoc", ".asciidoc", ".rst", ".qmd", ".rmd", ".ipynb"),
    *(".textile", ".mkd", ".mkdn", ".mdown", ".mdwn"),
)

Stamp: TypeAlias = tuple[int, ...]
"""Size, times of change in nanoseconds, and number of a file: the same as long as it is."""

Mark: TypeAlias = tuple[str, str]
"""By what a file is known to be as it was: its stamp, written out, and the digest of its bytes."""

_OF_A_FILE: Final = 4

# In nanoseconds. No file system is coarser: a file that changes twice within this time can have
# one stamp both times.
_COARSEST: Final = 2_000_000_000

# In bytes. Nothing that is larger is read for a feed: its stamp has to tell.
_LARGEST_FILE: Final = 256 * 1024 * 1024
_CHUNK: Final = 1 << 20

# How the names of files begin that Emacs, macOS and Word keep beside a document while they have it.
_COMPANIONS: Final = (".#", "._", "~$")
_HIDDEN_STEM = re.compile(r"(?:\.[a-z0-9_+~-][a-z0-9_.+~-]*)?")

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents of a folder: their paths, sorted; how many are hidden; what can't be read.

    `stamps` are those of all files, documents or not, by path. `passed_over` are the hidden files
    that end as documents do, and the hidden folders that hold such, each with their number.
    `unread` are the folders that can't be read, or not to their ends: nobody knows what is in them.
    """

    paths: tuple[str, ...]
    hidden: int
    problems: tuple[Problem, ...]
    stamps: Mapping[str, Stamp] = field(default_factory=dict, compare=False, repr=False)
    passed_over: Mapping[str, int] = field(default_factory=dict, compare=False)
    unread: tuple[str, ...] = ()


def discover(seeds: Path) -> Listing:
    """List the documents below `seeds`, by paths relative to it with forward slashes.

    What is passed over for its name is counted, and named unless an editor left it behind.
    Links to folders are not followed.
    """
    paths: list[str] = []
    stamps: dict[str, Stamp] = {}
    problems: list[Problem] = []
    unread: list[str] = []
    leftovers = 0
    passed_over: dict[str, int] = {}  # documents, by the folder or file that is passed over
    folders = [("", "")]
    while folders:
        here, above = folders.pop()
        try:
            # One by one: a folder may hold a hundred thousand.
            with os.scandir(f"{seeds}/{here}") as found:
                for entry in found:
                    name, path = entry.name, here + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((f"{path}/", above or path * _is_hidden_folder(name)))
                    elif entry.is_symlink() and _leads_to_a_folder(entry):
                        if not _is_hidden_folder(name):
                            problems.append(_linked_folder(path))
                    else:
                        stamps[path] = _stamp(entry)
                        if not _ends_as_a_document(name):
                            leftovers += _ends_as_a_document(name.rstrip("~#"))
                        elif above or _is_hidden_document(name):
                            place = above or path
                            passed_over[place] = passed_over.get(place, 0) + 1
                        else:
                            paths.append(path)
        except OSError as error:
            # One that went while we looked may be there again the next moment, as a mount may.
            if not above:
                unread.append(here.rstrip("/"))
                message = (
                    f"folder can't be read: {error.strerror}; give read permission, or remove it"
                )
                problems.append(refused(unread[-1], "unreadable", message))
    _check_encoding(stamps)
    hidden = leftovers + sum(passed_over.values())
    named = {path: n for path, n in passed_over.items() if not _goes_with_another(path, stamps)}
    found_unread = tuple(sorted(unread))
    return Listing(tuple(sorted(paths)), hidden, tuple(problems), stamps, named, found_unread)


def in_other_formats(listing: Listing) -> list[str]:
    """Return the paths of documents in languages that are not read."""
    found = (path for path in listing.stamps if path.lower().endswith(_OTHER_ENDINGS))
    return [path for path in found if not is_passed_over(path)]


def _check_encoding(names: Iterable[str]) -> None:
    """Raise ConfigError where names are others here than on other systems.

    The ids of documents are made of their names.
    """
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8":
        other = next((name for name in names if not name.isascii()), None)
        if other is not None:
            raise ConfigError(
                f"{SEEDS}/{ascii(other)[1:-1]}: would have another name here than elsewhere, for"
                f" the locale of this system is {encoding} and not UTF-8; set PYTHONUTF8=1"
            )


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of one file, None where there is none."""
    try:
        return _of(os.stat(path))  # noqa: PTH116 - a path for each of many thousands
    except OSError:
        return None


def file_at(folder: str, name: str) -> Path | None:
    """Return the file that `name` leads to from `folder`, all links followed; None without one.

    Raises OSError, ValueError or RuntimeError where that can't be told: too long a name, a NUL in
    it, no permission, links in a circle.
    """
    path = f"{folder}/{name.strip('/')}"  # not pathlib: this is done for each link of each body
    # To resolve a path takes long, and most name nothing here.
    if ".." not in name and _is_missing(path):
        return None
    file = Path(path).resolve()
    return file if file.is_file() else None


def _is_missing(path: str) -> bool:
    try:
        os.stat(path)  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError):
        return True
    return False


def written(found: Stamp | None) -> str:
    """Return a stamp as it is kept between builds."""
    return str(found or "")


def mark(path: Path, digest: str) -> Mark:
    """Return the mark of a file that was just written, the bytes of which have this digest."""
    return written(stamp(path)), digest


def has_stayed(path: Path, known: Sequence[str]) -> bool:
    """Tell whether the file at `path` is that of a mark; one with another stamp by its bytes."""
    return written(stamp(path)) == known[0] or digest(path) == known[1]


def is_link(found: Stamp) -> bool:
    """Tell whether a stamp is that of a link and of the file where it leads."""
    return len(found) > _OF_A_FILE


def digest(path: str | Path) -> str | None:
    """Return the digest of the bytes of a file.

    None where there is no file that can be read, and for one that is too large for any feed.
    """
    digest = _new_digest()
    try:
        file = os.open(path, OPEN_FLAGS)
        try:
            found = os.fstat(file)
            if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST_FILE:
                return None
            length = 0
            while part := os.read(file, _CHUNK):
                digest.update(part)
                length += len(part)
                if length == found.st_size:
                    break
        finally:
            os.close(file)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def digest_of(data: bytes) -> str:
    """Return the digest of the bytes of a file."""
    return _new_digest(data).hexdigest()


def _new_digest(data: bytes = b"") -> "hashlib.blake2b":
    return hashlib.blake2b(data, digest_size=16)


def fingerprint(stamps: Mapping[str, Stamp | None], *also: object) -> str:
    """Return what is the same as long as all `stamps` are, and the texts of `also`."""
    lines = sorted(f"{path}\0{known}" for path, known in stamps.items())
    body = "\n".join([*lines, *map(str, also)])
    return hashlib.blake2b(body.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def settled(stamps: Iterable[Stamp | None], now: datetime) -> bool:
    """Tell whether files that were looked at `now` can't change any more and keep their stamp."""
    latest = int(now.timestamp() * 1e9) - _COARSEST
    return all(known is not None and known[1] < latest and known[2] < latest for known in stamps)


def refused(path: str, code: str, message: str) -> Problem:
    """Return the problem of a document that can't be read."""
    return Problem(Severity.ERROR, code, f"{SEEDS}/{shown(path)}", None, message)


def shown(path: str) -> str:
    """Return a path as text; what is no UTF-8 and what is no visible character by its number."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], shown)


def is_passed_over(path: str) -> bool:
    """Tell whether a path leads to or through what is passed over for its name."""
    *folders, name = path.split("/")
    return _is_hidden_file(name) or any(map(_is_hidden_folder, folders))


def _is_hidden_folder(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")


def _is_hidden_file(name: str) -> bool:
    """Tell whether a name is that of a hidden file, or of one that an editor left behind."""
    if _ends_as_a_document(name):
        return _is_hidden_document(name)
    return (
        name.startswith((".", "~$"))
        or name.endswith("~")
        or (name.startswith("#") and name.endswith("#"))
    )


def _is_hidden_document(name: str) -> bool:
    """Tell whether a name that ends as that of a document is passed over all the same.

    Mirrors name documents after their titles, such as ``.NET 新版.md`` or ``#话题# 今天.md``; who
    hides a file writes one word of small letters, such as ``.private-notes.md``.
    """
    return name[0] in ".~" and (
        name.startswith(_COMPANIONS) or _HIDDEN_STEM.fullmatch(name.rpartition(".")[0]) is not None
    )


def _ends_as_a_document(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def _goes_with_another(path: str, stamps: Mapping[str, Stamp]) -> bool:
    """Tell whether a program put this file beside the document of which it has the name."""
    folder, slash, name = path.rpartition("/")
    return name.startswith(_COMPANIONS) and f"{folder}{slash}{name[2:]}" in stamps


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        own = entry.stat(follow_symlinks=False)
        if not stat.S_ISLNK(own.st_mode):
            return _of(own)
        return (*_of(own), *_of(entry.stat()))
    except OSError:  # it went while we looked, or is a link that leads nowhere
        return (0, 0, 0, 0)


def _of(found: os.stat_result) -> Stamp:
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _leads_to_a_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _linked_folder(path: str) -> Problem:
    message = "is a link to a folder and is not followed; put the folder itself there"
    return Problem(Severity.WARNING, "link-to-folder", f"{SEEDS}/{shown(path)}", None, message)
