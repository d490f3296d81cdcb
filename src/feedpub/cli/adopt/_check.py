"""Keep of what a blog says what feedpub can use, and say what is left out and why."""

from collections.abc import Mapping
from pathlib import Path

from feedpub.cli.adopt._blog import Blog, Said
from feedpub.config import DEFINITION_KEYS, KEYS, unknown_placeholder
from feedpub.model import OUTPUT, SEEDS, Places, folder_in_project, objection


def check(blog: Blog) -> None:
    """Leave out of `blog` every value that its key can't have; a hint says so."""
    keys = {(key.table, key.name): key for key in KEYS}
    for place, said in list(blog.said.items()):
        _keep_if(blog, place, said, keys[place].value.check)
    _check_permalinks(blog)
    _check_folders(blog)
    [path] = (key for key in DEFINITION_KEYS if (key.table, key.name) == ("", "path"))
    for form, said in list(blog.feeds.items()):
        try:
            path.value.check({form: said.value})
        except ValueError as error:
            blog.hints.append(f"{said.source}: {error}")
            del blog.feeds[form]


def _keep_if(blog: Blog, place: tuple[str, str], said: Said, check: object) -> None:
    try:
        check(said.value)  # type: ignore[operator]
    except ValueError as error:
        blog.hints.append(f"{said.source}: {error}; left out of [{place[0]}] {place[1]}")
        del blog.said[place]


def _check_permalinks(blog: Blog) -> None:
    patterns = blog.said.get(("documents", "permalink"))
    if patterns is None:
        return
    given = patterns.value.values() if isinstance(patterns.value, Mapping) else [patterns.value]
    tool = str(blog.value("documents", "tool") or "")
    wrong = next(filter(None, (unknown_placeholder(str(one), tool) for one in given)), "")
    if ("site", "blog") not in blog.said:
        wrong = "its address is not known; set url, blog and permalink yourself"
    if wrong:
        blog.hints.append(f"{patterns.source}: {wrong}")
        del blog.said["documents", "permalink"]
        blog.said.pop(("documents", "tool"), None)


def _check_folders(blog: Blog) -> None:
    """Leave out folders that are not apart from each other."""
    names = {"folders": ("documents", "folder"), "files": ("documents", "files")}
    names["output"] = ("output", "folder")
    for _ in names:
        listed = blog.value("documents", "files")
        places = Places(
            Path(),
            (folder_in_project(blog.value("documents", "folder") or SEEDS),),
            tuple(map(folder_in_project, listed)) if isinstance(listed, list) else (),
            folder_in_project(blog.value("output", "folder") or OUTPUT),
        )
        found = objection(places)
        place = names[found[0]] if found else None
        if found is None or place not in blog.said:
            return
        blog.hints.append(f"{blog.said[place].source}: {found[1]}")
        del blog.said[place]
