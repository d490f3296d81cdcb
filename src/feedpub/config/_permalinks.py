"""List the patterns of permalinks and their placeholders, as each tool knows them."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PLACEHOLDER: Final = re.compile(r":([A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?)(?:\[([^\]/]*)\])?")
"""One placeholder: its name, and Hugo's choice of sections."""

_DATE: Final = ("year", "month", "day")

PLACEHOLDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "hexo": (
        *(*_DATE, "i_month", "i_day", "hour", "minute", "second", "timestamp"),
        *("title", "slug", "name", "post_title", "category", "hash"),
    ),
    "jekyll": (
        *(*_DATE, "i_month", "i_day", "hour", "minute", "second", "short_year", "y_day"),
        *("short_month", "long_month", "w_year", "week", "w_day", "short_day", "long_day"),
        *("title", "slug", "categories", "slugified_categories", "output_ext"),
    ),
    "hugo": (
        *(*_DATE, "monthname", "weekday", "weekdayname", "yearday"),
        *("section", "sections", "title", "slug", "slugorfilename", "filename"),
        *("contentbasename", "slugorcontentbasename"),
    ),
    "docusaurus": ("slug",),
    "astro": ("id", "slug"),
    "eleventy": ("stem", "slug"),
}
"""The placeholders of each tool. In Hexo, any other is the key of the front matter of that name."""

STYLES: Final[Mapping[str, str]] = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""What Jekyll's names of patterns stand for."""


@dataclass(frozen=True, slots=True)
class Permalinks:
    """The pattern of the permalinks of the documents that the glob `paths` names."""

    paths: str
    pattern: str


def unknown_placeholder(pattern: str, tool: str) -> str:
    """Return what is wrong with a pattern of `tool`; empty where it is fine."""
    known = PLACEHOLDERS.get(tool)
    if known is None or tool == "hexo" or (tool == "jekyll" and pattern in STYLES):
        return ""
    for found in PLACEHOLDER.finditer(pattern):
        if found[1] not in known:
            near = difflib.get_close_matches(found[1], known, n=1, cutoff=0.6)
            fix = f"did you mean ':{near[0]}'?" if near else f"known are :{', :'.join(known)}"
            return f"{pattern!r} has ':{found[1]}', which is no placeholder of {tool}; {fix}"
    return ""
