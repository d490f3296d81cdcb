"""List the keys that say how bodies are read, and the meanings a template tag can have."""

from typing import Final

from feedpub.config import _values as values
from feedpub.config._key import Key
from feedpub.config._settings import TitleInBody
from feedpub.config._values import Value
from feedpub.web import urls

TAG_MEANINGS: Final = (
    *("keep", "drop", "code", "quote", "text", "link", "document", "address", "image", "audio"),
    "video",
)
"""The words for it; or it is an address with ``{}`` where the first argument of the tag belongs."""


def _tags(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        what = f"{value!r} says nothing of a tag"
        raise ValueError(f"{what}; write a line [templates], and below it mytag = 'drop'")
    return tuple((name.lower(), _meaning(name, item)) for name, item in value.items())


def _meaning(name: str, value: object) -> str:
    if value in TAG_MEANINGS:
        return str(value)
    if isinstance(value, str) and "{}" in value and urls.absolute(value.replace("{}", "a")):
        return value
    known = ", ".join(TAG_MEANINGS)
    raise ValueError(
        f"{name} = {value!r} is not known; write one of {known}, or an address with {{}} in it"
    )


def _mark(value: object) -> str:
    """Check a text as it stands in documents, which may be a comment of HTML."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(
            f"{value!r} is no text that can be found; write one such as '<!-- cut -->'"
        )
    return value.strip()


_ADDRESS: Final = {"type": "string", "format": "uri", "pattern": r"\{\}"}
TAGS: Final = Value(
    _tags,
    {
        "type": "object",
        "additionalProperties": {"anyOf": [{"enum": list(TAG_MEANINGS)}, _ADDRESS]},
    },
)

BODY_KEYS: Final = (
    Key(
        "documents",
        "excerpt_separator",
        "excerpt_separator",
        Value(_mark, {"type": "string", "minLength": 1}),
        "the text that ends the summary, where a document names none",
        "<!-- cut -->",
    ),
    Key(
        "documents",
        "title_in_body",
        "title_in_body",
        values.one_of(*TitleInBody),
        "a first heading that repeats the title: `remove` or `keep`",
    ),
    Key(
        "documents",
        "cover_from_body",
        "cover_from_body",
        values.YES,
        "the first picture of a body is the head image, where the front matter names none",
    ),
    Key(
        "",
        "templates",
        "templates",
        TAGS,
        "what template tags mean: `docs/templates.md`",
        {"mytag": "drop"},
    ),
)
