"""List the keys that stand for all feeds in ``feeds/site.toml``, for one in ``feeds/NAME.toml``."""

from typing import Final

from feedpub.config import _values as values
from feedpub.config._key import Key
from feedpub.config._settings import Content, CoverInBody

# Settings of all feeds, in a table of `feeds/site.toml`; of one feed, at the top of
# `feeds/NAME.toml`.
SETTINGS: Final = (
    Key("site", "language", "language", values.LANGUAGE, "language, such as `zh-CN`"),
    Key(
        "site",
        "author",
        "author",
        values.TEXT,
        "of the feed, and of entries that name none",
        "The editors",
    ),
    Key(
        "site",
        "image",
        "image",
        values.REFERENCE,
        "picture of the feed: RSS image, Atom logo",
        "https://example.org/picture.png",
    ),
    Key(
        "site",
        "icon",
        "icon",
        values.REFERENCE,
        "small square picture: Atom and JSON icon",
        "https://example.org/icon.png",
    ),
    Key("site", "copyright", "copyright", values.TEXT, "who has the rights", "© The editors"),
    Key(
        "build",
        "limit",
        "limit",
        values.whole("number of entries", 1, 10_000),
        "entries a feed, 1 to 10000",
    ),
    Key(
        "build",
        "max_bytes",
        "max_bytes",
        values.whole("number of bytes", 20_000, 5_000_000),
        "bytes a file, 20000 to 5000000: the W3C validator reads no more",
    ),
    Key("build", "content", "content", values.one_of(*Content), "`full` or `summary`"),
    Key("build", "formats", "formats", values.FORMATS, "some of `rss`, `atom`, `json`"),
    Key("build", "archive", "archive", values.YES, "keep older entries in linked files (RFC 5005)"),
    Key(
        "build",
        "cover_in_body",
        "cover_in_body",
        values.one_of(*CoverInBody),
        "the head image in the body: `keep`, `add` or `remove`",
    ),
    Key("build", "tombstones", "tombstones", values.YES, "tell of removed entries (RFC 6721)"),
    Key(
        "build",
        "hub",
        "hubs",
        values.HUBS,
        "WebSub hub that tells subscribers of changes",
        "https://hub.example.org/",
    ),
    Key(
        "build",
        "ttl",
        "schedule.ttl",
        values.whole("number of minutes", 1, 525_600),
        "minutes that a reader may wait before it asks again",
        60,
    ),
    Key(
        "build",
        "update_period",
        "schedule.period",
        values.one_of("hourly", "daily", "weekly", "monthly", "yearly"),
        "how often the feed changes: `hourly` to `yearly`",
        "daily",
    ),
    Key(
        "build",
        "update_frequency",
        "schedule.frequency",
        values.whole("number of times", 1, 1_000),
        "how many times in a period",
        2,
    ),
    Key(
        "build",
        "skip_hours",
        "schedule.skip_hours",
        values.some_of(tuple(range(24))),
        "hours of GMT in which readers need not ask, 0 to 23",
        (0, 1, 2, 3),
    ),
    Key(
        "build",
        "skip_days",
        "schedule.skip_days",
        values.some_of(
            ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
        ),
        "days on which readers need not ask, such as `Sunday`",
        ("Sunday",),
    ),
)
