"""Have one build at a time write into a bucket: an object that is made only where there is none."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from uuid import uuid4

from feedpub.errors import FeedpubError, OutputError
from feedpub.stores import ABSENT, ChangedError, MissingError, Store

LOCK: Final = ".feedpub/lock"

_LARGEST: Final = 1_000
# A build that has not renewed its lock for so long is gone. In seconds.
GONE = 60.0
_RENEWED: Final = 10.0
_MOMENT: Final = 0.5


@contextmanager
def hold_lock(store: Store, patience: float = 60.0, gone: float | None = None) -> Iterator[str]:
    """Hold the lock of a project in a bucket; give what is written in it.

    A build that is at work renews it again and again. Where it stays the same for as long as
    `gone`, its build has ended without a word, and it is taken over. Raises OutputError where
    another build goes on for longer than `patience` beyond that; or where the store does not
    look at conditions, so that nothing can keep two builds apart.
    """
    owner = uuid4().hex
    tag = _take(store, owner, patience, GONE if gone is None else gone)
    over = threading.Event()

    def renew() -> None:
        nonlocal tag
        number = 0
        while not over.wait(_RENEWED):
            number += 1
            try:
                tag = store.put(LOCK, f"{owner} {number}".encode(), condition=tag)
            except ChangedError:
                return  # it was taken over: this build will not be able to write
            except FeedpubError:
                continue

    try:
        _check_conditions(store)
        renewing = threading.Thread(target=renew, daemon=True)
        renewing.start()
        try:
            yield owner
        finally:
            over.set()
            renewing.join()
    finally:
        if lock_is_held(store, owner):
            with suppress(FeedpubError):
                store.delete([LOCK])


def lock_is_held(store: Store, owner: str) -> bool:
    """Tell whether the lock is held by `owner`."""
    try:
        return store.get(LOCK, _LARGEST)[0].decode("utf-8", "replace").split(" ")[0] == owner
    except MissingError:
        return False


def check_lock(store: Store, owner: str) -> None:
    """Raise ChangedError where the lock is not held by `owner` any more."""
    if not lock_is_held(store, owner):
        raise ChangedError(LOCK)


def _take(store: Store, owner: str, patience: float, gone: float) -> str:
    """Make the lock, or take it over; return its tag."""
    begun = time.monotonic()
    seen, since = "", begun
    while True:
        try:
            return store.put(LOCK, owner.encode(), condition=ABSENT)
        except ChangedError:
            pass
        try:
            _, tag = store.get(LOCK, _LARGEST)
        except MissingError:
            continue
        now = time.monotonic()
        if tag != seen:
            seen, since = tag, now
        elif now - since >= gone:
            with suppress(ChangedError):
                return store.put(LOCK, owner.encode(), condition=tag)
        if now - begun > patience + gone:
            raise OutputError(
                f"{store.address}: another feedpub build has been at work for"
                f" {now - begun:.0f} s; wait for it"
            )
        time.sleep(min(_MOMENT, gone / 4))


def _check_conditions(store: Store) -> None:
    """Raise OutputError where the store writes whatever the condition says."""
    for condition in (ABSENT, '"0-no-such-tag"'):
        try:
            store.put(LOCK, b"", condition=condition)
        except ChangedError:
            continue
        store.delete([LOCK])
        raise OutputError(
            f"{store.address}: the store does not look at the conditions of a request (If-Match,"
            " If-None-Match), so that two builds could mix their files; use one that does, such as"
            " S3, Google Cloud Storage, Azure, MinIO, or SeaweedFS"
        )
