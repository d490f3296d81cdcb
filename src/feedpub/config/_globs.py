"""Match paths against globs, and addresses against patterns."""

import re
import unicodedata
from functools import lru_cache


def matches_glob(pattern: str, path: str) -> bool:
    """Tell whether `path` matches `pattern`.

    ``*`` is anything within one name, ``?`` one character of it, ``**`` any number of
    folders; the pattern of a folder (``blog/``) names all that is in it.
    """
    return _glob_pattern(pattern).fullmatch(unicodedata.normalize("NFC", path)) is not None


@lru_cache(maxsize=512)
def _glob_pattern(pattern: str) -> re.Pattern[str]:
    pattern = f"{pattern}**" if pattern.endswith("/") else pattern
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    written = "".join(
        parts.get(part) or re.escape(part) for part in re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    )
    return re.compile(written, re.DOTALL)


def has_pattern(pattern: str, text: str) -> bool:
    """Tell whether `pattern`, in which ``*`` is anything, is part of `text`, in any case."""
    searched, position = text.casefold(), 0
    for part in pattern.casefold().split("*"):
        position = searched.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return True
