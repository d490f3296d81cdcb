"""Find the document that a path on the command line means."""

import difflib
import os
from pathlib import Path

from feedpub.errors import ConfigError
from feedpub.model import SEEDS
from feedpub.source import tree


def locate(project: Path, given: str) -> str:
    """Return the path, below ``seeds/``, of the document that `given` names.

    It is a path from the current folder, from `project`, or from its ``seeds/``. Raises
    ConfigError, with what to do, where it is not a document of `project`.
    """
    seeds = project / SEEDS
    if not seeds.is_dir():
        raise ConfigError(f"{seeds}: no such folder; name the project with --project")
    for place in (Path(given), project / given, seeds / given):
        path = _below(seeds, place)
        if path is not None and os.path.lexists(place):
            return _check(seeds, path)
    if Path(given).exists():
        raise ConfigError(
            f"{given}: is not in {seeds}; move it there, or name its project with --project"
        )
    near = _nearest(seeds, given)
    fix = f"did you mean {SEEDS}/{near}?" if near else f"give the path of one in {seeds}"
    raise ConfigError(f"{given}: no such document; {fix}")


def _below(seeds: Path, place: Path) -> str | None:
    """Return a path relative to `seeds`, None where it is outside."""
    try:
        # Only the folder is resolved: the file itself may be a link to elsewhere.
        folder = place.parent.resolve()
        return (folder / place.name).relative_to(seeds.resolve()).as_posix()
    except (OSError, ValueError, RuntimeError):
        return None


def _check(seeds: Path, path: str) -> str:
    where = seeds / path
    if where.is_dir():
        raise ConfigError(f"{where}: is a folder; name one document in it")
    if tree.is_passed_over(path):
        raise ConfigError(
            f"{where}: is passed over, for a name in it begins with . or ~$, or ends with ~ or #;"
            " rename it"
        )
    if not path.lower().endswith(tree.ENDINGS):
        endings = " ".join(tree.ENDINGS)
        raise ConfigError(f"{where}: is no document; those end in one of {endings}")
    return path


def _nearest(seeds: Path, given: str) -> str | None:
    """Return the path of the document whose last parts are most like `given`."""
    depth = len(Path(given).parts)
    paths = {
        "/".join((SEEDS, *path.split("/"))[-depth:]): path for path in tree.discover(seeds).paths
    }
    found = difflib.get_close_matches(given, paths, n=1, cutoff=0.6)
    return paths[found[0]] if found else None
