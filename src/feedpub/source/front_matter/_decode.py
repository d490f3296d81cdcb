"""Decode a file from UTF-8, or from one of the few encodings that can be told with certainty."""

import codecs
from typing import Final

from feedpub.model import Problem
from feedpub.source.front_matter._problems import Refused, warning

# One encoding in three editions; others than it and UTF-16 can't be told from each other.
_CHINESE: Final = frozenset({"gb18030", "gbk", "gb2312"})


def decode(place: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file, with line breaks as \\n."""
    warnings = []
    try:
        source = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        source, problem = _decode_otherwise(place, data, line)
        warnings.append(problem)
    if "\x00" in source:
        line = source.count("\n", 0, source.index("\x00")) + 1
        if not _is_utf_16_without_mark(data):
            raise Refused(line, "not-text", "holds a NUL byte, so it is no text; remove it")
        source, problem = _decode_otherwise(place, data, line)
        warnings.append(problem)
    return source.replace("\r\n", "\n").replace("\r", "\n"), warnings


def _decode_otherwise(place: str, data: bytes, line: int) -> tuple[str, Problem]:
    """Return the text of a file in another encoding, and a warning; or raise Refused."""
    codec, name = _other_encoding(data)
    try:
        source = data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        raise Refused(line, "not-text", "not UTF-8 text; save the file as UTF-8") from None
    message = f"is {name}, not UTF-8; it was read, but save it as UTF-8"
    return source, warning(place, line, "encoding", message)


def _other_encoding(data: bytes) -> tuple[str, str]:
    """Return the codec that fits the bytes, and its name for people; "" where none does."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf_16", "UTF-16"
    if _is_utf_16_without_mark(data):
        return "utf_16_le" if data[1:2] == b"\x00" else "utf_16_be", "UTF-16"
    # Takes long to import, and nearly all files are UTF-8.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    sample = data[: data.rfind(b"\n", 0, 65536) + 1] or data[:65536]
    best = from_bytes(sample).best()
    return ("gb18030", "GB18030") if best is not None and best.encoding in _CHINESE else ("", "")


def _is_utf_16_without_mark(data: bytes) -> bool:
    """Tell whether every other byte of the beginning is 0, as ASCII is in UTF-16."""
    head = data[:16]
    return len(head) == 16 and len(data) % 2 == 0 and (not any(head[1::2]) or not any(head[::2]))
