"""Write a file whole or not at all: beside its place first, then renamed into it.

This is the one way in which feedpub writes over a file. Anybody who reads it meanwhile, or after a
build was killed, finds either the old bytes or the new ones.
"""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

_ENDING: Final = ".writing"


def write(place: Path, body: bytes) -> None:
    """Write the file at `place`; raise OSError, and leave it as it was, where that fails.

    What a killed process left beside it is removed, so the caller holds the lock of the project.
    """
    place.parent.mkdir(exist_ok=True)
    for left in place.parent.glob(f".{place.name}.*{_ENDING}"):
        left.unlink(missing_ok=True)
    aside = place.with_name(f".{place.name}.{secrets.token_hex(8)}{_ENDING}")
    try:
        write_aside(aside, body, place)
        aside.replace(place)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def write_aside(aside: Path, body: bytes, place: Path) -> None:
    """Write `body` to the new file `aside`, which is to be renamed to `place`.

    It gets mode, group and owner of the file at `place`, as far as the system allows; without a
    file there, the umask decides.
    """
    with aside.open("xb") as file:
        file.write(body)
        now = os.fstat(file.fileno())
    try:
        before = place.lstat()
    except OSError:
        return
    if not stat.S_ISREG(before.st_mode):
        return
    if hasattr(os, "chown") and (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid):
        # Nobody but root may give a file away; its group can be any that the process is in.
        for owner in (before.st_uid, -1):
            with suppress(OSError):
                os.chown(aside, owner, before.st_gid)
                break
    if stat.S_IMODE(before.st_mode) != stat.S_IMODE(now.st_mode):
        aside.chmod(stat.S_IMODE(before.st_mode))
