"""Split a file into front matter and body."""

from collections.abc import Mapping
from typing import Any, Final

import frontmatter
from frontmatter.default_handlers import BaseHandler

from feedpub.model import Document, Problem, place_of
from feedpub.source.front_matter import _headers, _slips, _tidy
from feedpub.source.front_matter._grammars import HANDLERS
from feedpub.source.front_matter._limits import LONGEST, SHORTEN
from feedpub.source.front_matter._mend import Note
from feedpub.source.front_matter._problems import Broken, Refused, warning

_MOST_NOTES: Final = 100


def split(
    path: str, folder: str, source: str, digest: str, warnings: list[Problem]
) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document, and `warnings` with the ones of its front matter; or raise Refused."""
    trimmed = source.lstrip()
    first_line = 1 + source.count("\n", 0, len(source) - len(trimmed))
    handler = frontmatter.detect_format(trimmed, HANDLERS)
    if handler is None:
        tool = _headers.looks_like(trimmed)
        message = f"has no front matter, but looks like {tool}" if tool else "has no front matter"
        message += "; begin the file with a line ---, title and date, a line ---"
        raise Refused(first_line, "front-matter-missing", message)
    try:
        matter, body = handler.split(trimmed)
    except ValueError:
        message = f"front matter is not closed; end it with a line {handler.END_DELIMITER or '}'}"
        raise Refused(first_line, "front-matter-unclosed", message) from None
    if len(matter) > LONGEST:
        message = f"front matter has {len(matter)} characters, the most is {LONGEST};"
        message += " is the line that ends it missing?"
        raise Refused(first_line, "front-matter-too-large", message)
    matter_line = first_line + trimmed.count("\n", 0, max(0, trimmed.find(matter)))
    metadata, notes = _load(handler, _tidy.without_controls(matter), matter_line)
    place = place_of(folder, path)
    warnings += [
        warning(place, matter_line + note.line, "front-matter-repaired", note.message)
        for note in _few(notes)
    ]
    body = body.strip()
    body_line = first_line + trimmed.rstrip().count("\n") - body.count("\n")
    document = Document(path, metadata, matter, matter_line, body, digest, body_line, folder)
    return document, tuple(warnings)


def _few(notes: list[Note]) -> list[Note]:
    """Return the first notes, as many as people read, and one that counts the others."""
    if len(notes) <= _MOST_NOTES:
        return notes
    left = len(notes) - _MOST_NOTES
    message = f"and {left} lines from here on are read as they are meant; mend them all"
    return [*notes[:_MOST_NOTES], Note(notes[_MOST_NOTES].line, message)]


def _load(
    handler: BaseHandler, matter: str, matter_line: int
) -> tuple[Mapping[str, object], list[Note]]:
    """Load the front matter; return its values and the notes on it."""
    load: Any = handler.load
    try:
        loaded, notes = load(matter)
        metadata = {} if loaded is None else loaded
        if not isinstance(metadata, dict):
            raise _no_mapping(matter, matter_line)
        first = int("\n" in matter[:2])
        _tidy.check_size(metadata, first)
        return _tidy.clean(metadata, matter), notes
    except Broken as broken:
        found = broken
    except ValueError:
        found = Broken(0, "a value in it is none", "write lines of key and value")
    except (RecursionError, MemoryError):
        found = Broken(0, "it is nested too deep, or too large", SHORTEN)
    message = f"front matter can't be read: {found.what}; {found.remedy}"
    raise Refused(matter_line + found.line, "front-matter-invalid", message)


def _no_mapping(matter: str, matter_line: int) -> Refused:
    """Explain why a readable front matter has no values."""
    slip = _slips.without_colon(matter)
    if slip:
        message = f"front matter is no list of 'key: value' lines: {slip.what}; {slip.remedy}"
        return Refused(matter_line + slip.line, "front-matter-no-mapping", message)
    message = "front matter is no list of 'key: value' lines; write it as such"
    line = matter_line + matter.count("\n", 0, len(matter) - len(matter.lstrip()))
    return Refused(line, "front-matter-no-mapping", message)
