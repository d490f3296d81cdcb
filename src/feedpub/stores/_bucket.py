"""Use a bucket as a store: S3 and what speaks its language, Google's, Azure's.

obstore speaks to all of them; credentials and endpoints are what it takes from the environment.
It gives up a whole listing for one key that is no path to it; on S3 the names are then asked for
with botocore, which gives keys as they are.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    InvalidPathError,
    PermissionDeniedError,
    PreconditionError,
    UnauthenticatedError,
)
from obstore.store import from_url

from feedpub.errors import ConfigError, NetworkError, WorkerError
from feedpub.stores import _s3_names
from feedpub.stores._store import (
    ABSENT,
    ANY,
    ChangedError,
    Item,
    MissingError,
    TooLargeError,
    objection_to_key,
)

if TYPE_CHECKING:
    from obstore.store import ObjectStore

    Client: TypeAlias = ObjectStore

# A copy of this process lacks the threads of the client, and would wait for them for ever.
_PROCESS: Final = os.getpid()

# Keys that are deleted by one request.
_AT_ONCE: Final = 1_000
_LONGEST: Final = 200  # characters of what a library says of an error


def open_bucket(address: str) -> "BucketStore":
    """Return the store at an address with a scheme; raise ConfigError where that is unknown."""
    try:
        return BucketStore(address, from_url(address.rstrip("/")))
    except (BaseError, ValueError) as error:
        raise ConfigError(
            f"{address}: is no address of a bucket ({_first_line(error)}); give one such as"
            " s3://bucket/site, gs://bucket/site or az://container/site"
        ) from None


class BucketStore:
    """The objects of a bucket, below a prefix."""

    def __init__(self, address: str, client: "Client") -> None:
        self.address = address
        self._own_client = client

    @property
    def _client(self) -> "Client":
        """The client; raises WorkerError in a copy of the process that has begun to use it."""
        if os.getpid() != _PROCESS:
            raise WorkerError(
                f"{self.address}: a process that talks to a bucket was copied (fork), and the copy"
                " can't; give an executor whose workers are new processes, such as"
                ' ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn"))'
            )
        return self._own_client

    def pages(self, folder: str) -> Iterator[list[Item]]:
        """Yield all objects below a folder, a page for each answer of the server."""
        last = b""
        try:
            with self._in_words(folder):
                for page in obstore.list(self._client, folder or None):
                    yield [Item(one["path"], one["size"], one["e_tag"] or "") for one in page]
                    last = max(last, *(one["path"].encode() for one in page))
        except InvalidPathError as error:
            if not self.address.startswith(("s3://", "s3a://")):
                raise ConfigError(
                    f"{self.address}: has a key that is no path ({_first_line(error)}), and only"
                    " on S3 the others can be listed all the same; rename or delete that object"
                ) from None
            for items in _s3_names.pages(self.address, folder):
                yield [item for item in items if item.key.encode("utf-8", "surrogateescape") > last]

    def get(self, key: str, most: int, tag: str = "") -> tuple[bytes, str]:
        """Return bytes and tag of an object."""
        with self._in_words(key):
            found = obstore.get(self._client, key, options={"if_match": tag} if tag else None)
            if found.meta["size"] > most:
                raise TooLargeError(found.meta["size"])
            return bytes(found.bytes()), found.meta["e_tag"] or ""

    def get_ranges(self, key: str, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """Return some ranges of the bytes of an object; those that are near come together."""
        if not ranges:
            return []
        with self._in_words(key):
            starts, ends = [one[0] for one in ranges], [one[1] for one in ranges]
            found = obstore.get_ranges(self._client, key, starts=starts, ends=ends)
            return [bytes(one) for one in found]

    def put(
        self,
        key: str,
        body: bytes,
        *,
        condition: str = ANY,
        content_type: str = "",
        cache_control: str = "",
    ) -> str:
        """Write an object."""
        about = {"Content-Type": content_type, "Cache-Control": cache_control}
        mode: Any = "overwrite"
        if condition != ANY:
            mode = "create" if condition == ABSENT else self._version(key, condition)
        attributes: Any = {name: value for name, value in about.items() if value}
        try:
            with self._in_words(key):
                # One request, for only that has a condition.
                done: Mapping[str, Any] = obstore.put(
                    self._client,
                    key,
                    body,
                    attributes=attributes or None,
                    mode=mode,
                    use_multipart=False,
                )
        except MissingError:  # some servers say so where the condition wants another tag
            if condition not in (ANY, ABSENT):
                raise ChangedError(key) from None
            raise NetworkError(f"{self.address}: there is no such bucket; create it") from None
        return done["e_tag"] or ""

    def _version(self, key: str, tag: str) -> Mapping[str, Any]:
        """Return what the client has to be told so that it replaces what has this `tag`.

        Google's store knows versions by numbers, which its listings do not have.
        """
        if not self.address.startswith("gs://"):
            return {"e_tag": tag}
        try:
            with self._in_words(key):
                found = obstore.head(self._client, key)
        except MissingError:
            raise ChangedError(key) from None
        if found["e_tag"] != tag:
            raise ChangedError(key)
        return {"e_tag": tag, "version": found["version"]}

    def delete(self, keys: Iterable[str]) -> None:
        """Delete objects, many at a time."""
        wanted = [key for key in keys if not objection_to_key(key)]
        for begin in range(0, len(wanted), _AT_ONCE):
            with self._in_words(wanted[begin]):
                try:
                    obstore.delete(self._client, wanted[begin : begin + _AT_ONCE])
                except FileNotFoundError:  # some stores tell of it
                    for key in wanted[begin : begin + _AT_ONCE]:
                        self._delete_one(key)

    def _delete_one(self, key: str) -> None:
        with suppress(FileNotFoundError):
            obstore.delete(self._client, key)

    @contextmanager
    def _in_words(self, key: str) -> Iterator[None]:
        """Turn errors of the library into ours."""
        place = f"{self.address.rstrip('/')}/{key}"
        try:
            yield
        except FileNotFoundError:
            raise MissingError(key) from None
        except (AlreadyExistsError, PreconditionError):
            raise ChangedError(key) from None
        except (PermissionDeniedError, UnauthenticatedError):
            raise NetworkError(
                f"{place}: the store refuses access; check the credentials in the environment, and"
                " what they allow"
            ) from None
        except InvalidPathError:
            raise
        except (BaseError, OSError, ValueError) as error:
            raise NetworkError(
                f"{place}: the store can't be used: {_first_line(error)}; check its address, and"
                " build again"
            ) from None


def _first_line(error: BaseException) -> str:
    line = str(error).partition("\n")[0].strip()
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
