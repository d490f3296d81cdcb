"""Open the store at an address."""

import re
from pathlib import Path
from typing import Final

from feedpub.errors import ConfigError
from feedpub.stores._folder import FolderStore
from feedpub.stores._store import Store

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")

opened: Final[dict[str, Store]] = {}
"""The stores that this process has opened, by address: connections are kept."""


def has_scheme(address: str) -> bool:
    """Tell whether an address names a bucket, and no folder."""
    return _SCHEME.match(address) is not None


def open_store(address: str) -> Store:
    """Return the store at `address`; raise ConfigError where it names none that is known."""
    if address not in opened:
        opened[address] = _open(address)
    return opened[address]


def _open(address: str) -> Store:
    if not has_scheme(address):
        return FolderStore(Path(address))
    try:
        from feedpub.stores import _bucket  # noqa: PLC0415 - takes long to import, and is an extra
    except ImportError:
        raise ConfigError(
            f"{address}: buckets need more packages; install feedpub with the extra [s3]"
        ) from None
    return _bucket.open_bucket(address)
