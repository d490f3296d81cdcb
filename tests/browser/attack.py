"""One attack, and what those of one class have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

HIT: Final = "window.__hit(1)"
"""The script of every attack: short, and needs neither quotes nor spaces in an attribute."""

EVIL: Final = "http://evil.example"
"""Where every attack that fetches fetches from."""

IMG: Final = f"<img src=x onerror={HIT}>"
"""An element that runs script wherever it becomes an element."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A document that wants to run script, to fetch, or to take over the page."""

    name: str
    klass: str
    html: str


def attacks(klass: str, html: Mapping[str, str]) -> tuple[Attack, ...]:
    """Return the attacks of one class, from their names within it to their HTML."""
    return tuple(Attack(f"{klass}: {name}", klass, text) for name, text in html.items())
