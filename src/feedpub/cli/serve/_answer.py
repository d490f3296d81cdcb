"""Answer a request with a file, or with a text."""

import gzip
import io
import time
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import BinaryIO, Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from feedpub.cli.serve import _http, _pages
from feedpub.cli.serve._preview import Found

# Browsers ask again each time, and never guess a type.
ALWAYS: Final = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_CHUNK: Final = 256 * 1024


def send_file(found: Found, request: Request) -> Response:
    """Answer with a file, or with the range of it that is asked for."""
    asked = _fields(request)
    type_ = _http.media_type(found.name)
    html = type_ == _http.HTML
    packable = _http.packable(type_, found.file.size)
    packed = packable and _http.takes_gzip(asked)
    tag = f'"{"-".join([found.file.tag, *[found.digest] * html, *["gzip"] * packed])}"'
    fields = {**ALWAYS, "ETag": tag, **_http.last_modified(found.file.modified, time.time_ns())}
    if packable:
        fields["Vary"] = "Accept-Encoding"
    if _http.has_it(asked, tag, found.file.modified):
        found.stream.close()
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=fields)
    fields |= {"Content-Type": type_, "Accept-Ranges": "bytes"}
    if packed:
        fields["Content-Encoding"] = "gzip"
    source, size = found.stream, found.file.size
    if html or packed:
        body = _body(found, html=html, packed=packed)
        source, size = io.BytesIO(body), len(body)
    ranged = None
    if request.method == "GET":
        try:
            ranged = _http.span(asked, size, tag, found.file.modified)
        except _http.Unsatisfiable:
            source.close()
            fields = {"Content-Range": f"bytes */{size}"}
            return send_text(416, f"{found.name} has {size} bytes.", found.digest, fields)
    begin, end = ranged or (0, size)
    fields["Content-Length"] = str(end - begin)
    if ranged:
        fields["Content-Range"] = f"bytes {begin}-{end - 1}/{size}"
    if request.method == "HEAD":
        source.close()
        return Response(headers=fields)
    return StreamingResponse(_chunks(source, begin, end), 206 if ranged else 200, fields)


def send_text(
    status: int, text: str, digest: str, fields: Mapping[str, str] | None = None
) -> Response:
    """Answer with a page that shows `text` under the name of its status."""
    return page(status, _pages.message(HTTPStatus(status).phrase, text, digest), fields)


def page(status: int, body: bytes, fields: Mapping[str, str] | None = None) -> Response:
    """Answer with a page of the server's own."""
    own = {"Content-Type": _http.HTML, "Content-Security-Policy": _pages.POLICY}
    return Response(body, status, {**ALWAYS, **own, **(fields or {})})


def _fields(request: Request) -> dict[str, str]:
    headers = request.headers
    return {name: ", ".join(headers.getlist(name)) for name in headers.keys()}  # noqa: SIM118


def _body(found: Found, *, html: bool, packed: bool) -> bytes:
    with found.stream as stream:
        body = stream.read()
    if html:
        body = _pages.with_script(body, found.digest)
    return gzip.compress(body, mtime=0) if packed else body


def _chunks(source: BinaryIO, begin: int, end: int) -> Iterator[bytes]:
    with source:
        source.seek(begin)
        while chunk := source.read(min(_CHUNK, end - begin)):
            begin += len(chunk)
            yield chunk
