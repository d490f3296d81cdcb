"""Serve on a socket of this machine alone, in a thread."""

import errno
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from feedpub.errors import ConfigError

HOST: Final = "127.0.0.1"
PORT: Final = 8000

_TRIED: Final = 20
_SECONDS_TO_END: Final = 2


def listen(port: int | None = None) -> socket.socket:
    """Return a socket that listens on `port`; clients wait there until they are served.

    Without `port`, it is 8000 or the first free port after it. Raises ConfigError where `port`
    can't be used.
    """
    if port is not None:
        try:
            return socket.create_server((HOST, port))
        except OSError as error:
            why = "is in use" if error.errno == errno.EADDRINUSE else f"can't be used: {error}"
            raise ConfigError(
                f"port {port} {why}; choose another one with --port, or none and feedpub does"
            ) from None
    for candidate in range(PORT, PORT + _TRIED):
        try:
            return socket.create_server((HOST, candidate))
        except OSError:
            continue
    return socket.create_server((HOST, 0))


@contextmanager
def answer_in_thread(app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Answer requests on `listener` in another thread, as long as the block lasts."""
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(_SECONDS_TO_END)
