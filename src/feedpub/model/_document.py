"""Documents, which are files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SEEDS: Final = "seeds"
"""The folder of a project that holds its documents, where the configuration names no other."""


def place_of(folder: str, path: str) -> str:
    """Return the path in the project of a file, from its path in the `folder` of the documents.

    One that begins with a slash is relative to the project already.
    """
    if path[:1] == "/":
        return path[1:]
    return f"{folder}/{path}" if folder else path


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read.

    `path` is relative to the `folder` of documents, with forward slashes; `metadata` is the front
    matter; `matter` its raw text, which begins on line `matter_line` of the file; `body` is all
    that follows it, from line `body_line` on; `digest` is of the file's bytes. `commits` are the
    moments, in seconds, at which it was first and last committed, where git was asked.
    """

    path: str
    metadata: Mapping[str, object]
    matter: str
    matter_line: int
    body: str
    digest: str
    body_line: int = 1
    folder: str = SEEDS
    commits: tuple[int, int] | None = None

    @property
    def place(self) -> str:
        """The path of the file in the project."""
        return place_of(self.folder, self.path)

    def line_of(self, key: str) -> int | None:
        """Return the line of the file on which the front matter key `key` stands; None for "".

        A key with dots that does not stand there as a whole is looked for step by step.
        """
        if not key:
            return None
        begin = rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*[:=]"""
        found = re.compile(begin, re.MULTILINE | re.IGNORECASE).search(self.matter)
        if found is None and "." in key:
            found = self._last_step(key.split("."))
        return self.matter_line + self.matter.count("\n", 0, found.start()) if found else None

    def _last_step(self, steps: list[str]) -> re.Match[str] | None:
        """Return where the last of `steps` stands, each looked for after the one before."""
        start, found = 0, None
        for step in steps:
            wanted = rf"""(?<![\w-])["']?{re.escape(step)}["']?[ \t]*[:=.\]]"""
            found = re.compile(wanted, re.IGNORECASE).search(self.matter, start)
            if found is None:
                return None
            start = found.end()
        return found
