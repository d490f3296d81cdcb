"""Feeds that have nothing wrong, and what is found in what is made of them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from feedpub.model import Problem
from feedpub.validator import validate

HERE: Final = Path(__file__).parent
KINDS: Final = ("rss", "atom", "opml", "json")
NOW: Final = datetime(2024, 6, 1, tzinfo=UTC)


def whole(kind: str) -> str:
    """Return the feed that has nothing wrong."""
    return (HERE / f"whole.{kind}").read_text("utf-8")


def changed(kind: str, old: str, new: str) -> str:
    """Return the feed with `new` in place of `old`, which it has to hold."""
    text = whole(kind)
    assert old in text
    return text.replace(old, new)


def found(text: str | bytes, kind: str = "rss") -> tuple[Problem, ...]:
    """Return the findings of a feed that is served where the whole ones say that they are."""
    data = text.encode() if isinstance(text, str) else text
    return validate(data, name="feed", addresses=(f"https://example.org/all.{kind}",), now=NOW)


def codes(text: str | bytes, kind: str = "rss") -> set[str]:
    """Return the codes of the findings."""
    return {finding.code for finding in found(text, kind)}


def place(problem: Problem) -> tuple[int, int]:
    """Return line and column of a problem, which each in a feed has."""
    assert problem.line is not None
    assert problem.column is not None
    return problem.line, problem.column


def text_at(text: str, problem: Problem) -> str:
    """Return the rest of the line on which a problem stands, from there on."""
    line, column = place(problem)
    return text.splitlines()[line - 1][column - 1 :]
