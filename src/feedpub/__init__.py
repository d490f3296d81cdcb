"""Turn a folder of front-matter documents into feeds that any reader accepts.

The functions are in `feedpub.api`; everything else in the package is private. They are imported
when they are first used, so that ``import feedpub`` costs nothing.
"""

from typing import TYPE_CHECKING

__version__ = "0.2.0"

__all__ = [
    "ArgumentError",
    "ArgumentTypeError",
    "BuildResult",
    "Changes",
    "ConfigError",
    "Counts",
    "DocumentsRefused",
    "Enclosure",
    "Entry",
    "Episode",
    "Feed",
    "FeedpubError",
    "Format",
    "NetworkError",
    "OutputError",
    "Person",
    "Podcast",
    "Problem",
    "ReadResult",
    "Reason",
    "Schedule",
    "Severity",
    "TooComplexError",
    "Withheld",
    "WorkerError",
    "WrittenFeed",
    "__version__",
    "build",
    "read",
    "render",
    "sanitize",
    "validate",
]

if TYPE_CHECKING:
    from feedpub.api import ReadResult, build, read, render, sanitize, validate
    from feedpub.errors import (
        ArgumentError,
        ArgumentTypeError,
        ConfigError,
        DocumentsRefused,
        FeedpubError,
        NetworkError,
        OutputError,
        WorkerError,
    )
    from feedpub.model import (
        BuildResult,
        Changes,
        Counts,
        Enclosure,
        Entry,
        Episode,
        Feed,
        Format,
        Person,
        Podcast,
        Problem,
        Reason,
        Schedule,
        Severity,
        Withheld,
        WrittenFeed,
    )
    from feedpub.sanitizer import TooComplexError
else:
    # Hidden from type checkers, which would take any name at all for one that is here.
    _ROOMS = ("feedpub.errors", "feedpub.model", "feedpub.api", "feedpub.sanitizer")

    def __getattr__(name):
        """Import a public name (PEP 562)."""
        if name in __all__:
            from importlib import import_module  # noqa: PLC0415 - and not a public name

            for room in map(import_module, _ROOMS):
                if hasattr(room, name):
                    return getattr(room, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
