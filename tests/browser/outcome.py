"""What is observed of one snippet."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit


class Method(StrEnum):
    """How a snippet gets into a page."""

    INNER_HTML = "innerHTML"
    """Into an element; then again as it is when parsed without script and written out."""

    DOCUMENT_WRITE = "document.write"
    """As a document of its own."""


@dataclass(frozen=True, slots=True, order=True)
class Request:
    """An address that the browser wanted to fetch, and the protocol's word for what as."""

    url: str
    kind: str

    @property
    def is_web_image(self) -> bool:
        """Tell whether this is all that a feed may cause: an image from the web."""
        return self.kind == "Image" and urlsplit(self.url).scheme in {"http", "https"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one snippet did after one way of inserting it.

    `scripts` names each sign of a script or of a navigation, `clobbered` each property of the
    reader's page that an ``id`` or ``name`` has taken the place of.
    """

    scripts: tuple[str, ...]
    requests: tuple[Request, ...]
    clobbered: tuple[str, ...]

    @property
    def fires(self) -> bool:
        """Tell whether a script ran or anything but an image was fetched."""
        return bool(self.scripts) or not all(request.is_web_image for request in self.requests)
