"""Name the file of a feed after its category, tag or author."""

import base64
import hashlib
import re
from typing import Final

from feedpub.web import text

_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
_LONGEST_STEM: Final = 40
# A name that already looks like one with a code gets another code.
_CODED = re.compile(r"-[a-z2-7]{16}$")
# Eighty bits, sixteen letters: no two names get the same code, by chance or on purpose.
_CODE_BYTES: Final = 10


def slug(name: str) -> str:
    """Return the file name, without ending, of the feed of a category, tag or author.

    It is the name as `text.fold_name` folds it. It depends on nothing else, so it is the same in
    every build, whatever other categories there are. A name with a character that is not allowed,
    or a long or reserved name, gets a similar one with a code, so that no two names share a file,
    even on file systems that ignore case.
    """
    folded = text.fold_name(name)
    stem = text.hyphenate(folded)
    fit = stem == folded and len(stem) <= _LONGEST_STEM and stem not in _RESERVED
    if fit and not _CODED.search(stem):
        return stem
    digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).digest()
    code = base64.b32encode(digest[:_CODE_BYTES]).decode().lower()
    return f"{stem[:_LONGEST_STEM].strip('-') or 'x'}-{code}"
