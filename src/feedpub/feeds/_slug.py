"""The name of a file for the feed of any name."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from feedpub.web import text

_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
_LONGEST_STEM: Final = 40
# A name that looks like one with a code gets a code of its own.
_CODED = re.compile(r"-[a-z2-7]{16}$")
# Eighty bits, sixteen letters: nobody finds two names with one code, by chance or on purpose.
_CODE_BYTES: Final = 10


def slug(name: str) -> str:
    """Return the file name, without ending, of the feed of a category, tag or author.

    It is the name as `text.fold_name` folds it, and depends on nothing else: so it is the same in
    every build whatever other categories there are. A name of which that loses a character, or that
    is long or reserved, gets the nearest fit one and a code of the name, so that no two names
    share a file, on file systems that ignore case neither.
    """
    folded = text.fold_name(name)
    stem = re.sub(r"-{2,}", "-", "".join(_fit(folded))).strip("-")
    fit = stem == folded and len(stem) <= _LONGEST_STEM and stem not in _RESERVED
    if fit and not _CODED.search(stem):
        return stem
    digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).digest()
    code = base64.b32encode(digest[:_CODE_BYTES]).decode().lower()
    return f"{stem[:_LONGEST_STEM].strip('-') or 'x'}-{code}"


def _fit(name: str) -> Iterator[str]:
    for character in name:
        kind = unicodedata.category(character)
        yield character if kind[0] in "LM" or kind == "Nd" else "-"
