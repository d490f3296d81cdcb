"""How a long task shows how far it is."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Progress: TypeAlias = Callable[[str, Iterable[Any], int], Iterable[Any]]
"""Takes a label, an iterable and its length; yields the same items, and may show how far it is."""


def show_nothing(_label: str, items: Iterable[Any], _length: int) -> Iterable[Any]:
    """Yield the items and show no progress."""
    return items
