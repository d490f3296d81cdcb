"""Make a new document: its name, and its front matter, whatever the title holds."""

import json
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Final

from feedpub.web import text

# In bytes. File systems allow names of 255, and a date, a number and an ending are added.
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
    """Return the text of a document with the date `moment`, an aware datetime, to the second."""
    lines = ["---", f"title: {_quote(title)}", f"date: {moment.isoformat(timespec='seconds')}"]
    for key, value in (("author", author), ("headimg", image)):
        if value:
            lines.append(f"{key}: {_quote(value)}")
    for key, names in (("categories", categories), ("tags", tags)):
        listed = [f"  - {_quote(name)}" for name in names]
        lines += [f"{key}:", *listed] if listed else []
    return "\n".join([*lines, "---", "", body])


def file_name(title: str, moment: datetime) -> str:
    """Return the name of a document, without ending: its day, and its title as a file name.

    Letters of any script are kept. The name of a title without letters ends in ``untitled``.
    """
    folded = unicodedata.normalize("NFKC", text.fold(title)).casefold()
    stem = text.hyphenate(folded)
    short = unicodedata.normalize("NFC", stem).encode()[:_LONGEST_STEM].decode(errors="ignore")
    return f"{moment:%Y-%m-%d}-{short.strip('-') or 'untitled'}"


def as_markup(value: str) -> str:
    """Escape `value` where it would be read as markup.

    Titles in documents can hold entities and tags, so they are read as markup; what a person types
    on a command line is text.
    """
    value = text.fold(value)
    return value if text.plain(value) == value else escape(value, quote=False)


def _quote(value: str) -> str:
    # A text in JSON is the same text in YAML.
    return json.dumps(as_markup(value), ensure_ascii=False)
