"""Turn untrusted HTML into safe HTML; the only room that knows bleach and nh3.

    html ─ read ─▶ well-formed html ─ rewrite_tags ─▶ html ─ guard ─▶ html
           nh3, generous:             each tag: _rewrite,    nh3, strict:
           _read, _bounds             bleach's policy        has to agree

`docs/sanitizing.md` explains the policy. The package `explain` tells what was done to one body, for
people; it reads once more, with a parser that knows lines, so that `clean` need not.
"""

from feedpub.sanitizer._bounds import TooComplexError
from feedpub.sanitizer._clean import clean, passes, places
from feedpub.sanitizer._images import real_source
from feedpub.sanitizer._markup import takes_the_rest

__all__ = ["TooComplexError", "clean", "passes", "places", "real_source", "takes_the_rest"]
