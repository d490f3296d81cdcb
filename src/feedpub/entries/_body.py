"""Turn the body of a document into safe HTML and a summary."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from html import escape
from typing import Any, Final, TypeAlias

from feedpub.config import CONFIG_PATH, Site, TitleInBody
from feedpub.entries import looks, templates
from feedpub.entries._cover import cover_in
from feedpub.entries._format import Rendered, is_markdown, to_html
from feedpub.entries._matter import Matter
from feedpub.entries._media import FindLocal, files_of, other_case, resolve_reference
from feedpub.entries._reader import GIVEN_SUMMARY_LENGTH, Reader
from feedpub.entries._summary import prose
from feedpub.entries._title import repeated_title
from feedpub.entries._values import first_of, short
from feedpub.model import PLACES, Asset, Document, Entry, Problem, Unusable
from feedpub.sanitizer import clean, places, takes_the_rest
from feedpub.source import assets, media_files
from feedpub.source.anywhere import MARK as ANYWHERE
from feedpub.source.passed_over import ENDINGS
from feedpub.web import text, urls

SUMMARY_LENGTH: Final = 200

FindPage: TypeAlias = Callable[[str, str], "str | None"]
"""Takes the path of a document and a reference in it to another document.

Returns the address of the other document, an empty text where it has no address, None where the
reference does not lead to a document.
"""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?|$")
_START_TAG = re.compile(r"<(?!br>)[a-z]")  # as places are counted
_NAME_OF_SOURCE = re.compile(r"[^:?#]*\.(?:md|markdown|mdx)(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"[^?#]*")

# How many of the folders above a document are looked in for what its tags name.
_MOST_FOLDERS: Final = 6

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
        origin = site.origin_of(entry.path, entry.permalink)
        self._local = _Local(reader, site, origin, own_page, find_local, find_page)
        self._sanitize = sanitize
        self._rules: dict[str, Any] = {
            "base": site.base_of(origin),
            "has_page": site.link_of(entry) is not None,
            "referrer_policy": site.referrer_policy,
            "local": self._local.address,
            "cover": entry.cover.url if entry.cover else None,
            "unfound": self._local.note_unfound if origin is None else None,
        }

    def complete(self) -> Entry:
        """Return the entry with content and summary."""
        entry, written = self._entry, self.reader.matter.document.body
        rendered = self._render(written)
        html = rendered.html
        content = self._make_safe(html)
        found = places(html, content, **self._rules) if self._local.own_page else ()
        if self._site.title_in_body is TitleInBody.REMOVE:
            content, found = _without_title(content, found, entry.title)
        self._warn_of_what_is_lost(html)
        self._warn_of_templates(rendered.unread)
        self._local.warn_of_unfound()
        before = self._before_the_mark(written, html)
        summary = self._summary(before, content)
        assets = {asset.path: asset for asset in (*entry.assets, *self._local.assets)}
        self.is_empty = not content
        # RFC 4287 §4.1.2: an entry without content needs a link, which this one may not have.
        content = content or f"<p>{escape(summary, quote=False)}</p>"
        enclosures = entry.enclosures
        if self._site.cover_from_body and not entry.cover:
            cover = cover_in(content, self._local.assets, self._site)
            enclosures += (cover,) if cover else ()
        return replace(
            entry,
            summary=summary,
            content=content,
            places=found,
            enclosures=enclosures,
            assets=tuple(assets.values()),
        )

    def _before_the_mark(self, written: str, html: str) -> str | None:
        """Return what stands before the excerpt mark, as HTML; None without a mark.

        Text after the mark can define links and notes for text before it, so Markdown is cut when
        it is HTML. A mark that is named can be any text, so it is searched in the source.
        """
        mark = self.reader.excerpt_mark()
        named = self._site.excerpt_separator if mark is None else mark
        if named or mark is not None:
            before = looks.excerpt(written, named, is_markdown=self.is_markdown)
            if before is not None or mark is not None:
                return self._render(before or "", is_cut=True).html
        return looks.excerpt(html)

    def _warn_of_templates(self, unread: Mapping[str, int]) -> None:
        if unread:
            what = f"template tags that are not read are taken out: {templates.list_unread(unread)}"
            fix = f"say under [templates] in {CONFIG_PATH} what they mean"
            self.reader.matter.warn("template-tags", "", f"{what}; {fix}, or remove them")

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
        excerpt = self._make_safe(before) if before else ""
        yield "excerpt", text.cut(prose(excerpt, self._entry.title), GIVEN_SUMMARY_LENGTH)
        yield "body", text.cut(prose(content, self._entry.title), SUMMARY_LENGTH)

    def _render(self, source: str, *, is_cut: bool = False) -> Rendered:
        return to_html(
            source,
            is_markdown=self.is_markdown,
            name=self._entry.path,
            is_cut=is_cut,
            around=templates.Around(
                dict(self._site.templates),
                blog=self._site.blog.rstrip("/"),
                site=self._site.title,
                title=self._entry.title,
                resolve=self._local.document,
            ),
        )

    def _make_safe(self, html: str) -> str:
        return self._sanitize(html, **self._rules)


def _without_title(
    content: str, places: tuple[tuple[int, str], ...], title: str
) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return `content` without a heading that repeats `title`, and where its `places` are then."""
    heading = repeated_title(content, title)
    if heading is None:
        return content, places
    begin, end = heading
    before, inside = (_start_tags(content[:begin]), _start_tags(content[begin:end]))
    moved = (
        (n if n < before else n - inside, name)
        for n, name in places
        if not before <= n < before + inside
    )
    return content[:begin] + content[end:], tuple(moved)


def _start_tags(content: str) -> int:
    return len(_START_TAG.findall(content))


class _Local:
    """Finds files and other documents in ``seeds/`` that a body names."""

    def __init__(
        self,
        reader: Reader,
        site: Site,
        origin: str | None,
        own_page: str | None,
        find_local: FindLocal,
        find_page: FindPage,
    ) -> None:
        self.assets: list[Asset] = []
        self._origin = origin
        self.own_page = own_page
        self._matter = reader.matter
        self._site = site
        self._find_local = find_local
        self._find_page = find_page
        self._pages: dict[str, str | None] = {}
        self._files: dict[str, str | None] = {}
        self._is_full = False
        self._unfound: dict[str, None] = {}
        self._dead_links: dict[str, None] = {}

    def note_unfound(self, reference: str, is_link: bool) -> None:
        """Note a link, or a picture, sound or film, whose address is relative to nothing."""
        (self._dead_links if is_link else self._unfound)[reference] = None

    def warn_of_unfound(self) -> None:
        """Warn of all references that were noted, in one warning for links and one for files."""
        files = files_of(self._site)
        why = "and the document no link that it is relative to" if self._origin is None else ""
        if self._unfound:
            fix = "put the file there, or give its http(s) address, or the link of the document"
            what = f"{first_of(self._unfound)} names no file in {files}"
            self._warn("image-not-found", f"{what}, {why}; {fix}")
        if self._dead_links:
            what = f"the link to {first_of(self._dead_links)} leads to no document or file in"
            told = f"{what} {files}, {why}" if why else f"{what} {files}"
            self._warn("link-not-found", f"{told}; correct it, or give an http(s) address")

    def address(self, reference: str) -> str | None:
        """Return the address of the file or document that `reference` names.

        Empty for a document without an address, None where nothing in ``seeds/`` is named.
        """
        found = self._find(reference)
        is_source = _NAME_OF_SOURCE.fullmatch(reference) and not _SCHEME.match(reference)
        if found is None and is_source:
            self.note_unfound(reference, is_link=True)  # no page of a blog has such an address
        return found

    def _find(self, reference: str) -> str | None:
        if reference[:5].lower() == "data:":
            return self._address_of_embedded(reference)
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
        dead = "" if file == "" and self._origin is None else None
        return self._on_blog(reference) or dead

    def document(self, reference: str) -> str | None:
        """Return the address of what a template tag or a wiki link names, None without one.

        Such names need not say where: they are looked for beside the document, then in the folders
        above it, among the posts of Jekyll and Hexo, and at last anywhere.
        """
        if _SCHEME.match(reference) or len(reference) > urls.LONGEST:
            return None
        folders = self._matter.document.path.split("/")[:-1][-_MOST_FOLDERS:]
        above = ["/".join(folders[:end]) for end in range(len(folders), -1, -1)]
        places = (f"/{'/'.join(filter(None, (one, reference.lstrip('/'))))}" for one in above)
        bare = reference.lstrip("/")
        for place in (reference, *places, f"/_posts/{bare}", f"{ANYWHERE}{bare}"):
            found = self._find(place)
            name = _NAME.match(place)[0]  # type: ignore[index] # it always matches
            if found and (self._pages.get(name) or self._files.get(name)):
                return found
        return None

    def _on_blog(self, reference: str) -> str | None:
        """Return the address on the blog of a reference that begins with a slash."""
        if reference.startswith("/") and self._site.is_on_blog(self._origin):
            return resolve_reference(reference, self._origin, self._site)
        return None

    def _look_up(self, name: str) -> None:
        if len(self._pages) == MOST_FILES:
            if not self._is_full:
                what = f"names more than {MOST_FILES} files; others are not looked for"
                self._warn("files-too-many", f"{what}: split it")
            self._is_full = True
            return
        path = self._matter.document.path
        page = self._find_page(path, name)
        if page == "" and not name.lower().endswith(ENDINGS):
            page = None  # an address on the web, which need not be that of a document
        self._pages[name] = page
        if page is None:
            self._files[name] = self._file(name, self._find_local(path, name))
        elif not page:
            what = "is a document without an address, or is not published; the link is left out"
            self._warn("link-without-address", f"link to {short(name)} {what}")

    def _file(self, name: str, found: Asset | Unusable | None) -> str | None:
        """Return the address where a file will be served; empty for one that can't be published."""
        if isinstance(found, Unusable):
            self._warn("file-not-copied", f"{short(name)} {found.why}")
            return ""
        if found is None:
            return None
        if not found.data and (written := media_files.other_spelling(name, found)):
            self._warn("file-name-case", other_case(name, written))
        self.assets.append(found)
        return urls.absolute(found.path, self._site.url)

    def _address_of_embedded(self, reference: str) -> str | None:
        """Return the address where a picture in the text will be served."""
        if reference not in self._files:
            found = assets.read_embedded(self._matter.document.path, reference)
            self._files[reference] = self._file(reference, found)
        return self._files[reference]

    def _warn(self, code: str, message: str) -> None:
        self._matter.warn(code, "", message)
