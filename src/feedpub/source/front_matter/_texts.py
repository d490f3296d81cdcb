"""Mend values of one line that are text but have another meaning in YAML.

``title: #话题# 今天`` is a comment in YAML, ``title: &more to read`` an anchor and a rest. In a
field that holds text it is text, and the author is told.
"""

import json
import re
from typing import Final

from feedpub.source.front_matter import _quotes
from feedpub.source.front_matter._lines import Line
from feedpub.source.front_matter._problems import Broken, quote

_ONE: Final = ("title", "headline", "subject", "description", "excerpt", "summary", "abstract")
_ONE_CHINESE: Final = ("标题", "標題", "摘要", "描述", "简介", "簡介")
_NAMES: Final = ("category", "categories", "tag", "tags", "keyword", "keywords", "topic", "topics")
_NAMES_CHINESE: Final = ("分类", "分類", "标签", "標籤", "关键词", "關鍵詞")
_PEOPLE: Final = ("author", "authors", "series", "作者", "专栏")
_EXACT: Final = frozenset(("name", "label", "caption"))
ONE_TEXT: Final = (*_ONE, *_ONE_CHINESE)
NAMES: Final = (*_NAMES, *_NAMES_CHINESE)
# Every front matter with such a value has one of these characters.
MARKS: Final = (
    *(" #", "'#", '"#', "\t", " &", " !", " *", " {", "[&", "[!", "[*", "[#", ",#", "\\"),
    *sorted({f"{last}: [" for name in ONE_TEXT for last in (name[-1], name[-1].upper())}),
)
TEXTS: Final = (*ONE_TEXT, *NAMES, *_PEOPLE)
# What an item that is a mapping says of a category, a tag or a person.
_OF_A_NAME: Final = frozenset(("name", "title", "label", "slug", "permalink", "url", "id", "key"))

_COMMENT = re.compile(r"(?:^|[ \t])#")
_NO_TEXT: Final = frozenset(("true", "false", "null", "~"))
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}")
_ANCHOR = re.compile(r"([&*])([\w-]++)")
_MARKED_ITEM = re.compile(r"[\[,][ \t]*[&!*]")
_QUOTED_ITEM = re.compile(r"([\[,][ \t]*+)(?:\"(?:[^\"\\]++|\\.)*+\"|'(?:[^']++|'')*+')")
_CONTROL_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\[abefv0]")
_SPACE_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\[nrt]")
_SAFE_ITEM = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^\s:#]*+(?:[ \t][^\s:#]++)*+")

QUOTE_IT: Final = "put the text in '…', with each ' in it doubled"
_HASH: Final = (
    "# begins a comment in YAML, and was read as text;"
    " put the text in '…', or the comment on a line of its own"
)


def on_one_line(text: str) -> str:
    """Write any text in YAML on one line."""
    return json.dumps(text, ensure_ascii=False)


def holds_text(line: Line) -> bool:
    """Tell whether a line is of a field that holds one text or several."""
    name = line.key or line.owner
    return name.endswith(TEXTS) or name in _EXACT


def holds_one_text(line: Line) -> bool:
    """Tell whether a line is of a field that holds one text and never a list."""
    return line.key.endswith(ONE_TEXT)


def is_block(value: str) -> bool:
    """Tell whether a value announces a text on the lines below."""
    return _BLOCK.fullmatch(value.partition(" #")[0].rstrip()) is not None


def anchors(matter: str) -> frozenset[tuple[str, str]]:
    """Return all that could be an anchor (``&``) or an alias (``*``), with its name."""
    return frozenset(_ANCHOR.findall(matter))


def as_text(line: Line, names: frozenset[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the YAML of a value that is meant as text, and a warning.

    None where YAML reads it as it is meant.
    """
    value = line.value
    mark = value[0]
    if mark in "'\"":
        return _in_quotes(line)
    if mark in "[{" and holds_one_text(line):
        return on_one_line(value), _begins(mark)
    if mark == "[":
        plain = _QUOTED_ITEM.sub(r"\1_", value)
        comment = _COMMENT.search(plain)
        within = comment and not plain[: comment.start()].rstrip(" \t").endswith("]")
        marked = _MARKED_ITEM.search(plain) or within
        known = any(_is_known(mark, name, names) for mark, name in _ANCHOR.findall(value))
        items = list_of_texts(value) if marked and not known else None
        return (items, _HASH if "#" in value else QUOTE_IT) if items else None
    if mark in "|>":
        return (on_one_line(value), _HASH) if "#" in value else None
    if mark == "{":
        return None
    if mark in "&*":
        name = _ANCHOR.match(value)
        if name is None or not _is_known(name[1], name[2], names):
            return on_one_line(value), _begins(mark)
    elif mark == "!" and not value.startswith("!!"):
        return on_one_line(value), _begins(mark)
    comment = _COMMENT.search(value)
    if comment and value[: comment.start()].strip().lower() not in _NO_TEXT:
        return on_one_line(value), _HASH
    return None


def _is_known(mark: str, name: str, names: frozenset[tuple[str, str]]) -> bool:
    """Tell whether an alias has an anchor, or an anchor an alias."""
    return ("*" if mark == "&" else "&", name) in names


def _begins(mark: str) -> str:
    return f"{mark} at the beginning has a meaning in YAML, and was read as text; {QUOTE_IT}"


def _in_quotes(line: Line) -> tuple[str, str] | None:
    value = line.value
    end = _quotes.end_of(value)
    rest = value[end:] if end else ""
    if rest[:1] == "#" or (rest.lstrip(" \t")[:1] == "#" and value[-1] == value[0]):
        # ``"a" # b"``: a comment that ends with the quote is hardly one; ``"a"#b`` is none.
        text = _quotes.meant(value)
        if text is None:
            what = f"{quote(value, line.key)} is a text and a comment, or a text with quotes in it"
            raise Broken(line.number, what, f"remove the comment, or {QUOTE_IT}")
        return on_one_line(text), _HASH
    if value[0] == '"' and not rest and "\\" in value and holds_one_text(line):
        return _with_escapes(value)
    return None


def _with_escapes(value: str) -> tuple[str, str] | None:
    """Return a text in which backslashes are not meant as escapes, such as ``"C:\\bin"``."""
    found = _CONTROL_ESCAPE.search(value)
    if found and "\\\\" not in value and '\\"' not in value:
        what = f"{found[0]} is a control character in YAML, and was read as text"
        return on_one_line(value[1:-1]), f"{what}; {QUOTE_IT}"
    found = found or _SPACE_ESCAPE.search(value)
    if found:
        what = f"{found[0]} was read as a space"
        return value, f"{what}; if it is a \\ and a letter, put the text in '…'"
    return None


def list_of_texts(value: str) -> str | None:
    """Return ``[a, b]`` with its texts in quotes; None where it is not a list of texts."""
    if len(value) < 2 or value[-1] != "]":
        return None
    items: list[str] = []
    unfinished: list[str] = []  # an item in quotes that holds a comma
    for piece in value[1:-1].split(","):
        begins = piece.lstrip(" \t")[:1] if not unfinished else unfinished[0].lstrip(" \t")[0]
        unfinished.append(piece)
        last = piece.rstrip(" \t")
        if (
            begins
            and begins in "'\""
            and (
                last.endswith('\\"')
                or not last.endswith(begins)
                or (len(unfinished) == 1 and len(last.lstrip(" \t")) == 1)
            )
        ):
            continue
        item = _item(",".join(unfinished).strip(" \t"))
        if item is None:
            return None
        items.append(item)
        unfinished = []
    return None if unfinished else f"[{', '.join(filter(None, items))}]"


def _item(item: str) -> str | None:
    """Return the YAML of a text in a list; None where it is not certainly a text."""
    if item[:1] in ("[", "{"):
        return None
    if item[:1] not in ("'", '"'):
        return item if not item or _SAFE_ITEM.fullmatch(item) else on_one_line(item)
    if _quotes.end_of(item) == len(item):
        return item
    text = _quotes.meant(item)
    return None if text is None else on_one_line(text)


def is_name_with_colon(line: Line, following: Line | None) -> bool:
    """Tell whether an item such as ``- Rust: the book`` is the name of a category."""
    single = following is None or following.is_item or following.column < line.column
    is_name = line.is_item and line.owner.endswith(NAMES) and line.key not in _OF_A_NAME
    return bool(line.key) and is_name and single and line.alone
