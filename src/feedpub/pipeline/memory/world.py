"""Notice that what bodies refer to has changed: local files, and the addresses of documents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from feedpub.pipeline.memory.cache import Cache, Row
from feedpub.pipeline.memory.digests import digest_of_value
from feedpub.pipeline.surveyed import Surveyed
from feedpub.source import file_stamps, tree

_KIND: Final = "world"


class World:
    """The files beside the documents, and the addresses of the documents, now and before."""

    def __init__(self, cache: Cache, listing: tree.Listing, now: datetime) -> None:
        self._cache = cache
        others, stamps = listing.others, listing.stamps
        settled = file_stamps.is_settled((stamps[path] for path in others), now)
        self._files = file_stamps.digest_of_stamps(others, stamps) if settled else ""
        known = cache.get(_KIND, "")
        self._files_before, _, self._before = (known.made_of if known else "").partition(" ")
        self._addresses = ""

    @property
    def files_changed(self) -> bool:
        """Whether some local file may have changed since the last build."""
        return not self._files or self._files != self._files_before

    def has_changed(self, surveyed: Mapping[str, Surveyed]) -> bool:
        """Tell whether files or addresses may be others, now that all ranges are surveyed."""
        addresses = [surveyed[key].addresses for key in sorted(surveyed)]
        self._addresses = digest_of_value(addresses)
        return self.files_changed or self._addresses != self._before

    def keep(self) -> None:
        """Remember the world as it is now."""
        self._cache.put(_KIND, [Row("", f"{self._files} {self._addresses}", b"")])
