"""Put entries into feeds: which, in what order, how many, and where each file is served.

    entries ─ assemble ─▶ Plans ─ (their entries get their content) ─ pack ─▶ Feeds

Two steps, for the bodies of most entries are in no feed: `assemble` chooses by what the
front matter says, `pack` cuts each feed to its size and puts what is older into archives.
"""

from feedpub.feeds._assemble import Plan, assemble, newest_first
from feedpub.feeds._pack import pack, weight
from feedpub.feeds._slug import slug

__all__ = ["Plan", "assemble", "newest_first", "pack", "slug", "weight"]
