"""Describe the keys as JSON Schema (2020-12), with which editors complete and check files."""

from collections.abc import Mapping
from typing import Final

from feedpub.config._key import Key
from feedpub.config._keys import DEFINITION_KEYS, KEYS
from feedpub.config._settings import Definition, Site

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> Mapping[str, object]:
    """Return the JSON Schema of ``feeds/site.toml`` (`name` is "site") or of a feed's ("feed")."""
    keys, default = (KEYS, Site()) if name == "site" else (DEFINITION_KEYS, Definition(file=""))
    title = "feeds/site.toml of feedpub" if name == "site" else "feeds/NAME.toml of feedpub"
    tables: dict[str, dict[str, object]] = {}
    for key in keys:
        tables.setdefault(key.table, {})[key.name] = _property(key, default)
    loose = tables.pop("", {})
    return {
        "$schema": _DIALECT,
        "title": title,
        **_object(loose | {table: _object(content) for table, content in tables.items()}),
    }


def _object(properties: Mapping[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _property(key: Key, default: object) -> Mapping[str, object]:
    about = key.about.replace("`", "")
    described = {"description": about} | dict(key.value.schema)
    given = default_of(key, default)
    return described if given is None else described | {"default": given}


def default_of(key: Key, value: object) -> object:
    """Return the default of `key` in a Site or Definition, as TOML writes it; None without one."""
    for attribute in key.attribute.split("."):
        value = getattr(value, attribute, None)
    if isinstance(value, tuple):
        return [str(item) for item in value] or None
    if key.name == "read":
        return "flat"
    return value if isinstance(value, str | int | float) and value != "" else None
