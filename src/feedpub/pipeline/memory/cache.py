"""What earlier builds learned of a project: ``.feedpub/cache.sqlite``, safe to delete at any time.

A file that is broken, locked, read-only or of another version costs a warning and a build
from nothing, never an error. It holds JSON; only the parent process opens it. One that is in the
repository, where anybody could have put anything into it, or that is a link, is not used at all.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from feedpub.pipeline.memory import git
from feedpub.source.tree import StampAndDigest

CACHE_PATH: Final = ".feedpub/cache.sqlite"

# What SQLite keeps beside a file.
_BESIDE: Final = ("-journal", "-wal", "-shm")

_PATIENCE: Final = 5.0  # seconds to wait for somebody who reads the file

# In bytes, of the file; where half of it is empty it is written anew.
_WORTH_SHRINKING: Final = 4_000_000

# Each by how it is made: its name.
_TABLES: Final = {
    "CREATE TABLE kept (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID": "kept",
    "CREATE TABLE documents (path TEXT PRIMARY KEY, stamp TEXT, settled INTEGER,"
    " digest TEXT, settings_digest TEXT, outline BLOB) WITHOUT ROWID": "documents",
    "CREATE TABLE bodies (path TEXT PRIMARY KEY, input_digest TEXT, body_digest TEXT,"
    " without_content BLOB, body BLOB)": "bodies",
    "CREATE TABLE pages (path TEXT PRIMARY KEY, input_digest TEXT, file TEXT, stamp TEXT,"
    " digest TEXT) WITHOUT ROWID": "pages",
    "CREATE TABLE feeds (path TEXT PRIMARY KEY, input_digest TEXT, made BLOB)": "feeds",
}


class KnownDocument(NamedTuple):
    """One document: its stamp when it was read, and its outline.

    `settled` tells that it was old enough then for any later change to show in its stamp.
    `settings_digest` is of the settings on which the `outline` depends. This is a row of the table
    without a copy, for there are many.
    """

    path: str
    stamp: str
    settled: bool
    digest: str
    settings_digest: str
    outline: bytes


@dataclass(frozen=True, slots=True)
class KnownBody:
    """A body that was sanitized.

    `input_digest` is of all that it was made from, `body_digest` of `body` itself, which is None
    where it is not loaded. `without_content` is the same body with its problems alone.
    """

    path: str
    input_digest: str
    body_digest: str
    without_content: bytes
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class KnownFeed:
    """A feed that was written with its archive, and the digest of all that it was made from."""

    path: str
    input_digest: str
    made: bytes


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page that was written for the document at `path`.

    `input_digest` is of all that it was made from, `digest` of the `file` itself.
    """

    path: str
    input_digest: str
    file: str
    stamp: str
    digest: str


class Cache:
    """One open cache; everything is written at once, at the end of a build.

    `trouble` says why it can't be used, and is empty where it can.
    """

    def __init__(self, project: Path, code: str) -> None:
        """Open the cache of `project`; delete what another version of the `code` wrote."""
        self.trouble = ""
        self._code = code
        self._path = project / CACHE_PATH
        self._database: sqlite3.Connection | None = None
        distrust = _distrust(project)
        if distrust:
            self.trouble = distrust
            return
        for attempt in (1, 2):
            try:
                self._open()
                break
            except (sqlite3.Error, OSError) as error:
                self.close()
                if attempt == 2 or not _remove(self._path):
                    self._fail(error)
                    break
                self.trouble = (
                    f"{CACHE_PATH} was broken and is made anew: {error}; nothing is to be done"
                )

    def _open(self) -> None:
        self._path.parent.mkdir(exist_ok=True)
        _keep_from_git(self._path.parent)
        self._database = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        self._database.execute("BEGIN IMMEDIATE")
        made = _tables(self._database)
        if not made <= _TABLES.keys():
            raise sqlite3.DatabaseError("it has other tables than feedpub makes")
        for table in _TABLES.keys() - made:
            self._database.execute(table)
        known = self._database.execute("SELECT value FROM kept WHERE name = 'code'").fetchone()
        if known != (self._code,):
            for table in _TABLES.values():
                self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - names from above
            self._run("INSERT INTO kept VALUES ('code', ?)", [(self._code,)])

    def documents(self) -> Iterator[KnownDocument]:
        """Yield all documents that are known, one by one, for their outlines are large."""
        query = "SELECT path, stamp, settled, digest, settings_digest, outline FROM documents"
        try:
            if self._database:
                yield from map(KnownDocument._make, self._database.execute(query))
        except sqlite3.Error as error:
            self._fail(error)

    def bodies(self) -> dict[str, KnownBody]:
        """Return all bodies that are known, by path, without their content."""
        rows = self._rows("SELECT path, input_digest, body_digest, without_content FROM bodies")
        return {row[0]: KnownBody(*row) for row in rows}

    def body(self, path: str) -> bytes | None:
        """Return one body with its content, as JSON."""
        rows = self._rows("SELECT body FROM bodies WHERE path = ?", path)
        return rows[0][0] if rows else None

    def feeds(self) -> dict[str, KnownFeed]:
        """Return all feeds that were written, by path."""
        return {row[0]: KnownFeed(*row) for row in self._rows("SELECT * FROM feeds")}

    def pages(self) -> dict[str, KnownPage]:
        """Return all pages of entries that were written, by the paths of their documents."""
        rows = self._rows("SELECT * FROM pages")
        return {row[0]: KnownPage(*row) for row in rows if all(isinstance(it, str) for it in row)}

    def save_documents(self, changed: Iterable[KnownDocument]) -> None:
        """Note documents that are new or changed."""
        self._run("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)", list(changed))

    def forget(self, gone: Iterable[str]) -> None:
        """Forget documents that are gone, and their bodies."""
        paths = [(path,) for path in gone]
        self._run("DELETE FROM documents WHERE path = ?", paths)
        self._run("DELETE FROM bodies WHERE path = ?", paths)

    def save_bodies(self, changed: Iterable[KnownBody]) -> bool:
        """Note bodies that were sanitized; return whether `body` will find them."""
        self._run(
            "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?)",
            [(b.path, b.input_digest, b.body_digest, b.without_content, b.body) for b in changed],
        )
        return self._database is not None

    def save_pages(self, changed: Iterable[KnownPage], gone: Iterable[str]) -> None:
        """Note pages that were written; forget those that are gone."""
        self._run("DELETE FROM pages WHERE path = ?", [(path,) for path in gone])
        self._run(
            "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)",
            [(one.path, one.input_digest, one.file, one.stamp, one.digest) for one in changed],
        )

    def save_feeds(self, changed: Iterable[KnownFeed], gone: Iterable[str]) -> None:
        """Note feeds that were written; forget those that are gone."""
        self._run(
            "INSERT OR REPLACE INTO feeds VALUES (?, ?, ?)",
            [(feed.path, feed.input_digest, feed.made) for feed in changed],
        )
        self._run("DELETE FROM feeds WHERE path = ?", [(path,) for path in gone])

    def keep(self, name: str, value: Mapping[str, object]) -> None:
        """Note a value by name."""
        self._run("INSERT OR REPLACE INTO kept VALUES (?, ?)", [(name, _as_json(value))])

    def commit(self) -> None:
        """Write what was noted, and give back the room of what was forgotten."""
        if self._database:
            try:
                self._database.execute("COMMIT")
                self._shrink(self._database)
            except sqlite3.Error as error:
                self._fail(error)
        self.close()

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        if self._database:
            self._database.close()
            self._database = None

    def _shrink(self, database: sqlite3.Connection) -> None:
        [(pages,)] = database.execute("PRAGMA page_count")
        [(free,)] = database.execute("PRAGMA freelist_count")
        [(size,)] = database.execute("PRAGMA page_size")
        if free * 2 > pages and pages * size > _WORTH_SHRINKING:
            database.execute("VACUUM")

    def _rows(self, query: str, *values: str) -> list[Any]:
        if self._database:
            try:
                return self._database.execute(query, values).fetchall()
            except sqlite3.Error as error:
                self._fail(error)
        return []

    def _run(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        if self._database and rows:
            try:
                self._database.executemany(statement, rows)
            except sqlite3.Error as error:
                self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.trouble = f"{CACHE_PATH} can't be used: {error}; delete the file"
        self.close()


def recall(project: Path, name: str, code: str) -> Mapping[str, Any] | None:
    """Return a value that an earlier build stored, without changing anything; None without one."""
    query = "SELECT name, value FROM kept WHERE name IN ('code', ?)"
    rows = dict(_query(project, query, name))
    if rows.get("code") != code or name not in rows:
        return None
    try:
        value = json.loads(rows[name])
    except (ValueError, TypeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def known_digests(project: Path) -> dict[str, StampAndDigest]:
    """Return stamp and digest of each document that is known, without changing anything."""
    query = "SELECT path, iif(settled, stamp, ''), digest FROM documents"
    return {path: (stamp, digest) for path, stamp, digest in _query(project, query)}


def known_digest(project: Path, path: str) -> str:
    """Return the digest of a document that is known, without changing anything; "" if it is not."""
    rows = _query(project, "SELECT digest FROM documents WHERE path = ?", path)
    return rows[0][0] if rows else ""


def renew(project: Path, name: str, value: Mapping[str, object], code: str) -> None:
    """Note a value by name, if nobody else has the cache open and its version is `code`."""
    if _distrust(project):
        return
    with (
        suppress(sqlite3.Error, OSError),
        closing(sqlite3.connect(_address(project, "rw"), uri=True, timeout=0)) as database,
        database,
    ):
        if database.execute("SELECT value FROM kept WHERE name = 'code'").fetchone() == (code,):
            database.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, _as_json(value)))


def _query(project: Path, query: str, *values: str) -> list[Any]:
    """Return the rows of a query; none where there is no cache that can answer."""
    if _distrust(project):
        return []
    try:
        with closing(sqlite3.connect(_address(project, "ro"), uri=True, timeout=1)) as database:
            ours = _tables(database) <= _TABLES.keys()
            return database.execute(query, values).fetchall() if ours else []
    except (sqlite3.Error, OSError, UnicodeEncodeError):  # a path that is no Unicode is not kept
        return []


def _distrust(project: Path) -> str:
    """Return why the cache of `project` is not to be used, and what to do; "" where it is."""
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


def _tables(database: sqlite3.Connection) -> set[str]:
    """Return the statements that made what is in the database.

    A view in the place of a table could go on for ever, and a trigger could do anything.
    """
    made = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {sql for (sql,) in made}


def _address(project: Path, mode: str) -> str:
    return f"{(project / CACHE_PATH).resolve().as_uri()}?mode={mode}"


def _as_json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


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
