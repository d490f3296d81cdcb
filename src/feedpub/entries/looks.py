"""Tell from a body alone whether it is Markdown or HTML, and where its excerpt ends."""

import re
from typing import Final

# CommonMark §4.6, kinds 1 and 6, without what stands alone in a Markdown text: iframe, hr, link.
_BLOCK_NAMES: Final = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    "|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header"
    "|html|legend|li|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|pre|script|search"
    "|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|track|ul"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCK_NAMES})(?=[\s/>]|\Z)", re.IGNORECASE)
_WHOLE_PAGE = re.compile(r"<!doctype\b|<\?xml\b|<(?:html|head|body)(?=[\s/>]|\Z)", re.IGNORECASE)
_START_TAG = re.compile(r"<[a-z][a-z0-9-]*(?=[\s/>]|\Z)", re.IGNORECASE)
_BLANK = re.compile(r"[\s\ufeff\u200b]*")
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<code>pre|script|style|textarea)(?=[\s/>])[^<>]*>.*?(?:</(?P=code)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?P<rest>[^<>]*)>"
    r"|<[a-z/!?][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_VOID: Final = frozenset(
    "area base basefont br col embed frame hr img input link meta param source track wbr".split()
)
_FOR_MARKDOWN = re.compile(
    r"""<[a-z][^<>]*?\smarkdown\s*=\s*["']?(?:1|block|span)\b""", re.IGNORECASE
)
_MOST_LOOKED_BACK: Final = 100
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_MARKDOWN = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]|```|~~~|[-*+][ \t]|[0-9]{1,9}\.[ \t]|>[ \t])"
    r"|\]\(|\*\*[^\s*][^*\n]*\*\*|\S[ \t\r]*\n {0,3}(?:=+|--+)[ \t\r]*$",
    re.MULTILINE,
)
# What begins a paragraph of Markdown, and no paragraph of a text in HTML.
_SURE = re.compile(
    r"\n[ \t\r]*\n {0,3}(?:#{1,6}[ \t]+\S|```|~~~|\|[^\n]*\|[ \t\r]*\n|:::|!\[|\[[^\]\n]*\]\()"
    r"|\]\((?!\s)|\*\*[^\s*][^*\n]*\*\*"
)
_LIKELY = re.compile(r"\n[ \t\r]*\n {0,3}(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|>[ \t])")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n {0,3}[^\s<]")
_SURE_INSIDE = re.compile(
    r"\n[ \t\r]*\n(?:#{1,6}[ \t]+\S|```|~~~|!\[[^\]\n]*\]\(|\*\*[^\s*]|[-*+][ \t]+\S)"
)
# As Markdown, the source of HTML would be shown.
_HTML_AS_CODE = re.compile(r"\n[ \t\r]*\n(?: {4}|[ ]{0,3}\t)[ \t]*</?[a-z]", re.IGNORECASE)

# Hexo's, Hugo's and Zola's; Docusaurus'; Nikola's.
_MORE = re.compile(
    r"<!--\s*(?:more|truncate|teaser_end|end_teaser)(?:[\s:][^<>]*?)?-->",
    re.IGNORECASE,
)
# An unclosed block goes on to the end, as in CommonMark.
_FENCED = re.compile(
    r"^[ \t]*(?P<fence>`{3,}+(?=[^`\n]*$)|~{3,}+).*(?:\n.*)*?"
    r"(?:\n[ \t]*(?P=fence)[`~]*[ \t\r]*$|\Z)",
    re.MULTILINE,
)


def is_markdown(body: str) -> bool:
    """Tell whether the body of a document named ``.md`` is Markdown, and not all HTML.

    It is HTML where it begins with a tag and nothing outside of elements looks like Markdown: so a
    script writes a body that it took from a page. Markdown too may begin with a block of HTML,
    which ends at the first blank line.
    """
    start = _start(body)
    if _WHOLE_PAGE.match(body, start):
        return False
    if _BLOCK.match(body, start):
        return _is_markdown_with_blocks(body[start:])
    if not _START_TAG.match(body, start):
        return True
    return _MARKDOWN.search(_MARKUP.sub("<>", body)) is not None


def excerpt(body: str, mark: str | None = None, *, is_markdown: bool = False) -> str | None:
    """Return the part of a body before the excerpt mark, None without a mark.

    The mark is `mark` where the document names one (an empty mark means no excerpt), else
    ``<!--more-->`` or what other tools have for it. In a fenced code block of Markdown it is code.
    """
    if mark == "":
        return None
    if _place_of(mark, body) < 0:
        return None
    text = _FENCED.sub(lambda code: " " * len(code[0]), body) if is_markdown else body
    place = _place_of(mark, text)
    return body[:place] if place >= 0 else None


def _is_markdown_with_blocks(body: str) -> bool:
    """Tell whether a body that begins with a block of HTML is Markdown all the same."""
    if _FOR_MARKDOWN.search(body):
        return True
    outside, inside = _outside_and_inside(body)
    if _SURE.search(outside):
        return True
    if _HTML_AS_CODE.search(body):
        return False
    paragraphs = sum(1 for _ in _PARAGRAPH.finditer(outside))
    return bool(paragraphs > 1 or _LIKELY.search(outside) or _SURE_INSIDE.search(inside))


def _outside_and_inside(body: str) -> tuple[str, str]:
    """Return the text outside of elements, and that in them; ``<>`` stands for each tag.

    A paragraph that is not closed ends at a blank line.
    """
    texts: tuple[list[str], list[str]] = ([], [])
    opened: list[str] = []
    position = 0
    for tag in (*_MARKUP.finditer(body), None):
        text = body[position : tag.start() if tag else None]
        blank = _BLANK_LINE.search(text) if opened[-1:] == ["p"] else None
        if blank:
            texts[1].append(text[: blank.start()])
            text = text[blank.start() :]
            opened.pop()
        texts[bool(opened)].append(f"{text}<>")
        if tag:
            position = tag.end()
            _enter_or_leave(tag, opened)
    return "".join(texts[0]), "".join(texts[1])


def _enter_or_leave(tag: re.Match[str], opened: list[str]) -> None:
    name = (tag["name"] or "").lower()
    if not name or name in _VOID or tag["rest"].endswith("/"):
        return
    if not tag["end"]:
        if opened[-1:] == ["p"] and _BLOCK.match(tag[0]):
            opened.pop()
        opened.append(name)
    elif name in opened[-_MOST_LOOKED_BACK:]:
        while opened.pop() != name:
            pass


def _place_of(mark: str | None, text: str) -> int:
    if mark is not None:
        return text.find(mark)
    found = _MORE.search(text)
    return found.start() if found else -1


def _start(body: str) -> int:
    """Return where `body` begins, after white space and comments.

    An excerpt mark does not count as a comment: it shows that a site generator is to read the body.
    """
    position = 0
    while True:
        blank = _BLANK.match(body, position)
        position = blank.end() if blank else position
        if not body.startswith("<!--", position) or _MORE.match(body, position):
            return position
        end = body.find("-->", position + len("<!--"))
        position = len(body) if end < 0 else end + len("-->")
