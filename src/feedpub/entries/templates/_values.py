"""Say what ``{{ … }}`` stands for."""

import re
from html import escape
from typing import Final

from feedpub.entries.templates._write import BLOG, Written

_PART: Final = re.compile(r"""(?:"[^"]*"|'[^']*'|[^|"'])+""")
_STRING: Final = re.compile(r"""["']([^"']*)["']""")
_OF_ADDRESSES: Final = frozenset(
    "relative_url absolute_url url prepend append htmlbaseurl htmlBaseUrl strip_index abs_url"
    " rel_url absurl relurl absURL relURL safe escape xml_escape uri_escape".split()
)
_ROOTS: Final = frozenset(
    "site.baseurl site.base_url site.basepath baseurl base_url .site.baseurl config.root site.root"
    " pathprefix .site.basepath".split()
)
_SITES: Final = frozenset("site.url config.url site.github.url siteurl site.siteurl".split())
_TITLES: Final = frozenset("page.title post.title page.data.title .title frontmatter.title".split())
_NAMES: Final = frozenset("site.title config.title site.name .site.title".split())


def write_value(expression: str, *, title: str, site: str) -> Written | None:
    """Return the HTML for an expression such as ``site.baseurl``; None where only its tool knows.

    `title` is the title of the document, and `site` the title of the site.
    """
    first, *filters = (part.strip() for part in _PART.findall(expression) or [""])
    known = first.removeprefix("$").lower()
    names = {re.split(r"[:\s(]", one, maxsplit=1)[0] for one in filters}
    if not names <= _OF_ADDRESSES:
        return None
    text = _STRING.fullmatch(first)
    if text:
        return _text(text[1])
    if known in _ROOTS | _SITES:
        after = _appended_text(filters)
        return Written(BLOG if known in _SITES else "", f"{BLOG}{after}")
    if known in _TITLES and title:
        return _text(title)
    if known in _NAMES and site:
        return _text(site)
    return None


def _text(text: str) -> Written:
    return Written(escape(text, quote=False), text)


def _appended_text(filters: list[str]) -> str:
    found = (re.fullmatch(r"""append:\s*["']([^"']*)["']""", one) for one in filters)
    return "".join(one[1] for one in found if one)
