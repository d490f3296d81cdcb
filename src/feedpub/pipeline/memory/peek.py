"""Look into the cache without changing it: what the last build left, and digests of documents."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from feedpub.pipeline.memory.cache import CODE, TABLE, address, as_json, distrust, tables
from feedpub.pipeline.ranges import Range
from feedpub.source.file_stamps import StampAndDigest

_DOCUMENT: Final = "document"


def recall(project: Path, name: str, code: str) -> Mapping[str, Any] | None:
    """Return a value that an earlier build stored, without changing anything; None without one."""
    query = "SELECT kind, value FROM memory WHERE kind = ? OR (kind = 'kept' AND key = ?)"
    rows = dict(_query(project, query, [(CODE, name)]))
    if rows.get(CODE) != code or "kept" not in rows:
        return None
    try:
        value = json.loads(rows["kept"])
    except (ValueError, TypeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def known_digests(project: Path, ranges: Iterable[Range]) -> dict[str, StampAndDigest]:
    """Return stamp and digest of each document in `ranges` that is known; change nothing."""
    query = "SELECT key, made_of FROM memory WHERE kind = ? AND key >= ? AND (? IS NULL OR key < ?)"
    values = [(_DOCUMENT, part.key, part.end, part.end) for part in ranges]
    return {path: _mark(made_of) for path, made_of in _query(project, query, values)}


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


def _query(project: Path, query: str, values: Iterable[tuple[str | None, ...]]) -> list[Any]:
    """Return the rows of a query with each of the `values`; none where no cache can answer."""
    if distrust(project):
        return []
    try:
        with closing(sqlite3.connect(address(project, "ro"), uri=True, timeout=1)) as database:
            ours = tables(database) <= {TABLE}
            return [row for some in values for row in database.execute(query, some)] if ours else []
    except (sqlite3.Error, OSError, UnicodeEncodeError):  # a path that is no Unicode is not kept
        return []
