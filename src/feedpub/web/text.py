"""Make plain text: of the characters that a feed may carry, out of markup, cut to a length.

It knows nothing of entries or feeds; every function turns text into text.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Final

# XML 1.0 §2.2 forbids the C0 controls, surrogates and U+FFFE/U+FFFF. The C1 controls, DEL and the
# other noncharacters are allowed by XML but are parse errors in HTML, and the W3C validator warns
# of them and of U+FFFD (BadCharacters): a wrong decoding has left them there.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
_TWICE_ENCODED = re.compile("[\u00c2\u00c3][\u0080-\u00bf]")
_PIECE = re.compile(r"[^\n<>&\]]+")
_BETWEEN_WORDS = re.compile(r"[\s_-]+")
_VERTICAL_SPACE = re.compile("[\x0b\x0c]")
# Embeddings, overrides and isolates that a title leaves open would turn the words of the reader.
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")

# White space, format characters such as U+200B, variation selectors, and the fillers and the blank
# that Unicode counts among letters and symbols.
_INVISIBLE: Final = "".join(
    chr(number)
    for first, last in (
        (0x00, 0x20),
        (0x7F, 0xA0),
        (0xAD, 0xAD),
        (0x61C, 0x61C),
        (0x115F, 0x1160),
        (0x1680, 0x1680),
        (0x180B, 0x180F),
        (0x2000, 0x200F),
        (0x2028, 0x202F),
        (0x205F, 0x206F),
        (0x2800, 0x2800),
        (0x3000, 0x3000),
        (0x3164, 0x3164),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0),
        (0xFFF9, 0xFFFB),
        (0xE0000, 0xE01EF),
    )
    for number in range(first, last + 1)
)

# A title such as "Vec<String>" is not markup: only names in HTML 5, in HTML 4, and others that the
# W3C validator knows (ContainsHTML) are taken for tags.
_ELEMENTS: Final = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound"
    " big blink blockquote body br button canvas caption center cite code col colgroup command"
    " comment data datagrid datalist dd del details dfn dialog dir div dl dt em embed"
    " eventsource fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6"
    " head header hgroup hr html i iframe img input ins isindex kbd keygen label legend li"
    " link listing m main map mark marquee math menu menuitem meta meter nav nobr noembed"
    " noframes noscript object ol optgroup option output p param picture plaintext pre"
    " progress q rb rp rt rtc ruby s samp script search section select slot small source span"
    " strike strong style sub summary sup svg table tbody td template textarea tfoot th thead"
    " time title tr track tt u ul var video wbr xmp".split()
)
_TAG = re.compile(
    r"<!--.*?(?:-->|$)|<(?P<end>/?)(?P<name>[a-z][a-z0-9]{0,11})(?=[\s/>])[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_VOID: Final = frozenset({"br", "hr", "img", "wbr"})
_UNREAD = re.compile(r"<(script|style|rt|rp)(?=[\s/>])", re.IGNORECASE)
_UNREAD_END = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "rt", "rp")
}
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|img|legend|li|main|menu|nav|ol|optgroup"
    r"|option|p|pre|search|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)"
    r"(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_BARE_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(r"<(script|style)(?=[\s/>])", re.IGNORECASE)
_UNSEEN_END = {name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE) for name in ("script", "style")}
# Sanitized HTML is written in one way only: quoted attributes, with every "<" and ">" escaped.
_IMAGE = re.compile(r'<img (?:[a-z]+="[^"]*" )*src="([^"]*)"[^>]*>')
_LATIN = re.compile("[0-9a-z_\u00df-\u024f]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# Python refuses to convert so many digits; no character has so high a number.
_ENDLESS_NUMBER = re.compile(r"&#[0-9]{1000,}+;?")

# A longer title or summary is a mistake. Only so much of it is read, so that the time has a bound.
LONGEST_MARKUP: Final = 10_000
_LONGEST_NAME: Final = 60  # of what is worth remembering

_SENTENCE_END = re.compile(r"[。！？；…][”’」』）]*|[.!?][\"'”’)]*(?=\s)")
_ELLIPSIS = "…"
_FLAG_LETTERS: Final = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two of them are a flag


def without_controls(text: str) -> str:
    """Return `text`, with its lines, without characters that a valid feed can't carry."""
    return _UNPRINTABLE.sub("", _VERTICAL_SPACE.sub(" ", text))


def printable(text: str) -> str:
    """Return `text` without the characters that a valid feed can't carry.

    Text that was UTF-8, taken for Latin-1 and encoded once more (``cafÃ©``) is decoded.
    """
    if _is_printable(text):
        return text
    return _repeat(lambda some: without_controls(_decode_twice(some)), text)


def fold(text: str) -> str:
    """Return `text` printable, on one line, white space folded, in Unicode's form C."""
    if _is_printable(text) and " ".join(text.split()) == unicodedata.normalize("NFC", text) == text:
        return text
    return _repeat(
        lambda some: " ".join(
            printable(unicodedata.normalize("NFC", _BIDI_CONTROLS.sub("", some))).split()
        ),
        text,
    )


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """Return one form for all ways of writing a name, such as ``Field notes``, ``field-notes``.

    It is in Unicode's form KC, without capitals, with one hyphen for spaces, hyphens and
    underscores. Folding a folded name changes nothing.
    """
    folded = unicodedata.normalize("NFKC", name)
    for _ in range(2):  # folding a letter can give several, in another order than NFKC has
        folded = unicodedata.normalize("NFKC", folded.casefold())
    return _BETWEEN_WORDS.sub("-", folded)


def plain(markup: str) -> str:
    """Return the text of a short piece of markup, such as a title: tags dropped, entities decoded.

    The result is text, so a ``<`` in it is a less-than sign. Angle brackets around a
    word that is no element of HTML stay. A text of which nothing can be seen is empty. No more
    than `LONGEST_MARKUP` characters are read.
    """
    return _plain_name(markup) if len(markup) <= _LONGEST_NAME else _plain(markup)


def _plain(markup: str) -> str:
    read = _without_unread(markup[:LONGEST_MARKUP])
    folded = fold(_decode(_without_tags(read)))
    return folded if folded.strip(_INVISIBLE) else ""


_plain_name = lru_cache(maxsize=4096)(_plain)  # many documents have the same authors and tags


def _without_tags(markup: str) -> str:
    """Take out the tags of elements that are closed, or need not be; a block leaves a space.

    A name without an end tag is a word: ``Why I stopped using <table> for layout``.
    """
    tags = [tag for tag in _TAG.finditer(markup) if (tag["name"] or "a").lower() in _ELEMENTS]
    opened: dict[str, list[int]] = {}
    kept = set()
    for number, tag in enumerate(tags):
        name = tag["name"]
        if name is None or name.lower() in _VOID:
            continue
        others = opened.setdefault(name.lower(), [])
        if not tag["end"]:
            others.append(number)
        elif others:
            others.pop()
        else:
            kept.add(number)
    kept.update(n for left in opened.values() for n in left if "=" not in tags[n][0])
    parts: list[str] = []
    position = 0
    for number, tag in enumerate(tags):
        if number not in kept:
            parts += (markup[position : tag.start()], " " if _BLOCK.match(tag[0]) else "")
            position = tag.end()
    return "".join([*parts, markup[position:]])


def from_html(content: str) -> str:
    """Return the text of sanitized HTML on one line, with a space where blocks meet."""
    without_tags = _BARE_TAG.sub("", _BLOCK.sub(" ", _without_unread(content)))
    return fold(html.unescape(without_tags))


def images(content: str) -> Iterator[re.Match[str]]:
    """Find the images of sanitized HTML; the first group is their address as written."""
    return _IMAGE.finditer(content)


def has_image(content: str, address: str) -> bool:
    """Tell whether sanitized HTML shows the image at `address`."""
    return any(is_address(found[1], address) for found in images(content))


def is_address(written: str, address: str) -> bool:
    """Tell whether an address in HTML is `address`, whichever of http and https it names."""
    return html.unescape(written).partition("//")[2] == address.partition("//")[2]


def hyphenate(name: str) -> str:
    """Return the letters and digits of a name, of any script, with one hyphen for all else."""
    kinds = ((character, unicodedata.category(character)) for character in name)
    letters = (c if kind[0] in "LM" or kind == "Nd" else "-" for c, kind in kinds)
    return re.sub(r"-{2,}", "-", "".join(letters)).strip("-")


def has_word(text: str, word: str) -> bool:
    """Tell whether `text` has `word` in it, in capitals or not.

    A word of Latin letters has to be a whole word there; scripts such as the Chinese put no space
    between words, so their words are found anywhere.
    """
    wanted = word.casefold()
    begin = f"(?<!{_LATIN.pattern})" if _LATIN.match(wanted[:1]) else ""
    end = f"(?!{_LATIN.pattern})" if _LATIN.match(wanted[-1:]) else ""
    return re.search(begin + re.escape(wanted) + end, text.casefold()) is not None


def visible_text(markup: str) -> str:
    """Return roughly the text that readers see of markup that was not sanitized."""
    parts, position = [], 0
    while found := _UNSEEN.search(markup, position):
        parts.append(markup[position : found.start()])
        closed = _UNSEEN_END[found[1].lower()].search(markup, found.end())
        position = closed.end() if closed else len(markup)
    bare = _BARE_TAG.sub(" ", "".join([*parts, markup[position:]]))
    return html.unescape(_ENDLESS_NUMBER.sub("\ufffd", bare))


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`.

    The cut is made after a sentence where one ends in the second half, else at a word
    (never inside a character with its combining marks), and marked with an ellipsis.
    """
    if len(text) <= limit:
        return text
    window = text[:limit]
    ends = [found.end() for found in _SENTENCE_END.finditer(window) if found.end() > limit // 2]
    if ends:
        return window[: ends[-1]]
    window = window[: limit - len(_ELLIPSIS)]
    space = window.rfind(" ")
    if space > limit // 2:
        return window[:space].rstrip(" ,;:，；：、") + _ELLIPSIS
    return _whole_characters(window, text) + _ELLIPSIS


def _without_unread(markup: str) -> str:
    """Take out elements whose content is not text, such as scripts; an unclosed one stays."""
    parts, kept_from, position = [], 0, 0
    endless: set[str] = set()  # names that no end tag follows any more: looked for once
    while found := _UNREAD.search(markup, position):
        position, name = found.end(), found[1].lower()
        opened = markup.find(">", position)
        if opened < 0:
            break
        closed = None if name in endless else _UNREAD_END[name].search(markup, opened)
        if closed is None:
            endless.add(name)
        else:
            parts.append(markup[kept_from : found.start()])
            kept_from = position = closed.end()
    return "".join([*parts, markup[kept_from:]])


def _is_printable(text: str) -> bool:
    """Tell whether a text has nothing to mend: a quick test that most texts pass."""
    seen = text
    for space in "\n\t\xa0\u3000":  # unprintable to Python, but a feed can carry them
        seen = seen.replace(space, " ")
    return seen.isprintable() and "\ufffd" not in text and not _is_encoded_twice(text)


def _is_encoded_twice(text: str) -> bool:
    # A character is found much faster than a pattern that begins with one of two.
    return ("\u00c2" in text or "\u00c3" in text) and _TWICE_ENCODED.search(text) is not None


def _repeat(change: Callable[[str], str], text: str) -> str:
    """Apply `change` until it changes nothing: a removal can bring two characters together."""
    while (changed := change(text)) != text:
        text = changed
    return text


def _decode_twice(text: str) -> str:
    """Decode text that was encoded as UTF-8 twice; the W3C validator warns of it (BadCharacters).

    The validator looks at pieces of text as an XML parser gives them, and so does this.
    """
    return _PIECE.sub(_decode_piece, text) if _is_encoded_twice(text) else text


def _decode_piece(piece: re.Match[str]) -> str:
    if _TWICE_ENCODED.search(piece[0]):
        with suppress(UnicodeError):
            return piece[0].encode("latin-1").decode("utf-8")
    return piece[0]


def _decode(text: str) -> str:
    """Decode the entities that end in a semicolon; ``AT&T`` and ``a&copy`` are meant as written."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _whole_characters(window: str, text: str) -> str:
    end = len(window)
    while end > 1 and joins(text, end):
        end -= 1
    return window[:end]


def joins(text: str, position: int) -> bool:
    """Tell whether the character at `position` and the one before it are shown as one."""
    left, right = text[position - 1], text[position]
    zero_width_joiner = "\u200d"
    return (
        (right in _FLAG_LETTERS and _ends_in_half_a_flag(text[:position]))
        or unicodedata.category(right).startswith("M")
        or zero_width_joiner in (left, right)
        or "\U0001f3fb" <= right <= "\U0001f3ff"  # skin tones
    )


def _ends_in_half_a_flag(text: str) -> bool:
    return (len(text) - len(text.rstrip(_FLAG_LETTERS))) % 2 == 1
