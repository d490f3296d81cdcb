"""Define the frozen values that pass between the rooms of feedpub.

They speak Atom (RFC 4287): entry, feed, id, published, updated. Everything here is
frozen, slotted and picklable; sequences are tuples; moments are aware datetimes in UTC.

Values that a build with nothing to do has no need of are imported when they are first used: to make
a class of values takes long.
"""

from typing import TYPE_CHECKING

from feedpub.model._document import SEEDS, Document, place_of
from feedpub.model._places import (
    OUTPUT,
    WRITING,
    Places,
    Stored,
    common_folder,
    folder_in_project,
    is_in,
    objection,
)
from feedpub.model._problem import Problem, Severity
from feedpub.model._progress import Progress, show_nothing
from feedpub.model._result import BuildResult, Changes, Counts, Ping, WrittenFeed
from feedpub.model._withheld import Reason, Withheld

if TYPE_CHECKING:
    from feedpub.model._entry import (
        REFERRER_POLICIES,
        UNDATED,
        Asset,
        Attachment,
        Enclosure,
        Entry,
        Episode,
        Fact,
        Person,
        Unusable,
    )
    from feedpub.model._feed import (
        Feed,
        Format,
        Link,
        Output,
        Podcast,
        Schedule,
        Target,
        Tombstone,
    )
    from feedpub.model._page import (
        ENTRIES,
        PLACES,
        Front,
        Headline,
        Listed,
        entry_path,
        feed_path,
        number_of_pages,
        older_pages,
        older_path,
        page_beside,
    )
    from feedpub.model._trace import Change, Done, Source

__all__ = [
    "ENTRIES",
    "OUTPUT",
    "PLACES",
    "REFERRER_POLICIES",
    "SEEDS",
    "UNDATED",
    "WRITING",
    "Asset",
    "Attachment",
    "BuildResult",
    "Change",
    "Changes",
    "Counts",
    "Document",
    "Done",
    "Enclosure",
    "Entry",
    "Episode",
    "Fact",
    "Feed",
    "Format",
    "Front",
    "Headline",
    "Link",
    "Listed",
    "Output",
    "Person",
    "Ping",
    "Places",
    "Podcast",
    "Problem",
    "Progress",
    "Reason",
    "Schedule",
    "Severity",
    "Source",
    "Stored",
    "Target",
    "Tombstone",
    "Unusable",
    "Withheld",
    "WrittenFeed",
    "common_folder",
    "entry_path",
    "feed_path",
    "folder_in_project",
    "is_in",
    "number_of_pages",
    "objection",
    "older_pages",
    "older_path",
    "page_beside",
    "place_of",
    "show_nothing",
]

if not TYPE_CHECKING:
    # Hidden from type checkers, which would take any name at all for one that is here.
    _LATER = ("_entry", "_feed", "_page", "_trace")

    def __getattr__(name):
        """Import a value (PEP 562)."""
        if name in __all__:
            from importlib import import_module  # noqa: PLC0415

            for module in _LATER:
                home = import_module(f"{__name__}.{module}")
                if hasattr(home, name):
                    return globals().setdefault(name, getattr(home, name))
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
