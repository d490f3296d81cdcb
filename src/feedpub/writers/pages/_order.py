"""Sort names as people look for them: by letter, not by the number of a character."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from typing import Final

DIGITS: Final = "#"
OTHERS: Final = "…"

# Letters that Unicode does not take apart. ``script.js`` has the same.
_LETTERS: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)

# Numbers are sorted by their value, up to so many digits.
_DIGITS: Final = 12
_NUMBER: Final = re.compile(r"[0-9]{1,12}")

# GB 2312 has the 3,755 most common characters in the order of their pinyin: the first of each
# initial, and the end.
_PINYIN: Final = (*"ABCDEFGHJKLMNOPQRSTWXYZ", "")
_FIRSTS: Final = (
    *(character.encode("gb2312") for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"),
    b"\xd7\xfa",
)


def fold(name: str) -> str:
    """Return `name` without case and without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in parts if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", plain.translate(_LETTERS))


def by_letter(language: str) -> Callable[[str], tuple[int, str, bytes]]:
    """Return the key by which names are sorted on a site in `language`; its second is the letter.

    Digits come before letters, and 9 before 10. Chinese characters are sorted by pinyin among the
    Latin letters on a site in simplified Chinese, by strokes on one in traditional; elsewhere they
    come last.
    """
    tag = language.lower()
    is_traditional = tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo"))
    is_simplified = tag.split("-")[0] == "zh" and not is_traditional
    charset = "big5" if is_traditional else "gb18030" if is_simplified else "utf-8"

    def key(name: str) -> tuple[int, str, bytes]:
        folded = _NUMBER.sub(lambda digits: digits[0].zfill(_DIGITS), fold(name))
        first = next((character for character in folded if character.isalnum()), "")
        letter = first.upper()[:1]
        if not first.isalpha():
            rank, letter = 0, DIGITS
        elif "A" <= letter <= "Z":
            rank = 1
        elif unicodedata.category(first) == "Lo" and first >= "\u1100":
            letter = _initial(first) if is_simplified else ""
            rank, letter = (1, letter) if letter else (3, OTHERS)
        else:
            rank = 2
        return rank, letter, folded.encode(charset, "replace") + folded.encode()

    return key


def _initial(character: str) -> str:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    place = bisect_right(_FIRSTS, code) - 1
    return _PINYIN[place] if place >= 0 else ""
