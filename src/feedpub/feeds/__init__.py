"""Put entries into feeds: which, in what order, how many, and where each file is served.

    entries ─ Members.parts ─▶ Parts ─ plan_feeds ─▶ Plans ─ (entries with content) ─ pack ─▶ Feeds

Several steps, for the bodies of most entries are in no feed: `Members` and `plan_feeds` choose by
what the front matter says, `pack` cuts each feed to its size and puts what is older into archives.
"""

from feedpub.feeds._members import (
    ALL,
    CATEGORY,
    TAG,
    Key,
    Members,
    Name,
    Part,
    Place,
    is_name_of,
    may_stand_in,
    newest,
)
from feedpub.feeds._pack import pack, weight
from feedpub.feeds._plan import Plan, Total, plan_feeds
from feedpub.feeds._slug import slug

__all__ = [
    "ALL",
    "CATEGORY",
    "TAG",
    "Key",
    "Members",
    "Name",
    "Part",
    "Place",
    "Plan",
    "Total",
    "is_name_of",
    "may_stand_in",
    "newest",
    "pack",
    "plan_feeds",
    "slug",
    "weight",
]
