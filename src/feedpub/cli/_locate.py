"""Find the document that a path on the command line means."""

import difflib
import os
from pathlib import Path

from feedpub.errors import ConfigError
from feedpub.model import Places
from feedpub.source import tree
from feedpub.source.passed_over import ENDINGS, ends_as_a_document, is_passed_over
from feedpub.source.places import check_folders


def locate(places: Places, given: str) -> str:
    """Return the path of the document that `given` names.

    It is given from the current folder, from the project, or from its folder of documents. Raises
    ConfigError, with what to do, where it is not a document of the project.
    """
    check_folders(places)
    homes = " or ".join(str(places.project / folder) for folder in places.folders)
    for place in (Path(given), places.project / given, places.top / given):
        path = _below(places.top, place)
        if path is not None and os.path.lexists(place):
            if not tree.is_in_one(places.place_of(path), places.folders):
                break
            return _check(places.top, path)
    if Path(given).exists():
        raise ConfigError(
            f"{given}: is not in {homes}; move it there, or name its project with --project"
        )
    near = _nearest(places, given)
    fix = f"did you mean {near}?" if near else f"give the path of one in {homes}"
    raise ConfigError(f"{given}: no such document; {fix}")


def _below(top: Path, place: Path) -> str | None:
    """Return a path relative to `top`, None where it is outside."""
    try:
        # Only the folder is resolved: the file itself may be a link to elsewhere.
        folder = place.parent.resolve()
        return (folder / place.name).relative_to(top.resolve()).as_posix()
    except (OSError, ValueError, RuntimeError):
        return None


def _check(top: Path, path: str) -> str:
    where = top / path
    if where.is_dir():
        raise ConfigError(f"{where}: is a folder; name one document in it")
    if is_passed_over(path):
        raise ConfigError(
            f"{where}: is passed over, for a name in it begins with . or ~$, or ends with ~ or #;"
            " rename it"
        )
    if not ends_as_a_document(path):
        endings = " ".join(ENDINGS)
        raise ConfigError(f"{where}: is no document; those end in one of {endings}")
    return path


def _nearest(places: Places, given: str) -> str | None:
    """Return the place of the document whose last parts are most like `given`."""
    depth = len(Path(given).parts)
    found_places = map(places.place_of, tree.discover(places).paths)
    paths = {"/".join(place.split("/")[-depth:]): place for place in found_places}
    found = difflib.get_close_matches(given, paths, n=1, cutoff=0.6)
    return paths[found[0]] if found else None
