"""Texts that strangers could write, and what must not come out of feedpub where it speaks."""

import re
import unicodedata

LONG = "long " * 5000

HOSTILE = (
    "a\n::error file=README.md,line=1::owned",
    "a\r\n::stop-commands::tok",
    "a\r::add-mask::x",
    "::error::owned",
    "  ::warning::owned",
    "\u3000::notice::owned",
    "a\u2028::error::owned",
    "a\u2029::error::owned",
    "a\x85::error::owned",
    "a\x0b::error::owned\x0c::error::owned",
    "##[error]owned",
    "a ##[add-mask]b",
    "a ####[group]b",
    "##vso[task.setvariable variable=PATH]owned",
    "##teamcity[buildStatus text='owned']",
    "\x1b]0;owned\x07\x1b[2J",
    "\x1b]8;;https://evil.example/\x1b\\here\x1b]8;;\x1b\\",
    "\x9b2J\x9d0;owned\x9c",
    "\x7f\x08\x08\x08owned",
    "\x00null",
    "a\u202egnp.exe",
    "\u2066a\u2067b\u2068c\u2069\u200e\u200f\u061c",
    "pay\u200bpal \u2060\ufeff\xad\u180e",
    "a\u200db\u200cc",
    "\U000e0041\U000e0042\U000e007f",
    "\ufff9a\ufffab\ufffb",
    "\ud800\udfff",
    f"{LONG}::error::owned",
    "\x1b" * 5000,
    "<script>alert(1)</script> | ` * _ [x](javascript:1)",
)

# What runners do: GitHub's and Azure's forms, as their sources have it.
_AT_THE_BEGINNING = re.compile(r"\s*::")
_ANYWHERE = re.compile(r"##[A-Za-z]*\[")
_JOINERS = "\u200c\u200d"
_LONGEST_LINE = 1200


def obeyed(output: str, *, longest: int | None = _LONGEST_LINE) -> list[str]:
    """Return the lines of `output` that a runner or a terminal would obey, or that hide something.

    Only the line feed ends a line of ours.
    """
    return [
        line
        for line in output.split("\n")
        if _AT_THE_BEGINNING.match(line)
        or _ANYWHERE.search(line)
        or any(_is_unseen(line, position) for position in range(len(line)))
        or (longest is not None and len(line) > longest)
    ]


def _is_unseen(line: str, position: int) -> bool:
    character = line[position]
    if character in _JOINERS:
        around = line[max(position - 1, 0) : position + 2]
        return len(around) < 3 or any(one.isascii() for one in around)
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
