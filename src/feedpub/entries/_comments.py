"""Hide what authors write for themselves, in the comments of their tools.

Each becomes a comment of HTML, which the sanitizer removes like any other.

| comment | of |
|---|---|
| ``%%…%%`` | Obsidian, in files that are named as Markdown |
| ``{% comment %}…{% endcomment %}``, ``{% # … %}`` | Liquid (Jekyll, Shopify, Eleventy) |
| ``{# … #}`` | Jinja and its kin (Nunjucks, Twig, Tera) |
| ``{{< comment >}}…{{< /comment >}}``, ``{{/* … */}}`` | Hugo |

In code and between ``{% raw %}`` and ``{% endraw %}`` they are text. An unclosed comment is text
too, for its tool could not build such a page; but in Markdown ``%%`` at the beginning of a line
goes on to the end, as in Obsidian.
"""

import re
from typing import Final

# Hugo's angle brackets have been escaped where the body was Markdown.
_SHORTCODE: Final = r"\{{\{{(?:<|&lt;|%)\s*{}\s*(?:>|&gt;|%)\}}\}}"
_MARK: Final = re.compile(
    r"(?P<comment><!--)"
    r"|<(?P<code>pre|code|kbd|samp|script|style|textarea|xmp)(?=[\s/>])"
    r"|(?P<tag><[a-z/!?][^<>]*>)"
    r"|(?P<raw>\{%-?\s*(?P<block>raw|verbatim|highlight|codeblock)\b[^%{}]*%\})"
    r"|(?P<liquid>\{%-?\s*comment\b[^%{}]*%\})"
    r"|(?P<line>\{%-?\s*\#)"
    r"|(?P<jinja>\{\#-?\s)"
    r"|(?P<action>\{\{-?\s?/\*)"
    rf"|(?P<shortcode>{_SHORTCODE.format('comment')})"
    # In "50%% of them", the sign is doubled by mistake.
    r"|(?P<sign>(?<=[0-9])%%(?=[\s.,;:!?)<，。；：！？）]|\Z))"
    r"|(?P<obsidian>%%)",
    re.IGNORECASE,
)
_CANDIDATE: Final = re.compile(
    r"%%|\{%-?\s*(?:comment|\#)|\{\#|\{\{-?\s?/\*|comment\s*(?:>|&gt;|%)\}"
)
_END: Final = {
    "comment": re.compile("-->"),
    "liquid": re.compile(r"\{%-?\s*endcomment\s*-?%\}"),
    "line": re.compile(r"%\}"),
    "jinja": re.compile(r"\#\}"),
    "action": re.compile(r"\*/\s?-?\}\}"),
    "shortcode": re.compile(_SHORTCODE.format("/comment")),
    "obsidian": re.compile("%%"),
}
_END_OF_CODE: Final = {
    **{
        name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
        for name in ("pre", "code", "kbd", "samp", "script", "style", "textarea", "xmp")
    },
    **{
        name: re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}", re.IGNORECASE)
        for name in ("raw", "verbatim", "highlight", "codeblock")
    },
}
_COMMENTS: Final = frozenset({"liquid", "line", "jinja", "action", "shortcode", "obsidian"})
_LINE_START: Final = re.compile(r"(?:^|[\n>])[ \t]*\Z")
_TAG: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(/?)([a-z][a-z0-9]*)[^<>]*>", re.IGNORECASE | re.DOTALL
)
_VOID: Final = frozenset("area br col embed hr img input link meta param source track wbr".split())
_EMPTIED: Final = "<(p|h[1-6]|li|ol|ul|blockquote|em|s|strong)>"
_EMPTY_AROUND: Final = re.compile(rf"{_EMPTIED}(\s*<!-- [^<>]*-->\s*)</\1>")
_EMPTY_BEFORE: Final = re.compile(rf"{_EMPTIED}\s*</\1>((?:\s*</[a-z0-9]+>){{0,20}}\s*<!-- )")
_EMPTY_AFTER: Final = re.compile(rf"(-->\s*(?:<[a-z0-9]+>\s*){{0,20}}){_EMPTIED}\s*</\2>")
_MOST_LEVELS: Final = 20


def hide_comments(html: str, *, is_markdown: bool, has_notes: bool, is_cut: bool = False) -> str:
    """Turn the comments of tools in `html` into comments of HTML.

    `is_markdown` tells that it was made of Markdown, `has_notes` that it may have been written in
    Obsidian, so that its comments count, and `is_cut` that it may end inside a comment.
    """
    if not _CANDIDATE.search(html):
        return html
    parts, position, absent = [], 0, set[str]()
    while mark := _MARK.search(html, position):
        start, begin = mark.span()
        parts.append(html[position:start])
        position = begin
        name = (mark["code"] or mark["block"] or mark.lastgroup or "").lower()
        end = _END.get(name) or _END_OF_CODE.get(name)
        if end is None or (name == "obsidian" and not has_notes):
            parts.append(mark[0])
            continue
        closed = end.search(html, begin) if name not in absent else None
        if closed is None:
            absent.add(name)
        if name not in _COMMENTS:
            position = closed.end() if closed else begin
            parts.append(html[start:position])
        elif closed or is_cut or (is_markdown and name == "obsidian" and _begins_line(html, start)):
            parts.append(_as_html_comment(html[begin : closed.start() if closed else None]))
            position = closed.end() if closed else len(html)
        else:
            parts.append(mark[0])
    return _without_empty_halves("".join([*parts, html[position:]]))


def _begins_line(html: str, position: int) -> bool:
    return _LINE_START.search(html[max(0, position - 100) : position]) is not None


def _as_html_comment(html: str) -> str:
    """Return a comment of HTML, and keep tags whose other half is outside of the comment."""
    words = _TAG.sub("", html).replace("--", "- -").replace("<", "").replace(">", "")
    ended, opened = _unpaired_tags(html)
    return f"{ended}<!-- {words} -->{opened}"


def _unpaired_tags(html: str) -> tuple[str, str]:
    """Return the end tags in `html` without a start there, and the start tags without an end."""
    ended: list[str] = []
    opened: list[tuple[str, str]] = []
    for tag in _TAG.finditer(html):
        end, name = tag[1], (tag[2] or "").lower()
        if not name or name in _VOID:
            continue
        if not end:
            opened.append((name, tag[0]))
        elif opened and opened[-1][0] == name:
            opened.pop()
        elif not opened:
            ended.append(tag[0])
    return "".join(ended), "".join(written for _, written in opened)


def _without_empty_halves(html: str) -> str:
    """Remove the paragraphs and items of `html` in which there was nothing but a comment."""
    for _ in range(_MOST_LEVELS):
        shorter = _EMPTY_AFTER.sub(r"\1", _EMPTY_BEFORE.sub(r"\2", _EMPTY_AROUND.sub(r"\2", html)))
        if shorter == html:
            break
        html = shorter
    return html
