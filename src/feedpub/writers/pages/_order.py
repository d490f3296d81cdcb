"""Sort names as people look for them: by letter, not by the number of a character."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from feedpub.writers.pages._alphabets import own_letters

DIGITS: Final = "#"
OTHERS: Final = "…"

# Letters that Unicode does not take apart. ``script.js`` has the same.
_LETTERS: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)

# In these, a capital I is that of the letter without a dot.
_DOTLESS: Final = ("tr", "az")

# What `own_letters` puts behind a letter.
_MARK: Final = re.compile("[\ue000-\ue0ff]?")

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


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """The place of a name among others; `letter` is the one under which it is listed."""

    rank: int
    position: str
    text: bytes
    letter: str = field(compare=False)


def by_letter(language: str) -> Callable[[str], Place]:
    """Return the key by which names are sorted on a site in `language`.

    Digits come before letters, and 9 before 10. Letters with accents are sorted as those without,
    unless they are letters of their own in the language, as å in Swedish. Chinese characters are
    sorted by pinyin among the Latin letters on a site in simplified Chinese, by strokes on one in
    traditional; elsewhere they come last.
    """
    tag = language.lower()
    main = tag.split("-")[0]
    is_traditional = tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo"))
    is_simplified = main == "zh" and not is_traditional
    charset = "big5" if is_traditional else "gb18030" if is_simplified else "utf-8"
    own, names = {}, {}
    for letter, marked, name in own_letters(main):
        own[letter] = marked
        names[marked.upper()] = name
    pattern = re.compile("|".join(sorted(own, key=len, reverse=True)))

    def key(name: str) -> Place:
        cased = name.replace("I", "ı").replace("İ", "i") if main in _DOTLESS else name
        composed = unicodedata.normalize("NFC", cased).casefold()
        marked = pattern.sub(lambda letter: own[letter[0]], composed)
        folded = _NUMBER.sub(lambda digits: digits[0].zfill(_DIGITS), fold(marked))
        number = next((at for at, one in enumerate(folded) if one.isalnum()), len(folded))
        first = folded[number : number + 1]
        letter = first.upper()[:1]
        position = letter + _MARK.match(folded, number + 1)[0]  # type: ignore[index] # it matches
        if not first.isalpha():
            rank, position = 0, DIGITS
        elif "A" <= letter <= "Z":
            rank = 1
        elif unicodedata.category(first) == "Lo" and first >= "\u1100":
            initial = _initial(first) if is_simplified else ""
            rank, position = (1, initial) if initial else (3, OTHERS)
        else:
            rank = 2
        text = folded.encode(charset, "replace") + b"\0" + folded.encode()
        return Place(rank, position, text, names.get(position) or position)

    return key


def _initial(character: str) -> str:
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    place = bisect_right(_FIRSTS, code) - 1
    return _PINYIN[place] if place >= 0 else ""
