"""Watch for changes of documents and of files of the configuration."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from watchfiles import Change, watch

from feedpub.errors import OutputError
from feedpub.source import tree
from feedpub.source.passed_over import is_passed_over
from feedpub.source.places import places_of

_CONFIGURATION: Final = "feeds"
# In milliseconds: changes in quick succession are reported together, but none later than this.
_APART: Final = 50
_LATEST: Final = 400
# How often to check, when nothing changes, whether other folders have replaced those watched.
_QUIET: Final = 200

_Folders: TypeAlias = Mapping[str, tuple[Path, int, int]]
"""The watched folders that exist: path, and device and inode, which tell it from a replacement."""


def changes(project: Path) -> Iterator[tuple[str, ...]]:
    """Yield the paths of documents, files and configuration that change in `project`, for ever.

    Files that still exist come first. ``()`` is yielded each time when watching has begun, for
    earlier changes were not seen. Hidden files, and files that a build writes itself, are passed
    over. Raises OutputError where the folders can't be watched.
    """
    while True:
        folders = _folders(project)
        begun = False
        for found in _watch(folders):
            paths = sorted((not Path(path).exists(), path) for path in {path for _, path in found})
            if paths or not begun:
                yield tuple(
                    tree.path_as_text(_path_in_project(path, folders).as_posix())
                    for _, path in paths
                )
            begun = True
            if _folders(project) != folders:
                break


def _watch(folders: _Folders) -> Iterator[set[tuple[Change, str]]]:
    if not folders:
        time.sleep(_QUIET / 1000)
        yield set()
        return

    def wanted(_change: Change, path: str) -> bool:
        return _concerns_a_build(_path_in_project(path, folders))

    try:
        yield from watch(
            *(path for path, *_ in folders.values()),
            watch_filter=wanted,
            step=_APART,
            debounce=_LATEST,
            rust_timeout=_QUIET,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
    except FileNotFoundError:  # it went before it was watched
        yield set()
    except RuntimeError:  # it can't tell of a file whose name is no Unicode: watch anew
        time.sleep(_QUIET / 1000)
        yield set()
    except OSError as error:
        raise OutputError(
            f"{', '.join(folders)}: can't be watched: {error}; with"
            " WATCHFILES_FORCE_POLLING=1 in the environment, feedpub serve looks for changes itself"
        ) from None


def _concerns_a_build(path: PurePosixPath) -> bool:
    # The ledger and its like.
    written = path.parts[0] == _CONFIGURATION and path.suffix == ".jsonl"
    return not written and not is_passed_over(path.as_posix())


def _path_in_project(path: str, folders: _Folders) -> PurePosixPath:
    """Return a path relative to the project, also where a watched folder is a link."""
    for name, (folder, *_) in folders.items():
        if Path(path).is_relative_to(folder):
            return PurePosixPath(name, Path(path).relative_to(folder).as_posix())
    return PurePosixPath(Path(path).as_posix())


def _folders(project: Path) -> _Folders:
    found = {}
    places = places_of(project)
    for name in (*places.folders, *places.files, _CONFIGURATION):
        try:
            path = (project / name).resolve()
            own = path.stat()
        except OSError:
            continue
        found[name] = (path, own.st_dev, own.st_ino)
    return found
