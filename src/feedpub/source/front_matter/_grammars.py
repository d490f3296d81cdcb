"""The shapes in which tools write front matter, as handlers of python-frontmatter.

YAML, JSON and TOML between two lines (Jekyll, Hugo, Zola, Hexo, Eleventy and most others), and
headers that end where the body begins (Hexo, Pelican, Nikola).
"""

import re
from collections.abc import Callable
from typing import Any, Final

from frontmatter.default_handlers import BaseHandler, JSONHandler

from feedpub.source.front_matter import _headers, _json, _lines, _mend, _toml

_TELLING_KEY = re.compile(r"^(?:title|date)[ \t]*:", re.MULTILINE | re.IGNORECASE)
_FIRST_KEY = re.compile(r"[A-Za-z_][\w-]*+:(?:[ \t]|$)", re.MULTILINE)
_LAST_LINE = re.compile(r"\A-{3,}[ \t]*+$", re.MULTILINE)
# No header is longer; what is looked through for its end has to have one.
_LONGEST_HEADER: Final = 16_384

Load = Callable[[str], tuple[object, list[_mend.Note]]]


class _Between(BaseHandler):
    """Front matter between a line that begins it and a line that ends it."""

    def __init__(self, begin: str, end: str, name: str, load: Load) -> None:
        super().__init__(re.compile(rf"(?:{begin})[ \t]*+$", re.MULTILINE), name, name)
        self._end = re.compile(rf"^(?:{end})[ \t]*+$", re.MULTILINE)
        self._load = load

    def split(self, text: str) -> tuple[str, str]:
        begin = self.FM_BOUNDARY.match(text) if self.FM_BOUNDARY else None
        end = self._end.search(text, begin.end()) if begin else None
        if begin is None or end is None:
            raise ValueError("it is not closed")
        return text[begin.end() : end.start()], text[end.end() :]

    def load(self, fm: str, **_: object) -> Any:
        return self._load(fm)


class _JSON(JSONHandler):
    def load(self, fm: str, **_: object) -> Any:
        return _load_json(fm)


class _Header(_Between):
    """YAML, or lines that look like it, without a line that begins it."""

    def __init__(self, load: Load, end_of: Callable[[str], int]) -> None:
        super().__init__("", "", "", load)
        self._end_of = end_of

    def detect(self, text: str) -> bool:
        return self._end_of(text[:_LONGEST_HEADER]) > 0

    def split(self, text: str) -> tuple[str, str]:
        end = self._end_of(text[:_LONGEST_HEADER])
        return text[:end], _LAST_LINE.sub("", text[end:])


def _load_json(matter: str) -> tuple[object, list[_mend.Note]]:
    return _json.load(matter), []


def _load_json_without_braces(matter: str) -> tuple[object, list[_mend.Note]]:
    return _load_json(matter if matter.lstrip().startswith("{") else f"{{{matter}}}")


def _load_toml(matter: str) -> tuple[object, list[_mend.Note]]:
    return _toml.load(matter), []


def _load_header(matter: str) -> tuple[object, list[_mend.Note]]:
    return _headers.load(matter), []


def _end_of_yaml(text: str) -> int:
    """Return where YAML ends that only a line ``---`` ends, as Hexo has it; 0 where none is."""
    end = re.search(r"^-{3,}[ \t]*+$", text, re.MULTILINE)
    if end is None or not _FIRST_KEY.match(text):
        return 0
    matter = text[: end.start()]
    lines = _lines.read(matter.split("\n"))
    is_yaml = _TELLING_KEY.search(matter) and all(line.key or line.is_item for line in lines)
    return end.start() if is_yaml else 0


HANDLERS: Final = (
    _Between(r"-{3,}[ \t]*+(?:ya?ml)?", r"-{3,}|\.{3}", "---", _mend.load),
    _Between(r"-{3}[ \t]*+json5?", "-{3}", "---", _load_json),
    _Between(r"-{3}[ \t]*+toml", "-{3}", "---", _load_toml),
    _Between(r"\+{3,}", r"\+{3,}", "+++", _load_toml),
    _JSON(),
    _Between(";{3,}", ";{3,}", ";;;", _load_json_without_braces),
    _Header(_mend.load, _end_of_yaml),
    _Header(_load_header, _headers.end_of),
)
"""Each returns, from `load`, the values and what was odd; it raises Broken."""
