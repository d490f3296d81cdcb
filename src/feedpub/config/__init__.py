"""Read ``feeds/*.toml`` into a `Site`: every key, its default, what it does, what it may hold.

    feeds/site.toml ─ _file ─▶ values ─┐
    feeds/NAME.toml ─ _file ─▶ values ─┴─ _load ─▶ Site

It knows nothing of documents. An unknown key is refused with the nearest known one; all mistakes
of all files are reported at once, each with its line. `_keys` lists the keys, `_values` says what
each may hold, and `schema` gives both as JSON Schema.
"""

from feedpub.config._fields import RULES, Fields, Rule, Says
from feedpub.config._globs import matches_glob
from feedpub.config._key import Key
from feedpub.config._keys import DEFINITION_KEYS, KEYS
from feedpub.config._load import CONFIG_PATH, load
from feedpub.config._permalinks import PLACEHOLDER, PLACEHOLDERS, STYLES, unknown_placeholder
from feedpub.config._schema import default_of, schema
from feedpub.config._settings import (
    DEFAULT_URL,
    Automatic,
    Choice,
    Content,
    CoverInBody,
    DateFrom,
    Definition,
    Duplicates,
    Probing,
    Selection,
    Settings,
    Site,
    TitleInBody,
    Undated,
)
from feedpub.config._tags import TAG_MEANINGS
from feedpub.config._templates import fill
from feedpub.config._values import language_tag

__all__ = [
    "CONFIG_PATH",
    "DEFAULT_URL",
    "DEFINITION_KEYS",
    "KEYS",
    "PLACEHOLDER",
    "PLACEHOLDERS",
    "RULES",
    "STYLES",
    "TAG_MEANINGS",
    "Automatic",
    "Choice",
    "Content",
    "CoverInBody",
    "DateFrom",
    "Definition",
    "Duplicates",
    "Fields",
    "Key",
    "Probing",
    "Rule",
    "Says",
    "Selection",
    "Settings",
    "Site",
    "TitleInBody",
    "Undated",
    "default_of",
    "fill",
    "language_tag",
    "load",
    "matches_glob",
    "schema",
    "unknown_placeholder",
]
