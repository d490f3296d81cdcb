"""Find out whether the body of a document is Markdown or HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from feedpub.config import Site, matches_glob
from feedpub.entries import looks, templates
from feedpub.entries._comments import hide_comments
from feedpub.entries._matter import Matter
from feedpub.entries._values import scalar

MARKDOWN: Final = (".md", ".markdown", ".mdx")

_NOTHING_AROUND: Final = templates.Around()


def is_markdown(matter: Matter, site: Site) -> tuple[bool, str]:
    """Tell whether the body is Markdown, and how that is known."""
    document = matter.document
    said = scalar(matter.value(site.fields.format)).strip().lower()
    if said in ("html", "markdown", "md"):
        return said != "html", "format"
    for key, globs in (("html", site.html), ("markdown", site.markdown)):
        if any(matches_glob(pattern, document.path) for pattern in globs):
            return key == "markdown", f"[documents] {key}"
    if PurePosixPath(document.path).suffix.lower() not in MARKDOWN:
        return False, "the ending of its name"
    return looks.is_markdown(document.body), "how it looks"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as HTML that is not safe yet; `unread` are the template tags that were taken out."""

    html: str
    unread: Mapping[str, int]


def to_html(
    source: str,
    *,
    is_markdown: bool,
    name: str = "",
    is_cut: bool = False,
    around: templates.Around = _NOTHING_AROUND,
) -> Rendered:
    """Turn a body into HTML, with the comments of tools as comments of HTML.

    `name` is the name of its file. `is_cut` tells that `source` is the start of a body, which may
    end inside a comment. `around` is what template tags can ask for.
    """
    ending = PurePosixPath(name).suffix.lower()
    hidden = templates.hide(source, around, is_markdown=is_markdown, is_mdx=ending == ".mdx")
    made = hidden.source
    if is_markdown:
        # Takes long to import, and many projects have no Markdown.
        from feedpub.entries import markdown  # noqa: PLC0415

        made = markdown.to_html(hidden.source, hidden.lines)
    shown, unread = hidden.show(made)
    shown, unread = hidden.show(made)
    has_notes = is_markdown or ending in MARKDOWN
    html = hide_comments(shown, is_markdown=is_markdown, has_notes=has_notes, is_cut=is_cut)
    return Rendered(templates.without_raw(html), unread)
