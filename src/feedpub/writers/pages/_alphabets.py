"""List the letters that are no variants of others in some languages, as in their dictionaries.

They are those of the CLDR. Languages that are not here, such as German and French, sort
all letters with accents as those without.
"""

from collections.abc import Iterator, Mapping
from typing import Final

# Letters, and combinations that count as one, follow the letter at the beginning of their group.
# A slash is between what is sorted alike.
_SCANDINAVIAN: Final = "z æ/ä ø/ö/ő å/aa, y/ü"
_SWEDISH: Final = "z å ä/æ ö/ø, y/ü"
_CROATIAN: Final = "c č ć, d dž đ, l lj, n nj, s š, z ž"
_CYRILLIC: Final = "г ґ, д ђ/ѓ, е є, з ѕ, и і ї й ј, л љ, н њ, т ћ/ќ, у ў, ч џ"
_ALPHABETS: Final[Mapping[str, str]] = {
    "az": "c ç, e ə, g ğ, h x ı, k q, o ö, s ş, u ü, z w",
    "be": "е ё",
    "bs": _CROATIAN,
    "cs": "c č, h ch, r ř, s š, z ž",
    "cy": "c ch, d dd, f ff, g ng, l ll, p ph, r rh, t th",
    "da": _SCANDINAVIAN,
    "eo": "c ĉ, g ĝ, h ĥ, j ĵ, s ŝ, u ŭ",
    "es": "n ñ",
    "et": "s š z ž, w õ ä ö ü",
    "fi": _SWEDISH,
    "fo": "a á, d ð, i í, o ó, u ú, y ý/ü, z æ/ä ø/ö å/aa",
    "gl": "n ñ",
    "hr": _CROATIAN,
    "hu": "c cs, d dz dzs, g gy, l ly, n ny, o ö/ő, s sz, t ty, u ü/ű, z zs",
    "is": "a á, d ð, e é, i í, o ó, u ú, y ý, z þ æ/ä ö/ø å",
    "lt": "c č, i/y, s š, z ž",
    "lv": "c č, g ģ, i y, k ķ, l ļ, n ņ, r ŗ, s š, z ž",
    "nb": _SCANDINAVIAN,
    "nn": _SCANDINAVIAN,
    "no": _SCANDINAVIAN,
    "pl": "a ą, c ć, e ę, l ł, n ń, o ó, s ś, z ź ż",
    "ro": "a ă â, i î, s ș/ş, t ț/ţ",
    "sk": "a ä, c č, h ch, o ô, r ř, s š, z ž",
    "sl": "c č ć, d đ, s š, z ž",
    "sq": "c ç, d dh, e ë, g gj, l ll, n nj, r rr, s sh, t th, x xh, z zh",
    "sv": _SWEDISH,
    "tr": "c ç, g ğ, h ı, o ö, s ş, u ü",
    "vi": "a ă â, d đ, e ê, o ô ơ, u ư",
}

# The first of the characters that stand after a letter to put another one behind it: of private
# use, and so behind all letters.
_FIRST_MARK: Final = 0xE000


def own_letters(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield each letter of a language that comes after another one.

    With it come the letter that it follows, with a mark behind it, and the name under which it is
    listed.
    """
    for group in f"{_CYRILLIC}, {_ALPHABETS.get(language, '')}".split(", "):
        first, *others = group.split(" ")
        base, *alike = first.split("/")
        yield from ((letter, base, "") for letter in alike if letter)
        for number, letters in enumerate(others, _FIRST_MARK):
            name, *_ = letters.split("/")
            for letter in letters.split("/"):
                yield letter, base + chr(number), name.title()
