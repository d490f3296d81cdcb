"""Notice that what bodies refer to has changed: local files, and the addresses of documents."""

from collections.abc import Mapping
from typing import Final

from feedpub.pipeline.memory.cache import Cache, Row
from feedpub.pipeline.memory.digests import digest_of_value
from feedpub.pipeline.surveyed import Surveyed

_KIND: Final = "world"


class World:
    """The files beside the documents, and the addresses of the documents, now and before."""

    def __init__(self, cache: Cache, files: str) -> None:
        """Recall the world as it was; `files` is a digest of their stamps, "" if that may lie."""
        self._cache = cache
        self._files = files
        known = cache.get(_KIND, "")
        self._files_before, _, self._before = (known.made_of if known else "").partition(" ")
        self._addresses = ""

    @property
    def files_changed(self) -> bool:
        """Whether some local file may have changed since the last build."""
        return not self._files or self._files != self._files_before

    def has_changed(self, surveyed: Mapping[str, Surveyed], copies: Mapping[str, str]) -> bool:
        """Tell whether files or addresses may be others, now that all ranges are surveyed.

        `copies` holds the path of the document that is shown in place of another one.
        """
        addresses = [surveyed[key].addresses for key in sorted(surveyed)]
        self._addresses = digest_of_value((addresses, sorted(copies.items())))
        return self.files_changed or self._addresses != self._before

    def keep(self) -> None:
        """Remember the world as it is now."""
        self._cache.put(_KIND, [Row("", f"{self._files} {self._addresses}", b"")])
