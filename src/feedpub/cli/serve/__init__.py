"""Preview ``out/`` on this machine, built anew and shown again with every change.

_watch         seeds/, feeds/   → paths that changed
rebuild        paths            → result           builds out/; given by the caller
_files         out/             → names and files  when no build is at work
_preview       a name           → the file         of the last whole build; its problems
_http          its headers      → 304, a range, gzip
_answer, _app  a request        → the answer
feedpub.js     problems         → the open page    which is loaded again when out/ has changed

Builds run in the thread of the caller, requests are answered in another one. A build is just a
function here; only its lock, which keeps others from ``out/`` meanwhile, is known.
"""

import socket
from collections.abc import Callable
from pathlib import Path

from feedpub.cli.serve._app import application
from feedpub.cli.serve._preview import Preview, Rebuild, Status
from feedpub.cli.serve._server import PORT, answer_in_thread, listen
from feedpub.cli.serve._watch import changes

__all__ = ["PORT", "Preview", "Rebuild", "Status", "application", "changes", "listen", "run"]


def run(
    project: Path, listener: socket.socket, rebuild: Rebuild, ready: Callable[[], None]
) -> None:
    """Build, serve ``out/`` of `project`, and build again with every change, until interrupted.

    `listener` is from `listen`. `rebuild` is called in this thread, with the paths that changed;
    `ready` is called when the first build is done. Raises OutputError where the folders can't be
    watched, and KeyboardInterrupt.
    """
    preview = Preview(project)
    told = changes(project)
    # From now on no change is missed, and requests wait at the socket.
    next(told)
    preview.renew(rebuild)
    with answer_in_thread(application(preview), listener):
        try:
            ready()
            for changed in told:
                preview.renew(rebuild, changed)
        finally:
            preview.end()
