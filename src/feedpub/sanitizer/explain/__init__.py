"""List every change that `clean` makes to a body.

    html ─ parse, walk (_notes) ─▶ what became of each element ─┐
                                                                ├─▶ Changes
    clean html ─ parse ─▶ what is there ────────────────────────┘

What the first pass did is noted while it is done. What is missing in the result although it
should be there, or is there although it should not, is found by counting both: nothing is left
out. `clean` itself knows nothing of all this.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from feedpub.model import Change, Done
from feedpub.sanitizer._addresses import Local, Unfound
from feedpub.sanitizer._characters import CODE
from feedpub.sanitizer._clean import clean
from feedpub.sanitizer._furniture import may_be_furniture
from feedpub.sanitizer._hidden import is_hidden
from feedpub.sanitizer._images import with_images_of_noscript
from feedpub.sanitizer._players import INSTEAD_OF
from feedpub.sanitizer._rewrite import Rewriter
from feedpub.sanitizer._tokens import Token
from feedpub.sanitizer._write import write
from feedpub.sanitizer.explain import _reasons as reasons
from feedpub.sanitizer.explain._breaks import with_breaks
from feedpub.sanitizer.explain._differences import Place, of_attributes
from feedpub.sanitizer.explain._notes import Note, Noting, NotingParser
from feedpub.sanitizer.explain._parse import BoundedParser
from feedpub.sanitizer.explain._walk import walk
from feedpub.sanitizer.policy import ELEMENTS, IN_MEDIA, MEDIA, REMOVED_WITH_CONTENT
from feedpub.web import text

_LONGEST: Final = 200  # characters of a text that is shown


def explain(
    html: str,
    base: str,
    *,
    has_page: bool,
    referrer_policy: str | None,
    local: Local,
    cover: str | None = None,
    unfound: Unfound | None = None,
) -> tuple[str, tuple[Change, ...]]:
    """Clean a body as `clean` does; return also what was removed, changed and added.

    The lines of the changes are those of `html`. Raises TooComplexError as `clean` does.
    """
    content = clean(
        html,
        base,
        has_page=has_page,
        referrer_policy=referrer_policy,
        local=local,
        cover=cover,
        unfound=unfound,
    )
    parser = NotingParser()
    tree = parser.parseFragment(with_images_of_noscript(html))
    rewriter = Rewriter(base, has_page, referrer_policy, local, cover, unfound)
    rewriter.look_at(html)
    noting = Noting(rewriter)
    walked = noting.tokens(tree)
    tokens = list(with_breaks(walked))
    place = Place(base, has_page, local, rewriter)
    changes = [
        *_of_source(parser),
        *_of_elements(tree, noting, parser.lines, place),
        *_of_texts(tokens),
        *(len(tokens) - len(walked)) * (Change(Done.ADDED, "br", "", reasons.BREAK),),
        *_left_over(tokens, content),
    ]
    changes.sort(key=lambda change: change.line or 0)
    return content, tuple(changes)


def _of_source(parser: NotingParser) -> Iterator[Change]:
    """Yield the tags and attributes that the parser ignores, as the parser of any browser does."""
    for tag in parser.unused():
        yield Change(Done.IGNORED, tag["name"], "", reasons.of_tag(tag["name"]), tag["line"])
    for tag, name, value in parser.doubled():
        yield Change(Done.IGNORED, tag["name"], name, reasons.DOUBLED, tag["line"], value)
    for _ in range(parser.doctypes):
        yield Change(Done.REMOVED, "#doctype", "", reasons.DOCTYPE)


def _of_elements(
    tree: Element, noting: Noting, lines: dict[Element, int], place: Place
) -> Iterator[Change]:
    gone: set[Element] = set()
    played = (media for media in tree.iter() if media.tag in MEDIA)
    words = {one for media in played for one in media.iter() if one.tag not in IN_MEDIA | MEDIA}
    for element in tree.iter():
        if element is tree or element in gone:
            continue
        if not _is_element(element):
            shown = _short(element.text or "")
            yield Change(Done.REMOVED, "#comment", "", reasons.COMMENT, None, shown)
            continue
        note, line = noting.notes.get(element), lines.get(element)
        name = _name(element)
        if note is None or element in words:
            yield Change(Done.UNWRAPPED, name, "", reasons.NOT_PLAYED, line)
            continue
        if note.instead is not None or note.name in REMOVED_WITH_CONTENT:
            gone.update(element.iter())
            yield _gone(element, name, note, line)
        elif note.name not in ELEMENTS:
            yield Change(Done.UNWRAPPED, name, "", reasons.UNWRAPPED, line)
        elif note.token is None:
            yield Change(Done.UNWRAPPED, name, "", reasons.ALIKE, line)
        else:
            if note.name != name:
                why = reasons.OUTSIDE_RUBY
                yield Change(Done.REPLACED, name, "", why, line, becomes=note.name)
            yield from of_attributes(name, note, line, place)


def _is_element(node: Element) -> bool:
    tag: object = node.tag  # that of a comment is a function
    return isinstance(tag, str)


def _name(element: Element) -> str:
    # The parser renames what of SVG could be confused with HTML.
    return element.tag.rpartition("}")[2].removeprefix("foreign-")


def _gone(element: Element, name: str, note: Note, line: int | None) -> Change:
    holds = tuple(
        _name(child) if _is_element(child) else "#comment"
        for child in element.iter()
        if child is not element
    )
    addresses = (note.before.get(key, "") for key in ("src", "data", "data-src"))
    before = _short(next(filter(None, addresses), "") or "".join(element.itertext()))
    if not note.instead:
        why = reasons.of_element(name)
        if is_hidden(note.name, note.before):
            why = reasons.HIDDEN
        elif may_be_furniture(note.name, note.before):
            why = reasons.BESIDE_TEXT
        return Change(Done.REMOVED, name, "", why, line, before, holds=holds)
    after = write(note.instead).replace("\xa0", "&nbsp;")
    named = [t["name"] for t in note.instead if t["type"] in ("StartTag", "EmptyTag")]
    why = reasons.EMBEDDED if named else reasons.NO_IMAGE
    if name in INSTEAD_OF and named:
        why = reasons.LAZY
    if note.name == "math" or "data-tex" in note.before:
        why = reasons.FORMULA
    becomes = named[0] if named else "#text"
    return Change(Done.REPLACED, name, "", why, line, before, after, becomes, holds)


def _of_texts(tokens: Iterable[Token]) -> Iterator[Change]:
    depth = 0  # of code, in which nothing is decoded
    for token in tokens:
        if token.get("name") in CODE:
            depth += 1 if token["type"] == "StartTag" else -1
        elif token["type"] == "Characters":
            mend = text.without_controls if depth else text.printable
            written = mend(token["data"])
            if written != token["data"]:
                before, after = _around(token["data"], written)
                why = reasons.of_characters(token["data"])
                yield Change(Done.CHANGED, "#text", "", why, None, before, after)


def _left_over(tokens: Iterable[Token], content: str) -> Iterator[Change]:
    """Yield what is not in `content` as `tokens` have it."""
    wanted, found = _Count(tokens), _Count(walk(BoundedParser().parseFragment(content), _as_it_is))
    why = reasons.READ_AGAIN if found.elements or not wanted.elements else reasons.GAVE_UP
    for name in (wanted.elements - found.elements).elements():
        yield Change(Done.UNWRAPPED, name, "", why)
    for name in (found.elements - wanted.elements).elements():
        yield Change(Done.ADDED, name, "", why)
    # With an element that went, its attributes went.
    same = {name for name, number in wanted.elements.items() if found.elements[name] == number}
    for (name, key, value), number in (wanted.attributes - found.attributes).items():
        for _ in range(number if name in same else 0):
            yield Change(Done.REMOVED, name, key, why, None, value)
    for (name, key, value), number in (found.attributes - wanted.attributes).items():
        for _ in range(number if name in same else 0):
            yield Change(Done.ADDED, name, key, why, None, "", value, key)
    if wanted.text != found.text:
        before, after = _around(wanted.text, found.text)
        yield Change(Done.CHANGED, "#text", "", why, None, before, after)


class _Count:
    """How often each element, each attribute and each text is there; white space aside."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        given = list(tokens)
        opened = [t for t in given if t["type"] in ("StartTag", "EmptyTag")]
        kept = [token for token in opened if token["name"] in ELEMENTS]
        self.elements = Counter(token["name"] for token in kept)
        self.attributes = Counter(
            (token["name"], key, text.printable(value))
            for token in kept
            for (_, key), value in token["data"].items()
        )
        written = "".join(token["data"] for token in given if token["type"] == "Characters")
        self.text = "".join(text.printable(written).split())


def _as_it_is(_name: str, _attributes: dict[str, str], _element: Element) -> None:
    """Rewrite nothing."""


def _short(value: str) -> str:
    return text.cut(text.fold(value), _LONGEST)


def _around(before: str, after: str) -> tuple[str, str]:
    """Cut two texts so that they begin a little before the first difference."""
    same = next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )
    start = max(0, same - 20)
    return before[start : start + 80], after[start : start + 80]
