"""Make tokens for html5lib's filters, of which bleach's policy is one."""

from typing import Any, TypeAlias

from feedpub.sanitizer.policy import VOID_ELEMENTS

Token: TypeAlias = dict[str, Any]
"""``type`` and, by type, ``name``, ``data``…"""


def start_tag(name: str, attributes: dict[str, str]) -> Token:
    """Return the token of a start tag, or of a whole element that holds nothing."""
    kind = "EmptyTag" if name in VOID_ELEMENTS else "StartTag"
    data = {(None, key): value for key, value in attributes.items()}
    return {"type": kind, "name": name, "namespace": None, "data": data}


def end_tag(name: str) -> Token:
    """Return the token of an end tag."""
    return {"type": "EndTag", "name": name, "namespace": None}


def characters(text: str) -> Token:
    """Return the token of plain text."""
    return {"type": "Characters", "data": text}
