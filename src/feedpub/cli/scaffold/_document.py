"""A new document: its name, and its front matter, whatever the title holds."""

import json
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Final

from feedpub.web import text

# In bytes. File systems take names of 255, and a date, a number and an ending go with it.
_LONGEST_STEM: Final = 120


def document(
    title: str,
    moment: datetime,
    *,
    categories: Iterable[str] = (),
    tags: Iterable[str] = (),
    author: str = "",
    image: str = "",
    body: str = "",
) -> str:
    """Return the text of a document, dated `moment`, which is aware; to the second."""
    lines = ["---", f"title: {_quoted(title)}", f"date: {moment.isoformat(timespec='seconds')}"]
    for key, value in (("author", author), ("headimg", image)):
        if value:
            lines.append(f"{key}: {_quoted(value)}")
    for key, names in (("categories", categories), ("tags", tags)):
        listed = [f"  - {_quoted(name)}" for name in names]
        lines += [f"{key}:", *listed] if listed else []
    return "\n".join([*lines, "---", "", body])


def file_name(title: str, moment: datetime) -> str:
    """Return the name, without ending, of a document: its day, and what of `title` a name can hold.

    It keeps the letters of any script. That of a title without any letter ends in ``untitled``.
    """
    folded = unicodedata.normalize("NFKC", text.fold(title)).casefold()
    stem = text.hyphenate(folded)
    short = unicodedata.normalize("NFC", stem).encode()[:_LONGEST_STEM].decode(errors="ignore")
    return f"{moment:%Y-%m-%d}-{short.strip('-') or 'untitled'}"


def meant(value: str) -> str:
    """Return `value` as markup that is read as the text that it is, where it looks like markup.

    Titles of others hold entities and tags, so titles are read as markup; what a person types
    on a command line is text.
    """
    value = text.fold(value)
    return value if text.plain(value) == value else escape(value, quote=False)


def _quoted(value: str) -> str:
    # A text of JSON is one of YAML too.
    return json.dumps(meant(value), ensure_ascii=False)
