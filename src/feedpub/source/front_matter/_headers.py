"""Headers without a line that begins them, as Pelican and Nikola write them, and other tools'.

    Title: My life                    .. title: My life
    Date: 2024-01-31 08:00            .. date: 2024-01-31 08:00
    Tags: a, b                        .. tags: a, b

A value is the text that stands there; a line further in goes on with the value before it.
"""

import re
from typing import Final

from feedpub.source.front_matter._problems import Broken, quote

_TELLING: Final = frozenset(("title", "date"))
_LISTS: Final = frozenset(("tags", "keywords"))
_FIELD = re.compile(r"([A-Za-z][\w-]*+)[ \t]*+:(?:[ \t]++(.*))?")
_NIKOLA: Final = ".. "
_COMMENT: Final = ("<!--", "-->")

# How a file begins that another tool reads: its name, for people.
_TOOLS: Final = (
    (re.compile(r"#\+\w+:", re.IGNORECASE), "Org mode"),
    (re.compile(r"= \S[^\n]*\n"), "AsciiDoc"),
    (re.compile(r"[^\n]+\n(?:={3,}|#{3,})\n(?:\n|:\w+:)*:\w+: "), "reStructuredText"),
    (re.compile(r":\w+:[ \t]"), "reStructuredText or AsciiDoc"),
    (re.compile(r"% \S"), "a title block of Pandoc"),
    (re.compile(r"---[ \t]*(?:js|javascript|coffee)\b"), "front matter in JavaScript"),
    (re.compile(r"(?:export (?:const|let|default)|import)\b"), "MDX with metadata in JavaScript"),
    (re.compile(r"\{[^\n]"), "JSON without { and } on lines of their own"),
    (re.compile(r"[—–―－─]+[ \t]*\n|-[—–-]+\n"), "front matter between dashes that are not ---"),
    (re.compile(r"```(?:ya?ml|toml|json)"), "front matter in a block of code"),
)


def end_of(text: str) -> int:
    """Return where a header of Pelican's or Nikola's ends; 0 where `text` has none."""
    end = 0
    keys: set[str] = set()
    nikola = text.startswith((_NIKOLA, _COMMENT[0]))
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        field = _FIELD.fullmatch(stripped.removeprefix(_NIKOLA))
        if nikola and stripped in _COMMENT:
            end += len(line)
            if stripped == _COMMENT[1]:
                break
            continue
        if not stripped or (nikola and not line.startswith(_NIKOLA)):
            break
        if not (field or (keys and line[0] in " \t")):
            return 0
        if field and line[0] not in " \t":
            keys.add(field[1].lower())
        end += len(line)
    return end if keys & _TELLING else 0


def load(matter: str) -> dict[str, object]:
    """Return the fields of a header as texts, and as lists where names are meant."""
    found: dict[str, str] = {}
    last = ""
    for number, line in enumerate(matter.split("\n")):
        field = _FIELD.fullmatch(line.rstrip().removeprefix(_NIKOLA))
        if field:
            last, value = field[1], (field[2] or "").strip()
            if found.setdefault(last, value) != value:
                what = f"key {quote(last)} stands twice, with different values"
                raise Broken(number, what, "keep one of them")
        elif last and line[:1] in (" ", "\t"):
            found[last] = f"{found[last]} {line.strip()}".strip()
    return {key: _names(text) if key.lower() in _LISTS else text for key, text in found.items()}


def _names(text: str) -> list[str]:
    names = text.split(";" if ";" in text else ",")
    return [name.strip() for name in names if name.strip()]


def looks_like(text: str) -> str:
    """Return which tool a file without front matter may be from; "" where nothing tells."""
    beginning = text[:2000]
    return next((name for shape, name in _TOOLS if shape.match(beginning)), "")
