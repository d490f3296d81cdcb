"""Tell whether a file of ``out/`` is still the one that a build wrote there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from feedpub.source import file_stamps
from feedpub.source.file_stamps import StampAndDigest


class Marks(Protocol):
    """The files of ``out/``, wherever that is."""

    def has_stayed(self, name: str, known: Sequence[str]) -> bool:
        """Tell whether a file still has the mark that is `known`."""
        ...

    def mark(self, name: str, digest: str) -> StampAndDigest:
        """Return the mark of a file that was just written, from the `digest` of its bytes."""
        ...


@dataclass(frozen=True, slots=True)
class FolderMarks:
    """The files of ``out/`` in a folder."""

    folder: Path

    def has_stayed(self, name: str, known: Sequence[str]) -> bool:
        """Tell whether a file has the stamp that is `known` or, if not, the digest after it."""
        return file_stamps.has_stayed(self.folder / name, known)

    def mark(self, name: str, digest: str) -> StampAndDigest:
        """Return the stamp of a file, together with its `digest`."""
        return file_stamps.stamp_and_digest(self.folder / name, digest)
