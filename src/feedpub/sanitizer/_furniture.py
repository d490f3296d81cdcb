"""Recognize what a page puts beside its text: line numbers, heading anchors, copy buttons.

Style sheets set them apart; in a reader they would be words of the text. So they go before the
classes do that tell what they are, and only where they hold nothing else.
"""

import re
from typing import Final

from feedpub.sanitizer._inside import Inside, elements, text
from feedpub.sanitizer._languages import LANGUAGES

_NUMBERS: Final = frozenset(
    "gutter ln lnt lineno linenos linenodiv line-number line-numbers linenumber linenumbers"
    " line-numbers-rows lines-number line-num hljs-ln-numbers hljs-ln-line-number rouge-gutter"
    " react-syntax-highlighter-line-number blob-num code-line-number".split()
)
_NOT_SELECTED: Final = re.compile(r"user-select\s*:\s*none", re.IGNORECASE)
_ONLY_NUMBERS: Final = re.compile(r"[0-9\s]*")
_ANCHORS: Final = frozenset(
    "anchor anchor-link anchorjs-link hash-link header-anchor header-link headerlink"
    " heading-anchor heading-link headline-link headinglink toc-anchor zola-anchor".split()
)
_MARKS: Final = frozenset(("", "#", "##", "###", "¶", "§", "🔗", "⚓", "∞", "#️⃣"))
_MARK_NAMES: Final = frozenset(
    ("anchor", "link", "permalink", "link to this heading", "direct link to heading")
)
_COPIES: Final = re.compile(
    r"(?:^|[\s_-])(?:copy|clipboard)[\s_-]?(?:code[\s_-]?)?(?:btn|button|icon|link)?(?:$|[\s_-])"
    r"|(?:^|\s)(?:btn|button|code)-(?:copy|clipboard)(?:$|\s)",
    re.IGNORECASE,
)
_LONGEST_LABEL: Final = 20
_BARS: Final = frozenset(
    "code-actions code-block-extension-header code-block-header code-block-toolbar code-header"
    " code-toolbar-buttons code-tools codeblock-header hljs-button hljs-toolbar highlight-toolbar"
    " highlight-tools pre-header toolbar toolbar-item".split()
)
# The words in the bar above a piece of code; the name of a file is not among them, and stays.
_OF_BARS: Final = LANGUAGES | frozenset(
    "ai click clipboard code code! collapse copied copied! copy copy! download edit expand fold"
    " full fullscreen line lines numbers play raw run screen select selected show hide the this to"
    " toggle unwrap view word wrap ai代码解释 体验ai代码助手 代码解读 代码助手 全屏 展开 折叠 收起"
    " 复制 复制代码 复制成功 复制失败 已复制 运行 运行代码 自动换行 登录后复制 一键复制"
    " コピー".split()
)


_SET_APART: Final = _NUMBERS | _BARS
_CODE: Final = frozenset({"code", "pre", "table"})


def may_be_furniture(name: str, attributes: dict[str, str]) -> bool:
    """Tell whether an element looks as if it were no text; what it holds has to be looked at."""
    if name == "a" and attributes.get("href", "").startswith("#"):
        return True
    classes = attributes.get("class", "")
    return (bool(classes) and (_is_set_apart(classes) or bool(_COPIES.search(classes)))) or (
        "style" in attributes and bool(_NOT_SELECTED.search(attributes["style"]))
    )


def is_furniture(name: str, attributes: dict[str, str], inside: Inside) -> bool:
    """Tell whether an element holds nothing that is part of the text."""
    if not may_be_furniture(name, attributes) or any(
        child in ("img", "audio", "video", "iframe") for child, _ in elements(inside)
    ):
        return False
    words, classes = text(inside).strip(), attributes.get("class", "")
    if name == "a" and attributes.get("href", "").startswith("#"):
        has_class = not _ANCHORS.isdisjoint(classes.lower().split())
        return words in _MARKS - {""} or (has_class and (not words or words.lower() in _MARK_NAMES))
    if _COPIES.search(classes) and len(words) <= _LONGEST_LABEL:
        return True
    if _is_bar(classes) and not any(child in _CODE for child, _ in elements(inside)):
        return _OF_BARS.issuperset(words.lower().split())
    is_set_apart = _numbers_lines(classes) or _NOT_SELECTED.search(attributes.get("style", ""))
    return bool(is_set_apart) and _ONLY_NUMBERS.fullmatch(words) is not None


def _is_set_apart(classes: str) -> bool:
    return not _SET_APART.isdisjoint(classes.lower().split())


def _is_bar(classes: str) -> bool:
    return not _BARS.isdisjoint(classes.lower().split())


def _numbers_lines(classes: str) -> bool:
    return not _NUMBERS.isdisjoint(classes.lower().split())
