"""The first files of a project, which builds at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Final

from feedpub.cli.scaffold._document import document, file_name
from feedpub.cli.scaffold._toml import site_toml
from feedpub.model import SEEDS

BLOGS: Final = {"source/_posts": "Hexo", "_posts": "Jekyll", "content": "Hugo"}
"""Where other tools keep their documents: folder and tool."""

_TITLE: Final = "First light"
_PICTURE: Final = "first-light.png"


@dataclass(frozen=True, slots=True)
class File:
    """One file: its path in the project, and its bytes."""

    path: str
    body: bytes


def project(given: Mapping[str, str], moment: datetime) -> tuple[File, ...]:
    """Return the files of a new project.

    `given` are values for keys of ``[site]``, from `setting`, with the `id` that no other project
    has; `moment` is the date of the sample document.
    """
    sample = document(
        _TITLE, moment, categories=["News"], image=_PICTURE, body=_own("sample.md").decode()
    )
    return (
        # Without a ledger, subscribers see a renamed document twice.
        File("feeds/site.toml", site_toml(given, ledger=True).encode()),
        File(f"{SEEDS}/{file_name(_TITLE, moment)}.md", sample.encode()),
        File(f"{SEEDS}/{_PICTURE}", _own(_PICTURE)),
        File(".gitignore", _own("gitignore")),
        File(".github/workflows/feeds.yml", _own("feeds.yml")),
    )


def _own(name: str) -> bytes:
    return (files("feedpub.cli.scaffold") / "files" / name).read_bytes()
