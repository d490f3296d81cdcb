"""Look into the cache without changing it: what the last build left, and digests of documents."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from feedpub.pipeline.memory.cache import CODE, TABLE, address, as_json, distrust, tables
from feedpub.source.file_stamps import StampAndDigest

_DOCUMENT: Final = "document"


def recall(project: Path, name: str, code: str) -> Mapping[str, Any] | None:
    """Return a value that an earlier build stored, without changing anything; None without one."""
    query = "SELECT kind, value FROM memory WHERE kind = ? OR (kind = 'kept' AND key = ?)"
    rows = dict(_query(project, query, CODE, name))
    if rows.get(CODE) != code or "kept" not in rows:
        return None
    try:
        value = json.loads(rows["kept"])
    except (ValueError, TypeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def known_digests(project: Path) -> dict[str, StampAndDigest]:
    """Return stamp and digest of each document that is known, without changing anything."""
    query = "SELECT key, made_of FROM memory WHERE kind = ?"
    return {path: _mark(made_of) for path, made_of in _query(project, query, _DOCUMENT)}


def known_digest(project: Path, path: str) -> str:
    """Return the digest of a document that is known, without changing anything; "" if it is not."""
    query = "SELECT made_of FROM memory WHERE kind = ? AND key = ?"
    rows = _query(project, query, _DOCUMENT, path)
    return _mark(rows[0][0])[1] if rows else ""


def _mark(made_of: str) -> StampAndDigest:
    digest, _, rest = str(made_of).partition(" ")
    return rest.partition(" ")[2], digest


def renew(project: Path, name: str, value: Mapping[str, object], code: str) -> None:
    """Note a value by name, if nobody else has the cache open and its version is `code`."""
    if distrust(project):
        return
    with (
        suppress(sqlite3.Error, OSError),
        closing(sqlite3.connect(address(project, "rw"), uri=True, timeout=0)) as database,
        database,
    ):
        known = database.execute("SELECT value FROM memory WHERE kind = ?", (CODE,)).fetchone()
        if known == (code,):
            statement = "INSERT OR REPLACE INTO memory VALUES ('kept', ?, '', ?)"
            database.execute(statement, (name, as_json(value)))


def _query(project: Path, query: str, *values: str) -> list[Any]:
    """Return the rows of a query; none where there is no cache that can answer."""
    if distrust(project):
        return []
    try:
        with closing(sqlite3.connect(address(project, "ro"), uri=True, timeout=1)) as database:
            ours = tables(database) <= {TABLE}
            return database.execute(query, values).fetchall() if ours else []
    except (sqlite3.Error, OSError, UnicodeEncodeError):  # a path that is no Unicode is not kept
        return []
