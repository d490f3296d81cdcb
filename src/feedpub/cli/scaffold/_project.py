"""Make the first files of a project, which can be built at once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Final

from feedpub.cli.scaffold._document import document, file_name
from feedpub.cli.scaffold._toml import as_toml, site_toml
from feedpub.model import SEEDS
from feedpub.web import text

BLOGS: Final = {"source/_posts": "Hexo", "_posts": "Jekyll", "content": "Hugo"}
"""Folders in which other tools keep their documents, each with the tool."""

_TITLE: Final = "First light"
_PICTURE: Final = "first-light.png"

# Without a ledger, subscribers see a renamed document twice.
_LEDGER: Final[dict[tuple[str, str], object]] = {("build", "ledger"): True}
# A copy of an article is seldom meant as another one; the ledger keeps the id of both.
_MERGED: Final[dict[tuple[str, str], object]] = {("build", "duplicates"): "merge"}


@dataclass(frozen=True, slots=True)
class File:
    """One file: its path in the project, and its bytes."""

    path: str
    body: bytes


def project(
    given: Mapping[str, str], moment: datetime, folders: Sequence[str] = (SEEDS,)
) -> tuple[File, ...]:
    """Return the files of a new project.

    `given` holds values for keys of ``[site]``, from `setting`, with a unique `id`; `moment` is the
    date of the sample document; changes in `folders` start the workflow.
    """
    sample = document(
        _TITLE, moment, categories=["News"], image=_PICTURE, body=_read_own("sample.md").decode()
    )
    return (
        File("feeds/site.toml", site_toml(given, choices=_LEDGER | _MERGED).encode()),
        File(f"{SEEDS}/{file_name(_TITLE, moment)}.md", sample.encode()),
        File(f"{SEEDS}/{_PICTURE}", _read_own(_PICTURE)),
        File(".gitignore", _read_own("gitignore")),
        File(".github/workflows/feeds.yml", _workflow(folders)),
    )


def adopted(
    given: Mapping[str, str],
    more: Mapping[tuple[str, str], tuple[object, str]],
    feeds: Mapping[str, tuple[object, str]],
) -> tuple[File, ...]:
    """Return the files with which the blog of another tool is a project.

    `more` are values of keys of ``feeds/site.toml``, and `feeds` paths of the feeds that it has, by
    format; each with where it is from.
    """
    files = [
        File("feeds/site.toml", site_toml(given, choices=_LEDGER, more=more).encode()),
        File(".gitignore", b"# What feedpub build remembers. It is safe to delete.\n/.feedpub/\n"),
    ]
    if feeds:
        sources = ", ".join(dict.fromkeys(source for _, source in feeds.values()))
        paths = {form: path for form, (path, _) in feeds.items()}
        head = "# The feed of everything, where its subscribers have it.\n"
        written = f"{head}# from {text.fold(sources)}\npath = {as_toml(paths)}\n"
        files.append(File("feeds/all.toml", written.encode()))
    return tuple(files)


def _workflow(folders: Sequence[str]) -> bytes:
    """Return the workflow that builds when something in `folders` changes."""
    watched = ", ".join(json.dumps(f"{folder}/**" if folder else "**") for folder in folders)
    return _read_own("feeds.yml").replace(b'"seeds/**"', watched.encode())


def _read_own(name: str) -> bytes:
    return (files("feedpub.cli.scaffold") / "files" / name).read_bytes()
