"""Find the template tags in a body, outside of code and comments."""

import re
from collections.abc import Callable, Container
from typing import Final

from feedpub.entries.templates import _patterns as patterns
from feedpub.entries.templates._cursor import Cursor
from feedpub.entries.templates._pieces import Kind, Piece


def find_pieces(
    source: str, code: Container[str], known: Container[str], *, is_markdown: bool, is_mdx: bool
) -> list[Piece]:
    """Return the pieces of `source` in order; `code` names the tags that hold code.

    `known` are the names of components that are one in any Markdown.
    """
    may_have_tags = patterns.MAY_HAVE_TAGS if is_markdown else patterns.HTML_MAY_HAVE_TAGS
    if not is_mdx and not may_have_tags.search(source):
        return []
    return _Scan(source, code, known, is_markdown=is_markdown, is_mdx=is_mdx).pieces()


class _Scan(Cursor):
    """One pass over a source, by what begins where."""

    def pieces(self) -> list[Piece]:
        position = 0
        while stop := patterns.STOP.search(self._source, position):
            position = max(stop.end(), stop.start() + 1)
            found = patterns.NEXT.match(self._source, stop.start())
            if found is None:
                continue
            name = found.lastgroup or ""
            name = "fence" if name == "ticks" else name
            position = max(found.start() + 1, _READERS[name](self, found))
        return [self._with_line(piece) for piece in self._found]

    def _formula(self, found: re.Match[str]) -> int:
        """Take a formula out of the reach of Markdown; money is none."""
        mark, begin = found[0], found.end()
        close = {"\\(": "\\)", "\\[": "\\]"}.get(mark, mark)
        longest = patterns.LONGEST if mark in ("$", "\\(") else patterns.LONGEST_FORMULA
        place = self._source.find(close, begin, begin + longest)
        if place < 0:
            return begin
        tex, end = self._source[begin:place], place + len(close)
        if not tex.strip() or "`" in tex:
            return begin
        if mark == "$" and (
            tex[0].isspace()
            or tex[-1].isspace()
            or self._source[end : end + 1].isdigit()
            or patterns.BLANK_LINE.search(tex)
            or "](" in tex
            or tex.endswith("\\")
        ):
            return begin
        if mark in ("\\(", "\\[") and (
            not patterns.TEX.search(tex) or self._source.startswith("(", end) or "](" in tex
        ):
            return begin
        if self._is_markdown:
            self._add(Kind.FORMULA, found.start(), end, arguments=self._source[found.start() : end])
        return end

    def _skip(self, found: re.Match[str]) -> int:
        return found.end()

    def _liquid(self, found: re.Match[str]) -> int:
        begun = patterns.LIQUID.match(self._source, found.start())
        if begun is None:
            return self._nameless(found)
        name = begun[1]
        end = self._source.find("%}", begun.end(), begun.end() + patterns.LONGEST)
        if end < 0:
            return found.end()
        after = end + 2
        if name == "#":
            return after
        if name in patterns.UNTOUCHED:
            closed = self._after_pattern(name, _liquid_end(name), after)
            return closed.end() if closed else after
        return self._tag(
            found.start(),
            after,
            name.removesuffix("()"),
            self._source[begun.end() : end].strip("-~+ \t\r\n"),
            _liquid_end,
            closes=name == "end" or (name.startswith("end") and len(name) > 3),
        )

    def _nameless(self, found: re.Match[str]) -> int:
        tag = patterns.NAMELESS.match(self._source, found.start())
        if tag is None:
            return found.end()
        return self._add(Kind.TAG, tag.start(), tag.end(), tag[0])

    def _shortcode(self, found: re.Match[str]) -> int:
        literal = patterns.LITERAL_SHORTCODE.match(self._source, found.start())
        if literal:
            written = f"{{{{{literal[1]}{literal[2]}{literal[3]}}}}}"
            return self._add(Kind.LITERAL, literal.start(), literal.end(), arguments=written)
        begun = patterns.SHORTCODE.match(self._source, found.start())
        mark = {"<": ">}}", "%": "%}}"}[found[0][-1]]
        end = self._source.find(mark, found.end(), found.end() + patterns.LONGEST) if begun else -1
        if begun is None:
            return self._nameless(found)
        if end < 0:
            return found.end()
        name = "".join(begun[1].split())
        begin = min(begun.end(), end)
        written = self._source[begin:end].strip()
        if name == "comment":
            closed = self._after_pattern("comment >", _shortcode_end("comment"), end)
            return closed.end() if closed else end + 3
        return self._tag(
            found.start(),
            end + 3,
            name.lstrip("/"),
            written.removesuffix("/"),
            _shortcode_end,
            closes=name.startswith("/"),
            is_single=written.endswith("/"),
        )

    def _bracket(self, found: re.Match[str]) -> int:
        embed = patterns.EMBED.match(self._source, found.start())
        if embed:
            return self._add(Kind.TAG, embed.start(), embed.end(), "iframe", embed[1])
        tag = patterns.BRACKET.match(self._source, found.start())
        if tag is None or self._source.startswith("(", tag.end()):
            return found.end()
        return self._tag(
            tag.start(),
            tag.end(),
            tag[2],
            tag[3].strip().removesuffix("/"),
            _bracket_end,
            closes=bool(tag[1]),
            is_single=tag[3].endswith("/"),
        )

    def _tag(
        self,
        start: int,
        end: int,
        name: str,
        arguments: str,
        pattern_of: Callable[[str], re.Pattern[str]],
        *,
        closes: bool,
        is_single: bool = False,
    ) -> int:
        content = None
        if not closes and not is_single and name.lower() in self._code:
            closed = self._after_pattern(pattern_of(name).pattern, pattern_of(name), end)
            if closed:
                content, end = self._source[end : closed.start()], closed.end()
            elif name in patterns.TO_THE_END and self._begins_line(start):
                content, end = self._source[end:], len(self._source)
        self._found.append(
            Piece(
                Kind.TAG, start, end, name, arguments, content, closes=closes, is_single=is_single
            )
        )
        return end

    def _action(self, found: re.Match[str]) -> int:
        return self._after("*/", found.end()) or found.end()

    def _value(self, found: re.Match[str]) -> int:
        start = found.start()
        before = self._source[max(0, start - 30) : start]
        if before.endswith("$"):  # of GitHub's workflows
            return found.end()
        literal = patterns.LITERAL.match(self._source, start)
        end = (
            literal.end()
            if literal
            else self._source.find("}}", found.end(), start + patterns.LONGEST) + 2
        )
        if end < 2:
            return found.end()
        if patterns.IN_TEX.search(before) and not self._source[found.end()].isspace():
            return found.end()
        while self._source.startswith("}", end) and self._source.startswith("{{{", start):
            end += 1
        inner = self._source[start:end].strip("{}").strip("-~ \t\r\n")
        if patterns.BLANK_LINE.search(inner):
            return found.end()
        call = patterns.CALL.fullmatch(inner)
        if call:
            self._found.append(
                Piece(
                    Kind.TAG, start, end, call[1].rpartition(":")[2], f"({call[2]})", is_single=True
                )
            )
            return end
        return self._add(Kind.VALUE, start, end, arguments=inner)

    def _kramdown(self, found: re.Match[str]) -> int:
        end = self._after_pattern("kramdown", patterns.END_OF_KRAMDOWN, found.end())
        if end is None or not self._is_markdown:
            return found.end()
        return self._add(Kind.NOTHING, found.start(), end.end())

    def _jinja(self, found: re.Match[str]) -> int:
        return self._after("#}", found.end()) or found.end()

    def _aside(self, found: re.Match[str]) -> int:
        end = self._after("*/}", found.end()) if self._is_markdown else None
        if end is None:
            return found.end()
        said = self._source[found.end() : end - 3].strip().lower()
        return self._add(Kind.MORE if said == "truncate" else Kind.NOTHING, found.start(), end)

    def _pelican(self, found: re.Match[str]) -> int:
        return self._add(Kind.NOTHING, found.start(), found.end())

    def _contents(self, found: re.Match[str]) -> int:
        if not self._is_markdown:
            return found.start() + 1
        return self._add(Kind.NOTHING, found.start(), found.end())

    def _leaf(self, found: re.Match[str]) -> int:
        """Read a directive without content: ``::github{repo="a/b"}``."""
        parts = patterns.LEAF.match(found[0].strip()) if self._is_markdown else None
        if parts is None:
            return found.end()
        title = f' title="{parts[2]}"' if parts[2] and '"' not in parts[2] else ""
        attributes = re.sub(r"(?<!\S)#([^\s{}]+)", r'id="\1"', parts[3] or "")
        self._found.append(
            Piece(
                *(Kind.TAG, found.start(), found.end(), parts[1], f"{attributes}{title}"),
                is_single=True,
            )
        )
        return found.end()

    def _wiki(self, found: re.Match[str]) -> int:
        link = patterns.WIKI.match(self._source, found.start()) if self._is_markdown else None
        if link is None or link[2].isdigit():
            return found.end()
        return self._add(Kind.WIKI, link.start(), link.end(), link[1] + link[2], link[3] or "")

    def _module(self, found: re.Match[str]) -> int:
        """Take out a line of JavaScript: an import, and in MDX an export too."""
        start = found.start()
        line = patterns.IMPORT.match(self._source, start) if self._is_markdown else None
        if line:
            return self._add(Kind.NOTHING, start, line.end())
        if not self._is_mdx or not self._source[found.end() : found.end() + 1].isspace():
            return found.end()
        end = start
        while True:
            blank = patterns.BLANK_LINE.search(self._source, end, start + patterns.LONGEST_MODULE)
            end = blank.start() + 1 if blank else len(self._source)
            code = self._source[start:end]
            if blank is None or code.count("{") <= code.count("}"):
                break
        if end - start > patterns.LONGEST_MODULE:
            return found.end()
        return self._add(Kind.NOTHING, start, end)

    def _component(self, found: re.Match[str]) -> int:
        if not self._is_markdown:
            return found.end()
        tag = patterns.COMPONENT.match(self._source, found.start())
        if tag is None:
            return found.end()
        capital = tag[2][0].isupper()
        is_one = tag[2].lower() in self._known and self._begins_line(tag.start())
        if not ("={" in tag[3] or "{..." in tag[3] or (capital and (self._is_mdx or is_one))):
            return found.end()
        self._found.append(
            Piece(
                Kind.COMPONENT,
                tag.start(),
                tag.end(),
                tag[2],
                tag[3].strip(),
                closes=bool(tag[1]),
                is_single=bool(tag[4]),
            )
        )
        return tag.end()

    def _expression(self, found: re.Match[str]) -> int:
        inner = patterns.EXPRESSION.match(self._source, found.start()) if self._is_mdx else None
        if inner is None:
            return found.end()
        return self._add(
            Kind.EXPRESSION, inner.start(), inner.end(), arguments=inner[0][1:-1].strip()
        )


_READERS: Final = {
    "fence": _Scan._fence,
    "run": _Scan._run,
    "comment": _Scan._comment,
    "element": _Scan._element,
    "formula": _Scan._formula,
    "escape": _Scan._skip,
    "liquid": _Scan._liquid,
    "shortcode": _Scan._shortcode,
    "action": _Scan._action,
    "value": _Scan._value,
    "kramdown": _Scan._kramdown,
    "jinja": _Scan._jinja,
    "aside": _Scan._aside,
    "pelican": _Scan._pelican,
    "contents": _Scan._contents,
    "leaf": _Scan._leaf,
    "wiki": _Scan._wiki,
    "bracket": _Scan._bracket,
    "module": _Scan._module,
    "component": _Scan._component,
    "expression": _Scan._expression,
}


def _liquid_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"\{{%[-~+]?\s*end{re.escape(name)}\s*[-~+]?%\}}")


def _shortcode_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"\{{\{{[<%]\s*/\s*{re.escape(name)}\s*[>%]\}}\}}")


def _bracket_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"\[/{re.escape(name)}\]")
