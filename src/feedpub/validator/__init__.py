"""Validate the bytes of a feed, as a stranger would read them, without any network.

`validate` finds what is wrong with a feed, feedpub's own or anybody's.

    bytes ─ _decode ─▶ text ─ _parse ─▶ Element ─ _shape.walk, formats/, rules/ ─▶ Hit ─┐
      └──── _json ─▶ values ─ formats/json_feed ─▶ Fault ───────────────────────────────┴─▶ Finding

Where a new rule goes:

- for a value (a date, an address, a text): a function in `rules/`, named in shapes of `formats/`;
- for an element as a whole, or one that has to be there: a function beside its shape;
- for an element or attribute that is new: a line in its shape;
- for what readers do with a valid feed: a function in `readers`.

Its code, severity and message are a line in `codes/`, and in the table of docs/validating.md.
"""

from feedpub.validator._validate import validate
from feedpub.validator.codes import CODES, FACTS, OWN, W3C, Code

__all__ = ["CODES", "FACTS", "OWN", "W3C", "Code", "validate"]
