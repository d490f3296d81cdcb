"""The body of a document: Markdown to HTML, HTML to what a feed may carry, and its summary."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from feedpub import markdown, text, urls
from feedpub.config import Site, globbed
from feedpub.entries._media import FindLocal
from feedpub.entries._reader import Reader
from feedpub.entries._values import scalar, short
from feedpub.model import Asset, Document, Entry, Problem
from feedpub.sanitize import clean

SUMMARY_LENGTH: Final = 200
GIVEN_SUMMARY_LENGTH: Final = 1000

FindPage: TypeAlias = Callable[[str, str], "str | None"]
"""Takes the path of a document and a reference to another in it.

Returns the address of that other, an empty text where it has none, None where it is none.
"""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?|$")


def complete(
    entry: Entry, document: Document, site: Site, find_local: FindLocal, find_page: FindPage
) -> tuple[Entry, tuple[Problem, ...]]:
    """Return `entry` with its sanitized content and its summary, from the same document.

    Files of ``seeds/`` that the body shows or links to are among its assets then.
    """
    reader = Reader(document, site)
    own_page = site.link_of(entry) if entry.permalink is None else None
    local = _Local(reader, site, own_page, find_local, find_page)
    marked = _is_markdown(reader, site)

    def cleaned(html: str) -> str:
        return clean(
            html,
            entry.permalink or site.url,
            has_page=site.link_of(entry) is not None,
            referrer_policy=site.referrer_policy,
            local=local.address,
        )

    def html_of(source: str) -> str:
        return markdown.to_html(source) if marked else source

    html = html_of(document.body)
    content = cleaned(html)
    mark = reader.excerpt_mark()
    # What stands after the mark can define links and notes of what stands before it, so Markdown
    # is cut when it is HTML; a mark of one's own can be anything, and is looked for as written.
    if mark is None:
        before = markdown.excerpt(html)
    else:
        before = html_of(markdown.excerpt(document.body, mark) or "")
    summary = (
        reader.summary()
        or text.cut(text.from_html(cleaned(before)) if before else "", GIVEN_SUMMARY_LENGTH)
        or text.cut(text.from_html(content), SUMMARY_LENGTH)
        or entry.title
    )
    assets = {asset.path: asset for asset in (*entry.assets, *local.assets)}
    # RFC 4287 §4.1.2: an entry without content needs a link; this one may have none.
    content = content or f"<p>{escape(summary, quote=False)}</p>"
    completed = replace(entry, summary=summary, content=content, assets=tuple(assets.values()))
    return completed, tuple(reader.matter.problems)


def _is_markdown(reader: Reader, site: Site) -> bool:
    document = reader.matter.document
    said = scalar(reader.matter.value("format")).strip().lower()
    if said in ("html", "markdown", "md"):
        return said != "html"
    for globs, answer in ((site.html, False), (site.markdown, True)):
        if any(globbed(pattern, document.path) for pattern in globs):
            return answer
    ending = PurePosixPath(document.path).suffix.lower()
    return ending in (".md", ".markdown") and markdown.is_markdown(document.body)


class _Local:
    """Finds what a body names in ``seeds/``: files to copy, and other documents."""

    def __init__(
        self,
        reader: Reader,
        site: Site,
        own_page: str | None,
        find_local: FindLocal,
        find_page: FindPage,
    ) -> None:
        self.assets: list[Asset] = []
        self._own_page = own_page
        self._matter = reader.matter
        self._site = site
        self._find_local = find_local
        self._find_page = find_page
        self._known: dict[str, str | None] = {}

    def address(self, reference: str) -> str | None:
        """Return the address of what `reference` names.

        Empty where it names a document that has none, None where it names nothing here.
        """
        if self._own_page and reference.startswith("#"):
            return urls.absolute(reference, self._own_page)
        if _SCHEME.match(reference):
            return None
        if reference not in self._known:
            self._known[reference] = self._found(reference)
        return self._known[reference]

    def _found(self, reference: str) -> str | None:
        path = self._matter.document.path
        page = self._find_page(path, reference)
        if page is not None:
            if not page:
                what = "is a document that has no address of its own; the link is left out"
                self._warn("link-without-address", f"link to {short(reference)} {what}")
                return ""
            place = reference[reference.find("#") :] if "#" in reference else ""
            return urls.absolute(place, page) or page
        found = self._find_local(path, reference)
        if isinstance(found, str):
            self._warn("file-not-copied", f"{short(reference)} {found}")
            return None
        if found is None:
            return None
        self.assets.append(found)
        return urls.absolute(found.path, self._site.url)

    def _warn(self, code: str, message: str) -> None:
        self._matter.warn(code, "", message)
