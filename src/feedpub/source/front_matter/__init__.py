"""Bytes of a file to a Document: encoding, front matter, body.

What is broken in one certain way is mended with a warning; what could be meant in two ways
is refused. `docs/documents.md` has the table.
"""

from feedpub.model import SEEDS, Document, Problem, Severity, place_of
from feedpub.source.front_matter._decode import decode
from feedpub.source.front_matter._problems import Refused
from feedpub.source.front_matter._split import split

__all__ = ["Result", "parse"]

Result = tuple[Document | None, tuple[Problem, ...]]


def parse(path: str, data: bytes, digest: str, folder: str = SEEDS) -> Result:
    """Decode and split the bytes of one file; return None, with a Problem, where that fails.

    Its `path` is relative to the `folder` of the documents.
    """
    place = place_of(folder, path)
    try:
        source, warnings = decode(place, data)
        return split(path, folder, source, digest, warnings)
    except Refused as refused:
        line, code, message = refused.args
        return None, (Problem(Severity.ERROR, code, place, line, message),)
