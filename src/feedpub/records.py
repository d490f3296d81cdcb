"""The files of a project that feedpub keeps and people commit: one JSON object a line, sorted.

A line for each thing keeps changes small to read and easy to merge.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from feedpub.errors import ConfigError, OutputError


def read(project: Path, name: str) -> list[dict[str, object]]:
    """Return the records of the file `name` of `project`; none where there is no file.

    Raises ConfigError, with the line, for what is no record: a merge left it, or a slip.
    """
    try:
        lines = (project / name).read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        raise ConfigError(f"{name}: not UTF-8; take the file from an earlier commit") from None
    except OSError as error:
        raise ConfigError(f"{name}: can't be read: {error.strerror}") from None
    records = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                record = None
            if not isinstance(record, dict):
                raise ConfigError(
                    f"{name}:{number}: not a line that feedpub wrote; mend it, or take the file"
                    " from an earlier commit"
                )
            records.append(record)
    return records


def write(project: Path, name: str, records: Iterable[Mapping[str, object]]) -> None:
    """Write the file `name` of `project` whole, and only where it changes.

    Values that are None are left out. Raises OutputError where it can't be written.
    """
    lines = [
        json.dumps(
            {key: value for key, value in record.items() if value is not None}, ensure_ascii=False
        )
        + "\n"
        for record in records
    ]
    body = "".join(lines).encode()
    path = project / name
    temporary = path.with_name(f".{path.name}.writing")
    try:
        with suppress(FileNotFoundError):
            if path.read_bytes() == body:
                return
        path.parent.mkdir(exist_ok=True)
        temporary.write_bytes(body)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: can't be written: {error.strerror}") from None
