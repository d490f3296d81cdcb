"""Decode the bytes of an XML file, as XML 1.0 appendix F says."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from feedpub.validator._report import Report

_MARKS: Final = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
# The bytes of "<?" in encodings without a byte order mark, which have to be declared.
_BEGINNINGS: Final = (
    ("\0\0\0<".encode("latin-1"), "utf-32-be"),
    ("<\0\0\0".encode("latin-1"), "utf-32-le"),
    ("\0<\0?".encode("latin-1"), "utf-16-be"),
    ("<\0?\0".encode("latin-1"), "utf-16-le"),
)
_DECLARATION = re.compile(
    r"""<\?xml\s+version\s*=\s*(?:"[^"<>]*"|'[^'<>]*')\s+encoding\s*=\s*["']([-A-Za-z0-9._]+)["']"""
)
_VERSION = re.compile(r"""<\?\s*xml\s+version\s*=\s*["']([^"'<>]*)["']""")

# Python has many more codecs; some do not encode text, some take more than linear time.
_USUAL: Final = frozenset(
    "utf-8 utf8 utf-16 us-ascii ascii iso-8859-1 latin1 iso-8859-2 iso-8859-7 iso-8859-15 euc-jp"
    " koi8-r shift_jis windows-1250 windows-1251 windows-1252 windows-1254 windows-1255"
    " windows-1256 gb18030".split()
)
_RARE: Final = frozenset(
    "utf-16be utf-16le utf-32 utf-32be utf-32le iso-10646-ucs-2 iso-10646-ucs-4"
    " iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-8 iso-8859-9 iso-8859-10 iso-8859-11"
    " iso-8859-13 iso-8859-14 iso-8859-16 windows-874 windows-1253 windows-1257 windows-1258"
    " koi8-u gb2312 gbk hz-gb-2312 big5 big5-hkscs euc-kr iso-2022-jp iso-2022-kr cp437"
    " cp850 cp852 cp866 cp932 cp936 cp949 cp950 cp1250 cp1251 cp1252 macintosh"
    " mac-roman mac-cyrillic mac-latin2 tis-620 ibm037 ebcdic-cp-us".split()
)
_MORE_THAN_CHANCE: Final = 3
_PYTHON_CALLS: Final = {
    "iso-10646-ucs-2": "utf-16",
    "iso-10646-ucs-4": "utf-32",
    "hz-gb-2312": "hz",
    "windows-874": "cp874",
    "ebcdic-cp-us": "cp037",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file as `text`, without a byte order mark; `encoding` is the name of its encoding."""

    text: str
    encoding: str


def decode(data: bytes, report: Report, charset: str | None = None) -> Decoded:
    """Return the text of an XML file; report what is wrong with its encoding.

    The `charset` that the server names counts for more than the file (RFC 7303 §3). Bytes that
    can't be decoded become U+FFFD.
    """
    found = _find_encoding(data, report)
    if charset and found and charset.lower() != found.lower():
        report.add("EncodingMismatch", value=charset, declared=found)
    name = (charset or found or "utf-8").lower()
    if name not in _USUAL | _RARE:
        report.add("UnknownEncoding", value=name)
        name = "utf-8"
    elif name in _RARE:
        report.add("ObscureEncoding", value=name)
    bare = _without_mark(data)
    python_name = _PYTHON_CALLS.get(name, name)
    if name.startswith(("utf-16", "utf-32")) or python_name in ("utf-16", "utf-32"):
        python_name = byte_order(data) or python_name
    text = to_text(bare, python_name, report)
    if found and not charset and _is_really_utf8(bare, text, python_name):
        report.add("encoding-untrue", value=found)
    return Decoded(text, name)


def check_version(text: str, report: Report) -> None:
    """Report a version of XML that readers of feeds need not support."""
    found = _VERSION.match(text)
    if found and found[1] != "1.0":
        report.add("BadXmlVersion", value=found[1])


def _find_encoding(data: bytes, report: Report) -> str | None:
    order = byte_order(data)
    head = _without_mark(data)[:1024].decode(order or "latin-1", "ignore")
    found = _DECLARATION.match(head)
    declared = found[1] if found else None
    if order is None:
        return declared
    family = order.rpartition("-")[0] if order.count("-") > 1 else order
    if declared is None:
        if not data.startswith(tuple(mark for mark, _ in _MARKS)):
            report.add("UnicodeError", 1, 1, "undeclared", value=family.upper())
        return family
    if family not in _PYTHON_CALLS.get(declared.lower(), declared.lower()):
        report.add("UnicodeError", 1, 1, "declared", value=family.upper(), declared=declared)
        return family
    return declared


def byte_order(data: bytes) -> str | None:
    """Return the encoding that the first bytes tell, or None where they tell none."""
    return next((name for mark, name in (*_MARKS, *_BEGINNINGS) if data.startswith(mark)), None)


def _without_mark(data: bytes) -> bytes:
    return next((data[len(mark) :] for mark, _ in _MARKS if data.startswith(mark)), data)


def _is_really_utf8(data: bytes, text: str, encoding: str) -> bool:
    """Tell whether what was read as `text` in another encoding is UTF-8."""
    if encoding in ("utf-8", "utf8") or data.isascii() or b"\0" in data:
        return False
    try:
        read = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # Where each byte is a letter, nobody writes such letters side by side. In Chinese, Japanese and
    # Korean encodings, a few characters can be UTF-8 by chance.
    is_single_byte = len(text) == len(data)
    return is_single_byte or sum(not one.isascii() for one in read) >= _MORE_THAN_CHANCE


def to_text(data: bytes, encoding: str, report: Report) -> str:
    """Return `data` as text; report what can't be decoded, and put U+FFFD in its place."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        shown = data[error.start : error.end][:4].hex(" ").upper()
        report.add("UnicodeError", line, column, value=shown, encoding=encoding.upper())
        return data.decode(encoding, "replace")
