"""What a page puts beside its text: numbers of lines, anchors of headings, buttons that copy.

Style sheets set them apart; in a reader they would be words of the text. So they go before the
classes do that tell what they are, and only where they hold nothing else.
"""

import re
from typing import Final

from feedpub.sanitizer._inside import Inside, elements, text

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


def may_be_furniture(name: str, attributes: dict[str, str]) -> bool:
    """Tell whether an element looks as if it were no text; what it holds has to be looked at."""
    if name == "a" and attributes.get("href", "").startswith("#"):
        return True
    classes = attributes.get("class", "")
    return (bool(classes) and (_numbers_lines(classes) or bool(_COPIES.search(classes)))) or (
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
    is_set_apart = _numbers_lines(classes) or _NOT_SELECTED.search(attributes.get("style", ""))
    return bool(is_set_apart) and _ONLY_NUMBERS.fullmatch(words) is not None


def _numbers_lines(classes: str) -> bool:
    return not _NUMBERS.isdisjoint(classes.lower().split())
