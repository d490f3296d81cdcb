"""Load the templates: feedpub's own, each of which the project can replace by its own file."""

import difflib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final, NoReturn

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.meta import find_referenced_templates

from feedpub import contents
from feedpub.errors import ConfigError

FOLDER: Final = "feeds/templates"
"""Where a project keeps its own templates."""

ASSETS: Final = ("style.css", "custom.css", "script.js", "icon.svg")
_PAGES: Final = (
    *("base.html", "subscribe.html"),
    *("index.html", "feed.html", "older.html", "entry.html", "404.html"),
)
_KNOWN: Final = (*_PAGES, *ASSETS)
_OURS: Final = Path(__file__).parent / "templates"
# Prefix for feedpub's own file of a name, so that a project's file can extend it.
_ORIGINAL: Final = "feedpub/"
_LARGEST_FILE: Final = 8 * 1024 * 1024  # bytes
_ENDINGS: Final = frozenset({".html", ".css", ".js", ".svg"})
_CLASS: Final = re.compile(r"'feedpub\.[\w.]*?(\w+) object'")
_HELP: Final = "docs/pages.md lists what templates are given"

_Sources = Mapping[str, "_Source"]


@dataclass(frozen=True, slots=True)
class _Source:
    """The text of a file, and its path for messages."""

    text: str
    path: str


class Templates:
    """The files of the pages; a file in the folder `overrides` replaces ours of that name."""

    def __init__(self, overrides: Path | None, words: Mapping[str, object]) -> None:
        """Load all templates, which can use `words`; raise ConfigError for a bad file."""
        ours = {name: _Source(_read(_OURS / name, name), name) for name in _KNOWN}
        theirs = dict(_overrides(overrides)) if overrides else {}
        self._theirs = {source.path for source in theirs.values()}
        originals = {_ORIGINAL + name: ours[name] for name in _PAGES}
        self._sources = ours | originals | theirs
        self._environment = Environment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(words)
        self._compiled = {name: self._compile(name) for name in ours | theirs if _is_page(name)}
        self._look_for_slips(theirs)

    @cached_property
    def digest(self) -> str:
        """The digest of the templates of pages.

        The style sheet and the script do not count: they are files of their own.
        """
        found = hashlib.blake2b(digest_size=20)
        for name, source in sorted(self._sources.items()):
            if _is_page(name):
                found.update(f"{name}\0{source.text}\0".encode())
        return found.hexdigest()

    def asset(self, name: str) -> str:
        """Return the text of one of `ASSETS`."""
        return self._sources[name].text

    def render(self, name: str, **values: object) -> str:
        """Fill a template with `values`; raise ConfigError where that fails."""
        try:
            return self._compiled[name].render(values)
        except Exception as error:  # noqa: BLE001 - the owner's template may raise anything
            self._refuse(error)

    def _load(self, name: str) -> tuple[str, str, None] | None:
        source = self._sources.get(name)
        return (source.text, source.path, None) if source else None

    def _compile(self, name: str) -> Template:
        try:
            return self._environment.get_template(name)
        except TemplateSyntaxError as error:
            self._refuse(error)

    def _refuse(self, error: Exception) -> NoReturn:
        line: int | None
        if isinstance(error, TemplateSyntaxError):
            path, line = error.filename or "", error.lineno
        else:
            path, line = self._place(error.__traceback__)
        message = _CLASS.sub(r"'\1'", str(error.args[0] if error.args else error) or repr(error))
        if isinstance(error, TemplateNotFound):
            message = f"there is no template {error.name!r}"
        raise ConfigError(f"{path}:{line}: {message}; {_HELP}") from error

    def _place(self, trace: TracebackType | None) -> tuple[str, int]:
        """Return the innermost line in a traceback of a template, the project's before ours."""
        known = {source.path for source in self._sources.values()}
        places = []
        while trace is not None:
            places.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
            trace = trace.tb_next
        ours = [place for place in places if place[0] in known]
        theirs = [place for place in ours if place[0] in self._theirs]
        return (theirs or ours or [(FOLDER, 1)])[-1]

    def _look_for_slips(self, theirs: _Sources) -> None:
        """Raise ConfigError for a file that no page uses."""
        used = set(_KNOWN)
        for name in self._compiled:
            parsed = self._environment.parse(self._sources[name].text)
            used |= {found for found in find_referenced_templates(parsed) if found}
        for name, source in theirs.items():
            if name not in used:
                near = difflib.get_close_matches(name, _KNOWN, 1)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_KNOWN)}"
                raise ConfigError(f"{source.path}: no page uses such a file; {hint}")


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def _overrides(folder: Path) -> Iterator[tuple[str, _Source]]:
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.suffix in _ENDINGS and not file.name.startswith(".") and file.is_file():
            path = f"{FOLDER}/{name}"
            yield name, _Source(_read(file, path), path)


def _read(file: Path, path: str) -> str:
    try:
        return contents.read_text(file, _LARGEST_FILE)
    except OSError as error:
        raise ConfigError(
            f"{path}: can't be read: {error.strerror}; mend it or remove it"
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: is not UTF-8; save it as UTF-8") from error
