"""Where documents and feeds can be: a folder, or a bucket. One small interface for both.

`open_store` takes an address: a path, or one with a scheme such as ``s3://bucket/site``. What talks
to buckets is imported for the latter alone.
"""

from feedpub.stores._open import has_scheme, open_store, opened
from feedpub.stores._store import (
    ABSENT,
    ANY,
    ChangedError,
    Item,
    MissingError,
    Store,
    TooLargeError,
    objection_to_key,
)

__all__ = [
    "ABSENT",
    "ANY",
    "ChangedError",
    "Item",
    "MissingError",
    "Store",
    "TooLargeError",
    "has_scheme",
    "objection_to_key",
    "open_store",
    "opened",
]
