"""Turn the body of a document into safe HTML and a summary."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from typing import Any, Final, TypeAlias

from feedpub.config import Site
from feedpub.entries import markdown
from feedpub.entries._format import is_markdown, to_html
from feedpub.entries._matter import Matter
from feedpub.entries._media import FindLocal, resolved
from feedpub.entries._reader import GIVEN_SUMMARY_LENGTH, Reader
from feedpub.entries._values import short
from feedpub.model import PLACES, SEEDS, Asset, Document, Entry, Problem
from feedpub.sanitizer import clean, places, takes_the_rest
from feedpub.source import assets
from feedpub.web import text, urls

SUMMARY_LENGTH: Final = 200

FindPage: TypeAlias = Callable[[str, str], "str | None"]
"""Takes the path of a document and a reference in it to another document.

Returns the address of the other document, an empty text where it has no address, None where the
reference does not lead to a document.
"""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?|$")
_NAME = re.compile(r"[^?#]*")

# Sounds and films, with the way to their files, and links to players that have no title.
_NO_WORDS = re.compile(r"<(audio|video)[ >].*?</\1>|<a href=\"[^\"]*\">→&nbsp;[^<]*</a>", re.DOTALL)

# The most names of files in one body; each is looked up in `seeds/`, at every build.
MOST_FILES: Final = 10_000


def complete(
    entry: Entry, document: Document, site: Site, find_local: FindLocal, find_page: FindPage
) -> tuple[Entry, tuple[Problem, ...]]:
    """Return `entry` with its sanitized content and its summary, from the same document.

    Its assets then include the files of ``seeds/`` that the body shows or links to.
    """
    body = Body(entry, Reader(Matter(document), site), site, find_local, find_page)
    return body.complete(), tuple(body.reader.matter.problems)


class Body:
    """The body of one document, on its way into a feed.

    `is_markdown` tells that it is Markdown, and `told_by` how that is known. After `complete`,
    `summary_from` says what the summary is made of, and `is_empty` that nothing was left of the
    body. `sanitize` is `clean`, or a function with the same result.
    """

    def __init__(
        self,
        entry: Entry,
        reader: Reader,
        site: Site,
        find_local: FindLocal,
        find_page: FindPage,
        sanitize: Callable[..., str] = clean,
    ) -> None:
        self.reader = reader
        self.is_markdown, self.told_by = is_markdown(reader.matter, site)
        self.summary_from = "title"
        self.is_empty = False
        self._entry = entry
        self._site = site
        own_page = site.link_of(entry) if entry.permalink is None else None
        self._local = _Local(reader, site, entry.permalink, own_page, find_local, find_page)
        self._sanitize = sanitize
        self._rules: dict[str, Any] = {
            "base": site.base_of(entry.permalink),
            "has_page": site.link_of(entry) is not None,
            "referrer_policy": site.referrer_policy,
            "local": self._local.address,
            "cover": entry.cover.url if entry.cover else None,
            "unfound": self._local.note_unfound if entry.permalink is None else None,
        }

    def complete(self) -> Entry:
        """Return the entry with content and summary."""
        entry, written = self._entry, self.reader.matter.document.body
        html = self._html_of(written)
        content = self._make_safe(html)
        found = places(html, content, **self._rules) if self._local.own_page else ()
        self._warn_of_what_is_lost(html)
        self._local.warn_of_unfound()
        mark = self.reader.excerpt_mark()
        # Text after the mark can define links and notes for text before it, so Markdown is cut when
        # it is HTML. A document's own mark can be any text, so it is searched in the source.
        if mark is None:
            before = markdown.excerpt(html)
        else:
            before = self._html_of(markdown.excerpt(written, mark) or "", is_cut=True)
        summary = self._summary(before, content)
        assets = {asset.path: asset for asset in (*entry.assets, *self._local.assets)}
        self.is_empty = not content
        # RFC 4287 §4.1.2: an entry without content needs a link, which this one may not have.
        content = content or f"<p>{escape(summary, quote=False)}</p>"
        return replace(
            entry,
            summary=summary,
            content=content,
            places=found,
            assets=tuple(assets.values()),
        )

    def _warn_of_what_is_lost(self, html: str) -> None:
        name, start = takes_the_rest(html) or ("", len(html))
        words = len(text.visible_text(html[start:]).split())
        if words:
            what = "a comment" if name == "!--" else f"<{name}>"
            lost = f"what follows it is lost (words: {words})"
            self.reader.matter.warn("body-cut", "", f"{what} is never closed, so {lost}; close it")

    def _summary(self, before: str | None, content: str) -> str:
        for made_of, summary in self._summaries(before, content):
            if summary:
                self.summary_from = made_of
                return summary
        return self._entry.title

    def _summaries(self, before: str | None, content: str) -> Iterator[tuple[str, str]]:
        """Yield the possible summaries, the best first, each with what it is made of."""
        yield "front matter", self.reader.summary()
        excerpt = _words_of(self._make_safe(before)) if before else ""
        yield "excerpt", text.cut(excerpt, GIVEN_SUMMARY_LENGTH)
        yield "body", text.cut(_words_of(content), SUMMARY_LENGTH)

    def _html_of(self, source: str, *, is_cut: bool = False) -> str:
        return to_html(source, is_markdown=self.is_markdown, is_cut=is_cut)

    def _make_safe(self, html: str) -> str:
        return self._sanitize(html, **self._rules)


def _words_of(content: str) -> str:
    """Return the text of sanitized HTML, without what is for browsers and not for people."""
    return text.from_html(_NO_WORDS.sub("", content))


class _Local:
    """Finds files and other documents in ``seeds/`` that a body names."""

    def __init__(
        self,
        reader: Reader,
        site: Site,
        permalink: str | None,
        own_page: str | None,
        find_local: FindLocal,
        find_page: FindPage,
    ) -> None:
        self.assets: list[Asset] = []
        self._permalink = permalink
        self.own_page = own_page
        self._matter = reader.matter
        self._site = site
        self._find_local = find_local
        self._find_page = find_page
        self._pages: dict[str, str | None] = {}
        self._files: dict[str, str | None] = {}
        self._is_full = False
        self._unfound: dict[str, None] = {}

    def note_unfound(self, reference: str) -> None:
        """Note a picture, sound or film whose address is relative to nothing."""
        self._unfound[reference] = None

    def warn_of_unfound(self) -> None:
        """Warn of what was noted, once for all of it."""
        for first in list(self._unfound)[:1]:
            others = len(self._unfound) - 1
            more = f" (and {others} more like it)" if others else ""
            what = f"{short(first)}{more} names no file in {SEEDS}/, and the document no link"
            fix = "put the file there, or give its http(s) address, or the link of the document"
            self._warn("image-not-found", f"{what} that it is relative to; {fix}")

    def address(self, reference: str) -> str | None:
        """Return the address of the file or document that `reference` names.

        Empty for a document without an address, None where nothing in ``seeds/`` is named.
        """
        if reference[:5].lower() == "data:":
            return self._embedded(reference)
        if self.own_page and reference.startswith("#"):
            return urls.absolute(f"#{PLACES}{reference[1:]}", self.own_page)
        if len(reference) > urls.LONGEST or _SCHEME.match(reference):
            return None
        # The same file, whatever query or fragment comes after its name.
        name = _NAME.match(reference)[0]  # type: ignore[index] # it always matches
        if name not in self._pages:
            self._look_up(name)
        page = self._pages.get(name)
        if page and "#" in reference:
            return urls.absolute(reference[reference.find("#") :], page) or page
        if page is not None:
            return page
        file = self._files.get(name)
        if file:
            return file
        # One that is not copied may well be beside the page of the document, where it has one.
        dead = "" if file == "" and self._permalink is None else None
        return self._on_blog(reference) or dead

    def _on_blog(self, reference: str) -> str | None:
        """Return the address of what is looked for from the root of the blog."""
        if reference.startswith("/") and self._site.is_on_blog(self._permalink):
            return resolved(reference, self._permalink, self._site)
        return None

    def _look_up(self, name: str) -> None:
        if len(self._pages) == MOST_FILES:
            if not self._is_full:
                what = f"names more than {MOST_FILES} files; others are not looked for in {SEEDS}/"
                self._warn("files-too-many", f"{what}: split it")
            self._is_full = True
            return
        path = self._matter.document.path
        page = self._pages[name] = self._find_page(path, name)
        if page is None:
            self._files[name] = self._file(name, self._find_local(path, name))
        elif not page:
            what = "is a document without an address, or is not published; the link is left out"
            self._warn("link-without-address", f"link to {short(name)} {what}")

    def _file(self, name: str, found: Asset | str | None) -> str | None:
        """Return the address where a file will be served, empty for one that will not."""
        if isinstance(found, str):
            self._warn("file-not-copied", f"{short(name)} {found}")
            return ""
        if found is None:
            return None
        self.assets.append(found)
        return urls.absolute(found.path, self._site.url)

    def _embedded(self, reference: str) -> str | None:
        """Return the address where a picture in the text will be served."""
        if reference not in self._files:
            found = assets.embedded(self._matter.document.path, reference)
            self._files[reference] = self._file(reference, found)
        return self._files[reference]

    def _warn(self, code: str, message: str) -> None:
        self._matter.warn(code, "", message)
