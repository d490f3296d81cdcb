"""List the files below a folder, and notice changes of a file without opening it.

A build of an unchanged folder does one walk, with `stat` for each file, and nothing else. Where
all times are new, as in a fresh clone, the digests of the files are compared. Nothing here is heavy
to import.
"""

import os
import re
import stat
import sys
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from feedpub.errors import ConfigError
from feedpub.model import Places, Problem, Severity, is_in
from feedpub.source.file_stamps import NO_STAMP, Stamp, StampCollector, Stamps, stamp_of
from feedpub.source.passed_over import (
    COMPANIONS,
    OTHER_ENDINGS,
    ends_as_a_document,
    is_hidden_document,
    is_hidden_folder,
    is_passed_over,
)

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Listing:
    """The documents of a folder: their paths, sorted; how many are hidden; what can't be read.

    `stamps` holds the stamp of each document by its path, `others` the stamps of all other files.
    `passed_over` holds hidden files with the ending of a document, and hidden folders with such
    files, each with their number. `unread` are the folders that can't be read completely: nobody
    knows what is in them.
    """

    paths: tuple[str, ...]
    hidden: int
    problems: tuple[Problem, ...]
    stamps: Stamps = field(default_factory=Stamps, compare=False, repr=False)
    others: Stamps = field(default_factory=Stamps, compare=False, repr=False)
    passed_over: Mapping[str, int] = field(default_factory=dict, compare=False)
    unread: tuple[str, ...] = ()


def discover(places: Places) -> Listing:
    """List the documents of a project, and the files that they may name.

    Files and folders that are passed over for their names are counted, and named unless an editor
    left them behind. Links to folders are not followed.
    """
    files = _Files()
    problems: list[Problem] = []
    unread: list[str] = []
    folders = [(_below(places.name, folder), "") for folder in places.folders]
    while folders:
        here, above = folders.pop()
        try:
            # One by one: a folder may hold a hundred thousand.
            with os.scandir(places.file(here)) as found:
                for entry in found:
                    name, path = entry.name, here + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        if not places.is_apart(places.place_of(path)):
                            folders.append((f"{path}/", above or path * is_hidden_folder(name)))
                    elif entry.is_symlink() and _leads_to_a_folder(entry):
                        problems += _about_link(places.place_of(path), name)
                    else:
                        files.add(path, name, _stamp(entry), above)
        except OSError as error:
            # A folder that vanishes while we look may come back the next moment, as a mount may.
            if not above:
                unread.append(here.rstrip("/"))
                place = places.place_of(unread[-1]) or "."
                problems.append(refusal(place, "unreadable", _unread_folder(error)))
    _add_files(places, files.others, problems)
    listing = files.listing(tuple(problems), tuple(sorted(unread)))
    _check_encoding(places.place_of(path) for path in (*listing.paths, *listing.others))
    return listing


def listing_of(
    places: Places, stamps: Mapping[str, Stamp], problems: tuple[Problem, ...]
) -> Listing:
    """List the documents among files that are known by name, as `discover` does in a folder."""
    files = _Files()
    for path, known in stamps.items():
        if is_in_one(places.place_of(path), places.folders):
            *above, name = path.split("/")
            hidden = next((n for n, folder in enumerate(above, 1) if is_hidden_folder(folder)), 0)
            files.add(path, name, known, "/".join(above[:hidden]))
        else:
            files.others[path] = known
    return files.listing(problems)


class _Files:
    """Files by what they are: documents, and `others`; some of these are passed over by name."""

    def __init__(self) -> None:
        self.others: dict[str, Stamp] = {}
        self._documents = StampCollector()
        self._leftovers = 0
        self._passed_over: dict[str, int] = {}  # documents, by the folder or file of that name

    def add(self, path: str, name: str, known: Stamp, hidden: str) -> None:
        """Add a file in a folder of documents; `hidden` is the folder for which it is passed over.

        That is empty where no folder above it is hidden.
        """
        is_document = ends_as_a_document(name)
        if is_document and not (hidden or is_hidden_document(name)):
            self._documents.add(path, known)
            return
        self.others[path] = known
        if is_document:
            place = hidden or path
            self._passed_over[place] = self._passed_over.get(place, 0) + 1
        else:
            self._leftovers += ends_as_a_document(name.rstrip("~#"))

    def listing(self, problems: tuple[Problem, ...], unread: tuple[str, ...] = ()) -> Listing:
        """Return all that were added."""
        stamps = self._documents.stamps()
        hidden = self._leftovers + sum(self._passed_over.values())
        named = {
            path: number
            for path, number in self._passed_over.items()
            if not (_goes_with_another(path, stamps) or _goes_with_another(path, self.others))
        }
        others = Stamps.of(self.others)
        return Listing(stamps.paths, hidden, problems, stamps, others, named, unread)


def _add_files(places: Places, stamps: dict[str, Stamp], problems: list[Problem]) -> None:
    """Add the stamps of the files that documents may name, outside of the folders of documents."""
    folders = [f"/{folder}" for folder in places.files]
    while folders:
        here = folders.pop()
        try:
            with os.scandir(places.file(here)) as found:
                for entry in found:
                    path = f"{here}/{entry.name}"
                    place = path[1:]
                    if entry.is_dir(follow_symlinks=False):
                        if not (places.is_apart(place) or is_in_one(place, places.folders)):
                            folders.append(path)
                    elif not (entry.is_symlink() and _leads_to_a_folder(entry)):
                        stamps[places.path_of(place)] = _stamp(entry)
        except OSError as error:
            message = _unread_folder(error)
            problems.append(Problem(Severity.WARNING, "unreadable", here[1:], None, message))


def _unread_folder(error: OSError) -> str:
    return f"folder can't be read: {error.strerror}; give read permission, or remove it"


def is_in_one(place: str, folders: Iterable[str]) -> bool:
    """Tell whether a path is in one of `folders`."""
    return any(is_in(place, folder) for folder in folders)


def is_among(places: Places, path: str) -> bool:
    """Tell whether a file is where documents are, and not passed over for its name."""
    place = places.place_of(path)
    return (
        is_in_one(place, places.folders) and not places.is_apart(place) and not is_passed_over(path)
    )


def _below(name: str, folder: str) -> str:
    """Return the path of a `folder`, relative to `name`, as the beginning of other paths."""
    path = folder.removeprefix(name).strip("/")
    return f"{path}/" if path else ""


def in_other_formats(listing: Listing) -> list[str]:
    """Return the paths of documents in languages that are not read."""
    found = (path for path in listing.others if path.lower().endswith(OTHER_ENDINGS))
    return [path for path in found if not is_passed_over(path)]


def _check_encoding(names: Iterable[str]) -> None:
    """Raise ConfigError where this system reads file names differently from others.

    The ids of documents are made of their names.
    """
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8":
        other = next((name for name in names if not name.isascii()), None)
        if other is not None:
            raise ConfigError(
                f"{ascii(other)[1:-1]}: would have another name here than elsewhere, for"
                f" the locale of this system is {encoding} and not UTF-8; set PYTHONUTF8=1"
            )


def file_at(folder: str, name: str) -> Path | None:
    """Return the file that `name` leads to from `folder`, all links followed; None without one.

    Raises OSError, ValueError or RuntimeError where the system can't say: too long a name, a NUL in
    it, no permission, links in a circle.
    """
    path = f"{folder}/{name.strip('/')}"  # not pathlib: this is done for each link of each body
    # Resolving a path takes long, and most paths lead to no file.
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


def refusal(place: str, code: str, message: str) -> Problem:
    """Return the problem for which the document at `place`, in the project, is refused."""
    return Problem(Severity.ERROR, code, path_as_text(place), None, message)


def path_as_text(path: str) -> str:
    """Return a path as text, with a number for each byte or character that can't be shown."""
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], shown)


def _goes_with_another(path: str, stamps: Container[str]) -> bool:
    """Tell whether a program keeps this file beside a document of the same name."""
    folder, slash, name = path.rpartition("/")
    return name.startswith(COMPANIONS) and f"{folder}{slash}{name[2:]}" in stamps


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    try:
        own = entry.stat(follow_symlinks=False)
        if not stat.S_ISLNK(own.st_mode):
            return stamp_of(own)
        return stamp_of(own) + stamp_of(entry.stat())
    except OSError:
        return NO_STAMP


def _leads_to_a_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _about_link(place: str, name: str) -> list[Problem]:
    if is_hidden_folder(name):
        return []
    message = "is a link to a folder and is not followed; put the folder itself there"
    return [Problem(Severity.WARNING, "link-to-folder", path_as_text(place), None, message)]
