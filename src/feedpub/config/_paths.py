"""Check paths: of documents and files in the project, of feeds in the output, and on the blog."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from feedpub.config._permalinks import Permalinks
from feedpub.config._values import SOME_STRING, Value, as_list, choice_of, one_or_more, some_text
from feedpub.model import Format, folder_in_project

# `archive` is for the older parts of feeds, `media` for files of documents, the others for pages.
_TAKEN: Final = frozenset({"404", "archive", "assets", "entries", "index", "media"})


# Endings that say nothing of the format, so that such a path is whole.
_OF_ANY_FORMAT: Final = (".xml", ".rdf")
_NO_FEEDS: Final = (".html", ".htm", ".opml", ".css", ".js", ".jsonl")


def _globs(value: object) -> tuple[str, ...]:
    return tuple(glob(item) for item in as_list(value))


def glob(value: object) -> str:
    """Check a glob of paths of documents."""
    pattern = unicodedata.normalize("NFC", some_text(value))
    pattern = pattern.removeprefix("./").removeprefix("seeds/")
    if pattern.startswith("/") or ".." in pattern.split("/"):
        raise ValueError(f"{value!r} leads out of the documents; write it relative to their folder")
    return pattern


def _folder(value: object) -> str:
    return folder_in_project(value)


def _folders(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folder_in_project(item) for item in as_list(value)))


def _some_folders(value: object) -> tuple[str, ...]:
    if not (folders := _folders(value)):
        raise ValueError("is empty; name the folder of the documents")
    return folders


def _permalinks(value: object) -> tuple[Permalinks, ...]:
    given = value if isinstance(value, dict) else {"**": value}
    if isinstance(value, dict) and not all(isinstance(item, str) for item in given.values()):
        raise ValueError(f"{value!r} holds something that is not a pattern; put each in quotes")
    return tuple(Permalinks(glob(paths), _pattern(item)) for paths, item in given.items())


def _pattern(value: object) -> str:
    pattern = some_text(value)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://|//", pattern) or re.search(r"[\s?#\\]", pattern):
        raise ValueError(
            f"{value!r} is no path below the blog; write one such as ':year/:month/:day/:title/'"
        )
    return pattern


def feed_path(value: object) -> str:
    """Check the path of the files of a feed in ``out/``, without their endings."""
    written = unicodedata.normalize("NFC", some_text(value)).strip("/")
    for ending in Format:
        written = written.removesuffix(f".{ending}")
    _check_parts(value, written)
    return written


def _check_parts(value: object, written: str) -> None:
    for part in written.split("/"):
        if not re.fullmatch(r"(?!\.)[\w.+~-]{1,100}(?<!\.)", part):
            raise ValueError(
                f"{value!r} is no path that every server can serve; write letters, digits, hyphens"
                " and slashes"
            )
    if written.split("/", maxsplit=1)[0].lower() in _TAKEN:
        raise ValueError(f"{value!r} is kept for feedpub's own files; write another folder")


@dataclass(frozen=True, slots=True)
class FeedPath:
    """Where the files of a feed are: at `path` with the ending of each format, or at one address.

    `exact` are whole paths, each with the format of the file there; an empty format is to be found.
    """

    path: str = ""
    exact: tuple[tuple[str, str], ...] = ()


def _feed_path(value: object) -> FeedPath:
    if isinstance(value, dict):
        for form in value:
            if form not in tuple(Format):
                raise ValueError(f"{form!r} is no format; write some of {', '.join(Format)}")
        return FeedPath(exact=tuple((form, _file_path(name)) for form, name in value.items()))
    if some_text(value).lower().endswith(_OF_ANY_FORMAT):
        return FeedPath(exact=(("", _file_path(value)),))
    return FeedPath(feed_path(value))


def _feed_paths(value: object) -> tuple[FeedPath, ...]:
    return tuple(dict.fromkeys(_feed_path(item) for item in as_list(value)))


def _file_path(value: object) -> str:
    """Check the whole path of one file of a feed."""
    written = unicodedata.normalize("NFC", some_text(value)).strip("/")
    _check_parts(value, written)
    if written.lower().endswith(_NO_FEEDS):
        raise ValueError(f"{value!r} has the ending of another kind of file; write .xml")
    return written


FOLDER: Final = Value(_folder, SOME_STRING)
FOLDERS: Final = Value(_folders, one_or_more(SOME_STRING))
SOME_FOLDERS: Final = Value(_some_folders, one_or_more(SOME_STRING, 1))
GLOBS: Final = Value(_globs, one_or_more(SOME_STRING))
PERMALINKS: Final = Value(
    _permalinks,
    {"anyOf": [SOME_STRING, {"type": "object", "additionalProperties": SOME_STRING}]},
)
SOME_PATHS: Final = choice_of(_globs)
_FEED_PATH: Final = {
    "anyOf": [
        SOME_STRING,
        {
            "type": "object",
            "properties": {str(form): SOME_STRING for form in Format},
            "additionalProperties": False,
        },
    ]
}
FEED_PATH: Final = Value(_feed_path, _FEED_PATH)
FEED_PATHS: Final = Value(_feed_paths, one_or_more(_FEED_PATH))
