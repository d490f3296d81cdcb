"""Tell by its name whether a file is a document, and whether it is passed over."""

import re
from typing import Final

ENDINGS: Final = (".md", ".markdown", ".mdx", ".html", ".htm", ".txt")

# Of documents that are written in languages which are not read.
OTHER_ENDINGS: Final = (
    *(".mdoc", ".svx", ".org", ".adoc", ".asciidoc", ".rst", ".qmd", ".rmd", ".ipynb"),
    *(".textile", ".mkd", ".mkdn", ".mdown", ".mdwn"),
)

# Prefixes of files that Emacs, macOS and Word keep beside a document while it is open.
COMPANIONS: Final = (".#", "._", "~$")
_HIDDEN_STEM = re.compile(r"(?:\.[a-z0-9_+~-][a-z0-9_.+~-]*)?")


def is_passed_over(path: str) -> bool:
    """Tell whether a file is passed over for its name, or for the name of a folder above it."""
    *folders, name = path.split("/")
    return _is_hidden_file(name) or any(map(is_hidden_folder, folders))


def is_hidden_folder(name: str) -> bool:
    """Tell whether the name of a folder says that nothing in it is a document."""
    return name.startswith(".") or name.endswith("~")


def _is_hidden_file(name: str) -> bool:
    """Tell whether a file is hidden, or was left behind by an editor."""
    if ends_as_a_document(name):
        return is_hidden_document(name)
    return (
        name.startswith((".", "~$"))
        or name.endswith("~")
        or (name.startswith("#") and name.endswith("#"))
    )


def is_hidden_document(name: str) -> bool:
    """Tell whether a file with the ending of a document is passed over all the same.

    Mirrors name documents after their titles, such as ``.NET 新版.md`` or ``#话题# 今天.md``. A
    person who hides a file writes one word of small letters, such as ``.private-notes.md``.
    """
    return name[0] in ".~" and (
        name.startswith(COMPANIONS) or _HIDDEN_STEM.fullmatch(name.rpartition(".")[0]) is not None
    )


def ends_as_a_document(name: str) -> bool:
    """Tell whether a name has the ending of a document."""
    return name.endswith(ENDINGS) or name.lower().endswith(ENDINGS)
