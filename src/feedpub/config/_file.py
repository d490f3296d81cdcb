"""Read one TOML file into checked values, by a table of keys, and note mistakes by line."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from feedpub import contents
from feedpub.config._key import Key
from feedpub.errors import ConfigError, mistake

if TYPE_CHECKING:
    from feedpub.model import Problem

_LARGEST_FILE: Final = 8 * 1024 * 1024  # bytes


class ConfigFile:
    """One file of ``feeds/``: its checked `values`, by the attribute of their key; its `mistakes`.

    Raises ConfigError where it can't be read at all.
    """

    def __init__(self, path: Path, keys: Iterable[Key]) -> None:
        self.name = f"feeds/{path.name}"
        self.values: dict[str, object] = {}
        self.mistakes: list[Problem] = []
        self._keys = {(key.table, key.name): key for key in keys}
        whole = [key.name for key in self._keys.values() if _is_table(key)]
        self._tables = tuple(dict.fromkeys([*(key.table for key in keys if key.table), *whole]))
        self._loose = any(not key.table and not _is_table(key) for key in self._keys.values())
        self._source = self._read(path)
        for table, name, value in self._settings(self._parse()):
            self._take(table, name, value)

    def mistake(self, table: str, name: str, what: str) -> None:
        """Note that the value of a key is wrong."""
        self.note(self.line(table, name), f"{_label(table, name)}: {what}")

    def note(self, line: int | None, what: str) -> None:
        """Note that a line is wrong."""
        self.mistakes.append(mistake(self.name, line, what))

    def below(self, table: str) -> Mapping[str, object]:
        """Return the values whose attributes begin with `table` and a dot, by what follows it."""
        begin = f"{table}."
        return {
            attribute.removeprefix(begin): value
            for attribute, value in self.values.items()
            if attribute.startswith(begin)
        }

    def _read(self, path: Path) -> str:
        try:
            return contents.read_text(path, _LARGEST_FILE)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise ConfigError.at(self.name, line, "not UTF-8; save the file as UTF-8") from None
        except OSError as error:
            what = f"can't be read: {error.strerror}; mend it or remove it"
            raise ConfigError.at(self.name, None, what) from None

    def _parse(self) -> dict[str, object]:
        try:
            return tomllib.loads(self._source)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"\(at line (\d+)", str(error))
            line = int(found[1]) if found else self._source.count("\n") + 1
            what = re.sub(r" \(at .*", "", str(error))
            self.note(line, f"not valid TOML: {what}; mend this line")
        except (ValueError, RecursionError):
            self.note(None, "not valid TOML: too deep, or too large a number; mend it")
        return {}

    def _settings(self, tables: dict[str, object]) -> Iterator[tuple[str, str, object]]:
        """Yield table, key and value of every setting; outside of any table, the table is ""."""
        for table, content in tables.items():
            if isinstance(content, dict) and ("", table) not in self._keys:
                for name, value in content.items():
                    yield table, name, value
                if not content and table not in self._tables:
                    yield table, "", None
            elif table in self._tables and ("", table) not in self._keys:
                yield table, "", None
            else:
                yield "", table, content

    def _take(self, table: str, name: str, value: object) -> None:
        key = self._keys.get((table, name))
        if key is None:
            self.note(self.line(table, name), self._explain_unknown(table, name))
            return
        try:
            self.values[key.attribute] = key.value.check(value)
        except ValueError as error:
            self.mistake(table, name, str(error))

    def _explain_unknown(self, table: str, name: str) -> str:
        if table in self._tables and not name:
            return f"{table!r} is no table; write a line [{table}] and its keys below it"
        if table and table not in self._tables:
            what, wanted, choices = f"unknown table [{table}]", table, list(self._tables)
        elif table:
            what, wanted = f"unknown key {name!r} in [{table}]", name
            choices = self._names(table)
        else:
            what, wanted = f"{name!r} stands outside of any table", name
            choices = self._names("") if self._loose else list(self._tables)
            what = f"unknown key {name!r}" if self._loose else what
        near = difflib.get_close_matches(wanted, choices, n=1, cutoff=0.6)
        elsewhere = [other for other, known in self._keys if known == name and other != table]
        if elsewhere and (wanted == name or not near):
            place = f"under [{elsewhere[0]}]" if elsewhere[0] else "before the first table"
            return f"{what}; put {name!r} {place}"
        if near:
            return f"{what}; did you mean {near[0]!r}?"
        return f"{what}; known are {', '.join(choices)}"

    def _names(self, table: str) -> list[str]:
        return [name for other, name in self._keys if other == table]

    def place(self, table: str, name: str) -> str:
        """Return the file and the line of a key, as messages name them."""
        return f"{self.name}:{self.line(table, name)}"

    def line(self, table: str, name: str) -> int:
        """Return the line of a key; the first line where the key is missing."""
        return _line_of(self._source, table, name)


def _is_table(key: Key) -> bool:
    """Tell whether a key is the name of a table in which people name the keys."""
    return not key.table and key.value.schema.get("type") == "object"


def _label(table: str, name: str) -> str:
    return f"[{table}] {name}" if table else name


def _line_of(source: str, table: str, name: str) -> int:
    """Return the line of a key, found by a search: close enough for a message."""
    of_its_own = rf"^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\.[ \t]*{re.escape(name)}[ \t]*\]"
    if table and name and (start := re.search(of_its_own, source, re.MULTILINE)):
        return source.count("\n", 0, start.start()) + 1
    if not table and (whole := re.search(_header_of(name), source, re.MULTILINE)):
        return source.count("\n", 0, whole.start()) + 1
    start = re.search(_header_of(table), source, re.MULTILINE) if table else None
    begin = start.start() if start else 0
    key = rf"""["']?{re.escape(name)}["']?[ \t]*"""
    for pattern in (rf"^[ \t]*{key}[=.]", rf"[.{{,\s]{key}="):
        found = re.compile(pattern, re.MULTILINE).search(source, begin)
        if found and name:
            begin = found.end()
            break
    return source.count("\n", 0, begin) + 1


def _header_of(table: str) -> str:
    return rf"^[ \t]*\[[ \t]*{re.escape(table)}[ \t]*\]"
