"""Go through a body from left to right, and pass over code."""

import re
from bisect import bisect_right
from collections.abc import Container
from dataclasses import replace

from feedpub.entries.templates import _patterns as patterns
from feedpub.entries.templates._pieces import Kind, Piece


class Cursor:
    """One pass over a source, with what was found so far.

    A method that takes a match gives the position from which to go on. No search is repeated once
    it has failed, so that the time is linear.
    """

    def __init__(
        self,
        source: str,
        code: Container[str],
        known: Container[str],
        *,
        is_markdown: bool,
        is_mdx: bool,
    ) -> None:
        self._source = source
        self._code = code
        self._known = known
        self._is_markdown = is_markdown
        self._is_mdx = is_mdx
        self._found: list[Piece] = []
        self._absent: set[str] = set()
        self._runs: dict[int, list[int]] = {}
        self._blanks: list[int] | None = None

    def _with_line(self, piece: Piece) -> Piece:
        return replace(piece, is_line=True) if self._begins_line(piece.start) else piece

    def _begins_line(self, place: int) -> bool:
        here = self._source[max(0, place - patterns.DEEPEST_INDENT) : place]
        _, line, before = here.rpartition("\n")
        return not before.strip(" \t>") and bool(line or place < patterns.DEEPEST_INDENT)

    def _add(self, kind: Kind, start: int, end: int, name: str = "", arguments: str = "") -> int:
        self._found.append(Piece(kind, start, end, name, arguments))
        return end

    def _after(self, end: str, begin: int) -> int | None:
        """Return the position after the next `end`, None without one."""
        if end in self._absent:
            return None
        place = self._source.find(end, begin)
        if place < 0:
            self._absent.add(end)
            return None
        return place + len(end)

    def _after_pattern(self, key: str, end: re.Pattern[str], begin: int) -> re.Match[str] | None:
        found = None if key in self._absent else end.search(self._source, begin)
        if found is None:
            self._absent.add(key)
        return found

    def _fence(self, found: re.Match[str]) -> int:
        if not self._is_markdown:
            return found.end()
        ticks = re.escape(found["ticks"])
        end = re.compile(rf"\n[ \t>]*{ticks}[`~]*[ \t\r]*(?=\n|\Z)").search(
            self._source, found.end()
        )
        return end.end() if end else len(self._source)

    def _run(self, found: re.Match[str]) -> int:
        """Pass over code in a line; its end is as many backticks, in the same paragraph."""
        if not self._is_markdown:
            return found.end()
        if self._blanks is None:
            self._blanks = [blank.start() for blank in patterns.BLANK_LINE.finditer(self._source)]
            for run in re.finditer("`+", self._source):
                self._runs.setdefault(len(run[0]), []).append(run.start())
        length = len(found[0])
        same = self._runs.get(length, [])
        place = bisect_right(same, found.start())
        if place == len(same):
            return found.end()
        blank = bisect_right(self._blanks, found.start())
        if blank < len(self._blanks) and self._blanks[blank] < same[place]:
            return found.end()
        return same[place] + length

    def _comment(self, found: re.Match[str]) -> int:
        tab = patterns.TAB.match(self._source, found.start())
        if tab:
            return self._add(Kind.TITLE, tab.start(), tab.end(), arguments=tab[1])
        return self._after("-->", found.end()) or found.end()

    def _element(self, found: re.Match[str]) -> int:
        name = found["element"].lower()
        end = self._after_pattern(f"</{name}", patterns.END_OF_ELEMENT[name], found.end())
        return end.end() if end else found.end()
