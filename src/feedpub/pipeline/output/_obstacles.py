"""Find what stands in the way of a change of ``out/``, before anything there is touched."""

import json
import os
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from feedpub.errors import ConfigError, OutputError
from feedpub.model import OUTPUT
from feedpub.pipeline.output._errors import name_file_in_errors
from feedpub.pipeline.output._manifest import Manifest

# Files that may be in a folder that feedpub has not written to yet, besides hidden ones: they
# explain the folder, tell a host how to serve it, or were left there by a system.
_HARMLESS: Final = frozenset(
    {"README.md", "README.txt", "README", "LICENSE", "LICENSE.txt", "LICENSE.md", "CNAME"}
    | {"robots.txt", "humans.txt", "ads.txt", "security.txt", "favicon.ico", "404.html"}
    | {"_headers", "_redirects", "netlify.toml", "vercel.json", "wrangler.toml"}
    | {"lost+found", "Thumbs.db", "desktop.ini"}
)
_MOST_STRANGERS: Final = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A change of `folder`.

    `known` lists what feedpub made there, None if it never wrote there. `wanted` are all files
    that will be there, `new` the ones among them that are written, and `stale` the files that are
    removed. The owner allows more by `force`, and by naming files and folders that are `allowed`
    to be replaced; a folder that `is_shared` may hold files of others. `path_of` is `inside` for
    this folder.
    """

    folder: Path
    known: Manifest | None
    wanted: frozenset[str]
    new: frozenset[str]
    stale: frozenset[str]
    force: bool
    is_shared: bool
    allowed: frozenset[str]
    path_of: Callable[[str], Path]


def obstacles(change: Change) -> Iterator[str]:
    """Yield the reasons why a change can't be made, a line each."""
    if change.known is None and not (change.force or change.is_shared):
        yield from _strangers(change)
    yield from _in_the_way(change)
    yield from _folders_in_the_way(change)
    yield from _not_writable(change)


def foreign(change: Change) -> Iterator[str]:
    """Yield the files that would be written over and that feedpub did not make."""
    known = change.known.own_files if change.known else frozenset()
    for name in sorted((change.wanted - known) | change.new):
        with suppress(OSError):
            mode = change.path_of(name).lstat().st_mode
            own = name in known and stat.S_ISREG(mode)  # feedpub makes no links
            if not own and not stat.S_ISDIR(mode):
                yield name


def may_replace(change: Change, name: str) -> bool:
    """Tell whether the owner allows feedpub to replace a file."""
    return is_replaceable(name, change.allowed, force=change.force)


def is_replaceable(name: str, allowed: Collection[str], *, force: bool) -> bool:
    """Tell whether a file is among those that are `allowed` to be replaced, or any feed may."""
    above = {str(folder) for folder in PurePosixPath(name).parents} | {name}
    return not above.isdisjoint(allowed) or (force and not _is_of_a_site(name))


def in_out(given: str, output: str = OUTPUT) -> str:
    """Return a path in ``out/``, which is called `output`, as it was `given`.

    Raises ConfigError where it can't be one.
    """
    path = given.replace("\\", "/").removeprefix("./").removeprefix(f"{output}/")
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts:
        raise ConfigError(f"--replace {given}: names no file in {output}/; give one, as index.html")
    return str(pure)


def inside(folder: Path, name: str) -> Path:
    """Return the path of `name` in `folder`; raise OutputError where it would lie elsewhere."""
    pure = PurePosixPath(name)
    path = folder / pure
    safe = not pure.is_absolute() and ".." not in pure.parts and "\0" not in name
    if not name.isascii() and sys.getfilesystemencoding() != "utf-8":
        raise OutputError(
            f"{ascii(name)[1:-1]}: would have another name here than elsewhere, for the locale of"
            f" this system is {sys.getfilesystemencoding()} and not UTF-8; set PYTHONUTF8=1"
        )
    if not safe or not path.parent.resolve().is_relative_to(folder.resolve()):
        raise OutputError(f"{path}: lies outside of {folder} through a link; remove the link")
    return path


def is_file(path: Path) -> bool:
    """Tell whether there is a file at `path`: no link, no folder."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _strangers(change: Change) -> Iterator[str]:
    """Yield a reason where a folder that feedpub never wrote to holds files of somebody else."""
    with name_file_in_errors(change.folder):
        names = os.listdir(change.folder) if change.folder.exists() else []  # noqa: PTH208
    yield from objection_to_strangers(str(change.folder), names, change.allowed)


def objection_to_strangers(
    folder: str, names: Iterable[str], replaceable: Collection[str]
) -> Iterator[str]:
    """Yield a reason where `names`, in a folder that feedpub never wrote to, are somebody else's.

    Paths that are `replaceable` may be replaced.
    """
    allowed = {PurePosixPath(path).parts[0] for path in replaceable}
    strange = sorted(name for name in {*names} - _HARMLESS - allowed if not name.startswith("."))
    if strange:
        named = ", ".join(map(repr, strange[:_MOST_STRANGERS]))
        more = len(strange) - _MOST_STRANGERS
        also = f" and {more} more" if more > 0 else ""
        yield (
            f"{folder}: holds {named}{also}, which feedpub did not make; empty the folder,"
            " or use --force to write beside them (none will be removed)"
        )


def _in_the_way(change: Change) -> Iterator[str]:
    for name in foreign(change):
        if not may_replace(change, name):
            yield objection_to_replacing(str(change.folder / name), name)


def objection_to_replacing(place: str, name: str) -> str:
    """Return the reason why the file `name` of somebody else, at `place`, is not replaced."""
    option = "--force"
    if _is_of_a_site(name):
        option = f"--replace {json.dumps(name, ensure_ascii=False)}"
    return (
        f"{place}: feedpub did not make this file and would write over it; move it, or use {option}"
        " to have it replaced"
    )


def _folders_in_the_way(change: Change) -> Iterator[str]:
    for name in sorted(change.new):
        path = change.path_of(name)
        try:
            if stat.S_ISDIR(path.lstat().st_mode):
                yield f"{path}: is a folder where feedpub writes a file; move it"
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as error:
            yield f"{path}: can't be written: {error.strerror}"


def _not_writable(change: Change) -> Iterator[str]:
    """Yield a reason for each folder in which nothing can be written or removed."""
    removed = {name for name in change.stale if is_file(change.path_of(name))}
    folders: dict[Path, None] = {}
    for name in sorted(change.new | removed):
        above = change.path_of(name).parent
        while not os.path.lexists(above) and above != change.folder.parent:
            above = above.parent
        folders[above] = None
    for folder in folders:
        if not folder.is_dir():
            yield f"{folder}: is a file where feedpub needs a folder; move it"
        elif not os.access(folder, os.W_OK | os.X_OK):
            yield f"{folder}: can't be written: no permission; give write permission"


def _is_of_a_site(name: str) -> bool:
    """Tell whether a file could belong to somebody's web site: a page, or what pages use."""
    return name.lower().endswith((".html", ".htm")) or name.startswith("assets/")
