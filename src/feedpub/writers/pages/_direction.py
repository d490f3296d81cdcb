"""Tell from which side a text runs."""

import unicodedata
from typing import Final

_RIGHT_TO_LEFT: Final = frozenset("ar arc ckb dv fa he iw ji ks nqo ps sd syr ug ur yi".split())
_SCRIPTS: Final = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa"})


def direction(language: str, *texts: str) -> str:
    """Return ``rtl`` or ``ltr``: what `language` says, else the first letter of `texts`.

    Only a language that is written from the right is believed: English is what a site says where
    nobody has thought of it.
    """
    first, *rest = language.lower().split("-")
    if (first in _RIGHT_TO_LEFT and "latn" not in rest) or _SCRIPTS & set(rest):
        return "rtl"
    for text in texts:
        for character in text:
            match unicodedata.bidirectional(character):
                case "L":
                    return "ltr"
                case "R" | "AL":
                    return "rtl"
                case _:
                    pass
    return "ltr"
