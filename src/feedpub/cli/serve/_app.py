"""Decide which address is answered by what: the ASGI application."""

import json
from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from feedpub import messages
from feedpub.cli.serve import _pages
from feedpub.cli.serve._answer import ALWAYS, page, send_file, send_text
from feedpub.cli.serve._files import name_of
from feedpub.cli.serve._http import media_type
from feedpub.cli.serve._preview import Found, Preview, Status
from feedpub.errors import FeedpubError

# A page of another site must not read what is here by a host name that resolves to this machine.
_HOSTS: Final = ["127.0.0.1", "localhost"]
_WRONG: Final = {
    404: "There is nothing at this address.",
    405: "Only GET and HEAD are answered here.",
    500: "feedpub failed, which it should not; the terminal says more.",
}


def application(preview: Preview) -> Starlette:
    """Return the ASGI application that serves `preview`."""

    def of_out(request: Request) -> Response:
        return _of_out(preview, request)

    async def events(_request: Request) -> Response:
        return StreamingResponse(_events(preview), headers=ALWAYS, media_type="text/event-stream")

    def wrong(_request: Request, error: Exception) -> Response:
        status, fields = 500, None
        if isinstance(error, HTTPException):
            status, fields = error.status_code, error.headers
        return send_text(status, _WRONG[status], preview.status.digest, fields)

    app = Starlette(
        routes=[
            *(Route(address, _asset) for address in _pages.ASSETS),
            Route(_pages.EVENTS, events),
            Route("/{path:path}", of_out),
        ],
        middleware=[Middleware(TrustedHostMiddleware, _HOSTS, www_redirect=False)],
        exception_handlers=dict.fromkeys(_WRONG, wrong),
    )
    app.router.redirect_slashes = False
    return app


def _of_out(preview: Preview, request: Request) -> Response:
    asked = name_of(request.scope["raw_path"])
    if asked is None:
        raise HTTPException(404)
    try:
        found = preview.find(asked)
    except FeedpubError as error:
        if asked or not preview.names:
            return page(503, _pages.not_built(str(error), preview.status.digest))
        found = None
    except OSError as error:
        return send_text(
            500, f"{preview.output}/{asked}: can't be read: {error.strerror}", preview.status.digest
        )
    if isinstance(found, Found):
        return send_file(found, request)
    if found:
        query = f"?{request.url.query}" if request.url.query else ""
        # A temporary redirect: the next project is served at the same address.
        return RedirectResponse(f"/{quote(found.name)}{query}", 307, ALWAYS)
    if asked:
        return send_text(404, f"There is no {asked} in {preview.output}/.", preview.status.digest)
    return page(200, _pages.listing(preview.names, preview.status.digest))


def _asset(request: Request) -> Response:
    path = _pages.ASSETS[request.url.path]
    return FileResponse(path, headers={**ALWAYS, "Content-Type": media_type(path.name)})


async def _events(preview: Preview) -> AsyncIterator[str]:
    async for status in preview.statuses():
        yield f"data: {json.dumps(_as_json(status))}\n\n"


def _as_json(status: Status) -> dict[str, object]:
    problems = [
        {"severity": problem.severity, "text": messages.defuse(str(problem))}
        for problem in status.problems
    ]
    return {"digest": status.digest, "failure": status.failure, "problems": problems}
