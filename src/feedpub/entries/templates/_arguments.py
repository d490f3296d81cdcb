"""Read the arguments of a template tag, in whatever way its tool writes them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_ARGUMENT: Final = re.compile(
    r"""([\w-]{1,60})\s{0,9}(?:=|:(?=["']|[^\s/:][^\s:]*(?:\s|\Z)))\s{0,9}"""
    r"""("[^"]*"|'[^']*'|`[^`]*`|\{[^{}]*\}|[^\s,"'()]+)"""
    r"""|("[^"]*"|'[^']*'|`[^`]*`)|([^\s,()]+)"""
)
_ADDRESS: Final = re.compile(
    r"(?:https?:)?//\S|\.{0,2}/\S|[^\s@]+\.[A-Za-z0-9]{1,6}(?:[?#]\S*)?$|@/"
)
_OPTION: Final = re.compile(r"([a-z]{1,20})=(\S+)")
_NUMBER: Final = re.compile(r"[0-9]{1,5}(?:px|%)?")
_STRING: Final = re.compile(r"""["'`]([^"'`]*)["'`]""")


@dataclass(frozen=True)
class Arguments:
    """The arguments of one tag.

    `words` are the arguments without a name, in order, without quotes; `quoted` are the words
    that had quotes.
    """

    written: str
    words: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)

    def get(self, *names: str) -> str:
        """Return the first argument with one of these names; empty where none is given."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    @cached_property
    def address(self) -> str:
        """The first word that looks like an address, else the first word."""
        found = (word for word in self.words if _ADDRESS.match(word))
        return next(found, self.words[0] if self.words else "")

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        return tuple(word for word in self.words if _NUMBER.fullmatch(word))

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The arguments split at commas, as in many tags of Hexo's themes."""
        return tuple(part.strip().strip("\"'") for part in self.written.split(","))


def looks_like_an_address(word: str) -> bool:
    """Tell whether a word is an address or the name of a file."""
    return _ADDRESS.match(word) is not None


def read_arguments(written: str) -> Arguments:
    """Read the text in a tag after its name."""
    words: list[str] = []
    quoted: list[str] = []
    named: dict[str, str] = {}
    for name, value, text, word in _ARGUMENT.findall(written):
        if name:
            named.setdefault(name.lower(), _bare(value))
        elif text and (option := _OPTION.fullmatch(text[1:-1])):
            named.setdefault(option[1].lower(), option[2])
        elif text:
            words.append(text[1:-1])
            quoted.append(text[1:-1])
        elif word:
            words.append(word)
    return Arguments(written, tuple(words), tuple(quoted), named)


def _bare(value: str) -> str:
    """Return a value without quotes, or the first string in an expression of JavaScript."""
    if value[:1] == "{":
        inner = _STRING.search(value)
        return inner[1] if inner else ""
    return value[1:-1] if value[:1] in "\"'`" else value
