"""Turn Markdown, as people and site generators write it, into HTML that is not safe yet.

The dialect is CommonMark with tables, strikethrough and footnotes (``[^1]``; not ``^[1]``, which
some write for raised figures). What Jekyll, Hexo, Hugo and Pandoc add to code blocks and headings
is read or dropped, so that none of it is left in the text. Footnotes have the ids that
markdown-it gives them (``fn1``, ``fnref1``). Entries on one page share these ids; unique ones
would help nobody, for feed readers strip ids. Beside Chinese, Japanese and Korean, which have no
spaces, ``**`` and ``~~`` may be next to punctuation.

Nothing raises: whatever is nested or expands beyond the bounds below stays in the page as text.
"""

import re
from collections.abc import Callable
from html import escape
from itertools import pairwise
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import isWhiteSpace
from markdown_it.rules_block import StateBlock, paragraph, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from mdit_py_plugins.footnote import footnote_plugin

DEEPEST: Final = 20
"""The most levels of lists and block quotes; a list is two. Anything deeper is a paragraph."""

_MOST_NESTED: Final = DEEPEST + 2  # markdown-it drops a block of that level with all that follows
_MOST_MARKS: Final = 250_000  # each can become an object of half a kilobyte and 50 µs
_MARKS: Final = "*_~[]!<&\\`|\n"
_LONGEST_NOTE_NAME: Final = 200

# CommonMark §4.6, kinds 1 and 6, without what stands alone in a Markdown text: iframe, hr, link.
_BLOCK = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    r"|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header"
    r"|html|legend|li|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|pre|script|search"
    r"|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|\Z)"
    r"|<!doctype\b|<\?xml\b",
    re.IGNORECASE,
)
_START_TAG = re.compile(r"<[a-z][a-z0-9-]*(?=[\s/>]|\Z)", re.IGNORECASE)
_BLANK = re.compile(r"[\s\ufeff\u200b]*")
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(pre|script|style|textarea)(?=[\s/>])[^<>]*>.*?(?:</\1|\Z)"
    r"|<[a-z/!?][^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]|```|~~~|[-*+][ \t]|[0-9]{1,9}\.[ \t]|>[ \t])"
    r"|\]\(|\*\*[^\s*][^*\n]*\*\*|\S[ \t\r]*\n {0,3}(?:=+|--+)[ \t\r]*$",
    re.MULTILINE,
)

_MORE = re.compile(r"<!--\s*more(?:\s[^<>]*?)?-->", re.IGNORECASE)
# An unclosed block goes on to the end, as in CommonMark.
_FENCED = re.compile(
    r"^[ \t]*(?P<fence>`{3,}+(?=[^`\n]*$)|~{3,}+).*(?:\n.*)*?"
    r"(?:\n[ \t]*(?P=fence)[`~]*[ \t\r]*$|\Z)",
    re.MULTILINE,
)

# "js {linenos=true}", "{.python}", "{#id .python}", "{r, echo=FALSE}", "python:file.py"
_LANGUAGE = re.compile(r"\s*(?:\{\s*(?:#[^\s}]*\s*)?\.?)?([\w+#.-]*+)(?!=)")
_HIGHLIGHT = re.compile(r"\{%-?[ \t]*highlight[ \t]+([\w+#.-]+)(?:[ \t][^%\n]*)?%\}[ \t]*")
_END_HIGHLIGHT = re.compile(r"\{%-?[ \t]*endhighlight[ \t]*-?%\}[ \t]*")
_ATTRIBUTES_LINE = re.compile(r"\{:[^{}\n]*\}[ \t]*")
_ATTRIBUTES = re.compile(r":?[ \t]*(?:[#.][^{}]*|-|[\w-]+=[^{}]*)\}")
# Wide, fullwidth or halfwidth characters (UAX #11) without emoji, and Hangul; of Unicode 17.
# Unassigned code points are included where that shortens the list.
_CJK = (
    "\u1100-\u11ff\u20a9\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u3247"
    "\u3250-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f\uff01-\uffee"
    "\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U0001d300-\U0001d376\U0001f200\U0001f202-\U0001f219"
    "\U0001f21b-\U0001f22e\U0001f230\U0001f231\U0001f237\U0001f23b-\U0001f24f\U0001f252-\U0001f265"
    "\U00020000-\U0003ffff"
)
_CJK_NEXT = re.compile(f"[{_CJK}]")
# A variation selector may come after the character.
_CJK_LAST = re.compile(rf"(?<=[{_CJK}\U000e0100-\U000e01ef])|(?<=[{_CJK}][\ufe00-\ufe0e])")
_NOTE = re.compile(rf"\[\^[^\]\s]{{1,{_LONGEST_NOTE_NAME}}}\]")


def is_markdown(body: str) -> bool:
    """Tell whether the body of a document named ``.md`` is Markdown, and not all HTML.

    It is HTML where it begins with a block of HTML, as a body that a script took from a page; or
    where it begins with another tag and no line looks like Markdown.
    """
    start = _start(body)
    if _BLOCK.match(body, start):
        return False
    if not _START_TAG.match(body, start):
        return True
    return _MARKDOWN.search(_MARKUP.sub("<>", body)) is not None


def to_html(markdown: str) -> str:
    """Turn `markdown` into HTML, and keep the HTML in it as it is.

    A text with more marks than any person writes is shown as it is, in a ``<pre>``.
    """
    if sum(map(markdown.count, _MARKS)) > _MOST_MARKS:
        return f"<pre>{escape(markdown)}</pre>\n"
    budget = _References(10 * len(markdown) + 100_000)
    rendered: str = _PARSER.render(markdown, {"references": budget})
    return rendered


def excerpt(body: str, mark: str | None = None) -> str | None:
    """Return the part of a body before the excerpt mark, None without a mark.

    The mark is `mark` where the document names one (an empty mark means no excerpt), else
    ``<!--more-->``. In a fenced code block of Markdown it is code.
    """
    if mark == "":
        return None
    if _place_of(mark, body) < 0:
        return None
    text = _FENCED.sub(lambda code: " " * len(code[0]), body) if is_markdown(body) else body
    place = _place_of(mark, text)
    return body[:place] if place >= 0 else None


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


class _References(dict[str, Any]):
    """The link definitions of a document, up to a limit for the text that they expand to.

    Ten thousand ``[a]`` and one long address would make a page of gigabytes.
    """

    def __init__(self, left: int) -> None:
        super().__init__()
        self._left = left

    def get(self, label: str, default: Any = None) -> Any:
        found = super().get(label)
        if found is None or self._left < 0:
            return default
        self._left -= len(found["href"]) + len(found["title"])
        return found


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return not silent and state.level >= DEEPEST and paragraph(state, start, end, silent)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table, unless earlier tables have expanded the document too far.

    A row of one cell is filled up to the columns of the first row: few bytes make a hundred cells.
    """
    if state.env.get("cells", 0) > len(state.src) + 100_000:
        return False
    before = len(state.tokens)
    found = table(state, start, end, silent)
    state.env["cells"] = state.env.get("cells", 0) + len(state.tokens) - before
    return found


def _highlight(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read Jekyll's ``{% highlight ruby %}`` as a fenced code block."""
    opening = _liquid(state, start, _HIGHLIGHT)
    if silent or not opening:
        return opening is not None
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent):
        if _liquid(state, last, _END_HIGHLIGHT):
            break
        last += 1
    token = state.push("fence", "code", 0)
    token.info = opening[1]
    token.content = state.getLines(start + 1, last, state.sCount[start], True)
    state.line = last + (last < end and _liquid(state, last, _END_HIGHLIGHT) is not None)
    return True


def _attributes_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Drop kramdown's line with attributes for the block above: ``{: .class}``."""
    found = _liquid(state, start, _ATTRIBUTES_LINE) is not None
    if found and not silent:
        state.line = start + 1
    return found


def _liquid(state: StateBlock, line: int, form: re.Pattern[str]) -> re.Match[str] | None:
    """Match a whole line that begins with a brace and is not indented code."""
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("{", start) or state.is_code_block(line):
        return None
    return form.fullmatch(state.src, start, state.eMarks[line])


def _no_note(state: StateInline, silent: bool) -> bool:
    """Read ``[^`` as text where no footnote is named; the plugin would search for its end."""
    if not state.src.startswith("[^", state.pos) or _NOTE.match(state.src, state.pos):
        return False
    if not silent:
        state.pending += "["
    state.pos += 1
    return True


def _beside_cjk(read: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Allow marks that `read` finds to begin and end emphasis beside a CJK character.

    CommonMark leaves ``**“文”**字`` as it is, because no space comes after it. The rule is from
    github.com/tats-u/markdown-cjk-friendly, which leaves underscores alone.
    """

    def read_beside_cjk(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not read(state, silent):
            return False
        end = state.pos
        if (
            state.src[start] != "_"
            and start > 0
            and end < state.posMax
            and not isWhiteSpace(ord(state.src[start - 1]))
            and not isWhiteSpace(ord(state.src[end]))
            and (_CJK_LAST.match(state.src, start) or _CJK_NEXT.match(state.src, end))
        ):
            for delimiter in state.delimiters[known:]:
                delimiter.open = delimiter.close = True
        return True

    return read_beside_cjk


def _tidy(state: StateCore) -> None:
    """Reduce the first line of a fence to its language, and a heading to its text."""
    for token in state.tokens:
        if token.type == "fence":
            found = _LANGUAGE.match(token.info)
            token.info = found[1] if found else ""
    for opening, heading in pairwise(state.tokens):
        if opening.type == "heading_open":
            text, brace, attributes = heading.content.rpartition("{")
            if brace and _ATTRIBUTES.fullmatch(attributes):
                heading.content = text.rstrip()


def _per_cent_signs(state: StateCore) -> None:
    """Keep an escaped per cent sign from being read as a mark of Obsidian's."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text_special" and child.content == "%":
                child.type, child.content = "html_inline", "&#37;"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED, "xhtmlOut": False})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin, inline=False)
    block = parser.block.ruler
    anywhere = ["paragraph", "reference", "blockquote", "list"]
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    block.before("table", "too_deep", _too_deep)
    block.before("fence", "highlight", _highlight, {"alt": anywhere})
    block.before("fence", "attributes_line", _attributes_line, {"alt": anywhere})
    inline = parser.inline.ruler
    inline.at("emphasis", _beside_cjk(emphasis.tokenize))
    inline.at("strikethrough", _beside_cjk(strikethrough.tokenize))
    inline.before("footnote_ref", "no_note", _no_note)
    parser.core.ruler.after("block", "tidy", _tidy)
    parser.core.ruler.after("inline", "per_cent_signs", _per_cent_signs)
    return parser


_PARSER: Final = _parser()
