"""Stand for a file of ``out/`` whose bytes lie in a store until it is in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from feedpub.model import Output
from feedpub.source import file_stamps


@dataclass(frozen=True, slots=True)
class Aside:
    """One file of ``out/``; `path` is relative to it.

    Its bytes lie from `begin` on and up to `end` in the object `name`, and have this `digest`.
    """

    path: str
    name: str
    begin: int
    end: int
    digest: str
    load: Callable[["Aside"], bytes]

    @property
    def body(self) -> bytes:
        """The bytes of the file."""
        return self.load(self)


File: TypeAlias = Output | Aside


def digest_of(file: File) -> str:
    """Hash the bytes of a file."""
    return file.digest if isinstance(file, Aside) else file_stamps.digest_of_bytes(file.body)


def size_of(file: File) -> int:
    """Return the number of bytes of a file."""
    return file.end - file.begin if isinstance(file, Aside) else len(file.body)
