"""One line of the ledger."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One published document: its id, and by what it is recognized.

    `digest` is of the file's bytes, `same` of its title and text, where anybody asks for that;
    `updated` is there where it is another than `published`. `removed` is when it was first seen to
    be gone.
    """

    path: str
    id: str
    title: str
    published: datetime
    link: str | None = None
    digest: str = ""
    removed: datetime | None = None
    same: str = ""
    updated: datetime | None = None
