"""Find the prose in the body of an entry, of which summaries are made."""

import re
from typing import Final

from feedpub.entries._title import without_title
from feedpub.web import text

# Sanitized HTML is well-formed, so the first end tag is that of the element or of one within it.
_NO_PROSE: Final = re.compile(
    r"<(pre|table|audio|video)(?=[ >]).*?</\1>"
    r"|<a href=\"[^\"]*\">→&nbsp;[^<]*</a>"  # a link to a player without a title
    r"|<sup(?: [^<>]*)?>(?:<a(?: [^<>]*)?>)?\[?[0-9*†‡]{1,3}(?::[0-9]+)?\]?(?:</a>)?</sup>"
    r"|<hr(?: [^<>]*)?>\s*<section(?: [^<>]*)?>\s*<ol(?: [^<>]*)?>\s*<li(?: [^<>]*)?>.*",
    re.DOTALL,
)


def prose(content: str, title: str) -> str:
    """Return the text of sanitized HTML that tells what it is about.

    That is all but code, tables, marks of footnotes, what browsers without sound or film show, and
    a heading that repeats `title`; or all of it, where nothing else is left.
    """
    left = text.from_html(_NO_PROSE.sub(" ", without_title(content, title)))
    return left or text.from_html(content)
