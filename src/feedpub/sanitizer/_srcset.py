"""Split a ``srcset`` into its candidates."""

import re
from collections.abc import Iterator
from typing import Final

_GAP: Final = re.compile(r"[\s,]*")
_ADDRESS: Final = re.compile(r"\S+")
_DESCRIPTORS: Final = re.compile(r"[^,]*")
_DESCRIPTOR: Final = re.compile(r"(?:[0-9]{1,5}w(?: [0-9]{1,5}h)?|[0-9]{1,5}(?:\.[0-9]{1,5})?x)?")
_ONLY_DESCRIPTOR: Final = re.compile(r"[0-9]{1,5}(?:w|h|(?:\.[0-9]{1,5})?x),*")
_WIDTH: Final = re.compile(r" ([0-9]{1,5})w\b")


def split_source_set(source_set: str) -> Iterator[tuple[str, str]]:
    """Yield address and descriptor of each candidate (HTML, "parse a srcset attribute")."""
    position = 0
    while position < len(source_set):
        position = _end(_GAP, source_set, position)
        begin, position = position, _end(_ADDRESS, source_set, position)
        address, descriptor = source_set[begin:position], ""
        if not address.endswith(","):
            begin, position = position, _end(_DESCRIPTORS, source_set, position)
            descriptor = source_set[begin:position]
        descriptor = " ".join(descriptor.split())
        is_address = address and (descriptor or not _ONLY_DESCRIPTOR.fullmatch(address))
        if is_address and _DESCRIPTOR.fullmatch(descriptor):
            yield address.rstrip(","), descriptor


def largest(source_set: str) -> str:
    """Return the widest candidate of an absolute ``srcset``, the first where none has a width."""

    def width(candidate: str) -> int:
        written = _WIDTH.search(candidate)
        return int(written[1]) if written else 0

    return max(source_set.split(", "), key=width).split(" ", 1)[0].rstrip(",")


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position
