"""List the keys for folders that scripts fill, such as mirrors of other sites."""

from typing import Final

from feedpub.config import _paths as paths
from feedpub.config import _values as values
from feedpub.config._key import Key
from feedpub.config._settings import Base, Duplicates, Undated
from feedpub.config._values import SOME_STRING, Value


def _bases(value: object) -> tuple[Base, ...]:
    if not isinstance(value, dict):
        raise ValueError(
            f"{value!r} is no table; write [documents.base], and below it"
            ' "post/SITE/**" = "https://site.example/"'
        )
    if not all(isinstance(item, str) for item in value.values()):
        raise ValueError(f"{value!r} holds something that is no address; put each in quotes")
    return tuple(Base(paths.glob(key), str(_URL.check(item))) for key, item in value.items())


def _some_texts(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values.some_text(item) for item in values.as_list(value)))


_URL: Final = values.FOLDER_URL
_BASES: Final = Value(_bases, {"type": "object", "additionalProperties": _URL.schema})
_TEXTS: Final = Value(_some_texts, values.one_or_more(SOME_STRING))

MIRROR_BUILD_KEYS: Final = (
    Key(
        "build",
        "duplicates",
        "duplicates",
        values.one_of(*Duplicates),
        "documents with one title and text: `keep` them all, or `merge` them: `docs/mirror.md`",
    ),
    Key(
        "build",
        "keep_published",
        "keep_published",
        values.YES,
        "an article whose dates alone have changed keeps its first ones, from the ledger",
    ),
)

MIRROR_DOCUMENT_KEYS: Final = (
    Key(
        "documents",
        "undated",
        "undated",
        values.one_of(*Undated),
        "documents without a date: `refuse` them, or give them the day on which they were"
        " `first-seen`",
    ),
    Key(
        "documents",
        "base",
        "bases",
        _BASES,
        "a table of globs of paths: what relative addresses are below, where there is no link",
        {"post/SITE/**": "https://site.example/"},
    ),
    Key(
        "documents",
        "link_after",
        "link_after",
        _TEXTS,
        "texts in the body that the address of the original stands at: it is the link then",
        ("Original article:",),
    ),
    Key(
        "documents",
        "no_cover",
        "no_cover",
        _TEXTS,
        "what the address of a picture has in it that is never a head image; `*` is anything",
        ("/avatar/", "icon*.gif"),
    ),
)
