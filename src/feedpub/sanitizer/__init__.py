"""Untrusted HTML in, safe HTML out; the only room that knows bleach and nh3.

    html ─ parse ─▶ tree ─ walk ─▶ tokens ─ policy ─▶ tokens ─ write ─▶ html ─ guard ─▶ html
           bleach,         _walk,           bleach             _write          nh3
           _tokenize,      _rewrite
           _parse

bleach does the policy; nh3, a second and independent sanitizer with the same
allow-list, has to agree before anything leaves. `docs/sanitizing.md` explains the policy.
The module `explain` tells what was done to one body, for people; it does it all once more, so
that `clean` need not know.
"""

from feedpub.sanitizer._clean import clean, passes
from feedpub.sanitizer._tokenize import TooComplexError

__all__ = ["TooComplexError", "clean", "passes"]
