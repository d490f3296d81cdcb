"""Ask git when each document was first and last committed.

One ``git log`` is run for all of them, and only where the configuration asks for it. It is run in a
repository of our own that holds nothing but the id of the commit, and takes the objects of the
project's: so nothing that the configuration of that one says is done.
"""

import os
import shutil
import subprocess
import tempfile
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, Final

from feedpub.errors import ConfigError
from feedpub.model import Places
from feedpub.source import repository
from feedpub.source.passed_over import ends_as_a_document

_CONFIG: Final = "feeds/site.toml"
_SECONDS: Final = 300  # for one `git log`
_MOST: Final = 1024 * 1024 * 1024  # bytes that it may print
_CHUNK: Final = 1 << 20
_COMMIT: Final = b"\x01"
_EARLIEST, _LATEST = 1, 253_370_764_800  # in seconds: until the year 9999
_LONG_ID: Final = 64  # digits, of a repository with SHA-256

_CONFIGURED: Final = "[core]\n\trepositoryformatversion = {}\n\tbare = true\n"
_WITH_LONG_IDS: Final = "[extensions]\n\tobjectformat = sha256\n"
_OPTIONS: Final = (
    *("--no-pager", "--literal-pathspecs", "log", "--topo-order", "--no-show-signature"),
    *("--no-ext-diff", "--no-textconv", "--no-color", "--name-status", "--find-renames", "-l400"),
    *("-z", "--format=%x01%at"),
)


def with_history(places: Places) -> Places:
    """Return `places` with what git knows of the documents.

    Raises ConfigError where git can't tell: the dates would be others than elsewhere.
    """
    top = repository.top_of(places.project)
    if top is None:
        raise _cannot("the project is in no repository of git; clone it, with its history")
    try:
        home = repository.home_of(top)
        shared, newest = repository.shared_home_of(home), repository.newest_commit(home)
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        told = f"{top / '.git'} can't be read: HEAD {what}; look whether git reads it"
        raise _cannot(told) from None
    if (shared / "shallow").exists():
        raise _cannot(
            "the clone is shallow, so its first commits are missing; fetch them with"
            " `git fetch --unshallow` (on GitHub: fetch-depth: 0 for actions/checkout)"
        )
    if newest is None:
        return replace(places, history=b"\n")
    prefix = places.project.resolve().relative_to(top).as_posix()
    prefix = "" if prefix == "." else f"{prefix}/"
    folders = [f"{prefix}{folder}" or "." for folder in places.folders]
    with tempfile.TemporaryDirectory(prefix="feedpub-") as own:
        _write_repository(Path(own), newest)
        dates = _dates(_log(Path(own), shared / "objects", newest, folders))
    lines = []
    for path, (first, last) in sorted(dates.items()):
        place = path.removeprefix(prefix)
        if path.startswith(prefix) and "\n" not in path and ends_as_a_document(place):
            lines.append(f"{first} {last} {places.path_of(place)}\n")
    written = unicodedata.normalize("NFC", "".join(lines)) or "\n"
    return replace(places, history=written.encode("utf-8", "surrogateescape"))


def _cannot(what: str) -> ConfigError:
    return ConfigError(f"{_CONFIG}: date_from names git, but {what}; or take git out of date_from")


def _write_repository(own: Path, newest: str) -> None:
    """Write a repository that has one commit checked out, and no configuration of anybody."""
    is_long = len(newest) == _LONG_ID
    (own / "refs").mkdir()
    (own / "objects").mkdir()
    (own / "HEAD").write_text(f"{newest}\n", "ascii")
    config = _CONFIGURED.format(int(is_long)) + _WITH_LONG_IDS * is_long
    (own / "config").write_text(config, "ascii")


def _log(own: Path, objects: Path, newest: str, folders: Iterable[str]) -> Iterator[bytes]:
    """Yield what git prints of all commits that change anything in `folders`, word by word."""
    program = shutil.which("git")
    if program is None:
        raise _cannot("git is not installed; install it")
    environment = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"} | {
        "GIT_DIR": str(own),
        "GIT_OBJECT_DIRECTORY": str(objects.resolve()),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    with subprocess.Popen(  # noqa: S603 - see above: nothing in it is of strangers but names
        [program, *_OPTIONS, newest, "--", *folders],
        cwd=own,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(_SECONDS, end)
        timer.start()
        try:
            yield from _words(process.stdout)
            status = process.wait()
        finally:
            timer.cancel()
            process.kill()
        if late.is_set():
            raise _cannot(f"git takes more than {_SECONDS} s to tell the dates")
        if status:
            raise _cannot("git can't tell the dates; look what `git log` says")


def _words(stream: IO[bytes] | None) -> Iterator[bytes]:
    """Yield what a program prints, divided at each NUL."""
    rest, printed = b"", 0
    while stream and (chunk := stream.read(_CHUNK)):
        printed += len(chunk)
        if printed > _MOST:
            raise _cannot(f"git prints more than {_MOST} bytes of dates")
        *words, rest = (rest + chunk).split(b"\0")
        yield from words


def _dates(words: Iterator[bytes]) -> dict[str, tuple[int, int]]:
    """Return when each file was first and last committed, from the newest commit to the oldest.

    A file that was renamed keeps the dates that it had under its former name.
    """
    found: dict[str, tuple[int, int]] = {}
    now: dict[bytes, bytes] = {}  # the present name of a file with a former one; empty for none
    before: dict[bytes, bytes] = {}  # likewise, before the commit at hand
    moment = 0
    for word in words:
        if word.startswith(_COMMIT):
            now |= before
            before = {}
            moment = min(max(int(word[1:] or b"0"), _EARLIEST), _LATEST)
            continue
        status = word.strip()[:1]
        names = list(islice(words, 2 if status in (b"R", b"C") else 1))
        if status in (b"", b"D") or not names:
            continue
        name = names[-1]
        present = now.get(name, name)
        if status in (b"R", b"C"):
            before.setdefault(name, b"")  # another file had this name
        if status == b"R":
            before[names[0]] = present
        if present:
            path = present.decode("utf-8", "surrogateescape")
            first, last = found.get(path, (moment, moment))
            found[path] = (min(first, moment), max(last, moment))
    return found
