"""Change ``out/`` in one step, or leave it as it was."""

import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final

from feedpub import contents
from feedpub.errors import OutputError
from feedpub.model import WRITING
from feedpub.pipeline import atomic
from feedpub.pipeline.output._aside import File
from feedpub.pipeline.output._errors import name_file_in_errors
from feedpub.pipeline.output._manifest import MANIFEST, Manifest, read_manifest
from feedpub.pipeline.output._obstacles import (
    Change,
    foreign,
    inside,
    is_file,
    may_replace,
    obstacles,
)

_MOST_NAMED: Final = 20
_LARGEST_FEED: Final = 5_000_000  # bytes: what may be configured


class OutputFolder:
    """The folder while it is changed.

    `write` puts each new file aside, `keep` notes files that stay, and `finish` puts all of them
    in their places and removes stale files of earlier builds. Until then ``out/`` is as it was,
    and it stays so if `finish` fails. A process killed in between leaves whole files only, and the
    next build finishes the work.
    """

    def __init__(
        self,
        folder: Path,
        *,
        force: bool = False,
        allowed: Collection[str] = (),
        is_shared: bool = False,
    ) -> None:
        """Look at the folder.

        With `force`, feeds may replace files of somebody else. Files and folders whose paths in
        ``out/`` are `allowed` may be replaced by anything. A folder that `is_shared` may hold files
        of others, beside which feeds are written.
        """
        if os.path.lexists(folder) and not folder.is_dir():
            raise OutputError(f"{folder}: is a file, or a link that leads nowhere; move it")
        self._folder = folder
        self._force = force
        self._is_shared = is_shared
        self._allowed = frozenset(allowed)
        with name_file_in_errors(folder):
            self._known = read_manifest(folder)
        self._before = self._known or Manifest()
        self._wanted: set[str] = set()
        self._new: set[str] = set()
        self._paths: dict[str, Path] = {}
        self._aside: dict[str, Path] = {}
        self._number = 0  # of files that were put aside

    @property
    def published_before(self) -> int | None:
        """The number of documents that the last build published; None where it is not known."""
        return self._before.published

    @property
    def withheld_before(self) -> int:
        """The number of documents that the last build left out on purpose."""
        return self._before.withheld

    @property
    def files_before(self) -> frozenset[str]:
        """The files of the last build."""
        return self._before.files

    @cached_property
    def replaced_files(self) -> tuple[str, ...]:
        """The files of somebody else that are replaced, as their owner allows; after `check`."""
        change = self._change()
        return tuple(name for name in foreign(change) if may_replace(change, name))

    def _change(self) -> Change:
        return Change(
            self._folder,
            self._known,
            frozenset(self._wanted),
            frozenset(self._new),
            frozenset(self.stale()),
            self._force,
            self._is_shared,
            self._allowed,
            self._inside,
        )

    def left_behind(self) -> tuple[str, ...]:
        """Return the files that feedpub once replaced, no longer writes, and does not remove."""
        return tuple(sorted(self._before.replaced - self._wanted))

    def clean_up(self) -> None:
        """Remove the files that a killed build has put aside."""
        if os.path.lexists(self._folder / WRITING):
            with name_file_in_errors(self._folder / WRITING):
                self._clear()

    def keep(self, paths: Iterable[str]) -> None:
        """Note files that stay as they are."""
        self._wanted.update(paths)

    def expect(self, paths: Iterable[str]) -> None:
        """Note files that a build would have, whatever is in them."""
        for path in paths:
            self._wanted.add(path)
            if not is_file(self._inside(path)):
                self._new.add(path)

    def would_change(self, output: File) -> bool:
        """Note a file that is wanted; tell whether its bytes differ from those in ``out/``."""
        self._wanted.add(output.path)
        if _has(self._inside(output.path), output.body):
            return False
        self._new.add(output.path)
        return True

    def write(self, output: File) -> bool:
        """Put one file aside; return False, and do nothing, where it has these bytes already."""
        if not self.would_change(output):
            return False
        path = self._inside(output.path)
        with name_file_in_errors(path):
            self._aside[output.path] = self._put_aside(output.body, path)
        return True

    def _put_aside(self, body: bytes, place: Path) -> Path:
        aside = self._free_place()
        atomic.write_aside(aside, body, place)
        return aside

    def _free_place(self) -> Path:
        """Return a path that no file has yet, on the file system of ``out/``."""
        folder = self._folder / WRITING
        if self._number == 0:
            self._clear()
            folder.mkdir(parents=True)
        self._number += 1
        return folder / str(self._number)

    def discard(self) -> None:
        """Forget what was put aside; ``out/`` stays as it was."""
        if self._number:
            with name_file_in_errors(self._folder):
                self._clear()
        self._aside, self._number = {}, 0

    def _clear(self) -> None:
        folder = self._folder / WRITING
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            with suppress(NotADirectoryError):
                folder.unlink(missing_ok=True)

    def read(self, name: str) -> bytes:
        """Return the bytes of a feed as it is now, empty where there is no feed of ours."""
        with suppress(OSError):
            return contents.read(self._inside(name), _LARGEST_FEED)
        return b""

    def stale(self) -> tuple[str, ...]:
        """Return the files of earlier builds that this one does not want."""
        return tuple(sorted(self._before.files - self._wanted))

    def _obstacles(self) -> Iterable[str]:
        return obstacles(self._change())

    def check(self, against: Sequence[str] = ()) -> None:
        """Raise OutputError where the folder can't be changed, with every reason.

        `against` holds reasons that the caller has found.
        """
        found = [*against, *self._obstacles()]
        if found:
            more = len(found) - _MOST_NAMED
            told = found if more <= 0 else [*found[:_MOST_NAMED], f"and {more} more like these"]
            raise OutputError("\n".join([*told, "nothing was written"]))

    def finish(
        self,
        published: int | None = None,
        withheld: int = 0,
        against: Sequence[str] = (),
        also: Callable[[], None] = lambda: None,
    ) -> tuple[str, ...]:
        """Put the files in their places; remove stale files, and return their paths.

        `published` and `withheld` are noted in the list of files; `against` is as for `check`.
        `also` is called last. If it raises an exception, or anything else fails, the folder is put
        back as it was.
        """
        try:
            self.check(against)
            with name_file_in_errors(self._folder):
                return self._put_in_place(published, withheld, also)
        finally:
            with suppress(OutputError):  # the next build removes what is left aside
                self.discard()

    def _put_in_place(
        self, published: int | None, withheld: int, also: Callable[[], None]
    ) -> tuple[str, ...]:
        replaced = (self._before.replaced & self._wanted) | set(self.replaced_files)
        new = Manifest(frozenset(self._wanted - replaced), replaced, published, withheld)
        with ExitStack() as undo:
            if not new.own_files <= self._before.own_files or not self._before.replaced >= replaced:
                # Should this build be killed, the next one knows the files of both.
                every = replaced | self._before.replaced
                both = replace(self._before, files=(new.files | self._before.files) - every)
                self._put_manifest(replace(both, replaced=every), undo)
            for name, aside in self._aside.items():
                self._put(self._inside(name), aside, undo)
            removed = [name for name in self.stale() if self._take_away(name, undo)]
            if self._known != new:
                self._put_manifest(new, undo)
            also()
            undo.pop_all()
        for name in removed:
            self._remove_empty(self._inside(name).parent)
        return tuple(removed)

    def _put_manifest(self, manifest: Manifest, undo: ExitStack) -> None:
        path = self._folder / MANIFEST
        with name_file_in_errors(path):
            aside = self._put_aside(manifest.as_json(), path)
        self._put(path, aside, undo)

    def _put(self, path: Path, aside: Path, undo: ExitStack) -> None:
        """Rename `aside` to `path`, and have `undo` put back what was there."""
        with name_file_in_errors(path):
            for folder in reversed(path.relative_to(self._folder).parents):
                if not (self._folder / folder).is_dir():
                    (self._folder / folder).mkdir()
                    undo.callback((self._folder / folder).rmdir)
            if os.path.lexists(path):
                before = self._free_place()
                undo.callback(_put_back, before, path)
                try:
                    os.link(path, before, follow_symlinks=False)
                except (OSError, NotImplementedError):  # not every file system has links
                    path.rename(before)
            else:
                undo.callback(path.unlink, missing_ok=True)
            aside.replace(path)

    def _take_away(self, name: str, undo: ExitStack) -> bool:
        """Remove a file that feedpub made; return False where there is no regular file."""
        path = self._inside(name)
        if not is_file(path):
            return False
        with name_file_in_errors(path):
            before = self._free_place()
            undo.callback(_put_back, before, path)
            path.rename(before)
        return True

    def _remove_empty(self, folder: Path) -> None:
        while folder != self._folder:
            try:
                folder.rmdir()
            except OSError:  # not empty: somebody else's file is in it
                break
            folder = folder.parent

    def _inside(self, name: str) -> Path:
        path = self._paths.get(name)
        if path is None:  # to resolve a path takes long, and it is asked for again and again
            path = self._paths[name] = inside(self._folder, name)
        return path


def _put_back(before: Path, path: Path) -> None:
    with suppress(FileNotFoundError):
        before.replace(path)


def _has(path: Path, body: bytes) -> bool:
    """Tell whether there is a file at `path`, no link, with the bytes `body`."""
    try:
        found = path.lstat()
        same = stat.S_ISREG(found.st_mode) and found.st_size == len(body)
        return same and path.read_bytes() == body
    except OSError:
        return False
