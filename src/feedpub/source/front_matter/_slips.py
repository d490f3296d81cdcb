"""Explain in words for people what is wrong with YAML, on which line, and what to do."""

import re
from itertools import zip_longest
from typing import Final

import yaml

from feedpub.source.front_matter import _lines, _quotes
from feedpub.source.front_matter._lines import Line
from feedpub.source.front_matter._problems import Broken, quote
from feedpub.source.front_matter._texts import QUOTE_IT

FULL_WIDTH_COLON: Final = "："
_NO_SPACE = re.compile(r"[\w-]++:(?!//)\S")
_INDENT: Final = "begin it where the lines around it begin"
_CLOSE: Final = "end the text with the quote it begins with"

# (what libyaml or PyYAML says, what is wrong, what to do); the first that fits. Where it begins
# with "<", the line is the one on which the thing began and not the one where it went wrong.
_SAID: Final = (
    ("tab character", "a tab indents", "indent with spaces"),
    ("<quoted scalar found unexpected", "a quote is not closed", _CLOSE),
    ("escape", "a \\ begins nothing that YAML knows", QUOTE_IT),
    ("hexdecimal", "a \\ begins nothing that YAML knows", QUOTE_IT),
    ("block scalar", "| or > is not the only thing behind the colon", QUOTE_IT),
    ("indentation indicator", "| or > is not the only thing behind the colon", QUOTE_IT),
    ("<flow sequence", "[ is not closed, or a text in it needs quotes", "end the list with ]"),
    ("<flow mapping", "{ is not closed, or a text in it needs quotes", "end it with }"),
    ("undefined alias", "* begins the name of an anchor, and there is none", QUOTE_IT),
    ("duplicate anchor", "an anchor stands twice", "give it another name"),
    ("another document", "--- begins another document", "remove it"),
    ("document start", "... ends the YAML before this line", "remove it"),
    ("<scanning an anchor", "& at the beginning has a meaning in YAML", QUOTE_IT),
    ("<scanning an alias", "* at the beginning has a meaning in YAML", QUOTE_IT),
    (" tag", "! at the beginning has a meaning in YAML", QUOTE_IT),
    ("<could not find expected ':'", "the line has no colon", "write it as key: value"),
    ("mapping values", "the line has a colon too many, or begins too far in", _INDENT),
    ("sequence entries", "an item stands beside its key", "put it on a line of its own"),
    ("mapping keys", "? at the beginning has a meaning in YAML", QUOTE_IT),
    ("unexpected ':'", "a colon stands in a text", QUOTE_IT),
    ("cannot start any token", "a mark at the beginning has a meaning in YAML", QUOTE_IT),
    ("expected '-'", "a key stands among the items of a list", _INDENT),
    ("expected key", "the line begins further in or out than the lines around it", _INDENT),
    ("node content", "a value is missing", "write it, or remove the mark before it"),
    ("but found", "a tag (!!…) stands before what it does not fit", "remove it"),
    ("control characters", "a character stands here that YAML does not know", "remove it"),
)
_LONGEST_KEY: Final = 1000


def explain(error: yaml.YAMLError, matter: str) -> Broken:
    """Explain why the parser of YAML refuses a front matter."""
    lines = matter.split("\n")
    if not isinstance(error, yaml.MarkedYAMLError):
        at = getattr(error, "position", 0)
        return Broken(matter.count("\n", 0, at), *_words_for("control characters")[1:])
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    problem = error.problem_mark.line if error.problem_mark else 0
    context = error.context_mark.line if error.context_mark else problem
    slip = _first_slip(lines, problem)
    if slip:
        return slip
    place, what, remedy = _words_for(said)
    return Broken(context if place == "<" else min(problem, _last(lines)), what, remedy)


def _words_for(said: str) -> tuple[str, str, str]:
    """Return "<" where the thing's first line is to blame, what is wrong, and what to do."""
    for part, what, remedy in _SAID:
        if part.removeprefix("<") in said:
            return part[0], what, remedy
    return "", "it is no YAML", f"write lines of key: value; {QUOTE_IT}"


def _last(lines: list[str]) -> int:
    """Return the number of the last line that is not empty."""
    return max((number for number, text in enumerate(lines) if text.strip()), default=0)


def without_colon(matter: str) -> Broken | None:
    """Explain the first line that is not a key with a value, if there is one."""
    found = (_without_colon(line) for line in _lines.read(matter.split("\n")) if not line.is_item)
    return next(filter(None, found), None)


def is_open(line: Line) -> bool:
    """Tell whether a quote begins on a line and does not end there."""
    return line.alone and line.value[:1] in ("'", '"') and not _quotes.end_of(line.value)


def not_closed(line: Line) -> Broken:
    """Explain a quote without an end."""
    return Broken(line.number, f"the quote of {quote(line.value, line.key)} is not closed", _CLOSE)


def _first_slip(lines: list[str], until: int) -> Broken | None:
    """Explain one of the most frequent mistakes, where it is before the line of an error."""
    found = list(_lines.read(lines))
    for line, following in zip_longest(found, found[1:]):
        if line.number > until:
            break
        end = following.number if following else len(lines)
        slip = _slip(line, lines[line.number + 1 : end])
        if slip:
            return slip
    return None


def _slip(line: Line, continued: list[str]) -> Broken | None:
    if "\t" in line.before:
        return Broken(line.number, "a tab indents", "indent with spaces")
    if line.value[:1] in ("'", '"'):
        return _in_quotes(line, continued)
    if len(line.key) > _LONGEST_KEY:
        what = f"a key has more than {_LONGEST_KEY} characters"
        return Broken(line.number, what, "is a colon in a text? " + QUOTE_IT)
    if FULL_WIDTH_COLON in line.key:
        return _full_width(line, line.key)
    return None if line.key or line.is_item else _without_colon(line)


def _in_quotes(line: Line, continued: list[str]) -> Broken | None:
    value = "\n".join([line.value, *continued])
    end = _quotes.end_of(value)
    if not end:
        return not_closed(line)
    rest = value[end:].partition("\n")[0]
    if rest.strip() and rest[-1] != value[0] and " #" not in rest:
        return not_closed(line)
    if rest.strip() and not rest.lstrip().startswith("#"):
        what = "has quotes inside of quotes, and can be read in two ways"
        return Broken(line.number, f"{quote(line.value, line.key)} {what}", QUOTE_IT)
    return None


def _without_colon(line: Line) -> Broken | None:
    """Explain a line that is not a key with a value."""
    written = line.value
    if line.key or not written or written[0] in "]}[{?:&*!'\"|>%@`":
        return None
    if written.startswith("---"):
        return Broken(line.number, "--- begins another document", "remove it")
    if written == "...":
        return Broken(line.number, "... ends the YAML before its end", "remove it")
    if FULL_WIDTH_COLON in written:
        return _full_width(line, written)
    if _NO_SPACE.match(written):
        key = written.partition(":")[0]
        what = f"no space stands after the colon of {quote(key)}"
        return Broken(line.number, what, f"write {key[:30]}: and a space")
    key, equals, _ = written.partition("=")
    if equals and " " not in key.strip():
        what = f"= stands in place of the colon after {quote(key)}"
        return Broken(line.number, what, "write key: value, or +++ around TOML")
    return Broken(line.number, f"{quote(written)} has no colon", "write it as key: value")


def with_full_width_colon(matter: str) -> Broken | None:
    """Explain a line whose key has a full-width colon in it, if there is one."""
    lines = _lines.read(matter.split("\n"))
    return next(
        (_full_width(line, line.key) for line in lines if FULL_WIDTH_COLON in line.key), None
    )


def _full_width(line: Line, written: str) -> Broken:
    key = written.partition(FULL_WIDTH_COLON)[0]
    what = f"the colon after {quote(key)} is full-width ({FULL_WIDTH_COLON})"
    return Broken(line.number, what, "write : and a space")
