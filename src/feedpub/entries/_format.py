"""What language the body of a document is written in: Markdown or HTML."""

from pathlib import PurePosixPath

from feedpub import markdown
from feedpub.config import Site, globbed
from feedpub.entries._matter import Matter
from feedpub.entries._values import scalar


def is_markdown(matter: Matter, site: Site) -> tuple[bool, str]:
    """Tell whether the body is Markdown, and by what that is known."""
    document = matter.document
    said = scalar(matter.value("format")).strip().lower()
    if said in ("html", "markdown", "md"):
        return said != "html", "format"
    for key, globs in (("html", site.html), ("markdown", site.markdown)):
        if any(globbed(pattern, document.path) for pattern in globs):
            return key == "markdown", f"[documents] {key}"
    if PurePosixPath(document.path).suffix.lower() not in (".md", ".markdown"):
        return False, "the ending of its name"
    return markdown.is_markdown(document.body), "how it begins"
