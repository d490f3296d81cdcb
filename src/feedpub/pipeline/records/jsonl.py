"""Read and write the files of notes that are committed: one JSON object a line, sorted.

One line for each note keeps changes small to read and easy to merge. Whoever writes such a file
holds the lock of the project.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

from feedpub.errors import ConfigError, OutputError
from feedpub.pipeline import atomic

T = TypeVar("T")

# In bytes. Ids of a million documents are less.
_LARGEST_FILE: Final = 512 * 1024 * 1024
_LARGEST_NUMBER: Final = 2**63
# Never part of a text in them: control characters, and halves of characters.
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def read(
    project: Path,
    name: str,
    parse: Callable[[Mapping[str, object]], T],
    key: Callable[[T], Hashable] | None = None,
) -> list[T]:
    """Read the file `name`, line by line, with `parse`; return an empty list without a file.

    `parse` raises ValueError, with what is wrong and what to do, for a line that can't be used. No
    two lines may have the same `key`. Raises ConfigError, which names the line.
    """
    found: list[T] = []
    first: dict[Hashable, int] = {}
    # Not `splitlines`, which also splits at characters inside a text, such as U+2028.
    for number, line in enumerate(_text(project, name).split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = parse(_record(line))
        except ValueError as error:
            raise ConfigError.at(name, number, str(error)) from None
        found.append(item)
        if key and first.setdefault(key(item), number) != number:
            what = f"has the same {key(item)} as line {first[key(item)]}"
            raise ConfigError.at(name, number, f"{what}; remove one of the two lines")
    return found


def _text(project: Path, name: str) -> str:
    path = project / name
    try:
        if path.is_symlink():
            raise ConfigError.at(name, None, "is a link; put the file itself there")
        if path.exists() and not path.is_file():
            raise ConfigError.at(name, None, "is no regular file; remove it")
        if path.stat().st_size > _LARGEST_FILE:
            raise ConfigError.at(name, None, f"has more than {_LARGEST_FILE} bytes; remove it")
        # Not `read_text`, which takes a carriage return for the end of a line.
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise ConfigError.at(
            name, None, "not UTF-8; take the file from an earlier commit"
        ) from None
    except OSError as error:
        raise ConfigError.at(name, None, f"can't be read: {error.strerror}") from None


def _record(line: str) -> dict[str, object]:
    """Parse the record in a line: names with texts, numbers, true and false."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict) or not all(map(_is_plain, record.values())):
        raise ValueError(
            "not a line that feedpub wrote; mend it, or take the file from an earlier commit"
        )
    return record


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return not _NO_TEXT.search(value)
    return value is None or (isinstance(value, int) and abs(value) < _LARGEST_NUMBER)


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
    if path.is_symlink():
        raise OutputError(f"{path}: is a link; put the file itself there")
    try:
        with suppress(FileNotFoundError):
            if path.read_bytes() == body:
                return
        atomic.write(path, body)
    except OSError as error:
        raise OutputError(f"{path}: can't be written: {error.strerror}") from None
