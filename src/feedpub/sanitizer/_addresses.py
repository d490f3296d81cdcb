"""Resolve the references of one document into absolute addresses."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, TypeAlias

from feedpub.sanitizer._images import is_data
from feedpub.sanitizer._markup import attributes_as_written, tags_of
from feedpub.sanitizer._srcset import split_source_set
from feedpub.web import urls

Local: TypeAlias = Callable[[str], str | None]
"""Takes a reference; returns its address, an empty text for a reference to be dropped, or None for
one to be resolved against the base."""

Unfound: TypeAlias = Callable[[str, bool], None]
"""Takes a reference that names no file and has no base; and whether it is a link, or shown."""

_RELATIVE: Final = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}|\s*$)")
_MOST_CANDIDATES: Final = 30


class Addresses:
    """Resolves the references of one document.

    `local` is asked first. What it does not know is resolved against `base`; where that is not the
    document's own, `unfound` is told of it.
    """

    def __init__(self, base: str, local: Local, unfound: Unfound | None) -> None:
        self._page = self._base = base
        self._local = local
        self._unfound = unfound

    def look_at(self, html: str) -> None:
        """Use the address in the document's own ``<base>``, if it has one."""
        if "<base" not in html and "<BASE" not in html:
            return
        for tag in tags_of(html):
            if tag.name == "base" and not tag.is_end and not tag.around:
                href = attributes_as_written(tag.written["attributes"]).get("href", "").strip()
                address = urls.absolute(href, self._base) if href else None
                if address:
                    self._base, self._unfound = address, None
                    return

    @property
    def knows_no_base(self) -> bool:
        """Whether the base for relative addresses is unknown."""
        return self._unfound is not None

    def absolute(self, reference: str) -> str | None:
        """Return the absolute address of `reference`, None where it has none."""
        if is_data(reference):
            return None
        known = self._local(reference)
        if known is not None:
            return known or None
        return urls.absolute(reference, self._page if reference[:1] == "#" else self._base)

    def image(self, reference: str) -> str | None:
        """Return the address of an image, which may be in the document itself."""
        if is_data(reference):
            return self._local(reference) or None
        return self.absolute(reference)

    def is_unfound(self, reference: str) -> bool:
        """Tell whether `reference` is relative, but nobody knows to what."""
        return (
            self._unfound is not None
            and _RELATIVE.match(reference) is not None
            and self._local(reference) is None
        )

    def tell_unfound(self, reference: str, *, is_link: bool = False) -> None:
        """Tell of `reference` where nobody knows to what it is relative."""
        if self._unfound and self.is_unfound(reference):
            self._unfound(reference, is_link)

    def candidates(self, source_set: str, *, with_unfound: bool = False) -> Iterator[str]:
        """Yield the candidates of a ``srcset``, with absolute addresses.

        Those that are relative to nothing are of no use where there are others.
        """
        for reference, descriptor in islice(split_source_set(source_set), _MOST_CANDIDATES):
            address = self.absolute(reference)
            if address and (with_unfound or not self.is_unfound(reference)):
                if with_unfound:
                    self.tell_unfound(reference)
                # A comma at the end of an address would be read as the end of a candidate.
                address = re.sub(",$", "%2C", address)
                yield f"{address} {descriptor}" if descriptor else address
