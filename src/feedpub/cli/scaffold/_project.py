"""Make the first files of a project, which can be built at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Final

from feedpub.cli.scaffold._document import document, file_name
from feedpub.cli.scaffold._toml import site_toml
from feedpub.model import SEEDS

BLOGS: Final = {"source/_posts": "Hexo", "_posts": "Jekyll", "content": "Hugo"}
"""Folders in which other tools keep their documents, each with the tool."""

_TITLE: Final = "First light"
_PICTURE: Final = "first-light.png"


@dataclass(frozen=True, slots=True)
class File:
    """One file: its path in the project, and its bytes."""

    path: str
    body: bytes


def project(given: Mapping[str, str], moment: datetime) -> tuple[File, ...]:
    """Return the files of a new project.

    `given` holds values for keys of ``[site]``, from `setting`, with a unique `id`; `moment` is the
    date of the sample document.
    """
    sample = document(
        _TITLE, moment, categories=["News"], image=_PICTURE, body=_read_own("sample.md").decode()
    )
    return (
        # Without a ledger, subscribers see a renamed document twice.
        File("feeds/site.toml", site_toml(given, ledger=True).encode()),
        File(f"{SEEDS}/{file_name(_TITLE, moment)}.md", sample.encode()),
        File(f"{SEEDS}/{_PICTURE}", _read_own(_PICTURE)),
        File(".gitignore", _read_own("gitignore")),
        File(".github/workflows/feeds.yml", _read_own("feeds.yml")),
    )


def _read_own(name: str) -> bytes:
    return (files("feedpub.cli.scaffold") / "files" / name).read_bytes()
