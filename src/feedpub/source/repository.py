"""Find the git repository of a project, and its newest commit, by reading files alone.

git itself is not run: it may not be installed, and the configuration of a repository can make it
run anything. Nothing here is heavy to import.
"""

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from feedpub import contents

_ID: Final = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LARGEST_FILE: Final = 64 * 1024 * 1024  # bytes, of the list of packed references
_MOST_STEPS: Final = 5  # from one reference to another


def top_of(folder: Path) -> Path | None:
    """Return the top of the repository that `folder` is in; None where it is in none."""
    folder = folder.resolve()
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def home_of(top: Path) -> Path:
    """Return the folder where git keeps what it knows; in a worktree, a file names it.

    Raises OSError or ValueError where that can't be read.
    """
    git = top / ".git"
    if git.is_dir():
        return git
    return top / _text(git).removeprefix("gitdir:").strip()


def shared_home_of(home: Path) -> Path:
    """Return the folder that all worktrees of a repository share: objects, names of branches."""
    with suppress(FileNotFoundError):
        return home / _text(home / "commondir").strip()
    return home


def newest_commit(home: Path) -> str | None:
    """Return the id of the commit that is checked out; None where there is none yet.

    Raises OSError or ValueError where that can't be read.
    """
    shared = shared_home_of(home)
    found = _text(home / "HEAD").strip()
    for _ in range(_MOST_STEPS):
        if _ID.fullmatch(found):
            return found
        name = found.removeprefix("ref:").strip()
        if not name.startswith("refs/") or ".." in name:
            raise ValueError("names no branch and no commit")
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            found = _text((home if (home / name).is_file() else shared) / name).strip()
            continue
        return _packed(shared, name)
    raise ValueError("leads from one name to another")


def mark_of(project: Path) -> str:
    """Return a text that is another one when commits have been made, or fetched.

    It names the newest commit, and whether the first ones are missing.
    """
    try:
        top = top_of(project)
        if top is None:
            return ""
        home = home_of(top)
        shallow = (shared_home_of(home) / "shallow").exists()
        return f"{newest_commit(home)} {shallow}"
    except (OSError, ValueError) as error:
        return str(error)


def _packed(shared: Path, name: str) -> str | None:
    if (shared / "reftable").exists():
        raise ValueError("is kept in a form that is not read")
    with suppress(FileNotFoundError):
        lines = _text(shared / "packed-refs").split("\n")
        found = (line.split(" ", 1)[0] for line in lines if line.endswith(f" {name}"))
        return next(filter(_ID.fullmatch, found), None)
    return None


def _text(path: Path) -> str:
    return contents.read(path, _LARGEST_FILE).decode("utf-8", "surrogateescape")
