"""List every code of a finding, with its severity and message.

`W3C` are the codes of the W3C validator, named after its messages; `OWN` are feedpub's.
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
"""The codes of facts that are not mistakes: two entries can have the same date."""

__all__ = ["CODES", "FACTS", "OWN", "W3C", "Code"]
