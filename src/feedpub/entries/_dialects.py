"""What tools and people write in Markdown beside CommonMark, as rules of markdown-it.

| what | of |
|---|---|
| ``{: .class}``, ``{::options /}``; ``{.class}`` after a link | kramdown; Pandoc, MkDocs |
| ``> [!NOTE]``, ``> [!tip]- Title`` | GitHub, Obsidian |
| ``:::tip Title``, ``::: {.note}`` | Docusaurus, VuePress, Pandoc |
| ``!!! note "Title"``, ``??? note`` | MkDocs, Python-Markdown |
| ``<div markdown="1">`` with Markdown in it | kramdown, Python-Markdown, PHP Markdown Extra |
| ``- [ ] task`` | GitHub |
| ``==marked==`` | Obsidian, Hugo, Typora |
| a bare ``https://…``, ``www.…``, ``a@example.org`` | GitHub |
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon.index import admonition
from mdit_py_plugins.deflist import deflist_plugin

ANYWHERE: Final = ["paragraph", "reference", "blockquote", "list"]

_ATTRIBUTE: Final = (
    r"""(?:[#.][\w:-]{1,100}+|[\w:-]{1,60}+="""
    r"""(?:"[^"{}\n]{0,500}+"|'[^'{}\n]{0,500}+'|[^\s"'{}]{1,200}+))"""
)
_ATTRIBUTES_LINE: Final = re.compile(r"\{:[^{}\n]*\}[ \t]*|\{(?:::|:/)[^{}\n]*\}[ \t]*")
_ATTRIBUTES: Final = re.compile(
    rf"\{{:[ \t]?(?:(?:{_ATTRIBUTE}|[\w-]{{1,60}}+)(?=[ \t}}])[ \t]{{0,9}}+){{0,30}}+\}}"
    r"|\{::[a-z]{1,30}(?:[ \t][^{}\n]{0,500})?\}|\{:/[a-z]{0,30}\}"
)
_ATTRIBUTES_AFTER: Final = re.compile(
    rf"\{{[ \t]?(?:{_ATTRIBUTE}(?=[ \t}}])[ \t]{{0,9}}+){{1,30}}+\}}"
)
_CALLOUT: Final = re.compile(r"\[!([\w-]{1,40})(?:\|[^\]\n]{0,200})?\][+-]?[ \t]*([^\n]*)(?:\n|\Z)")
_CONTAINER: Final = re.compile(r":{3,}[ \t]*(?:\{?\.?([A-Za-z][\w-]*)([^\n]*))?", re.DOTALL)
_IN_BRACKETS: Final = re.compile(r"\[([^\]\n]*)\]")
_ADMONITION: Final = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+[A-Za-z][\w-]*(?=[ \t]|\Z)")
_WITH_NAMES: Final = frozenset(
    "note tip info warning danger caution important success question failure bug example quote"
    " abstract hint error attention".split()
)
_MARKED: Final = re.compile(r"==(?![\s=])((?:[^=\n]|=(?!=)){0,500}?[^\s=])==(?![=A-Za-z0-9])")
_IN_A_WORD: Final = re.compile("[=A-Za-z0-9]==")
# An element that says that Markdown is in it; what stands on the line after its tag; an end tag.
_OF_MARKDOWN: Final = re.compile(
    r"""(<([a-z][a-z0-9]{0,20})(?=\s)[^<>\n]{0,500}?\smarkdown\s?=\s?["']?(?:1|block|span)\b["']?"""
    r"""[^<>\n]{0,500}>)(?:([^\n]*\S)[ \t]*(</\2>)|[ \t]*)[ \t]*""",
    re.IGNORECASE,
)
_END_TAG: Final = re.compile(r"</([a-z][a-z0-9]{0,20})>[ \t]*", re.IGNORECASE)
_TASK: Final = re.compile(r"\[([ xX])\][ \t]+")
_CJK: Final = (
    "\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_BARE: Final = re.compile(
    r"(?<![A-Za-z0-9/@._:-])(?:"
    r"(?:https?://|www\.)[A-Za-z0-9][A-Za-z0-9.-]{0,250}(?::[0-9]{1,5})?"
    rf"(?:[/?#][^\s<>\"`|{_CJK}\u2018-\u201d\u2026]{{0,2000}})?"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})",
    re.IGNORECASE,
)
_LINK_TAG: Final = re.compile(r"<(/?)a[\s>]", re.IGNORECASE)
_AFTER_ADDRESS: Final = "?!.,:*_~'\";"


def use_dialects(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.use(deflist_plugin)
    block, inline, core = parser.block.ruler, parser.inline.ruler, parser.core.ruler
    block.before("fence", "template_line", _template_line, {"alt": ANYWHERE})
    block.before("fence", "attributes_line", _attributes_line, {"alt": ANYWHERE})
    block.before("fence", "container", _container, {"alt": ANYWHERE})
    block.before("fence", "admonition", _admonition, {"alt": ANYWHERE})
    block.before("html_block", "element", _element, {"alt": ANYWHERE})
    block.before("html_block", "end_of_element", _end_of_element, {"alt": ANYWHERE})
    inline.before("emphasis", "attributes", _attributes)
    inline.before("emphasis", "marked", _marked)
    core.before("inline", "callouts", _callouts)
    core.before("inline", "tasks", _tasks)
    core.push("bare_addresses", _bare_addresses)


def _template_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read a line of nothing but words that stand for template tags as a block of its own."""
    words = state.env.get("lines")
    if words is None or state.is_code_block(start):
        return False
    begin, end = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    if not words.fullmatch(state.src, begin, end):
        return False
    if not silent:
        _push_html(state, state.src[begin:end].strip() + "\n")
        state.line = start + 1
    return True


def _attributes_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Drop kramdown's line with attributes for the block above: ``{: .class}``."""
    found = _whole_line(state, start, "{", _ATTRIBUTES_LINE) is not None
    if found and not silent:
        state.line = start + 1
    return found


def _container(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read the first or the last line of a box: what is in it stays, after its title."""
    found = _whole_line(state, start, ":", _CONTAINER)
    if found is None:
        return False
    if not silent:
        name, rest = found[1] or "", (found[2] or "").strip()
        bracket = _IN_BRACKETS.match(rest)
        title = bracket[1] if bracket else "" if rest[:1] in "{}" else rest.strip(":{} ")
        name = name.lower().removeprefix("callout-")
        if not title and name in _WITH_NAMES:
            title = name.capitalize()
        if title:
            state.tokens.extend(_title(title, state.level, start))
        state.line = start + 1
    return True


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read ``!!! note``, where indented lines follow it: in a text, exclamation marks are these."""
    if _whole_line(state, start, "!?", _ADMONITION, is_all=False) is None:
        return False
    line = start + 1
    while line < end and state.isEmpty(line):
        line += 1
    if line >= end or state.sCount[line] < state.blkIndent + 4:
        return False
    return admonition(state, start, end, silent)


def _element(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read the start tag of an element with ``markdown="1"`` alone: what follows is no HTML."""
    found = _whole_line(state, start, "<", _OF_MARKDOWN)
    if found is None:
        return False
    if not silent:
        tag, name, words, end = found.groups()
        _push_html(state, tag)
        if end:
            inline = state.push("inline", "", 0)
            inline.content, inline.map, inline.children = words.strip(), [start, start + 1], []
            _push_html(state, f"{end}\n")
        else:
            state.env.setdefault("elements", []).append(name.lower())
        state.line = start + 1
    return True


def _end_of_element(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Read the end tag of an element with ``markdown="1"`` by itself."""
    opened: list[str] = state.env.get("elements", [])
    found = _whole_line(state, start, "<", _END_TAG) if opened else None
    if found is None or found[1].lower() != opened[-1]:
        return False
    if not silent:
        opened.pop()
        _push_html(state, f"{found[0].strip()}\n")
        state.line = start + 1
    return True


def _push_html(state: StateBlock, html: str) -> None:
    token = state.push("html_block", "", 0)
    token.content = html


def _whole_line(
    state: StateBlock, line: int, first: str, form: re.Pattern[str], *, is_all: bool = True
) -> re.Match[str] | None:
    """Match a line that begins with one of the characters `first` and is not indented code."""
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if start >= end or state.src[start] not in first or state.is_code_block(line):
        return None
    return form.fullmatch(state.src, start, end) if is_all else form.match(state.src, start, end)


def _attributes(state: StateInline, silent: bool) -> bool:
    """Drop kramdown's attributes of what stands before them, and those of Pandoc."""
    if state.src[state.pos] != "{":
        return False
    found = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if found is None and state.pos and state.src[state.pos - 1] in ")]`*_":
        found = _ATTRIBUTES_AFTER.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ") if found.end() == state.posMax else state.pending
    state.pos = found.end()
    return True


def _marked(state: StateInline, silent: bool) -> bool:
    """Read ``==marked==``; in ``a==b`` it is a comparison."""
    found = _MARKED.match(state.src, state.pos, state.posMax)
    if found is None or _IN_A_WORD.match(state.src, max(0, state.pos - 1)):
        return False
    if not silent:
        end = state.posMax
        state.pos, state.posMax = found.span(1)
        state.push("mark_open", "mark", 1)
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = end
    state.pos = found.end()
    return True


def _callouts(state: StateCore) -> None:
    """Turn the first line of a quotation such as ``[!NOTE] Title`` into its title."""
    tokens = state.tokens
    made: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        made.append(token)
        position += 1
        if token.type != "blockquote_open" or position + 2 >= len(tokens):
            continue
        inline = tokens[position + 1]
        found = _CALLOUT.match(inline.content) if inline.type == "inline" else None
        if found is None or tokens[position].type != "paragraph_open":
            continue
        title = found[2].strip() or found[1].replace("-", " ").capitalize()
        line = inline.map[0] if inline.map else 0
        made += _title(title, inline.level, line)
        inline.content = inline.content[found.end() :]
        if not inline.content.strip():
            position += 3
    state.tokens = made


def _title(title: str, level: int, line: int) -> Iterator[Token]:
    """Yield the tokens of a paragraph with the title of a box."""
    words = Token("inline", "", 0, content=title, children=[], meta={"is_title": True})
    for token in (Token("paragraph_open", "p", 1), words, Token("paragraph_close", "p", -1)):
        token.block, token.level, token.map = True, level, [line, line + 1]
        yield token


def _tasks(state: StateCore) -> None:
    """Show whether a task in a list is done; a feed has no boxes to tick."""
    for number, token in enumerate(state.tokens):
        if (
            token.type == "inline"
            and number > 1
            and state.tokens[number - 2].type == "list_item_open"
            and (found := _TASK.match(token.content))
        ):
            token.content = f"{'☐' if found[1] == ' ' else '☑'} {token.content[found.end() :]}"


def _bare_addresses(state: StateCore) -> None:
    """Make links of addresses that stand in the text, and titles of boxes bold."""
    for token in state.tokens:
        if token.type != "inline" or not token.children:
            continue
        if "://" in token.content or "www." in token.content or "@" in token.content:
            token.children = list(_with_links(token.children))
        if token.meta.get("is_title"):
            token.children = [_html("<strong>"), *token.children, _html("</strong>")]


def _with_links(children: list[Token]) -> Iterator[Token]:
    links = 0
    for child in children:
        if child.type in ("link_open", "link_close"):
            links += child.nesting
        elif child.type == "html_inline" and (tag := _LINK_TAG.match(child.content)):
            links += -1 if tag[1] else 1
        if child.type != "text" or links > 0:
            yield child
            continue
        position = 0
        for found in _BARE.finditer(child.content):
            written = _without_what_follows(found[0])
            host = re.sub(r"^https?://", "", written, flags=re.IGNORECASE).rstrip(".")
            if not host or (written.lower().startswith("www.") and "." not in written[4:]):
                continue
            address = written
            if "@" in written and "://" not in written and not written.lower().startswith("www."):
                address = f"mailto:{written}"
            elif "://" not in written:
                address = f"http://{written}"
            end = found.start() + len(written)
            yield _text(child.content[position : found.start()])
            yield _html(f'<a href="{escape(address)}">{escape(written, quote=False)}</a>')
            position = end
        yield _text(child.content[position:])


def _without_what_follows(address: str) -> str:
    """Take off what ends a sentence, and the brackets around an address."""
    opened, closed = address.count("("), address.count(")")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")" and closed > opened:
            closed -= 1
        elif last not in _AFTER_ADDRESS:
            break
        end -= 1
    return address[:end]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)
