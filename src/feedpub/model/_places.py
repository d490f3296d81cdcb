"""Where the documents of a project are, the files that they name, and what is built of them."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from feedpub.model._document import SEEDS, place_of

OUTPUT: Final = "out"
"""The folder of a project in which feeds are written, where the configuration names no other."""

WRITING: Final = ".feedpub-writing"
"""The folder in ``out/`` where new files are put aside until all of them are there."""

_OURS: Final = ("feeds", ".feedpub", ".git")


class Stored(Protocol):
    """The files of a project that are in no folder of this machine, by their paths in it.

    A path may have ``..`` in it, and slashes at its ends.
    """

    def size(self, place: str) -> int | None:
        """Return the bytes of a file; None where there is none."""
        ...

    def is_folder(self, place: str) -> bool:
        """Tell whether there is a file below `place`."""
        ...

    def names(self, folder: str) -> Sequence[str]:
        """Return the names of the files and folders in a folder, sorted."""
        ...

    def below(self, folder: str) -> Iterator[str]:
        """Yield the paths of all files below a folder, sorted."""
        ...

    def read(self, place: str, most: int) -> bytes | None:
        """Return the bytes of a file, None where it is not the one any more that was listed.

        Raises OSError where there is no file, or one of more than `most` bytes.
        """
        ...

    def __hash__(self) -> int:
        """Two that are equal hold the same files."""
        ...


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of a project, by their paths in it; an empty path is that of the project itself.

    `folders` hold the documents, `files` what these may name by a path of the web site, and
    `output` is what is built.

    The path of a document is relative to `name`, the folder that all `folders` are in. That of any
    other file is too, where it is below that folder; else it is relative to the project, and begins
    with a slash.

    `history` tells when each document was first and last committed, as `feedpub.source.git_log`
    writes it; it is empty where nobody has asked. `names_digest` is a digest of all files
    that were found, empty where nobody has looked.

    Documents and files are `stored` elsewhere, or below the folder `project`.
    """

    project: Path
    folders: tuple[str, ...] = (SEEDS,)
    files: tuple[str, ...] = ()
    output: str = OUTPUT
    history: bytes = field(default=b"", compare=False, repr=False)
    names_digest: str = field(default="", compare=False, repr=False)
    stored: Stored | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """The path in the project of the folder that all documents are in."""
        return common_folder(self.folders)

    @property
    def top(self) -> Path:
        """The folder that all documents are in."""
        return self.project / self.name

    @property
    def out(self) -> Path:
        """The folder in which feeds are written."""
        return self.project / self.output

    def file(self, path: str) -> str:
        """Return the path on this system of the document or file with this path."""
        # Not pathlib: this is done for each link of each body.
        return f"{self.project}{path}" if path[:1] == "/" else f"{self.top}/{path}"

    def place_of(self, path: str) -> str:
        """Return the path in the project of the document or file with this path."""
        return place_of(self.name, path)

    def path_of(self, place: str) -> str:
        """Return the path of a document or file, from its path in the project."""
        if not is_in(place, self.name):
            return f"/{place}"
        return place.removeprefix(f"{self.name}/") if self.name else place

    def is_apart(self, path: str) -> bool:
        """Tell whether `path`, in the project, is feedpub's own or built, and so no source."""
        return any(is_in(path, place) for place in (self.output, *_OURS))

    def missing(self) -> str | None:
        """Return the first folder of documents that is not there; a bucket has no folders."""
        if self.stored:
            return None
        return next((one for one in self.folders if not (self.project / one).is_dir()), None)


def common_folder(folders: tuple[str, ...]) -> str:
    """Return the folder that all `folders` are in."""
    return folders[0] if len(folders) == 1 else posixpath.commonpath(folders)


def is_in(path: str, folder: str) -> bool:
    """Tell whether `path` is `folder`, or something in it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def folder_in_project(value: object) -> str:
    """Return the path of a folder in the project; raise ValueError where `value` is none."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is no folder; write its path in the project, in quotes")
    path = value.strip().replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    strange = any(not character.isprintable() for character in path)
    if path.startswith("/") or ".." in parts or strange or re.match("[A-Za-z]:", path):
        raise ValueError(f"{value!r} leads out of the project; write the path of a folder in it")
    return "/".join(parts)


def objection(places: Places) -> tuple[str, str] | None:
    """Return which of `folders`, `files` and `output` can't be as it is, and why not."""
    ours = [name for name in _OURS if is_in(places.output, name)]
    if ours or not places.output:
        what = "the project itself" if not places.output else f"where {ours[0]}/ is kept"
        return "output", f"{places.output or '.'!r} is {what}; name a folder of its own"
    for folder in places.folders if places.output != OUTPUT else ():
        if folder and is_in(places.output, folder):
            return "output", f"{places.output!r} is in the documents, {folder!r}; name another"
    for key, folders in (("folders", places.folders), ("files", places.files)):
        for folder in folders:
            if any(folder and is_in(folder, one) for one in (*_OURS, places.output)):
                return key, f"{folder!r} is where feedpub writes; name another folder"
        for folder in folders:
            for other in folders:
                if folder != other and is_in(folder, other):
                    what = f"{folder!r} is in {other or '.'!r}, which is read anyway"
                    return key, f"{what}; name one of the two"
    return None
