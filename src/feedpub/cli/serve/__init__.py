"""The preview: ``out/`` on this machine, built anew and shown again with every change.

_watch         seeds/, feeds/   → paths that changed
rebuild        paths            → result           builds out/; given by the caller
_files         out/             → names and files  when no build is at work
_preview       a name           → the file         of the last whole build; what is wrong
_http          its headers      → 304, a range, gzip
_answer, _app  a request        → the answer
feedpub.js     what is wrong    → the open page    which is loaded again when out/ has changed

Builds run in the thread that calls, requests are answered in another one. Of what a build is, the
room knows that it is a function, and the lock that keeps others from ``out/`` meanwhile.
"""

import socket
from collections.abc import Callable
from pathlib import Path

from feedpub.cli.serve._app import application
from feedpub.cli.serve._preview import Preview, Rebuild, Status
from feedpub.cli.serve._server import PORT, answering, listen
from feedpub.cli.serve._watch import changes

__all__ = ["PORT", "Preview", "Rebuild", "Status", "application", "changes", "listen", "run"]


def run(
    project: Path, listener: socket.socket, rebuild: Rebuild, ready: Callable[[], None]
) -> None:
    """Build, serve ``out/`` of `project`, and build again with every change; until interrupted.

    `listener` is what `listen` returned; `rebuild` is called in this thread, with the paths that
    changed; `ready` when the first build is done. Raises OutputError where the folders
    can't be watched, and KeyboardInterrupt.
    """
    preview = Preview(project)
    told = changes(project)
    # Nothing is missed that changes from now on, and who asks waits at the socket.
    next(told)
    preview.renew(rebuild)
    with answering(application(preview), listener):
        try:
            ready()
            for changed in told:
                preview.renew(rebuild, changed)
        finally:
            preview.end()
