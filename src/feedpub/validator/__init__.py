"""Validate the bytes of a feed, as a stranger would read them, without any network.

`validate` finds what is wrong with a feed, feedpub's own or anybody's.

    bytes ─ _kinds, _decode ─▶ text ─ _xml, _json ─▶ Element ─ _shape ─▶ Fault ─ _report ─▶ Problem
                                                        formats/, rules/    codes/

XML and JSON become the same tree, and everything is checked in one way: `formats/` has the shape
that each element has to have, and `rules/` what is looked at in it. Where a new rule goes:

- for a value (a date, an address, a text): a function in `rules/`, named in shapes of `formats/`;
- for an element as a whole, or one that has to be there: a function beside its shape;
- for an element, an attribute or a key that is new: a line in its shape;
- for what readers do with a valid feed: a function in `rules/readers`;
- for what breaks XML: a cause in `_broken`.

Its code, severity and messages are in `codes/`, and in the table of docs/validating.md.
"""

from feedpub.validator._report import shorten
from feedpub.validator._tree import Element, local_name
from feedpub.validator._validate import MOST_BYTES, is_json, read_text, read_xml, validate
from feedpub.validator.codes import CODES, FACTS, OWN, W3C, Code

__all__ = [
    "CODES",
    "FACTS",
    "MOST_BYTES",
    "OWN",
    "W3C",
    "Code",
    "Element",
    "is_json",
    "local_name",
    "read_text",
    "read_xml",
    "shorten",
    "validate",
]
