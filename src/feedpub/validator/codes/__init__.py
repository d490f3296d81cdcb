"""Every code that a finding can have, with its severity and message, as data.

`W3C` are those of the W3C validator, under the names of its messages; `OWN` are feedpub's.
"""

from collections.abc import Mapping
from typing import Final

from feedpub.validator.codes._code import Code
from feedpub.validator.codes.content import CONTENT
from feedpub.validator.codes.elements import ELEMENTS
from feedpub.validator.codes.file import FILE
from feedpub.validator.codes.modules import MODULES
from feedpub.validator.codes.own import OWN
from feedpub.validator.codes.values import VALUES

W3C: Final[Mapping[str, Code]] = {**FILE, **ELEMENTS, **VALUES, **CONTENT, **MODULES}
CODES: Final[Mapping[str, Code]] = {**W3C, **OWN}

FACTS: Final = frozenset({"DuplicateUpdated"})
"""The codes of what is so, and no mistake: two entries can be of one moment."""

__all__ = ["CODES", "FACTS", "OWN", "W3C", "Code"]
