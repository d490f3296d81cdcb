"""Define the frozen values that pass between the rooms of feedpub.

They speak Atom (RFC 4287): entry, feed, id, published, updated. Everything here is
frozen, slotted and picklable; sequences are tuples; moments are aware datetimes in UTC.
"""

from feedpub.model._document import SEEDS, Document, place_of
from feedpub.model._entry import (
    REFERRER_POLICIES,
    Asset,
    Enclosure,
    Entry,
    Episode,
    Fact,
    Person,
    Unusable,
)
from feedpub.model._feed import (
    WRITING,
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
from feedpub.model._places import (
    OUTPUT,
    Places,
    common_folder,
    folder_in_project,
    is_in,
    objection,
)
from feedpub.model._problem import Problem, Severity
from feedpub.model._progress import Progress, show_nothing
from feedpub.model._result import BuildResult, Changes, Counts, Ping, WrittenFeed
from feedpub.model._trace import Change, Done, Source
from feedpub.model._withheld import Reason, Withheld

__all__ = [
    "ENTRIES",
    "OUTPUT",
    "PLACES",
    "REFERRER_POLICIES",
    "SEEDS",
    "WRITING",
    "Asset",
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
