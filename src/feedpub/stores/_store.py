"""Define what a store can do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

ANY: Final = "*"
"""The condition of a `put` that writes over whatever is there."""

ABSENT: Final = ""
"""The condition of a `put` that writes only where nothing is there."""

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Item:
    """One file or object: its key, its size in bytes, and a tag that differs when it changes."""

    key: str
    size: int
    tag: str


class MissingError(Exception):
    """There is nothing with this key."""


class ChangedError(Exception):
    """Something else is there than the condition of a request says."""


class TooLargeError(Exception):
    """An object has more bytes than are asked for; the argument is their number."""


class Store(Protocol):
    """A folder or a bucket. Keys are paths with forward slashes, without one at the beginning.

    Whatever goes wrong that is no error above raises a NetworkError or an OutputError, in words
    for people.
    """

    address: str

    def pages(self, folder: str) -> Iterator[list[Item]]:
        """Yield all that is below a folder, also with keys that nobody can use, page by page."""
        ...

    def get(self, key: str, most: int, tag: str = "") -> tuple[bytes, str]:
        """Return bytes and tag of an object.

        Raises MissingError; TooLargeError for more than `most` bytes; and ChangedError where the
        object has another `tag` than the one that is given.
        """
        ...

    def get_ranges(self, key: str, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """Return some ranges of the bytes of an object, each given as its begin and its end."""
        ...

    def put(
        self,
        key: str,
        body: bytes,
        *,
        condition: str = ANY,
        content_type: str = "",
        cache_control: str = "",
    ) -> str:
        """Write an object and return its tag; raise ChangedError where the condition fails.

        The condition is ANY, ABSENT, or the tag of what is to be replaced.
        """
        ...

    def delete(self, keys: Iterable[str]) -> None:
        """Delete objects; one that is not there is no error."""
        ...


def objection_to_key(key: str) -> str:
    """Return what is wrong with a key that can't be the path of a file; "" where nothing is."""
    if _CONTROL.search(key) or not key.isprintable():
        return "holds characters that can't be shown"
    parts = key.split("/")
    if "" in parts:
        return "has an empty part between two slashes, or at an end"
    if "." in parts or ".." in parts:
        return "has a part that is . or .."
    return ""
