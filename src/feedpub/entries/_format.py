"""Find out whether the body of a document is Markdown or HTML."""

from pathlib import PurePosixPath

from feedpub.config import Site, matches_glob
from feedpub.entries import markdown
from feedpub.entries._comments import hide_comments
from feedpub.entries._matter import Matter
from feedpub.entries._values import scalar


def is_markdown(matter: Matter, site: Site) -> tuple[bool, str]:
    """Tell whether the body is Markdown, and how that is known."""
    document = matter.document
    said = scalar(matter.value(site.fields.format)).strip().lower()
    if said in ("html", "markdown", "md"):
        return said != "html", "format"
    for key, globs in (("html", site.html), ("markdown", site.markdown)):
        if any(matches_glob(pattern, document.path) for pattern in globs):
            return key == "markdown", f"[documents] {key}"
    if PurePosixPath(document.path).suffix.lower() not in (".md", ".markdown"):
        return False, "the ending of its name"
    return markdown.is_markdown(document.body), "how it begins"


def to_html(source: str, *, is_markdown: bool, is_cut: bool = False) -> str:
    """Turn a body into HTML, with the comments of tools as comments of HTML.

    `is_cut` tells that `source` is the beginning of a body, which may end inside a comment.
    """
    html = markdown.to_html(source) if is_markdown else source
    return hide_comments(html, is_markdown=is_markdown, is_cut=is_cut)
