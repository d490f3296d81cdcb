"""The folder ``out/``: whose it is, writing a file whole or not at all, removing what is stale.

The folder holds a list of the files that feedpub made there. Nothing that is not on it is
ever removed, or written over unless that is forced.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from filelock import FileLock, Timeout

from feedpub.errors import OutputError
from feedpub.model import Output

_PATIENCE: Final = 60.0  # seconds to wait for another build

MANIFEST: Final = ".feedpub.json"
_TEMPORARY: Final = ".feedpub-writing"
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

    `begin` says which files there will be, `write` writes them one by one, `finish` removes
    those of earlier builds that are no more. A process killed in between leaves whole files
    only, and the next build ends the work.
    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        """Look at the folder; raise OutputError where it is somebody else's and not `force`."""
        self._folder = folder
        self._force = force
        self._made = self._read_manifest()
        self._earlier = self._made or frozenset()
        if self._made is None and not force:
            self._refuse_a_strange_folder()
        self._wanted: frozenset[str] = frozenset()

    def expect(self, paths: Iterable[str]) -> None:
        """Note the files that this build makes; raise OutputError where another's is in the way."""
        self._wanted = frozenset(paths)
        with _said_plainly(self._folder):
            self._refuse_to_overwrite()

    def begin(self, paths: Iterable[str]) -> None:
        """Prepare for the files that this build makes, before the first of them is written."""
        self.expect(paths)
        with _said_plainly(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _TEMPORARY).unlink(missing_ok=True)
            if not self._wanted <= self._earlier:
                self._write_manifest(self._wanted | self._earlier)

    def _refuse_to_overwrite(self) -> None:
        if self._force:
            return
        for name in sorted(self._wanted - self._earlier):
            if (self._folder / name).is_file():
                raise OutputError(
                    f"{self._folder / name}: feedpub did not make this file and would write over"
                    " it; move it, or use --force to have it overwritten"
                )

    def write(self, output: Output) -> bool:
        """Write one file whole; return False, and touch nothing, where it has these bytes."""
        path = self._inside(output.path)
        with _said_plainly(path):
            with suppress(FileNotFoundError):
                if path.stat().st_size == len(output.body) and path.read_bytes() == output.body:
                    return False
            path.parent.mkdir(parents=True, exist_ok=True)
            self._replace(path, output.body)
        return True

    def read(self, name: str) -> bytes:
        """Return the bytes of a file as it is now; none where there is none."""
        path = self._inside(name)
        with _said_plainly(path), suppress(FileNotFoundError):
            return path.read_bytes()
        return b""

    def made(self) -> tuple[str, ...]:
        """Return the paths of all files that this build made, and that of the list of them."""
        return (*sorted(self._wanted), MANIFEST)

    def stale(self) -> tuple[str, ...]:
        """Return the files of earlier builds that are not expected any more."""
        return tuple(sorted(self._earlier - self._wanted))

    def finish(self) -> tuple[str, ...]:
        """Remove the files of earlier builds that this one does not make; return their paths."""
        removed = [path for path in self.stale() if self._remove(path)]
        with _said_plainly(self._folder):
            if self._made != self._wanted:
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

    def _replace(self, path: Path, body: bytes) -> None:
        temporary = self._folder / _TEMPORARY
        try:
            temporary.write_bytes(body)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise

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

    def _write_manifest(self, paths: frozenset[str]) -> None:
        listed = {"about": "files made by feedpub; it removes no others", "files": sorted(paths)}
        body = json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"
        self._replace(self._folder / MANIFEST, body)

    def _refuse_a_strange_folder(self) -> None:
        with _said_plainly(self._folder):
            if not self._folder.exists():
                return
            strange = sorted(set(os.listdir(self._folder)) - _HARMLESS - {_TEMPORARY})  # noqa: PTH208
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
