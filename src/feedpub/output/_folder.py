"""The folder ``out/``: whose it is, writing a file whole or not at all, removing what is stale.

The folder holds a list of the files that feedpub made there. Nothing that is not on it is
ever removed, or written over unless that is forced.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from filelock import FileLock, Timeout

from feedpub.errors import OutputError
from feedpub.model import Output

_PATIENCE: Final = 60.0  # seconds to wait for another build

MANIFEST: Final = ".feedpub.json"
_ASIDE: Final = ".feedpub-writing"
# What may stand in a folder that feedpub has not written to yet: what explains it, and git's.
_HARMLESS: Final = frozenset({"README.md", "README.txt", "README", ".gitignore", ".gitkeep"})


@contextmanager
def one_at_a_time(project: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock of `project`, so that two builds at once do not mix their files.

    Waits `patience` seconds for another build to end, then raises OutputError.
    """
    path = project / ".feedpub" / "lock"
    with _said_plainly(path):
        path.parent.mkdir(exist_ok=True)
        lock = FileLock(path, timeout=patience)
        try:
            lock.acquire()
        except Timeout:
            raise OutputError(
                f"{project}: another feedpub build has been at work for {patience:g} s; wait for it"
            ) from None
    try:
        yield
    finally:
        lock.release()


class OutputFolder:
    """``out/``, from the start of its change to the end.

    `write` puts each new file aside, `keep` notes those that stay, and `finish` puts all of
    them in their places and removes those of earlier builds that are no more. Until then
    ``out/`` is as it was. A process killed in between leaves whole files only, and the next
    build ends the work.
    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        """Look at the folder; raise OutputError where it is somebody else's and not `force`."""
        self._folder = folder
        self._force = force
        self._made = self._read_manifest()
        self._earlier = self._made or frozenset()
        if self._made is None and not force:
            self._refuse_a_strange_folder()
        self._wanted: set[str] = set()
        self._aside: dict[str, Path] = {}
        self._number = 0  # of files that were put aside

    def keep(self, paths: Iterable[str]) -> None:
        """Note files that stay as they are."""
        self._wanted.update(paths)

    def write(self, output: Output) -> bool:
        """Put one file aside; return False, and do nothing, where it has these bytes already."""
        path = self._inside(output.path)
        self._wanted.add(output.path)
        with _said_plainly(path):
            self._refuse_to_overwrite(output.path)
            with suppress(FileNotFoundError):
                if path.stat().st_size == len(output.body) and path.read_bytes() == output.body:
                    return False
            self._aside[output.path] = self._put_aside(output.body)
        return True

    def _put_aside(self, body: bytes) -> Path:
        folder = self._folder / _ASIDE
        if self._number == 0:
            self._clear()
            folder.mkdir(parents=True)
        aside = folder / str(self._number)
        self._number += 1
        aside.write_bytes(body)
        return aside

    def discard(self) -> None:
        """Forget what was put aside; ``out/`` stays as it was."""
        if self._number:
            with _said_plainly(self._folder):
                self._clear()
        self._aside, self._number = {}, 0

    def _clear(self) -> None:
        folder = self._folder / _ASIDE
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)

    def refuse_to_overwrite(self) -> None:
        """Raise OutputError where a file that another made is in the way."""
        for name in sorted(self._wanted):
            self._refuse_to_overwrite(name)

    def _refuse_to_overwrite(self, name: str) -> None:
        if not self._force and name not in self._earlier and (self._folder / name).is_file():
            raise OutputError(
                f"{self._folder / name}: feedpub did not make this file and would write over"
                " it; move it, or use --force to have it overwritten"
            )

    def read(self, name: str) -> bytes:
        """Return the bytes of a file as it is now; none where there is none."""
        path = self._inside(name)
        with _said_plainly(path), suppress(FileNotFoundError):
            return path.read_bytes()
        return b""

    def stale(self) -> tuple[str, ...]:
        """Return the files of earlier builds that are not expected any more."""
        return tuple(sorted(self._earlier - self._wanted))

    def finish(self) -> tuple[str, ...]:
        """Put the files in their places; remove those that are no more, and return their paths."""
        try:
            return self._finished()
        finally:
            self.discard()

    def _finished(self) -> tuple[str, ...]:
        with _said_plainly(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            if not self._wanted <= self._earlier:
                self._write_manifest(self._wanted | self._earlier)
        for name, aside in self._aside.items():
            path = self._inside(name)
            with _said_plainly(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                aside.replace(path)
        removed = [path for path in self.stale() if self._remove(path)]
        with _said_plainly(self._folder):
            if self._made is None or self._made != frozenset(self._wanted):
                self._write_manifest(self._wanted)
        return tuple(removed)

    def _remove(self, name: str) -> bool:
        path = self._inside(name)
        with _said_plainly(path):
            try:
                path.unlink()
            except FileNotFoundError:
                return False
            folder = path.parent
            while folder != self._folder:
                try:
                    folder.rmdir()
                except OSError:  # not empty: somebody else's file is in it
                    break
                folder = folder.parent
        return True

    def _inside(self, name: str) -> Path:
        """Return the path of `name`; raise OutputError where it would lie outside the folder."""
        pure = PurePosixPath(name)
        path = self._folder / pure
        safe = not pure.is_absolute() and ".." not in pure.parts
        if not safe or not path.parent.resolve().is_relative_to(self._folder.resolve()):
            raise OutputError(
                f"{path}: lies outside of {self._folder} through a link; remove the link"
            )
        return path

    def _read_manifest(self) -> frozenset[str] | None:
        path = self._folder / MANIFEST
        try:
            listed = json.loads(path.read_text("utf-8"))["files"]
            return frozenset(str(name) for name in listed)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, NotADirectoryError):
            return frozenset() if path.is_file() else None
        except OSError as error:
            raise OutputError(f"{path}: can't be read: {error.strerror}") from None

    def _write_manifest(self, paths: Iterable[str]) -> None:
        listed = {"about": "files made by feedpub; it removes no others", "files": sorted(paths)}
        body = json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"
        aside = self._put_aside(body)
        aside.replace(self._folder / MANIFEST)

    def _refuse_a_strange_folder(self) -> None:
        with _said_plainly(self._folder):
            if not self._folder.exists():
                return
            strange = sorted(set(os.listdir(self._folder)) - _HARMLESS - {_ASIDE})  # noqa: PTH208
        if strange:
            raise OutputError(
                f"{self._folder}: holds {strange[0]!r}, which feedpub did not make; empty the"
                " folder, or use --force to write into it (nothing in it will be removed)"
            )


class _said_plainly:  # noqa: N801 - a context manager, read as a phrase
    """Turns an OSError into an OutputError that names the path."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            what = error.strerror or str(error)
            raise OutputError(f"{self._path}: can't be written: {what}") from error
