"""Turn a folder of front-matter documents into feeds that any reader accepts.

The functions are in `feedpub.api`; everything else in the package is private. They are imported
when they are first used, so that ``import feedpub`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedpub.api import ReadResult, build, read, sanitize, validate
    from feedpub.errors import FeedpubError
    from feedpub.model import BuildResult, Entry, Problem, Severity

__version__ = "0.1.0"

__all__ = [
    "BuildResult",
    "Entry",
    "FeedpubError",
    "Problem",
    "ReadResult",
    "Severity",
    "__version__",
    "build",
    "read",
    "sanitize",
    "validate",
]

_FROM = {
    "feedpub.api": ("ReadResult", "build", "read", "sanitize", "validate"),
    "feedpub.errors": ("FeedpubError",),
    "feedpub.model": ("BuildResult", "Entry", "Problem", "Severity"),
}


def __getattr__(name: str) -> Any:
    """Import a public name (PEP 562)."""
    for module, names in _FROM.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
