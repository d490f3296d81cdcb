"""The encoding of a file: UTF-8, or one of the few that can be told with certainty."""

import codecs
from typing import Final

from charset_normalizer import from_bytes

from feedpub.front_matter._problems import Refused, warning
from feedpub.model import Problem

# Other encodings can't be told from each other with certainty; these can.
_CHINESE: Final = frozenset({"gb18030", "gbk", "gb2312"})
_UTF_16: Final = frozenset({"utf_16", "utf_16_le", "utf_16_be"})


def decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file, with line breaks as \\n."""
    warnings = []
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        source, encoding = _other_encoding(data, line)
        message = f"is {encoding}, not UTF-8; it was read, but save it as UTF-8"
        warnings.append(warning(path, line, "encoding", message))
    if "\x00" in source:
        line = source.count("\n", 0, source.index("\x00")) + 1
        if _is_utf_16_without_mark(data):
            source, encoding = _other_encoding(data, line)
            message = f"is {encoding}, not UTF-8; it was read, but save it as UTF-8"
            warnings.append(warning(path, line, "encoding", message))
        else:
            raise Refused(line, "not-text", "holds a NUL byte, so it is no text; remove it")
    return source.replace("\r\n", "\n").replace("\r", "\n"), warnings


def _other_encoding(data: bytes, line: int) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        names = ["utf_16"]
    elif _is_utf_16_without_mark(data):
        names = ["utf_16_le" if data[1:2] == b"\x00" else "utf_16_be"]
    else:
        sample = data[: data.rfind(b"\n", 0, 65536) + 1] or data[:65536]
        best = from_bytes(sample).best()
        names = ["gb18030"] if best is not None and best.encoding in _CHINESE else []
    for name in names:
        try:
            return data.decode(name), "UTF-16" if name in _UTF_16 else "GB18030"
        except UnicodeDecodeError:
            continue
    raise Refused(line, "not-text", "not UTF-8 text; save the file as UTF-8")


def _is_utf_16_without_mark(data: bytes) -> bool:
    """Tell whether every other byte of the beginning is 0, as ASCII is in UTF-16."""
    head = data[:16]
    return len(head) == 16 and len(data) % 2 == 0 and (not any(head[1::2]) or not any(head[::2]))
