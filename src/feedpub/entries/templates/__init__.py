"""Read the template tags in a body: Liquid's, Hexo's, Hugo's, Zola's, WordPress', MDX', Obsidian's.

A tag with a known meaning is replaced, any other is taken out with a warning. `docs/templates.md`
has the table. While Markdown is read, a made-up word stands for each tag: so code can be told from
text, and a tag in the address of a link does not end the link.

    source ─ hide ─▶ source with words ─ Markdown ─▶ html with words ─ Hidden.show ─▶ html
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final, NamedTuple

from feedpub.entries.templates import _table as table
from feedpub.entries.templates import _write as write
from feedpub.entries.templates._arguments import read_arguments
from feedpub.entries.templates._pieces import Kind, Piece
from feedpub.entries.templates._scan import find_pieces
from feedpub.entries.templates._table import MEANINGS
from feedpub.entries.templates._values import write_value
from feedpub.entries.templates._write import BLOG, NOTHING, Resolve, Written

__all__ = ["MEANINGS", "Around", "Hidden", "hide", "list_unread", "without_raw"]

_SHORTEST_WORD: Final = "qzfp"
_PICTURE: Final = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp)$", re.IGNORECASE)
_SOUND: Final = re.compile(r"\.(?:mp3|m4a|ogg|opus|wav|flac|mp4|webm|mov|ogv)$", re.IGNORECASE)
_SIZE: Final = re.compile(r"([0-9]{1,5})(?:x([0-9]{1,5}))?")
_MARKUP: Final = (
    r"<!--.*?(?:-->|\Z)|<(?P<code>pre|code|kbd|samp|script|style|textarea|xmp)(?=[\s/>])[^<>]*>"
    r"|<[a-z/!?](?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>"
)
_RAW: Final = re.compile(r"\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}")
_EMPTY: Final = re.compile(r"<p>\s*</p>\n?")


@dataclass(frozen=True, slots=True)
class Around:
    """Values that the template tags of a body can ask for.

    `meanings` are the site's own, by the name of a tag in small letters; `blog` is the address of
    the blog without its last slash.
    """

    meanings: Mapping[str, str] = field(default_factory=dict)
    blog: str = ""
    site: str = ""
    title: str = ""
    resolve: Resolve = lambda _reference: None


class _Piece(NamedTuple):
    """A tag as it is written, what stands for it, and its name if nobody knows what it means."""

    source: str
    written: Written
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A source in which each tag is a word, and what stands for them."""

    source: str
    word: str = ""
    pieces: tuple[_Piece, ...] = ()
    blog: str = ""

    @property
    def lines(self) -> re.Pattern[str] | None:
        """A pattern for lines that hold only words that stand for blocks; None without tags."""
        return re.compile(rf"(?:{self.word}b[0-9]+z[ \t]*)+") if self.pieces else None

    def show(self, html: str) -> tuple[str, Mapping[str, int]]:
        """Replace the words in `html`, which was made of the source; in code, by the tags again.

        Returns the HTML, and how often each tag was taken out that nobody knows.
        """
        if not self.pieces:
            return html, {}
        word = re.compile(rf"{self.word}[bi]([0-9]+)z")
        mark = re.compile(f"{_MARKUP}|{word.pattern}", re.IGNORECASE | re.DOTALL)
        unread: Counter[str] = Counter()
        parts: list[str] = []
        position, code, depth = 0, "", 0
        for found in mark.finditer(html):
            text = found[0]
            parts.append(html[position : found.start()])
            position = found.end()
            if code:
                parts.append(word.sub(self._source_of, text))
                name = re.match(r"</?([a-z]+)", text, re.IGNORECASE)
                if name and name[1].lower() == code:
                    depth += -1 if text.startswith("</") else 1
                    code = code if depth else ""
            elif found[2] is None:
                parts.append(self._in_markup(word, text))
                if found["code"]:
                    code, depth = found["code"].lower(), 1
            else:
                piece = self.pieces[int(found[2])]
                parts.append(piece.written.html.replace(BLOG, escape(self.blog)))
                if piece.unread:
                    unread[piece.unread] += 1
        parts.append(html[position:])
        return _EMPTY.sub("", "".join(parts)), unread

    def _source_of(self, word: re.Match[str]) -> str:
        return escape(self.pieces[int(word[1])].source, quote=False)

    def _in_markup(self, word: re.Pattern[str], text: str) -> str:
        """Replace the words in the attributes of an HTML tag by addresses or texts."""
        if self.word not in text:
            return text
        shown = word.sub(lambda one: escape(self.pieces[int(one[1])].written.plain), text)
        # A path is looked for in the folders as well; the blog's own address is below the blog.
        shown = re.sub(f"{BLOG}+(?=/|https?:)", "", shown)
        return re.sub(f"{BLOG}+", escape(self.blog), shown)


def hide(source: str, around: Around, *, is_markdown: bool, is_mdx: bool = False) -> Hidden:
    """Replace each template tag of `source` by a word that the source does not have."""
    meanings = {**MEANINGS, **around.meanings}
    code = frozenset(name for name, meaning in meanings.items() if meaning == table.CODE)
    found = find_pieces(source, code, meanings, is_markdown=is_markdown, is_mdx=is_mdx)
    if not found:
        return Hidden(source)
    word = _SHORTEST_WORD
    while word in source.lower():
        word += "q"
    partners = _partners(found)
    closings: dict[int, str] = {}
    parts: list[str] = []
    pieces: list[_Piece] = []
    position = 0
    for number, piece in enumerate(found):
        if piece.start < position:
            continue  # in what was taken out
        end, partner, unread = piece.end, partners.get(number), ""
        if piece.closes:
            written: Written | None = Written(closings.get(number, ""), is_block=True)
        else:
            meaning = _meaning(piece, meanings)
            written = _write(piece, meaning, around)
            if partner is not None and meaning in (table.DROP, table.CONDITION):
                end = found[partner].end
            elif partner is not None and written:
                closings[partner] = written.closing
            if written and written.closing and partner is None:
                written = NOTHING
            if written is None or meaning == table.CONDITION:
                unread = _name_in_messages(piece)
        kind = "b" if (written or NOTHING).is_block else "i"
        parts += (source[position : piece.start], f"{word}{kind}{len(pieces)}z")
        parts.append("" if is_markdown else _lines(source[piece.start : end], written or NOTHING))
        pieces.append(_Piece(source[piece.start : end], written or NOTHING, unread))
        position = end
    parts.append(source[position:])
    return Hidden("".join(parts), word, tuple(pieces), around.blog)


def _lines(source: str, written: Written) -> str:
    """Return the lines that a tag had more than what stands for it.

    What is told of HTML names the lines of its file.
    """
    return "\n" * (source.count("\n") - written.html.count("\n"))


def without_raw(html: str) -> str:
    """Take out the tags ``{% raw %}`` and ``{% endraw %}``; in code, they stay as text."""
    if not _RAW.search(html):
        return html
    mark = re.compile(
        rf"<(?P<code>pre|code|kbd|samp|textarea)(?=[\s/>]).*?</(?P=code)\s*>|{_RAW.pattern}",
        re.IGNORECASE | re.DOTALL,
    )
    return _EMPTY.sub("", mark.sub(lambda found: found[0] if found["code"] else "", html))


def _partners(found: Sequence[Piece]) -> dict[int, int]:
    """Return, for the number of each tag that has an end tag, the number of that."""
    opened: dict[str, list[int]] = {}
    order: list[int] = []
    partners: dict[int, int] = {}
    for number, piece in enumerate(found):
        if piece.kind not in (Kind.TAG, Kind.COMPONENT) or piece.content is not None:
            continue
        if not piece.closes:
            if not piece.is_single:
                opened.setdefault(piece.name.lower(), []).append(number)
                order.append(number)
            continue
        name = piece.name.lower()
        if name == "end":  # Zola's, of the tag that was opened last and is not closed
            while order and order[-1] in partners:
                order.pop()
            if order:
                last = order.pop()
                partners[last] = number
                opened[found[last].name.lower()].remove(last)
            continue
        same = opened.get(name) or opened.get(name.removeprefix("end"))
        if same:
            partners[same.pop()] = number
    return partners


def _meaning(piece: Piece, meanings: Mapping[str, str]) -> str:
    name = piece.name.lower().rpartition("/")[2].removesuffix(".html")
    return meanings.get(name, "") if piece.kind in (Kind.TAG, Kind.COMPONENT) else ""


def _write(piece: Piece, meaning: str, around: Around) -> Written | None:
    """Return the HTML for a piece that is not an end tag; None where its meaning is not known."""
    match piece.kind:
        case Kind.FORMULA | Kind.LITERAL:
            text = piece.arguments
            return Written(escape(text, quote=False), text, is_block=False) if text else None
        case Kind.NOTHING:
            return Written(is_block=piece.is_line)
        case Kind.MORE:
            return Written("<!-- more -->", is_block=True)
        case Kind.TITLE:
            return Written(write.heading(piece.arguments), is_block=True)
        case Kind.WIKI:
            return _wiki(piece.name, piece.arguments, around.resolve)
        case Kind.VALUE:
            return write_value(piece.arguments, title=around.title, site=around.site)
        case Kind.EXPRESSION:
            string = _string(piece.arguments)
            return None if string is None else Written(escape(string, quote=False), string)
        case Kind.COMPONENT:
            return _component(piece, meaning, around)
        case _:
            return _tag(piece, meaning, around)


def _tag(piece: Piece, meaning: str, around: Around) -> Written | None:
    if meaning == table.CONDITION:
        return NOTHING
    if piece.name.lower() in ("include", "include_relative", "render", "partial"):
        return _write_include(piece, around)
    if not meaning:
        return None
    return write.write_tag(
        meaning, piece.name.lower(), piece.arguments, piece.content, around.resolve
    )


def _write_include(piece: Piece, around: Around) -> Written | None:
    """Read Jekyll's ``{% include figure.html src="a.png" %}`` as the tag of that name."""
    file, _, rest = piece.arguments.strip().partition(" ")
    name = (
        file.strip("\"'").rpartition("/")[2].rpartition(".")[0].lower() or file.strip("\"'").lower()
    )
    meaning = around.meanings.get(name) or MEANINGS.get(name, "")
    if not meaning or meaning in (table.CONDITION, table.CODE):
        return None
    return write.write_tag(meaning, name, rest, None, around.resolve)


def _component(piece: Piece, meaning: str, around: Around) -> Written | None:
    if piece.name[0].islower():
        return Written(_html_tag(piece), is_block=piece.is_line)
    if meaning in ("", table.CONDITION):
        return None
    if meaning == table.CODE:
        return Written(is_block=True)
    return write.write_tag(meaning, piece.name.lower(), piece.arguments, None, around.resolve)


_RENAMED: Final = {"classname": "class", "htmlfor": "for", "srcset": "srcset"}


def _html_tag(piece: Piece) -> str:
    """Write an HTML tag whose attributes were expressions of JavaScript."""
    given = read_arguments(piece.arguments).named
    attributes = "".join(
        f' {_RENAMED.get(name, name)}="{escape(value)}"'
        for name, value in given.items()
        if value and name != "style"
    )
    return f"<{'/' * piece.closes}{piece.name}{attributes}>"


def _string(expression: str) -> str | None:
    """Return the text of an expression that is one string, an empty one for a comment."""
    found = re.fullmatch(r"""(["'`])([^"'`]*)\1""", expression)
    return found[2] if found else None


def _wiki(name: str, other: str, resolve: Resolve) -> Written:
    """Return what Obsidian shows for ``[[name|other]]``, or for ``![[name|other]]``."""
    embeds, name = name.startswith("!"), name.removeprefix("!").strip().rstrip("\\")
    file, mark, place = name.partition("#")
    if embeds and (_PICTURE.search(file) or _SOUND.search(file)):
        file = resolve(file) or file
    if embeds and _PICTURE.search(file):
        sides = _SIZE.fullmatch(other.strip())
        if sides:
            return write.image(file, "", sides[1], sides[2] or "")
        return write.image(file, other.strip())
    if embeds and _SOUND.search(file):
        tag = "video" if re.search(r"\.(?:mp4|webm|mov|ogv)$", file, re.IGNORECASE) else "audio"
        return Written(f'<{tag} src="{escape(file)}"></{tag}>', file)
    shown = other.strip() or (f"{file} > {place}" if file and mark else file or place)
    if not file:
        return Written(escape(shown, quote=False), "")
    address = resolve(file)
    return write.link(address, shown)


def _name_in_messages(piece: Piece) -> str:
    """Name a tag for a message."""
    if piece.kind is Kind.VALUE:
        return f"{{{{ {piece.arguments[:40]} }}}}"
    if piece.kind is Kind.COMPONENT:
        return f"<{piece.name}>"
    if piece.kind is Kind.EXPRESSION:
        return f"{{{piece.arguments[:40]}}}"
    included = piece.arguments.split()[:1] if piece.name.startswith("include") else []
    return " ".join([piece.name, *included])


def list_unread(unread: Mapping[str, int], most: int = 5) -> str:
    """List the tags that were taken out, for a message."""
    names: Iterable[str] = list(unread)[:most]
    listed = ", ".join(
        f"{name} ({unread[name]} times)" if unread[name] > 1 else name for name in names
    )
    return f"{listed} and {len(unread) - most} more" if len(unread) > most else listed
