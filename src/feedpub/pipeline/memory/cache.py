"""Keep what earlier builds learned in ``.feedpub/cache.sqlite``, which is safe to delete.

A file that is broken, locked, read-only or of another version costs a warning and a build
from nothing, never an error. It is one table of kinds, keys, what each value was made from, and the
values, which are JSON; only the parent process opens it. One that is in the repository, where
anybody could have put anything into it, or that is a link, is not used at all.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from feedpub.pipeline.memory import git

CACHE_PATH: Final = ".feedpub/cache.sqlite"

# What SQLite keeps beside a file.
_BESIDE: Final = ("-journal", "-wal", "-shm")

_PATIENCE: Final = 5.0  # seconds to wait for somebody who reads the file

# In bytes, of the file; where half of it is empty it is written anew.
_WORTH_SHRINKING: Final = 4_000_000

TABLE: Final = (
    "CREATE TABLE memory (kind TEXT, key TEXT, made_of TEXT, value BLOB, PRIMARY KEY (kind, key))"
)
CODE: Final = "code"  # the kind of the one row that tells which version wrote all others

# Rows that are asked for at a time: SQLite takes no more values than some thousand.
_AT_ONCE: Final = 500

Item = TypeVar("Item")


class Row(NamedTuple):
    """One remembered value: its key, a digest of what it was made from, and the value as JSON."""

    key: str
    made_of: str
    value: bytes


class CacheError(Exception):
    """The file can't be used any more; the build is done again without it."""


class Cache:
    """One open cache: rows of several kinds, each found by its key.

    Everything is written at once, by `commit`. `trouble` says why the file of the project can't be
    used, and is empty where it can; without it, what a build has to put somewhere is in a file of
    its own that nobody else sees, and is gone afterwards.
    """

    def __init__(self, project: Path | None, code: str, trouble: str = "") -> None:
        """Open the cache of `project`; delete what another version of the `code` wrote.

        Without a project it is empty, and no other build finds what is put there; `trouble` says
        why, where that was not wanted.
        """
        self.trouble = trouble
        self._code = code
        self._path = project / CACHE_PATH if project else None
        self._database: sqlite3.Connection | None = None
        if project is not None:
            self.trouble = distrust(project)
        if self._path is None or self.trouble:
            self._open_private()
            return
        for attempt in (1, 2):
            try:
                self._open(self._path)
                break
            except (sqlite3.Error, OSError) as error:
                self.close()
                if attempt == 2 or not _remove(self._path):
                    self.fail(error)
                    break
                self.trouble = (
                    f"{CACHE_PATH} was broken and is made anew: {error}; nothing is to be done"
                )

    def _open(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        _keep_from_git(path.parent)
        database = self._database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        made = tables(database)
        if made - {TABLE}:
            raise sqlite3.DatabaseError("it has other tables than feedpub makes")
        if not made:
            database.execute(TABLE)
        known = database.execute("SELECT value FROM memory WHERE kind = ?", (CODE,)).fetchone()
        if known != (self._code,):
            database.execute("DELETE FROM memory")
            database.execute("INSERT INTO memory VALUES (?, '', '', ?)", (CODE, self._code))

    def _open_private(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("BEGIN")
        self._database.execute(TABLE)
        self._path = None

    @property
    def is_kept(self) -> bool:
        """Whether the next build will find what is put here."""
        return self._path is not None

    def get(self, kind: str, key: str) -> Row | None:
        """Return one row; None where there is none."""
        query = "SELECT key, made_of, value FROM memory WHERE kind = ? AND key = ?"
        rows = self._rows(query, (kind, key))
        return rows[0] if rows else None

    def get_each(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, Row | None]]:
        """Yield each of the `keys`, in their order, with its row; None where there is none."""
        for some in chunks(keys, _AT_ONCE):
            marks = ", ".join("?" * len(some))
            query = f"SELECT key, made_of, value FROM memory WHERE kind = ? AND key IN ({marks})"  # noqa: S608 - marks alone
            found = {row.key: row for row in self._rows(query, (kind, *map(_as_text, some)))}
            for key in some:
                yield key, found.get(key)

    def made_of(self, kind: str, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each of the `keys` with what its row was made from; empty where there is none."""
        for some in chunks(keys, _AT_ONCE):
            marks = ", ".join("?" * len(some))
            query = f"SELECT key, made_of, x'' FROM memory WHERE kind = ? AND key IN ({marks})"  # noqa: S608
            found = {row.key: row.made_of for row in self._rows(query, (kind, *some))}
            for key in some:
                yield key, found.get(key, "")

    def all(self, kind: str) -> list[Row]:
        """Return all rows of one kind, sorted by their keys."""
        query = "SELECT key, made_of, value FROM memory WHERE kind = ? ORDER BY key"
        return self._rows(query, (kind,))

    def between(self, kind: str, first: str, end: str | None) -> list[Row]:
        """Return the rows with keys from `first` on, sorted by them, up to but without `end`."""
        query = "SELECT key, made_of, value FROM memory WHERE kind = ? AND key >= ?"
        also, values = ("", ()) if end is None else (" AND key < ?", (end,))
        return self._rows(f"{query}{also} ORDER BY key", (kind, first, *values))

    def made_of_between(self, kind: str, first: str, end: str | None) -> list[tuple[str, str]]:
        """Return keys from `first` on, up to but without `end`, with what each was made from."""
        query = "SELECT key, made_of, x'' FROM memory WHERE kind = ? AND key >= ?"
        also, values = ("", ()) if end is None else (" AND key < ?", (end,))
        rows = self._rows(f"{query}{also} ORDER BY key", (kind, first, *values))
        return [(row.key, row.made_of) for row in rows]

    def put(self, kind: str, rows: Iterable[Row]) -> None:
        """Note rows; each replaces the row with the same key."""
        statement = "INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?)"
        self._run(statement, [(kind, *row) for row in rows])

    def forget(self, kind: str, keys: Iterable[str]) -> None:
        """Forget the rows with the `keys`."""
        statement = "DELETE FROM memory WHERE kind = ? AND key = ?"
        self._run(statement, [(kind, _as_text(key)) for key in keys])

    def forget_kinds(self, name: str) -> None:
        """Forget all rows of the kind with this name, and of those whose names go on from it."""
        statement = "DELETE FROM memory WHERE kind = ? OR (kind > ? AND kind < ?)"
        self._run(statement, [(name, f"{name} ", f"{name}!")])

    def move(self, kind: str, new_kind: str) -> None:
        """Turn the rows of one kind into rows of another, which has none with the same keys."""
        self._run("UPDATE memory SET kind = ? WHERE kind = ?", [(new_kind, kind)])

    def keep(self, name: str, value: Mapping[str, object]) -> None:
        """Note a value by name."""
        self.put("kept", [Row(name, "", as_json(value))])

    def forget_kept(self) -> None:
        """Forget all that was noted by name."""
        self.forget_kinds("kept")

    def commit(self) -> None:
        """Write what was noted, and give back the room of what was forgotten."""
        if self._database and self.is_kept:
            try:
                self._database.execute("COMMIT")
                self._shrink(self._database)
            except sqlite3.Error as error:
                self.fail(error)
        self.close()

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        if self._database:
            self._database.close()
            self._database = None

    def fail(self, error: Exception) -> None:
        """Go on without the file of the project."""
        self.trouble = describe(error)
        self.close()
        self._open_private()

    def _shrink(self, database: sqlite3.Connection) -> None:
        [(pages,)] = database.execute("PRAGMA page_count")
        [(free,)] = database.execute("PRAGMA freelist_count")
        [(size,)] = database.execute("PRAGMA page_size")
        if free * 2 > pages and pages * size > _WORTH_SHRINKING:
            database.execute("VACUUM")

    def _rows(self, query: str, values: tuple[str, ...]) -> list[Row]:
        try:
            found = self._open_database().execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise CacheError(str(error)) from error
        # A row of other types was written by somebody else.
        return [Row._make(row) for row in found if _is_row(row)]

    def _run(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        if rows:
            try:
                self._open_database().executemany(statement, rows)
            except sqlite3.Error as error:
                raise CacheError(str(error)) from error

    def _open_database(self) -> sqlite3.Connection:
        if self._database is None:
            raise CacheError("it is closed")
        return self._database


def describe(error: Exception) -> str:
    """Say that the file can't be used, and what to do."""
    return f"{CACHE_PATH} can't be used: {error}; delete the file"


def chunks(items: Iterable[Item], most: int) -> Iterator[list[Item]]:
    """Yield the `items` in lists of at most so many."""
    rest = iter(items)
    while some := list(islice(rest, most)):
        yield some


def _as_text(key: str) -> str:
    """Return `key`, or where it is a path that is no text, one that no row has."""
    try:
        key.encode()
    except UnicodeEncodeError:
        return "\0"
    return key


def _is_row(row: tuple[object, ...]) -> bool:
    key, made_of, value = row
    return isinstance(key, str) and isinstance(made_of, str) and isinstance(value, bytes)


def distrust(project: Path) -> str:
    """Return why the cache of `project` must not be used, and what to do; "" where it may."""
    path = project / CACHE_PATH
    names = [f"{CACHE_PATH}{ending}" for ending in ("", *_BESIDE)]
    if path.parent.is_symlink() or any((project / name).is_symlink() for name in names):
        return f"{CACHE_PATH} is reached through a link and is not used; remove the link"
    for name in names:
        # A pipe would be waited for.
        if (project / name).exists() and not (project / name).is_file():
            return f"{name} is no regular file, so there is no cache; remove it"
    if git.tracks(project, *names):
        return (
            f"{CACHE_PATH} is in the repository, where anybody could have written anything into it,"
            " and is not used; run git rm -r -f --cached .feedpub, and have .gitignore name it"
        )
    return ""


def tables(database: sqlite3.Connection) -> set[str]:
    """Return the SQL statements that created the tables in the database.

    A view in the place of a table could go on for ever, and a trigger could do anything.
    """
    made = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {sql for (sql,) in made}


def address(project: Path, mode: str) -> str:
    """Return the address by which SQLite opens the file in a mode, such as ``ro``."""
    return f"{(project / CACHE_PATH).resolve().as_uri()}?mode={mode}"


def as_json(value: Mapping[str, object]) -> bytes:
    """Return a value in the form in which it is kept."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def _keep_from_git(folder: Path) -> None:
    """Have git pass over `folder`, so that nobody commits it by mistake."""
    with suppress(OSError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
