"""Add line breaks where a block is removed but not its text: ``<center>A</center>B``."""

from collections.abc import Iterable, Iterator

from feedpub.sanitizer._tokens import Token, start_tag
from feedpub.sanitizer.policy import ELEMENTS, IN_LINES, UNWRAPPED_BLOCKS


def with_breaks(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield `tokens`, and a ``<br>`` wherever a block that goes stood between two texts."""
    in_line = ended = False  # whether the line has something in it, and has to be ended first
    for token in tokens:
        name = token.get("name", "")
        if name in UNWRAPPED_BLOCKS:
            ended = ended or in_line
        elif name in ELEMENTS and name not in IN_LINES:
            in_line = ended = False
        elif _shows(token):
            if ended:
                yield start_tag("br", {})
            in_line, ended = True, False
        yield token


def _shows(token: Token) -> bool:
    """Tell whether something stands in the line where `token` is."""
    if token["type"] == "Characters":
        return bool(token["data"].strip(" \t\n\f\r"))
    return token["type"] != "EndTag" and token["name"] in IN_LINES
