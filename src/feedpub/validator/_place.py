"""Define what a rule is given and what it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from feedpub.validator._tree import Element


class Kind(StrEnum):
    """The formats that can be validated."""

    RSS = "RSS"
    RSS_1 = "RSS 1.0"
    ATOM = "Atom"
    OPML = "OPML"
    JSON = "JSON Feed"


@dataclass(frozen=True, slots=True)
class Feed:
    """The file that is checked.

    `kind` is its format, `version` that which RSS and OPML name; `root` its root element and
    `source` its bytes in UTF-8, to which the places of elements refer; `encoding` is that of
    the file. `addresses` are those at which it is served, none where that is not known; without
    `now`, no date is in the future.
    """

    kind: Kind
    version: str
    root: Element
    source: bytes
    encoding: str = "utf-8"
    addresses: tuple[str, ...] = ()
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a feed: an element with its text, or an attribute with its value."""

    feed: Feed
    element: Element
    value: str = ""
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule finds wrong at a place.

    `code` has a message for each `cause`, by default the one without a name. The message shows
    `value`, by default that of the place, and what is in `shown`. `at` is the element to blame, by
    default that of the place.
    """

    code: str
    value: str | None = None
    at: Element | None = None
    cause: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)


Rule: TypeAlias = Callable[[Place], Iterator[Fault]]
