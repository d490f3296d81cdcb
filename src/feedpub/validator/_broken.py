"""Say in plain words where and why a text is not XML, from the place where the parser stops."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.entities import html5
from typing import Final
from xml.parsers.expat import errors

from feedpub.validator._tree import Element
from feedpub.validator.formats.namespaces import USUAL

_NUMBER_OF: Final = errors.codes
_SYNTAX: Final = _NUMBER_OF[errors.XML_ERROR_SYNTAX]
_NO_ELEMENTS: Final = _NUMBER_OF[errors.XML_ERROR_NO_ELEMENTS]
_INVALID: Final = _NUMBER_OF[errors.XML_ERROR_INVALID_TOKEN]
_UNCLOSED: Final = _NUMBER_OF[errors.XML_ERROR_UNCLOSED_TOKEN]
_MISMATCH: Final = _NUMBER_OF[errors.XML_ERROR_TAG_MISMATCH]
_TWICE: Final = _NUMBER_OF[errors.XML_ERROR_DUPLICATE_ATTRIBUTE]
_JUNK: Final = _NUMBER_OF[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
_UNDEFINED: Final = _NUMBER_OF[errors.XML_ERROR_UNDEFINED_ENTITY]
_NUMBER: Final = _NUMBER_OF[errors.XML_ERROR_BAD_CHAR_REF]
_CDATA: Final = _NUMBER_OF[errors.XML_ERROR_UNCLOSED_CDATA_SECTION]
_PREFIX: Final = _NUMBER_OF[errors.XML_ERROR_UNBOUND_PREFIX]

_CAUSES: Final = {
    _CDATA: "cdata",
    _NUMBER_OF[errors.XML_ERROR_MISPLACED_XML_PI]: "declaration-place",
    _NUMBER_OF[errors.XML_ERROR_XML_DECL]: "declaration",
    _NUMBER_OF[errors.XML_ERROR_UNDECLARING_PREFIX]: "empty-namespace",
    _NUMBER_OF[errors.XML_ERROR_RESERVED_PREFIX_XML]: "reserved-prefix",
    _NUMBER_OF[errors.XML_ERROR_RESERVED_PREFIX_XMLNS]: "reserved-prefix",
    _NUMBER_OF[errors.XML_ERROR_RESERVED_NAMESPACE_URI]: "reserved-prefix",
}

_BEFORE: Final = 2000  # characters in which what went wrong may begin
_AROUND: Final = 60  # characters that are shown on each side
_NEAR: Final = 15
_LAST_TAG = re.compile(r".*[<>]", re.DOTALL)
_NEXT_TAG = re.compile(r"[<>].*", re.DOTALL)
_BEGUN_ENTITY = re.compile(r"&(#?[\w.:-]*)\Z")
_NAME = re.compile(r"[^\s<>/=\"'&]+")
_END_OF_WORD = re.compile(r"[\s<>\"']")
_ENTITY = re.compile(r"&([A-Za-z_][\w.-]*);")
_OWN_ENTITIES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_TAG = re.compile(r"""<[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+""")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_PREFIXED = re.compile(r"(?:^</?|\s)([^\s<>/=:]+):([^\s<>/=:]+)")
_LINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a text is not XML: the `code` and the `cause` of the problem, and what it shows."""

    line: int
    column: int
    cause: str = ""
    code: str = "SAXError"
    shown: Mapping[str, str] = field(default_factory=dict)


def explain(code: int, text: str, at: int, opened: Sequence[Element]) -> Broken:
    """Return why the parser stops at the character `at` of `text`.

    `code` is expat's number for the error, and `opened` are the elements that are open there.
    """
    return _Reader(code, text, at, opened).broken()


class _Reader:
    """Reads backwards and forwards from the place of an error."""

    def __init__(self, code: int, text: str, at: int, opened: Sequence[Element]) -> None:
        self._code = code
        self._text = text
        self._at = at
        self._opened = opened

    def broken(self) -> Broken:
        """Return what is wrong at this place."""
        match self._code:
            case code if code in _CAUSES:
                return self._because(_CAUSES[code])
            case code if code == _PREFIX:
                return self._prefix()
            case code if code == _UNDEFINED:
                return self._undefined()
            case code if code == _MISMATCH:
                return self._wrong_end_tag()
            case code if code == _NUMBER:
                written = self._text[self._at :].partition(";")[0]
                return self._because("reference", value=f"{written};")
            case code if code == _TWICE:
                return self._because("twice", value=self._name_at(self._at))
            case code if code in (_NO_ELEMENTS, _UNCLOSED):
                return self._ends()
            case code if code == _JUNK:
                return self._after_the_end()
            case code if code in (_SYNTAX, _INVALID):
                return self._invalid()
        return self._because("")

    def _because(self, cause: str, at: int | None = None, **shown: str) -> Broken:
        line, column = place_of(self._text, self._at if at is None else at)
        return Broken(line, column, cause, shown=shown)

    def _ends(self) -> Broken:
        if not self._text.strip():
            return self._because("empty", 0)
        if self._code == _UNCLOSED:
            begun = self._text[self._at : self._at + 1]
            cause = "comment-end" if self._text.startswith("<!--", self._at) else "cut-tag"
            if begun == "&":
                return self._entity(self._at)
            return self._because(cause, value=self._text[self._at : self._at + _AROUND])
        if self._opened:
            last = self._opened[-1]
            return self._because("cut", value=str(last), since=str(last.line))
        return self._because("no-element")

    def _after_the_end(self) -> Broken:
        if self._text.startswith("<?xml ", self._at):
            return self._because("declaration-place")
        return self._because("after", value=self._text[self._at : self._at + _AROUND])

    def _wrong_end_tag(self) -> Broken:
        written = f"</{self._name_at(self._at)}>"
        begins = self._text.rfind("<", 0, self._at)
        if not self._opened:
            return self._because("end-tag-alone", begins, value=written)
        last = self._opened[-1]
        return self._because("end-tag", begins, value=written, open=str(last), since=str(last.line))

    def _undefined(self) -> Broken:
        # In an attribute, the parser stops where the tag begins.
        for found in _ENTITY.finditer(self._text, self._at):
            name = found[1]
            if name not in _OWN_ENTITIES:
                line, column = place_of(self._text, found.start())
                character = html5.get(f"{name};")
                shown = {"value": f"&{name};"}
                if character:
                    shown["instead"] = "".join(f"&#{ord(one)};" for one in character)
                cause = "" if character else "unknown"
                return Broken(line, column, cause, "UndefinedNamedEntity", shown)
        return self._because("")

    def _prefix(self) -> Broken:
        tag = self._tag_at(self._at)
        declared = {prefix for element in self._opened for prefix in element.declared} | {"xml"}
        used = _PREFIXED.findall(_QUOTED.sub('""', tag))
        declared |= {name for prefix, name in used if prefix == "xmlns"}
        missing = next((p for p, _ in used if p not in declared and p != "xmlns"), "")
        root = str(self._opened[0]) if self._opened else "the root element"
        if missing in USUAL:
            return self._because("prefix", value=missing, address=USUAL[missing], root=root)
        return self._because("prefix-unknown", value=missing, root=root)

    def _invalid(self) -> Broken:
        character = self._text[self._at : self._at + 1]
        if _is_outside_of_xml(character):
            return self._because("character", value=f"U+{ord(character):04X}")
        before = self._text[max(0, self._at - _BEFORE) : self._at]
        entity = _BEGUN_ENTITY.search(before)
        if entity:
            return self._entity(self._at - len(before) + entity.start())
        begins = before.rfind("<")
        is_in_tag = begins > before.rfind(">") or (begins >= 0 and _is_quoted(before[begins:]))
        if is_in_tag:
            return self._in_tag(before[begins:], self._at - len(before) + begins)
        if "]]>" in self._text[max(0, self._at - 2) : self._at + 3]:
            return self._because("cdata-end")
        if not self._opened:
            return self._before_the_root()
        return self._because("")

    def _before_the_root(self) -> Broken:
        written = self._text[self._at : self._at + _AROUND]
        if self._text.find("<", self._at) < 0:
            return self._because("text", value=written)
        return self._because("before", value=written)

    def _entity(self, at: int) -> Broken:
        """Return what is wrong with the & at this place."""
        begun = self._text[at:]
        if re.match(r"&#[xX]?[0-9a-fA-F]", begun):
            return self._because("reference", at, value=begun[: len(begun[:9].rstrip())])
        word = self._word_around(at)
        if word == "&":
            word = _LAST_TAG.sub("", self._text[max(0, at - _NEAR) : at])
            word += _NEXT_TAG.sub("", self._text[at : at + _NEAR])
        is_address = "://" in word or re.match(r"/|\?|www\.", word)
        named = re.match(r"&([A-Za-z]+)", begun)
        if not is_address and named and f"{named[1]};" in html5:
            return self._because("semicolon", at, value=f"&{named[1]}")
        return self._because("ampersand-address" if is_address else "ampersand", at, address=word)

    def _in_tag(self, tag: str, at: int) -> Broken:
        """Return what is wrong in a tag that is written so far, and begins at this place."""
        if tag == "<" and not self._text.startswith("/", self._at):
            written = self._text[at + 1 : at + _AROUND].partition("<")[0]
            return self._because("less", at, value=f"<{written}")
        if tag.startswith("<!--"):
            return self._because("comment")
        if tag.startswith("<!"):
            return self._because("doctype", at)
        if tag.startswith("</") or (self._text.startswith("/", self._at) and tag == "<"):
            cause = "end-tag-form" if self._opened else "end-tag-alone"
            return self._because(cause, at, value=self._tag_at(at) + ">")
        return self._in_attributes(tag, at)

    def _in_attributes(self, tag: str, at: int) -> Broken:
        name = self._name_at(at + 1)
        quoted = re.search(r"""([\w.:-]+)\s*=\s*(?:"[^"]*|'[^']*)\Z""", tag)
        if self._text.startswith("<", self._at):
            if quoted and _is_quoted(tag):
                return self._because("less-in-attribute", value=quoted[1], element=f"<{name}>")
            return self._because("open-tag", at, value=f"<{name}")
        unquoted = re.search(r"([\w.:-]+)\s*=\s*\Z", tag)
        if unquoted:
            return self._because("quotes", value=unquoted[1], element=f"<{name}>")
        bare = re.search(r"\s([\w.:-]+)\s*\Z", tag)
        if bare:
            return self._because("no-value", value=bare[1], element=f"<{name}>")
        if tag.endswith(('"', "'")):
            attribute = self._name_at(self._at)
            return self._because("space", value=attribute, element=f"<{name}>")
        return self._because("tag", at, value=f"<{name}>")

    def _word_around(self, at: int) -> str:
        before = self._text[max(0, at - _AROUND) : at]
        begins = max((found.end() for found in _END_OF_WORD.finditer(before)), default=0)
        after = self._text[at : at + _AROUND]
        ends = _END_OF_WORD.search(after)
        return before[begins:] + (after[: ends.start()] if ends else after)

    def _name_at(self, at: int) -> str:
        found = _NAME.match(self._text, at)
        return found[0] if found else ""

    def _tag_at(self, at: int) -> str:
        found = _TAG.match(self._text, at)
        return found[0] if found else ""


def place_of(text: str, at: int) -> tuple[int, int]:
    """Return line and column of a character of `text`; both count from 1."""
    ends = [found.end() for found in _LINE.finditer(text, 0, at)]
    return len(ends) + 1, at - (ends[-1] if ends else 0) + 1


def _is_quoted(tag: str) -> bool:
    """Tell whether the value of an attribute is begun in `tag` and not ended."""
    rest = _QUOTED.sub("", tag)
    return "'" in rest or '"' in rest


def _is_outside_of_xml(character: str) -> bool:
    return bool(character) and (
        (character < " " and character not in "\t\n\r") or character in "\ufffe\uffff"
    )
