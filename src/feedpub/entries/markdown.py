"""Turn Markdown, as people and site generators write it, into HTML that is not safe yet.

The dialect is CommonMark with tables, strikethrough, definition lists and footnotes (``[^1]``; not
``^[1]``, which some write for raised figures). What Jekyll, Hexo, Hugo and Pandoc add to code
blocks and headings is read or dropped, so that none of it is left in the text; `_dialects` has
more of that. Footnotes have the ids that
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

from feedpub.entries._dialects import use_dialects

DEEPEST: Final = 20
"""The most levels of lists and block quotes; a list is two. Anything deeper is a paragraph."""

_MOST_NESTED: Final = DEEPEST + 2  # markdown-it drops a block of that level with all that follows
_MOST_MARKS: Final = 250_000  # each can become an object of half a kilobyte and 50 µs
_MARKS: Final = "*_~[]!<&\\`|\n"
_LONGEST_NOTE_NAME: Final = 200

# "js {linenos=true}", "{.python}", "{#id .python}", "{r, echo=FALSE}", "python:file.py"
_LANGUAGE = re.compile(r"\s*(?:\{\s*(?:#[^\s}]*\s*)?\.?)?([\w+#.-]*+)(?!=)")
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


def to_html(markdown: str, lines: re.Pattern[str] | None = None) -> str:
    """Turn `markdown` into HTML, and keep the HTML in it as it is.

    A line that `lines` matches is a block of HTML. A text with more marks than any person writes is
    shown as it is, in a ``<pre>``.
    """
    if sum(map(markdown.count, _MARKS)) > _MOST_MARKS:
        return f"<pre>{escape(markdown)}</pre>\n"
    budget = _References(10 * len(markdown) + 100_000)
    rendered: str = _PARSER.render(markdown, {"references": budget, "lines": lines})
    return rendered


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
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    block.before("table", "too_deep", _too_deep)
    inline = parser.inline.ruler
    inline.at("emphasis", _beside_cjk(emphasis.tokenize))
    inline.at("strikethrough", _beside_cjk(strikethrough.tokenize))
    inline.before("footnote_ref", "no_note", _no_note)
    parser.core.ruler.after("block", "tidy", _tidy)
    parser.core.ruler.after("inline", "per_cent_signs", _per_cent_signs)
    use_dialects(parser)
    return parser


_PARSER: Final = _parser()
