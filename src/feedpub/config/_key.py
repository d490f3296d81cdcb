"""Describe one key of a configuration file."""

from dataclasses import dataclass

from feedpub.config._values import Value


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a file: where it stands, where its value goes, what it is for.

    `attribute` is the place in the `Site` or `Definition`, with dots; `example` is a value for
    where there is no default.
    """

    table: str
    name: str
    attribute: str
    value: Value
    about: str
    example: object = ""
